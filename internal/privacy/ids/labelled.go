package ids

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// labelled finds numbers that have no form of their own, directly after the
// words that say what they are.
func labelled(v *view) (finding.Hit, bool) {
	says := v.tight
	if v.url || v.comma || v.plus && says&(cueRecord|cueMember) == 0 || says&negative != 0 || v.counted(v.to) {
		return none()
	}
	to, digits := v.value()
	switch {
	case digits < 4 && says&(cueMember|cueChart) != 0 && v.coded(digits):
	case digits < 4 || to-v.from > 30:
		return none()
	case digits == v.to-v.from && v.year() && (!v.strictly() || says&cueMember != 0):
		return none()
	}
	switch {
	case says&cueSSN != 0:
		return none()
	case says&cueVIN != 0 && v.mixed:
		return v.hit("privacy/vehicle", "the number a vehicle was built with", v.from, to, digits >= 6, byLabel)
	case says&cuePlate != 0 && (v.mixed || v.leadCode() != v.from) && to-v.leadCode() <= 10:
		return v.hit("privacy/vehicle", plateOf, v.leadCode(), to, v.has(person), byLabel)
	case says&cueDriving != 0 && digits >= 5:
		return v.hit("privacy/licence", "a driving licence number", v.from, to, digits >= 6, byLabel)
	case says&cueMember != 0 && v.after&phone != 0 && digits < 7 && !v.mixed:
		return none() // "Ayushman card: call 14555"
	case says&cueMember != 0:
		return v.institution("privacy/member-id", "a member or policy number", to, digits >= 5 || v.coded(digits))
	case says&cueAccount != 0 && digits >= 6:
		return v.hit("privacy/account", "a bank account number", v.from, to, digits >= 8 && v.wide&donation == 0, byLabel)
	case says&cueAccountWord != 0 && digits >= 9 && !v.mixed:
		return v.hit("privacy/account", "a bank account number", v.from, to, false, byLabel)
	case says&cuePaper != 0:
		return v.paper(to, digits)
	case says&cueRecord != 0:
		sure := says&cueChart != 0 || digits >= 5 && (says&cueRegistered == 0 || v.wide&(person|clinical) != 0)
		return v.institution("privacy/record-number", "the number of a patient's record", to, sure)
	case says&cueCertificate != 0 && v.wide&body == 0:
		return v.hit("privacy/licence", "the number of a certificate", v.from, to, v.has(person) && digits >= 5, byLabel)
	case says&cueLicence != 0 && digits >= 6 && v.wide&body == 0:
		return v.hit("privacy/licence", "a licence number", v.from, to, false, byLabel)
	case says&(cueNational|cueTaxAbroad) != 0 && digits >= 6:
		return v.hit("privacy/national-id", "a national identity number", v.from, to, v.wide&body == 0, byLabel)
	}
	if v.after&cueDriving != 0 && says&labels == 0 && v.mixed && digits >= 6 && !v.refused() {
		return v.hit("privacy/licence", "a driving licence number", v.from, to, false, byLabel)
	}
	if h, ok := v.device(to, digits); ok {
		return h, true
	}
	if h, ok := v.taken(to, digits); ok {
		return h, true
	}
	return v.nearChart(to, digits)
}

// coded reports whether the piece is a code of capitals and digits, as
// insurers give: PHR7G2K9Q.
func (v *view) coded(digits int) bool {
	n := v.to - v.from
	return v.plain && v.mixed && v.direct && digits >= 2 && n >= 7 && n <= 14 && capitals(v.s[v.from:v.to])
}

// taken finds what a laboratory wrote on a sample or a picture: letters and
// digits, or digits parted once, directly after the word for it.
func (v *view) taken(to, digits int) (finding.Hit, bool) {
	parted := v.marks&(hyphen|slash) != 0
	if v.tight&tissue == 0 || v.tight&labels != 0 || !v.mixed && !parted || v.marks&(stop|colon|comma) != 0 {
		return none()
	}
	letters := letterRun(v.s, v.from)
	if v.refused() || v.wide&body != 0 || v.wide&recall != 0 && v.wide&person == 0 || letters > 3 || letters == 3 && otherPrefix(v.s[v.from:v.from+3]) || !capitals(v.s[v.from:to]) {
		return none()
	}
	if v.wide&person == 0 && (!v.mixed || !parted) || !counter(v.s[v.from:to]) {
		return none()
	}
	return v.hit("privacy/record-number", "the number of a patient's sample or scan", v.from, to, false, byLabel)
}

// paper finds the number of a file, a bill, a report: a patient's when a
// patient or a ward is near. An office numbers its own with the year.
func (v *view) paper(to, digits int) (finding.Hit, bool) {
	near := v.wide&(person|clinical) != 0
	if !near && v.marks&slash != 0 {
		return none()
	}
	return v.institution("privacy/record-number", "the number of a patient's papers", to, near && digits >= 5)
}

// institution is a hit unless the number belongs to a body, a trial or a
// professional register.
func (v *view) institution(rule, what string, to int, sure bool) (finding.Hit, bool) {
	if v.wide&body != 0 {
		if v.tight&cueChart == 0 {
			return none()
		}
		sure = sure && v.has(person)
	}
	return v.hit(rule, what, v.from, to, sure, byLabel)
}

// device finds the serial number of what somebody wears or carries. A notice
// about a product names lots and serials of nobody.
func (v *view) device(to, digits int) (finding.Hit, bool) {
	says := v.tight
	worn := v.wide&(person|cueImplant) != 0
	if v.near&cueSerial != 0 && says&labels&^cueImplant == 0 && v.wide&person != 0 && digits >= 5 && !v.refused() {
		return v.hit("privacy/device", "the serial number of a device", v.from, to, false, byLabel)
	}
	if says&(cueSerial|cueSerialShort|cueLot|cueImplant) == 0 || v.wide&recall != 0 && v.wide&person == 0 {
		return none()
	}
	switch {
	case says&cueSerial != 0, says&cueSerialShort != 0 && (digits >= 5 || worn):
		return v.hit("privacy/device", "the serial number of a device", v.from, to, worn, byLabel)
	case says&cueLot != 0 && v.wide&cueImplant != 0 && v.wide&person != 0 && digits >= 4:
		return v.hit("privacy/device", "the lot of a device that somebody wears", v.from, to, false, byLabel)
	}
	return none()
}

// counter reports whether three digits in a row are no year: days and ranges
// of years have none.
func counter(s string) bool {
	for i := 0; i < len(s); i++ {
		n := digitRun(s, i)
		if n >= 3 && !(n == 4 && yearAt(s, i)) {
			return true
		}
		i += n
	}
	return false
}

// nearChart finds a number some words after MRN and the like, or directly
// before them.
func (v *view) nearChart(to, digits int) (finding.Hit, bool) {
	if v.refused() || v.wide&body != 0 || digits < 5 || v.tight&labels&^cueCard != 0 || v.mixed && digits*2 < to-v.from {
		return none()
	}
	if v.near&cueMRN == 0 && (v.after&cueChart == 0 || !v.has(person)) {
		return none()
	}
	return v.hit("privacy/record-number", "the number of a patient's record", v.from, to, false, byLabel)
}

// value is the end of a labelled value: the piece, and pieces of digits that
// follow it by single blanks, as in "55 20 187"; and its digits.
func (v *view) value() (to, digits int) {
	to, digits = v.to, v.digits
	if v.mixed || v.marks&(slash|stop|colon) != 0 || digits > 6 {
		return to, digits
	}
	for to < len(v.s) && v.s[to] == ' ' {
		n := digitRun(v.s, to+1)
		if n < 2 || n > 6 || digits+n > 18 || !clearAfter(v.s, to+1+n) || n == 4 && digits >= 5 && yearAt(v.s, to+1) {
			break
		}
		to, digits = to+1+n, digits+n
	}
	return to, digits
}

// leadCode is where letters in capitals begin that stand before the piece and
// are a part of it: "plate ABC 1234".
func (v *view) leadCode() int {
	if v.lead != v.from && v.t.Tokens[v.first-1].Shape == prose.Capitals && v.f.cues.at(v.t, v.first-1) == 0 {
		return v.lead
	}
	return v.from
}

// year reports whether the piece is a year.
func (v *view) year() bool { return v.to-v.from == 4 && yearAt(v.s, v.from) }

func yearAt(s string, at int) bool {
	return len(s) >= at+4 && (s[at:at+2] == "19" || s[at:at+2] == "20")
}

// strictly reports whether the label touches the value, or only a colon or a
// sign of number stands between.
func (v *view) strictly() bool {
	return v.direct && v.first > 0 && v.tight&labels != 0 && v.f.cues.at(v.t, v.first-1)&labels != 0 || v.first > 1 && v.s[v.t.Tokens[v.first-1].From] == ':'
}

// counted reports whether what follows says that it is a number of something:
// "registered 5520 patients", "case 1200 mg".
func (v *view) counted(to int) bool {
	if v.mixed {
		return false
	}
	if to < len(v.s) && v.s[to] == '%' {
		return true
	}
	next := tokenAt(v.t, v.first, to)
	if next >= len(v.t.Tokens) {
		return false
	}
	says := v.f.cues.counts.Get(v.t.Tokens[next].ID)
	return says&countedMany != 0 || says&countedOne != 0 && v.digits < 5
}
