package safety

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"nadi/internal/prose"
)

// The Joint Commission's official do-not-use list (2004): U, IU, QD, QOD, a
// trailing zero, a missing leading zero, MS, MSO4 and MgSO4. µg stands on its
// list of further candidates and on that of the ISMP. A trailing zero may show
// how exact a laboratory value is, so those are left alone.
var dosing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:take[sn]?|taking|give|given|gave|inject\w*|dos(?:e|es|ing|age)|tablets?|capsules?|pills?|daily|(?:a|per|each|every) (?:day|night|morning|\d+ hours)|twice|once|(?:three|four|\d) times|prescri\w+|start (?:with|at|on)|infusion|orally|by mouth|at (?:night|bedtime)|adults?|children)\b|लें|लो |दें|खुराक|ख़ुराक|गोली|दिन में|रोज|रोज़|इंजेक्शन|\b(?:lein|len|lo|khura+k|goli|din mein|roz|dena)\b`)
})

var laboratory = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:level|levels|concentrations?|normal|range|serum|blood (?:sugar|glucose|test)|results?|creatinine|h(?:a)?emoglobin|cholesterol|contains?|protein|fat|fibre|fiber|carbohydrates?|weigh\w*)\b|स्तर|सामान्य`)
})

// notation reports doses whose writing can be misread.
func (s *sentence) notation(report func(Hit)) {
	if s.has&(unit|shorthand) == 0 || s.has&(number|medicine) == 0 {
		return
	}
	for i := s.from; i < s.to; i++ {
		if to, message, hint, sure := s.misread(i); to > i {
			report(Hit{"safety/dose-notation", int(s.t.Tokens[i].From), int(s.t.Tokens[to-1].To), message, hint, sure && !s.t.Quoted})
		}
	}
}

// misread returns the end of a dose at token i that can be misread.
func (s *sentence) misread(i int) (to int, message, hint string, sure bool) {
	k := &s.t.Tokens[i]
	switch c := s.t.Folded[k.From]; {
	case k.Sort == prose.Mark && c == '.':
		return s.leading(i)
	case k.Sort == prose.Number:
		if to, message, hint, sure = s.trailing(i); to <= i {
			to, message, hint, sure = s.units(i)
		}
		return to, message, hint, sure
	case k.Sort == prose.Mixed && c >= '0' && c <= '9':
		return s.units(i)
	case c == 'q' || c == 'Q' || c == 'm' || c == 'M':
		return s.latin(i)
	}
	return 0, "", "", false
}

// of returns the letters of token i, "" outside the sentence.
func (s *sentence) of(i int) string {
	if i < s.from || i >= s.to {
		return ""
	}
	return s.t.Of(s.t.Tokens[i])
}

// joined reports whether token i touches the one before.
func (s *sentence) joined(i int) bool {
	return i > 0 && i < s.to && s.t.Tokens[i].From == s.t.Tokens[i-1].To
}

// measured returns the token after the unit that follows a number at i, or 0.
// The number may be a range, and the unit may touch it or stand with
// points, as Hindi writes it: 5mg, 5-10 mg, 5 मि.ग्रा.
func (s *sentence) measured(i int) int {
	if i >= s.to {
		return 0
	}
	if s.t.Tokens[i].Sort == prose.Mixed && glued(s.of(i)) {
		return i + 1
	}
	j := i + 1
	if w := s.of(j); (w == "-" || w == "to") && j+1 < s.to && s.t.Tokens[j+1].Sort == prose.Number {
		j += 2
		if s.of(j) == "." && j+1 < s.to && s.joined(j+1) {
			j += 2
		}
	}
	if w := s.of(j); (w == "मि" || w == "मा") && s.of(j+1) == "." && s.of(j+2) == "ग्रा" { // मि.ग्रा., mg
		return j + 3
	}
	if j < s.to && s.bits(j)&unit != 0 && len(s.of(j)) > 1 || s.of(j) == "g" {
		return j + 1
	}
	return 0
}

// glued reports whether a word is digits and a unit.
func glued(word string) bool {
	unit := strings.TrimLeft(word, "0123456789")
	switch unit {
	case "mg", "mcg", "g", "ml", "mL", "gm", "ug", "µg", "μg", "U", "IU", "units", "Mg", "MG", "ML":
		return len(unit) < len(word)
	}
	return false
}

// perVolume reports whether a unit that ends before token i is one of a
// laboratory: mg/dL.
func (s *sentence) perVolume(i int) bool {
	if s.of(i) != "/" {
		unit := s.of(i + 1)
		return s.of(i) == "per" && endsIn(unit, "litre") || endsIn(unit, "liter")
	}
	switch s.of(i + 1) {
	case "dL", "dl", "L", "l", "mL", "ml", "DL":
		return true
	}
	return false
}

// endsIn reports whether a word ends in five letters, however they are written.
func endsIn(word, with string) bool {
	return len(word) >= 5 && strings.EqualFold(word[len(word)-5:], with)
}

// leading reports .5 mg.
func (s *sentence) leading(i int) (int, string, string, bool) {
	if s.of(i) != "." || !s.joined(i+1) || s.joined(i) && !strings.Contains("([\"'~", s.of(i-1)) {
		return 0, "", "", false
	}
	k := s.t.Tokens[i+1]
	end := s.measured(i + 1)
	if k.Sort == prose.Word || end == 0 {
		return 0, "", "", false
	}
	return end, "a dose has no zero before its point; without the point it is ten times larger", "write 0" + s.t.Folded[s.t.Tokens[i].From:s.t.Tokens[end-1].To], !s.perVolume(end)
}

// trailing reports 5.0 mg.
func (s *sentence) trailing(i int) (int, string, string, bool) {
	if s.t.Tokens[i].Sort != prose.Number || s.of(i+1) != "." || !s.joined(i+1) || !s.joined(i+2) || s.of(i-1) == "." && s.joined(i) {
		return 0, "", "", false
	}
	after := strings.TrimLeft(s.of(i+2), "0")
	if after == s.of(i+2) || after != "" && after[0] >= '0' && after[0] <= '9' {
		return 0, "", "", false
	}
	end := s.measured(i + 2)
	if end == 0 || s.perVolume(end) || laboratory().Match(s.text()) || !dosing().Match(s.text()) {
		return 0, "", "", false
	}
	return end, "a dose ends in a zero after its point; without the point it is ten times larger", "write " + s.of(i) + " and the unit", true
}

// units reports 10 U, 10 IU and µg.
func (s *sentence) units(i int) (int, string, string, bool) {
	w, end := s.of(i), i+1
	k := s.t.Tokens[i]
	switch {
	case k.Sort == prose.Mixed && glued(w):
		w = strings.TrimLeft(w, "0123456789")
	case k.Sort == prose.Number && i+1 < s.to:
		w, end = s.of(i+1), i+2
	default:
		return 0, "", "", false
	}
	if s.of(end) == "." && end+1 < s.to && s.joined(end+1) || s.perVolume(end) || s.of(end) == "/" {
		return 0, "", "", false
	}
	switch {
	case w == "U" || w == "u" && s.insulin():
		return end, "U is read as a zero or a four", `write "units"`, s.insulin() || dosing().Match(s.text())
	case w == "IU":
		return end, "IU is read as IV or as 10", `write "international units"`, false
	case w == "µg" || w == "μg" || w == "ug":
		return end, "µg is read as mg, a thousand times as much", `write "mcg" or "micrograms"`, false
	}
	return 0, "", "", false
}

func (s *sentence) insulin() bool {
	return bytes.Contains(s.text(), []byte("insulin")) || bytes.Contains(s.text(), []byte("heparin")) || bytes.Contains(s.text(), []byte("इंसुलिन"))
}

// latin reports QD, QOD, MS and MSO4 beside a dose.
func (s *sentence) latin(i int) (int, string, string, bool) {
	w, end := s.of(i), i+1
	if w == "q" || w == "Q" {
		w, end = s.dotted(i)
	}
	dose := s.has&unit != 0
	switch {
	case strings.EqualFold(w, "qd"):
		return end, "QD is read as QID, four times a day", `write "daily"`, dose || dosing().Match(s.text())
	case strings.EqualFold(w, "qod"):
		return end, "QOD is read as QD or QID", `write "every other day"`, dose || dosing().Match(s.text())
	case strings.EqualFold(w, "mso4"), strings.EqualFold(w, "mgso4"):
		return end, "the short names of morphine and magnesium sulphate are taken for each other", `write "morphine sulphate" or "magnesium sulphate"`, dose && dosing().Match(s.text())
	}
	if w == "MS" && dose && (i > s.from && s.bits(i-1)&unit != 0 || i+1 < s.to && s.t.Tokens[i+1].Sort == prose.Number && s.measured(i+1) > 0) {
		return end, "MS is read as morphine or as magnesium sulphate", `write "morphine sulphate" or "magnesium sulphate"`, false
	}
	return 0, "", "", false
}

// dotted reads q.d. and q.o.d. from token i on.
func (s *sentence) dotted(i int) (string, int) {
	word, end := "q", i+1
	for end+1 < s.to && s.of(end) == "." && s.joined(end) && s.joined(end+1) && len(s.of(end+1)) == 1 {
		word += s.of(end + 1)
		end += 2
	}
	if word == "q" {
		return "", i + 1
	}
	return word, end
}
