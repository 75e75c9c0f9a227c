package contact

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// streetAddress looks at a word that ends a street's name: a house number must
// stand before it, with one to five words between.
func (f *finder) streetAddress(t *prose.Text, i int, report func(finding.Hit)) int {
	n := f.houseNumber(t, i)
	if n < 0 {
		return i + 1
	}
	end := f.addressEnd(t, i+1)
	f.judgeAddress(t, n, end, false, report)
	return end
}

// houseNumber goes back from a street's word to its number, or returns -1.
func (f *finder) houseNumber(t *prose.Text, i int) int {
	for j := i - 1; j >= 0 && j >= i-7; j-- {
		k := t.Tokens[j]
		switch {
		case k.Sort == prose.Number || k.Sort == prose.Mixed && houseMixed(t.Of(k)):
			if i-j < 2 || k.To-k.From > 5 || ordinal(t, j) {
				return -1
			}
			return f.houseBegins(t, j)
		case k.Sort == prose.Mixed: // 33rd
		case mark(t, j) == ',' && j > 0 && t.Tokens[j-1].Sort != prose.Mark && t.Tokens[j+1].Spaced: // 14, Gandhi Marg
			lettered := t.Tokens[j-1].To-t.Tokens[j-1].From <= 2 && tight(t, j-1) && (mark(t, j-2) == '-' || mark(t, j-2) == '/') // 16-B
			if t.Tokens[j-1].Sort == prose.Word && !lettered || j == i-1 {
				return -1
			}
		case f.homes.Get(k.ID)&noName != 0:
			return -1
		case k.Sort == prose.Mark && (mark(t, j) == '.' || mark(t, j) == '\'' || mark(t, j) == '-'):
		case k.Sort == prose.Word && (k.Shape != prose.Small || f.bits(t, j) == 0 || f.bits(t, j)&(short|person|place) != 0):
		default:
			return -1
		}
	}
	return -1
}

// houseBegins goes back over the parts of a house's number, 7/118 or B-204,
// and returns where it begins; -1 when the figures are a part of a sum.
func (f *finder) houseBegins(t *prose.Text, j int) int {
	for parts := 0; parts < 2 && tight(t, j) && tight(t, j-1) && (mark(t, j-1) == '/' || mark(t, j-1) == '-'); parts++ {
		k := t.Tokens[j-2]
		letter := k.Sort == prose.Word && (k.To-k.From <= 2 || t.Folded[k.From] >= 0x80 && k.To-k.From <= 6)
		if !letter && (k.Sort == prose.Mark || k.Sort == prose.Word || k.To-k.From > 5) {
			return -1
		}
		j -= 2
	}
	if f.inSum(t, j) || isThe(t, j-1) {
		return -1
	}
	return j
}

// isThe reports whether a word makes what follows it a thing and no address:
// the 7 Dock Street bus.
func isThe(t *prose.Text, i int) bool {
	if i < 0 || t.Tokens[i].Sort != prose.Word || t.Tokens[i].To-t.Tokens[i].From > 5 {
		return false
	}
	switch prose.Lower(t.Of(t.Tokens[i])) {
	case "the", "these", "those", "all", "every", "about", "over", "than", "bed", "room", "ward", "bay", "cot", "table", "step", "page", "floor", "level", "gate", "bus", "line", "route":
		return true
	}
	return false
}

// unitNumbered reports whether a word is a door and no department: Unit 3.
func (f *finder) unitNumbered(t *prose.Text, j int) bool {
	return j+1 < len(t.Tokens) && t.Tokens[j+1].Sort != prose.Word && mark(t, j+1) == 0 && prose.Lower(t.Of(t.Tokens[j])) == "unit"
}

// houseMixed reports whether a token is a house's number with a letter: 221B.
func houseMixed(s string) bool {
	return len(s) <= 5 && len(s) >= 2 && leadingDigits(s) == len(s)-1
}

func ordinal(t *prose.Text, j int) bool {
	s := strings.ToLower(t.Of(t.Tokens[j]))
	return strings.HasSuffix(s, "st") || strings.HasSuffix(s, "nd") || strings.HasSuffix(s, "rd") || strings.HasSuffix(s, "th")
}

// inSum reports whether a number is a part of a longer one: 45,402 or 3.5.
func (f *finder) inSum(t *prose.Text, j int) bool {
	return tight(t, j) && mark(t, j-1) != 0 && strings.IndexByte("(\"':#|*", mark(t, j-1)) < 0 || currency(t, j-1)
}

// unitAddress looks at a word such as flat or मकान with a number after it.
func (f *finder) unitAddress(t *prose.Text, i int, report func(finding.Hit)) int {
	n := f.unitNumber(t, i)
	if n < 0 {
		return i + 1
	}
	end := f.addressEnd(t, n+1)
	f.judgeAddress(t, i, end, true, report)
	return end
}

// unitNumber returns the token of the number after flat, H.No., मकान नं., or
// -1. It may be a letter and digits (B-12).
func (f *finder) unitNumber(t *prose.Text, i int) int {
	lone := t.Tokens[i].To-t.Tokens[i].From == 1 // the H of H.No.
	named := false
	for j := i + 1; j < len(t.Tokens) && j <= i+6; j++ {
		k := t.Tokens[j]
		switch {
		case k.Sort == prose.Number && k.To-k.From <= 5, k.Sort == prose.Mixed && k.To-k.From <= 6:
			if lone && !named || f.counted(t, j+1) {
				return -1
			}
			return j
		case f.bits(t, j)&channel != 0, t.Of(k) == "संख्या", t.Of(k) == "sankhya":
			named = true
		case k.Sort == prose.Word && k.To-k.From <= 2 && k.Shape == prose.Capitals: // B-12
		case mark(t, j) == '.' || mark(t, j) == '-' || mark(t, j) == '#' || mark(t, j) == ':' || mark(t, j) == '/':
		case k.Sort == prose.Mark && t.Of(k) == "॰":
		default:
			return -1
		}
	}
	return -1
}

// counted reports whether what follows a number counts something: an address
// goes on with a comma, a capital, another script or nothing.
func (f *finder) counted(t *prose.Text, j int) bool {
	if j >= len(t.Tokens) {
		return false
	}
	k := t.Tokens[j]
	return k.Sort == prose.Word && k.Shape == prose.Small && t.Folded[k.From] < 0x80 && f.bits(t, j)&(copula|place|street|locative|joins|unit) == 0 || mark(t, j) == '%'
}

// addressEnd goes on over what belongs to an address: apartment, town, state,
// code, in parts between commas. It returns the token after it.
func (f *finder) addressEnd(t *prose.Text, i int) int {
	end, open := i, true
	for j := i; j < len(t.Tokens) && j < i+24; j++ {
		k := t.Tokens[j]
		w := f.bits(t, j)
		switch {
		case mark(t, j) == ',':
			open = true
			continue
		case mark(t, j) == '.' && f.bits(t, j-1)&(short|street|unit) != 0 && tight(t, j):
			end = j + 1
			continue
		case (mark(t, j) == '-' || mark(t, j) == '/' || mark(t, j) == '#') && (tight(t, j) || mark(t, j) == '#' || j+1 < len(t.Tokens) && t.Tokens[j+1].Sort == prose.Number):
			continue
		case k.Sort == prose.Mark, w&(lives|locative|copula|whose) != 0 && k.Shape == prose.Small:
			return end
		case f.begins(t, j) && mark(t, j-1) != '.':
			return end
		case k.Sort == prose.Word && k.Shape == prose.Small && t.Folded[k.From] < 0x80 && w&(unit|place|suite|street|channel) == 0:
			return end
		case !open && f.begins(t, j):
			return end
		}
		end, open = j+1, false
	}
	return end
}

// trimmed leaves the full stop of the sentence out.
func trimmed(t *prose.Text, end int) int {
	if mark(t, end-1) == '.' {
		return end - 1
	}
	return end
}

// announced looks at an address that a word announces: "मरीज का पता: बी-12,
// लाजपत नगर". Without a house's word or a street's in it, it must be tied to a
// person.
func (f *finder) announced(t *prose.Text, i int, report func(finding.Hit)) int {
	if f.bits(t, i-1)&(letter|foreign) != 0 || mark(t, i+1) != ':' && mark(t, i+1) != '-' && f.bits(t, i+1)&copula == 0 {
		return i + 1
	}
	end, number := f.addressEnd(t, i+2), false
	for j := i + 2; j < end; j++ {
		if f.bits(t, j)&(unit|street|scheme) != 0 || mark(t, j) == '@' {
			return i + 1
		}
		number = number || t.Tokens[j].Sort == prose.Number && mark(t, j+1) != '.'
	}
	if r := f.dwelling(t, i+2, max(end, i+2)); number && r.tied && strings.IndexByte(t.Folded[t.Tokens[i+2].From:t.Tokens[end-1].To], ',') >= 0 {
		f.judgeAddress(t, i+2, end, false, report)
		return end
	}
	return i + 1
}

// judgeAddress weighs an address by the words before and after it.
func (f *finder) judgeAddress(t *prose.Text, i, end int, flat bool, report func(finding.Hit)) {
	end = trimmed(t, end)
	from, to := int(t.Tokens[i].From), int(t.Tokens[end-1].To)
	if f.known.address(t.Folded[from:to]) {
		return
	}
	r := f.dwelling(t, i, end)
	sure, found := r.judge(flat && f.homely(t, i, end))
	found = found || t.Strict && !r.suite && f.addressed(t, i, end, flat) && !f.says(t, i, end, venue)
	if found {
		report(finding.Hit{Rule: ruleAddress, From: from, To: to, Sure: sure, What: "a home address", Because: f.why(t, r)})
	}
}

// homely reports whether an address is by its form that of a home: a flat or
// numbered house and, after a comma, where it is. A plot or a house can be
// anything; words such as गली after it tell.
func (f *finder) homely(t *prose.Text, i, end int) bool {
	parted, placed := false, false
	for j := i + 1; j < end; j++ {
		parted = parted || mark(t, j) == ','
		placed = placed || f.bits(t, j)&(place|street) != 0
	}
	switch prose.Lower(t.Of(t.Tokens[i])) {
	case "house", "plot", "door", "tower", "villa", "हाउस", "प्लॉट", "टावर", "quarter":
		return parted && placed
	}
	return parted
}
