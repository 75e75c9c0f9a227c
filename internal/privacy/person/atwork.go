package person

import "nadi/internal/prose"

// atWork reports whether a name is given as those of work are: a credit, a
// list of people, the end of a quotation.
func (r *reading) atWork(c someone) bool {
	p := c.from - 1
	return r.credit(c, p) || r.mark(c.to, ']') || r.signed(c) || r.inList(c) && r.name(p)&roles != 0 || r.ledByRoles(c) || r.affiliated(c)
}

// signed reports whether a name stands under somebody's words: after a dash,
// with nothing behind it. The marks before a sentence are not of it.
func (r *reading) signed(c someone) bool {
	if c.from == 0 || c.to < r.to && !r.markAny(c.to, "*_,.<>(") {
		return false
	}
	for p := c.from - 1; p >= 0 && p > c.from-4; p-- {
		k := &r.t.Tokens[p]
		if k.Sort != prose.Mark {
			return false
		}
		switch r.t.Folded[k.From] {
		case '-':
			return p == 0 || r.t.Tokens[p].Spaced
		case '*', '_', ' ':
		default:
			return false
		}
	}
	return false
}

// affiliated reports whether an institution stands behind a name: X Y from
// GSA, X Y of the Centers.
func (r *reading) affiliated(c someone) bool {
	j := c.to
	if r.of(j) == "and" { // "X Y and Z W of the board"
		for j++; j < c.to+4 && r.capitalAt(j); j++ {
		}
	}
	if of := r.of(j); j >= r.to || of != "from" && of != "of" && of != "at" && of != "with" {
		return false
	}
	j++
	if r.of(j) == "the" || r.of(j) == "our" {
		j++
	}
	if of := r.of(j - 2); of == "of" || of == "from" || r.possessive(j+1) {
		for k := j; k < min(r.to, j+5); k++ {
			if r.workplace(k) {
				return true
			}
		}
	}
	for k := j; k < min(r.to, j+4) && (r.capitalAt(k) || k > j && r.functionWord(k)); k++ {
		if r.name(k)&(org|common) != 0 || r.t.Tokens[k].Shape == prose.Capitals && r.t.Tokens[k].To-r.t.Tokens[k].From > 1 && r.care(k)&(ward|treat) == 0 {
			return true
		}
	}
	return false
}

// credit reports whether what stands before p+1 credits a picture or a text,
// or names those who hold an office.
func (r *reading) credit(c someone, p int) bool {
	if !r.markAny(p, ":/|") {
		return r.name(p)&roles != 0
	}
	if r.name(p-1)&(roles|role) != 0 && r.care(p-1)&patient == 0 {
		return true
	}
	if p-1 < r.from || p-2 >= r.from && r.t.Tokens[p-2].Sort == prose.Word {
		return false // "in the photo: X"
	}
	if c.to < r.to && r.t.Tokens[c.to].Sort == prose.Word {
		return false // "Photo: X squeezes a ball"
	}
	var small [32]byte
	switch string(lowered(small[:0], r.of(p-1))) {
	case "photo", "photos", "image", "images", "photograph", "photography", "picture", "pictures", "credit", "credits", "source", "text", "words", "illustration", "contact", "video", "फोटो", "स्रोत", "चित्र":
		return true
	}
	return false
}

// inList reports whether other names stand beside a name, parted by commas.
func (r *reading) inList(c someone) bool {
	return r.mark(c.to, ',') && r.capitalAt(c.to+1) && r.capitalAt(c.to+2) && r.name(c.to+1)&common == 0 && !r.headline ||
		r.mark(c.from-1, ',') && r.capitalAt(c.from-2) && r.capitalAt(c.from-3) && r.name(c.from-2)&common == 0 ||
		c.from-2 >= r.from && r.of(c.from-1) == "and" && r.mark(c.from-2, ',') && r.capitalAt(c.from-3) && r.t.Tokens[c.from-3].Shape == prose.Capital
}

// ledByRoles reports whether the list a name stands in began with an office:
// "Our volunteers X Y and Z W".
func (r *reading) ledByRoles(c someone) bool {
	for q := c.from - 1; q > c.from-8 && q >= r.from; q-- {
		if b := r.name(q); b&roles != 0 {
			return true
		}
		if !r.capitalAt(q) && !r.mark(q, ',') && r.of(q) != "and" {
			return false
		}
	}
	return false
}

// looksSurname knows the endings of surnames that no list can hold all of.
func (r *reading) looksSurname(i int) bool {
	k := &r.t.Tokens[i]
	if k.Sort != prose.Word || k.Shape == prose.Small || k.Shape == prose.Capitals || k.To-k.From < 6 || r.name(i)&common != 0 || r.care(i) != 0 {
		return false
	}
	w := r.of(i)
	for _, s := range surnameEnds {
		if len(w) > len(s)+1 && w[len(w)-len(s):] == s {
			return true
		}
	}
	return false
}

var surnameEnds = [...]string{"ski", "sky", "cki", "czyk", "wicz", "vich", "vic", "ssen", "sson", "dottir", "escu", "enko", "chuk", "ryan", "syan", "shvili", "opoulos", "akis", "idis", "oglu", "zadeh", "stein", "mann", "meyer", "baum", "feld", "inen", "strom", "gren", "qvist", "dahl", "gaard", "elli", "etti", "ucci", "wala", "walla", "kar", "appa", "swamy", "murthy", "reddy", "nathan", "bhai", "ston", "worth", "wood", "field", "shaw", "berger", "quist", "guez", "ndez", "rosa"}

// workplace reports whether a body that people sit on or work in stands at k.
func (r *reading) workplace(k int) bool {
	switch r.of(k) {
	case "board", "council", "committee", "team", "department", "office", "desk", "charity", "foundation", "society", "trust", "union", "company", "insurer", "firm", "lab", "laboratory", "faculty", "newspaper", "university", "institute", "agency", "ministry":
		return true
	}
	return false
}
