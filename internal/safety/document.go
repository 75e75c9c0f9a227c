package safety

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"nadi/internal/diag"
	"nadi/internal/prose"
)

// Missing is something that a whole article lacks, or that is harmful only for
// what the rest of it is about.
type Missing struct {
	Rule, Message, Hint string
	Sure                bool
	Span                diag.Span // of the first passage that asks for it
}

// Document gathers what only a whole article shows. It is for one goroutine.
type Document struct {
	f     *Finder
	words int
	told  bool // more than the words of a post were seen

	suicide   place // the topic
	mentions  int
	occasions int  // prevention week and the like
	deceased  bool // a death is described
	helped    bool // a helpline is named

	danger  place // an emergency
	called  bool  // its number is named
	notes   place // somebody left a note; of whom, the rest must show
	details place // means, with the topic elsewhere
}

// place is where something was first seen.
type place struct {
	seen, titled bool
	span         diag.Span
}

func (p *place) see(s *sentence) {
	if !p.seen {
		p.seen, p.span = true, s.t.Span(s.start(), s.end())
	}
	p.titled = p.titled || s.t.Kind == prose.Title || s.t.Kind == prose.Heading
}

// Begin returns an empty document.
func (f *Finder) Begin() *Document { return &Document{f: f} }

// Add looks at one passage more.
func (d *Document) Add(t *prose.Text) { d.Text(t, nil) }

// Text adds a passage and reports what may harm in it, as Finder.Text does, in
// one walk over its words.
func (d *Document) Text(t *prose.Text, report func(Hit)) {
	d.told = d.told || t.Kind != prose.Post && t.Kind != prose.Alt
	d.words += len(t.Tokens)
	s := sentence{f: d.f, t: t}
	for d.f.next(&s) {
		if report != nil {
			d.f.look(&s, report)
		}
		if s.has&(number|lifeline|suicide|death|note|means|hurt|acute) != 0 {
			d.sentence(&s)
		}
	}
	s.release()
}

// sentence looks at one sentence more.
func (d *Document) sentence(s *sentence) {
	if k := s.t.Kind; s.has&(number|lifeline) != 0 && k != prose.Description && k != prose.Post {
		d.number(s)
	}
	if s.has&(suicide|death|note|means|hurt) != 0 {
		d.topic(s)
	}
	if s.has&acute != 0 && !d.called {
		d.emergency(s)
	}
}

// number notes which help the sentence names.
func (d *Document) number(s *sentence) {
	if s.has&lifeline != 0 && d.f.namesLifeline(s) {
		d.helped = true
	}
	for i := s.from; i < s.to && !(d.helped && d.called); i++ {
		if s.t.Tokens[i].Sort != prose.Number || s.has&calling == 0 && s.few(i) {
			continue
		}
		what, n := s.dialled(i)
		if n < 5 && s.has&calling == 0 {
			continue // 102 degrees, 988 people
		}
		d.called = d.called || what&emergency != 0
		d.helped = d.helped || d.f.helps(what) || what == 0 && n >= 7 && s.has&(suicide|lifeline) != 0 && s.has&calling != 0
	}
}

// few reports whether the number at token i has less than five digits, as far
// as its first token and the one behind it show.
func (s *sentence) few(i int) bool {
	k := &s.t.Tokens[i]
	if k.To-k.From > 4 || i+1 == s.to {
		return k.To-k.From < 5
	}
	next := &s.t.Tokens[i+1]
	return next.Sort != prose.Number && (next.Sort != prose.Mark || !strings.Contains("-().", s.t.Of(*next)))
}

// namesLifeline reports whether a helpline is named that serves the region.
func (f *Finder) namesLifeline(s *sentence) bool {
	e := helplineNames()
	text := s.text()
	return f.region == "" && e["all"].Match(text) || f.region != "" && (e[f.region] == nil || e[f.region].Match(text))
}

var helplineNames = sync.OnceValue(func() map[string]*regexp.Regexp {
	const us, in, uk = `\b(?:suicide|crisis|988|prevention)[\w &]* lifeline\b`, `\btele[ -]?manas\b|टेली[ -]?मानस|\bvandrevala\b|वंद्रेवाला|वांद्रेवाला|\baasra\b|आसरा|\bicall\b|\bjeevan aastha\b`, `\bsamaritans\b|सामरिटन्स|समारिटन्स|\bpapyrus\b|\bchildline\b`
	const anywhere = `\bbefrienders\b|\bfindahelpline\b`
	re := regexp.MustCompile
	return map[string]*regexp.Regexp{"all": re(us + "|" + in + "|" + uk + "|" + anywhere), "us": re(us + "|" + anywhere), "in": re(in + "|" + anywhere), "uk": re(uk + "|" + anywhere)}
})

// topic counts how often suicide is spoken of, and keeps what is harmful only
// because of it.
func (d *Document) topic(s *sentence) {
	if d.count(s) || d.ownDeath(s) {
		d.suicide.see(s)
		d.deceased = d.deceased || s.has&(death|suicide) != 0 && s.has&person != 0 && d.happened(s) && expressions().past.Match(s.text()) && expressions().ended.Match(s.text())
		return
	}
	if d.f.advise && s.has&note != 0 && s.has&suicide == 0 && !d.notes.seen && s.hints(d.f.fatal.left) && leftNote().Match(s.text()) {
		d.notes.see(s)
	}
	if d.mentions > 0 && !d.details.seen && s.has&means != 0 && s.has&person != 0 && s.prior&suicide == 0 && !s.ahead(suicide) {
		d.detail(s, expressions())
	}
}

// detail keeps means of which only the rest of the article shows what for.
func (d *Document) detail(s *sentence, e *endings) {
	if (s.hints(d.f.fatal.direct) && e.direct.Match(s.text()) || howDied().Match(s.text())) && !s.endedNearby(e) && !e.guard.Match(s.text()) {
		d.details.see(s)
	}
}

// ownDeath counts a sentence that speaks of suicide without naming it.
func (d *Document) ownDeath(s *sentence) bool {
	if s.has&death == 0 || s.has&ending == 0 || !s.hints(d.f.fatal.own) || !s.close(death, ending, 6) ||
		bytes.Contains(s.text(), []byte("assist")) || bytes.Contains(s.text(), []byte("euthan")) || !ownDeath().Match(s.text()) {
		return false
	}
	d.mentions++
	return true
}

var (
	// ownDeath speaks of suicide without naming it.
	ownDeath = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:took|takes?|taken|taking|end(?:ed|s|ing)?)(?: of)? (?:his|her|their|my|your|our)(?: own)? li(?:fe|ves)\b|\bkill(?:ed|s|ing)? (?:him|her|them|my)sel(?:f|ves)\b|\bhang(?:ed)? (?:him|her|them)sel|जान (?:दे दी|दे दे|ले ली|देने)|अपनी जान (?:ले|दे)|(?:फांसी|फाँसी) लगा|\bapni jaan (?:le|de)|\bjaan de di\b`)
	})
	leftNote = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:left|wrote|found|leaving|leaves)\b.{0,24}\b(?:note|letter|diary)\b|\b(?:note|letter|diary) (?:that )?(?:he|she|they) (?:left|wrote)\b|\bnote\b.{0,16}\b(?:said|saying|read|reads|blam\w+)\b|(?:नोट|चिट्ठी|पत्र|ख़त|खत).{0,40}(?:लिखा|छोड़|मिला)|\b(?:note|chitt?h[ie]+|khat)\b.{0,30}(?:likh|chh?od|mila)`)
	})
	howDied = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:he|she|they)\b.{0,30}\b(?:jump(?:ed)?|swallowed|drank|overdosed|took (?:\w+ ){0,2}(?:\d+|forty|fifty|thirty|twenty|dozens|an overdose|a bottle|all)|shot|hanged|drowned)\b|उसने.{0,40}(?:कूद|ज़हर|जहर|फांसी|गोलिया|कीटनाशक)|\busne\b.{0,40}(?:kood|zeher|jahar|faansi|phansi|goliya)`)
	})
)

// count adds the sentence's mentions; suicide genes, bombers and assisted
// dying are none, and a day of prevention is one of its own kind.
func (d *Document) count(s *sentence) bool {
	named := false
	for i := s.from; i < s.to && s.has&(suicide|hurt) != 0; i++ {
		if !s.mention(i) {
			continue
		}
		named = true
		if s.set(occasion, i-1, i+3) {
			d.occasions++
		} else {
			d.mentions++
		}
	}
	return named
}

// mention reports whether token i names the topic.
func (s *sentence) mention(i int) bool {
	return (s.bits(i)&suicide != 0 || s.oneself(i)) && !s.set(apart, i-2, i+2)
}

// named reports whether the sentence names the topic.
func (s *sentence) named() bool {
	for i := s.from; i < s.to; i++ {
		if s.mention(i) {
			return true
		}
	}
	return false
}

// oneself reports whether token i is the harm of self-harm.
func (s *sentence) oneself(i int) bool {
	return s.bits(i)&hurt != 0 && (strings.EqualFold(s.of(i-2), "self") && s.of(i-1) == "-" || strings.EqualFold(s.of(i-1), "self"))
}

// set reports whether a token from a to b belongs to a class.
func (s *sentence) set(c class, a, b int) bool {
	for i := max(a, s.from); i <= min(b, s.to-1); i++ {
		if s.bits(i)&c != 0 {
			return true
		}
	}
	return false
}

// happened reports whether a death is told rather than feared or counted.
func (d *Document) happened(s *sentence) bool {
	return s.has&negation == 0 && !s.question() && (s.t.Kind != prose.Row)
}

// emergency notes an emergency that readers are told to act on.
func (d *Document) emergency(s *sentence) {
	short := s.short() || s.t.Kind == prose.Heading
	if short && (d.danger.titled || s.has&(story|urgent) == 0 || s.t.Kind == prose.Post || !s.hints(d.f.fatal.alarm)) || !short && (d.danger.seen || (s.has|s.prior)&urgent == 0 && !s.ahead(urgent) || !s.hints(d.f.fatal.alarm)) {
		return
	}
	e := alarms()
	if !e.acute.Match(s.text()) {
		return
	}
	if short {
		d.danger.titled = true
		return
	}
	if e.urgent.Match(s.around()) && e.act.Match(s.around()) {
		titled := d.danger.titled
		d.danger.see(s)
		d.danger.titled = titled
	}
}

// alarm is the expressions by which an emergency is described.
type alarm struct{ acute, urgent, act *regexp.Regexp }

var alarms = sync.OnceValue(func() *alarm {
	re := regexp.MustCompile
	return &alarm{
		acute:  re(`\b(?:strokes?|heart attacks?|cardiac arrest|chok(?:e|es|ing)|anaphyla\w+|overdos(?:e|ed|ing)|unconscious|not breathing|stop(?:s|ped)? breathing|(?:trouble|difficulty) breathing|chest pain|poison(?:ed|ing)|severe bleeding|snake ?bites?|drowning|sepsis)\b|स्ट्रोक|पक्षाघात|लकव[ाे]|दिल का (?:दौरा|दौड़ा)|दिल के दौरे|सीने में (?:तेज़ |तेज )?दर्द|ज़हर|बेहोश|(?:साँस|सांस) (?:रुक|न आ|लेने में|नहीं)|साँप|सांप|गले में (?:कुछ )?(?:फंस|फँस|अटक)|\b(?:lakwa|lakva|dil ka daura|seene me(?:in)? dard|behosh|zeher|jahar|saa?ns (?:rukn?a?|nahi|lene mein)|saa?np)\b`),
		urgent: re(`\b(?:emergency|emergencies|right away|immediately|at once|urgent(?:ly)?|ambulance)\b|आपात|इमरजेंसी|तुरंत|तुरन्त|फौरन|फ़ौरन|एम्बुलेंस|एंबुलेंस|\b(?:turant|fauran|emergency)\b`),
		act:    re(`\b(?:get|seek|call|go|act|need|needs|must|rush|is (?:a|an) (?:\w+ )?emergency|are (?:\w+ )?emergencies)\b|जाएं|जाएँ|ले जा|बुला|कॉल|पहुंच|पहुँच|करें|आपात|इमरजेंसी|\b(?:jayen?|jaayein|le ja\w*|bulay?\w*|bula\w*|pahunch\w*|karein|karo|hai)\b`),
	}
})

// End says what the article lacks.
func (d *Document) End() []Missing {
	var out []Missing
	if m, ok := d.helpline(); ok {
		out = append(out, m)
	}
	if d.danger.seen && !d.called && d.told {
		out = append(out, Missing{"safety/emergency-number", "the article speaks of an emergency and names no number to call", "name it near the top: call " + d.f.emergencyOf(), d.danger.titled, d.danger.span})
	}
	if d.mentions > 0 && d.notes.seen {
		out = append(out, Missing{"safety/suicide-note", "the text speaks of a note that somebody left", "leave out that there was a note, and what stood in it", false, d.notes.span})
	}
	if d.mentions > 0 && d.details.seen && (d.deceased || d.suicide.titled) {
		out = append(out, Missing{"safety/suicide-method", "the text tells how or where a suicide happened", "say only that the person died by suicide, or attempted it; details are copied", false, d.details.span})
	}
	return out
}

// helpline decides whether an article on suicide lacks one. A passing word in
// a long article on something else only warns.
func (d *Document) helpline() (Missing, bool) {
	const short = 200 // tokens
	if d.helped || d.mentions == 0 && (d.occasions == 0 || d.words > short && d.occasions < 2 && !d.suicide.titled) {
		return Missing{}, false
	}
	sure := d.told && d.mentions > 0 && (d.suicide.titled || d.deceased || d.mentions > 1 && d.words < short*d.mentions)
	return Missing{"safety/helpline", "the article speaks of suicide and names no helpline", "name one near the top: call " + d.f.helplineOf(), sure, d.suicide.span}, true
}
