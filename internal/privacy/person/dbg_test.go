package person

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
	"testing"
)

func TestDbg(t *testing.T) {
	lex := prose.NewLexicon()
	f := &finder{famous: map[[2]prose.WordID]bool{}, staff: map[prose.WordID][][]prose.WordID{}, parts: map[string]prose.WordID{}}
	f.learn(lex)
	for _, s := range []string{"Patient Harold Finch was moved to the step-down unit on Friday.", "Our tiniest fighter, Lily Anne Carver, weighed just 1 lb 9 oz at birth and spent 98 days in our NICU.", "Get well soon, Marisol Vega! Your surgery team is cheering for you."} {
		x := prose.NewReader(lex).Read(prose.Passage{Text: s})
		r := &reading{f: f, t: x, report: func(finding.Hit) {}, from: 0, to: len(x.Tokens)}
		r.headline = r.isHeadline()
		r.around = r.survey()
		t.Logf("%+v head %v", r.around, r.headline)
		for i := range x.Tokens {
			if c, ok := r.at(i); ok {
				t.Logf("%d %+v staff=%v(%v %v %v) public=%v before=%v behind=%v", i, c, r.isStaff(c), r.known(c), r.staffBefore(c), r.staffBehind(c), r.isPublic(c), r.patientBefore(c), r.patientBehind(c))
			}
		}
	}
}
