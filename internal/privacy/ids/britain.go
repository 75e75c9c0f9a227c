package ids

import "nadi/internal/privacy/finding"

// nhsNumber finds NHS numbers of England, Wales and the Isle of Man: ten
// digits, 3-3-4, modulus 11 (NHS Data Dictionary). One in eleven American
// telephone numbers passes, so a number that could be one needs its word.
func nhsNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.UK) || v.mixed {
		return none()
	}
	cue := v.has(cueNHS)
	n, ok := grouped(v.s, v.from, " -", 3, 3, 4)
	if !ok {
		n, ok = run(v.s, v.from, 10, 10)
	}
	if !ok || !v.alone(v.from, n.end) {
		return none()
	}
	d := n.digits()
	valid := nhsCheck(d) && !uniform(d) && d != "0123456789"
	const what = "an NHS number"
	switch {
	case v.tight&cueNHS != 0 || cue && valid:
		if !valid && (v.has(phone) || v.plus) || uniform(d) {
			return none()
		}
		return v.hit("privacy/nhs-number", what, v.from, n.end, valid, byLabel)
	case !valid || v.refused():
		return none()
	case v.bare(v.from, n.end) && (!dialled(d) || v.only(v.from, n.end)):
		return v.hit("privacy/nhs-number", what, v.from, n.end, false, byCheck)
	case n.sep == 0 || v.numbersBeside(v.from, n.end) || dialled(d) && (n.sep != ' ' || !v.has(person)):
		return none()
	case dialled(d):
		return v.hit("privacy/nhs-number", what, v.from, n.end, false, byCheck)
	}
	return v.hit("privacy/nhs-number", what, v.from, n.end, v.has(person), byCheck)
}

// dialled reports whether ten digits could be a North American telephone.
func dialled(d string) bool { return d[0] >= '2' && d[3] >= '2' }

// ninoNumber finds UK National Insurance numbers: two letters, six digits,
// A to D (HMRC, National Insurance Manual NIM39110).
func ninoNumber(v *view) (finding.Hit, bool) {
	if !v.profile(finding.UK) {
		return none()
	}
	from := v.lead
	end := shaped(v.s, from, "LL dd dd dd X")
	if end < 0 {
		from = v.from
		end = shaped(v.s, from, "LL dd dd dd X")
	}
	if end < 0 || !v.alone(from, end) || !in(v.s[end-1], "ABCD") || !ninoPrefix(v.s[from], v.s[from+1]) && v.tight&cueNINO == 0 {
		return none()
	}
	written := v.s[from:end]
	cue, big := v.has(cueNINO), capitals(written)
	if !cue && (v.refused() || v.url || !big && !v.bare(from, end)) {
		return none()
	}
	return v.hit("privacy/nino", "a UK National Insurance number", from, end, cue || big, byForm)
}

func ninoPrefix(a, b byte) bool {
	if in(a, "DFIQUV") || in(b, "DFIOQUV") {
		return false
	}
	switch string([]byte{upper(a), upper(b)}) {
	case "BG", "GB", "NK", "KN", "TN", "NT", "ZZ":
		return false
	}
	return true
}

// dvlaLicence finds British driving licences: five letters of the surname
// filled with 9, the date of birth shuffled (a woman's month has 50 added),
// initials, three more places, perhaps two of the issue.
func dvlaLicence(v *view) (finding.Hit, bool) {
	if !v.profile(finding.UK) || v.digits < 6 {
		return none()
	}
	for _, from := range [...]int{v.from, v.lead} {
		if end := dvla(v.s, from); end > 0 && v.alone(from, end) {
			cue := v.has(cueDriving | cueLicence)
			loose := !isLetter(v.s[end-2]) || !capitals(v.s[from:end])
			if loose && !cue && !v.bare(from, end) {
				continue
			}
			if to := shaped(v.s, end, " dd"); to > 0 && clearAfter(v.s, to) && cue {
				end = to
			}
			return v.hit("privacy/licence", "a British driving licence number", from, end, cue || !loose, byForm)
		}
		if v.lead == v.from {
			break
		}
	}
	return none()
}

// dvla is the end of the sixteen places that begin at from, or -1.
func dvla(s string, from int) int {
	end := shaped(s, from, "LXXXX ddddddXXXXX")
	if end < 0 {
		return -1
	}
	for i := 1; i < 5; i++ { // after the first 9 only 9
		if c := s[from+i]; isDigit(c) && c != '9' || isLetter(c) && isDigit(s[from+i-1]) {
			return -1
		}
	}
	b := s[end-11:]
	month, day := int(b[1]-'0')*10+int(b[2]-'0'), int(b[3]-'0')*10+int(b[4]-'0')
	if month > 50 {
		month -= 50
	}
	if month < 1 || month > 12 || day < 1 || day > 31 || !isLetter(b[6]) || isDigit(b[7]) && b[7] != '9' {
		return -1
	}
	return end
}

// passportNumber finds passports beside their word, and of the bare ones those
// of the British and Indian forms where nothing else stands.
func passportNumber(v *view) (finding.Hit, bool) {
	if !v.plain || v.comma || v.to-v.from < 6 || v.to-v.from > 9 || v.digits < 5 || !clearAfter(v.s, v.to) {
		return none()
	}
	s := v.s[v.from:v.to]
	const what = "a passport number"
	leading := letterRun(s, 0)
	usual := leading <= 2 && digitRun(s, leading) == len(s)-leading && v.digits >= 6 && leading+v.digits >= 7
	switch {
	case v.tight&cuePassport != 0 && (v.direct || v.mixed) && !v.counted(v.to):
		return v.hit("privacy/passport", what, v.from, v.to, usual, byLabel)
	case v.has(cuePassport) && usual && v.tight&(labels|negative) == 0 && (leading > 0 || v.digits == 9):
		return v.hit("privacy/passport", what, v.from, v.to, v.mixed, byLabel)
	case !usual || !capitals(s) || !v.only(v.from, v.to) || v.refused():
		return none()
	case v.profile(finding.UK) && leading == 2 && v.digits == 7,
		v.profile(finding.IN) && leading == 1 && v.digits == 7 && !in(s[0], "QXZ") && s[1] != '0' && s[7] != '0':
		return v.hit("privacy/passport", what, v.from, v.to, false, byWeak)
	}
	return none()
}
