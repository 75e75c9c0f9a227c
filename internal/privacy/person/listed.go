package person

// In forms and lists a surname stands first: Patient: Nowak, Zofia; Tumour
// board: Ortiz, Ben, 448120.

// reversed reads a surname, a comma and a given name from token i.
func (r *reading) reversed(i int) (someone, bool) {
	if !r.capitalAt(i) || r.mark(i-1, ',') || i > r.from && r.capitalAt(i-1) {
		return someone{}, false
	}
	j := i + 1
	for r.markAny(j, "'-") && r.joined(j) && r.joined(j+1) && r.capitalAt(j+1) {
		j += 2 // O'Hara, Marsh-Otieno
	}
	b, g := r.name(j-1), r.name(j+1)
	form := r.mark(i-1, ':') && (r.care(i-2)&patient != 0 || r.of(i-2) == "Pt") && r.unknownCapital(j+1)
	if !r.mark(j, ',') || !r.capitalAt(j+1) || !form && g&(given|givenWord) == 0 || !form && g&given == 0 && b&surname == 0 || r.country(j+1) {
		return someone{}, false
	}
	if b&surname == 0 && (b != 0 || r.care(j-1) != 0) || r.t.Tokens[j-1].To-r.t.Tokens[j-1].From < 2 {
		return someone{}, false
	}
	c := someone{from: i, to: j + 2, words: 2, full: true, listed: true}
	if r.initialAt(c.to) {
		c.to++
	}
	return c, true
}

// inForm reports a reversed name behind Patient: or Name:, or in a list whose
// entries have numbers.
func (r *reading) inForm(c someone) bool {
	if c.to < r.to && !r.markAny(c.to, ",.;|)(-/") {
		return false
	}
	if r.mark(c.from-1, ':') && r.formWord(c.from-2) {
		r.hit(c, true, "it stands in a form")
		return true
	}
	if r.name(c.from)&surname != 0 && (r.listHead(c.from-1) && r.mark(c.to, '-') && r.anySign(c.to+1, c.to+4) || r.mark(c.to, ';') && r.mark(c.from-1, ':') && r.wardList(c.from-2)) {
		r.hit(c, false, "it stands in a list of patients")
		return true
	}
	if !r.markAny(c.to, ",;|(-/") || !r.number(c.to+1) || r.yearAt(c.to+1) {
		return false
	}
	surnamed := c.from > r.from && (r.name(c.from)&surname != 0 || r.looksSurname(c.from))
	if !r.listHead(c.from-1) || !surnamed && !r.around.ill && !r.around.cared {
		return false
	}
	r.hit(c, false, "a number stands beside it in a list")
	return true
}

// wardList reports whether the words that end at p are the head of a list of
// patients: discharge list, admissions.
func (r *reading) wardList(p int) bool {
	var small [32]byte
	switch string(lowered(small[:0], r.of(p))) {
	case "admissions", "discharges", "inpatients", "outpatients", "patients":
		return true
	case "list", "board", "round", "rounds", "schedule", "roster":
		return r.care(p-1)&(ward|treat|patient|medical) != 0 && r.name(p-1)&(role|roles|org) == 0
	}
	return false
}

// formWord reports whether the field of a form at p is for a patient's name.
func (r *reading) formWord(p int) bool {
	return r.care(p)&patient != 0 || r.of(p) == "Pt" || r.care(p)&named != 0 && (p == r.from || r.care(p-1)&(patient|relation) != 0 || !r.capitalAt(p-1) && !r.brand(p))
}

// listHead reports whether an entry of a list begins behind p.
func (r *reading) listHead(p int) bool {
	return p < r.from || r.markAny(p, ":-*|.)\"") || r.number(p)
}

// yearAt reports whether a year stands at i, as in a list of books.
func (r *reading) yearAt(i int) bool {
	w := r.of(i)
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20")
}

// country reports whether the name at i is a state's as well: Arlington,
// Virginia.
func (r *reading) country(i int) bool {
	switch r.of(i) {
	case "Virginia", "Carolina", "Georgia", "Florida", "Dakota", "Victoria", "Jordan", "Israel", "India", "China", "Kerala", "Punjab", "Indiana", "Montana", "Chad":
		return true
	}
	return false
}
