package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"nadi/syndicate"
)

// site is a live site whose answers a test sets.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	answers map[string]http.HandlerFunc
	asked   map[string]int
}

func newSite(t *testing.T) *site {
	s := &site{answers: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked[r.URL.Path]++
	answer := s.answers[r.URL.Path]
	s.mu.Unlock()
	if answer == nil {
		http.NotFound(w, r)
		return
	}
	answer(w, r)
}

func (s *site) set(path string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[path] = answer
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

const (
	pagePath = "/hi/articles/रक्तचाप/"
	imgPath  = "/articles/pulse.7f3a.png"
	marker   = "sha256-0123456789abcdef0123456789abcdef"
)

var updated = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("IST", 19800))

func (s *site) item() syndicate.Item {
	return syndicate.Item{ID: "k7m2", Lang: "hi", URL: s.URL + pagePath, Updated: updated, Marker: marker,
		Image: &syndicate.Image{URL: s.URL + imgPath, Alt: "एक नर्स"}}
}

// head is what differs between the pages of the tests.
type head struct {
	marker, id, canonical, robots, image, modified string
}

func (s *site) right() head {
	return head{marker, "k7m2.hi", s.URL + pagePath, "", s.URL + imgPath, "2026-11-23T10:00:00+05:30"}
}

// html is the page as Nadi's default theme writes it.
func (h head) html() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"hi\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n<title>रक्तचाप &lt;meta name=\"nadi:id\" content=\"x\"&gt; – नाड़ी</title>\n")
	line := func(value, format string) {
		if value != "" {
			fmt.Fprintf(&b, format+"\n", value)
		}
	}
	line(h.robots, `<meta name="robots" content="%s">`)
	line(h.canonical, `<link rel="canonical" href="%s">`)
	line("x", `<link rel="alternate" hreflang="en" href="https://news.example.org/%s/">`)
	line(h.marker, `<meta name="nadi:content" content="%s">`)
	line(h.id, `<meta name="nadi:id" content="%s">`)
	line(h.image, `<meta property="og:image" content="%s">`)
	line(h.modified, `<meta property="article:modified_time" content="%s">`)
	b.WriteString(`<!-- <meta name="robots" content="noindex"> --><script type="application/ld+json">{"a":"<meta name='robots' content='noindex'>"}</script>` + "\n</head>\n<body>")
	b.WriteString(`<p>How to write <meta name="nadi:id" content="other.hi"><link rel="canonical" href="https://other.example/"><meta name="robots" content="noindex"></p></body></html>`)
	return b.String()
}

func page200(h head) http.HandlerFunc { return body("text/html; charset=utf-8", []byte(h.html())) }

func body(kind string, data []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		} else {
			w.Header()["Content-Type"] = nil
		}
		w.Write(data)
	}
}

func refusing(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", code) }
}

func redirect(to string, code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) }
}

func picture(t *testing.T, kind string) []byte {
	img := image.NewPaletted(image.Rect(0, 0, 40, 21), color.Palette{color.Black, color.White})
	var b bytes.Buffer
	var err error
	switch kind {
	case "image/png":
		err = png.Encode(&b, img)
	case "image/jpeg":
		err = jpeg.Encode(&b, img, nil)
	case "image/gif":
		err = gif.Encode(&b, img, nil)
	case "image/webp": // lossless, 40 × 21: the header is all that is read
		b.WriteString("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x27\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newGate() *Gate {
	now := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	return &Gate{Transport: http.DefaultTransport, Agent: "Nadi/test", Timeout: 5 * time.Second, Now: func() time.Time { return now },
		Sleep: func(context.Context, time.Duration) error { return errors.New("it sleeps") }}
}

func (s *site) live(t *testing.T) {
	s.set(pagePath, page200(s.right()))
	s.set(imgPath, body("image/png", picture(t, "image/png")))
}

func TestReady(t *testing.T) {
	s := newSite(t)
	s.live(t)
	live, err := newGate().Check(t.Context(), s.item())
	if err != nil || live.Verdict != Ready || live.Reason != "" {
		t.Fatal(live, err)
	}
	p := live.Picture
	if p == nil || p.Type != "image/png" || p.Width != 40 || p.Height != 21 || p.Alt != "एक नर्स" || !bytes.Equal(p.Data, picture(t, "image/png")) {
		t.Errorf("the picture is %+v", p)
	}
	item := s.item()
	item.Image = nil
	if live, err := newGate().Check(t.Context(), item); err != nil || live.Verdict != Ready || live.Picture != nil {
		t.Error(live, err)
	}
}

// TestPage is every page that is not the right one.
func TestPage(t *testing.T) {
	for _, tc := range []struct {
		name    string
		change  func(h *head)
		verdict Verdict
		reason  string
	}{
		{"old text", func(h *head) { h.marker = "sha256-old" }, NotYet, "another version"},
		{"old text, noindex and another address", func(h *head) { h.marker, h.robots, h.canonical = "sha256-old", "noindex", "https://old.example/" }, NotYet, "another version"},
		{"old text, older date", func(h *head) { h.marker, h.modified = "sha256-old", "2026-11-22T10:00:00+05:30" }, NotYet, "another version"},
		{"old text, same moment", func(h *head) { h.marker, h.modified = "sha256-old", "2026-11-23T04:30:00Z" }, NotYet, "another version"},
		{"newer text", func(h *head) { h.marker, h.modified = "sha256-new", "2026-11-23T10:00:01+05:30" }, Superseded, "a newer version"},
		{"same text, newer date", func(h *head) { h.modified = "2026-11-24T10:00:00+05:30" }, Ready, ""},
		{"newer text of another", func(h *head) { h.marker, h.id, h.modified = "sha256-new", "zz.hi", "2026-11-24T10:00:00+05:30" }, Wrong, `another article is live, "zz.hi" and not k7m2.hi`},
		{"no date", func(h *head) { h.modified = "" }, Ready, ""},
		{"bad date", func(h *head) { h.marker, h.modified = "sha256-new", "tomorrow" }, NotYet, "another version"},
		{"another language", func(h *head) { h.id = "k7m2.en" }, Wrong, "another article"},
		{"no marks", func(h *head) { h.marker, h.id = "", "" }, NotYet, "does not carry Nadi's marks"},
		{"no id", func(h *head) { h.id = "" }, NotYet, "does not carry Nadi's marks"},
		{"no marker", func(h *head) { h.marker = "" }, NotYet, "does not carry Nadi's marks"},
		{"noindex", func(h *head) { h.robots = "noindex" }, Wrong, "noindex"},
		{"noindex among others", func(h *head) { h.robots = "Follow, NoIndex ,max-snippet:-1" }, Wrong, "noindex"},
		{"none", func(h *head) { h.robots = "none" }, Wrong, "noindex"},
		{"other robots", func(h *head) {
			h.robots = "nofollow, max-image-preview:large, unavailable_after: 25 Jun 2030 15:00:00 PST"
		}, Ready, ""},
		{"another address", func(h *head) { h.canonical = "https://mirror.example/a/" }, Wrong, "its right address is https://mirror.example/a/"},
		{"no address", func(h *head) { h.canonical = "" }, Wrong, "does not name its own address"},
		{"address with percent signs", func(h *head) {
			h.canonical = strings.Replace(h.canonical, "रक्तचाप", "%E0%A4%B0%E0%A4%95%E0%A5%8D%E0%A4%A4%E0%A4%9A%E0%A4%BE%E0%A4%AA", 1)
		}, Ready, ""},
		{"no slash at the end", func(h *head) { h.canonical = strings.TrimSuffix(h.canonical, "/") }, Wrong, "its right address"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := newSite(t)
			s.live(t)
			h := s.right()
			tc.change(&h)
			s.set(pagePath, page200(h))
			expect(t, s, tc.verdict, tc.reason)
		})
	}
}

// expect checks a verdict, and that its words name the address.
func expect(t *testing.T, s *site, want Verdict, reason string) Live {
	t.Helper()
	live, err := newGate().Check(t.Context(), s.item())
	if err != nil || live.Verdict != want || !strings.Contains(live.Reason, reason) {
		t.Fatalf("verdict %d, %q, %v; want %d, %q", live.Verdict, live.Reason, err, want, reason)
	}
	if want != Ready && (live.Hint == "" || !strings.Contains(live.Reason, s.URL) || live.Picture != nil || strings.HasSuffix(live.Reason, ".")) {
		t.Errorf("%q (%q) does not help, or there is a picture", live.Reason, live.Hint)
	}
	return live
}

// TestAnswers is what web servers say instead of the page, or in its header.
func TestAnswers(t *testing.T) {
	s := newSite(t)
	good := page200(s.right())
	header := func(name, value string, then http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { w.Header().Add(name, value); then(w, r) }
	}
	for _, tc := range []struct {
		name    string
		answer  http.HandlerFunc
		verdict Verdict
		reason  string
	}{
		{"404", nil, NotYet, "is not there"},
		{"410", refusing(410), NotYet, "is not there"},
		{"500", refusing(500), NotYet, "answers 500"},
		{"503", refusing(503), NotYet, "answers 503"},
		{"429", refusing(429), NotYet, "answers 429"},
		{"401", refusing(401), NotYet, "closed to visitors"},
		{"403", refusing(403), NotYet, "closed to visitors"},
		{"204", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) }, NotYet, "answers 204"},
		{"a login", redirect("https://login.example/in?token=s3cret#x", 302), NotYet, "a redirect (302) to https://login.example/in: "},
		{"a relative redirect", redirect("/elsewhere/", 301), NotYet, "a redirect (301) to " + s.URL + "/elsewhere/: "},
		{"a redirect to nowhere", refusing(307), NotYet, "a redirect (307) to nowhere"},
		{"X-Robots-Tag", header("X-Robots-Tag", "noindex", good), Wrong, "the header X-Robots-Tag"},
		{"X-Robots-Tag for one robot", header("X-Robots-Tag", "googlebot: nofollow, noindex", good), Wrong, "the header X-Robots-Tag"},
		{"a second X-Robots-Tag", header("X-Robots-Tag", "all", header("X-Robots-Tag", "otherbot: noindex", good)), Wrong, "the header X-Robots-Tag"},
		{"X-Robots-Tag that hides nothing", header("X-Robots-Tag", "noimageindex, nofollow", good), Ready, ""},
		{"plain text", body("text/plain", []byte(s.right().html())), NotYet, "no HTML but text/plain"},
		{"no type", body("", []byte(s.right().html())), NotYet, "no HTML but of no stated type"},
		{"empty", body("text/html", nil), NotYet, "does not carry"},
		{"cut off", header("Content-Length", "100000", body("text/html", []byte("<html><head>"))), NotYet, "broke off"},
		{"a head without an end", body("text/html", []byte("<head><style>"+strings.Repeat("a{b:c}", MaxPage/6+9))), Wrong, "does not end within 4 MiB"},
		{"comments without an end", body("text/html", []byte("<head><!--"+strings.Repeat("-> ", MaxPage/3+9))), Wrong, "does not end within 4 MiB"},
		{"a long body", body("text/html", []byte(strings.Replace(s.right().html(), "<p>", strings.Repeat("<p>नाड़ी ", 600_000), 1))), Ready, ""},
		{"a body without head's end", body("text/html", []byte(strings.Replace(s.right().html(), "</head>", "", 1))), Ready, ""},
		{"capitals and no quotes", body("TEXT/HTML", []byte(strings.NewReplacer(`<meta name="nadi:id"`, `<META NAME=nadi:id`, `<link rel="canonical"`, `<LINK REL='nofollow Canonical'`).Replace(s.right().html()))), Ready, ""},
		{"two addresses", body("text/html", []byte(strings.Replace(s.right().html(), "<meta name=\"nadi", "<link rel=canonical href=/x><meta name=\"nadi", 1))), Wrong, "its right address is /x"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s.live(t)
			s.set(pagePath, tc.answer)
			if live := expect(t, s, tc.verdict, tc.reason); strings.Contains(live.Reason+live.Hint, "s3cret") {
				t.Errorf("%q shows what may be secret", live.Reason)
			}
		})
	}
}

func TestPicture(t *testing.T) {
	s := newSite(t)
	pic := picture(t, "image/png")
	large := func(length bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			if length {
				w.Header().Set("Content-Length", fmt.Sprint(MaxPicture+1))
			}
			w.Write(pic)
			w.Write(make([]byte, MaxPicture+1-len(pic)))
		}
	}
	for _, tc := range []struct {
		name    string
		answer  http.HandlerFunc
		verdict Verdict
		reason  string
	}{
		{"jpeg", body("image/jpeg", picture(t, "image/jpeg")), Ready, ""},
		{"gif", body("image/gif", picture(t, "image/gif")), Ready, ""},
		{"webp", body("image/webp", picture(t, "image/webp")), Ready, ""},
		{"missing", nil, NotYet, "the picture is not there"},
		{"redirect", redirect("/x.png", 301), NotYet, "a redirect"},
		{"a page instead", page200(s.right()), NotYet, "is a page and no picture"},
		{"a page that says it is a picture", body("image/png", []byte("<!DOCTYPE html><html>not found")), NotYet, "is a page and no picture"},
		{"text instead", body("text/plain", []byte("not found")), NotYet, "is no picture"},
		{"a drawing", body("image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)), Wrong, "none that networks show (image/svg+xml)"},
		{"empty", body("image/png", nil), NotYet, "is empty"},
		{"another type", body("image/jpeg", pic), Wrong, "is image/png, and the server says image/jpeg"},
		{"no type", body("", pic), Wrong, "the server says of no stated type"},
		{"a header and no more", body("image/png", pic[:20]), NotYet, "cannot be read"},
		{"too large, said", large(true), Wrong, "larger than 20 MiB"},
		{"too large, not said", large(false), Wrong, "larger than 20 MiB"},
		{"cut off", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "9999")
			body("image/png", pic)(w, r)
		}, NotYet, "broke off"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s.live(t)
			s.set(imgPath, tc.answer)
			expect(t, s, tc.verdict, tc.reason)
		})
	}
}

// TestCard: the page shows another picture in link cards than the post does.
func TestCard(t *testing.T) {
	s := newSite(t)
	s.live(t)
	h := s.right()
	h.image = s.URL + "/card.1.png"
	s.set(pagePath, page200(h))
	expect(t, s, NotYet, "the card picture (og:image) is not there")
	s.set("/card.1.png", body("image/png", picture(t, "image/png")))
	expect(t, s, Ready, "")
	h.image = "" // a page without a card is no reason to wait
	s.set(pagePath, page200(h))
	expect(t, s, Ready, "")
}

// TestRequest: the gate asks as any visitor does.
func TestRequest(t *testing.T) {
	s := newSite(t)
	s.live(t)
	var got []http.Header
	for path, answer := range map[string]http.HandlerFunc{pagePath: s.answers[pagePath], imgPath: s.answers[imgPath]} {
		s.set(path, func(w http.ResponseWriter, r *http.Request) {
			got = append(got, r.Header)
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			answer(w, r)
		})
	}
	g := newGate()
	for range 2 {
		if live, err := g.Check(t.Context(), s.item()); err != nil || live.Verdict != Ready {
			t.Fatal(live, err)
		}
		g.known = nil
		g.flights = nil
	}
	for _, h := range got {
		if h.Get("Cookie") != "" || h.Get("Referer") != "" || h.Get("Authorization") != "" || h.Get("Cache-Control") != "no-cache" || h.Get("User-Agent") != "Nadi/test" {
			t.Errorf("it asks with %v", h)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d requests, want 4", len(got))
	}
}

func TestSlow(t *testing.T) {
	s := newSite(t)
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	hang := func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	}
	half := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<html><head>"))
		w.(http.Flusher).Flush()
		hang(w, r)
	}
	for name, tc := range map[string]struct {
		path   string
		answer http.HandlerFunc
		want   string
	}{
		"page": {pagePath, hang, "the page does not answer within 50ms"}, "half a page": {pagePath, half, "the page does not arrive within 50ms"},
		"picture": {imgPath, hang, "the picture does not answer within 50ms"},
	} {
		s.live(t)
		s.set(tc.path, tc.answer)
		g := newGate()
		g.Timeout = 50 * time.Millisecond
		live, err := g.Check(t.Context(), s.item())
		if err != nil || live.Verdict != NotYet || !strings.Contains(live.Reason, tc.want) {
			t.Errorf("%s: %v, %v", name, live, err)
		}
	}
}

func TestUnreachable(t *testing.T) {
	s := newSite(t)
	s.live(t)
	item := s.item()
	s.Close()
	if live, err := newGate().Check(t.Context(), item); err != nil || live.Verdict != NotYet || !strings.Contains(live.Reason, "cannot be reached") {
		t.Error(live, err)
	}
	for _, bad := range []string{"ftp://news.example.org/", "/articles/a/", "https://%zz/", "file:///etc/passwd"} {
		item.URL = bad
		if live, err := newGate().Check(t.Context(), item); err != nil || live.Verdict != Wrong {
			t.Errorf("%s: %v, %v", bad, live, err)
		}
	}
	for _, change := range []func(*syndicate.Item){func(i *syndicate.Item) { i.URL = "" }, func(i *syndicate.Item) { i.ID = "" }, func(i *syndicate.Item) { i.Marker = "" }} {
		i := s.item()
		change(&i)
		if live, err := newGate().Check(t.Context(), i); err == nil {
			t.Errorf("%+v is looked for: %v", i, live)
		}
	}
}

// TestRemembers: ten accounts share a look, for a minute.
func TestRemembers(t *testing.T) {
	s := newSite(t)
	s.live(t)
	g := newGate()
	now := g.Now()
	g.Now = func() time.Time { return now }
	check := func(item syndicate.Item, want int) {
		t.Helper()
		live, err := g.Check(t.Context(), item)
		if err != nil || live.Verdict != Ready || now.Sub(live.At) >= Fresh {
			t.Fatal(live, err)
		}
		if n := s.count(pagePath); n != want {
			t.Fatalf("the page was asked for %d times, want %d", n, want)
		}
	}
	check(s.item(), 1)
	now = now.Add(Fresh - time.Second)
	check(s.item(), 1)
	now = now.Add(time.Second)
	check(s.item(), 2)
	other := s.item()
	other.Image = nil // another question
	check(other, 3)
	check(s.item(), 3)
	now = now.Add(-time.Hour) // the clock was set back
	check(s.item(), 4)
	if now = now.Add(2 * Fresh); len(g.known) == 0 {
		t.Fatal("nothing is remembered")
	}
	g.fresh(question{})
	if len(g.known) != 0 {
		t.Errorf("%d old verdicts hold their pictures", len(g.known))
	}
	s.set(pagePath, nil)
	for want := range 2 { // what is not live is looked at again at once
		if live, err := g.Check(t.Context(), s.item()); err != nil || live.Verdict != NotYet || s.count(pagePath) != 5+want {
			t.Fatal(live, err, s.count(pagePath))
		}
	}
}

// roundTripper answers without a network.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestTogether: many ask at once, one request is made, and who gives up does
// not take the answer from the others.
func TestTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		release := make(chan struct{})
		g := newGate()
		g.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			asked.Add(1)
			select {
			case <-release:
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
			w := httptest.NewRecorder()
			page200(head{marker, "k7m2.hi", "https://news.example.org/a/", "", "", ""})(w, r)
			return w.Result(), nil
		})
		g.Timeout = time.Hour
		item := syndicate.Item{ID: "k7m2", Lang: "hi", Marker: marker, URL: "https://news.example.org/a/"}
		first, giveUp := context.WithCancel(t.Context())
		var all sync.WaitGroup
		ready, gaveUp := atomic.Int32{}, atomic.Int32{}
		for i := range 10 {
			ctx := t.Context()
			if i < 3 {
				ctx = first
			}
			all.Go(func() {
				live, err := g.Check(ctx, item)
				if errors.Is(err, context.Canceled) {
					gaveUp.Add(1)
				} else if err == nil && live.Verdict == Ready {
					ready.Add(1)
				}
			})
		}
		synctest.Wait()
		giveUp()
		synctest.Wait()
		close(release)
		all.Wait()
		if asked.Load() != 1 || ready.Load() != 7 || gaveUp.Load() != 3 {
			t.Errorf("%d requests, %d ready, %d gave up", asked.Load(), ready.Load(), gaveUp.Load())
		}
	})
}

// TestAllGiveUp: when nobody waits any more the request is stopped, and who
// comes later gets an answer of its own.
func TestAllGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stopped, asked atomic.Int32
		g := newGate()
		g.Transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			if asked.Add(1) == 1 {
				<-r.Context().Done()
				stopped.Add(1)
				return nil, r.Context().Err()
			}
			w := httptest.NewRecorder()
			http.NotFound(w, r)
			return w.Result(), nil
		})
		g.Timeout = time.Hour
		item := syndicate.Item{ID: "k7m2", Lang: "hi", Marker: marker, URL: "https://news.example.org/a/"}
		ctx, giveUp := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				if _, err := g.Check(ctx, item); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		giveUp()
		all.Wait()
		live, err := g.Check(t.Context(), item)
		synctest.Wait()
		if err != nil || live.Verdict != NotYet || stopped.Load() != 1 || asked.Load() != 2 {
			t.Errorf("%v, %v, %d stopped of %d", live, err, stopped.Load(), asked.Load())
		}
	})
}

// clock is time that passes only by sleeping.
type clock struct {
	now    time.Time
	slept  []time.Duration
	during func(n int) // called after the nth sleep
}

func (c *clock) attach(g *Gate) {
	g.Now = func() time.Time { return c.now }
	g.Sleep = func(ctx context.Context, d time.Duration) error {
		c.slept = append(c.slept, d)
		c.now = c.now.Add(d)
		if c.during != nil {
			c.during(len(c.slept))
		}
		return ctx.Err()
	}
}

// TestWait: a stale copy, then nothing, then the page without its picture,
// then all of it.
func TestWait(t *testing.T) {
	s := newSite(t)
	old := s.right()
	old.marker = "sha256-old"
	s.set(pagePath, page200(old))
	c := &clock{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC), during: func(n int) {
		switch n {
		case 2:
			s.set(pagePath, nil)
		case 4:
			s.set(pagePath, page200(s.right()))
		case 7:
			s.live(t)
		}
	}}
	g := newGate()
	c.attach(g)
	live, err := g.Wait(t.Context(), s.item(), c.now.Add(10*time.Minute))
	if err != nil || live.Verdict != Ready || live.Picture == nil {
		t.Fatal(live, err)
	}
	if got, want := fmt.Sprint(c.slept), "[1s 2s 4s 8s 15s 15s 15s]"; got != want {
		t.Errorf("it waits %s, want %s", got, want)
	}
}

func TestWaitEnds(t *testing.T) {
	s := newSite(t)
	g := newGate()
	c := &clock{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	c.attach(g)
	live, err := g.Wait(t.Context(), s.item(), c.now.Add(20*time.Second))
	if got, want := fmt.Sprint(c.slept), "[1s 2s 4s 8s 5s]"; err != nil || live.Verdict != NotYet || got != want || s.count(pagePath) != 6 {
		t.Errorf("%v, %v, waits %s, want %s; %d looks", live, err, got, want, s.count(pagePath))
	}
	c.slept = nil
	h := s.right()
	h.robots = "noindex"
	s.set(pagePath, page200(h))
	if live, err := g.Wait(t.Context(), s.item(), c.now.Add(time.Hour)); err != nil || live.Verdict != Wrong || len(c.slept) != 0 {
		t.Errorf("it waits for what will never come: %v, %v, %v", live, err, c.slept)
	}
	s.set(pagePath, nil)
	if live, err := g.Wait(t.Context(), s.item(), c.now.Add(-time.Hour)); err != nil || live.Verdict != NotYet || len(c.slept) != 0 {
		t.Errorf("a deadline in the past: %v, %v, %v", live, err, c.slept)
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.during = func(int) { cancel() }
	if _, err := g.Wait(ctx, s.item(), c.now.Add(time.Hour)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want that it is stopped", err)
	}
}
