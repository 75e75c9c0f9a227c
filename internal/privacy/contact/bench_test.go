package contact

import (
	"strings"
	"testing"
	"time"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

const ordinary = `High blood pressure makes the heart work harder than it should. Adults may take 500 mg every 4 to 6 hours, and no more than 4,000 mg in 24 hours. In 2019, about 45% of adults in 14 countries had a pressure above 130/80 mm Hg; most patients go home the same day. Ask your doctor at the clinic, walk for 30 minutes a day, and read more at the library. `

func BenchmarkOrdinary(b *testing.B) {
	lex := prose.NewLexicon()
	find := New(lex, ridgeview)
	t := prose.NewReader(lex).Read(prose.Passage{Text: strings.Repeat(ordinary, 10)})
	b.SetBytes(int64(len(t.Folded)))
	b.ReportAllocs()
	for b.Loop() {
		find(t, nil)
	}
}

// TestLinear reads texts made to be slow at two lengths: eight times the text
// may not take much more than eight times as long.
func TestLinear(t *testing.T) {
	for _, piece := range []string{"1 ", "1-", "(415) ", "a.", "a@", "at ", "www.a", "/", "12 Main St, ", "Flat 1, ", "lives ", "98765-43210 ", "a.b/", "http://a?a=@&", "her ", "+1", "पता: ", "PO Box 1 ", "x at y.", "a@b.co "} {
		l := newLooker(ridgeview)
		short, long := spent(l, strings.Repeat(piece, 4000)), spent(l, strings.Repeat(piece, 32000))
		t.Logf("%q: %v, %v", piece, short, long)
		if long > 40*short+20*time.Millisecond {
			t.Errorf("%q: %v grew to %v", piece, short, long)
		}
	}
}

func spent(l *looker, s string) time.Duration {
	best := time.Hour
	t := l.read.Read(prose.Passage{Text: s})
	for range 3 {
		start := time.Now()
		l.find(t, func(finding.Hit) {})
		best = min(best, time.Since(start))
	}
	return best
}
