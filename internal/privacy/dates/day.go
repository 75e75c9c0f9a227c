package dates

import (
	"strings"

	"nadi/internal/prose"
)

// day is a date with a day or a month, as tokens [from, to).
type day struct {
	from, to int
	year     int  // 0 when it is not told
	exact    bool // the day of the month is told
	loose    bool // its form alone would not make it a date: 5/21, "in March"
}

// dayAt reads a date that begins at token i.
func (f *finder) dayAt(t *prose.Text, i int) (day, bool) {
	if f.whenAt(t, i)&wMonth != 0 {
		if d, ok := f.dayInWords(t, i); ok {
			return d, true
		}
		return f.monthFirst(t, i)
	}
	if t.Tokens[i].Sort == prose.Number {
		if d, ok := f.figures(t, i); ok {
			return d, true
		}
	}
	return f.dayFirst(t, i)
}

// dayInWords reads "twelfth of August" and दो मई backwards from the month,
// because the numbers are far more frequent words than the months.
func (f *finder) dayInWords(t *prose.Text, i int) (day, bool) {
	j := i - 1
	if is(t, j, "of") {
		j--
	}
	if j < 0 || t.Tokens[j].Sort != prose.Word || f.dayOfMonth(t, j) == 0 || f.modal(t, i) && !is(t, i+1, "ko") {
		return day{}, false
	}
	year, to := f.yearAfter(t, i+1)
	if is(t, j, "do") && !is(t, to, "ko", "mein", "se") {
		return day{}, false
	}
	return day{from: j, to: to, year: year, exact: true}, true
}

// modal reports whether a month is in small letters and may be no month.
func (f *finder) modal(t *prose.Text, i int) bool {
	return f.whenAt(t, i)&wDoubtful != 0 && t.Tokens[i].Shape == prose.Small && t.Folded[t.Tokens[i].From] < 0x80
}

// dayFirst reads 12 August 1965, 22-nov-1972, 15th of June, दो मई.
func (f *finder) dayFirst(t *prose.Text, i int) (day, bool) {
	if n := f.dayOfMonth(t, i); n == 0 || joinedBefore(t, i) {
		return day{}, false
	}
	j := i + 1
	if mark(t, j, "-/.,") || is(t, j, "of") {
		j++
	}
	if f.whenAt(t, j)&wMonth == 0 {
		return day{}, false
	}
	year, to := f.yearAfter(t, j+1)
	loose := year == 0 && f.modal(t, j) && !is(t, j+1, "ko", "को")
	return day{from: i, to: to, year: year, exact: true, loose: loose}, true
}

// monthFirst reads May 2, 2026, May 2026, and "in March". May and march are
// ordinary words too, so in small letters they need a year.
func (f *finder) monthFirst(t *prose.Text, i int) (day, bool) {
	j := i + 1
	if mark(t, j, ".-") {
		j++
	}
	doubtful := f.modal(t, i)
	if n := f.dayOfMonth(t, j); n != 0 && !strings.Contains("/:%", next(t, j+1)) {
		year, to := f.yearAfter(t, j+1)
		if year == 0 && doubtful {
			return day{}, false
		}
		return day{from: i, to: to, year: year, exact: true}, true
	}
	if mark(t, j, ",") || is(t, j, "of") {
		j++
	}
	if y := f.fullYear(t, j); y != 0 {
		return day{from: i, to: j + 1, year: y}, true
	}
	if !doubtful && f.inMonth(t, i) {
		return day{from: i, to: i + 1, loose: true}, true
	}
	return day{}, false
}

func (f *finder) inMonth(t *prose.Text, i int) bool {
	return is(t, i-1, "in", "last", "this", "early", "late", "mid", "since", "of") || is(t, i+1, "में", "mein", "me", "main")
}

// next is the letters of a mark that stands right after, "?" when none does.
func next(t *prose.Text, i int) string {
	if i < len(t.Tokens) && t.Tokens[i].Sort == prose.Mark && !t.Tokens[i].Spaced {
		return t.Of(t.Tokens[i])
	}
	return "?"
}

// figures reads 12/08/1965, 02.12.1979, 1985-01-01, and 5/21 after "on".
func (f *finder) figures(t *prose.Text, i int) (day, bool) {
	sep := next(t, i+1)
	if joinedBefore(t, i) || !strings.Contains("/.-", sep) {
		return day{}, false
	}
	a, b := f.joined(t, i), f.joined(t, i+2)
	if next(t, i+3) != sep || i+4 >= len(t.Tokens) || t.Tokens[i+4].Spaced {
		return f.shortDay(t, i, sep, a, b)
	}
	c := f.joined(t, i+4)
	if strings.Contains("/.-", next(t, i+5)) && i+6 < len(t.Tokens) && !t.Tokens[i+6].Spaced || mark(t, i-1, "/") && !t.Tokens[i].Spaced {
		return day{}, false // a version, a case number, an address of the web
	}
	year := 0
	switch {
	case a.digits == 4 && likely(b.n, c.n) && b.digits <= 2 && c.digits <= 2:
		year = a.n
	case c.digits == 4 && likely(a.n, b.n) && a.digits <= 2 && b.digits <= 2:
		year = c.n
	case c.digits == 2 && likely(a.n, b.n) && a.digits <= 2 && b.digits <= 2:
		year = f.century(c.n)
	}
	if year < 1800 || year > 2100 {
		return day{}, false
	}
	return day{from: i, to: i + 5, year: year, exact: true}, true
}

// shortDay reads 5/21, which may as well be a fraction or a blood pressure.
func (f *finder) shortDay(t *prose.Text, i int, sep string, a, b figure) (day, bool) {
	if b.digits == 4 && b.n >= 1900 && b.n <= 2100 && a.n >= 1 && a.n <= 12 && f.whenAt(t, i-1)&happenings&^wPublic != 0 {
		return day{from: i, to: i + 3, year: b.n}, true // born 03/1934
	}
	if sep != "/" || !likely(a.n, b.n) || a.digits > 2 || b.digits > 2 || a.n == 24 && b.n == 7 {
		return day{}, false
	}
	before := i - 1
	if mark(t, before, ":") {
		before--
	}
	happened := f.whenAt(t, before)&happenings&^wPublic != 0 && !is(t, i+3, "of")
	if !happened && !is(t, i-1, "on", "dated") && !is(t, i+3, "को", "ko") || strings.Contains("/.-%", next(t, i+3)) && next(t, i+3) != "." {
		return day{}, false
	}
	return day{from: i, to: i + 3, exact: true, loose: true}, true
}

// figure is a number of so many digits; none when it is not written joined.
type figure struct{ n, digits int }

func (f *finder) joined(t *prose.Text, i int) figure {
	if i >= len(t.Tokens) {
		return figure{}
	}
	k := t.Tokens[i]
	s := t.Of(k)
	if k.Sort == prose.Mixed && len(s) > 2 && (s[2] == 'T' || s[2] == 't') { // 2026-05-02T10:00
		s = s[:2]
	}
	n, digits := leading(s)
	if digits != len(s) || digits > 4 {
		return figure{}
	}
	return figure{n, digits}
}

// likely reports whether two numbers are a day and a month, in any order.
func likely(a, b int) bool {
	return a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12)
}

// joinedBefore reports whether token i goes on from figures before it.
func joinedBefore(t *prose.Text, i int) bool {
	if i < 2 || t.Tokens[i].Spaced || t.Tokens[i-1].Spaced {
		return false
	}
	return mark(t, i-1, "/.-:") && t.Tokens[i-2].Sort != prose.Mark && t.Tokens[i-2].Sort != prose.Word
}

// dayOfMonth reads 2, 02, 2nd, 12वीं, twelfth, बारह; 0 is none.
func (f *finder) dayOfMonth(t *prose.Text, i int) int {
	if i >= len(t.Tokens) {
		return 0
	}
	k := t.Tokens[i]
	if k.Sort == prose.Word {
		if f.when.Get(k.ID)&wDayWord == 0 {
			return 0
		}
		return f.value.get(k.ID)
	}
	s := t.Of(k)
	n, digits := leading(s)
	if digits == 0 || digits > 2 || n > 31 || digits < len(s) && !ordinal(s[digits:]) {
		return 0
	}
	return n
}

func ordinal(s string) bool {
	switch strings.ToLower(s) {
	case "st", "nd", "rd", "th", "वां", "वाँ", "वीं", "वें", "va", "vi", "ve", "vaan", "ven", "vein":
		return true
	}
	return false
}

// yearAfter reads the year behind a day and a month, if there is one, and
// returns where the date ends.
func (f *finder) yearAfter(t *prose.Text, i int) (int, int) {
	j := i
	if mark(t, j, ",-/.'") || is(t, j, "of", "सन", "san") {
		j++
	}
	if y := f.fullYear(t, j); y != 0 {
		return y, j + 1
	}
	if mark(t, i, "-/'") && j < len(t.Tokens) && !t.Tokens[j].Spaced {
		if c := f.joined(t, j); c.digits == 2 {
			return f.century(c.n), j + 1
		}
	}
	return 0, i
}

func (f *finder) fullYear(t *prose.Text, i int) int {
	if !numeral(t, i) {
		return 0
	}
	if c := f.joined(t, i); c.digits == 4 && c.n >= 1800 && c.n <= 2100 {
		return c.n
	}
	return 0
}

// century puts two digits into the hundred years up to the build.
func (f *finder) century(yy int) int {
	year := f.year - f.year%100 + yy
	if year > f.year+1 {
		year -= 100
	}
	return max(year, 1900)
}

// leading reads the digits a token begins with.
func leading(s string) (n, digits int) {
	for digits < len(s) && digits < 6 && s[digits] >= '0' && s[digits] <= '9' {
		n = 10*n + int(s[digits]-'0')
		digits++
	}
	return n, digits
}
