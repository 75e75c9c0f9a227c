package ids

import (
	"strings"

	"nadi/internal/privacy/finding"
)

// aadhaarNumber finds India's resident number: twelve digits, the first 2 to
// 9, Verhoeff check digit, no palindrome (UIDAI).
func aadhaarNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) || v.mixed {
		return none()
	}
	n, ok := grouped(v.s, v.from, " -:", 4, 4, 4)
	if !ok {
		n, ok = run(v.s, v.from, 12, 12)
	}
	if !ok || !v.alone(v.from, n.end) {
		return virtualAadhaar(v)
	}
	d := n.digits()
	form := d[0] >= '2' && !uniform(d) && !palindrome(d)
	valid, cue := form && verhoeff(d), v.has(cueAadhaar)
	const what = "an Aadhaar number"
	switch {
	case valid && cue:
		return v.hit("privacy/aadhaar", what, v.from, n.end, true, byLabel)
	case form && v.tight&cueAadhaar != 0:
		return v.hit("privacy/aadhaar", what, v.from, n.end, false, byLabel)
	case !valid || v.refused() || v.tight&labels&^cueCard != 0:
		return none()
	case n.sep == 0 && !v.bare(v.from, n.end):
		return none()
	case n.sep == ' ' && v.numbersBeside(v.from, n.end):
		return none()
	}
	return v.hit("privacy/aadhaar", what, v.from, n.end, n.sep != 0, byCheck)
}

// virtualAadhaar finds the sixteen digits that stand for an Aadhaar number.
func virtualAadhaar(v *view) (finding.Hit, bool) {
	if !v.has(cueAadhaar) {
		return none()
	}
	n, ok := grouped(v.s, v.from, " -", 4, 4, 4, 4)
	if !ok {
		n, ok = run(v.s, v.from, 16, 16)
	}
	if !ok || !v.alone(v.from, n.end) || uniform(n.digits()) {
		return none()
	}
	return v.hit("privacy/aadhaar", "an Aadhaar virtual number", v.from, n.end, verhoeff(n.digits()), byLabel)
}

// abhaNumber finds India's health account: fourteen digits, 2-4-4-4. No check
// digit is published, so it takes its hyphens or its word.
func abhaNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) || v.mixed {
		return none()
	}
	cue := v.has(cueABHA)
	n, ok := grouped(v.s, v.from, "- ", 2, 4, 4, 4)
	if !ok && cue {
		n, ok = run(v.s, v.from, 14, 14)
	}
	if !ok || !v.alone(v.from, n.end) || uniform(n.digits()) {
		return none()
	}
	if !cue && (n.sep != '-' || v.refused()) {
		return none()
	}
	return v.hit("privacy/abha", "an ABHA number", v.from, n.end, cue, byForm)
}

// panNumber finds the Permanent Account Number of India's income tax: five
// letters, four digits, a letter; the fourth says whose it is, P a person, H a
// family.
func panNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) || v.to-v.from != 10 || !v.plain || shaped(v.s, v.from, "LLLLLddddL") < 0 || !clearAfter(v.s, v.to) {
		return none()
	}
	s := v.s[v.from:v.to]
	cue, big := v.has(cuePAN), capitals(s)
	const what = "a PAN (Indian income tax)"
	switch {
	case s[5:9] == "0000" || v.url:
		return none()
	case in(s[3], "P") && (big || cue):
		return v.hit("privacy/pan", what, v.from, v.to, big, byForm)
	case in(s[3], "H") && (big || cue), cue && v.has(person), v.bare(v.from, v.to):
		return v.hit("privacy/pan", what, v.from, v.to, false, byForm)
	}
	return none()
}

// voterID finds the number of India's electoral photo identity card: three
// letters, seven digits.
func voterID(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) || v.to-v.from != 10 || !v.plain || shaped(v.s, v.from, "LLLddddddd") < 0 || !clearAfter(v.s, v.to) {
		return none()
	}
	s := v.s[v.from:v.to]
	cue := v.has(cueVoter)
	if !cue && (!capitals(s) || otherPrefix(s[:3]) || !v.bare(v.from, v.to)) {
		return none()
	}
	return v.hit("privacy/voter-id", "an Indian voter identity number", v.from, v.to, cue, byForm)
}

// otherPrefix reports whether three letters begin numbers of papers, trials,
// pictures and products.
func otherPrefix(letters string) bool {
	return strings.Contains(" PMC NCT PMI DOI ISO IMG DSC PXL MVI VID SKU SRR SRX GSE GSM REF RRI ACN CVE PRE ", " "+letters+" ")
}

// indianLicence finds driving licences: state, office, year, seven digits.
func indianLicence(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) || v.digits < 6 && v.ahead < 11 {
		return none()
	}
	for _, from := range [...]int{v.from, v.lead} {
		if !state(v.s, from) {
			continue
		}
		end := shaped(v.s, from, "LL dd ddddddddddd")
		if end < 0 {
			end = shaped(v.s, from, "LL dd dddd ddddddd")
		}
		if end < 0 || !v.alone(from, end) {
			continue
		}
		cue := v.has(cueDriving | cueLicence)
		d := onlyDigits(v.s[from:end])
		if !cue && (d[2:4] != "19" && d[2:4] != "20" || !capitals(v.s[from:end]) || v.refused()) {
			continue
		}
		return v.hit("privacy/licence", "an Indian driving licence number", from, end, cue, byForm)
	}
	return none()
}

// states are the codes of India's states and territories on plates and
// licences, with the old ones that still drive.
const states = " AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS TG UA UK UP WB "

// state reports whether a state's code begins at from.
func state(s string, from int) bool {
	if from+2 > len(s) || !isLetter(s[from]) || !isLetter(s[from+1]) {
		return false
	}
	a, b := upper(s[from]), upper(s[from+1])
	for i := 1; i+2 < len(states); i += 3 {
		if states[i] == a && states[i+1] == b {
			return true
		}
	}
	return false
}
