package markdown

import (
	"strings"
	"testing"
)

// Each row is a piece of the language and what it must become. The five rows
// under "goldmark" are defaults of the library that fail a validator.
var features = []struct{ name, in, want string }{
	{"paragraphs", "one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>\n"},
	{"breaks", "a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n"},
	{"emphasis", "*a* **b** ***c*** ~~d~~ `e<`", "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <del>d</del> <code>e&lt;</code></p>\n"},
	{"Hindi emphasis", "**रक्तचाप** *नापें*।", "<p><strong>रक्तचाप</strong> <em>नापें</em>।</p>\n"},
	{"escapes", `\*a\* \<b\> &amp; &#x928; &copy;`, "<p>*a* &lt;b&gt; &amp; न ©</p>\n"},
	{"control characters", "a\x01b\x00c\u0085d&#1;e", "<p>ab\uFFFDcd\uFFFDe</p>\n"},
	{"line ends", "a\r\nb\rc\r\n", "<p>a\nb\nc</p>\n"},
	{"tight list", "- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
	{"loose list", "3. a\n\n4. b\n", "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n"},
	{"quote", "> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"},
	{"rule", "---\n", "<hr>\n"},
	{"definitions", "Pulse\n: beats a minute\n", "<dl>\n<dt>Pulse</dt>\n<dd>beats a minute</dd>\n</dl>\n"},
	{"code", "```go\nx < 1\n```\n\n    y\n", "<pre tabindex=\"0\" role=\"region\" aria-label=\"Code\"><code class=\"language-go\">x &lt; 1\n</code></pre>\n" +
		"<pre tabindex=\"0\" role=\"region\" aria-label=\"Code 2\"><code>y\n</code></pre>\n"},

	{"goldmark: ids keep scripts", "## मरीज़ों की गोपनीयता\n", "<h2 id=\"मरीज़ों-की-गोपनीयता\">मरीज़ों की गोपनीयता</h2>\n"},
	{"goldmark: alignment is a class", "|a|b|\n|-:|:-:|\n|1|2|\n", "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n" +
		"<thead>\n<tr>\n<th scope=\"col\" class=\"align-right\">a</th>\n<th scope=\"col\" class=\"align-center\">b</th>\n</tr>\n</thead>\n" +
		"<tbody>\n<tr>\n<td class=\"align-right\">1</td>\n<td class=\"align-center\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n"},
	{"goldmark: tasks are named text", "- [x] a\n- [ ] b\n", "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> a</li>\n" +
		"<li><span class=\"task\" role=\"img\" aria-label=\"to do\">☐</span> b</li>\n</ul>\n"},
	{"goldmark: footnotes are unique and named", "a[^n]\n\n[^n]: b\n", "<p>a<sup id=\"fnref:slug:1\"><a href=\"#fn:slug:1\" class=\"footnote-ref\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup></p>\n" +
		"<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<hr>\n<ol>\n<li id=\"fn:slug:1\">\n" +
		"<p>b&#160;<a href=\"#fnref:slug:1\" class=\"footnote-backref\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">&#x21a9;&#xfe0e;</a></p>\n</li>\n</ol>\n</section>\n"},
	{"goldmark: a script link is no link", "[a](javascript:b)\n", "<p>a</p>\n"},

	{"a heading of the page", "# A\n", "<h2 id=\"a\">A</h2>\n"},
	{"given ids", "## A {#b}\n\n## B\n\nC {#ग}\n---\n", "<h2 id=\"b\">A</h2>\n<h2 id=\"b-2\">B</h2>\n<h2 id=\"ग\">C</h2>\n"},
	{"equal headings", "## A\n\n## A\n\n## A-2\n\n## A\n", "<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n<h2 id=\"a-2-2\">A-2</h2>\n<h2 id=\"a-3\">A</h2>\n"},
	{"headings without letters", "## ?!\n\n## …\n", "<h2 id=\"section\">?!</h2>\n<h2 id=\"section-2\">…</h2>\n"},
	{"empty headings", "##\n\na\n\n## <b>\n", "<p>a</p>\n"},
	{"a heading in another language", "## नमस्ते {lang=hi}\n", "<h2 id=\"नमस्ते\" lang=\"hi\">नमस्ते</h2>\n"},
	{"an id like a footnote's", "## A {#fn:slug:1}\n", "<h2 id=\"a\">A</h2>\n"},
	{"NFC", "## cafe\u0301 ज़\n", "<h2 id=\"café-ज\u093c\">cafe\u0301 ज़</h2>\n"},

	{"picture", "![a *b*](c.png)\n", "<figure>\n<img src=\"c.png\" alt=\"a b\" loading=\"lazy\" decoding=\"async\">\n</figure>\n"},
	{"caption and credit", "![a](c.png \"d\"){credit=\"E & F\"}\n", "<figure>\n<img src=\"c.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\">\n" +
		"<figcaption>d <span class=\"credit\">Credit: E &amp; F</span></figcaption>\n</figure>\n"},
	{"picture in text", "a ![b](c.png \"d\")\n", "<p>a <img src=\"c.png\" alt=\"b\" title=\"d\" loading=\"lazy\" decoding=\"async\"></p>\n"},
	{"picture that leads somewhere", "[![b](c.png)](d)\n", "<p><a href=\"d\"><img src=\"c.png\" alt=\"b\" loading=\"lazy\" decoding=\"async\"></a></p>\n"},
	{"sound", "![Talk](talk.mp3 \"A talk\")\n", "<figure id=\"n:listen\">\n<audio controls preload=\"none\" aria-label=\"Talk\"><source src=\"talk.mp3\"><a href=\"talk.mp3\">Talk</a></audio>\n" +
		"<figcaption>A talk</figcaption>\n</figure>\n"},
	{"two sounds", "![A](a.mp3)\n\n![B](b.mp3)\n", "<figure id=\"n:listen\">\n<audio controls preload=\"none\" aria-label=\"A\"><source src=\"a.mp3\"><a href=\"a.mp3\">A</a></audio>\n</figure>\n" +
		"<figure>\n<audio controls preload=\"none\" aria-label=\"B\"><source src=\"b.mp3\"><a href=\"b.mp3\">B</a></audio>\n</figure>\n"},
	{"film in text", "See ![Film](film.MP4)\n", "<p>See <video controls preload=\"none\" aria-label=\"Film\"><source src=\"film.MP4\"><a href=\"film.MP4\">Film</a></video></p>\n"},
	{"YouTube address", "https://youtu.be/abc\n", "<figure class=\"video-card\" id=\"n:watch\">\n<a href=\"https://www.youtube.com/watch?v=abc\" rel=\"external noopener noreferrer\">" +
		"<span class=\"video-watch\">Watch on YouTube</span></a> <span class=\"video-note\">opens youtube.com, which may set cookies</span>\n</figure>\n"},
	{"YouTube link", "[Wash](https://www.youtube.com/watch?v=a-_1&t=90s)\n", "<figure class=\"video-card\" id=\"n:watch\">\n<a href=\"https://www.youtube.com/watch?v=a-_1&amp;t=90s\" rel=\"external noopener noreferrer\">" +
		"<span class=\"video-title\">Wash</span> <span class=\"video-watch\">Watch on YouTube</span></a> <span class=\"video-note\">opens youtube.com, which may set cookies</span>\n</figure>\n"},
	{"YouTube in text", "See https://youtu.be/abc now\n", "<p>See <a href=\"https://youtu.be/abc\">https://youtu.be/abc</a> now</p>\n"},

	{"callout", "> [!NOTE]\n> a\n", "<div class=\"callout note\" role=\"note\" aria-label=\"Note\">\n<p class=\"callout-title\">Note</p>\n<p>a</p>\n</div>\n"},
	{"callout with title", "> [!Caution] *b* c\n> a\n", "<div class=\"callout warning\" role=\"note\" aria-label=\"Warning\">\n<p class=\"callout-title\">Warning: <em>b</em> c</p>\n<p>a</p>\n</div>\n"},
	{"callout with list", "> [!EMERGENCY]\n> - a\n", "<div class=\"callout emergency\" role=\"note\" aria-label=\"Emergency\">\n<p class=\"callout-title\">Emergency</p>\n<ul>\n<li>a</li>\n</ul>\n</div>\n"},
	{"key points", "> [!KEY]\n> - a\n> - *b* c\n", "<div class=\"callout key\" role=\"note\" aria-label=\"Key points\">\n<p class=\"callout-title\">Key points</p>\n<ul>\n<li>a</li>\n<li><em>b</em> c</li>\n</ul>\n</div>\n"},
	{"unknown callout", "> [!NOPE] a\n", "<blockquote>\n<p>[!NOPE] a</p>\n</blockquote>\n"},

	{"passage", "[नमस्ते *b*]{lang=hi}.\n", "<p><span lang=\"hi\">नमस्ते <em>b</em></span>.</p>\n"},
	{"passage from right to left", "[سلام]{lang=ur} [a]{lang=en dir=rtl} [ks]{lang=ks-Deva}\n", "<p><span lang=\"ur\" dir=\"rtl\">سلام</span> <span lang=\"en\" dir=\"rtl\">a</span> <span lang=\"ks-Deva\">ks</span></p>\n"},
	{"passage in a passage", "[a [b]{lang=hi} c]{lang=en}\n", "<p><span lang=\"en\">a <span lang=\"hi\">b</span> c</span></p>\n"},
	{"passage over lines", "[a\nb]{lang=en}\n", "<p><span lang=\"en\">a\nb</span></p>\n"},
	{"link in another language", "[a](b){lang=hi}\n", "<p><span lang=\"hi\"><a href=\"b\">a</a></span></p>\n"},
	{"braces in text", "[a]{b} {c=d} (e){f}\n", "<p>[a]{b} {c=d} (e){f}</p>\n"},
	{"escaped passage", "\\[a]{lang=hi} [b\\]{lang=hi}\n", "<p>[a]{lang=hi} [b]{lang=hi}</p>\n"},

	{"addresses", "<a@b.example> www.c.example https://d.example/e_f?g=1&h=2 ftp://i.example\n", "<p><a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"http://www.c.example\">www.c.example</a> " +
		"<a href=\"https://d.example/e_f?g=1&amp;h=2\">https://d.example/e_f?g=1&amp;h=2</a> ftp://i.example</p>\n"},
	{"addresses are escaped", "[a](<b c/ड?d=\"e>) [f](%41%zz#g#h) [i](https://उदाहरण.भारत/ड)\n", "<p><a href=\"b%20c/%E0%A4%A1?d=%22e\">a</a> <a href=\"%41%25zz#g%23h\">f</a> <a href=\"https://उदाहरण.भारत/%E0%A4%A1\">i</a></p>\n"},
	{"link without words", "[](a) [![](b.png)](c)\n", "<p><a href=\"a\" aria-label=\"a\">a</a> <a href=\"c\" aria-label=\"c\"><img src=\"b.png\" alt=\"\" loading=\"lazy\" decoding=\"async\"></a></p>\n"},
	{"no link in a link", "[a <https://b.example>](c)\n", "<p><a href=\"c\">a https://b.example</a></p>\n"},

	{"tags go, words stay", "a <b>c</b><br>d <img src=e> f\n", "<p>a c d   f</p>\n"},
	{"scripts go whole", "a <script>b <https://c.example></script> d <style>e</style>\n", "<p>a  d </p>\n"},
	{"blocks of HTML", "<div>\n<p>a &lt; b</p>c<script>d</script>\n<td>e<td>f\n</div>\n", "<p>a &lt; b</p>\n<p>c e f</p>\n"},
	{"comments go", "a <!-- b --> c\n\n<!-- d -->\n", "<p>a  c</p>\n"},
	{"commands of other tools", "{{< youtube x >}}\n\na {% b %} c {{ d }}\n", "<p>a  c </p>\n"},
}

func TestFeatures(t *testing.T) {
	for _, f := range features {
		t.Run(f.name, func(t *testing.T) {
			got := render(t, f.in)
			if got != f.want {
				t.Errorf("%q\ngot  %q\nwant %q", f.in, got, f.want)
			}
			checkTags(t, got)
		})
	}
}

func TestSmart(t *testing.T) {
	const in = "\"It's\" 1990--95 --- so... ![a](b.png){credit=\"C\"} `\"d\"`\n"
	p := New(Options{Labels: english, Smart: true})
	d := p.Parse([]byte(in), 1, "")
	if got, want := d.Text(), "“It’s” 1990–95 — so… \"d\"\n"; got != want {
		t.Errorf("smart text %q, want %q", got, want)
	}
	if got := html(d, as(d)); !strings.Contains(got, "<p>“It’s” 1990–95 — so… <img") || d.Links[0].Attrs["credit"] != "C" {
		t.Errorf("smart HTML %q, links %+v", got, d.Links)
	}
	if got := parse(t, in).Text(); !strings.HasPrefix(got, "\"It's\" 1990--95 --- so...") {
		t.Errorf("not smart, but %q", got)
	}
}

func TestTargets(t *testing.T) {
	d := parse(t, "[a](a.pdf) [b](gone) ![c](c.png)\n\n![d](d.png \"e\")\n\n![f](f.mp4)\n\nhttps://youtu.be/g\n")
	got := html(d, []Target{
		{URL: "/a.0f.pdf", Note: "PDF, 120 kB"}, {Drop: true}, {URL: "/c.png", Width: 10, Height: 20}, {Drop: true},
		{URL: "/f.mp4", Width: 640, Height: 360, Type: "video/mp4", Poster: "/p.jpg", Transcript: "/f.txt", Captions: "/f.vtt"}, {Drop: true},
	})
	want := "<p><a href=\"/a.0f.pdf\">a <span class=\"link-note\">(PDF, 120 kB)</span></a> b <img src=\"/c.png\" alt=\"c\" width=\"10\" height=\"20\" loading=\"lazy\" decoding=\"async\"></p>\n" +
		"<p>d</p>\n" +
		"<figure id=\"n:watch\">\n<video controls preload=\"none\" aria-label=\"f\" width=\"640\" height=\"360\" poster=\"/p.jpg\"><source src=\"/f.mp4\" type=\"video/mp4\"><track kind=\"captions\" src=\"/f.vtt\" default><a href=\"/f.mp4\">f</a></video>\n" +
		"<figcaption><a class=\"transcript\" href=\"/f.txt\">Transcript</a></figcaption>\n</figure>\n" +
		"<p>https://youtu.be/g</p>\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := html(parse(t, "[a](https://b.example)\n"), []Target{{URL: "https://b.example", External: true}}); got != "<p><a href=\"https://b.example\" rel=\"external\">a</a></p>\n" {
		t.Errorf("external link: %q", got)
	}
}

func TestRefusedTargets(t *testing.T) {
	d := parse(t, "[a](b) ![c](d.png) ![e](f.mp3)\n")
	for _, u := range []string{"javascript:x", "JAVASCRIPT:x", " \tjava\nscript:x", "data:text/html,x", "vbscript:x", "file:///x", ""} {
		if got, want := html(d, []Target{{URL: u}, {URL: u}, {URL: u}}), "<p>a c e</p>\n"; got != want {
			t.Errorf("target %q gave %q", u, got)
		}
	}
}

func TestLabels(t *testing.T) {
	p := New(Options{Labels: Labels{Note: "सूचना", Table: "तालिका", BackTo: "संदर्भ %s पर लौटें", FootnoteRef: "टिप्पणी %s", Credit: "श्रेय: %s"}})
	d := p.Parse([]byte("> [!NOTE]\n> a[^1] ![b](c.png)\n\n|a|\n|-|\n\n![d](e.png){credit=\"f\"}\n\n[^1]: g\n"), 1, "")
	got := html(d, as(d))
	for _, want := range []string{`aria-label="सूचना"`, `aria-label="तालिका"`, `aria-label="संदर्भ 1 पर लौटें"`, `aria-label="टिप्पणी 1"`, "श्रेय: f", `id="fn:1"`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
}
