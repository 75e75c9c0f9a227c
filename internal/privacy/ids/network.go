package ids

import (
	"net/netip"
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// network looks for an address of the network or of a device around token i
// and returns the token after it, or i.
func (f *finder) network(t *prose.Text, i int, report func(finding.Hit)) int {
	s := t.Folded
	from, to := addressAround(s, int(t.Tokens[i].From))
	if to-from < 2 || !clearBefore(s, from) || !networkForm(s[from:to]) {
		return i
	}
	v := view{f: f, t: t, s: s, first: i, last: i, from: from, to: to}
	for v.first > 0 && int(t.Tokens[v.first-1].From) >= from {
		v.first--
	}
	for v.last+1 < len(t.Tokens) && int(t.Tokens[v.last+1].From) < to {
		v.last++
	}
	v.lead = from
	v.context()
	h, ok := v.mac()
	if !ok {
		h, ok = v.ip()
	}
	if !ok {
		return i
	}
	report(h)
	return v.last + 1
}

// addressAround is the longest run of what addresses are made of.
func addressAround(s string, at int) (int, int) {
	from, to := at, at
	for low := max(0, at-80); from > low && partOfIP(s[from-1]); {
		from--
	}
	for high := min(len(s), at+80); to < high && (partOfIP(s[to]) || s[to] == '%' && to > from && isHex(s[to-1])); {
		to++
	}
	for to > from && (s[to-1] == '.' || s[to-1] == '-' || s[to-1] == '%' || s[to-1] == ':' && (to-from < 2 || s[to-2] != ':')) {
		to--
	}
	for j := from; j < to; j++ { // a word and a colon before: "IP:192.0.2.1"
		if s[j] == ':' {
			if j+1 < to && s[j+1] != ':' && letterRun(s, from) == j-from && !allHex(s[from:j]) {
				from = j + 1
			}
			break
		}
	}
	return from, to
}

func partOfIP(c byte) bool { return isAlnum(c) || c == ':' || c == '.' || c == '-' }

func allHex(s string) bool {
	for i := range len(s) {
		if !isHex(s[i]) {
			return false
		}
	}
	return len(s) <= 4
}

// networkForm is a cheap look before the dear one.
func networkForm(s string) bool {
	dots, colons, hyphens := 0, 0, 0
	for i := range len(s) {
		switch s[i] {
		case '.':
			dots++
		case ':':
			colons++
		case '-':
			hyphens++
		}
	}
	return colons >= 2 || dots == 3 || hyphens == 5 || dots == 2 && len(s) == 14
}

// colonsOrMAC reports whether the mark at s[at] can belong to an address that
// begins without a digit.
func colonsOrMAC(s string, at int) bool {
	if s[at] == ':' {
		return at+1 < len(s) && (s[at+1] == ':' || isHex(s[at+1])) && (at == 0 || s[at-1] != ':')
	}
	return at >= 2 && isHex(s[at-1]) && isHex(s[at-2]) && at+3 < len(s) && isHex(s[at+1]) && isHex(s[at+2]) && s[at+3] == '-'
}

// mac finds the address of a device's network card: six pairs (IEEE 802), or
// three fours beside its word. The address of everybody is nobody's.
func (v *view) mac() (finding.Hit, bool) {
	s := v.s[v.from:v.to]
	if len(s) != 17 && !(len(s) == 14 && (v.has(cueMAC) || v.only(v.from, v.to))) {
		return none()
	}
	size, sep := 2, byte(0)
	if len(s) == 14 {
		size = 4
	}
	for i := range len(s) {
		if i%(size+1) != size {
			if !isHex(s[i]) {
				return none()
			}
			continue
		}
		if sep == 0 {
			sep = s[i]
		}
		if s[i] != sep || isAlnum(sep) || size == 4 && sep != '.' {
			return none()
		}
	}
	if !v.has(cueMAC) && !pairsOfDevice(s, size) {
		return none()
	}
	if same := strings.Trim(s, s[:1]+string(sep)); same == "" && (s[0] == 'f' || s[0] == 'F' || s[0] == '0') {
		return none()
	}
	return v.hit("privacy/device", "the network address of a device", v.from, v.to, v.has(cueMAC|cueSerial|cueIP) || v.wide&(person|cueImplant) != 0, byForm)
}

// pairsOfDevice reports whether a letter or a leading nought stands in the
// parts: a ratio has neither.
func pairsOfDevice(s string, size int) bool {
	for i := range len(s) {
		if isLetter(s[i]) || i%(size+1) == 0 && s[i] == '0' {
			return true
		}
	}
	return false
}

// ip finds addresses of the internet protocol. A version, a section, a time
// and a ratio have other forms or their word before them.
func (v *view) ip() (finding.Hit, bool) {
	s := v.s[v.from:v.to]
	if len(s) > 64 {
		return none()
	}
	if n := len(s); strings.HasPrefix(s, "::") && n > 2 && s[2] == ':' || v.to < len(v.s) && v.s[v.to] == '_' {
		return none()
	}
	if host, _, port := strings.Cut(s, ":"); port && strings.Count(host, ".") == 3 && strings.Count(s, ":") == 1 {
		s, v.to = host, v.from+len(host)
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return none()
	}
	cue := v.has(cueIP | cueSession)
	four := strings.IndexByte(s, ':') < 0
	if (four || !cue) && (addr.IsLoopback() || addr.IsUnspecified()) && !v.only(v.from, v.to) {
		return none()
	}
	if v.has(version) && !cue || four && !v.meantFour(s) || !four && !cue && !fullSix(s) && !v.bare(v.from, v.to) {
		return none()
	}
	if v.to < len(v.s) && v.s[v.to] == '/' && v.to+1 < len(v.s) && isDigit(v.s[v.to+1]) && v.wide&person == 0 && !v.only(v.from, v.to) {
		return none() // a network, not a machine
	}
	outside := addr.IsGlobalUnicast() && !addr.IsPrivate() && !reserved(addr)
	tied := cue && v.wide&person != 0 || v.has(cueSession) && outside
	return v.hit("privacy/ip", "an address on the internet", v.from, v.to, tied, byForm)
}

// meantFour reports whether a v4 address is one: longer than the numbers of an
// outline (1.2.3.4, 10.2.3.1), or with words that say so, or by itself.
func (v *view) meantFour(s string) bool {
	return len(s) > 8 || v.has(cueIP) || v.has(cueSession) && v.wide&person != 0 || v.only(v.from, v.to)
}

// fullSix reports whether a v6 address is more than a ratio or two words of a
// program: it has a digit, and a part of three places or four parts.
func fullSix(s string) bool {
	digit, long, parts, n := false, false, 1, 0
	for i := range len(s) {
		if s[i] == ':' {
			parts, n = parts+1, 0
			continue
		}
		n++
		digit = digit || isDigit(s[i])
		long = long || n >= 3
	}
	return digit && long && parts >= 3
}

// reserved reports whether an address is kept for documentation (RFC 5737,
// RFC 3849).
func reserved(a netip.Addr) bool {
	for _, p := range documentation {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

var documentation = [...]netip.Prefix{
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32"),
}

// handle finds names at a payment bank (UPI) or at India's health account
// (ABHA), which have no dot after the @.
func (f *finder) handle(t *prose.Text, i int, report func(finding.Hit)) {
	if f.in&finding.IN == 0 || i == 0 || i+1 >= len(t.Tokens) || t.Tokens[i].Spaced || t.Tokens[i+1].Spaced {
		return
	}
	s, at := t.Folded, int(t.Tokens[i].From)
	from, to := at, int(t.Tokens[i+1].To)
	for low := max(0, at-100); from > low && (isAlnum(s[from-1]) || has("._-", s[from-1])); {
		from--
	}
	for from < at && !isAlnum(s[from]) {
		from++
	}
	if at-from < 2 || !clearAfter(s, to) || from > 0 && has("/@:", s[from-1]) && s[from-1] != ':' {
		return
	}
	v := view{f: f, t: t, s: s, first: tokenAt(t, max(0, i-12), from), last: i + 1, from: from, lead: from, to: to}
	v.context()
	bank := strings.ToLower(s[at+1 : to])
	switch {
	case placeholder(s[from:at]):
	case bank == "abdm" || bank == "sbx":
		h, _ := v.hit("privacy/abha", "an ABHA address", from, to, true, byForm)
		report(h)
	case strings.Contains(upiBanks, " "+bank+" ") && at-from >= 3:
		h, _ := v.hit("privacy/account", "a UPI address, to which money is paid", from, to, v.wide&donation == 0, byForm)
		report(h)
	}
}

// placeholder reports whether a name shows only how such an address looks.
func placeholder(name string) bool {
	switch strings.ToLower(name) {
	case "name", "yourname", "your.name", "your-name", "username", "abc", "xyz", "mobile", "mobilenumber", "xxxx", "xxxxx":
		return true
	}
	return false
}

// upiBanks are handles of payment banks and applications.
const upiBanks = " okaxis oksbi okhdfcbank okicici ybl ibl axl paytm ptaxis ptsbi pthdfc ptyes upi apl yapl rapl axisbank axisb sbi hdfcbank hdfc icici kotak barodampay pnb cnrb unionbank uboi idfcbank indus fbl federal yesbank yespay jupiteraxis waaxis wahdfcbank waicici wasbi freecharge ikwik airtel jio postbank idbi aubank dbs rbl tmb kbl centralbank mahb uco "

// inURL finds a patient's record number in an address: /patients/00482913.
func (f *finder) inURL(v *view, report func(finding.Hit)) {
	a, b := wordAround(v.s, v.from, v.to)
	word := v.s[a:b]
	for at := 0; at < len(word); at++ {
		if word[at] != '/' && word[at] != '=' {
			continue
		}
		end := at + 1
		for end < len(word) && (isAlnum(word[end]) || word[end] == '-') {
			end++
		}
		if a+at+1 >= v.from && a+end <= v.to && recordPart(word[:at]) && plainRecord(word[at+1:end]) {
			h, _ := v.hit("privacy/record-number", "a patient's record number in an address", a+at+1, a+end, true, byLabel)
			report(h)
		}
	}
}

// recordPart reports whether an address ends in the name of a record.
func recordPart(before string) bool {
	from := strings.LastIndexAny(before, "/?&") + 1
	switch strings.ToLower(before[from:]) {
	case "patient", "patients", "mrn", "uhid", "patientid", "patient_id", "patient-id", "pid", "medicalrecord", "medical-record", "chart", "charts":
		return true
	}
	return false
}

// plainRecord reports whether a part of an address is a number of a record.
func plainRecord(s string) bool {
	n := 0
	for i := range len(s) {
		if isDigit(s[i]) {
			n++
		}
	}
	return n >= 5 && n*2 >= len(s)
}
