package markdown

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// junk makes n bytes of source that a careless parser needs the square of n
// for, or a stack as deep as n.
var junk = map[string]func(n int) string{
	"quotes":              func(n int) string { return strings.Repeat(">", n) },
	"quotes, lines":       func(n int) string { return strings.Repeat(strings.Repeat(">", 200)+"a\n", n/200) },
	"lists":               func(n int) string { return strings.Repeat("- ", n/2) },
	"list of lists":       func(n int) string { return strings.Repeat("- - - - a\n", n/10) },
	"ordered":             func(n int) string { return strings.Repeat("1. ", n/3) },
	"footnote in itself":  func(n int) string { return strings.Repeat("[^a]: ", n/6) },
	"definitions":         func(n int) string { return "a\n" + strings.Repeat(": ", n/2) },
	"emphasis":            func(n int) string { return strings.Repeat("*a **a ", n/7) },
	"openers":             func(n int) string { return strings.Repeat("*a ", n/3) },
	"closers":             func(n int) string { return strings.Repeat("a* ", n/3) },
	"openers, closers":    func(n int) string { return strings.Repeat("_a ", n/6) + strings.Repeat("a* ", n/6) },
	"brackets":            func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"pictures":            func(n int) string { return strings.Repeat("![", n/2) },
	"pictures, nested":    func(n int) string { return strings.Repeat("![", n/6) + strings.Repeat("](x)", n/6) },
	"links":               func(n int) string { return strings.Repeat("[a](b) ", n/7) },
	"half links":          func(n int) string { return strings.Repeat("[a](b", n/5) },
	"backticks":           func(n int) string { return ticks(n) },
	"braces":              func(n int) string { return strings.Repeat("{", n) },
	"shortcodes":          func(n int) string { return strings.Repeat("{{< a ", n/6) },
	"attributes":          func(n int) string { return strings.Repeat("]{a=b}", n/6) },
	"open attributes":     func(n int) string { return strings.Repeat("]{a=\"", n/5) },
	"passages":            func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]{lang=hi}", n/20) },
	"tags":                func(n int) string { return strings.Repeat("<a ", n/3) },
	"tags in a block":     func(n int) string { return "<div>\n" + strings.Repeat("<a \">\"", n/6) },
	"quotes in a block":   func(n int) string { return "<div>\n" + strings.Repeat("<a \">", n/5) },
	"comments":            func(n int) string { return strings.Repeat("<!-- ", n/5) },
	"comments in a block": func(n int) string { return "<div>\n" + strings.Repeat("<!-- ", n/5) },
	"scripts":             func(n int) string { return "a " + strings.Repeat("<script>", n/8) },
	"declarations":        func(n int) string { return "a " + strings.Repeat("<?", n/2) + strings.Repeat("<!A", n/3) },
	"entities":            func(n int) string { return strings.Repeat("&a", n/2) },
	"references":          func(n int) string { return numbered(n, func(i string) string { return "[" + i + "]: b\n" }) },
	"footnotes": func(n int) string {
		return numbered(n, func(i string) string { return "[^" + i + "]\n\n[^" + i + "]: b\n\n" })
	},
	"one footnote":      func(n int) string { return "[^a]: b\n\n" + strings.Repeat("[^a] ", n/5) },
	"headings":          func(n int) string { return strings.Repeat("# a\n", n/4) },
	"heading":           func(n int) string { return "# " + strings.Repeat("*a ", n/3) },
	"numbered headings": func(n int) string { return strings.Repeat("# a\n# a-2\n", n/10) },
	"table":             func(n int) string { return "a | b\n--|--\n" + strings.Repeat("a | b\n", n/6) },
	"wide table": func(n int) string {
		return strings.Repeat("|a", n/5) + "|\n" + strings.Repeat("|-", n/5) + "|\n" + strings.Repeat("|", n/5)
	},
	"delimiter rows":    func(n int) string { return strings.Repeat("a | b\n-|-|-\n", n/12) },
	"callouts":          func(n int) string { return strings.Repeat("> [!NOTE] x\n\n", n/13) },
	"addresses":         func(n int) string { return strings.Repeat("http://a.b/c ", n/13) },
	"mail":              func(n int) string { return strings.Repeat("a@", n/2) },
	"mail dots":         func(n int) string { return strings.Repeat(" a@b.c", n/6) },
	"one line":          func(n int) string { return strings.Repeat("word ", n/5) },
	"links on one line": func(n int) string { return strings.Repeat("word "+strings.Repeat("x", 100)+" [a](b) ", n/113) },
	"base64":            func(n int) string { return "![x](data:image/png;base64," + strings.Repeat("QUJD", n/4) + ")" },
	"tildes":            func(n int) string { return strings.Repeat("~~a ~b ", n/7) },
	"hard breaks":       func(n int) string { return strings.Repeat("a\\\n", n/3) },
	"backslashes":       func(n int) string { return strings.Repeat("\\", n) },
	"code":              func(n int) string { return strings.Repeat("```\n", n/4) },
	"nothing":           func(n int) string { return strings.Repeat("\n", n) },
	"nul":               func(n int) string { return strings.Repeat("\x00", n) },
	"bad bytes":         func(n int) string { return strings.Repeat("\xff", n) },
	"quotation marks":   func(n int) string { return strings.Repeat("\"'", n/2) },
}

func ticks(n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("`", i) + " ")
	}
	return b.String()
}

func numbered(n int, f func(string) string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(f(strconv.Itoa(i)))
	}
	return b.String()
}

// TestJunkTimes prints how the time grows; it is for people (NADI_JUNK is a
// size in bytes).
func TestJunkTimes(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("NADI_JUNK"))
	if n == 0 {
		t.Skip("set NADI_JUNK to a size")
	}
	p := New(Options{Smart: true, Labels: english})
	for name, f := range junk {
		var took [2]time.Duration
		for i, size := range []int{n / 4, n} {
			src := []byte(f(size))
			start := time.Now()
			d := p.Parse(src, 1, "x")
			var b bytes.Buffer
			d.AppendHTML(&b, as(d))
			_ = d.Text()
			_ = d.FirstSentence(100)
			took[i] = time.Since(start)
		}
		ratio := float64(took[1]) / float64(took[0])
		if took[1] > 300*time.Millisecond || ratio > 8 {
			t.Logf("%-20s %v %v x%.1f", name, took[0], took[1], ratio)
		}
	}
}
