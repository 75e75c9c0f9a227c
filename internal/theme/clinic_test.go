package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"nadi/themes"
)

func loaded(t testing.TB, override fs.FS) *Theme {
	t.Helper()
	base, err := fs.Sub(themes.FS(), "clinic")
	if err != nil {
		t.Fatal(err)
	}
	th, findings, err := Load("clinic", base, override, []string{"en", "hi"})
	if err != nil || len(findings) > 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
	return th
}

func chrome(lang string) *Chrome {
	feeds := []Feed{{Format: "RSS", Type: "application/rss+xml", Title: "News", URL: "https://news.example.org/index.xml", Path: "/index.xml"}}
	return &Chrome{Lang: lang, Dir: "ltr", Title: "News", Home: "/", Feeds: feeds, CSP: "default-src 'none'", Style: "a{b:c}",
		Topics:    []Link{{Name: "Heart", URL: "/topics/heart/"}, {Name: "बच्चे", URL: "/topics/children/", Lang: "hi"}},
		Helplines: []Helpline{{Name: "Emergency", Number: "112", Tel: "tel:112", Emergency: true}, {Name: "Ambulance", Number: "108", Tel: "tel:108"}}}
}

func page(lang, kind string) Page {
	c := chrome(lang)
	return Page{Kind: kind, Lang: lang, Dir: "ltr", Title: "A headline", Canonical: "https://news.example.org/a/", Site: c, Feeds: c.Feeds}
}

func articlePage() *ArticlePage {
	a := &ArticlePage{Page: page("en", "article"), Headline: `Salt & "pressure"`, Summary: "In short.", Body: template.HTML("<p>The body.</p>"),
		Published: Date{"2026-11-20T09:00:00+05:30", "20 November 2026"}, Minutes: 3,
		Authors:   []Person{{Name: "Asha", URL: "/people/asha/"}, {Name: "Rohan", Credentials: "RN"}},
		Reviewers: []Person{{Name: "Dr. Meera"}}, LastReviewed: Date{"2026-11-10", "10 November 2026"},
		Sources:     []Source{{Title: "A source", URL: "https://who.int/x", Publisher: "WHO"}},
		Corrections: []Correction{{Date{"2026-11-22", "22 November 2026"}, "safety", "5 ml, not 50 ml."}, {Date{"2026-11-21", "21 November 2026"}, "typo", "A comma."}},
		Lead:        &Picture{Src: "/media/a.png", Alt: "A drawing", Width: 800, Height: 450, Credit: "Us"}}
	a.Important = a.Corrections[:1]
	a.Languages = []LanguageLink{{Lang: "en", Name: "English", URL: "/a/", Current: true, Exact: true}, {Lang: "hi", Name: "हिन्दी", URL: "/hi/a/", Exact: true}}
	return a
}

func render(t testing.TB, th *Theme, name string, data any) string {
	t.Helper()
	var b bytes.Buffer
	if err := th.Render(&b, name, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// words is the text that a person sees, white space folded.
func words(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script" {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inOrder demands that the parts stand in text one after the other.
func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	at := 0
	for _, p := range parts {
		i := strings.Index(text[at:], p)
		if i < 0 {
			t.Fatalf("%q is not there, or not after what should precede it, in:\n%s", p, text)
		}
		at += i + len(p)
	}
}

func TestArticleReadsInOrder(t *testing.T) {
	inOrder(t, words(t, render(t, loaded(t, nil), "article", articlePage())),
		"A headline – News", "Skip to the text", "हिन्दी", "Emergency 112", "Heart",
		`Salt & "pressure"`, "In short.", "Safety correction, 22 November 2026. 5 ml, not 50 ml.",
		"By Asha, Rohan, RN", "20 November 2026 3 minutes", "Medically reviewed by Dr. Meera, on 10 November 2026.", "Also in हिन्दी",
		"The body.", "Sources", "A source. WHO", "Corrections", "5 ml, not 50 ml.", "21 November 2026 (Typing error): A comma.",
		"Share: WhatsApp Facebook E-mail", "Address of this page: https://news.example.org/a/", "Helplines", "112 Emergency", "108 Ambulance", "general information")
}

// TestPlaceKeptWhereItCan: the script comes only where a translation has
// contents too, and not for what was withdrawn.
func TestPlaceKeptWhereItCan(t *testing.T) {
	th := loaded(t, nil)
	three, both := make([]Heading, 3), []Alternate{{"en", "x"}, {"hi", "y"}}
	for _, c := range []struct {
		contents   []Heading
		alternates []Alternate
		retracted  *Correction
		want       bool
	}{{three, both, nil, true}, {three[:2], both, nil, false}, {three, nil, nil, false}, {three, both, &Correction{Severity: "safety"}, false}} {
		a := articlePage()
		a.Contents, a.Alternates, a.Retracted = c.contents, c.alternates, c.retracted
		if got := strings.Contains(render(t, th, "article", a), "<script src=\"/assets/place."); got != c.want {
			t.Errorf("%d headings, %d languages, retracted %v: script %v", len(c.contents), len(c.alternates), c.retracted != nil, got)
		}
	}
}

func TestPaper(t *testing.T) {
	a := articlePage()
	a.Handout, a.QR = "/a/handout/", QR{Path: "M4 4h7", Box: "0 -.5 37 37", Size: 30}
	got := render(t, loaded(t, nil), "article", a)
	for _, want := range []string{`<a href="/a/handout/">Printable handout</a>`, `<svg class="qr" viewBox="0 -.5 37 37" width="30mm" display="none" aria-hidden="true"><path stroke="#000" d="M4 4h7"/></svg>`, `.css" media="print">`} {
		if !strings.Contains(got, want) {
			t.Errorf("the article lacks %s", want)
		}
	}
	a.Handout, a.QR = "", QR{}
	if got := render(t, loaded(t, nil), "article", a); strings.Contains(got, "handout") || strings.Contains(got, "<svg") {
		t.Error("an article without handout and code has something of them")
	}
}

func TestHandoutReadsInOrder(t *testing.T) {
	h := &HandoutPage{Page: page("hi", "handout"), Headline: "दस्त", Summary: "संक्षेप।", Article: "/a/", Address: []string{"news.example.org/", "a"}, Body: "<p>पाठ।</p>",
		Important: []Correction{{Date{"2026-11-22", "22 नवंबर 2026"}, "safety", "5 मि.ली.।"}}, Reviewers: []Person{{Name: "डॉ. मीरा", Credentials: "एमडी"}},
		LastReviewed: Date{"2026-11-10", "10 नवंबर 2026"}, ReviewDue: Date{"2028-11-10", "10 नवंबर 2028"}, Published: Date{"2026-11-20", "20 नवंबर 2026"},
		Sources: []Source{{Title: "Heat", Lang: "en", Publisher: "WHO"}, {URL: "https://www.who.int/x"}}, QR: QR{Path: "M4 4h7", Box: "0 -.5 37 37", Size: 30}}
	got := render(t, loaded(t, nil), "handout", h)
	inOrder(t, words(t, got), "इस पन्ने को छाप लें", "लेख पर वापस जाएँ", "News", "दस्त", "संक्षेप।", "सुरक्षा से जुड़ा सुधार, 22 नवंबर 2026. 5 मि.ली.।", "पाठ।",
		"चिकित्सकीय समीक्षा: डॉ. मीरा, एमडी, 10 नवंबर 2026 को। अगली समीक्षा: 10 नवंबर 2028", "प्रकाशित 20 नवंबर 2026.", "स्रोत: Heat (WHO); who.int.",
		"हेल्पलाइन", "112 Emergency", "आपके नोट, आपके वार्ड का नंबर", "फ़ोन पर यही लेख", "news.example.org/a", "यह सामान्य जानकारी है।")
	if !strings.Contains(got, `<span lang="en">Heat</span>`) {
		t.Error("an English title would be read by a Hindi voice")
	}
}

// TestWatchAndListenLeadThere: html/template takes "#n:" for the scheme of an
// address, unless it is told that it is none.
func TestWatchAndListenLeadThere(t *testing.T) {
	a := articlePage()
	a.Watch, a.Listen = "#n:watch", "#n:listen"
	got := render(t, loaded(t, nil), "article", a)
	for _, want := range []string{`<a href="#n:watch">Watch</a>`, `<a href="#n:listen">Listen</a>`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}

func TestRetractionReplacesTheBody(t *testing.T) {
	a := articlePage()
	a.Retracted = &Correction{Date{"2026-11-23", "23 November 2026"}, "safety", "The advice was wrong."}
	page := render(t, loaded(t, nil), "article", a)
	text := words(t, page)
	inOrder(t, text, "A headline", "This article has been withdrawn", "23 November 2026. The advice was wrong.", "By Asha")
	for _, gone := range []string{"The body.", "Share", "3 minutes", "/media/a.png"} {
		if strings.Contains(text, gone) || strings.Contains(page, gone) {
			t.Errorf("a retracted article still has %q", gone)
		}
	}
}

func TestDraftIsMarkedAndNotShared(t *testing.T) {
	a := articlePage()
	a.Draft, a.NoIndex = true, true
	text := words(t, render(t, loaded(t, nil), "article", a))
	inOrder(t, text, "A headline", "Draft. Not published yet.", "The body.")
	if strings.Contains(text, "WhatsApp") {
		t.Error("a draft asks to be shared")
	}
	list := &ListPage{Page: page("hi", "list"), Cards: Cards{{Title: "x", Scheduled: true, Key: "1"}}}
	inOrder(t, words(t, render(t, loaded(t, nil), "list", list)), "तय समय पर आएगा। अभी प्रकाशित नहीं हुआ।")
}

func TestAddressesAreEscaped(t *testing.T) {
	a := articlePage()
	a.Sources = []Source{{Title: "x", URL: "javascript:alert(1)"}}
	got := render(t, loaded(t, nil), "article", a)
	if strings.Contains(got, "javascript:") {
		t.Error("a script's address reached the page")
	}
	for _, want := range []string{`https://wa.me/?text=Salt%20%26%20%22pressure%22%20https%3a%2f%2fnews.example.org%2fa%2f"`, `href="tel:112"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}

func TestOtherLanguagesAreMarked(t *testing.T) {
	got := render(t, loaded(t, nil), "list", &ListPage{Page: page("en", "list"), Cards: Cards{{Title: "पानी", Lang: "hi", Key: "1"}}})
	for _, want := range []string{`<html lang="en" dir="ltr">`, `<li lang="hi">`, `<a href="/topics/children/" lang="hi">बच्चे</a>`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
}

// TestHomeShowsEveryCard holds for those beside the lead, those of topics and
// the rest.
func TestHomeShowsEveryCard(t *testing.T) {
	card := func(i int) *Card { return &Card{Title: "x", URL: fmt.Sprintf("/card-%d/", i)} }
	h := &HomePage{Page: page("en", "home"), Lead: card(0), Latest: Cards{card(1), card(2)}, More: Cards{card(5), card(6)},
		Blocks: []Block{{Topic: Link{Name: "Heart", URL: "/topics/heart/"}, Cards: Cards{card(3), card(4)}}}}
	got := render(t, loaded(t, nil), "home", h)
	for i := range 7 {
		if c := strings.Count(got, fmt.Sprintf(`"/card-%d/"`, i)); c != 1 {
			t.Errorf("card %d stands %d times", i, c)
		}
	}
}

// TestEveryWordIsThere reads the words that templates ask for.
func TestEveryWordIsThere(t *testing.T) {
	th := loaded(t, nil)
	call := regexp.MustCompile(`(?:\bt|plural) \$?(?:\.Lang|lang) "([^"]+)"`)
	found := 0
	err := fs.WalkDir(themes.FS(), "clinic", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".html") {
			return err
		}
		body, err := fs.ReadFile(themes.FS(), p)
		for _, m := range call.FindAllSubmatch(body, -1) {
			found++
			for _, lang := range []string{"en", "hi"} {
				if !th.Language(lang).Has(string(m[1])) {
					t.Errorf("%s asks for %q, which lang/%s.json has not", p, m[1], lang)
				}
			}
		}
		return err
	})
	if err != nil || found < 30 {
		t.Errorf("only %d words were found in the templates (%v)", found, err)
	}
}

func TestHashCoversWhatPagesShow(t *testing.T) {
	plain := loaded(t, nil).Hash()
	for name, changes := range map[string]bool{
		"article.html": true, "partials/card.html": true, "style.css": true, "assets/card.png": true, "lang/hi.json": true, "static/new.txt": true,
		"lang/mr.json": false, "README.md": false, ".hidden": false,
	} {
		body := []byte("x")
		if name == "lang/hi.json" {
			body, _ = fs.ReadFile(themes.FS(), "clinic/lang/hi.json")
			body = append(body, '\n')
		}
		if got := loaded(t, fstest.MapFS{name: {Data: body}}).Hash(); (got != plain) != changes {
			t.Errorf("%s: hash changed %v, want %v", name, got != plain, changes)
		}
	}
}

func TestAssets(t *testing.T) {
	th := loaded(t, fstest.MapFS{"static/robots.png": {Data: []byte("x")}, "assets/fonts/a.woff2": {Data: []byte("y")}}).WithBase("/news")
	for name, want := range map[string]string{
		"static/robots.png": `^/news/robots\.png$`, "fonts/a.woff2": `^/news/assets/fonts/a\.[0-9a-f]{8}\.woff2$`, "card.png": `^/news/assets/card\.[0-9a-f]{8}\.png$`, "none": `^$`,
	} {
		if got := th.AssetPath(name); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s is at %q", name, got)
		}
	}
	i := slices.IndexFunc(th.Assets(), func(a Asset) bool { return a.Name == "card.png" })
	if i < 0 || len(th.Assets()[i].Body) == 0 || len(th.Assets()[i].Body) > 40_000 {
		t.Error("the share picture is missing, empty or over 40,000 bytes")
	}
}

func TestOneNameTwice(t *testing.T) {
	base, _ := fs.Sub(themes.FS(), "clinic")
	_, findings, err := Load("clinic", base, fstest.MapFS{"card.html": {Data: []byte("x")}}, []string{"en"})
	if err != nil || len(findings) != 1 || findings[0].Path != "themes/clinic/partials/card.html" || !strings.Contains(findings[0].Message, "themes/clinic/card.html") {
		t.Errorf("findings %v, error %v", findings, err)
	}
}

// TestFaultsInRareBranches shows that a fault is found at load although only
// a long list, an unset flag or one of two languages comes to it.
func TestFaultsInRareBranches(t *testing.T) {
	base, _ := fs.Sub(themes.FS(), "clinic")
	for _, body := range []string{
		`{{ range .Cards }}{{ if not .Draft }}{{ .Tite }}{{ end }}{{ end }}`,
		`{{ if gt (len .Cards) 5 }}{{ .Tite }}{{ end }}`,
		`{{ if not .Cards }}{{ .Tite }}{{ end }}`,
		`{{ if eq .Lang "hi" }}{{ .Tite }}{{ end }}`,
	} {
		_, findings, err := Load("clinic", base, fstest.MapFS{"list.html": {Data: []byte(body)}}, []string{"en", "hi"})
		if err != nil || len(findings) != 1 || findings[0].Path != "themes/clinic/list.html" || findings[0].Hint != "did you mean Title?" {
			t.Errorf("%s gave %v, %v", body, findings, err)
		}
	}
}

func TestRenderIsSafeForManyAtOnce(t *testing.T) {
	th, a := loaded(t, nil), articlePage()
	want := render(t, loaded(t, nil), "article", a)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var b bytes.Buffer
			if err := th.Render(&b, "article", a); err != nil || b.String() != want {
				t.Errorf("a page rendered beside others differs (%v)", err)
			}
		})
	}
	wg.Wait()
}

func FuzzPack(f *testing.F) {
	style, err := fs.ReadFile(themes.FS(), "clinic/style.css")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(style)
	for _, s := range []string{`a::after{content:"\""}`, "/* open", `"open`, "'a\\", "a/**/b", "a /* */ > b"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, css []byte) {
		once := pack(css)
		if len(once) > len(css) {
			t.Fatalf("packing %q made it longer: %q", css, once)
		}
	})
}

func BenchmarkArticle(b *testing.B) {
	th, a := loaded(b, nil), articlePage()
	var w bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		w.Reset()
		if err := th.Render(&w, "article", a); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSearchScript holds the one script of the search page to its size, and to
// ways of writing that no data can turn into markup.
func TestSearchScript(t *testing.T) {
	script, err := fs.ReadFile(themes.FS(), "clinic/assets/search.js")
	if err != nil {
		t.Fatal(err)
	}
	if len(script) >= 5000 {
		t.Errorf("the script has %d bytes; 5,000 are too many", len(script))
	}
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "setAttribute(\"on", "http:", "https:"} {
		if bytes.Contains(script, []byte(bad)) {
			t.Errorf("the script has %s", bad)
		}
	}
}
