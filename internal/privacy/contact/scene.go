package contact

import (
	"strings"

	"nadi/internal/prose"
)

// How far words are read on either side of a value, in tokens. Sentences of
// contact details are short; what stands farther off speaks of something else.
const (
	farBefore = 24 // an office casts a long shadow, also from the sentence before
	nearTie   = 6
	farAfter  = 8
)

// scene is what the words around a value say about whose it is.
type scene struct {
	tie      int // the token that ties the value to one person, or -1
	person   int // a person in the same sentence, or -1
	office   bool
	aloof    bool // no office stands close before it
	handheld bool // a word right beside it speaks of a mobile
	labelled bool // a word beside it says that it is a telephone number
	asked    bool // a word beside it says that somebody is reached by it
	foreign  bool // a word before it says that it is another number
	reader   bool // readers are told when or why to call: information for patients
	touches  bool // only marks stand between the person and the number
	bidden   bool // somebody is told to call, with no more said
}

// around reads the words beside the tokens from ≤ i < to.
func (f *finder) around(t *prose.Text, from, to int) scene {
	s := scene{tie: -1, person: -1, aloof: true}
	f.before(t, from, &s)
	f.behind(t, to, &s)
	return s
}

// before reads backwards. What ties a value to a person is a person and a
// channel ("her fax"), or a person close by ("attendant: …", "reach him on"),
// with no office between: "her doctor's number" is not hers.
func (f *finder) before(t *prose.Text, from int, s *scene) {
	channelAt, inside := -1, true
	for j := from - 1; j >= 0 && j >= from-farBefore; j-- {
		inside = inside && !f.begins(t, j+1)
		w, d := f.bits(t, j), from-j
		if f.isOffice(t, j, d) {
			s.office = true
			s.aloof = s.aloof && d > nearTie
		}
		if !inside {
			continue
		}
		if s.person < 0 && !s.office && (f.namesPerson(t, j) || f.calledByName(t, j, d)) {
			s.person = j
		}
		if w == 0 {
			continue
		}
		f.noteLabel(t, w, j, d, s)
		if w&channel != 0 && channelAt < 0 && d <= 2*nearTie {
			channelAt, s.asked = j, true
		}
		if w&polite != 0 && f.begins(t, j) {
			s.reader = true // To book a scan: …
		}
		if s.tie < 0 && !s.office && f.ties(t, j, d, channelAt) {
			s.tie = j
		}
	}
}

// noteLabel keeps what a word before the value says about its kind.
func (f *finder) noteLabel(t *prose.Text, w uint32, j, d int, s *scene) {
	if w&wire != 0 && d <= nearTie && !s.foreign {
		s.labelled = true
	}
	s.handheld = s.handheld || w&handheld != 0 && d <= 2
	s.asked = s.asked || w&reach != 0 && d <= nearTie
	if w&foreign != 0 && d <= 4 && !s.labelled {
		s.foreign = true
	}
	if w&reach != 0 && mark(t, j+1) != ':' {
		s.bidden = s.bidden || t.Tokens[j].First
		s.reader = s.reader || f.bits(t, j-1)&polite != 0 || f.told(t, j+1)
	}
}

// ties reports whether the person at j owns the value d tokens later.
func (f *finder) ties(t *prose.Text, j, d, channelAt int) bool {
	w := f.bits(t, j)
	led := channelAt > j && channelAt-j <= 5
	switch {
	case w&whose != 0 && led:
		return true
	case w&person != 0 && (led || d <= 5 && f.leadsOver(t, j+1, d-1)):
		return true
	case w&title != 0 && (led || d <= nearTie):
		return true
	case w&whom != 0 && d <= nearTie:
		return f.bits(t, j-1)&reach != 0 || f.bits(t, j+1)&reach != 0
	}
	return false
}

// leadsOver reports whether n words between a person and a value only lead from
// one to the other: "the patient (Asha) on", not "patient parking fees".
func (f *finder) leadsOver(t *prose.Text, from, n int) bool {
	for j := from; j < from+n; j++ {
		k := t.Tokens[j]
		if k.Sort != prose.Word || k.Shape != prose.Small || t.Folded[k.From] >= 0x80 || f.bits(t, j) != 0 {
			continue
		}
		switch t.Of(k) {
		case "on", "via", "by", "in", "be", "been", "through", "only", "the", "this", "that", "under", "s", "evenings", "of", "using", "has", "gave", "answers", "answered", "pe", "aaj":
		default:
			return false
		}
	}
	return true
}

// behind reads forwards: "… is her mobile", "… (attendant)", "…-Fax".
func (f *finder) behind(t *prose.Text, to int, s *scene) {
	opened := f.bits(t, to)&copula != 0 || mark(t, to) == '(' || mark(t, to) == '-' || mark(t, to) == ':'
	owner := -1
	for j := to; j < len(t.Tokens) && j < to+farAfter; j++ {
		if j > to && f.begins(t, j) {
			return
		}
		w, d := f.bits(t, j), j-to
		if f.isOffice(t, j, d+2) && s.tie < 0 {
			s.office = true
		}
		f.noteAfter(t, w, j, d, s)
		if w&(whose|person|title) != 0 && !s.office {
			owner = j
		}
		if s.tie >= 0 || owner < 0 || s.office {
			continue
		}
		led := w&channel != 0 && j > owner && j-owner <= 3
		if opened && (led || f.bits(t, owner)&person != 0 && owner-to <= 2) {
			s.tie = owner
		}
	}
}

// noteAfter keeps what a word after the value says about its kind.
func (f *finder) noteAfter(t *prose.Text, w uint32, j, d int, s *scene) {
	if w&wire != 0 && d <= 3 && !s.foreign {
		s.labelled = true
	}
	s.handheld = s.handheld || w&handheld != 0 && d == 0
	s.asked = s.asked || w&(reach|channel) != 0 && d <= 4
	if w&office != 0 && d <= 1 && prose.Lower(t.Of(t.Tokens[j])) == "office" {
		s.labelled = true
	}
	s.reader = s.reader || w&reach != 0 && f.told(t, j+1) || d == 0 && w&polite != 0
	if f.namesPerson(t, j) && s.person < 0 {
		s.person = j
	}
	if asks(t.Of(t.Tokens[j])) && j+2 < len(t.Tokens) && t.Tokens[j+2].Shape == prose.Capital && f.bits(t, j+2)&office == 0 {
		s.person = j
	}
}

// told reports whether a word is a Hindi imperative, which follows its noun:
// कॉल करें.
func (f *finder) told(t *prose.Text, j int) bool {
	return f.bits(t, j)&polite != 0 && (t.Tokens[j].To-t.Tokens[j].From > 3 && strings.HasPrefix(prose.Lower(t.Of(t.Tokens[j])), "k") || t.Folded[t.Tokens[j].From] >= 0x80)
}

// asks reports whether a name may follow after one more word: "ask for Asha".
func asks(word string) bool { return word == "ask" || word == "asking" || word == "Ask" }

// namesPerson reports whether a word speaks of one person.
func (f *finder) namesPerson(t *prose.Text, j int) bool {
	if f.bits(t, j)&(person|title|whose|who) != 0 {
		return !f.describes(t, j)
	}
	// Asha's: a name and an apostrophe.
	return t.Tokens[j].Shape == prose.Capital && t.Tokens[j].ID == 0 && mark(t, j+1) == '\'' && tight(t, j+2)
}

// describes reports whether a word for a patient only describes the next one:
// patient portal, patient house.
func (f *finder) describes(t *prose.Text, j int) bool {
	return f.bits(t, j)&person != 0 && j+1 < len(t.Tokens) && f.homes.Get(t.Tokens[j+1].ID)&ofPatients != 0
}

// calledByName reports whether a name stands after such a word as "reach".
func (f *finder) calledByName(t *prose.Text, j, d int) bool {
	if k := t.Tokens[j]; d > 4 || k.Shape != prose.Capital || k.ID != 0 || j == 0 {
		return false
	}
	switch prose.Lower(t.Of(t.Tokens[j-1])) {
	case "reach", "text", "ring", "whatsapp", "sms":
		return true
	}
	return false
}

// isOffice reports whether the word at j, d tokens off, speaks of a body. An
// abbreviation in capitals close by is the name of one.
func (f *finder) isOffice(t *prose.Text, j, d int) bool {
	k := t.Tokens[j]
	if f.bits(t, j)&office != 0 {
		us := k.Shape == prose.Capitals && k.To-k.From == 2
		after := mark(t, j-1) == '-' && tight(t, j) && t.Tokens[max(j-2, 0)].Sort == prose.Number // 063 966-Office
		return !us && !after
	}
	n := k.To - k.From
	return d <= 4 && k.Sort == prose.Word && k.Shape == prose.Capitals && k.ID == 0 && n >= 3 && n <= 6
}

// begins reports whether a sentence begins at a token; "Mr. Rao" is one.
func (f *finder) begins(t *prose.Text, j int) bool {
	if j >= len(t.Tokens) || !t.Tokens[j].First || j == 0 {
		return j == 0
	}
	if mark(t, j-1) != '.' {
		return true
	}
	return f.bits(t, j-2)&short == 0
}

// because says what tied a value to a person, in words the lexicon knows.
func (f *finder) because(t *prose.Text, s scene, form string) string {
	at := s.tie
	if at < 0 {
		at = s.person
	}
	if at < 0 || f.bits(t, at) == 0 {
		return form
	}
	return "it stands beside the word " + strings.ToLower(t.Of(t.Tokens[at]))
}
