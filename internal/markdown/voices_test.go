package markdown

import (
	"bytes"
	"strings"
	"testing"

	"nadi/internal/text"
)

var twoLanguages = map[string]string{"en": "English", "hi": "हिन्दी"}

// TestPassagesAreSpoken: what stands in the script of another language is
// marked wherever a voice comes to it, and only where the writer has not.
func TestPassagesAreSpoken(t *testing.T) {
	p := New(Options{Labels: english, Scripts: text.NewScripts("en", twoLanguages), Smart: true})
	for in, want := range map[string]string{
		"A cobra is नाग here.\n":              `<p>A cobra is <span lang="hi">नाग</span> here.</p>`,
		"She said \"पानी उबालें।\" & left\n":  `<p>She said “<span lang="hi">पानी उबालें।</span>” &amp; left</p>`,
		"**पानी** *or* [दूध](x.md)\n":         `<p><strong><span lang="hi">पानी</span></strong> <em>or</em> <a href="x.md"><span lang="hi">दूध</span></a></p>`,
		"## Water, पानी\n":                    `<h2 id="water-पानी">Water, <span lang="hi">पानी</span></h2>`,
		"## नमस्ते {lang=mr}\n\nनाग\n":        `<h2 id="नमस्ते" lang="mr">नमस्ते</h2>` + "\n" + `<p><span lang="hi">नाग</span></p>`,
		"[नाग **और** साँप]{lang=mr} नाग\n":    `<p><span lang="mr">नाग <strong>और</strong> साँप</span> <span lang="hi">नाग</span></p>`,
		"[नाग]{dir=ltr}\n":                    `<p><span dir="ltr"><span lang="hi">नाग</span></span></p>`,
		"- नाग\n- snake\n":                    "<ul>\n<li><span lang=\"hi\">नाग</span></li>\n<li>snake</li>\n</ul>",
		"`नाग`\n\n    नाग\n":                  "<p><code>नाग</code></p>\n<pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code>नाग\n</code></pre>",
		"क &amp; ख \\* ग &#x928;\n":           `<p><span lang="hi">क</span> &amp; <span lang="hi">ख * ग</span> न</p>`,
		"> [!NOTE] पानी\n> drink\n":           "<div class=\"callout note\" role=\"note\" aria-label=\"Note\">\n<p class=\"callout-title\">Note: <span lang=\"hi\">पानी</span></p>\n<p>drink</p>\n</div>",
		"![एक चित्र](a.png \"पानी\")\n":       "<figure>\n<img src=\"a.png\" alt=\"एक चित्र\" loading=\"lazy\" decoding=\"async\">\n<figcaption>पानी</figcaption>\n</figure>",
		"plain “words” – only\n":              "<p>plain “words” – only</p>",
		"a | b\n--|--\nनाग | 2 चम्मच 3 बार\n": `<td>2 <span lang="hi">चम्मच 3 बार</span></td>`,
	} {
		d := p.Parse([]byte(in), 1, "slug")
		if got := html(d, as(d)); !strings.Contains(got, want) {
			t.Errorf("%q became %s, want %s", in, got, want)
		}
	}
}

// TestHindiPageIsLeft: Latin words in a Hindi text are names and
// abbreviations that its voices know.
func TestHindiPageIsLeft(t *testing.T) {
	p := New(Options{Labels: english, Scripts: text.NewScripts("hi", twoLanguages)})
	d := p.Parse([]byte("ORS का घोल WHO के अनुसार\n"), 1, "")
	if got := html(d, as(d)); strings.Contains(got, "<span") {
		t.Errorf("it became %s", got)
	}
}

// TestMarksChangeNoWord: without the spans the HTML is that of a site in one
// language, whatever the body.
func TestMarksChangeNoWord(t *testing.T) {
	one, two := New(Options{Labels: english}), New(Options{Labels: english, Scripts: text.NewScripts("en", twoLanguages)})
	bare := strings.NewReplacer(`<span lang="hi">`, "", "</span>", "")
	for _, in := range append(seeds, string(article)) {
		a, b := one.Parse([]byte(in), 1, "s"), two.Parse([]byte(in), 1, "s")
		x, y := html(a, as(a)), html(b, as(b))
		if bare.Replace(x) != bare.Replace(y) {
			t.Errorf("%q: %q and %q", in, x, y)
		}
		checkTags(t, y)
		if a.Text() != b.Text() || a.Words != b.Words {
			t.Errorf("%q: the words differ", in)
		}
	}
}

// BenchmarkTwoLanguages is BenchmarkParseAndRender where half of the body must
// be marked.
func BenchmarkTwoLanguages(b *testing.B) {
	p := New(Options{Labels: english, Scripts: text.NewScripts("en", twoLanguages)})
	targets := as(p.Parse(article, 1, "slug"))
	var out bytes.Buffer
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		p.Parse(article, 1, "slug").AppendHTML(&out, targets)
	}
}
