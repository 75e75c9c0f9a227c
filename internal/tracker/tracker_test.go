package tracker

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func own(url string) bool {
	url = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(url), "https:"), "http:"), "//")
	return url == "news.example.org" || strings.HasPrefix(url, "news.example.org/")
}

// asks are pages with exactly one finding, and what is asked.
var asks = []struct{ name, page, url string }{
	{"a.html", `<script src="https://cdn.example.com/a.js"></script>`, "https://cdn.example.com/a.js"},
	{"a.html", `<SCRIPT SRC=//cdn.example.com/a.js></SCRIPT>`, "//cdn.example.com/a.js"},
	{"a.html", `<script type=module>import x from "https://esm.example.com/x.js"; </script>`, "https://esm.example.com/x.js"},
	{"a.html", `<script>fetch('https://api.example.com/v1')</script>`, "https://api.example.com/v1"},
	{"a.html", `<script>!function(f,b){}(window,'https://connect.facebook.net/en_US/fbevents.js')</script>`, "https://connect.facebook.net/en_US/fbevents.js"},
	{"a.html", `<img src="https://counter.example.com/p.gif" alt="">`, "https://counter.example.com/p.gif"},
	{"a.html", "<img alt='a > b'\n src='https://counter.example.com/p.gif'/>", "https://counter.example.com/p.gif"},
	{"a.html", `<img src="h&#116;tps://counter.example.com/p.gif">`, "https://counter.example.com/p.gif"},
	{"a.html", "<img src=\" \thttps://counter.example.com/p.gif \">", "https://counter.example.com/p.gif"},
	{"a.html", `<img src="\\counter.example.com/p.gif">`, `\\counter.example.com/p.gif`},
	{"a.html", `<img src="a.png" srcset="a.png 1x, https://img.example.com/b,c.png 2x">`, "https://img.example.com/b,c.png"},
	{"a.html", `<picture><source srcset="//img.example.com/b.avif"></picture>`, "//img.example.com/b.avif"},
	{"a.html", `<iframe src="https://www.youtube-nocookie.com/embed/x"></iframe>`, "https://www.youtube-nocookie.com/embed/x"},
	{"a.html", `<iframe srcdoc="<img src='https://counter.example.com/p.gif'>"></iframe>`, "https://counter.example.com/p.gif"},
	{"a.html", `<embed src="https://x.example.com/a.swf">`, "https://x.example.com/a.swf"},
	{"a.html", `<object data="https://x.example.com/a.pdf"></object>`, "https://x.example.com/a.pdf"},
	{"a.html", `<link rel="stylesheet" href="https://fonts.example.com/css?family=Mukta">`, "https://fonts.example.com/css?family=Mukta"},
	{"a.html", `<link href="https://fonts.example.com" rel="alternate PRECONNECT">`, "https://fonts.example.com"},
	{"a.html", `<link rel=dns-prefetch href=//fonts.example.com>`, "//fonts.example.com"},
	{"a.html", `<link rel="shortcut icon" href="https://x.example.com/i.ico">`, "https://x.example.com/i.ico"},
	{"a.html", `<link rel="preload" as="image" imagesrcset="https://x.example.com/i.png 1x">`, "https://x.example.com/i.png"},
	{"a.html", `<video src="/a.mp4" poster="https://x.example.com/p.jpg"></video>`, "https://x.example.com/p.jpg"},
	{"a.html", `<audio><source src="https://x.example.com/a.mp3"></audio>`, "https://x.example.com/a.mp3"},
	{"a.html", `<video><track src="https://x.example.com/a.vtt"></video>`, "https://x.example.com/a.vtt"},
	{"a.html", `<form action="https://forms.example.com/f"><input></form>`, "https://forms.example.com/f"},
	{"a.html", `<button formaction="https://forms.example.com/f">`, "https://forms.example.com/f"},
	{"a.html", `<p style="background:url(https://x.example.com/b.png)">`, "https://x.example.com/b.png"},
	{"a.html", `<p style="background:url(&quot;https://x.example.com/b.png&quot;)">`, "https://x.example.com/b.png"},
	{"a.html", `<style>/* url(https://no.example.com) */ @import "https://x.example.com/a.css";</style>`, "https://x.example.com/a.css"},
	{"a.html", `<meta http-equiv="refresh" content="5; URL='https://x.example.com/'">`, "https://x.example.com/"},
	{"a.html", `<base href="https://x.example.com/">`, "https://x.example.com/"},
	{"a.html", `<a href="/x" ping="https://x.example.com/ping">x</a>`, "https://x.example.com/ping"},
	{"a.html", `<a href="/x" onclick="go()">x</a>`, "onclick"},
	{"a.html", `<body background="https://x.example.com/b.gif">`, "https://x.example.com/b.gif"},
	{"a.html", `<svg><image xlink:href="https://x.example.com/b.gif"/></svg>`, "https://x.example.com/b.gif"},
	{"a.html", `<svg><rect fill="url(https://x.example.com/p.svg#a)"/></svg>`, "https://x.example.com/p.svg#a"},
	{"a.html", `<a href="https://other.example.com/?a=1&amp;utm_source=news">x</a>`, "https://other.example.com/?a=1&utm_source=news"},
	{"a.html", `<a href="/articles/x/?fbclid=abc">x</a>`, "/articles/x/?fbclid=abc"},
	{"a.html", `<a href="https://youtu.be/abc?si=Xyz">x</a>`, "https://youtu.be/abc?si=Xyz"},
	{"a.html", `<a href="https://other.example.com/?mc_eid=a1b2#top">x</a>`, "https://other.example.com/?mc_eid=a1b2#top"},
	{"a.html", `<img src="https://news.example.org.evil.example.com/x.png">`, "https://news.example.org.evil.example.com/x.png"},
	{"a.html", `<noscript><img src="https://www.facebook.com/tr?id=1"></noscript>`, "https://www.facebook.com/tr?id=1"},
	{"a.css", `a{b:url( 'https://x.example.com/f.woff2' )}`, "https://x.example.com/f.woff2"},
	{"a.css", `@import url("//x.example.com/f.css");`, "//x.example.com/f.css"},
	{"a.css", `a{background:image-set("https://x.example.com/f.png" 1x, "g.png" 2x)}`, "https://x.example.com/f.png"},
	{"a.svg", `<?xml-stylesheet href="https://x.example.com/a.css"?><svg><title/><style/></svg>`, "https://x.example.com/a.css"},
	{"a.svg", `<svg><script href="https://x.example.com/a.js"/></svg>`, "https://x.example.com/a.js"},
	{"a.svg", `<svg><use href="https://x.example.com/a.svg#b"/></svg>`, "https://x.example.com/a.svg#b"},
	{"a.svg", `<svg><style><![CDATA[ a{fill:url(https://x.example.com/a.svg#b)} ]]></style></svg>`, "https://x.example.com/a.svg#b"},
}

func TestAsks(t *testing.T) {
	for _, c := range asks {
		got := Scan(c.name, []byte(c.page), own)
		if len(got) != 1 || got[0].URL != c.url {
			t.Errorf("%s\n\tgot %+v\n\twant %s", c.page, got, c.url)
			continue
		}
		if f := got[0]; f.What == "" || f.From >= f.To || f.To > len(c.page) {
			t.Errorf("%s: %+v", c.page, f)
		}
	}
}

// quiet are pages that ask nobody.
var quiet = []struct{ name, page string }{
	{"a.html", `<a href="https://other.example.com/page">a link</a>`},
	{"a.html", `<a href="https://other.example.com/?page=2&amp;lang=hi&ref=si">a link</a>`},
	{"a.html", `<a href="https://other.example.com/watch?si=1&utm=2">a link</a>`},
	{"a.html", `<img src="/a.png" srcset="/a.png 1x, /b.png 2x"><img src="../c.png"><img src="d.png">`},
	{"a.html", `<img src="https://news.example.org/a.png"><img src="//news.example.org/b.png">`},
	{"a.html", `<img src="data:image/png;base64,iVBORw0KGgo="><img src='data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E'>`},
	{"a.html", `<link rel="canonical" href="https://other.example.com/x"><link rel="alternate" hreflang="hi" href="https://other.example.com/hi/">`},
	{"a.html", `<link rel="license" href="https://creativecommons.example.com/"><link rel="me" href="https://social.example.com/@x"><link rel=author href=https://x.example.com>`},
	{"a.html", `<meta property="og:image" content="https://cdn.example.com/a.png"><meta http-equiv="Content-Security-Policy" content="img-src https://x.example.com">`},
	{"a.html", `<meta http-equiv="refresh" content="0; url=/articles/x/"><meta http-equiv=refresh content=5>`},
	{"a.html", `<script type="application/ld+json">{"@context":"https://schema.org","url":"https://www.googletagmanager.com"}</script>`},
	{"a.html", `<script>var ns = "http://www.w3.org/2000/svg"; var a = "https://share.example.com/?u=" + u // "//x"</script>`},
	{"a.html", `<!-- <img src="https://x.example.com/a.png"> --><p>Text`},
	{"a.html", `<textarea><img src="https://x.example.com/a.png"></textarea><title><img src=//x.example.com></title>`},
	{"a.html", `<p>1 < 2, a <b>bold</b> word, url(https://x.example.com), onclick="x"</p><p title="onclick=x url(https://x.example.com)">`},
	{"a.html", `<p class="on" data-src="https://x.example.com/a.png" online="">`},
	{"a.html", `<blockquote cite="https://x.example.com"><q cite="https://x.example.com">`},
	{"a.html", `<form action="/search"><input name=q></form><form action="">`},
	{"a.html", `<p style="color:red;width:calc(1px + (2px))"><style>a{b:url(#c)} b{content:"url(https://x.example.com)"}</style>`},
	{"a.html", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use href="#a"/><rect fill="url(#g)" mask="url('#m')"/></svg>`},
	{"a.html", `<img src="//news.example.org/?a=1&amp;b=https://x.example.com">`},
	{"a.html", `<img src="/redirect?to=https://x.example.com"><img src="?x=//y"><img src="#a:b"><img src="a/b:c">`},
	{"a.html", `<a href="mailto:info@example.org?subject=Hello">x</a><a href="tel:+15135550100">x</a>`},
	{"a.css", `@namespace svg url(http://www.w3.org/2000/svg); a{b:url(data:font/woff2;base64,d09G)} /* https://x.example.com */`},
	{"a.css", `@font-face{src:local("Mukta"),url("/f.woff2") format("woff2")} @import "b.css"; a::after{content:'\'(https://x.example.com)'}`},
	{"a.svg", `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg><a href="https://x.example.com"><text>x</text></a></svg>`},
	{"a.js", `fetch("https://x.example.com")`},
	{"a.html", ``}, {"a.html", `<`}, {"a.html", `<a`}, {"a.html", `<a b`}, {"a.html", `<a b=`}, {"a.html", `<a b="`}, {"a.html", `<!`}, {"a.html", `<!--`}, {"a.html", `<script>`}, {"a.html", `</`}, {"a.html", `<?`}, {"a.css", `a{b:url(`}, {"a.css", `@import`},
}

func TestQuiet(t *testing.T) {
	for _, c := range quiet {
		if got := Scan(c.name, []byte(c.page), own); len(got) > 0 {
			t.Errorf("%s\n\tgot %+v", c.page, got)
		}
	}
}

func TestWhat(t *testing.T) {
	for page, what := range map[string]string{
		`<iframe src="https://player.vimeo.com/video/1">`:               "an embedded player",
		`<iframe src="https://maps.example.com/">`:                      "a page of another server",
		`<img src="https://www.google-analytics.com/collect">`:          "a tracker: a picture from another server",
		`<script async src="https://www.googletagmanager.com/gtag/js">`: "a tracker: a script from another server",
		`<a href="/?GCLID=x">`:                                          "a tracking parameter (gclid) in a link",
		`<link rel=icon href=https://x.example.com/i>`:                  "an icon from another server",
	} {
		if got := Scan("a.html", []byte(page), own); len(got) != 1 || got[0].What != what {
			t.Errorf("%s: %+v, want %s", page, got, what)
		}
	}
}

// TestOrder: findings come as they stand, each at its place.
func TestOrder(t *testing.T) {
	page := `<img src="https://a.example.com/1"><p style="b:url(//b.example.com/2)"><a href="?utm_id=3&utm_term=4">`
	var at []string
	for _, f := range Scan("", []byte(page), own) {
		at = append(at, page[f.From:f.To])
	}
	if want := []string{"https://a.example.com/1", "//b.example.com/2", "utm_id=3", "utm_term=4"}; !slices.Equal(at, want) {
		t.Errorf("got %q", at)
	}
}

// clean is a page as themes make them, without anything to find.
func clean() []byte {
	head := `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Blood pressure</title><link rel="canonical" href="https://news.example.org/a/"><link rel="stylesheet" href="/assets/main.0a1b2c3d.css"><meta property="og:image" content="https://news.example.org/card.png"><script type="application/ld+json">{"@context":"https://schema.org"}</script></head><body class="page article">`
	para := `<h2 id="what-it-is">What it is</h2><p>High blood pressure is common and <strong>can be treated</strong>. Ask your nurse how often yours should be measured, and read <a href="/articles/salt/">how to eat less salt</a>. Many people feel nothing at all for years, which is why measuring matters so much. It takes two minutes and does not hurt.</p><figure><img src="/media/cuff.1234.webp" srcset="/media/cuff.1234.webp 640w, /media/cuff.5678.webp 1280w" sizes="(min-width: 40em) 40em, 100vw" width="640" height="480" alt="A cuff around an arm"><figcaption>A cuff</figcaption></figure><ul><li>Sit down.</li><li>Rest your arm.</li></ul>`
	return []byte(head + strings.Repeat(para, 40) + "</body></html>")
}

func TestNoAllocation(t *testing.T) {
	page := clean()
	if n := testing.AllocsPerRun(20, func() {
		if len(Scan("a.html", page, own)) > 0 {
			t.Fatal("a finding")
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkClean(b *testing.B) {
	page := clean()
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		Scan("a.html", page, own)
	}
}

// TestSite scans a site that was built, when one is named: it asks nobody.
func TestSite(t *testing.T) {
	root := os.Getenv("NADI_SITE")
	if root == "" {
		t.Skip("NADI_SITE names no built site")
	}
	n := 0
	filepath.WalkDir(root, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		n++
		for _, f := range Scan(p, data, own) {
			t.Errorf("%s: %s: %s", p, f.What, f.URL)
		}
		return nil
	})
	t.Logf("%d files", n)
}

func FuzzScan(f *testing.F) {
	for _, c := range asks {
		f.Add(c.name, []byte(c.page))
	}
	for _, c := range quiet {
		f.Add(c.name, []byte(c.page))
	}
	f.Fuzz(func(t *testing.T, name string, page []byte) {
		before := bytes.Clone(page)
		for _, x := range Scan(name, page, own) {
			if x.From < 0 || x.From >= x.To || x.To > len(page) || x.What == "" {
				t.Fatalf("%+v of %d", x, len(page))
			}
		}
		if !bytes.Equal(before, page) {
			t.Fatal("the page was changed")
		}
	})
}
