package ids

import (
	"nadi/internal/privacy/finding"
)

// ssnOrITIN finds US Social Security numbers (SSA, POMS RM 10201.035: area not
// 000, 666 or 900 and above, group not 00, serial not 0000) and taxpayer
// numbers (IRS: 9xx with groups 50–65, 70–88, 90–92 and 94–99).
func ssnOrITIN(v *view) (finding.Hit, bool) {
	if !v.profile(finding.US) {
		return none()
	}
	cue := v.has(cueSSN)
	n, ok := grouped(v.s, v.from, "-. ", 3, 2, 4)
	if !ok && cue {
		n, ok = run(v.s, v.from, 9, 9)
	}
	if !ok && v.only(v.from, v.to) {
		return loneSSN(v)
	}
	d := n.digits()
	if !ok || !v.alone(v.from, n.end) || uniform(d) {
		return none()
	}
	valid := validSSN(d) || validITIN(d)
	switch {
	case v.tight&cueSSN != 0, cue && valid:
		return v.hit("privacy/ssn", "a US Social Security or taxpayer number", v.from, n.end, true, byLabel)
	case !valid || sampleSSN(d) || v.plus || v.has(refers|version) || (v.near|v.tight)&phone != 0 || n.sep == 0 || v.counted(n.end):
		return none()
	case n.sep == ' ' && v.numbersBeside(v.from, n.end):
		return none()
	}
	return v.hit("privacy/ssn", "a US Social Security or taxpayer number", v.from, n.end, n.sep == '-', byForm)
}

// loneSSN finds nine digits, together or parted once, in a passage of no words.
func loneSSN(v *view) (finding.Hit, bool) {
	for _, sizes := range [...][]int{{9}, {3, 6}, {5, 4}} {
		n, ok := grouped(v.s, v.from, "-", sizes...)
		if !ok || !v.alone(v.from, n.end) {
			continue
		}
		if d := n.digits(); (validSSN(d) || validITIN(d)) && !sampleSSN(d) && !uniform(d) {
			return v.hit("privacy/ssn", "nine digits, as of a US Social Security number", v.from, n.end, false, byWeak)
		}
	}
	return none()
}

// sampleSSN reports whether a number was printed for all to see: on a wallet's
// card, in advertisements.
func sampleSSN(d string) bool {
	return d == "078051120" || d == "123456789" || d == "987654321" || d == "219099999"
}

func validSSN(d string) bool {
	return d[:3] != "000" && d[:3] != "666" && d[0] != '9' && d[3:5] != "00" && d[5:] != "0000"
}

func validITIN(d string) bool {
	g := d[3:5]
	return d[0] == '9' && (g >= "50" && g <= "65" || g >= "70" && g <= "88" || g >= "90" && g <= "92" || g >= "94")
}

// medicareID finds the US Medicare Beneficiary Identifier: eleven places, the
// letters without S L O I B Z (CMS, Understanding the MBI, 2018).
func medicareID(v *view) (finding.Hit, bool) {
	if !v.profile(finding.US) {
		return none()
	}
	end := mbi(v.s, v.from)
	if end < 0 || !v.alone(v.from, end) {
		return none()
	}
	written := v.s[v.from:end]
	parted, big := end-v.from > 11, capitals(written)
	cue := v.has(cueMBI | cueMember)
	if !cue && !big && !parted && !v.bare(v.from, end) || !cue && v.refused() {
		return none()
	}
	return v.hit("privacy/medicare", "a US Medicare number", v.from, end, cue || big, byForm)
}

// mbi is the end of an MBI that begins at from, or -1.
func mbi(s string, from int) int {
	const places = "CAXNAXNAANN" // C 1–9, A letter, N digit, X either
	at, sep := from, byte(0)
	for i := range len(places) {
		if i == 4 || i == 7 {
			if i == 4 && at < len(s) && (s[at] == '-' || s[at] == ' ') {
				sep = s[at]
			}
			if sep != 0 {
				if at >= len(s) || s[at] != sep {
					return -1
				}
				at++
			}
		}
		if at >= len(s) {
			return -1
		}
		c, letter := s[at], isLetter(s[at]) && !in(s[at], "SLOIBZ")
		switch places[i] {
		case 'C':
			letter = isDigit(c) && c != '0'
		case 'N':
			letter = isDigit(c)
		case 'X':
			letter = letter || isDigit(c)
		}
		if !letter {
			return -1
		}
		at++
	}
	return at
}

// deaNumber finds the registration of a US prescriber with the Drug
// Enforcement Administration: two letters (or a letter and 9), seven digits,
// the last a check digit.
func deaNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.US) || v.to-v.from != 9 || !v.plain {
		return none()
	}
	s := v.s[v.from:v.to]
	if !in(s[0], "ABCDEFGHJKLMPRSTUX") || !isLetter(s[1]) && s[1] != '9' || digitRun(s, 2) != 7 || !deaCheck(s[2:]) {
		return none()
	}
	cue := v.has(cueDEA | cueCertificate | cueLicence)
	if !capitals(s) || uniform(s[2:]) || v.has(cuePassport) || !cue && (v.refused() || v.url) {
		return none()
	}
	return v.hit("privacy/licence", "a US licence to prescribe (DEA)", v.from, v.to, cue, byCheck)
}
