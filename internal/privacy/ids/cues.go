package ids

import (
	"slices"
	"strings"

	"nadi/internal/prose"
)

// What a word or phrase beside a number says.
const (
	cueSSN uint64 = 1 << iota
	cueMBI
	cueNHS
	cueNINO
	cueAadhaar
	cueABHA
	cuePAN
	cueVoter
	cuePassport
	cueDriving
	cueLicence // of any sort
	cueDEA
	cueCertificate
	cueVehicle // car, bike: the words around a plate
	cuePlate   // the label of a plate
	cueVIN
	cueRecord
	cueChart      // a label of the record that is nothing else: patient number
	cueMRN        // and a word of its own: MRN, UHID
	cuePaper      // a label of papers of every sort: file no.
	cueRegistered // a registration: a patient's, a doctor's, a society's
	cueHashed     // a label when # follows: record #
	cueMember
	cueAccount
	cueAccountWord // account, without number
	cueIBAN
	cueCard
	cueCardLabel // card number
	cueSerial
	cueSerialShort // SN, in capitals
	cueLot
	cueImplant
	cueMAC
	cueIP
	cueSession // somebody is at the machine
	cueSIN
	cueNational
	cueTaxAbroad

	person   // a patient or somebody's
	phone    // a telephone follows
	refers   // a reference: ISSN, docket, model
	version  // of software; section of a text
	sample   // an example of a form
	recall   // a notice about a product
	donation // an account to give to
	clinical // a word of the ward: an OPD, a scan
	tissue   // what was taken of a patient, or a picture of one: sample, biopsy
	body     // an institution whose own number it is
	filler   // number, is, of

	labels   = person - 1
	negative = phone | refers | version
)

// What a word says that follows a number.
const (
	countedMany uint32 = 1 << iota // it counts things
	countedOne                     // it may, or the next words begin with it
)

// cues are the phrases that finder knows.
type cues struct {
	words   prose.Table       // oneWord and so on
	alone   []uint64          // what a word says by itself
	phrases map[pair][]phrase // of two words and more, by the last two
	counts  prose.Table       // what numbers of prose count
	papers  prose.Table       // what a strict look takes for a label
}

// What a word is to a phrase.
const (
	oneWord uint32 = 1 << iota // it is one
	ending                     // it ends one of several words
	middle                     // it stands before the last word of one
)

type pair struct{ last, before prose.WordID }

// phrase is what stands before its last two words, and what it says.
type phrase struct {
	before []prose.WordID // backwards
	says   uint64
}

// learn reads the word lists. A phrase is words parted by blanks; marks
// between them in a text do not matter ("A/c no." is "a c no").
func learn(lex *prose.Lexicon) *cues {
	c := &cues{phrases: map[pair][]phrase{}}
	numbers := strings.Fields(wordsNumber)
	for _, list := range [...]string{wordsEnglish, wordsHindi, wordsLatinHindi, wordsAbroad} {
		for line := range strings.Lines(list) {
			name, words, ok := strings.Cut(strings.TrimSpace(line), "=")
			if !ok {
				continue
			}
			says, known := named[strings.TrimSpace(name)]
			if !known {
				panic("ids: no cue is called " + name)
			}
			for p := range strings.SplitSeq(words, ",") {
				f := strings.Fields(p)
				c.add(lex, f, says)
				if last := len(f) - 1; last > 0 && slices.Contains(numbers, f[last]) {
					for _, n := range numbers { // "OPD नंबर"
						if !counting(f[last-1], n) {
							c.add(lex, append(f[:last:last], n), says)
						}
					}
				}
			}
		}
	}
	c.counts = lex.Mark(nil, countedMany, strings.Fields(wordsCounted)...)
	c.counts = lex.Mark(c.counts, countedOne, strings.Fields(wordsCountedOne)...)
	c.papers = lex.Mark(nil, written, strings.Fields(wordsPapers)...)
	c.papers = lex.Mark(c.papers, between, strings.Fields(wordsBetween)...)
	return c
}

// counting reports whether two words say how many: "मरीज संख्या" is how many
// patients, and "मरीज नंबर" is one patient's number.
func counting(who, number string) bool {
	return (number == "संख्या" || number == "sankhya") && slices.Contains(strings.Fields(wordsCountedOne+" patient pt marij rogi"), who)
}

func (c *cues) add(lex *prose.Lexicon, words []string, says uint64) {
	if len(words) == 0 {
		return
	}
	last := len(words) - 1
	id := lex.Learn(words[last])
	if last == 0 {
		c.words = lex.Mark(c.words, oneWord, words[0])
		for int(id) >= len(c.alone) {
			c.alone = append(c.alone, 0)
		}
		c.alone[id] |= says
		return
	}
	c.words = lex.Mark(c.words, ending, words[last])
	c.words = lex.Mark(c.words, middle, words[last-1])
	p := phrase{says: says}
	for i := last - 2; i >= 0; i-- {
		p.before = append(p.before, lex.Learn(words[i]))
	}
	key := pair{id, lex.Learn(words[last-1])}
	for _, q := range c.phrases[key] {
		if q.says == says && slices.Equal(q.before, p.before) {
			return
		}
	}
	c.phrases[key] = append(c.phrases[key], p)
}

// at is what the phrases that end at token j say.
func (c *cues) at(t *prose.Text, j int) (says uint64) {
	k := &t.Tokens[j]
	is := c.words.Get(k.ID)
	if is&oneWord != 0 {
		says = c.alone[k.ID]
	}
	if is&ending != 0 {
		if b := wordBefore(t, j); b >= 0 && c.words.Get(t.Tokens[b].ID)&middle != 0 {
			for _, p := range c.phrases[pair{k.ID, t.Tokens[b].ID}] {
				if stands(t, b, p.before) {
					says |= p.says
				}
			}
		}
	}
	if says&cueSerialShort != 0 && k.Shape != prose.Capitals {
		says &^= cueSerialShort
	}
	return says
}

// stands reports whether words stand before token j, marks aside.
func stands(t *prose.Text, j int, words []prose.WordID) bool {
	for _, w := range words {
		if j = wordBefore(t, j); j < 0 || t.Tokens[j].ID != w {
			return false
		}
	}
	return true
}

// wordBefore is the token before j, but for at most two marks, or -1.
func wordBefore(t *prose.Text, j int) int {
	j--
	for marks := 0; j >= 0 && t.Tokens[j].Sort == prose.Mark && marks < 2; marks++ {
		j--
	}
	return j
}

// context reads the cues around the piece: five words before and three after
// it, twelve for what only says whose it is, and the label that touches it.
func (v *view) context() {
	v.near, v.wide = v.look(v.first-1, -1, 5, 12)
	after, wide := v.look(v.last+1, 1, 3, 12)
	v.after, v.wide = after, v.wide|wide
	for j := v.first; j <= v.last; j++ { // CTRI/2020/05/025123
		says := v.f.cues.at(v.t, j)
		v.near, v.wide = v.near|says&negative, v.wide|says&body
	}
	v.tight, v.direct = v.label(v.first - 1)
	if v.lead != v.from && v.t.Tokens[v.first-1].Shape == prose.Capitals {
		if says, direct := v.label(v.first - 2); v.f.cues.at(v.t, v.first-1) == 0 {
			v.tight, v.direct = v.tight|says, direct
		}
	}
}

// look gathers what is said by the next words in a direction; of those after
// the first few only what belongs to a whole sentence.
func (v *view) look(j, step, few, many int) (near, all uint64) {
	for words, steps := 0, 0; words < many && steps < 40 && j >= 0 && j < len(v.t.Tokens); j, steps = j+step, steps+1 {
		k := v.t.Tokens[j]
		if k.Sort == prose.Mark {
			if step > 0 && words < few && v.ends(j) {
				few = 0
			}
			continue
		}
		if k.Sort == prose.Number || step > 0 && words == 0 && (k.Sort == prose.Mixed || k.Shape == prose.Capitals && k.To-k.From < 4 && v.f.cues.at(v.t, j) == 0) {
			continue // a group of the number itself, mostly
		}
		says := v.f.cues.at(v.t, j)
		if words++; words <= few {
			near |= says
		}
		all |= says
	}
	return near, all &^ negative
}

// ends reports whether a sentence ends with mark j.
func (v *view) ends(j int) bool {
	c := v.s[v.t.Tokens[j].From]
	return (c == '.' || c == ';' || c == 0xe0) && (j+1 >= len(v.t.Tokens) || v.t.Tokens[j+1].Spaced)
}

// label is what the phrase says that stands directly before, but for words
// such as "number is", and whether no other number stands between.
func (v *view) label(j int) (says uint64, direct bool) {
	direct = true
	extra := 0 // words read after a label was found
	for steps := 0; j >= 0 && steps < 8; j, steps = j-1, steps+1 {
		k := v.t.Tokens[j]
		switch k.Sort {
		case prose.Mark:
			if c := v.s[k.From]; !has(":#.-=(),|'\"/&", c) && c < 0x80 || says&labels != 0 && c != '\'' {
				return says, direct
			}
		case prose.Number, prose.Mixed:
			if says = v.f.cues.at(v.t, j); says != 0 {
				return says, direct
			}
			direct = false
		default:
			said := v.f.cues.at(v.t, j)
			if says&labels != 0 { // "driver's license" before "license number"
				says |= said & labels
				if said&(labels|filler) == 0 || extra == 3 {
					return says, direct
				}
				extra++
				continue
			}
			if said&cueHashed != 0 && j+1 < len(v.t.Tokens) && v.s[v.t.Tokens[j+1].From] == '#' {
				said |= cueRecord | cuePaper
			}
			said &^= cueHashed // without # it is a word like any other
			says |= said &^ filler
			if said&(filler|labels|person) == 0 {
				return says, direct
			}
		}
	}
	return says, direct
}

// named are the cues by the names that word lists use.
var named = map[string]uint64{
	"ssn": cueSSN, "mbi": cueMBI, "nhs": cueNHS, "nino": cueNINO, "aadhaar": cueAadhaar, "abha": cueABHA,
	"pan": cuePAN, "voter": cueVoter, "passport": cuePassport, "driving": cueDriving, "licence": cueLicence,
	"dea": cueDEA, "certificate": cueCertificate, "vehicle": cueVehicle, "plate": cuePlate, "vin": cueVIN,
	"record": cueRecord, "mrn": cueRecord | cueChart | cueMRN, "chart": cueRecord | cueChart, "paper": cueRecord | cuePaper,
	"registration": cueRecord | cueRegistered, "hashed": cueHashed, "accountword": cueAccountWord, "clinical": clinical, "tissue": tissue, "member": cueMember, "account": cueAccount,
	"iban": cueIBAN, "card": cueCard, "cardlabel": cueCard | cueCardLabel, "serial": cueSerial,
	"sn": cueSerialShort, "lot": cueLot, "implant": cueImplant, "mac": cueMAC, "ip": cueIP, "session": cueSession, "sin": cueSIN,
	"national": cueNational, "tax": cueTaxAbroad, "person": person, "phone": phone, "refers": refers,
	"version": version, "sample": sample, "recall": recall, "donation": donation, "body": body, "filler": filler,
}
