package person

import "nadi/internal/prose"

// ageBehind reports whether an age stands behind a name: "X Y, 34," "X Y
// (34)", "X Y, the 7-year-old", "X Y is 72 years old".
func (r *reading) ageBehind(c someone) bool {
	j := c.to
	if !r.markAny(j, ",(") && r.care(j)&be == 0 {
		return false
	}
	for j++; j < min(r.to, c.to+4); j++ {
		if r.t.Tokens[j].Sort != prose.Number {
			if r.t.Tokens[j].Sort == prose.Mark {
				return false
			}
			continue
		}
		if r.t.Tokens[j].To-r.t.Tokens[j].From > 3 {
			return false
		}
		if r.ageAt(j) {
			return true
		}
		return j == c.to+1 && (r.mark(c.to, '(') && r.mark(j+1, ')') || r.mark(c.to, ',') && (r.markAny(j+1, ",") || c.listed && (j+1 == r.to || r.mark(j+1, '.')) || j+1 < r.to && (r.of(j+1) == "of" || r.of(j+1) == "from" || r.care(j+1)&be != 0 || r.care(j+1)&event != 0))) && !r.cited(c)
	}
	return false
}

// cited reports whether a name and number look like a volume or a page.
func (r *reading) cited(c someone) bool { return !c.listed && !c.full }

// ageBefore reports whether an age stands before a name: "45-year-old X Y",
// with at most one word between.
func (r *reading) ageBefore(c someone) bool {
	p := c.from - 1
	if c.titled {
		p--
	}
	if r.mark(p, ',') && r.of(p-1) == "old" && p > r.from {
		p-- // "The 61-year-old, X Y, walked home"
	}
	for q := p; q >= p-1 && q >= r.from; q-- {
		if r.care(q)&unit != 0 && (r.name(c.from) != 0 || r.name(c.to-1)&surname != 0 || r.of(q) == "old" || r.of(q) == "yo" || r.of(q) == "aged") {
			for n := q - 1; n >= q-5 && n >= r.from; n-- {
				if r.numberWord(n) {
					return true
				}
				if r.t.Tokens[n].Sort == prose.Number {
					return r.t.Tokens[n].To-r.t.Tokens[n].From <= 3
				}
			}
		}
		if r.t.Tokens[q].Sort != prose.Word || r.t.Tokens[q].Shape != prose.Small || r.name(q)&hindi != 0 && q != p {
			return false
		}
	}
	return false
}

// numberWord reports whether a small number is written out at i: nine, पाँच.
func (r *reading) numberWord(i int) bool {
	if i < r.from {
		return false
	}
	var small [32]byte
	switch string(lowered(small[:0], r.of(i))) {
	case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "ninety", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "एक", "दो", "तीन", "चार", "पांच", "पाँच", "छह", "छः", "सात", "आठ", "नौ", "दस", "ग्यारह", "बारह", "बीस", "तीस", "चालीस", "पचास", "साठ", "सत्तर", "अस्सी", "ek", "do", "teen", "chaar", "char", "paanch", "panch", "chhah", "saat", "aath", "nau", "das":
		return true
	}
	return false
}
