package contact

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// What only a strict look finds. It is never sure: nothing but the article's
// company speaks against it.

// farStrict is how far a sentence is read on either side, in tokens.
const farStrict = 40

// says reports whether a word with one of these bits stands in the sentence of
// the tokens from ≤ i < to, outside of them or in them. A shop that somebody
// lives above is no venue.
func (f *finder) says(t *prose.Text, from, to int, bits uint32) bool {
	for j := from - 1; j >= 0 && j >= from-farStrict && !f.begins(t, j+1); j-- {
		if f.housed(t, j, bits) {
			return true
		}
	}
	for j := max(from, 0); j < len(t.Tokens) && j < to+farStrict; j++ {
		if j > from && j >= to && f.begins(t, j) {
			return false
		}
		inside := j < to && (f.bits(t, j)&street != 0 || f.homes.Get(t.Tokens[j].ID)&byway != 0)
		if !inside && f.housed(t, j, bits) {
			return true
		}
	}
	return false
}

// housed reports whether the word at j names such a place and not only what a
// home stands beside.
func (f *finder) housed(t *prose.Text, j int, bits uint32) bool {
	h := f.homes.Get(t.Tokens[j].ID)
	if h&ours != 0 { // हमसे says it alone
		return t.Folded[t.Tokens[j].From] >= 0x80 || f.bits(t, j-1)&reach != 0 || f.homes.Get(t.Tokens[max(j-1, 0)].ID)&visits != 0 && bits&venue != 0
	}
	return h&bits != 0 && !(bits&venue != 0 && overhead(t, j))
}

// addressed reports whether all words of an address are written as those of
// one: a house or flat with its quarter, or a number and a street's name. In
// 2026 Park Avenue is no number of a house.
func (f *finder) addressed(t *prose.Text, i, end int, flat bool) bool {
	if flat {
		return f.homely(t, i, end) || f.quartered(t, i, end)
	}
	j := i
	for j < end && (t.Tokens[j].Sort != prose.Word || tight(t, j+1) && t.Tokens[j].To-t.Tokens[j].From <= 6 && j+2 < end && (mark(t, j+1) == '-' || mark(t, j+1) == '/')) && mark(t, j) != '.' {
		j++
	}
	parted, n := mark(t, j-1) == ',', 0
	for ; j < end && t.Tokens[j].Sort != prose.Number && mark(t, j) != ','; j, n = j+1, n+1 {
		k := t.Tokens[j]
		indian := t.Folded[k.From] >= 0x80
		if k.Sort == prose.Word && k.Shape == prose.Small && !indian || mark(t, j) == '.' && n == 0 {
			return false
		}
		if n > 0 && f.bits(t, j)&(street|place) != 0 {
			return (parted || !indian || f.bits(t, j)&street != 0) && !yearOf(t, i)
		}
	}
	return false
}

// quartered reports whether a house's number goes on with a part of a town,
// with no comma between.
func (f *finder) quartered(t *prose.Text, i, end int) bool {
	for j := i + 2; j < end; j++ {
		h := f.homes.Get(t.Tokens[j].ID)
		if h&noName != 0 {
			return false
		}
		if h&quarter != 0 {
			return true
		}
	}
	return false
}

// yearOf reports whether a number is a year after such a word as in.
func yearOf(t *prose.Text, i int) bool {
	s := t.Of(t.Tokens[i])
	if i == 0 || len(s) != 4 || s[:2] != "19" && s[:2] != "20" {
		return false
	}
	switch prose.Lower(t.Of(t.Tokens[i-1])) {
	case "in", "since", "of", "by", "until", "from", "spring", "summer", "autumn", "fall", "winter", "during", "before", "after", "early", "late":
		return true
	}
	return false
}

// strictNumber reports whether a number is written as a country writes its own
// and no office is named in its sentence. Digits without a form of their own
// need a word that says what they are.
func (f *finder) strictNumber(t *prose.Text, form form, n cut, from, to int, s scene) bool {
	if form == loose && !n.national() && !s.labelled || s.foreign && form < international && !s.labelled {
		return false
	}
	return !n.free() && !f.says(t, from, to, desk)
}

// national reports whether loose digits have the form of a number dialled
// within America, India or Britain.
func (n cut) national() bool {
	switch {
	case n.sizes(0, 3, 3, 4):
		return n.digits[0] >= '2'
	case n.sizes(0, 3, 4): // a range does not go on with a zero
		return n.groups[1].sep == '-' && n.digits[0] >= '2' && n.digits[3] == '0'
	case n.count() == 11 && n.digits[0] == '0':
		return n.digits[1] >= '1' && len(n.groups) <= 4
	case n.count() == 10 && n.digits[0] == '0':
		return len(n.groups) == 2 || len(n.groups) == 3
	}
	return n.private() && len(n.groups) <= 3 || n.count() == 12 && string(n.digits[:2]) == "91" && n.digits[2] >= '6'
}

// privateMailbox reports whether a mailbox is by its name and host no office's.
func privateMailbox(local, host string) bool {
	return !roleOf(local) && !official(host) && !placeholder(local, host) && !institute(host)
}

// doubtful walks a text once more for streets that end in no street's word,
// for plots, post boxes and codes.
func (f *finder) doubtful(t *prose.Text, report func(finding.Hit)) {
	for i := 0; i < len(t.Tokens); {
		k, next := t.Tokens[i], i+1
		switch {
		case k.Sort == prose.Mixed && f.postcodeAt(t, i) && inward(t.Of(t.Tokens[i+1])) && f.afterPlace(t, i):
			next = f.warn(t, i, i+2, "a postal code", report)
		case k.Sort == prose.Number || k.Sort == prose.Mixed && houseMixed(t.Of(k)):
			if end := f.byTheWay(t, i); end > 0 {
				next = f.warn(t, i, end, "a street address", report)
			} else if end := f.codeBeside(t, i); end > 0 {
				next = f.warn(t, i, end, "a postal code", report)
			}
		case k.Sort == prose.Word:
			if from, end := f.numbered(t, i); end > 0 {
				next = f.warn(t, from, end, "an address", report)
			}
		}
		i = next
	}
}

// warn reports an address unless it is known, or a venue is named beside it.
func (f *finder) warn(t *prose.Text, from, end int, what string, report func(finding.Hit)) int {
	end = trimmed(t, end)
	a, b := int(t.Tokens[from].From), int(t.Tokens[end-1].To)
	if !f.known.address(t.Folded[a:b]) && !f.says(t, from, end, venue) {
		report(finding.Hit{Rule: ruleAddress, From: a, To: b, What: what, Because: "the article tells of a patient, and no hospital or office is named beside it"})
	}
	return end
}

// byTheWay reads a house's number, at most three words with capitals and the
// word that ends a street's name: 2750 Quarry Bend. It returns the token after
// the address, or 0.
func (f *finder) byTheWay(t *prose.Text, i int) int {
	if k := t.Tokens[i]; k.To-k.From > 5 || f.inSum(t, i) || isThe(t, i-1) || f.bits(t, i-1)&foreign != 0 {
		return 0
	}
	j := i + 1
	if mark(t, j) == ',' {
		j++
	}
	for n := 0; n < 4 && j < len(t.Tokens); n, j = n+1, j+1 {
		k := t.Tokens[j]
		if k.Sort != prose.Word || k.Shape == prose.Small || t.Folded[k.From] >= 0x80 || f.begins(t, j) || f.homes.Get(k.ID)&noName != 0 {
			return 0
		}
		if f.endsStreet(t, j) && n > 0 {
			return f.addressEnd(t, j+1)
		}
	}
	return 0
}

// endsStreet reports whether a street's name may end with the word at j, and
// goes on with none.
func (f *finder) endsStreet(t *prose.Text, j int) bool {
	if f.bits(t, j)&street != 0 || f.homes.Get(t.Tokens[j].ID)&byway == 0 {
		return false // streets have been looked at
	}
	return j+1 >= len(t.Tokens) || t.Tokens[j+1].Sort != prose.Word || t.Tokens[j+1].Shape == prose.Small
}

// numbered reads Lot 88, Khasra 214 and PMB 31: what a number after it makes
// an address. A lot of a product has no street.
func (f *finder) numbered(t *prose.Text, i int) (from, end int) {
	k := t.Tokens[i]
	if k.To-k.From > 21 || i+1 >= len(t.Tokens) || k.ID == 0 && k.Shape == prose.Small && t.Folded[k.From] < 0x80 && k.To-k.From > 7 {
		return 0, 0
	}
	switch prose.Lower(t.Of(k)) {
	case "lot", "trailer", "site", "khasra", "khata", "villa", "tenement", "cottage", "खसरा", "लॉट":
		if j := i + 1; t.Tokens[j].Sort == prose.Number && t.Tokens[j].To-t.Tokens[j].From <= 4 && mark(t, j+1) == ',' && f.namedPlace(t, j+2) {
			return i, f.addressEnd(t, j+1)
		}
	case "pmb", "mailbox", "box", "बॉक्स":
		return f.boxed(t, i)
	}
	return 0, 0
}

// boxed reads PMB 31, private mailbox 31 and PO Box 31.
func (f *finder) boxed(t *prose.Text, i int) (from, end int) {
	j := i + 1
	for mark(t, j) == '#' || mark(t, j) == '.' || mark(t, j) == ':' || f.bits(t, j)&channel != 0 && j == i+1 {
		j++
	}
	if j >= len(t.Tokens) || t.Tokens[j].Sort == prose.Mark || t.Tokens[j].Sort == prose.Word || t.Tokens[j].To-t.Tokens[j].From > 6 {
		return 0, 0
	}
	start := i
	for start > 0 && start > i-5 && (mark(t, start-1) == '.' || isO(t, start-1) || isP(t, start-1)) {
		start--
	}
	if start > 0 {
		switch w := t.Of(t.Tokens[start-1]); prose.Lower(w) {
		case "po", "post", "postal", "private", "psc", "पोस्ट":
			start--
		}
	}
	switch prose.Lower(t.Of(t.Tokens[i])) {
	case "box", "बॉक्स":
		if start == i {
			return 0, 0 // "see box 2"
		}
	}
	return start, f.addressEnd(t, j+1)
}

// namedPlace reports whether a name begins at j: a street's, a village's.
func (f *finder) namedPlace(t *prose.Text, j int) bool {
	return j < len(t.Tokens) && t.Tokens[j].Sort == prose.Word && (t.Tokens[j].Shape == prose.Capital || t.Folded[t.Tokens[j].From] >= 0x80)
}

// codeBeside returns the token after a ZIP or PIN code that stands beside a
// place: Dayton, OH 45402; Pune 411001; पिन 211003.
func (f *finder) codeBeside(t *prose.Text, i int) int {
	if t.Tokens[i].Sort != prose.Number || f.inSum(t, i) && mark(t, i-1) != '-' {
		return 0
	}
	end, ok := zipAt(t, i)
	if !ok || f.countedCode(t, i, end) || end < len(t.Tokens) && t.Tokens[end].Sort == prose.Number {
		return 0
	}
	k := t.Tokens[i]
	size := k.To - k.From
	if size == 9 || strings.HasSuffix(t.Of(k), "000") || size == 5 && measured(t, end) {
		return 0
	}
	if f.afterCodeWord(t, i) || f.besidePlace(t, i, size == 5) {
		return end
	}
	return 0
}

// countedCode reports whether what follows a code makes it an amount. Six
// digits are seldom one; five are.
func (f *finder) countedCode(t *prose.Text, i, end int) bool {
	if k := t.Tokens[i]; k.To-k.From != 6 || end >= len(t.Tokens) || t.Tokens[end].Sort != prose.Word {
		return f.followedByCount(t, end)
	}
	return measured(t, end) || f.homes.Get(t.Tokens[end].ID)&noName != 0
}

// afterCodeWord reports whether a word of codes stands close before.
func (f *finder) afterCodeWord(t *prose.Text, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		switch w := f.bits(t, j); {
		case w&postal != 0:
			return f.hasCode(t, j) || t.Of(t.Tokens[j]) != "pin" || j == i-1
		case w&(copula|channel|joins) == 0 && mark(t, j) != ':' && mark(t, j) != '-' && mark(t, j) != '.':
			return false
		}
	}
	return false
}

// besidePlace reports whether the word before a code is a place's name: one
// with a capital that is no other word, or a state's letters; in Devanagari a
// word nobody knows, for codes of six.
func (f *finder) besidePlace(t *prose.Text, i int, american bool) bool {
	j := i - 1
	if m := mark(t, j); m == ',' || m == '-' {
		j--
	}
	if j < 0 || t.Tokens[j].Sort != prose.Word {
		return false
	}
	k, word := t.Tokens[j], t.Of(t.Tokens[j])
	switch {
	case f.bits(t, j)&^(place|street|locative) != 0 || f.homes.Get(k.ID)&noName != 0:
		return k.Shape == prose.Capitals && american && strings.Contains(states, " "+word+" ")
	case k.Shape == prose.Capitals:
		return american && strings.Contains(states, " "+word+" ")
	case k.Shape == prose.Capital:
		return (!f.begins(t, j) || mark(t, i-1) != 0) && !strings.Contains(numberedThings, " "+prose.Lower(word)+" ")
	}
	return !american && t.Folded[k.From] >= 0x80 && f.bits(t, j)&locative == 0 && !strings.Contains(numberedThings, " "+word+" ")
}

// inward reports whether the second half of a postcode has letters that
// postcodes have (BS 7666): no MG, no ML.
func inward(s string) bool { return !strings.ContainsAny(s[1:], "CIKMOV") }

const (
	// states are the two letters of the United States Postal Service.
	states = " AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY "
	// numberedThings have a number and are no place.
	numberedThings = " january february march april may june july august september october november december table figure study trial grant form title chapter order bill claim code number no docket about nearly over under around only some more than between patient record report file room level group line item part lot batch model version issue volume page section step dose total कुल लगभग करीब करीबन सिर्फ केवल फाइल फ़ाइल नंबर संख्या टोकन पर्ची रसीद "
)
