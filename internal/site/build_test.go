package site_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/article"
	"nadi/internal/check"
	settings "nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/publish"
	"nadi/internal/site"
	"nadi/themes"
)

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

const config = `site: {id: test1234, title: Test News, url: https://news.example.org, languages: [en, hi], timeZone: Asia/Kolkata}
topics: {heart: {en: Heart, hi: हृदय}, mind: {en: Mind, hi: मन}}
lists: {perPage: 3}
`

// small is a site that uses a little of everything.
func small() fstest.MapFS {
	files := fstest.MapFS{"nadi.yaml": {Data: []byte(config)}, "content/people/asha.yaml": {Data: []byte("name: {en: Asha Example, hi: आशा}\n")}}
	for i := range 9 {
		files[fmt.Sprintf("content/articles/a%d.md", i)] = &fstest.MapFile{Data: articleText(i, "en", "Words.")}
	}
	files["content/articles/a1.hi.md"] = &fstest.MapFile{Data: articleText(1, "hi", "शब्द।\n\n## ताप\n\n[घर](#ताप)")}
	files["content/articles/b/index.md"] = &fstest.MapFile{Data: articleText(20, "en", "![A square](p.svg \"Caption\"){people=none}\n\n## Deep\n\nSee [a1](../a1.md).")}
	files["content/articles/b/p.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>`)}
	files["content/pages/about.md"] = &fstest.MapFile{Data: []byte("---\ntitle: About\ndescription: Who we are.\n---\n\nUs, and [b](../articles/b/index.md#deep).\n")}
	return files
}

func articleText(i int, lang, body string) []byte {
	return fmt.Appendf(nil, "---\nid: id%d\ntitle: Title %d %s\ndescription: Description %d.\ndate: 2026-%02d-%02d\nlang: %s\ntopics: [%s]\ntags: [t%d, all]\nauthors: [asha]\n---\n\n%s\n",
		i, i, lang, i, 1+i%10, 1+i, lang, []string{"heart", "mind"}[i%2], i%3, body)
}

func input(files fstest.MapFS, facts site.Facts) site.Input {
	return site.Input{Root: files, Themes: themes.FS(), Now: now, Version: "test", Rules: site.With(check.Blocking()), Facts: facts}
}

// build builds into a sink and fails the test if anything is wrong.
func build(t *testing.T, files fstest.MapFS, sink *publish.Memory, facts site.Facts) *site.Result {
	t.Helper()
	res, err := site.Build(context.Background(), input(files, facts), sink)
	if err != nil {
		t.Fatal(err)
	}
	if res.Blocked {
		t.Fatalf("blocked by %v", res.Findings)
	}
	if _, err := sink.Commit(); err != nil {
		t.Fatal(err)
	}
	return res
}

// bodies are the published files by path.
func bodies(m *publish.Memory) map[string]string {
	out := map[string]string{}
	for p, f := range m.Files() {
		out[p] = string(f.Body)
	}
	return out
}

func TestSecondBuildRendersNothing(t *testing.T) {
	var sink publish.Memory
	memo := site.NewMemo(nil)
	files := small()
	first := build(t, files, &sink, memo)
	if first.Rendered == 0 || first.FreshPages != first.Pages {
		t.Fatalf("the first build rendered %d of %d pages", first.FreshPages, first.Pages)
	}
	second := build(t, files, &sink, site.NewMemo(memo.Records()))
	if second.Rendered != 0 {
		t.Errorf("a second build of the same input rendered %d files", second.Rendered)
	}
	if d := cmp.Diff(first.Items, second.Items); d != "" {
		t.Errorf("items differ: %s", d)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	var a, b publish.Memory
	build(t, small(), &a, nil)
	build(t, small(), &b, site.NewMemo(nil))
	if d := cmp.Diff(bodies(&a), bodies(&b)); d != "" {
		t.Error(d)
	}
}

// TestIncrementalEqualsClean makes random edits and demands after each that
// the incremental build is that of a clean one, byte for byte. NADI_EDITS
// sets their number, NADI_SEED replays a run.
func TestIncrementalEqualsClean(t *testing.T) {
	edits, seed := 60, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("NADI_EDITS")); err == nil {
		edits = n
	}
	if n, err := strconv.ParseUint(os.Getenv("NADI_SEED"), 10, 64); err == nil {
		seed = n
	}
	r := rand.New(rand.NewPCG(seed, 2))
	files := small()
	var warm publish.Memory
	var records map[string][]byte
	cache := &memoryCache{}
	published := 0
	for n := range edits {
		before := maps.Clone(files)
		what := edit(r, files)
		memo := site.NewMemo(records)
		in := input(files, memo)
		in.Cache = cache
		res, err := site.Build(context.Background(), in, &warm)
		if err != nil {
			t.Fatal(err)
		}
		var cold publish.Memory
		clean, err := site.Build(context.Background(), input(files, nil), &cold)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(clean.Findings, res.Findings); d != "" {
			t.Fatalf("seed %d, edit %d (%s): findings differ:\n%s", seed, n, what, d)
		}
		records = memo.Records()
		if res.Blocked {
			_ = warm.Abort()
			files = before // a writer mends it; otherwise all later edits would be blocked too
			continue
		}
		published++
		if _, err := warm.Commit(); err != nil {
			t.Fatal(err)
		}
		if _, err := cold.Commit(); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(bodies(&cold), bodies(&warm)); d != "" {
			t.Fatalf("seed %d, edit %d (%s): clean and incremental differ:\n%.2000s", seed, n, what, d)
		}
	}
	if published < edits/2 {
		t.Errorf("only %d of %d edits could be published; the test proves little", published, edits)
	}
}

// edit changes the site at random and says how.
func edit(r *rand.Rand, files fstest.MapFS) string {
	names := slices.Sorted(maps.Keys(files))
	name := names[r.IntN(len(names))]
	i := r.IntN(30)
	set := func(n string, data []byte) string {
		files[n] = &fstest.MapFile{Data: data}
		return n
	}
	switch r.IntN(14) {
	case 12:
		return "photograph " + set("content/articles/shot.jpg", photographs()[r.IntN(3)])
	case 13:
		set("content/articles/shot.jpg", photographs()[r.IntN(3)])
		body := []string{"![A hill](shot.jpg){people=none}", "[The picture](shot.jpg)", "![A hill](shot.jpg){people=none}\n\n[Larger](shot.jpg)", "Words."}[r.IntN(4)]
		text := strings.Replace(string(articleText(i, "en", body)), "id: ", []string{"", "image: {src: shot.jpg, alt: A hill, people: none}\n"}[r.IntN(2)]+"id: ", 1)
		return "show " + set(fmt.Sprintf("content/articles/a%d.md", i), []byte(text))
	case 0, 1:
		return "write " + set(fmt.Sprintf("content/articles/a%d.md", i), articleText(i, "en", fmt.Sprintf("Other words %d.", r.IntN(9))))
	case 2:
		return "translate " + set(fmt.Sprintf("content/articles/a%d.hi.md", i), articleText(i, "hi", "दूसरे शब्द।"))
	case 3:
		if strings.HasSuffix(name, ".md") {
			delete(files, name)
			return "delete " + name
		}
		return "nothing"
	case 4:
		return "link " + set(fmt.Sprintf("content/articles/a%d.md", i), articleText(i, "en", fmt.Sprintf("[x](a%d.md) and [y](b/index.md#deep)", r.IntN(12))))
	case 5:
		return "redraw " + set("content/articles/b/p.svg", fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 4"><path d="M0 0h4v4z"/></svg>`, 1+r.IntN(4)))
	case 6:
		body := strings.Replace(string(articleText(i, "en", "Words.")), "id: ", fmt.Sprintf("slug: slug-%d\naliases: [/old/%d/]\nid: ", r.IntN(5), r.IntN(5)), 1)
		return "slug " + set(fmt.Sprintf("content/articles/a%d.md", i), []byte(body))
	case 7:
		return "config " + set("nadi.yaml", []byte(strings.Replace(config, "perPage: 3", fmt.Sprintf("perPage: %d", 2+r.IntN(3)), 1)))
	case 8:
		return "person " + set("content/people/asha.yaml", fmt.Appendf(nil, "name: {en: Asha %d, hi: आशा}\n", r.IntN(3)))
	case 9:
		return "theme " + set("themes/clinic/partials/card.html", fmt.Appendf(nil, `<li class="c%d"><a href="{{ .URL }}">{{ .Title }}</a></li>`, r.IntN(3)))
	case 10:
		body := strings.Replace(string(articleText(i, "en", "Words.")), "id: ", []string{"handout: true\naliases: [/old/]\nid: ", "draft: true\nid: ", "embargo: 2027-01-01\nid: ", "expires: 2026-01-01\nid: ", fmt.Sprintf("retracted: {date: 2026-11-01, note: wrong %d}\nhandout: true\nid: ", r.IntN(3))}[r.IntN(5)], 1)
		return "state " + set(fmt.Sprintf("content/articles/a%d.md", i), []byte(body))
	}
	return "heading " + set("content/articles/b/index.md", articleText(20, "en", "![A square](p.svg){people=none}\n\n## Deep\n\n## "+[]string{"More", "Less"}[r.IntN(2)]+"\n\nText[^1].\n\n[^1]: Note."))
}

func TestOneEditRendersOnlyWhatShowsIt(t *testing.T) {
	var sink publish.Memory
	memo := site.NewMemo(nil)
	files := small()
	build(t, files, &sink, memo)
	files["content/articles/a3.md"] = &fstest.MapFile{Data: articleText(3, "en", "New words.")}
	res := build(t, files, &sink, site.NewMemo(memo.Records()))
	if res.FreshPages != 1 {
		t.Errorf("a changed body rendered %d pages, want its own alone", res.FreshPages)
	}
}

func TestTwoPagesOneAddress(t *testing.T) {
	files := small()
	files["content/articles/twin.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(articleText(25, "en", "x")), "id: ", "slug: a1\nid: ", 1))}
	res, err := site.Build(context.Background(), input(files, nil), &publish.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	f := find(res, "site/url-clash")
	if !res.Blocked || f == nil || !strings.Contains(f.Message+f.Path, "a1.md") || !strings.Contains(f.Message+f.Path, "twin.md") {
		t.Errorf("findings %v", res.Findings)
	}
}

func find(res *site.Result, rule string) *diag.Finding {
	for i, f := range res.Findings {
		if f.Rule == rule {
			return &res.Findings[i]
		}
	}
	return nil
}

func TestKeepGoingLeavesOutWhatIsWrong(t *testing.T) {
	files := small()
	files["content/articles/bad.md"] = &fstest.MapFile{Data: articleText(26, "en", "[x](javascript:alert(1))")}
	files["content/articles/a2.md"].Data = articleText(2, "en", "[bad](bad.md) and [again](/articles/bad/)")
	files["content/articles/worse.md"] = &fstest.MapFile{Data: []byte("---\ntitle: x\n")}
	in := input(files, nil)
	in.KeepGoing = true
	var sink publish.Memory
	res, err := site.Build(context.Background(), in, &sink)
	if err != nil {
		t.Fatal(err)
	}
	if res.Blocked || res.Refused != 2 || res.Read != res.Built+res.Waiting+res.Expired+res.Refused {
		t.Errorf("blocked %v, %d read, %d built, %d refused: %v", res.Blocked, res.Read, res.Built, res.Refused, res.Findings)
	}
	if find(res, "links/scheme") == nil || find(res, "links/unpublished") == nil {
		t.Errorf("findings %v", res.Findings)
	}
}

func TestNextDueAndWaiting(t *testing.T) {
	files := small()
	files["content/articles/later.md"] = &fstest.MapFile{Data: []byte(strings.Replace(string(articleText(27, "en", "x")), "date: 2026", "date: 2027", 1))}
	var sink publish.Memory
	res := build(t, files, &sink, nil)
	if res.NextDue == nil || res.NextDue.Title != "Title 27 en" || res.Waiting != 1 {
		t.Errorf("next due %v, waiting %d", res.NextDue, res.Waiting)
	}
	if _, ok := sink.File("articles/later/index.html"); ok {
		t.Error("a scheduled article was published")
	}
}

func TestBasePath(t *testing.T) {
	files := small()
	files["nadi.yaml"].Data = []byte(strings.Replace(config, "https://news.example.org", "https://example.org/news", 1))
	var sink publish.Memory
	build(t, files, &sink, nil)
	f, ok := sink.File("articles/b/index.html")
	if !ok {
		t.Fatal("the path of the address became a folder")
	}
	for _, want := range []string{`href="/news/"`, `href="/news/articles/a1/"`, `src="/news/media/p.`, `href="https://example.org/news/articles/b/"`} {
		if !strings.Contains(string(f.Body), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestNoClockInPages(t *testing.T) {
	var a, b publish.Memory
	build(t, small(), &a, nil)
	in := input(small(), nil)
	in.Now = now.Add(30 * 24 * time.Hour)
	if _, err := site.Build(context.Background(), in, &b); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(bodies(&a), bodies(&b)); d != "" {
		t.Errorf("another day, other bytes: %s", d)
	}
}

// nosy is a rule set with one rule of its own, for the hook that every build
// runs.
type nosy struct{ *check.Set }

type nosyJudge struct{ *check.Judge }

func (n nosy) Judge(cfg *settings.Config, people map[string]*article.Person, now time.Time) nosyJudge {
	return nosyJudge{n.Set.Judge(cfg, people, now)}
}

func (nosyJudge) Article(a *article.Article, doc *markdown.Doc, _ []byte) ([]diag.Finding, []article.Allowance) {
	if strings.Contains(doc.Text(), "ward 7") {
		return []diag.Finding{{Rule: "privacy/test", Severity: diag.Error, Path: a.Source, Line: a.BodyLine, Message: "names a ward"}}, nil
	}
	return nil, nil
}

// TestBlockingRule: a privacy finding publishes nothing, in a first build, in
// one that remembers the article, and with --keep-going.
func TestBlockingRule(t *testing.T) {
	files := small()
	files["content/articles/a4.md"] = &fstest.MapFile{Data: articleText(4, "en", "She lay in ward 7.")}
	memo := site.NewMemo(nil)
	for round := range 3 {
		in := input(files, memo)
		in.Rules, in.KeepGoing = site.With(nosy{check.Blocking()}), round == 2
		res, err := site.Build(context.Background(), in, &publish.Memory{})
		if err != nil {
			t.Fatal(err)
		}
		if !res.Blocked || find(res, "privacy/test") == nil {
			t.Errorf("round %d: blocked %v, findings %v", round, res.Blocked, res.Findings)
		}
		memo = site.NewMemo(memo.Records())
	}
}

// TestFrontPageNamesEachArticleOnce holds for any number of articles: lead,
// latest, topics and the rest never repeat one, and leave none of this page's
// out.
func TestFrontPageNamesEachArticleOnce(t *testing.T) {
	for n := 1; n < 14; n++ {
		files := fstest.MapFS{"nadi.yaml": {Data: []byte(strings.Replace(config, "perPage: 3", "perPage: 20", 1))}, "content/people/asha.yaml": {Data: []byte("name: Asha Example\n")}}
		for i := range n {
			files[fmt.Sprintf("content/articles/a%d.md", i)] = &fstest.MapFile{Data: articleText(i, "en", "Words.")}
		}
		var sink publish.Memory
		build(t, files, &sink, nil)
		home := bodies(&sink)["index.html"]
		for i := range n {
			if c := strings.Count(home, fmt.Sprintf(`<a href="/articles/a%d/">`, i)); c != 1 {
				t.Errorf("of %d articles, a%d stands %d times on the front page", n, i, c)
			}
		}
	}
}

// TestLogoHasItsWidth, so that nothing moves when it comes.
func TestLogoHasItsWidth(t *testing.T) {
	files := small()
	files["nadi.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(config, "url: https", "organization: {name: House, logo: /logo.svg}, url: https", 1))}
	files["content/static/logo.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path d="M0 0h4v4z"/></svg>`)}
	var sink publish.Memory
	build(t, files, &sink, nil)
	if home := bodies(&sink)["index.html"]; !strings.Contains(home, `alt="" width="120" height="40">`) {
		t.Errorf("the logo is %s", home[strings.Index(home, "<img"):][:120])
	}
}

// TestAccentMustBeLegible: the build stops at a pale one and names one that it
// takes; a theme whose colours have other names answers for itself.
func TestAccentMustBeLegible(t *testing.T) {
	with := func(accent, style string) *site.Result {
		files := small()
		files["nadi.yaml"] = &fstest.MapFile{Data: []byte(config + "theme: {accent: \"" + accent + "\"}\n")}
		if style != "" {
			files["themes/clinic/style.css"] = &fstest.MapFile{Data: []byte(style)}
		}
		res, err := site.Build(context.Background(), input(files, nil), &publish.Memory{})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	for accent, legible := range map[string]bool{"#0b6e4f": true, "#00539f": true, "#7fd3b4": false, "#ffcc00": false, "#ffffff": false, "#000000": false} {
		f := find(with(accent, ""), "theme/contrast")
		if (f == nil) != legible {
			t.Errorf("%s gave %v", accent, f)
		}
		if f == nil {
			continue
		}
		_, rest, _ := strings.Cut(f.Hint, "accent: \"")
		near, _, _ := strings.Cut(rest, "\"")
		if f.Line != 4 || find(with(near, ""), "theme/contrast") != nil {
			t.Errorf("%s: the hint %q at line %d", accent, f.Hint, f.Line)
		}
	}
	if f := find(with("#ffffff", "a{color:var(--accent)}"), "theme/contrast"); f != nil {
		t.Errorf("a theme without tokens gave %v", f)
	}
}
