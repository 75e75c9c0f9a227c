package x

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What X counts (its counting configuration, version 3, in force since 2018).
const (
	maxWeight  = 280
	linkWeight = 23 // of every link, whatever its length
	light      = 1
	heavy      = 2
)

// lightRunes are the letters that weigh 1: the alphabets up to Georgian, and
// the spaces, dashes and quotation marks that go with them. Devanagari is
// among them; Chinese, Japanese, Korean and the ellipsis are not.
var lightRunes = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0000, Hi: 0x10ff, Stride: 1},
	{Lo: 0x2000, Hi: 0x200d, Stride: 1},
	{Lo: 0x2010, Hi: 0x201f, Stride: 1},
	{Lo: 0x2032, Hi: 0x2037, Stride: 1},
}}

// weigh is the length of a text as X counts it: composed (NFC), links as 23,
// an emoji as 2 of however many parts, and other characters as 1 or 2.
//
// A text that is cut off at a space weighs no more than before. One that is
// cut within a word may weigh more: "example.comm" is no link and weighs 12,
// "example.com" is one. So a fitted text must be weighed again.
func weigh(text string) int {
	runes := []rune(norm.NFC.String(text))
	sum, at := 0, 0
	for _, l := range links(runes) {
		sum += weighPlain(runes[at:l.from]) + linkWeight
		at = l.to
	}
	return sum + weighPlain(runes[at:])
}

func weighPlain(runes []rune) int {
	sum := 0
	for len(runes) > 0 {
		if n := emoji(runes); n > 0 {
			sum, runes = sum+heavy, runes[n:]
			continue
		}
		if unicode.Is(lightRunes, runes[0]) {
			sum += light
		} else {
			sum += heavy
		}
		runes = runes[1:]
	}
	return sum
}

// forbidden are characters that no post may hold: those that are none, and the
// byte order mark.
const forbidden = "\ufffe\uffff\ufeff"

func holdsForbidden(text string) bool { return strings.ContainsAny(text, forbidden) }

// addresses are the links of a text as they stand there.
func addresses(text string) []string {
	runes := []rune(norm.NFC.String(text))
	var all []string
	for _, l := range links(runes) {
		all = append(all, string(runes[l.from:l.to]))
	}
	return all
}
