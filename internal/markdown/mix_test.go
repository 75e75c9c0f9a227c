package markdown

import (
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// crumbs are the pieces of syntax whose neighbours matter.
var crumbs = []string{
	"\n", "\n\n", "  \n", " ", "\t", "    ", "a", "पानी", "1", "\\", "\"", "'", "*", "**", "_", "~~", "`", "```\n", "~~~", "[", "]", "(", ")", "![", "](b.png)", "](c)",
	"[^1]", "[^1]: ", "\n\n[^1]: x\n\n", "[r]", "[r]: /d \"t\"\n", "](javascript:x)", "<javascript:x>", "<https://e.example>", "https://f.example/g", "www.h.example", "i@j.example",
	"{lang=hi}", "{credit=\"k\"}", "{.l}", "{", "}", "{#m}", "{{< n >}}", "{% o %}", "\n> ", "\n- ", "\n1. ", "\n- [x] ", "\n# ", "\n## ", "\n---\n", "\n===\n", "\n: ",
	"[!NOTE] ", "\n> [!WARNING] p\n> ", "<b>", "</b>", "<br>", "<script>", "</script>", "\n<div>\n", "</div>", "<!--", "-->", "<img src=q onerror=r>", "<iframe>", "</iframe>", "<?", "?>", "<![CDATA[", "]]>",
	"\n\n|s|t|\n|-:|:-:|\n|u|", "|", "\nhttps://youtu.be/v\n", "\n\n![w](x.mp3 \"y\"){transcript=z}\n\n", "![w](x.mp4)", "[w](x.pdf)", "&amp;", "&#x0;", "&#10;", "--", "...", "\x00", "\x01", "\xff", "\u200d", "\r\n", "\r",
}

// TestMixtures puts crumbs together at random, from a fixed seed, and demands
// of the result what FuzzHTML demands. NADI_MIXTURES sets how many.
func TestMixtures(t *testing.T) {
	count := 3000
	if n, err := strconv.Atoi(os.Getenv("NADI_MIXTURES")); err == nil {
		count = n
	}
	parsers := []*Parser{New(Options{Labels: english}), New(Options{Labels: english, Smart: true})}
	r := rand.New(rand.NewPCG(7, 11))
	for i := 0; i < count && !t.Failed(); i++ {
		var b strings.Builder
		for range 1 + r.IntN(30) {
			b.WriteString(crumbs[r.IntN(len(crumbs))])
		}
		d := parsers[i%2].Parse([]byte(b.String()), 10, "slug")
		checkFacts(t, d, b.String())
		checkHTML(t, d, as(d))
		checkHTML(t, d, nil)
		if t.Failed() {
			t.Logf("source: %q", b.String())
		}
	}
}
