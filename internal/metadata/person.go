package metadata

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// namesSomebody reports whether a field made for a name holds a person's: not
// nothing, not a program, not a body such as a hospital.
func namesSomebody(s string) bool {
	if isSite(clean(s)) {
		return false
	}
	for _, part := range strings.FieldsFunc(clean(s), func(r rune) bool { return r == ';' || r == '|' || r == '/' || r == '\x00' || r == '\n' }) {
		if onePerson(part) {
			return true
		}
	}
	return false
}

func onePerson(s string) bool {
	s = strings.TrimSpace(s)
	if a := address(s); a != "" {
		return !isRole(a)
	}
	words := wordsOf(s)
	if letters(s) < 2 || len(words) == 0 || nobody[strings.Join(words, " ")] || isSite(s) {
		return false
	}
	if honorifics[words[0]] && len(words) > 1 {
		return true
	}
	first, _, _ := strings.Cut(s, ",") // "Roe, Jane" and "Jane Roe, Riverside Hospital" name her; "Health Department, Riverside" nobody
	words = wordsOf(first)
	return len(words) > 0 && !isBody(words) && !isProgram(words) && !isInitials(first) && !isCode(first)
}

// clean drops what formats put around a value.
func clean(s string) string {
	return strings.Trim(strings.ToValidUTF8(s, ""), " \t\r\n\x00\ufeff")
}

// wordsOf cuts a field into lower-case words; marks belong to letters.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '\''
	})
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

func isBody(words []string) bool {
	for _, w := range words {
		if bodies[w] {
			return true
		}
	}
	return false
}

func isProgram(words []string) bool {
	for _, w := range words {
		if programs[strings.TrimRight(w, "0123456789-")] {
			return true
		}
	}
	return false
}

// isInitials reports a short word of capitals, "WHO": mostly a body.
func isInitials(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) <= 5 && s == strings.ToUpper(s) && s != strings.ToLower(s) && !strings.Contains(s, " ")
}

// isCode reports a run of hexadecimal digits or a number.
func isCode(s string) bool {
	return strings.Trim(s, "0123456789abcdefABCDEF-{} ") == "" && strings.ContainsAny(s, "0123456789")
}

// isSite reports a bare web address of no person.
func isSite(s string) bool {
	if strings.ContainsAny(s, " \t@") {
		return false
	}
	return (strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || domainEnd(s)) && !isProfile(s)
}

func domainEnd(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && siteEnds[strings.ToLower(s[i+1:])]
}

// isProfile reports a web address that is one person's page.
func isProfile(s string) bool {
	s = strings.ToLower(s)
	for _, p := range []string{"linkedin.com/in/", "facebook.com/profile.php", "/~", "orcid.org/0", "mailto:"} {
		if strings.Contains(s, p) && !(p == "mailto:" && isRole(address(s))) {
			return true
		}
	}
	return false
}

// address finds the first e-mail address in s.
func address(s string) string {
	for at, from := 0, 0; ; from = at + 1 {
		i := strings.IndexByte(s[from:], '@')
		if i < 0 {
			return ""
		}
		at = from + i
		start, end := at, at+1
		for start > from && mailByte(s[start-1]) {
			start--
		}
		for end < len(s) && mailByte(s[end]) {
			end++
		}
		domain := strings.TrimRight(s[at+1:end], ".-")
		if start < at && strings.IndexByte(domain, '.') > 0 {
			return s[start : at+1+len(domain)]
		}
	}
}

func mailByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("._%+-", c) >= 0 || c >= utf8.RuneSelf
}

// isRole reports an address of an office and not of a person.
func isRole(addr string) bool {
	local, _, ok := strings.Cut(strings.ToLower(addr), "@")
	if !ok {
		return false
	}
	for _, w := range strings.FieldsFunc(local, func(r rune) bool { return r == '.' || r == '-' || r == '_' || r == '+' }) {
		if roles[w] || bodies[w] {
			return true
		}
	}
	return false
}

// isRemark reports a comment somebody wrote, against what programs leave.
func isRemark(s string) bool {
	s = clean(s)
	digits := strings.IndexFunc(s, unicode.IsDigit) >= 0
	if n := letters(s); n < 3 && !(digits && len(s) >= 7) {
		return false
	}
	low := strings.ToLower(s)
	for _, p := range madeBy {
		if strings.HasPrefix(low, p) {
			return false
		}
	}
	words := wordsOf(s)
	return !isSite(s) && !isCode(s) && !nobody[strings.Join(words, " ")] && !(len(words) <= 8 && isProgram(words))
}

// hasUserPath reports a path on a computer that holds an account's name, as
// C:\Users\jroe\leaflet.docx, /home/jroe/ and file:///Users/jroe/ do. A web
// address with /users/ in it is none.
func hasUserPath(s string) bool {
	if !strings.ContainsAny(s, `/\`) {
		return false
	}
	low := strings.ToLower(s)
	for _, home := range []string{`\users\`, `\documents and settings\`, `/users/`, `/home/`} {
		for from := 0; ; {
			i := strings.Index(low[from:], home)
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(home)
			if (home[0] == '\\' || atRoot(low[:at])) && isAccount(low[from:]) {
				return true
			}
		}
	}
	return false
}

// atRoot reports whether a path may begin after s.
func atRoot(s string) bool {
	if s == "" || strings.HasSuffix(s, "file://") || strings.HasSuffix(s, "localhost") {
		return true
	}
	switch s[len(s)-1] {
	case ' ', '"', '\'', '(', '=', '>', '\n', '\t':
		return true
	case ':':
		return len(s) == 2 || len(s) > 2 && strings.IndexByte(" /\"'(=", s[len(s)-3]) >= 0
	}
	return false
}

func isAccount(rest string) bool {
	end := strings.IndexAny(rest, `/\"'<>`)
	if end < 0 {
		end = len(rest)
	}
	name := strings.TrimSpace(rest[:end])
	return letters(name) >= 2 && !nobody[name]
}
