package contact

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// opensLink reports whether a scheme at token i is followed by ://, or www by
// a dot.
func (f *finder) opensLink(t *prose.Text, i int) bool {
	if mark(t, i+1) == ':' && tight(t, i+1) {
		return mark(t, i+2) == '/' && mark(t, i+3) == '/'
	}
	return mark(t, i+1) == '.' && tight(t, i+1) && tight(t, i+2)
}

// bareLink looks at a slash after a host without a scheme, and at what follows
// two slashes.
func (f *finder) bareLink(t *prose.Text, i int, report func(finding.Hit)) int {
	if !tight(t, i) || !tight(t, i+1) || i < 3 || mark(t, i-2) != '.' || !tight(t, i-1) || !tight(t, i-2) {
		return i + 1
	}
	start := i - 3
	for n := 0; n < 12 && start >= 2 && tight(t, start) && tight(t, start-1) && (mark(t, start-1) == '.' || mark(t, start-1) == '-'); n++ {
		start -= 2
	}
	end := max(urlEnd(t.Folded, int(t.Tokens[start].From)), int(t.Tokens[i].To))
	f.judgeLink(t, start, end, report)
	return after(t, i+1, end)
}

// link looks at the address that begins at token i and returns where to go on.
func (f *finder) link(t *prose.Text, i int, report func(finding.Hit)) int {
	end := urlEnd(t.Folded, int(t.Tokens[i].From))
	f.judgeLink(t, i, end, report)
	return max(i+1, after(t, i, end))
}

// urlEnd goes on to the end of an address: white space, a quotation mark, an
// angle bracket, without the stops of its sentence.
func urlEnd(s string, from int) int {
	to := from
	for to < len(s) && s[to] > ' ' && strings.IndexByte("\"<>|\\^`", s[to]) < 0 && !strings.HasPrefix(s[to:], "।") {
		to++
	}
	for to > from && strings.IndexByte(".,;:!?'*_", s[to-1]) >= 0 {
		to--
	}
	if to > from && s[to-1] == ')' && strings.Count(s[from:to], "(") < strings.Count(s[from:to], ")") {
		to--
	}
	return to
}

// address is a link in parts, in lower case where case means nothing.
type address struct{ host, path, query string }

func partsOf(url string) address {
	if i := strings.Index(url, "://"); i >= 0 && i < 10 {
		url = url[i+3:]
	}
	var a address
	if i := strings.IndexAny(url, "/?#"); i >= 0 {
		a.host, url = url[:i], url[i:]
	} else {
		return address{host: prose.Lower(url)}
	}
	a.host = strings.TrimPrefix(prose.Lower(a.host), "www.")
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		url, a.query = url[:i], url[i+1:]
	}
	a.path = url
	return a
}

// judgeLink reports an address that opens a person's record.
func (f *finder) judgeLink(t *prose.Text, i, end int, report func(finding.Hit)) {
	from := int(t.Tokens[i].From)
	a := partsOf(t.Folded[from:end])
	sure, why := f.opensRecord(a)
	if why != "" {
		report(finding.Hit{Rule: ruleLink, From: from, To: end, Sure: sure, What: "a link that may open a person's record", Because: why})
	}
}

// opensRecord says why a link is private, and whether surely; "" if it is not.
func (f *finder) opensRecord(a address) (sure bool, why string) {
	if key := personalKey(a); key != "" {
		return true, key
	}
	if f.mailIn(a.path) || f.mailIn(a.query) {
		return true, "it holds a mailbox"
	}
	if secretKey(a) {
		return true, "it holds a key that opens something for its holder alone"
	}
	if why := recordPath(a); why != "" {
		return true, why
	}
	if f.phoneIn(a) {
		return false, "it holds a telephone number"
	}
	if meeting(a) {
		return false, "it opens a meeting with its passcode"
	}
	if shared(a) {
		return false, "it opens a shared file for whoever has the link"
	}
	return false, ""
}

// pairs calls do for each key (in lower case) and value of a query until it
// returns false.
func pairs(query string, do func(key, value string) bool) {
	for part := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' || r == '?' || r == '#' }) {
		key, value, ok := strings.Cut(part, "=")
		if ok && value != "" && !do(prose.Lower(key), value) {
			return
		}
	}
}

// personalKey looks for a key that holds what a person is told by.
func personalKey(a address) (why string) {
	portal := portalLike(a)
	pairs(a.query, func(key, value string) bool {
		switch key = strings.Map(lettersOnly, key); {
		case sample(value):
		case (recordKeys[key] || portal && portalKeys[key]) && countDigits(value) >= 3:
			why = "a part of it holds the number of a person's record"
		case (key == "dob" || key == "dateofbirth" || key == "birthdate" || key == "birthday") && countDigits(value) >= 4:
			why = "a part of it holds a date of birth"
		case nameKeys[key] && countDigits(value) == 0 && !staffLike(a.path):
			why = "a part of it holds a person's name"
		}
		return why == ""
	})
	return why
}

func lettersOnly(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

// countDigits counts the digits of a value.
func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// sample reports whether a value only shows where one would stand.
func sample(value string) bool {
	v := strings.ToLower(value)
	return strings.ContainsAny(v, "{}<>[]$") || strings.Contains(v, "your") || strings.Contains(v, "xxxx") || v == "token" || v == "..."
}

// secretKey looks for a signature, a session or a token.
func secretKey(a address) (found bool) {
	// A sig opens something where it runs out (se, Azure's) or at a portal.
	portal := portalLike(a) || strings.Contains("&"+a.query, "&se=") || strings.Contains(strings.ToLower(a.query), "expires=")
	pairs(a.query, func(key, value string) bool {
		key = strings.Map(lettersOnly, key)
		strong, weak := secretKeys[key], weakKeys[key] && portal
		found = (strong || weak) && !sample(value) && random(value)
		return !found
	})
	return found
}

// random reports whether a value was drawn, not chosen: long, with digits or
// mixed capitals.
func random(v string) bool {
	if len(v) < 8 {
		return len(v) >= 6 && countDigits(v) >= 3
	}
	return countDigits(v) >= 2 || v != strings.ToLower(v) && v != strings.ToUpper(v)
}

// phoneIn looks for a telephone number that is not the site's: a hospital's own
// chat link has one too, so it only warns.
func (f *finder) phoneIn(a address) (found bool) {
	strange := func(v string) bool {
		d := digitsOf(v)
		return len(d) >= 8 && len(d) <= mostDigits && !f.known.phone(d) && !(cut{digits: d}).free()
	}
	if a.host == "wa.me" {
		return strange(strings.Trim(a.path, "/"))
	}
	pairs(a.query, func(key, value string) bool {
		found = phoneKeys[strings.Map(lettersOnly, key)] && strange(value)
		return !found
	})
	return found
}

// mailIn looks for a mailbox in a path or query; @name alone is a handle.
func (f *finder) mailIn(s string) bool {
	s = strings.ReplaceAll(s, "%40", "@")
	for i := strings.IndexByte(s, '@'); i >= 0; {
		from, to := localStart(s, i), domainEnd(s, i+1)
		if j := strings.LastIndexAny(s[from:i], "=/"); j >= 0 {
			from += j + 1
		}
		if from < i && validDomain(s[i+1:to]) {
			host := prose.Lower(s[i+1 : to])
			local := prose.Lower(s[from:i])
			if !f.known.domain(host) && !f.known.emails[local+"@"+host] && !roleOf(local) && !placeholder(local, host) && !official(host) {
				return true
			}
		}
		j := strings.IndexByte(s[i+1:], '@')
		if j < 0 {
			return false
		}
		i += j + 1
	}
	return false
}
