package safety

import (
	"regexp"
	"strings"
	"testing"
)

// TestExpressions compiles every expression, since most are first compiled
// when a text needs them.
func TestExpressions(t *testing.T) {
	for _, list := range [][]pattern{suicidePatterns(), claimPatterns(), advicePatterns(), riskPatterns(), sexPatterns()} {
		for _, p := range list {
			for _, expr := range append(strings.Split(p.says, "\n"), p.unless, p.around) {
				if _, err := regexp.Compile(expr); err != nil {
					t.Errorf("%s: %v", p.rule, err)
				}
			}
			if p.need[0] == 0 || p.message == "" || p.hint == "" || strings.Count(p.says, "\n") > 2 {
				t.Errorf("%s is not whole: %q", p.rule, p.says)
			}
			if p.unless != "" && regexp.MustCompile(p.unless).MatchString("") || p.around != "" && regexp.MustCompile(p.around).MatchString("") {
				t.Errorf("%s: everything makes it harmless", p.rule)
			}
		}
	}
	expressions()
	alarms()
	sums()
	dosing()
	laboratory()
	helplineNames()
	ownDeath()
	leftNote()
	howDied()
}

// TestPatternsOfARuleStandTogether: one hit a rule is reported for a sentence,
// which Finder.look leaves to their order.
func TestPatternsOfARuleStandTogether(t *testing.T) {
	for _, list := range [][]pattern{suicidePatterns(), claimPatterns(), advicePatterns(), riskPatterns(), sexPatterns()} {
		seen, last := map[string]bool{}, ""
		for _, p := range list {
			if p.rule != last && seen[p.rule] {
				t.Errorf("%s stands in two places", p.rule)
			}
			seen[p.rule], last = true, p.rule
		}
	}
}
