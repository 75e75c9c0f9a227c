package contact

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// Codes of areas: ZIP, PIN and postcode. The Safe Harbor rule counts all but a
// state among the identifiers; only a code that a person lives in is found.

// area looks at a word of living or of codes for a ZIP or postcode after it:
// "lived in 90210", "her zip code is 45402".
func (f *finder) area(t *prose.Text, i int, report func(finding.Hit)) int {
	w := f.bits(t, i)
	for j := i + 1; j < len(t.Tokens) && j <= i+6; j++ {
		k := t.Tokens[j]
		if f.begins(t, j) && j > i+1 {
			break
		}
		if k.Sort == prose.Mixed && f.postcodeAt(t, j) {
			f.reportArea(t, j, j+2, i, report)
			return j + 2
		}
		if k.Sort != prose.Number {
			continue
		}
		end, ok := zipAt(t, j)
		if !ok || f.inSum(t, j) || f.followedByCount(t, end) || j-i > 2 && w&postal == 0 && !f.afterPlace(t, j) {
			return i + 1
		}
		if w&lives == 0 && !f.hasCode(t, i) || w&lives != 0 && !f.leadsToArea(t, j) {
			return i + 1
		}
		f.reportArea(t, j, end, i, report)
		return f.nextZIP(t, end, i, report)
	}
	return i + 1
}

// leadsToArea reports whether the word before a code speaks of a place.
func (f *finder) leadsToArea(t *prose.Text, j int) bool {
	if f.bits(t, j-1)&(at|postal|locative|place|copula) != 0 || f.afterPlace(t, j) {
		return true
	}
	switch prose.Lower(t.Of(t.Tokens[j-1])) {
	case "in", "near", "to", "of", "around", "code", ":":
		return true
	}
	return false
}

// nextZIP looks for a second code: "lived in 90210 and 09865".
func (f *finder) nextZIP(t *prose.Text, i, living int, report func(finding.Hit)) int {
	if f.bits(t, i)&joins == 0 || i+1 >= len(t.Tokens) || t.Tokens[i+1].Sort != prose.Number {
		return i
	}
	if end, ok := zipAt(t, i+1); ok && !f.followedByCount(t, end) {
		f.reportArea(t, i+1, end, living, report)
		return end
	}
	return i
}

// zipAt reads five digits, nine, or five and four; or an Indian PIN: six, or
// three and three. It returns the token after them.
func zipAt(t *prose.Text, j int) (int, bool) {
	size := func(i int) int {
		if i >= len(t.Tokens) || t.Tokens[i].Sort != prose.Number {
			return 0
		}
		return int(t.Tokens[i].To - t.Tokens[i].From)
	}
	switch size(j) {
	case 5:
		if mark(t, j+1) == '-' && tight(t, j+1) && tight(t, j+2) && size(j+2) == 4 {
			return j + 3, true
		}
		return j + 1, true
	case 9:
		return j + 1, true
	case 6:
		return j + 1, t.Folded[t.Tokens[j].From] != '0'
	case 3:
		return j + 2, size(j+1) == 3 && t.Folded[t.Tokens[j].From] != '0'
	}
	return j, false
}

// followedByCount reports whether the figures count something: "lived in 12000
// villages", "45,402".
func (f *finder) followedByCount(t *prose.Text, j int) bool {
	if j >= len(t.Tokens) {
		return false
	}
	k := t.Tokens[j]
	if k.Sort == prose.Mark {
		return tight(t, j) && (mark(t, j) == ',' || mark(t, j) == '.' || mark(t, j) == '-' || mark(t, j) == '/') && tight(t, j+1) || mark(t, j) == '%'
	}
	return k.Sort != prose.Word || f.bits(t, j)&(joins|locative|copula|lives) == 0 && !f.begins(t, j)
}

// afterPlace reports whether the word before is a name: Pune 411001.
func (f *finder) afterPlace(t *prose.Text, j int) bool {
	if j < 1 {
		return false
	}
	if m := mark(t, j-1); m == ',' || m == '-' {
		j--
	}
	k := t.Tokens[max(j-1, 0)]
	return k.Sort == prose.Word && (k.Shape != prose.Small || t.Folded[k.From] >= 0x80 && f.bits(t, j-1) == 0)
}

// hasCode reports whether a word of codes is one here: "pin" alone is a needle.
func (f *finder) hasCode(t *prose.Text, i int) bool {
	w := t.Of(t.Tokens[i])
	return len(w) > 3 || f.bits(t, i+1)&(joins|copula) != 0 || mark(t, i+1) == ':' || t.Tokens[i].Shape == prose.Capitals
}

// reportArea weighs a code: a person must live there, and no office stand by.
func (f *finder) reportArea(t *prose.Text, from, to, by int, report func(finding.Hit)) {
	r := f.dwelling(t, from, to)
	if f.bits(t, by)&lives != 0 && r.lives < 0 && !r.office {
		r.lives = by
	}
	if (r.office || r.lives < 0 && r.person < 0) && !(t.Strict && !f.says(t, from, to, venue)) {
		return
	}
	named := !r.office && r.person >= 0 || by > 0 && t.Tokens[by-1].Shape == prose.Capital && f.bits(t, by-1) == 0
	report(finding.Hit{Rule: ruleAddress, From: int(t.Tokens[from].From), To: int(t.Tokens[to-1].To), Sure: named,
		What: "a postal code that a person lives in", Because: f.why(t, r)})
}

// postcodeIndia looks at six digits with words of living after them, as Hindi
// has it: "पुणे 411001 में रहते हैं".
func (f *finder) postcodeIndia(t *prose.Text, i, next int, report func(finding.Hit)) {
	if t.Folded[t.Tokens[i].From] == '0' || f.inSum(t, i) || f.bits(t, next)&locative == 0 {
		return
	}
	if !f.afterPlace(t, i) && f.bits(t, i-1)&(postal|joins|copula) == 0 {
		return
	}
	for j := next; j < len(t.Tokens) && j <= next+5; j++ {
		if f.bits(t, j)&lives != 0 {
			f.reportArea(t, i, next, j, report)
			return
		}
	}
}

// postcode looks at a British postcode after a word of living that stands a
// little farther off: "lives in Leeds, LS1 4AP".
func (f *finder) postcode(t *prose.Text, i int, report func(finding.Hit)) {
	if !f.postcodeAt(t, i) {
		return
	}
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		if f.bits(t, j)&(lives|postal) != 0 && i-j > 6 {
			f.reportArea(t, i, i+2, j, report)
			return
		}
	}
}

// postcodeAt reports whether two tokens are a postcode: SW1A 1AA.
func (f *finder) postcodeAt(t *prose.Text, i int) bool {
	if i+1 >= len(t.Tokens) || t.Tokens[i].Sort != prose.Mixed || t.Tokens[i+1].Sort != prose.Mixed {
		return false
	}
	out, in := t.Of(t.Tokens[i]), t.Of(t.Tokens[i+1])
	return len(out) >= 2 && len(out) <= 4 && len(in) == 3 && upper(out[0]) && leadingDigits(in) == 1 && upper(in[1]) && upper(in[2])
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

// postBox looks at a post box of a person: "write to her at PO Box 1234".
func (f *finder) postBox(t *prose.Text, i int, report func(finding.Hit)) int {
	start := i - 1
	for start > 0 && start > i-5 && (mark(t, start) == '.' || mark(t, start-1) == '.' || isO(t, start) && isP(t, start-1)) {
		start--
	}
	w := ""
	if start >= 0 {
		w = prose.Lower(t.Of(t.Tokens[start]))
	}
	if w != "p" && w != "po" && w != "post" && w != "psc" || i+1 >= len(t.Tokens) || t.Tokens[i+1].Sort != prose.Number {
		return i + 1
	}
	end := f.addressEnd(t, i+2)
	r := f.dwelling(t, start, end)
	if s := f.around(t, start, i); !r.office && (s.tie >= 0 || r.lives >= 0 || r.tied) {
		report(finding.Hit{Rule: ruleAddress, From: int(t.Tokens[start].From), To: int(t.Tokens[end-1].To), Sure: true, What: "a person's post box", Because: f.because(t, s, f.why(t, r))})
	}
	return end
}

func isO(t *prose.Text, i int) bool { return t.Of(t.Tokens[i]) == "O" || t.Of(t.Tokens[i]) == "o" }
func isP(t *prose.Text, i int) bool { return t.Of(t.Tokens[i]) == "P" || t.Of(t.Tokens[i]) == "p" }
