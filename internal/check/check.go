// Package check is the list of rules by which content is judged. A rule is a
// value: what it is called, why it exists, an example that breaks it and one
// that keeps it. nadi explain and docs/rules.md are made from the list, and a
// test demands of every rule that its bad example fires and its good one does
// not.
//
// Some rules are found while a site is read and built (a missing file, a
// clash of addresses); their findings carry the rule's id and the level is
// set here. Others look at one article; they have a Run function and every
// build runs them.
//
// Block on few, sure things and warn on the rest: people leave a checker for
// its false alarms. A rule that is Fixed cannot be re-levelled, because the
// output would be wrong or unsafe without it.
package check

import (
	"strings"

	"nadi/internal/config"
	"nadi/internal/diag"
	"nadi/internal/text"
)

// Rule is one thing that is checked.
type Rule struct {
	ID       string        `json:"rule"`
	Severity diag.Severity `json:"severity"`
	Fixed    bool          `json:"fixed"` // the level cannot be changed
	Title    string        `json:"title"`
	Why      string        `json:"why"`
	Bad      Example       `json:"bad"`
	Good     Example       `json:"good"`
	Hint     string        `json:"-"` // what to do, where each finding has the same advice
	Certain  bool          `json:"-"` // nadi check --fix writes what its findings say
	Since    string        `json:"since"`
	Run      func(*Pass)   `json:"-"` // nil for what reading, building and the finders of words find
}

// Example is a small site that breaks or keeps a rule: files by path, over a
// site that is otherwise right. A lone text is an article.
type Example struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// Set is the rules of this tool; it implements the builder's view of them.
type Set struct {
	rules  []Rule
	byID   map[string]*Rule
	advise bool
}

// All returns the rules that ship with the tool.
func All() *Set { return newSet(true) }

// Blocking returns the rules without those that only ever advise. Every build
// runs them.
func Blocking() *Set { return newSet(false) }

func newSet(advise bool) *Set {
	s := &Set{rules: rules(), byID: map[string]*Rule{}, advise: advise}
	for i := range s.rules {
		s.byID[s.rules[i].ID] = &s.rules[i]
	}
	return s
}

// ran reports whether findings of a rule were looked for.
func (s *Set) ran(r *Rule) bool { return s.advise || !advisory(r.ID) }

// advisory reports the families whose warnings are advice: they are told by
// nadi check and while an article is written, not by every build.
func advisory(id string) bool {
	family, _, _ := strings.Cut(id, "/")
	return family == "language" || family == "access" || family == "review" || family == "evidence"
}

// Rules lists the rules in order.
func (s *Set) Rules() []Rule { return s.rules }

// Get finds a rule; nearest is the most similar id when there is none.
func (s *Set) Get(id string) (r *Rule, nearest string) {
	if r, ok := s.byID[id]; ok {
		return r, ""
	}
	ids := make([]string, 0, len(s.rules))
	for _, r := range s.rules {
		if _, name, ok := strings.Cut(r.ID, "/"); ok && name == id {
			return nil, r.ID
		}
		ids = append(ids, r.ID)
	}
	return nil, text.Nearest(id, ids)
}

// Level sets a finding's severity as the site's configuration wants it.
func (s *Set) Level(cfg *config.Config, f diag.Finding) (diag.Finding, bool) {
	want, set := cfg.Check.Levels[f.Rule]
	if r := s.byID[f.Rule]; set && r != nil && !r.Fixed {
		if want.S == "off" {
			return f, false
		}
		f.Severity = diag.Severity(want.S)
	}
	return f, s.advise || f.Severity == diag.Error || !advisory(f.Rule)
}

// Absolute reports whether the rule's errors stop every build, whatever the
// flags: what protects a patient has no way around it.
func (s *Set) Absolute(id string) bool {
	return (strings.HasPrefix(id, "privacy/") || strings.HasPrefix(id, "consent/")) && id != "consent/people"
}

// Config finds faults in the configuration of the rules themselves.
func (s *Set) Config(cfg *config.Config) []diag.Finding {
	var out []diag.Finding
	for id, level := range cfg.Check.Levels {
		f := diag.Finding{Rule: "config/value", Severity: diag.Error}.At(config.FileName, level.Span())
		switch r, near := s.Get(id); {
		case r == nil:
			f.Message, f.Hint = "check.levels: there is no rule "+id, "nadi explain lists the rules"
			if near != "" {
				f.Hint = "did you mean " + near + "?"
			}
		case r.Fixed:
			f.Message, f.Hint = "check.levels: the level of "+id+" cannot be changed", "nadi explain "+id+" says why"
		default:
			continue
		}
		out = append(out, f)
	}
	return out
}
