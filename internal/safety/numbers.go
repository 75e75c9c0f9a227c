package safety

import (
	"strings"

	"nadi/internal/prose"
)

// kind is what a number that people dial is for.
type kind uint8

const (
	helpUS kind = 1 << iota
	helpIN
	helpUK
	helpOwn
	emergency
)

// numbersOf returns the numbers that help, as digits: the national ones and
// the site's own.
//
// 988 and 741741 (Crisis Text Line) are of the United States, with the older
// number that still leads to 988; Tele-MANAS, KIRAN, Vandrevala, AASRA, iCall
// and Sneha are Indian; Samaritans, Shout, Papyrus and Childline British.
func numbersOf(own []string) map[string]kind {
	m := map[string]kind{
		"988": helpUS, "741741": helpUS, "18002738255": helpUS, "838255": helpUS, "8002738255": helpUS,
		"14416": helpIN, "18008914416": helpIN, "18005990019": helpIN, "9999666555": helpIN, "18602662345": helpIN, "9820466726": helpIN, "9152987821": helpIN, "04424640050": helpIN,
		"116123": helpUK, "85258": helpUK, "08000684141": helpUK, "08001111": helpUK,
		"911": emergency, "112": emergency, "108": emergency, "999": emergency, "102": emergency, "000": emergency,
	}
	for _, number := range own {
		if d := digits(number); len(d) > 1 && m[d]&emergency == 0 {
			m[d] |= helpOwn
		}
	}
	return m
}

func digits(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// dialled returns what a number that begins at token i is for, and how many
// digits stand there.
func (s *sentence) dialled(i int) (kind, int) {
	var run [24]byte
	n := 0
	for j := i; j < s.to && n < 16; j++ {
		switch k := s.t.Tokens[j]; {
		case k.Sort == prose.Number && n+int(k.To-k.From) <= len(run):
			n += copy(run[n:], s.t.Of(k))
			if what := s.f.numbers[string(run[:n])]; what != 0 && !s.longer(j) {
				return what, n
			}
		case k.Sort == prose.Mark && strings.Contains("-().", s.t.Of(k)):
		default:
			return 0, n
		}
	}
	return 0, n
}

// longer reports whether the number goes on with a hyphen and more digits.
func (s *sentence) longer(j int) bool {
	return s.of(j+1) == "-" && s.joined(j+1) && s.joined(j+2) && s.t.Tokens[j+2].Sort == prose.Number
}

// helps reports whether a helpline serves the site's region.
func (f *Finder) helps(k kind) bool {
	switch f.region {
	case "us":
		k &= helpUS | helpOwn
	case "in":
		k &= helpIN | helpOwn
	case "uk":
		k &= helpUK | helpOwn
	}
	return k&(helpUS|helpIN|helpUK|helpOwn) != 0
}

// helplineOf names the helpline of the site's region.
func (f *Finder) helplineOf() string {
	switch f.region {
	case "us":
		return "988"
	case "in":
		return "Tele-MANAS, 14416"
	case "uk":
		return "Samaritans, 116 123"
	}
	return "988 (US), 14416 (India) or 116 123 (UK and Ireland)"
}

// emergencyOf names the emergency number of the site's region.
func (f *Finder) emergencyOf() string {
	switch f.region {
	case "us":
		return "911"
	case "in":
		return "112 or 108"
	case "uk":
		return "999"
	}
	return "911, 112 or 999"
}
