// Package person finds people whom a text makes known as patients: by name,
// or by a story that fits one person only.
//
// A named patient is the commonest way in which a hospital's page tells what
// it should not (45 CFR 164.514(b)(2)(i)(A): names, of relatives too). A name
// alone is no fault: articles are full of doctors, authors, discoverers and
// places. So a name is found first, from lists and titles, or from a frame
// that only names stand in ("Patient X Y", "X Y, 34,"); then whoever works in
// care, is known, famous or long dead is let go; and what remains is reported
// when the sentence makes the person a patient: was admitted, X's surgery, X
// in bed 6. The verb must be theirs: who treats is no patient, who is treated
// is one.
//
// For whole names the burden is turned: in an article of a hospital a private
// name beside a sign of illness, of the body, of a stay with us or of good
// wishes is reported unless it is given as names of work are, in a credit, a
// list, beside an office, among those who speak or give (presume.go).
//
// Sure is a whole name in such a frame. A given name alone, or a whole name
// that nobody explains in a sentence about bodies or hospitals, is reported
// unsure. A text that says the name is changed has given none away.
//
// What is not seen: names on no list and in no frame; Hindi names on no list
// (Devanagari has no capitals to tell them by); a person who is named in one
// paragraph and ill in another. Do not add rules here that look at numbers or
// days: packages ids and dates have them.
package person

import (
	"sync"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// The rules of this package.
const (
	ruleName  = "privacy/name"
	ruleStory = "privacy/story"
)

// finder is what is learned at construction; it is only read afterwards.
type finder struct {
	names  prose.Table // the constants given … staffNoun
	care   prose.Table // the constants patient … hindiDone
	look   prose.Table // 1 where a sentence is worth a closer look, 2 where a story may be
	famous map[[2]prose.WordID]bool
	staff  map[prose.WordID][][]prose.WordID // a part of a name of the staff → the names
	parts  map[string]prose.WordID           // the words of these tables, for parts of a hashtag

	readings sync.Pool // of *reading, so that most texts cost no memory
}

// New returns a finder of people; lex learns its words.
func New(lex *prose.Lexicon, known *finding.Known) finding.Finder {
	f := &finder{famous: map[[2]prose.WordID]bool{}, staff: map[prose.WordID][][]prose.WordID{}, parts: map[string]prose.WordID{}}
	f.learn(lex)
	if known != nil {
		f.learnStaff(lex, known.People)
	}
	return f.find
}

// find cuts a text into sentences and looks closer at those that have a name,
// a title or a word of somebody's care.
func (f *finder) find(t *prose.Text, report func(finding.Hit)) {
	if t.Kind == prose.Address || t.Kind == prose.Code {
		return
	}
	if t.Kind == prose.FileName || t.Kind == prose.Slug {
		f.fileName(t, report)
		return
	}
	start, seen, begun := 0, uint32(0), false
	var r *reading
	defer func() { f.done(r) }()
	for i := range t.Tokens {
		k := &t.Tokens[i]
		if k.First && begun && !f.abbreviated(t, i) {
			if seen != 0 || r.expects() {
				r = f.closer(r, t, report, start, i, seen)
			} else {
				r.forget()
			}
			start, seen = i, 0
		}
		begun = begun || k.Sort != prose.Mark
		seen |= f.worth(t, i)
		if k.Shape == prose.Small && k.Sort == prose.Word && k.ID != 0 && i+1 < len(t.Tokens) && hyphenAt(t, i+1) && f.startsFileName(k.ID) {
			f.compounds(t, i, report)
		}
	}
	if seen != 0 || r.expects() {
		r = f.closer(r, t, report, start, len(t.Tokens), seen)
	}
}

// What makes a sentence worth a closer look.
const (
	someName  = 1 << iota // a name, or what stands beside one
	someStory             // a small place, a first or only one, a public role
)

// worth says what a token makes of its sentence.
func (f *finder) worth(t *prose.Text, i int) uint32 {
	k := &t.Tokens[i]
	if k.ID != 0 {
		w := f.look.Get(k.ID)
		if w&someName != 0 && k.Shape == prose.Small && t.Folded[k.From] < 0x80 && !f.smallTrigger(k) {
			w &^= someName
		}
		return w
	}
	switch k.Sort {
	case prose.Number:
		if i > 0 && t.Tokens[i-1].Sort == prose.Mark && k.To-k.From <= 3 {
			return someName // "X Y, 34," and "X Y (34)"
		}
	case prose.Mark:
		if t.Folded[k.From] == '#' {
			return someName
		}
	}
	return 0
}

// smallTrigger reports whether a word without a capital can begin a name or
// show that one is near.
func (f *finder) smallTrigger(k *prose.Token) bool {
	return f.care.Get(k.ID)&(patient|passive|event|named|agent) != 0 || f.names.Get(k.ID)&(title|hindi) != 0
}

// closer reads one sentence. The reading is made when first needed, so that a
// text without names costs nothing.
func (f *finder) closer(r *reading, t *prose.Text, report func(finding.Hit), from, to int, seen uint32) *reading {
	if r == nil {
		r, _ = f.readings.Get().(*reading)
		if r == nil {
			r = &reading{}
		}
		*r = reading{f: f, t: t, report: report}
	}
	r.from, r.to = from, to
	if seen&someName != 0 || r.waiting {
		r.sentence()
	} else {
		r.forget()
	}
	if seen&someStory != 0 {
		r.story()
	}
	return r
}

// done keeps a reading for the next text, and nothing of this one.
func (f *finder) done(r *reading) {
	if r != nil {
		*r = reading{}
		f.readings.Put(r)
	}
}

// abbreviated reports whether the full stop before token i ends a word cut
// short, as in "Dr. Rao", not a sentence.
func (f *finder) abbreviated(t *prose.Text, i int) bool {
	if i < 2 || t.Folded[t.Tokens[i-1].From] != '.' {
		return false
	}
	k := &t.Tokens[i-2]
	b := f.names.Get(k.ID)
	return b&(title|staffTitle) != 0 && k.To-k.From < 10 || k.Sort == prose.Word && k.To-k.From == 1 && k.Shape == prose.Capitals ||
		b&credential != 0 && t.Tokens[i].Shape == prose.Small || b&placeBefore != 0 && k.To-k.From == 2 ||
		f.care.Get(k.ID)&unit != 0 && t.Tokens[i].Shape == prose.Small
}
