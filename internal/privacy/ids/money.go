package ids

import "nadi/internal/privacy/finding"

// iban finds International Bank Account Numbers (ISO 13616): country, two
// check digits, the country's length.
func iban(v *view) (finding.Hit, bool) {
	if v.to-v.from < 4 || letterRun(v.s, v.from) != 2 || digitRun(v.s, v.from+2) < 2 {
		return none()
	}
	cue := v.has(cueIBAN | cueAccount)
	end := ibanEnd(v.s, v.from)
	if end > 0 && v.alone(v.from, end) && !v.url {
		var buf [34]byte
		written := v.s[v.from:end]
		valid := mod97(compact(buf[:0], written))
		if valid && (cue || capitals(written)) {
			return v.hit("privacy/account", "a bank account (IBAN)", v.from, end, v.wide&donation == 0, byCheck)
		}
		if v.tight&cueIBAN != 0 {
			return v.hit("privacy/account", "a bank account (IBAN)", v.from, end, false, byLabel)
		}
	}
	if v.tight&cueIBAN != 0 && v.plain && v.digits >= 2 && v.to-v.from >= 6 {
		return v.hit("privacy/account", "a bank account", v.from, v.to, false, byLabel)
	}
	return none()
}

// ibanEnd is the end of an IBAN's letters, in one piece or in fours, or -1.
func ibanEnd(s string, from int) int {
	length := ibanLength(upper(s[from]), upper(s[from+1]))
	if length == 0 {
		return -1
	}
	at, parted := from, false
	for i := range length {
		if i > 0 && i%4 == 0 && at < len(s) && (s[at] == ' ' || s[at] == '-') && (i == 4 || parted) {
			parted = true
			at++
		}
		if at >= len(s) || !isAlnum(s[at]) {
			return -1
		}
		at++
	}
	return at
}

// ibanLength is from the register of SWIFT.
func ibanLength(a, b byte) int {
	const register = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
	for i := 0; i+4 <= len(register); i += 4 {
		if register[i] == a && register[i+1] == b {
			return int(register[i+2]-'0')*10 + int(register[i+3]-'0')
		}
	}
	return 0
}

// cardNumber finds payment cards: 12 to 19 digits of a known issuer with a
// right check digit (ISO/IEC 7812).
func cardNumber(v *view) (finding.Hit, bool) {
	if v.mixed || v.digits+v.ahead < 12 {
		return none()
	}
	n, ok := cardDigits(v)
	if !ok || !v.alone(v.from, n.end) || v.plus || v.comma {
		return none()
	}
	d := n.digits()
	cue := v.has(cueCard)
	valid := luhn(d) && !uniform(d)
	const what = "the number of a payment card"
	switch {
	case v.tight&(labels&^(cueCard|cueCardLabel|cueAccount)) != 0:
		return none() // another label's number
	case valid && cue && (len(d) > 12 || v.tight&cueCard != 0):
		return v.hit("privacy/card", what, v.from, n.end, issuer(d) || v.tight&cueCard != 0, byCheck)
	case v.tight&cueCardLabel != 0 && !uniform(d):
		return v.hit("privacy/card", what, v.from, n.end, false, byLabel)
	case !valid || !issuer(d) || v.refused():
		return none()
	case len(d) < 14 && !v.bare(v.from, n.end):
		return none() // a bar code, a stamp of time
	}
	return v.hit("privacy/card", what, v.from, n.end, len(d) >= 15 && !v.has(labels&^(cueCard|cueAccount)), byCheck)
}

// cardDigits reads a card's digits in the groupings that cards have.
func cardDigits(v *view) (number, bool) {
	for _, sizes := range [...][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}, {4, 4, 4, 1}} {
		if n, ok := grouped(v.s, v.from, " -", sizes...); ok && clearAfter(v.s, n.end) {
			return n, n.sep == '-' || !digitBefore(v.s, v.from)
		}
	}
	return run(v.s, v.from, 12, 19)
}

// digitBefore reports whether a short number stands one blank before.
func digitBefore(s string, from int) bool {
	j := from - 2
	for j >= 0 && isDigit(s[j]) {
		j--
	}
	return from >= 2 && s[from-1] == ' ' && j < from-2 && from-2-j <= 4 && (j < 0 || s[j] == ' ')
}

// issuer reports whether a card's first digits are an issuer's and its length
// is one that this issuer gives.
func issuer(d string) bool {
	n, p2, p3, p4 := len(d), atoi(d[:2]), atoi(d[:3]), atoi(d[:4])
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720:
		return n == 16
	case p2 == 34, p2 == 37:
		return n == 15
	case p3 >= 300 && p3 <= 305, p2 == 36, p2 == 38, p2 == 39:
		return n >= 14
	case p4 == 1800, p4 == 2131, d[0] == '1' && p2 == 12:
		return n == 15
	case p4 >= 3528 && p4 <= 3589:
		return n >= 16
	case p4 == 6011, p3 >= 644 && p3 <= 659, p2 == 62, p2 == 60, p2 == 81, p2 == 82:
		return n >= 16
	case p2 == 50, p2 >= 56 && p2 <= 58, p2 >= 61 && p2 <= 69:
		return n >= 12
	}
	return false
}

// atoi reads a few digits.
func atoi(d string) int {
	n := 0
	for i := range len(d) {
		n = n*10 + int(d[i]-'0')
	}
	return n
}
