package search

import (
	"encoding/json"
	"strconv"
	"strings"
)

// The table of folding. It is for English and for Hindi, whose letters do not
// meet, so one table serves the pages of both, and an English word on a Hindi
// page too. It is light on purpose: each line can be explained to a person who
// asks why one word found another.
//
// The Hindi part follows the published light stemmer (A. Ramanathan and
// D. D. Rao, "A Lightweight Stemmer for Hindi", EACL 2003) in kind, nouns
// first, but is much shorter: what is typed is mostly the name of a thing.

// drop are the first and last of runes that are dropped: marks above and below
// Latin letters (é is e), the nukta, accents of the Vedas, joiners, apostrophes.
var drop = [...]rune{0x300, 0x36f, 0x93c, 0x93c, 0x951, 0x954, 0xad, 0xad, 0x200b, 0x200d, '\'', '\'', 0x2018, 0x2019, 0x2bc, 0x2bc}

// swap are letters and what they become. None begins another, so their order
// says nothing.
const swap = "ङ् ं ञ् ं ण् ं न् ं म् ं ँ ं " + // a nasal before a consonant is written either way: हिन्दी, हिंदी
	"ी ि ू ु ई इ ऊ उ ॄ ृ " + // a long vowel is short
	"ऑ आ ॉ ा ऍ ए ॅ े ऐ ए ै े औ ओ ौ ो " + // डॉक्टर, डाक्टर; पैसा, पेसा
	"० 0 १ 1 २ 2 ३ 3 ४ 4 ५ 5 ६ 6 ७ 7 ८ 8 ९ 9 " +
	"ς σ ß ss æ e œ e ae e oea ea oed ed oeso eso oest est foe fe coel cel" // anaemia, anemia; oesophagus, esophagus; but shoe stays

// ends are the endings, a line a step. An ending is FROM:TO:LEAST, LEAST being
// the letters that must stay before it; the first that fits ends the step, so
// an ending that stays as it is protects longer words from the one behind it.
var ends = []string{
	// English: plurals. "us", "is" and "ss" are no plural; diagnosis goes with diagnoses.
	"sses:ss:1 ies:i:2 sis:s:2 ss:ss:0 us:us:0 is:is:0 s::3" +
		// Hindi: plurals and their oblique forms: बीमारियाँ, बीमारियों, दवाएँ, दवाओं, किताबें, मरीज़ों.
		" ाइयां::1 ाइयों::1 ियां::2 ियों::2 ाएं::2 ाओं::2 ुएं::2 ुओं::2 एं::2 ओं::2 ें::2 ों::2",
	// English: what is done and what was done.
	"eed:eed:0 ied:i:2 ed::3 ing::3",
	// Both: doubled letters, and the vowel at the end: stopping, stop; city, cities; बच्चा, बच्चे.
	"bb:b:2 dd:d:2 gg:g:2 mm:m:2 nn:n:2 pp:p:2 rr:r:2 tt:t:2",
	"ie:i:2 y:i:2 e::2 ा::2 ि::2 ु::2 े::2 ो::2",
}

// stop are the words that say nothing by themselves.
const stop = "a an and are as at be but by for from has have how in is it its of on or that the their this to was were what when which will with you your " +
	"का के की को में से है हैं था थे थी और या पर यह ये वह वे इस उस एक भी हो ही तो ने कि जो कर लिए क्या कैसे कब"

type ending struct {
	from, to string
	least    int
}

// table is the above as Fold needs it: the endings of each step, the bytes
// with which one of them ends, the words to leave out.
var table = struct {
	steps [][]ending
	last  [][256]bool
	stop  map[string]bool
}{steps(), lasts(steps()), words(stop)}

var swaps = strings.NewReplacer(strings.Fields(swap)...)

func steps() [][]ending {
	var out [][]ending
	for _, line := range ends {
		var step []ending
		for e := range strings.FieldsSeq(line) {
			p := strings.Split(e, ":")
			least, _ := strconv.Atoi(p[2])
			step = append(step, ending{p[0], p[1], least})
		}
		out = append(out, step)
	}
	return out
}

func lasts(steps [][]ending) [][256]bool {
	out := make([][256]bool, len(steps))
	for i, step := range steps {
		for _, e := range step {
			out[i][e.from[len(e.from)-1]] = true
		}
	}
	return out
}

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(letters(s)) {
		out[w] = true
	}
	return out
}

// Table is the table as the words file carries it for the browser.
type Table struct {
	Drop string            `json:"drop"` // the inside of a character class
	Swap map[string]string `json:"swap"`
	Ends [][]ending        `json:"ends"`
	Stop []string          `json:"stop"` // folded
}

func forBrowser() Table {
	t := Table{Swap: map[string]string{}, Ends: table.steps, Stop: strings.Fields(letters(stop))}
	for i := 0; i+1 < len(drop); i += 2 {
		t.Drop += string(drop[i]) + "-" + string(drop[i+1])
	}
	pairs := strings.Fields(swap)
	for i := 0; i+1 < len(pairs); i += 2 {
		t.Swap[pairs[i]] = pairs[i+1]
	}
	return t
}

// MarshalJSON writes [FROM, TO, LEAST].
func (e ending) MarshalJSON() ([]byte, error) { return json.Marshal([]any{e.from, e.to, e.least}) }
