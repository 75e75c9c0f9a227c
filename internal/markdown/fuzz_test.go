package markdown

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FuzzHTML promises of any body: no script, no event handler, no style, no
// address of a refused kind in the HTML; tags that a browser reads as they
// are written; ids that are there once; places that exist.
func FuzzHTML(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed, byte(0))
	}
	f.Add(string(article), byte(1))
	plain, smart := New(Options{Labels: english}), New(Options{Labels: english, Smart: true})
	hostile := New(Options{Labels: Labels{Note: `"><script>`, Table: `"`, BackTo: "%s%s<", Credit: "<b>%s", Transcript: "&", WatchOn: "<i>"}})
	f.Fuzz(func(t *testing.T, src string, mode byte) {
		p := []*Parser{plain, smart, hostile}[int(mode)%3]
		d := p.Parse([]byte(src), 10, `sl"u<g`)
		checkFacts(t, d, src)
		for p := range d.Prose("en") {
			if s := p.Place(0, len(p.Text)); s.Line < 10 || s.EndLine < s.Line {
				t.Fatalf("%q stands at %+v", p.Text, s)
			}
		}
		for _, ts := range [][]Target{as(d), nil, hostileTargets(d)} {
			checkHTML(t, d, ts)
		}
	})
}

func hostileTargets(d *Doc) []Target {
	urls := []string{"javascript:alert(1)", "\x01javascript:x", "java\nscript:x", `"><script>`, "a b.png", "//e.org/ü?a=1&b=[#x#y", "%zz", "data:text/html,x"}
	ts := make([]Target, len(d.Links))
	for i := range ts {
		u := urls[i%len(urls)]
		ts[i] = Target{URL: u, Width: i, Height: 1, Type: `video/"<`, Note: "<script>", Transcript: u, Poster: urls[(i+3)%len(urls)], Captions: urls[(i+5)%len(urls)], External: i%2 == 0}
	}
	return ts
}

func checkFacts(t *testing.T, d *Doc, src string) {
	t.Helper()
	lines := strings.Split(string(normal([]byte(src))), "\n")
	at := func(line, column int) {
		if line < 10 || line >= 10+len(lines) || column < 1 || column > utf8.RuneCountInString(lines[line-10])+1 {
			t.Errorf("no such place: %d:%d", line, column)
		}
	}
	for _, l := range d.Links {
		at(l.Span.Line, l.Span.Column)
		at(l.Span.EndLine, l.Span.EndColumn)
		if !allowed(l.Dest) {
			t.Errorf("link with a refused scheme: %q", l.Dest)
		}
	}
	for _, s := range d.Spots {
		at(s.Span.Line, s.Span.Column)
		at(s.Span.EndLine, s.Span.EndColumn)
		if utf8.RuneCountInString(s.Text) > spotLength || !utf8.ValidString(s.Text) {
			t.Errorf("spot text %q", s.Text)
		}
	}
	for _, h := range d.Headings {
		at(h.Span.Line, h.Span.Column)
		if h.ID == "" || strings.ContainsAny(h.ID, " \t\n\"") || h.Level < 2 || h.Level > 6 {
			t.Errorf("heading %+v", h)
		}
	}
	checkText(t, d)
}

func checkText(t *testing.T, d *Doc) {
	t.Helper()
	for i, s := range []string{d.Text(), d.FirstSentence(20)} {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' || forbidden(r) }) {
			t.Errorf("text %d is not clean: %q", i, s)
		}
	}
	if s := d.FirstSentence(20); utf8.RuneCountInString(s) > 20 {
		t.Errorf("first sentence %q is too long", s)
	}
}

func checkHTML(t *testing.T, d *Doc, ts []Target) {
	t.Helper()
	r := renderer{doc: d, targets: ts}
	r.blocks(d.root)
	if r.slot != len(d.slots) || r.heading != len(d.Headings) {
		t.Errorf("survey and rendering disagree: %d of %d links, %d of %d headings", r.slot, len(d.slots), r.heading, len(d.Headings))
	}
	got := html(d, ts)
	if got != string(r.out) {
		t.Errorf("two renderings differ")
	}
	if !utf8.ValidString(got) {
		t.Errorf("not UTF-8: %q", got)
	}
	checkTags(t, got)
}

// elements are all that a body may be made of.
var elements = strings.Fields("p h2 h3 h4 h5 h6 blockquote ul ol li hr pre code em strong del a img br span div table thead tbody tr th td " +
	"dl dt dd sup section figure figcaption audio video source track")

var attributes = strings.Fields("id class role tabindex aria-label lang dir href src alt title rel width height loading decoding " +
	"start scope controls preload type poster kind default")

func checkTags(t *testing.T, got string) {
	t.Helper()
	tokens := tokenise(t, got)
	ids := map[string]bool{}
	for _, tok := range tokens {
		if tok.Type != xhtml.StartTagToken {
			continue
		}
		if !slices.Contains(elements, tok.Data) {
			t.Errorf("element %s in %q", tok.Data, got)
		}
		for _, a := range tok.Attr {
			if !slices.Contains(attributes, a.Key) {
				t.Errorf("attribute %s in %q", a.Key, got)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "poster") && !browserAllows(a.Val) {
				t.Errorf("address %q in %q", a.Val, got)
			}
			if a.Key == "id" {
				if ids[a.Val] || a.Val == "" || strings.ContainsAny(a.Val, " \t\n") {
					t.Errorf("id %q in %q", a.Val, got)
				}
				ids[a.Val] = true
			}
		}
	}
	checkTree(t, got, tokens)
}

// browserAllows judges an address as a browser reads it.
func browserAllows(u string) bool {
	u = strings.TrimLeftFunc(u, func(r rune) bool { return r <= ' ' })
	u = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(u)
	scheme, _, found := strings.Cut(strings.ToLower(u), ":")
	if !found || scheme == "" || scheme[0] < 'a' || scheme[0] > 'z' {
		return true // an address without a scheme
	}
	return slices.Contains([]string{"http", "https", "mailto", "tel", "sms"}, scheme) || strings.ContainsFunc(scheme, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.')
	})
}

func tokenise(t *testing.T, s string) []xhtml.Token {
	t.Helper()
	z := xhtml.NewTokenizer(strings.NewReader(s))
	var out []xhtml.Token
	for {
		if z.Next() == xhtml.ErrorToken {
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return out
		}
		tok := z.Token()
		if tok.Type == xhtml.CommentToken || tok.Type == xhtml.DoctypeToken {
			t.Errorf("%s in %q", tok.Type, s)
		}
		out = append(out, tok)
	}
}

// checkTree demands that a browser's tree, written out again, has the same
// tags in the same order: nothing was closed, moved or added for us.
func checkTree(t *testing.T, got string, want []xhtml.Token) {
	t.Helper()
	body := &xhtml.Node{Type: xhtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := xhtml.ParseFragment(strings.NewReader(got), body)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, n := range nodes {
		if err := xhtml.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := shape(want), shape(tokenise(t, b.String())); a != b {
		t.Errorf("a browser reads other tags\nwritten %s\nread    %s\n%q", a, b, got)
	}
}

func shape(tokens []xhtml.Token) string {
	var b strings.Builder
	for _, tok := range tokens {
		switch tok.Type {
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			fmt.Fprintf(&b, "<%s>", tok.Data)
		case xhtml.EndTagToken:
			fmt.Fprintf(&b, "</%s>", tok.Data)
		}
	}
	return b.String()
}

// seeds are bodies as people write them, and as they should not.
var seeds = []string{
	"", "\n", "word", "# Title\n\n## मरीज़ों की गोपनीयता\n\nपाठ **मोटा** और *तिरछा*।\n",
	"Setext\n======\n\nAgain\n-----\n\n***\n\n    code\n\n```hi\nकोड <b>\n```\n\n~~~\nopen",
	"- a\n- b\n\n  c\n   1. d\n      > e\n\n* [ ] f\n* [x] g\n\n7) h\n",
	"> quote\nlazy\n> > deeper\n\n> [!NOTE] शीर्षक *यहाँ*\n> पाठ\n\n> [!warning]\n\n> [!WAT] no\n\n> [!EMERGENCY]\n> - list\n",
	"*a **b* c** _d_ __e__ ~~f~~ ~g~ `h` ``i ` j`` \\*k\\* &amp; &#x41; &#0; &copy; &nosuch;\n",
	"[a](b \"c\") [d](<e f> 'g') [h][i] [i] [j][] ![k](l.png) ![m][i] <https://n.example> <o@p.example> https://q.example/r_s www.t.example u@v.example\n\n[i]: /w \"x\"\n[j]: <y z>\n",
	"[bad](javascript:alert(1)) [bad]( JaVaScRiPt:x) [bad](java&#10;script:x) ![bad](data:text/html,x) <vbscript:x> [bad](\x01javascript:x) [r]\n\n[r]: javascript:x\n",
	"<script>alert(1)</script> after\n\na <script>b</script> c <b onclick=\"x\">d</b> <br> <!-- e --> <img src=x onerror=y>\n\n<div>\n<p style=\"x\">f &amp; g</p><iframe src=\"https://www.youtube.com/embed/abc\">h</iframe>\n</div>\n\n<!-- open",
	"| a | b | c |  |\n|:--|--:|:-:|--|\n| `x\\|y` | [z](w) | ![p](q.png) |\n| only |\n",
	"Note[^1] and [^two] and again[^1].\n\n[^1]: one\n[^two]: two\n\n    more\n\n    - list\n",
	"Term\nOther\n: what\n: else\n\nअवधि\n\n: अर्थ\n\n  और\n",
	"![पानी](water.jpg \"साफ़ पानी\"){credit=\"A \\\"B\\\" C\" people=none lang=hi}\n\n![t](talk.mp3){transcript=t.txt}\n\n![v](film.mp4){poster=p.jpg}\n\ninline ![v](film.mp4) [![p](q.png)](r)\n",
	"https://youtu.be/dQw4w9WgXcQ\n\n[धोना](https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m)\n\n<https://www.youtube.com/shorts/abc>\n\n![x](https://youtu.be/abc){poster=p.jpg}\n",
	"[नमस्ते *दुनिया*]{lang=hi} [اردو]{lang=ur} [a]{.b} [c]{lang=\"x y\"} \\[d]{lang=hi} [e\nf]{dir=rtl} [[g]{lang=en}]{lang=fr}\n",
	"{{< youtube abc >}} {{% note %}}x{{% /note %}} {% include \"a\" %} {{ site.x }} {{< a\nb >}} {{<\n",
	"## Same\n\n## Same\n\n## Same {#same}\n\n## {#x}\n\n## ?! {lang=hi .c}\n\nTitle {#t}\n=====\n\n# \n",
	"[a <https://b.example> c](d) [e[^1]](f) [![g](h.mp3)](i) ![j [k](l) m](n)\n\n[^1]: o\n",
	"\x00\x01\x7f\u0085\ufffe\ufdd0\xff\xc3 a\rb\r\nc",
	"a  \nb\\\nc\n\"quotes\" 'single' -- --- ... << >>\n",
	"[](x) [ ](y) [![](z.png)](w) []{lang=hi} ![](v.png)\n\n<br>\n\n<b>\n",
	"1. a\n\n       code\n2. > b\n   > c\n\n\t- d\n\t\t- e\n",
}
