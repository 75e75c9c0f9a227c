package ids_test

import (
	"strings"
	"testing"
	"time"

	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/prose"
)

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"SSN 212-55-0143", "DL 8S CB 1234", "आधार ९९९९ ५२६० १८१४", "src=:: dst=::1", "a@abdm", "::", "4000 1661 3186 0919",
		"GB15 MIDL 4005 1512 3456 78", "https://p.example.org/patients/00482913", "00:1A:2B:3C:4D:5E", "MRN:०1-2/3_4", "A1 BCD", "₹1234", "1.2.3.4:80",
	} {
		f.Add(s)
	}
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere})
	f.Fuzz(func(t *testing.T, s string) {
		text := prose.NewReader(lex).Read(prose.Passage{Text: s})
		find(text, func(h finding.Hit) {
			if h.From < 0 || h.From >= h.To || h.To > len(text.Folded) {
				t.Fatalf("%d to %d of %q", h.From, h.To, text.Folded)
			}
			if h.Rule == "" || h.What == "" || h.Because == "" {
				t.Fatalf("a hit without words: %+v", h)
			}
		})
	})
}

// TestLinear holds the finder to a time that grows with the text alone.
func TestLinear(t *testing.T) {
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere})
	for _, s := range []string{"1", "a1", "12 ", "a1-", "1:", "::", "a@", "https://a/1", "AB12 ", "1,234", "-", "1/", "no 1 ", "SSN 1", "AA-", "1.", "4000 ", "=1", "x=1&", "/patients/12345"} {
		took := func(size int) time.Duration {
			text := prose.NewReader(lex).Read(prose.Passage{Text: strings.Repeat(s, size/len(s))})
			begin := time.Now()
			find(text, func(finding.Hit) {})
			first := time.Since(begin)
			begin = time.Now()
			find(text, func(finding.Hit) {})
			return min(first, time.Since(begin))
		}
		small, large := took(20_000), took(160_000)
		if large > 300*time.Millisecond && large > 24*small {
			t.Errorf("%q took %v, and %v when it was eight times as long", s, small, large)
		}
	}
}

func BenchmarkProse(b *testing.B) {
	const para = "A normal white cell count is 4,500 to 11,000 per microliter, and most adults (about 85 in 100) may take 500 mg every 4 to 6 hours. In 2023 the trial enrolled 4387 people at 112 sites; see section 4.2 for COVID-19, B12 and HbA1c above 6.5%. "
	lex := prose.NewLexicon()
	find := ids.New(lex, &finding.Known{Profiles: finding.Everywhere})
	text := prose.NewReader(lex).Read(prose.Passage{Text: strings.Repeat(para, 16)})
	b.SetBytes(int64(len(text.Folded)))
	b.ReportAllocs()
	for b.Loop() {
		find(text, func(finding.Hit) {})
	}
}
