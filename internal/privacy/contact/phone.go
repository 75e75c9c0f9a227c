package contact

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// phone reports the groups a to b if they are a person's telephone number, and
// returns the token after them also for a number that is nobody's secret; 0
// when they are no telephone number.
func (f *finder) phone(t *prose.Text, c *chain, a, b int, report func(finding.Hit)) int {
	n := c.cut(a, b)
	form := n.form()
	if form == noForm {
		return 0
	}
	from, to := n.groups[0].token, n.groups[len(n.groups)-1].token+1
	for from > 0 && (mark(t, from-1) == '(' || mark(t, from-1) == '+') && tight(t, from) {
		from--
	}
	if (form == loose || form == mobile && n.groups[len(n.groups)-1].sep == ' ') && measured(t, to) {
		return 0
	}
	if f.known.phone(n.digits) {
		return to
	}
	end := extension(t, to)
	s := f.around(t, from, end)
	if n.free() && !(s.tie >= 0 && n.private() && len(n.groups) == 1) {
		return to
	}
	to = end
	s.touches = f.touches(t, s.tie, from)
	sure, found := judge(form, n, s)
	found = found || t.Strict && f.strictNumber(t, form, n, from, to, s)
	if !found {
		if form == loose {
			return 0
		}
		return to
	}
	begin, end := int(t.Tokens[from].From), int(t.Tokens[to-1].To)
	if open := t.Folded[begin] == '('; open && !closes(t.Folded[begin:end]) {
		begin++
	}
	report(finding.Hit{Rule: rulePhone, From: begin, To: end, Sure: sure, What: "a telephone number", Because: f.because(t, s, form.why())})
	return to
}

// measured reports whether a word at i makes the figures before it an amount.
func measured(t *prose.Text, i int) bool {
	if i >= len(t.Tokens) || t.Tokens[i].To-t.Tokens[i].From > 12 {
		return mark(t, i) == '%'
	}
	switch prose.Lower(t.Of(t.Tokens[i])) {
	case "iu", "mg", "ml", "g", "kg", "km", "mm", "cm", "m", "units", "people", "persons", "cells", "per", "cases", "deaths", "patients", "rupees", "years",
		"bytes", "women", "men", "children", "adults", "infants", "births", "copies", "euros", "dollars", "pounds", "crore", "lakh", "million", "times",
		"%", "लोग", "मामले", "मरीज", "मरीजों", "रुपये", "लोगों", "log", "rupaye", "participants", "samples", "base", "reads", "steps":
		return true
	}
	return false
}

// closes reports whether a bracket that opens is closed again.
func closes(s string) bool {
	for i := range len(s) {
		if s[i] == ')' {
			return true
		}
	}
	return false
}

// judge weighs the form of a number against its company.
func judge(form form, n cut, s scene) (sure, found bool) {
	if s.foreign && form != international {
		return false, false
	}
	if s.tie >= 0 {
		return true, form != loose || s.labelled || s.asked || s.touches && n.dialled()
	}
	if s.handheld && s.aloof && (form != loose || s.labelled) {
		return s.person >= 0 && !s.office, true
	}
	if form == loose {
		if !s.labelled || s.office {
			return false, false
		}
		return s.person >= 0 && n.private(), true
	}
	switch {
	case s.office:
		return false, form == mobile && s.person >= 0
	case form == mobile:
		return !s.reader || s.person >= 0, true
	case s.reader || s.bidden:
		return false, s.person >= 0
	}
	return false, true
}

// touches reports whether only marks stand between a person and a number:
// "caregiver: 98…".
func (f *finder) touches(t *prose.Text, tie, from int) bool {
	if tie < 0 || tie >= from {
		return false
	}
	for j := tie + 1; j < from; j++ {
		if mark(t, j) == '(' { // aunt (night)
			for k := j + 1; k < from && k <= j+4; k++ {
				if mark(t, k) == ')' {
					j = k
				}
			}
			continue
		}
		if m := mark(t, j); m != ':' && m != '-' && m != '(' {
			return false
		}
	}
	return true
}

// extension returns the token after an extension: x416, ext. 12, #3.
func extension(t *prose.Text, i int) int {
	if extensionAt(t, i) && t.Tokens[i].Sort == prose.Mixed {
		return i + 1
	}
	j := i
	if mark(t, j) == ',' {
		j++
	}
	if !extensionAt(t, j) {
		return i
	}
	for j++; mark(t, j) == '.' || mark(t, j) == ':'; {
		j++
	}
	if j < len(t.Tokens) && t.Tokens[j].Sort == prose.Number && t.Tokens[j].To-t.Tokens[j].From <= 6 {
		return j + 1
	}
	return i
}

// extensionAt reports whether a token begins an extension.
func extensionAt(t *prose.Text, i int) bool {
	if i >= len(t.Tokens) || t.Tokens[i].To-t.Tokens[i].From > 9 {
		return false
	}
	switch s := t.Of(t.Tokens[i]); prose.Lower(s) {
	case "x", "ext", "extn", "extension", "#", "एक्सटेंशन":
		return true
	default:
		return len(s) > 1 && s[0]|0x20 == 'x' && leadingDigits(s[1:]) == len(s)-1
	}
}
