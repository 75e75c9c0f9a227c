package dates_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nadi/internal/privacy/dates"
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// TestValues looks at what a hit covers: all of the value and nothing else.
func TestValues(t *testing.T) {
	r := newReader()
	for in, want := range map[string]string{
		"A 94-year-old woman went home.":                 "94-year-old",
		"Patient: a lady, 143 y/o by mistake":            "143 y/o",
		"In spring he is one hundred and two years old.": "one hundred and two years old",
		"She is aged ninety-one.":                        "ninety-one",
		"मरीज की उम्र ९७ वर्ष है।":                       "97 वर्ष",
		"बानवे साल की महिला":                             "बानवे साल",
		"एक सौ दो साल की महिला":                          "एक सौ दो साल",
		"The patient died at 9 p.m. on May 2, 2026.":     "May 2, 2026",
		"DOB: 22-nov-1972":                               "22-nov-1972",
		"I was born 21st March 1987, in a town.":         "21st March 1987",
		"1988-11-20 is my birthday, I got cake.":         "1988-11-20",
		"मरीज की मृत्यु २ मई २०२६ को हुई।":               "2 मई 2026",
		"Her son was born here on the twelfth of August": "twelfth of August",
		"The patient was admitted on 3 May '26.":         "3 May '26",
		"Pt admitted 3/15 with fever":                    "3/15",
	} {
		hits, text := r.hits(in)
		if len(hits) != 1 || text.Folded[hits[0].From:hits[0].To] != want {
			t.Errorf("%q: %d hits", in, len(hits))
			for _, h := range hits {
				t.Logf("\t%q", text.Folded[h.From:h.To])
			}
		}
	}
}

// TestStaff: a day beside a member of the staff is a working day.
func TestStaff(t *testing.T) {
	r := newReader()
	for in, want := range map[string]bool{
		"Rachel Kim was admitted as a fellow on 3 May 2024.": false,
		"Dr. Meera Joshi visited the ward on 3 May 2026.":    false,
		"Rachel Kim, 92, has retired from the clinic.":       false,
		"Rachel Kim was born on 3 May 1975.":                 true,
		"Rachel Kim operated on her on 3 May 2026.":          true,
		"Rachel Kim saw the patient, admitted on 3 May.":     true,
		"Rachel Kim treated a 94-year-old woman.":            true,
	} {
		if hits, _ := r.hits(in); len(hits) > 0 != want {
			t.Errorf("%q: %v", in, hits)
		}
	}
}

// TestNobodyKnown: the finder works without what is known of a site.
func TestNobodyKnown(t *testing.T) {
	lex := prose.NewLexicon()
	find := dates.New(lex, nil)
	n := 0
	find(prose.NewReader(lex).Read(prose.Passage{Text: "DOB: 4/4/66. A 94-year-old patient, born in 1931."}), func(finding.Hit) { n++ })
	if n < 2 {
		t.Errorf("%d hits", n)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"The patient, 94, was born on 4/4/1931.", "उम्र 94 साल से", "May", "born", "D.O.B.", "(12 May 1951 - 3 May 2026)",
		"one hundred", "a hundred and", "90s", "95वां जन्मदिन", "on 3/", "May 2,", "1985-01-", "b", "do mai ko", "94y/",
	} {
		f.Add(s)
	}
	r := newReader()
	f.Fuzz(func(t *testing.T, s string) {
		hits, text := r.hits(s)
		again, _ := r.look(prose.Passage{Text: s, Strict: true})
		for _, h := range append(hits, again...) {
			if h.From < 0 || h.From >= h.To || h.To > len(text.Folded) {
				t.Fatalf("%d to %d of %d", h.From, h.To, len(text.Folded))
			}
			if v := text.Folded[h.From:h.To]; utf8.ValidString(text.Folded) && !utf8.ValidString(v) {
				t.Fatalf("cut inside a letter: %q", v)
			}
			text.Source(h.From, h.To)
		}
	})
}

// TestLinear reads texts without a full stop, some ten times as long as
// others. The bounds are wide, because other work may run beside it.
func TestLinear(t *testing.T) {
	r := newReader()
	for _, piece := range []string{"she was 94 on 3 May ", "born in 1931 ", "aged ninety ", "patient admitted 3/4/2026 ", "one hundred ", ", who", "1-1-", "d.o.b.", "on 3 May Sample died ", "He died on 3 May. ", "एकसौ साल "} {
		took := func(n int) time.Duration {
			text := r.Read(prose.Passage{Text: strings.Repeat(piece, n), Strict: true})
			best := time.Hour
			for range 3 {
				start := time.Now()
				r.find(text, func(finding.Hit) {})
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := took(200), took(2_000)
		if large > 40*small+30*time.Millisecond {
			t.Errorf("%q: %v, ten times as long %v", piece, small, large)
		}
	}
}

const ordinary = `High blood pressure often has no signs. A nurse measures it with a cuff in a few minutes. Most people need
medicine for many years, and 1 in 4 adults has it. Take 5 mg once a day unless your doctor says otherwise. Doctors may also
ask about salt, sleep and exercise. The study of 2019 followed 4,387 people at 112 sites; on 12 March 2021 the law changed. `

func TestNothingIsAllocated(t *testing.T) {
	r := newReader()
	text := r.Read(prose.Passage{Text: ordinary})
	report := func(finding.Hit) { t.Error("a hit") }
	if n := testing.AllocsPerRun(100, func() { r.find(text, report) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkFind(b *testing.B) {
	r := newReader()
	text := r.Read(prose.Passage{Text: strings.Repeat(ordinary, 10)})
	b.SetBytes(int64(len(text.Folded)))
	b.ReportAllocs()
	for b.Loop() {
		r.find(text, func(finding.Hit) {})
	}
}
