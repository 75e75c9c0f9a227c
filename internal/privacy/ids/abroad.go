package ids

import (
	"strings"

	"nadi/internal/privacy/finding"
)

// canadianSIN finds Canada's Social Insurance Number: 3-3-3, Luhn, the first
// digit not 0 or 8. Thousands parted by blanks look the same, so with blanks it
// takes its word or a passage of its own.
func canadianSIN(v *view) (finding.Hit, bool) {
	if v.mixed {
		return none()
	}
	cue := v.has(cueSIN)
	n, ok := grouped(v.s, v.from, "- ", 3, 3, 3)
	if !ok && v.tight&cueSIN != 0 {
		n, ok = run(v.s, v.from, 9, 9)
	}
	if !ok || !v.alone(v.from, n.end) {
		return none()
	}
	d := n.digits()
	valid := luhn(d) && d[0] != '0' && d[0] != '8'
	const what = "a Canadian Social Insurance Number"
	switch {
	case valid && cue:
		return v.hit("privacy/national-id", what, v.from, n.end, true, byCheck)
	case !valid || v.refused() || v.tight&labels != 0:
		return none()
	case v.bare(v.from, n.end), n.sep == '-':
		return v.hit("privacy/national-id", what, v.from, n.end, false, byCheck)
	}
	return none()
}

// insuranceAbroad finds health insurance numbers of Germany (section 290 SGB
// V) and of Australia (Medicare card).
func insuranceAbroad(v *view) (finding.Hit, bool) {
	s := v.s[v.from:]
	if v.plain && v.to-v.from == 10 && isUpper(s[0]) && digitRun(s, 1) == 9 {
		cue := v.has(cueMember)
		if kvnrCheck(s[0], s[1:10]) && (cue || !v.refused() && v.bare(v.from, v.to)) {
			return v.hit("privacy/member-id", "a German health insurance number", v.from, v.to, cue, byCheck)
		}
		return none()
	}
	return australianMedicare(v)
}

// australianMedicare: 4-5-1, perhaps a person's digit after it; the first 2 to
// 6, the ninth a check digit (weights 1, 3, 7, 9).
func australianMedicare(v *view) (finding.Hit, bool) {
	if v.mixed {
		return none()
	}
	n, ok := grouped(v.s, v.from, " -", 4, 5, 1)
	if ok {
		if end := shaped(v.s, n.end, " d"); end == n.end+2 && clearAfter(v.s, end) {
			n.end = end
		}
	} else {
		n, ok = run(v.s, v.from, 10, 11)
	}
	if !ok || !v.alone(v.from, n.end) {
		return none()
	}
	d := n.digits()
	if d[0] < '2' || d[0] > '6' || weighted(d, 1, 3, 7, 9, 1, 3, 7, 9)%10 != int(d[8]-'0') || uniform(d) {
		return none()
	}
	cue := v.has(cueMBI | cueMember)
	if !cue && (v.refused() || v.tight&labels != 0 || !v.bare(v.from, n.end) && n.sep == 0 || n.sep == ' ' && v.numbersBeside(v.from, n.end)) {
		return none()
	}
	return v.hit("privacy/member-id", "an Australian Medicare number", v.from, n.end, cue, byCheck)
}

// nationalID finds the numbers of other states that carry a check digit.
func nationalID(v *view) (finding.Hit, bool) {
	cue := v.has(cueNational | cueTaxAbroad | cueSSN)
	end, strong := abroadNumber(v, cue)
	if end < 0 || !v.alone(v.from, end) || v.url {
		return none()
	}
	if !cue && (v.refused() || v.tight&labels != 0 || !strong && !v.bare(v.from, end)) {
		return none()
	}
	return v.hit("privacy/national-id", "a national identity number", v.from, end, cue, byCheck)
}

// abroadNumber is the end of such a number and whether its form is so strong
// that it needs no word.
func abroadNumber(v *view, cue bool) (int, bool) {
	s, from := v.s, v.from
	n := v.to - from
	switch {
	case v.plain && v.mixed && n == 9 && capitals(s[from:v.to]) && shaped(s, from, "LdddddddL") > 0:
		return ended(v, nric(s[from:v.to]) || nie(s[from:v.to])), false
	case v.plain && v.mixed && n == 9 && shaped(s, from, "ddddddddL") > 0 && capitals(s[from:v.to]):
		return ended(v, spanish(s[from:v.to])), false
	case v.plain && v.mixed && n == 16 && shaped(s, from, "LLLLLLddLddLdddL") > 0:
		return ended(v, fiscal(s[from:v.to])), true
	case v.plain && n == 18 && digitRun(s, from) >= 17:
		return ended(v, resident(s[from:v.to])), true
	case n == 14 && shaped(s, from, "ddd.ddd.ddd-dd") > 0:
		return ended(v, cpf(onlyDigits(s[from:v.to]))), true
	case n == 11 && (shaped(s, from, "dddddd-dddX") > 0 || shaped(s, from, "ddddddAdddX") > 0):
		return ended(v, hetu(s[from:v.to]) || luhn(onlyDigits(s[from:v.to])) && swedish(s[from:v.to])), false
	case n == 14 && shaped(s, from, "dddddd-ddddddd") > 0:
		return ended(v, s[from+7] >= '1' && s[from+7] <= '4' && dated(s[from:])), true
	case n == 15 && shaped(s, from, "ddddd-ddddddd-d") > 0: // Pakistan
		return v.to, true
	case n == 10 && v.plain && cue && digitRun(s, from) == 9 && in(s[v.to-1], "VX"): // Sri Lanka
		return v.to, false
	case n == 11 && v.plain && !v.mixed && cue:
		return ended(v, pesel(s[from:v.to]) || v.tight&cueNational != 0), false
	}
	return -1, false
}

func ended(v *view, valid bool) int {
	if valid {
		return v.to
	}
	return -1
}

// nric: Singapore; weights 2 7 6 5 4 3 2, a letter for the rest.
func nric(s string) bool {
	if !in(s[0], "STFGM") {
		return false
	}
	sum := weighted(s[1:8], 2, 7, 6, 5, 4, 3, 2)
	switch s[0] {
	case 'T', 'G':
		sum += 4
	case 'M':
		sum += 3
	}
	letters := "JZIHGFEDCBA"
	if in(s[0], "FG") {
		letters = "XWUTRQPNMLK"
	} else if s[0] == 'M' {
		letters = "KLJNPQRTUWX"
		return letters[10-sum%11] == s[8]
	}
	return letters[sum%11] == s[8]
}

const spanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// spanish: DNI; eight digits modulo 23 give the letter.
func spanish(s string) bool { return spanishLetters[atoi(s[:8])%23] == s[8] }

// nie: the foreigner's number of Spain; X, Y, Z stand for 0, 1, 2.
func nie(s string) bool {
	if !in(s[0], "XYZ") {
		return false
	}
	return spanishLetters[(int(s[0]-'X')*10000000+atoi(s[1:8]))%23] == s[8]
}

// fiscal: Italy's codice fiscale; odd places by a table, even ones by value.
func fiscal(s string) bool {
	const odd = "\x01\x00\x05\x07\x09\x0d\x0f\x11\x13\x15\x02\x04\x12\x14\x0b\x03\x06\x08\x0c\x0e\x10\x0a\x16\x19\x18\x17"
	sum := 0
	for i := range 15 {
		c := int(upper(s[i]) - 'A')
		if isDigit(s[i]) {
			c = int(s[i] - '0')
		}
		if i%2 == 0 {
			c = int(odd[c])
		}
		sum += c
	}
	return byte('A'+sum%26) == upper(s[15])
}

// resident: China, GB 11643: weights are powers of 2 modulo 11.
func resident(s string) bool {
	sum := weighted(s, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
	year := s[6:8]
	return "10X98765432"[sum%11] == upper(s[17]) && (year == "19" || year == "20") && dated(s[8:])
}

// cpf: Brazil; two check digits modulo 11.
func cpf(d string) bool {
	check := func(n int) int {
		sum := 0
		for i := range n {
			sum += int(d[i]-'0') * (n + 1 - i)
		}
		return sum * 10 % 11 % 10
	}
	return !uniform(d) && check(9) == int(d[9]-'0') && check(10) == int(d[10]-'0')
}

// hetu: Finland; the nine digits modulo 31 give the last place.
func hetu(s string) bool {
	const places = "0123456789ABCDEFHJKLMNPRSTUVWXY"
	if !isDigit(s[7]) || !has("-A", s[6]) {
		return false
	}
	n := atoi(s[:6])*1000 + atoi(s[7:10])
	return places[n%31] == upper(s[10]) && s[:2] >= "01" && s[:2] <= "31"
}

// swedish reports whether yymmdd-nnnn begins with a day.
func swedish(s string) bool { return isDigit(s[10]) && dated(s) }

// dated reports whether the third to sixth digits are a month and a day.
func dated(s string) bool {
	return len(s) >= 6 && s[2:4] >= "01" && s[2:4] <= "12" && s[4:6] >= "01" && s[4:6] <= "31"
}

// pesel: Poland; weights 1 3 7 9.
func pesel(d string) bool {
	return (weighted(d, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)+int(d[10]-'0'))%10 == 0 && !strings.HasPrefix(d, "0000")
}
