package markdown

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestPlaces checks where things are said to be: each want is what stands at
// the place, and the line and column at which it begins. Line 1 of the body is
// line 5 of the file.
func TestPlaces(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // "line:column what"
	}{
		{"link", "पानी [पिएँ](water.md \"x\") और [b](<c d>)\n", []string{"5:13 water.md", "5:35 c d"}},
		{"second line", "a\n**b** [c](d)\n", []string{"6:11 d"}},
		{"quote and list", "> - a\n>   [b](c)\n", []string{"6:9 c"}},
		{"picture", "ड![x](a.png)\n\n![y](b.png)\n", []string{"5:7 a.png", "7:6 b.png"}},
		{"linked picture", "[![y](b.png)](c)\n", []string{"5:15 c", "5:7 b.png"}},
		{"table", "|a|b|\n|-|-|\n|ड|[x](y)|\n", []string{"7:8 y"}},
		{"reference", "a [b][c] [d]\n\n[c]: e.md\n[d]: <f.md> \"g\"\n", []string{"7:6 e.md", "8:7 f.md"}},
		{"autolink", "ड <https://a.example> https://b.example\n", []string{"5:4 https://a.example", "5:23 https://b.example"}},
		{"footnote", "a[^1] [b](c)\n\n[^1]: d [e](f)\n", []string{"5:11 c", "7:13 f"}},
		{"heading", "a\n\n## ड [b](c)\n", []string{"7:10 c"}},
		{"bare link", "a [b]()\n", []string{"5:3 ["}},
		{"after a return", "a\r\nb [c](d)\r\n", []string{"6:7 d"}},
	}
	p := New(Options{Labels: english})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := p.Parse([]byte(tt.in), 5, "")
			var got []string
			for _, l := range d.Links {
				got = append(got, quote(tt.in, 5, l.Span.Line, l.Span.Column, l.Span.EndLine, l.Span.EndColumn))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// quote returns what stands between two places of src, with the first place.
func quote(src string, first, line, column, endLine, endColumn int) string {
	lines := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
	var text string
	for i := line; i <= endLine; i++ {
		r, from, to := []rune(lines[i-first]), 1, len([]rune(lines[i-first]))+1
		if i == line {
			from = column
		}
		if i == endLine {
			to = endColumn
		}
		text += string(r[from-1 : to-1])
	}
	return fmt.Sprintf("%d:%d %s", line, column, text)
}

func TestSpots(t *testing.T) {
	tests := []struct {
		name, in string
		kind     SpotKind
		place    string // line, column and the source there
		hint     string // a part of the hint
	}{
		{"bold", "ड <b>a</b>\n", RawHTML, "1:3 <b>", "**bold**"},
		{"break", "a<br>b\n", RawHTML, "1:2 <br>", "two spaces or a backslash"},
		{"picture", "<img src=\"x.png\">\n", RawHTML, "1:1 <img src=\"x.png\">", "![what the picture shows](file.png)"},
		{"frame", "a\n\n> <iframe src=\"https://www.youtube.com/embed/x\">\n> </iframe>\n", RawHTML, "3:3 <iframe src=\"https://www.youtube.com/embed/x\">", "alone on a line"},
		{"table", "  <table>\n<tr></table>\n", RawHTML, "1:3 <table>", "pipes"},
		{"anchor", "<a href=\"x\">y</a>\n", RawHTML, "1:1 <a href=\"x\">", "[words](address)"},
		{"underline", "a <u>b</u>\n", RawHTML, "1:3 <u>", "leave it out"},
		{"box", "<div class=\"x\">\n\na\n\n</div>\n", RawHTML, "1:1 <div class=\"x\">", "[!NOTE]"},
		{"stray end", "a </div>\n", RawHTML, "1:3 </div>", "leave it out"},
		{"raised", "m<sup>2</sup>\n", RawHTML, "1:2 <sup>", "²"},
		{"script", "a <script>b</script>\n", RawHTML, "1:3 <script>", "theme"},
		{"open comment", "<!-- a\n\nb\n", RawHTML, "1:1 <!-- ab", "-->"},
		{"script address", "[ड](javascript:x)\n", Script, "1:5 javascript:x", "no script"},
		{"hidden script address", "[a](java&#115;cript:x)\n", Script, "1:5 java&#115;cript:x", "no script"},
		{"picture as text", "![a](data:image/png;base64,AA)\n", Script, "1:6 data:image/png;base64,AA", "beside the article"},
		{"disk", "[a](C:\\x.pdf)\n", Script, "1:5 C:\\x.pdf", "beside the article"},
		{"other scheme", "<irc://a.example>\n", Script, "1:2 irc://a.example", "https"},
		{"hugo", "a {{< youtube x >}}\n", Shortcode, "1:3 {{< youtube x >}}", "alone on a line"},
		{"hugo figure", "{{% figure src=\"x\"\n  alt=\"y\" %}}\n", Shortcode, "1:1 {{% figure src=\"x\"  alt=\"y\" %}}", "![what the picture shows]"},
		{"jekyll", "{% post_url x %}\n", Shortcode, "1:1 {% post_url x %}", "article's file"},
		{"callout", "> [!WARNNG] a\n", UnknownCallout, "1:3 [!WARNNG]", "[!WARNING]"},
		{"attribute", "![a](b.png){credits=\"x y\"}\n", BadAttribute, "1:13 credits=\"x y\"", "credit"},
		{"class", "![a](b.png){.wide}\n", BadAttribute, "1:13 .wide", "known here"},
		{"language", "[a]{lang=hindi-}\n", BadAttribute, "1:5 lang=hindi-", "such as hi"},
		{"target", "[a](b){:target=\"_blank\"}\n", BadAttribute, "1:9 target=\"_blank\"", "lang"},
		{"heading attribute", "## a {.b}\n", BadAttribute, "1:4 a", "{#id}"},
		{"same id", "## a {#x}\n\n## b {#x}\n", BadAttribute, "3:4 b", "stands once"},
		{"title", "# ड\n", H1, "1:3 ड", "##"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parse(t, tt.in)
			if len(d.Spots) != 1 {
				t.Fatalf("%q: want one spot, got %+v", tt.in, d.Spots)
			}
			s := d.Spots[0]
			place := quote(tt.in, 1, s.Span.Line, s.Span.Column, s.Span.EndLine, s.Span.EndColumn)
			if s.Kind != tt.kind || place != tt.place || !strings.Contains(s.Hint, tt.hint) {
				t.Errorf("%q: got %d %q %q", tt.in, s.Kind, place, s.Hint)
			}
		})
	}
}

func TestNoSpots(t *testing.T) {
	for _, in := range []string{
		string(article), "a < b & c > d\n", "`<b>` \\<b>\n", "    <b>\n", "```\n{{< x >}} <b> [a](javascript:b)\n```\n", "\\{{< x >}}\n",
		"[a](mailto:b@c.example) [d](tel:112) [e](sms:1) [f](//g.example) [h](./i:j.md)\n", "<!-- a -->\n", "{a} [b]{c} {d=e}\n", "## a {5 mg}\n",
	} {
		if d := parse(t, in); len(d.Spots) > 0 {
			t.Errorf("%q: %+v", in, d.Spots)
		}
	}
}

func TestLinks(t *testing.T) {
	const in = "[a *b*](c%20d.md \"e &amp; f\") ![g](h.png){lang=hi consent=x1} ![i](j.MP3) [k](l.pdf?m) <n@o.example>\n\n" +
		"![p](q.webm \"r\"){transcript=s.txt poster='t.jpg'}\n\nhttps://www.youtube.com/live/u\n\n![v](https://youtu.be/w){poster=x.jpg}\n"
	want := []Link{
		{Kind: Anchor, Dest: "c%20d.md", Text: "a b", Title: "e & f"},
		{Kind: Image, Dest: "h.png", Text: "g", Attrs: map[string]string{"lang": "hi", "consent": "x1"}},
		{Kind: Media, Dest: "j.MP3", Text: "i"},
		{Kind: Document, Dest: "l.pdf?m", Text: "k"},
		{Kind: Anchor, Dest: "mailto:n@o.example", Text: "n@o.example"},
		{Kind: Media, Dest: "q.webm", Text: "p", Title: "r", Figure: true, Attrs: map[string]string{"transcript": "s.txt", "poster": "t.jpg"}},
		{Kind: Video, Dest: "https://www.youtube.com/live/u", Text: "https://www.youtube.com/live/u", Figure: true},
		{Kind: Video, Dest: "https://youtu.be/w", Text: "v", Figure: true, Attrs: map[string]string{"poster": "x.jpg"}},
	}
	got := parse(t, in).Links
	if len(got) != len(want) {
		t.Fatalf("got %d links, want %d: %+v", len(got), len(want), got)
	}
	for i := range want {
		want[i].Span = got[i].Span
		if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
			t.Errorf("link %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestHeadings(t *testing.T) {
	d := New(Options{}).Parse([]byte("# A\n\ntext\n\n### B `c` [d](e)[^1]\n\n[^1]: f\n"), 3, "")
	got := fmt.Sprint(d.Headings)
	if want := "[{2 a A {3 3 3 4}} {3 b-c-d B c d {7 5 7 21}}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestComments(t *testing.T) {
	d := parse(t, "<!-- nadi-ignore: a -->\n\nड <!-- b\nc --> d\n")
	got := fmt.Sprint(d.Comments)
	if want := "[{nadi-ignore: a {1 1 1 24}} {b\nc {3 3 4 6}}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]int{
		"":                                 0,
		"one two-part it's 140/90 1,200\n": 6,
		"**bo**ld\nnext\n":                 2,
		"रक्तचाप घर पर नापें।\n":                         4,
		"ज़्यादा दवा\u200dई\n":                           2,
		"# Head\n\n- a\n- b\n":                           3,
		"![not these words](a.png \"but these\")\n":      2,
		"[seen](not-seen.md) `code here` <!-- not -->\n": 3,
		"東京都庁\n":                          2,
		"<div>raw words</div>\n":          2,
		"a[^1]\n\n[^1]: note words\n":     3,
		"> [!NOTE] title words\n> body\n": 3,
	} {
		if got := parse(t, in).Words; got != want {
			t.Errorf("%q has %d words, want %d", in, got, want)
		}
	}
}

func TestText(t *testing.T) {
	const in = "# *A* &amp; b\n\nc[^1]\nd <b>e</b>\n\n- f\n- [x] g\n\n|h|i|\n|-|-|\n|j|k|\n\n![no](l.png \"m\")\n\n> [!NOTE] n\n> o ![no](p.png) q\n\n```\nr\n\ns\n```\n\n<div>t</div>\n\nu\n: v\n\n[^1]: w\n"
	const want = "A & b\nc d e\nf\ng\nh i\nj k\nm\nn\no q\nr\ns\nt\nu\nv\nw\n"
	if got := parse(t, in).Text(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFirstSentence(t *testing.T) {
	tests := []struct {
		in   string
		max  int
		want string
	}{
		{"# A\n\n![b](c.png \"d\")\n\nDrink *clean* water. Always.\n", 100, "Drink clean water."},
		{"> [!NOTE] Title\n> Body here! More.\n", 100, "Body here!"},
		{"पानी उबालें। फिर पिएँ।\n", 100, "पानी उबालें।"},
		{"Dr. Rao says 1.5 litres, e.g. water. Yes.\n", 100, "Dr. Rao says 1.5 litres, e.g. water."},
		{"She said \"stop.\" Then left.\n", 100, "She said \"stop.\""},
		{"No end here\n\nNext.\n", 100, "No end here"},
		{"One two three four five.\n", 12, "One two…"},
		{"एक दो तीन चार पाँच छह।\n", 12, "एक दो तीन…"},
		{"https://youtu.be/x\n\n|a|\n|-|\n\n```\ncode\n```\n\nAt last.\n", 100, "At last."},
		{"## only\n", 100, ""},
		{"कार्यक्रमों", 5, "कार्…"},
		{"abc", 1, ""},
	}
	for _, tt := range tests {
		if got := parse(t, tt.in).FirstSentence(tt.max); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	for name, f := range junk {
		d := parse(t, f(30_000))
		got := html(d, as(d))
		if depth := deepest(got); depth > 1200 {
			t.Errorf("%s: tags %d deep", name, depth)
		}
		checkTags(t, got)
	}
	d := parse(t, strings.Repeat("*a ", 3000))
	if len(d.Spots) != 1 || d.Spots[0].Kind != TooLong {
		t.Errorf("a paragraph of markup is not told: %+v", d.Spots)
	}
}

func deepest(h string) int {
	depth, most := 0, 0
	for i := 0; i+1 < len(h); i++ {
		if h[i] == '<' && h[i+1] == '/' {
			depth--
		} else if h[i] == '<' && !slices.ContainsFunc([]string{"<img", "<br", "<hr", "<source"}, func(v string) bool { return strings.HasPrefix(h[i:], v) }) {
			depth++
		}
		most = max(most, depth)
	}
	return most
}

func TestConcurrent(t *testing.T) {
	p := New(Options{Labels: english})
	first := p.Parse(article, 1, "slug")
	want := html(first, as(first))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d := p.Parse(article, 1, "slug")
			if html(d, as(d)) != want || html(first, as(first)) != want {
				t.Error("the same body gave other HTML")
			}
		})
	}
	wg.Wait()
}

// TestBodyIsKept: the caller's bytes are never written to.
func TestBodyIsKept(t *testing.T) {
	for _, s := range seeds {
		body := []byte(s)
		d := New(Options{Smart: true}).Parse(body, 1, "")
		html(d, as(d))
		_ = d.Text()
		if string(body) != s {
			t.Errorf("%q became %q", s, body)
		}
	}
}
