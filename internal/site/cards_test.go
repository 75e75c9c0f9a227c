package site_test

import (
	"bytes"
	"context"
	"fmt"
	stdimage "image"
	"image/jpeg"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"nadi/internal/image"
	"nadi/internal/publish"
	"nadi/internal/site"
)

// shared is the picture that networks show of a page.
func shared(t *testing.T, sink *publish.Memory, page string) string {
	t.Helper()
	body := bodies(sink)[page]
	_, rest, ok := strings.Cut(body, `property="og:image" content="https://news.example.org/`)
	if !ok {
		t.Fatalf("%s names no picture", page)
	}
	path, _, _ := strings.Cut(rest, `"`)
	if _, there := bodies(sink)[path]; !there {
		t.Errorf("%s names %s, which was not made", page, path)
	}
	return path
}

// dated is an article of that day with those lines in its head.
func dated(day, title, head string) *fstest.MapFile {
	return &fstest.MapFile{Data: fmt.Appendf(nil, "---\nid: %s\ntitle: %s\ndescription: D.\ndate: %s\n%s---\n\nWords.\n", strings.ToLower(strings.ReplaceAll(day, "-", "")), title, day, head)}
}

// photo is a JPEG of that size.
func photo(w, h int) []byte {
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i / 97)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func cardSite(outputs string) fstest.MapFS {
	lead := "image: {src: /p.jpg, alt: A square, people: none}\n"
	return fstest.MapFS{
		"nadi.yaml":                       {Data: []byte(config + outputs)},
		"content/static/p.jpg":            {Data: photo(900, 600)},
		"content/articles/new.md":         dated("2026-11-01", "A new one", "topics: [heart]\n"),
		"content/articles/photo.md":       dated("2026-11-02", "With a picture", lead),
		"content/articles/edge.md":        dated("2025-11-24", "A year old today", "topics: [heart]\n"),
		"content/articles/old.md":         dated("2025-11-23", "Older than a year", "topics: [heart]\n"),
		"content/articles/old2.md":        dated("2025-11-22", "As old", "topics: [heart]\n"),
		"content/articles/old-photo.md":   dated("2025-11-21", "Old, with a picture", lead),
		"content/articles/old-bare.md":    dated("2025-11-20", "Old, without a topic", ""),
		"content/articles/old-due.md":     dated("2025-11-19", "Old, and due again", "syndicate: {at: 2026-12-24}\n"),
		"content/articles/tamil.md":       dated("2026-11-03", "வெப்பம்", ""),
		"content/articles/tamil-photo.md": dated("2026-11-04", "வெப்பம் 2", lead),
		"content/articles/withdrawn.md":   dated("2026-11-05", "Withdrawn", "retracted: {date: 2026-11-06, note: It was wrong.}\n"),
	}
}

// TestCards: who has a card of its own, who shares one, who has none.
func TestCards(t *testing.T) {
	var sink publish.Memory
	res := build(t, cardSite(""), &sink, nil)
	page := func(slug string) string { return shared(t, &sink, "articles/"+slug+"/index.html") }
	if res.Cards != 7 || res.Drawn != 7 {
		t.Errorf("%d cards, %d drawn; want 7 of both: four articles, a topic, and two front pages", res.Cards, res.Drawn)
	}
	own := map[string]bool{}
	for _, slug := range []string{"new", "photo", "edge", "old-due"} {
		own[page(slug)] = true
	}
	if len(own) != 4 {
		t.Errorf("four articles of this year have the cards %v", slices.Sorted(maps.Keys(own)))
	}
	if page("old") != page("old2") || own[page("old")] || page("old") == page("old-bare") || !strings.Contains(page("old-bare"), "media/card-") {
		t.Errorf("older ones show %s, %s and %s", page("old"), page("old2"), page("old-bare"))
	}
	for slug, want := range map[string]string{"old-photo": "p.jpg", "tamil-photo": "p.jpg", "tamil": "assets/card.", "withdrawn": "assets/card."} {
		if got := page(slug); !strings.HasPrefix(got, want) {
			t.Errorf("%s shows %s, want %s", slug, got, want)
		}
	}
	for slug, end := range map[string]string{"new": ".png", "photo": ".jpg"} {
		m, _, err := stdimage.Decode(strings.NewReader(bodies(&sink)[page(slug)]))
		if err != nil || m.Bounds() != stdimage.Rect(0, 0, 1200, 630) || !strings.HasSuffix(page(slug), end) {
			t.Errorf("%s: %v %v", page(slug), m, err)
		}
	}
	body := bodies(&sink)["articles/photo/index.html"]
	for _, want := range []string{`og:image:alt" content="A card that reads: With a picture"`, `og:image:type" content="image/jpeg"`, `"image":{"@type":"ImageObject","url":"https://news.example.org/p.jpg"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

// TestCardOfItem: a post shows the article's own picture, and link previews
// its card.
func TestCardOfItem(t *testing.T) {
	var sink publish.Memory
	res := build(t, cardSite(""), &sink, nil)
	for _, it := range res.Items {
		switch it.Source {
		case "content/articles/photo.md":
			if it.Image == nil || it.Image.URL != "https://news.example.org/p.jpg" || it.Card.URL != "https://news.example.org/"+shared(t, &sink, "articles/photo/index.html") || it.Card.Alt != "A card that reads: With a picture" {
				t.Errorf("image %+v, card %+v", it.Image, it.Card)
			}
		case "content/articles/new.md":
			if it.Image != nil || it.Card == nil || !strings.HasSuffix(it.Card.URL, ".png") {
				t.Errorf("image %+v, card %+v", it.Image, it.Card)
			}
		}
	}
}

func TestCardsSetting(t *testing.T) {
	for setting, want := range map[string]int{"all": 11, "none": 0, "true": 7, "false": 0} {
		var sink publish.Memory
		if res := build(t, cardSite("outputs: {cards: "+setting+"}\n"), &sink, nil); res.Cards != want {
			t.Errorf("cards: %s gives %d, want %d", setting, res.Cards, want)
		}
	}
}

// TestCardsPrivacy: the picture of a patient who agreed to the site alone is on
// no card.
func TestCardsPrivacy(t *testing.T) {
	files := cardSite("")
	files["content/articles/photo.md"] = dated("2026-11-02", "With a picture", "image: {src: /p.jpg, alt: A square, people: patient, consent: k7m2qd9x}\n")
	files["content/consent/k7m2qd9x.yaml"] = &fstest.MapFile{Data: []byte("scopes: [site]\nfrom: 2026-01-01\nstatus: given\n")}
	var sink publish.Memory
	build(t, files, &sink, nil)
	if got := shared(t, &sink, "articles/photo/index.html"); !strings.HasSuffix(got, ".png") {
		t.Errorf("the page shows %s to networks", got)
	}
}

// TestCardFollowsItsWords: what is on a card is in its name, and nothing else.
func TestCardFollowsItsWords(t *testing.T) {
	name := func(change func(fstest.MapFS)) string {
		files := cardSite("")
		maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool {
			return name != "nadi.yaml" && name != "content/articles/new.md"
		})
		change(files)
		var sink publish.Memory
		build(t, files, &sink, nil)
		return shared(t, &sink, "articles/new/index.html")
	}
	was := name(func(fstest.MapFS) {})
	for what, change := range map[string]func(fstest.MapFS){
		"title": func(f fstest.MapFS) {
			f["content/articles/new.md"] = dated("2026-11-01", "Another", "topics: [heart]\n")
		},
		"topic": func(f fstest.MapFS) {
			f["content/articles/new.md"] = dated("2026-11-01", "A new one", "topics: [mind]\n")
		},
		"accent": func(f fstest.MapFS) { f["nadi.yaml"].Data = []byte(config + "theme: {accent: \"#123456\"}\n") },
		"site":   func(f fstest.MapFS) { f["nadi.yaml"].Data = []byte(strings.Replace(config, "Test News", "News", 1)) },
	} {
		if name(change) == was {
			t.Errorf("another %s has the same card", what)
		}
	}
	if got := name(func(f fstest.MapFS) {
		f["content/articles/new.md"] = dated("2026-11-12", "A new one", "topics: [heart]\ntags: [x]\n")
	}); got != was {
		t.Error("another date and tag give another card")
	}
}

// remembering is a cache that counts.
type remembering struct {
	mu   sync.Mutex
	kept map[site.Key][]byte
	hits int
}

func (r *remembering) Load(k site.Key) ([]byte, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	b, ok := r.kept[k]
	if ok {
		r.hits++
	}
	return b, ok
}

func (r *remembering) Store(k site.Key, b []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept[k] = bytes.Clone(b)
}

// TestCardsAreDrawnOnce: neither a second build nor one from nothing draws a
// card again; a wrong record would be seen, for it is used.
func TestCardsAreDrawnOnce(t *testing.T) {
	files, memo := cardSite(""), &remembering{kept: map[site.Key][]byte{}}
	run := func(sink *publish.Memory, now time.Time) *site.Result {
		t.Helper()
		in := input(files, nil)
		in.Now, in.Cache = now, memo
		res, err := site.Build(context.Background(), in, sink)
		if err != nil || res.Blocked {
			t.Fatal(err, res.Findings)
		}
		if _, err := sink.Commit(); err != nil {
			t.Fatal(err)
		}
		return res
	}
	var first, clean publish.Memory
	if res := run(&first, now); res.Drawn != 7 {
		t.Fatalf("the first build drew %d", res.Drawn)
	}
	if res := run(&first, now.Add(time.Hour)); res.Drawn != 0 || res.Rendered != 0 {
		t.Errorf("the second drew %d and rendered %d", res.Drawn, res.Rendered)
	}
	if res := run(&clean, now); res.Drawn != 0 || memo.hits < 7 {
		t.Errorf("one from nothing drew %d, with %d from the cache", res.Drawn, memo.hits)
	}
	if a, b := bodies(&first), bodies(&clean); !maps.Equal(a, b) {
		t.Error("the cache changed the site")
	}
	if res := run(&first, now.AddDate(0, 0, 1)); res.Drawn != 0 || res.FreshPages != 1 {
		t.Errorf("the next day one article is a year old: %d drawn, %d pages made", res.Drawn, res.FreshPages)
	}
}

// TestCardOfBrokenPhoto: a damaged picture is a finding, and no trouble of the
// card.
func TestCardOfBrokenPhoto(t *testing.T) {
	files := cardSite("")
	files["content/static/p.jpg"].Data = photo(900, 600)[:2000]
	var sink publish.Memory
	res, err := site.Build(context.Background(), input(files, nil), &sink)
	if err != nil {
		t.Fatal(err)
	}
	if find(res, "media/unusable") == nil || !res.Blocked {
		t.Errorf("a damaged picture blocks nothing: %v", res.Findings)
	}
}

// TestCardForNetworks: where a network takes no PNG, a card becomes a JPEG of
// the same size.
func TestCardForNetworks(t *testing.T) {
	var sink publish.Memory
	build(t, cardSite(""), &sink, nil)
	data := []byte(bodies(&sink)[shared(t, &sink, "articles/new/index.html")])
	fit, err := image.Fit(data, "image/png", image.Limit{Bytes: 976_000, Types: []string{"image/jpeg"}})
	if err != nil || fit.Type != "image/jpeg" || fit.Width != 1200 || fit.Height != 630 || len(fit.Data) > 150_000 {
		t.Errorf("it becomes %d bytes of %s, %d × %d (%v)", len(fit.Data), fit.Type, fit.Width, fit.Height, err)
	}
}

// TestCardFollowsItsPicture: another picture under the same name is another
// card.
func TestCardFollowsItsPicture(t *testing.T) {
	names := map[string]bool{}
	for _, size := range []int{900, 904} {
		files := cardSite("")
		maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool {
			return strings.HasPrefix(name, "content/articles/") && name != "content/articles/photo.md"
		})
		files["content/static/p.jpg"].Data = photo(size, 600)
		var sink publish.Memory
		build(t, files, &sink, nil)
		names[shared(t, &sink, "articles/photo/index.html")] = true
	}
	if len(names) != 2 {
		t.Errorf("two pictures have the card %v", names)
	}
}
