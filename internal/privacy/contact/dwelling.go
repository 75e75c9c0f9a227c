package contact

import (
	"strings"

	"nadi/internal/prose"
)

// dwelling is what the words beside an address say about who is there.
type dwelling struct {
	lives   int  // the word that somebody lives there, or -1
	home    int  // a word for a home or an address, or -1
	person  int  // one person in the sentence, or -1
	someone int  // one person who may live there, not the writer, or -1
	named   bool // its street is written as a name
	settled bool // a person is said to be of that address
	sent    bool // what may stand before a home too: an ambulance in Hindi, "above the bakery at"
	tied    bool
	office  bool // before the words of living, or in the sentence when there are none
	suite   bool
	labels  bool // पता: …, address is …
}

// dwelling reads the sentence around an address. Words of living count when
// they stand close: "lives at", "… में रहती हैं", "- the patient's residence".
func (f *finder) dwelling(t *prose.Text, from, to int) dwelling {
	r := dwelling{lives: -1, home: -1, person: -1, someone: -1}
	f.dwellsBefore(t, from, &r)
	f.dwellsAfter(t, to, &r)
	r.office = r.office || r.sent && r.lives < 0 && !r.tied
	for j := from; j < to; j++ {
		w := f.bits(t, j)
		r.suite = r.suite || w&suite != 0
		r.named = r.named || (w&street != 0 || f.homes.Get(t.Tokens[j].ID)&quarter != 0) && (t.Tokens[j].Shape != prose.Small || t.Folded[t.Tokens[j].From] >= 0x80)
		r.office = r.office || r.lives < 0 && !r.tied && w&office != 0 && w&(street|unit|place|short) == 0 && t.Tokens[j].Shape != prose.Small && !f.unitNumbered(t, j)
	}
	return r
}

func (f *finder) dwellsBefore(t *prose.Text, from int, r *dwelling) {
	visited := false
	for j := from - 1; j >= 0 && j >= from-14; j-- {
		w, d, h := f.bits(t, j), from-j, f.homes.Get(t.Tokens[j].ID)
		visited = visited || h&visits != 0
		near := r.lives < 0 && !r.office
		switch {
		case w&lives != 0 && near && d <= 8:
			r.lives = j
		case w&home != 0 && near && d <= 6 && r.home < 0:
			r.home = j
			r.labels = d <= 2 && (d == 1 || mark(t, j+1) == ':' || mark(t, j+1) == '-' || f.bits(t, j+1)&copula != 0)
		}
		if f.isOffice(t, j, 99) && r.lives >= 0 && r.person < 0 && r.lives-j <= 2 && f.bits(t, j+1)&(joins|polite) == 0 {
			r.lives, r.office = -1, true // the clinic moved to
		}
		sent := h&carer != 0 && t.Folded[t.Tokens[j].From] >= 0x80 // in Hindi the verb comes last
		above := h&works != 0 && overhead(t, j)
		r.sent = r.sent || sent || above
		if (f.isOffice(t, j, 99) && !sent && !(visited && h&carer != 0) || h&works != 0 && !above) && r.lives < 0 && !(r.home >= 0 && r.tied) {
			r.office = true
		}
		if r.someone < 0 && f.mayDwell(t, j) && !whoever(t, j-1) {
			r.someone = j
			r.settled = d <= 5 && prose.Lower(t.Of(t.Tokens[from-1])) == "of" && !r.office // Mrs. Rao of 5 Park Lane
		}
		r.labels = r.labels || d <= 3 && mark(t, from-1) == ':' && strings.HasPrefix(prose.Lower(t.Of(t.Tokens[j])), "discharge")
		if f.namesPerson(t, j) && r.person < 0 {
			r.person = j
			r.tied = r.home >= 0 && r.home-j <= 4 && !r.office
		}
		if f.begins(t, j) {
			return
		}
	}
}

func (f *finder) dwellsAfter(t *prose.Text, to int, r *dwelling) {
	person, house := -1, -1
	for j := to; j < len(t.Tokens) && j < to+9; j++ {
		if j > to && f.begins(t, j) {
			return
		}
		w := f.bits(t, j)
		h := f.homes.Get(t.Tokens[j].ID)
		if j == to && h&noName != 0 {
			r.office = r.office || r.lives < 0 && !r.tied // Court Street children
		}
		caring := mark(t, j+1) == 0 && j+1 < len(t.Tokens) && t.Of(t.Tokens[j+1]) == "for" // care for their father
		if (f.isOffice(t, j, 99) && !f.goesThere(t, j) && !caring || h&works != 0) && r.lives < 0 && !r.tied && !r.settled {
			r.office = true
			return
		}
		if r.someone < 0 && f.mayDwell(t, j) && !f.accompanied(t, j) {
			r.someone = j
		}
		if f.namesPerson(t, j) {
			person = j
			if house >= 0 && j-house <= 3 && !r.office {
				r.home, r.tied = house, true // home of the patient
			}
		}
		if w&home != 0 {
			house = j
		}
		if w&lives != 0 && r.lives < 0 && j-to <= 6 && f.livesThere(t, j) {
			r.lives = j
			r.office = r.office && t.Folded[t.Tokens[j].From] >= 0x80
		}
		if w&home != 0 && person >= 0 && !r.office {
			r.home, r.tied = j, true
		}
	}
	if r.person < 0 {
		r.person = person
	}
}

// livesThere reports whether a word of living that follows an address speaks
// of it: in Hindi the verb comes last; in English somebody must stand before
// it ("where he lives").
func (f *finder) livesThere(t *prose.Text, j int) bool {
	word := prose.Lower(t.Of(t.Tokens[j]))
	return word[0] >= 0x80 || hasAnyPrefix(word, "reh", "rah", "niw", "niv") || f.mayDwell(t, j-1) || f.bits(t, j-1)&(who|person) != 0
}

// mayDwell reports whether a word speaks of one person other than the writer.
func (f *finder) mayDwell(t *prose.Text, j int) bool {
	if j < 0 || f.bits(t, j)&self != 0 || f.describes(t, j) {
		return false
	}
	return f.bits(t, j)&(person|title|who) != 0 || f.homes.Get(t.Tokens[j].ID)&dweller != 0
}

// accompanied reports whether a person is only spoken of to the reader: with
// the patient, for your child.
func (f *finder) accompanied(t *prose.Text, j int) bool {
	if whoever(t, j-1) {
		return true
	}
	switch prose.Lower(t.Of(t.Tokens[max(j-1, 0)])) {
	case "a", "an":
		return true
	case "the":
		switch prose.Lower(t.Of(t.Tokens[max(j-2, 0)])) {
		case "with", "for":
			return true
		}
	}
	return false
}

// overhead reports whether somebody may live beside a shop: above the bakery.
func overhead(t *prose.Text, j int) bool {
	if j < 2 || t.Tokens[j-2].Sort != prose.Word {
		return false
	}
	switch prose.Lower(t.Of(t.Tokens[j-2])) {
	case "above", "over", "behind", "beside", "near":
		return true
	}
	return false
}

// whoever reports whether a word makes a person anybody: every man, your child.
func whoever(t *prose.Text, i int) bool {
	if i < 0 || t.Tokens[i].Sort != prose.Word || t.Tokens[i].To-t.Tokens[i].From > 9 {
		return false
	}
	switch prose.Lower(t.Of(t.Tokens[i])) {
	case "your", "any", "every", "each", "हर", "har":
		return true
	}
	return false
}

// goesThere reports whether a nurse or a doctor after an address is said to
// go there: … पर नर्स जाती है.
func (f *finder) goesThere(t *prose.Text, j int) bool {
	if f.homes.Get(t.Tokens[j].ID)&carer == 0 {
		return false
	}
	if f.homes.Get(t.Tokens[j-1].ID)&visits != 0 { // called us
		return true
	}
	for i := j + 1; i < len(t.Tokens) && i <= j+3; i++ {
		if f.homes.Get(t.Tokens[i].ID)&visits != 0 {
			return true
		}
	}
	return false
}

// judge: somebody lives there, or it is somebody's home. A flat alone is a
// home by its form; a street alone is where anything may be.
func (r dwelling) judge(flat bool) (sure, found bool) {
	switch {
	case r.office:
		return false, false
	case r.lives >= 0 || r.tied:
		return !r.suite, true
	case r.suite:
		return false, false
	case r.labels, r.home >= 0 && r.person >= 0, flat && r.person >= 0, r.someone >= 0 && r.named:
		return false, true
	}
	return false, flat
}

// why says what made it a home, in a word the lexicon knows; never a name.
func (f *finder) why(t *prose.Text, r dwelling) string {
	for _, at := range [...]int{r.lives, r.home, r.person} {
		if at >= 0 && f.bits(t, at) != 0 {
			return "it stands beside the word " + strings.ToLower(t.Of(t.Tokens[at]))
		}
	}
	return "it is written as the address of a flat or house"
}
