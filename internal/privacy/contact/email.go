package contact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

const (
	longestLocal  = 64  // RFC 5321, 4.5.3.1.1
	longestDomain = 255 // RFC 5321, 4.5.3.1.2
)

// mailbox looks at the @ at token i and returns where to go on.
func (f *finder) mailbox(t *prose.Text, i int, report func(finding.Hit)) int {
	s, sign := t.Folded, int(t.Tokens[i].From)
	from, to := localStart(s, sign), domainEnd(s, sign+1)
	if from == sign || !validDomain(s[sign+1:to]) || !mailboxEnds(s, from, to) {
		return i + 1
	}
	next := after(t, i, to)
	f.judgeMailbox(t, tokenAt(t, i, from), next, from, to, s[from:sign], s[sign+1:to], report)
	return next
}

// tokenAt returns the token that begins at or before an offset.
func tokenAt(t *prose.Text, i, offset int) int {
	for i > 0 && int(t.Tokens[i].From) > offset {
		i--
	}
	return i
}

// localStart goes back from an @ to the beginning of the mailbox's name.
func localStart(s string, sign int) int {
	from := sign
	for from > 0 && sign-from < longestLocal && localByte(s[from-1]) {
		from--
	}
	for from < sign && !utf8.RuneStart(s[from]) {
		from++
	}
	if strings.HasPrefix(s[from:sign], "%20") { // a blank in mailto:
		from += 3
	}
	for from < sign && (s[from] == '.' || s[from] == '\'' || s[from] == '-' || s[from] == '*') {
		from++
	}
	return from
}

func localByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || strings.IndexByte("._%+-'", c) >= 0
}

// domainEnd goes on from an @ to the end of the domain.
func domainEnd(s string, from int) int {
	to := from
	for to < len(s) && to-from < longestDomain {
		r, n := utf8.DecodeRuneInString(s[to:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '.' {
			break
		}
		to += n
	}
	for to > from && (s[to-1] == '.' || s[to-1] == '-') {
		to--
	}
	return to
}

// validDomain asks for two labels, the last of letters: an address of health
// accounts (name@abdm) and of payments (name@bank) has one and is not mail.
func validDomain(d string) bool {
	if d == "" || d[0] == '.' || d[0] == '-' || strings.Contains(d, "..") {
		return false
	}
	top := d[strings.LastIndexByte(d, '.')+1:]
	if len(top) == len(d) || utf8.RuneCountInString(top) < 2 {
		return false
	}
	if strings.HasPrefix(top, "xn--") {
		return true
	}
	if files[top] || files[strings.ToLower(top)] {
		return false
	}
	return strings.IndexFunc(top, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) < 0
}

// mailboxEnds refuses what goes on: co_m, a second @, git@host:path, a handle.
func mailboxEnds(s string, from, to int) bool {
	if from > 0 && (s[from-1] == '@' || s[from-1] == '/' && from > 1 && s[from-2] != '/') {
		return false
	}
	if to == len(s) {
		return true
	}
	if s[to] == ':' && to+1 < len(s) && s[to+1] != ' ' {
		return false
	}
	return s[to] != '_' && s[to] != '@'
}

// judgeMailbox weighs an address: whose it is by its words, its name, its host.
func (f *finder) judgeMailbox(t *prose.Text, i, next, from, to int, local, host string, report func(finding.Hit)) {
	local, host = prose.Lower(local), prose.Lower(host)
	if f.known.emails[local+"@"+host] || f.known.domain(host) {
		return
	}
	for i > 0 && tight(t, i) && int(t.Tokens[i].From) > from {
		i--
	}
	s := f.around(t, i, next)
	sure, found := weighMailbox(s, local, host, from == 0 && to == len(t.Folded))
	if sure && institute(host) && (s.tie < 0 || f.bits(t, s.tie)&(whose|person) == 0) {
		sure = false // Ms Rao at a hospital's own host may work there
	}
	if sure && f.writes(t, s.tie, s.person) {
		sure = freeMail[host] && s.tie >= 0 // "write to me": mostly an author
	}
	found = found || t.Strict && privateMailbox(local, host)
	if found {
		report(finding.Hit{Rule: ruleEmail, From: from, To: to, Sure: sure, What: "an e-mail address", Because: f.because(t, s, "it is a mailbox, and no role or office is named")})
	}
}

// writes reports whether the person a mailbox is tied to is the writer, by no
// more than "contact me" or an "I" in the sentence; "my e-mail is" is a patient
// as likely as not.
func (f *finder) writes(t *prose.Text, tie, person int) bool {
	if tie >= 0 {
		return f.bits(t, tie)&self != 0 && f.bits(t, tie)&whose == 0
	}
	return person >= 0 && f.bits(t, person)&self != 0
}

// weighMailbox decides by the scene: alone says that nothing else stands there.
func weighMailbox(s scene, local, host string, alone bool) (sure, found bool) {
	tied := s.tie >= 0
	switch {
	case tied:
		return !official(host) && !placeholder(local, host), true
	case placeholder(local, host) && !alone, official(host):
		return false, false
	case roleOf(local):
		return false, alone || s.person >= 0 && !s.office
	case s.person >= 0 && !s.office:
		return true, true
	case freeMail[host]:
		return !s.office, true
	}
	return false, !s.office || alone
}

// official reports whether a host belongs to a state: what stands there is
// public by law.
func official(host string) bool {
	for _, end := range [...]string{".gov", ".mil", ".gov.in", ".nic.in", ".nhs.uk", ".gov.uk", ".gov.au", ".gc.ca", ".govt.nz", ".who.int", ".europa.eu", ".nhs.net", ".res.in"} {
		if strings.HasSuffix(host, end) || host == end[1:] {
			return true
		}
	}
	return strings.Contains(host, ".gov.")
}

// institute reports whether a host is by its name that of a body that treats or
// teaches.
func institute(host string) bool {
	for _, part := range [...]string{"hospital", "clinic", "health", "univ", "college", "medical", ".edu", ".ac.", "ngo", "foundation"} {
		if strings.Contains(host, part) {
			return true
		}
	}
	return false
}

// placeholder reports whether an address shows how addresses look.
func placeholder(local, host string) bool {
	switch local {
	case "name", "yourname", "you", "your.name", "user", "username", "someone", "somebody", "firstname.lastname", "first.last", "email", "your", "youremail", "your-email", "your_email", "xyz", "abc":
		return strings.HasPrefix(host, "example.") || strings.HasPrefix(host, "domain.") || strings.HasPrefix(host, "email.")
	}
	return false
}

// roleOf reports whether a mailbox is that of an office: its name is a role,
// or is made of words one of which is.
func roleOf(local string) bool {
	for part := range strings.FieldsFuncSeq(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }) {
		if roles[part] {
			return true
		}
		for _, end := range [...]string{"info", "clinic", "hospital", "team", "office", "help", "helpline", "support", "desk", "press", "center", "centre", "dept", "news"} {
			if len(part) > len(end)+1 && (strings.HasSuffix(part, end) || end == "news" && strings.HasPrefix(part, end)) {
				return true // heartclinic, atainfo
			}
		}
	}
	return false
}
