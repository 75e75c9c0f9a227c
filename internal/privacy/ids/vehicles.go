package ids

import (
	"strings"

	"nadi/internal/privacy/finding"
)

const plateOf = "the plate of a vehicle"

// indianPlate finds Indian plates: state, office, up to three letters, up to
// four digits; and the BH series, which has the year first.
func indianPlate(v *view) (finding.Hit, bool) {
	if !v.profile(finding.IN) {
		return none()
	}
	for _, from := range [...]int{v.lead, v.from} {
		end, short := plateIN(v.s, from)
		if end < 0 || !v.alone(from, end) {
			continue
		}
		cue, big := v.has(cueVehicle|cuePlate), capitals(v.s[from:end])
		if !cue && (v.refused() || v.url || short || !big && !v.bare(from, end)) {
			continue
		}
		return v.hit("privacy/vehicle", plateOf, from, end, cue || v.has(person) && !short, byForm)
	}
	if end := shaped(v.s, v.from, "LLLdddd"); end == v.to && v.plain && capitals(v.s[v.from:end]) && !otherPrefix(v.s[v.from:v.from+3]) && v.only(v.from, end) {
		return v.hit("privacy/vehicle", plateOf, v.from, end, false, byWeak) // of before 1989
	}
	return none()
}

// plateIN is the end of an Indian plate, and whether it has fewer than four
// digits at its end.
func plateIN(s string, from int) (int, bool) {
	if end := shaped(s, from, "dd BH dddd LX"); end > 0 && isLetter(s[end-1]) {
		return end, false
	}
	if end := shaped(s, from, "dd BH dddd L"); end > 0 && (end == len(s) || !isAlnum(s[end])) {
		return end, false
	}
	if !state(s, from) {
		return -1, false
	}
	at := shaped(s, from, "LL ")
	n := digitRun(s, at)
	if n < 1 || n > 2 {
		return -1, false
	}
	at += n
	letters := 0
	for range 2 { // "DL 8S CB 1234": a class of vehicle may stand apart
		at = shaped(s, at, " ")
		l := letterRun(s, at)
		letters, at = letters+l, at+l
	}
	at = shaped(s, at, " ")
	n = digitRun(s, at)
	if letters < 1 || letters > 3 || n < 1 || n > 4 {
		return -1, false
	}
	return at + n, n < 4
}

// britishPlate finds UK plates: current AB51 ABC, prefix A123 BCD and suffix
// ABC 123A. Many things look like them, so among other words they need the
// word of a vehicle, or to be written as one word.
func britishPlate(v *view) (finding.Hit, bool) {
	if !v.profile(finding.UK) {
		return none()
	}
	for _, from := range [...]int{v.from, v.lead} {
		end, current := plateGB(v.s, from)
		if end < 0 || !v.alone(from, end) {
			continue
		}
		cue, big := v.has(cuePlate|cueVehicle), capitals(v.s[from:end])
		strong := current && big && end-from == 7 && !v.refused() && !v.url
		if cue && big || v.tight&cuePlate != 0 {
			return v.hit("privacy/vehicle", plateOf, from, end, current || v.has(cuePlate), byLabel)
		}
		if strong || current && v.bare(from, end) || big && v.only(from, end) && v.s[from:from+3] != "THE" {
			return v.hit("privacy/vehicle", plateOf, from, end, false, byWeak)
		}
	}
	return none()
}

// plateGB is the end of a UK plate and whether it is of the kind issued since
// September 2001: no I, Q or Z in front, no I or Q behind, the year 02 to 29
// or 51 to 79.
func plateGB(s string, from int) (int, bool) {
	if end := shaped(s, from, "LLdd LLL"); end > 0 {
		year, tail := s[from+2:from+4], s[end-3:end]
		ok := !in(s[from], "IQZ") && !in(s[from+1], "IQZ") && (year >= "02" && year <= "29" || year >= "51" && year <= "79")
		if strings.Contains(" AND THE FOR ARE WAS NEW CAN HAS ", " "+tail+" ") {
			return -1, false
		}
		if ok && !in(tail[0], "IQ") && !in(tail[1], "IQ") && !in(tail[2], "IQ") {
			return end, true
		}
		return -1, false
	}
	if letterRun(s, from) == 1 && !in(s[from], "IOQUZ") {
		if n := digitRun(s, from+1); n >= 1 && n <= 3 && s[from+1] != '0' {
			if end := shaped(s, from+1+n, " LLL"); end > 0 {
				return end, false
			}
		}
	}
	if letterRun(s, from) == 3 {
		at := shaped(s, from+3, " ")
		if n := digitRun(s, at); n >= 1 && n <= 3 && s[at] != '0' {
			if end := at + n + 1; letterRun(s, at+n) == 1 && !in(s[at+n], "IOQUZ") {
				return end, false
			}
		}
	}
	return -1, false
}

// nigerianPlate finds plates like ABC-123DE.
func nigerianPlate(v *view) (finding.Hit, bool) {
	for _, from := range [...]int{v.from, v.lead} {
		end := shaped(v.s, from, "LLL dddLL")
		if end < 0 || !v.alone(from, end) {
			continue
		}
		cue, big := v.has(cuePlate|cueVehicle), capitals(v.s[from:end])
		strong := big && v.s[from+3] == '-' && !v.refused() && !v.url
		if cue && big || strong || v.bare(from, end) {
			return v.hit("privacy/vehicle", plateOf, from, end, cue, byForm)
		}
	}
	return none()
}

// vinNumber finds the seventeen places that a vehicle is built with: no I, O
// or Q; position 9 is a check digit in North America (49 CFR 565.15).
func vinNumber(v *view) (finding.Hit, bool) {
	if v.to-v.from != 17 || !v.plain || !v.mixed || v.digits < 5 || !clearAfter(v.s, v.to) {
		return none()
	}
	s := v.s[v.from:v.to]
	for i := range 17 {
		if in(s[i], "IOQ") {
			return none()
		}
	}
	cue := v.has(cueVIN | cueVehicle)
	valid := vinCheck(s) && capitals(s)
	if v.tight&cueVIN == 0 && !(cue && capitals(s)) && (!valid || v.url || v.refused()) {
		return none()
	}
	return v.hit("privacy/vehicle", "the number a vehicle was built with (VIN)", v.from, v.to, cue || valid, byForm)
}
