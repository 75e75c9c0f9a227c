package dates

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// form says how an age is written, which decides what must stand around it.
type form uint8

const (
	bare     form = iota // a number and nothing else
	unit                 // 94 years
	of                   // 92 साल की
	old                  // 94-year-old, 94 years old, 92 वर्षीय
	olds                 // 94-year-olds: a group
	birthday             // 94th birthday
	nineties             // 90s
)

// age is a number over 89 that may be one, as tokens [from, to).
type age struct {
	from, to int
	years    int
	form     form
}

const (
	tooOld   = 200 // nobody's age, not even by a slip of the pen
	lifetime = 122 // the longest life on record: Jeanne Calment, 1875–1997
)

// age reads a number at token i, and reports it when it is a person's age. It
// returns the last token that needs no second look.
func (f *finder) age(t *prose.Text, i int, report func(finding.Hit)) int {
	a, ok := f.ageAt(t, i)
	if !ok {
		return i
	}
	aged := f.agedBefore(t, a.from)
	if a.form == bare && !aged && !f.stands(t, a) {
		return a.to - 1
	}
	doubtful := a.form == unit && !aged && !f.besideName(t, a) && !f.besideSex(t, a)
	if doubtful && !(t.Strict && f.strictUnit(t, a)) || a.form == olds || f.openEnded(t, a) {
		return a.to - 1
	}
	if whose := f.whose(t, a, aged); whose != nobody {
		report(hit(t, ruleAge, a.from, a.to, whose == somebody && !doubtful && !f.onlyStrict(t, a), "an age over 89", because[a.form]))
	}
	return a.to - 1
}

// onlyStrict reports whether only a strict look reads an age: a rare spelling,
// somebody's ninety-sixth birthday.
func (f *finder) onlyStrict(t *prose.Text, a age) bool {
	if !t.Strict || t.Tokens[a.from].Sort != prose.Word {
		return false
	}
	for i := a.from; i < a.to; i++ {
		if f.whenAt(t, i)&wRare != 0 {
			return true
		}
	}
	return a.form == birthday
}

var because = [...]string{
	bare: "it stands as the age of one person", unit: "it follows a word for age", of: "it is a person's number of years",
	old: "a number of years is said of one person", birthday: "it counts somebody's birthdays", nineties: "it tells the tenth decade of one person",
}

// ageAt reads a number of years over 89 and what is written behind it.
func (f *finder) ageAt(t *prose.Text, i int) (age, bool) {
	k := t.Tokens[i]
	a := age{from: i, to: i + 1}
	if k.Sort == prose.Word {
		a = f.spelled(t, i)
		if a.form == bare {
			a.form, a.to = f.behind(t, a.to)
		}
		return a, a.years > oldestOpen && a.years < tooOld
	}
	n, digits := leading(t.Of(k))
	if n <= oldestOpen || n >= tooOld || digits > 3 || !f.alone(t, i) {
		return a, false
	}
	a.years = n
	rest := strings.ToLower(t.Of(k)[digits:])
	switch {
	case rest == "":
		a.form, a.to = f.behind(t, i+1)
	case rest == "yo":
		a.form = old
	case rest == "s" && n == 90:
		a.form = nineties
	case (rest == "m" || rest == "f") && is(t, i+1, "with", "w", "presenting", "admitted"):
		a.form = old
	case ordinal(rest):
		a.form = birthday
		return a, f.whenAt(t, i+1)&wBirth != 0
	case rest == "y", rest == "yr", rest == "yrs", rest == "year", rest == "years", rest == "साल", rest == "वर्ष":
		a.form, a.to = f.afterUnit(t, i+1, i+1)
	case strings.HasPrefix(rest, "वर्षीय"):
		a.form = old
	default:
		return a, false
	}
	return a, true
}

// spelled reads ninety-three, one hundred and two, बानवे, एक सौ दो.
func (f *finder) spelled(t *prose.Text, i int) age {
	a := age{from: i, to: i + 1, years: f.value.get(t.Tokens[i].ID)}
	switch {
	case a.years == 90 && t.Of(t.Tokens[i])[0] < 0x80:
		j := a.to
		if mark(t, j, "-") {
			j++
		}
		if n := f.small(t, j, 9); n > 0 && english(t, j) {
			a.years, a.to = 90+n, j+1
		} else if is(t, i, "nineties") {
			a.form = nineties
		}
	case a.years == 100:
		if n := f.small(t, i-1, 99); n > 1 {
			return age{from: i, to: i + 1} // two hundred
		}
		if f.small(t, i-1, 1) == 1 || is(t, i-1, "a") {
			a.from--
		}
		j := a.to
		if is(t, j, "and") {
			j++
		}
		if n := f.small(t, j, 31); n > 0 {
			a.years, a.to = 100+n, j+1
		}
	}
	return a
}

func english(t *prose.Text, i int) bool { return t.Folded[t.Tokens[i].From] < 0x80 }

// small is the number that a word says, up to a limit, or 0.
func (f *finder) small(t *prose.Text, i, limit int) int {
	if f.whenAt(t, i)&wDayWord == 0 {
		return 0
	}
	if n := f.value.get(t.Tokens[i].ID); n <= limit {
		return n
	}
	return 0
}

// alone reports whether a number is not part of a longer one, a sum of money
// or a measure.
func (f *finder) alone(t *prose.Text, i int) bool {
	k := t.Tokens[i]
	if i > 0 && mark(t, i-1, "$₹£€#%+=<>≥≤~.") && (!k.Spaced || mark(t, i-1, "=<>≥≤~+")) {
		return mark(t, i-1, "=") && f.whenAt(t, i-2)&wAged != 0
	}
	if i > 1 && !k.Spaced && mark(t, i-1, "-/:,") && !is(t, i-2, "f", "m") && t.Tokens[i-2].Sort != prose.Mark && !t.Tokens[i-1].Spaced {
		return false
	}
	switch next(t, i+1) {
	case "%", "°", ":", "+":
		return false
	case ".", ",", "/", "-":
		return i+2 >= len(t.Tokens) || t.Tokens[i+2].Spaced || t.Tokens[i+2].Sort != prose.Number
	}
	return true
}

// behind reads "-year-old" and its like from token i.
func (f *finder) behind(t *prose.Text, i int) (form, int) {
	j := i
	if mark(t, j, "-") {
		j++
	}
	switch w := f.whenAt(t, j); {
	case w&wYearOld != 0:
		return old, j + 1
	case w&wUnit != 0:
		return f.afterUnit(t, j+1, i)
	case is(t, j, "yo"):
		return old, j + 1
	case is(t, j, "की", "के", "का", "ki", "ke", "ka"):
		return f.ofAge(t, i, j)
	case w&wBirth != 0 && (t.Strict && t.Tokens[i-1].Sort == prose.Word || is(t, i-1, "hundredth", "ninetieth")):
		return birthday, i
	}
	return bare, i
}

// ofAge reads "94 की उम्र", "94 की हैं".
func (f *finder) ofAge(t *prose.Text, i, j int) (form, int) {
	if f.whenAt(t, j+1)&wAged != 0 || is(t, j+1, "हैं", "है", "थीं", "थी", "थे", "hain", "hai", "thi", "the") {
		return of, i
	}
	return bare, i
}

// afterUnit reads what follows "years", "y" or "साल" before token i; number
// is where the age itself ends.
func (f *finder) afterUnit(t *prose.Text, i, number int) (form, int) {
	j := i
	if mark(t, j, ".") && !is(t, j+1, "की") {
		j++
	}
	if mark(t, j, "-/'") {
		j++
	}
	if k := j + 1; is(t, j, "and") || mark(t, j, ",") { // 92 years, 4 months old
		if numeral(t, k) && is(t, k+1, "months", "month") || numeral(t, k) && mark(t, k+1, "-") && is(t, k+2, "month") {
			for j = k + 1; mark(t, j, "-") || is(t, j, "months", "month"); {
				j++
			}
		}
	}
	switch {
	case is(t, j, "old", "young", "o"):
		return old, j + 1
	case is(t, j, "olds"):
		return olds, j + 1
	case is(t, j, "of") && is(t, j+1, "age"):
		return old, j + 2
	case is(t, j, "की", "के", "का", "ki", "ke", "ka"):
		return of, i
	}
	return unit, max(i, number)
}

// agedBefore reports whether a word for age stands before token i: aged 97,
// age: 94, at the age of 94, उम्र 92.
func (f *finder) agedBefore(t *prose.Text, i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		if f.whenAt(t, j)&wAged != 0 {
			return true
		}
		if !mark(t, j, ":-=(/") && f.whenAt(t, j)&(wCare|wClinical|wDeath) == 0 && f.whoAt(t, j)&pNoun == 0 && !is(t, j, "of", "at", "the", "sex", "gender", "is", "was", "about", "अब", "करीब", "लगभग", "ab", "kareeb", "lagbhag", "just", "now") {
			return false
		}
	}
	return false
}

// stands reports whether a bare number stands where an age does: she is 94;
// Rosa, 94, …; in her 90s.
func (f *finder) stands(t *prose.Text, a age) bool {
	before, after := a.from-1, a.to
	if a.years > lifetime {
		return false
	}
	for is(t, before, "now", "only", "just", "already", "still", "अब", "ab") {
		before--
	}
	if is(t, before, "of") {
		return f.whoAt(t, before-1)&(pPerson|pKin) != 0
	}
	ends := after >= len(t.Tokens) || mark(t, after, ".,;!)|।") || is(t, after, "and", "now", "but", "when", "last", "this", "today", "at", "on", "in", "years", "next", "the", "अब")
	if t.Tokens[a.from].Sort == prose.Word && ends && is(t, before-1, "a") && f.whenAt(t, before-2)&wBecome != 0 {
		return f.subject(t, before-3) // a spry ninety-five
	}
	if f.whenAt(t, before)&wBecome != 0 {
		return ends && (f.subject(t, before-1) || f.oldest(t, before))
	}
	if is(t, before, "at") && mark(t, after, ",") { // At 96, she …
		return f.whoAt(t, after+1)&pOne != 0
	}
	return f.besideName(t, a) && after < len(t.Tokens) || f.besideSex(t, a)
}

// besideSex reads the shorthand of the wards: 94/F, F/94, and at the beginning
// of a line "F, 94," or "94 y, F".
func (f *finder) besideSex(t *prose.Text, a age) bool {
	sex := func(i int) bool {
		return is(t, i, "f", "m") && t.Tokens[i].Shape == prose.Capitals || is(t, i, "female", "male", "महिला", "पुरुष")
	}
	after := a.to
	for is(t, after, "y", "yr", "yrs", "years") || after > a.to && mark(t, after, ".") {
		after++
	}
	if ended := after >= len(t.Tokens) || mark(t, after, ",;."); ended && mark(t, a.from-1, ",") && sex(a.from-2) && f.begins(t, a.from-2) {
		return true
	}
	if sex(after+1) && mark(t, after, ",") && f.begins(t, a.from) && (after+2 >= len(t.Tokens) || t.Tokens[after+2].Sort == prose.Mark) {
		return true
	}
	return mark(t, a.to, "/") && sex(a.to+1) || mark(t, a.from-1, "/") && sex(a.from-2)
}

// besideName reads "Rosa, 94, …" and "Rosa (94)".
func (f *finder) besideName(t *prose.Text, a age) bool {
	before := a.from - 1
	if is(t, before, "now", "aged") {
		before--
	}
	if !mark(t, before, ",(") || a.to < len(t.Tokens) && !mark(t, a.to, ",).") || a.years > lifetime {
		return false
	}
	if before > 0 && t.Folded[t.Tokens[before-1].From] >= 0x80 && f.whoAt(t, before-1)&(pPlural|pThing|pHospital) == 0 {
		return mark(t, a.to, ",") && is(t, a.to+1, "को", "ने", "की", "के", "का") // राम, 94, को
	}
	if mark(t, a.to, ",") && f.goesOn(t, a.to+1) {
		for j := before - 1; j >= 0 && j > before-8; j-- { // a resident of a care home, 97, was
			if f.whoAt(t, j)&pOne != 0 {
				return true
			}
		}
	}
	return f.subject(t, before-1) && (a.to+1 >= len(t.Tokens) || t.Tokens[a.to+1].Sort != prose.Number)
}

// oldest reads "the oldest person in the ward was".
func (f *finder) oldest(t *prose.Text, i int) bool {
	for j := i - 1; j > 0 && j >= i-8; j-- {
		if is(t, j-1, "oldest") {
			return f.whoAt(t, j)&pOne != 0 || f.whoAt(t, j+1)&pOne != 0
		}
	}
	return false
}

// subject reports whether token i can be who is 94: a word for one person, or
// something with a capital letter.
func (f *finder) subject(t *prose.Text, i int) bool {
	for is(t, i, "who", "just", "recently", "also", "now", "will", "would") || mark(t, i, "'") || mark(t, i, ",") && is(t, i+1, "who") {
		i--
	}
	if i < 0 {
		return false
	}
	w := f.role(t, i)
	if w&(pPlural|pThing|pHospital) != 0 || f.whenAt(t, i)&wMonth != 0 {
		return false
	}
	k := t.Tokens[i]
	return w&pOne != 0 || k.Sort == prose.Word && k.Shape == prose.Capital && k.To-k.From > 2
}
