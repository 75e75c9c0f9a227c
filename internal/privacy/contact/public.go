package contact

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
	"nadi/internal/text"
)

// helplines are published numbers of public services that look like private
// ones. Short codes (988, 14416, 112) are too short to be looked at. Facts of
// 2026: AASRA, iCall, the Vandrevala Foundation and Sneha in India; Childline
// in Britain.
var helplines = []string{
	"9820466726", "9152987821", "9999666555", "18602662345", "04424640050", "02227546669", "08001111",
}

// free reports whether a number costs its caller nothing, or is one that only
// bodies have: 8xx of North America, 1800 and 1860 of India, 0800 and 03 of
// Britain.
func (n cut) free() bool {
	d := string(n.digits)
	switch {
	case n.plus && strings.HasPrefix(d, "1"), len(d) == 11 && d[0] == '1':
		d = d[1:]
	case n.plus && (strings.HasPrefix(d, "91") || strings.HasPrefix(d, "44")), len(d) > 10 && strings.HasPrefix(d, "91"):
		d = strings.TrimLeft(d[2:], "0")
		return hasAnyPrefix(d, "1800", "1860", "800", "808", "3")
	case n.plus:
		return strings.HasPrefix(d, "800")
	}
	if len(d) == 10 && !n.sizes(0, 5, 5) && hasAnyPrefix(d, "800", "822", "833", "844", "855", "866", "877", "888") {
		return true
	}
	if hasAnyPrefix(string(n.digits), "1800", "1860", "1300") && n.count() >= 8 && n.count() <= 13 {
		return true
	}
	return hasAnyPrefix(d, "0800", "0808") || len(d) == 11 && hasAnyPrefix(d, "03", "0844", "0845", "0870", "0871")
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// callingCode reports whether digits begin with a country's code (ITU-T E.164,
// list of assigned codes). Codes of one and two digits are told by their
// beginning; all else has three.
func callingCode(d []byte) bool {
	if len(d) < 8 || d[0] == '0' {
		return false
	}
	if d[0] == '1' || d[0] == '7' {
		return true
	}
	return strings.Contains(codes, " "+string(d[:2])+" ") || strings.Contains(zones, " "+string(d[:2])+" ")
}

const (
	codes = " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "
	zones = " 21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 80 85 87 88 96 97 99 "
)

// familiar is what is known not to be private, as it is compared.
type familiar struct {
	phones    map[string]bool
	emails    map[string]bool
	domains   []string
	addresses []string
}

func familiarise(k *finding.Known) familiar {
	f := familiar{phones: map[string]bool{}, emails: map[string]bool{}}
	for _, p := range helplines {
		f.phones[phoneKey([]byte(p))] = true
	}
	if k == nil {
		return f
	}
	for _, p := range k.Phones {
		f.phones[phoneKey(digitsOf(p))] = true
	}
	for _, e := range k.Emails {
		f.emails[prose.Lower(e)] = true
	}
	for _, d := range k.Domains {
		f.domains = append(f.domains, strings.TrimPrefix(prose.Lower(d), "www."))
	}
	for _, a := range k.Addresses {
		if w := plainWords(a); w != "" {
			f.addresses = append(f.addresses, w)
		}
	}
	return f
}

// digitsOf returns the digits of a number as a person wrote it, without its
// extension.
func digitsOf(s string) []byte {
	var d []byte
	for _, r := range prose.Lower(s) {
		if r == 'x' || r == 'e' || r == '#' {
			break
		}
		if r >= '0' && r <= '9' {
			d = append(d, byte(r))
		}
	}
	return d
}

// phoneKey makes one of a number with and without its country's code: its last
// ten digits, or all of a shorter one but zeros before it.
func phoneKey(d []byte) string {
	if len(d) > 10 {
		d = d[len(d)-10:]
	}
	return strings.TrimLeft(string(d), "0")
}

func (f *familiar) phone(d []byte) bool { return f.phones[phoneKey(d)] }

// domain reports whether a host is one of the site's or below it.
func (f *familiar) domain(host string) bool {
	for _, d := range f.domains {
		if host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}

// address reports whether an address, or its beginning, is one of the site's.
func (f *familiar) address(s string) bool {
	if len(f.addresses) == 0 {
		return false
	}
	words := plainWords(s)
	for _, a := range f.addresses {
		if strings.Contains(a, words) || strings.Contains(words, a) {
			return true
		}
	}
	return false
}

// plainWords leaves of an address its words and numbers, a blank between.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(prose.Lower(text.NFC(s)), func(r rune) bool {
		return strings.ContainsRune(" ,.;:-/()\"'\t\n", r)
	}), " ")
}
