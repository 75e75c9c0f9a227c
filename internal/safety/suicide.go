package safety

import (
	"bytes"
	"regexp"
	"sync"

	"nadi/internal/prose"
)

const (
	diedWords = `(?:\b(?:took|takes?|taken|taking|end(?:ed|s|ing)?)(?: of)? (?:his|her|their|my|your|our|your|one's)(?: own)? li(?:fe|ves)\b|\bkill(?:ed|s|ing)? (?:him|her|them|my)sel(?:f|ves)\b|\b(?:died|dies|dead|death|deaths) (?:by|from|of) suicide|\bcommit\w* suicide|\bsuicide (?:attempts?|deaths?|bid)\b|\battempt\w* (?:suicide|to (?:kill|end|take))|\btried to (?:kill|end|take)\b|\bby suicide\b|\b(?:hang|drown)(?:ed)? (?:him|her|them)sel|jump\w* to (?:his|her|their) death|जान (?:दे दी|दी|ले ली|देने)|अपनी जान|\bjaan (?:de di|le li)|\bapni jaan\b)`
	guidance  = `\b(?:avoid|instead of|rather than|do not (?:say|write|use|publish|describe|report|share|give)|don't (?:say|write|use|publish|describe|report|share|give)|never (?:say|write|use|publish|describe|report|share|give)|journalists?|reporters|the (?:term|phrase|words?))\b|न कहें|न लिखें|मत कह|मत लिख|के बजाय|की बजाय|की जगह|शब्द का|\bki jagah\b|\bke bajay\b`
	swapDied  = `say "died by suicide"`
)

func suicidePatterns() []pattern {
	words := pattern{rule: "safety/suicide-words", unless: guidance, message: "the word makes suicide a crime, a success or a wave"}
	with := func(need1, need2 class, says, hint string) pattern {
		p := words
		p.need, p.says, p.hint = [3]class{need1, need2}, says, hint
		return p
	}
	return []pattern{
		with(suicide, verdict, `\bcommit(?:s|ted|ting|ed)? (?:a |the |mass |group )?suicides?\b`, swapDied+`, or "took their own life"`),
		with(suicide, verdict, `\b(?:successful(?:ly)?|completed?|completing|completes)[ -](?:\w+ )?suicides?\b|\bsuicides?(?: attempt)?(?: was| were)? (?:successful|completed)\b`, swapDied),
		with(suicide, verdict, `\b(?:failed|unsuccessful)[ -](?:\w+ )?(?:suicides?|attempts?(?: at suicide)?)\b|\bsuicide (?:attempt |bid )?(?:failed|was unsuccessful)\b|\bfailed to (?:kill|commit)\b`, `say "attempted suicide" or "survived an attempt"`),
		with(suicide, verdict, `\bsuicides? (?:\w+ )?(?:epidemic|wave|contagion)\b|\b(?:epidemic|wave|spate|rash|contagion) of (?:\w+ ){0,3}suicides?\b|\bepidemic (?:proportions|levels)\b|\bskyrocket\w*|\bsoar(?:ed|ing)\b|\bexploded\b`, `give the numbers, and say "rising" or "higher"`),
		with(suicide, verdict, `
आत्महत्या कर(?: ली|ली| लिया| लेने)|आत्महत्या की थी|(?:ख़|ख)ुदकु?शी कर(?: ली|ली)|(?:ख़|ख)ुदकु?शी की थी`, `लिखें: "आत्महत्या से मृत्यु" (say "died by suicide")`),
		with(suicide, verdict, `
(?:सफल|असफल|विफल) (?:आत्महत्या|(?:ख़|ख)ुदकु?शी)|आत्महत्या(?:ओं)? की (?:महामारी|बाढ़)|आत्महत्या.{0,40}(?:असफल|विफल|सफल) (?:प्रयास|कोशिश)|आत्महत्या.{0,60}महामारी`, `लिखें: "आत्महत्या का प्रयास" (say "attempted suicide")`),
		with(suicide, verdict, `

\b(?:suicide|a{1,2}tm?a?hatya|khudkus?hi|khudkhushi) (?:kar ?(?:li|liya|le)|kiya|ki thi)\b`, `write "suicide se mrityu"`),
		{rule: "safety/suicide-note", need: [3]class{suicide | death, note}, unless: guidance, message: "the text speaks of a note that somebody left",
			says: `\bsuicide (?:note|letter)s?\b|\b(?:took|ended|killed)\b.{0,40}\b(?:wrote|left) an? (?:\w+ )?(?:note|letter)\b|\b(?:note|letter|diary)\b.{0,24}\b(?:said|saying|says|read|reads|reading|blam\w+|wrote|telling|described)\b|\b(?:left|wrote|found)\b.{0,20}\b(?:note|letter)\b
(?:सुसाइड|आत्महत्या|अंतिम|आखिरी|आख़िरी) (?:नोट|पत्र|चिट्ठी)|(?:नोट|चिट्ठी|पत्र|ख़त|खत)(?: में|$| ).{0,60}(?:लिखा|बताया|छोड़)
\b(?:note|chitt?h[ie]+|khat) (?:mein|me|main) .{0,40}likh`, hint: "leave out that there was a note, and what stood in it"},
		{rule: "safety/suicide-cause", need: [3]class{suicide | death, reason, person}, message: "one cause is given for a suicide",
			unless: guidance + `|\b(?:never|rarely|seldom|not|no single|many|several|different|complex|leading cause|whatever)\b|नहीं|कई कारण|अनेक`,
			says: diedWords + `.{0,60}?\b(because|due to|owing to|over|after (?:he|she|they|his|her|their|losing|being|failing|a|an|the)|since (?:he|she)|unable to)\b|\b(because|due to|owing to|after)\b.{0,60}` + diedWords + `|\b((?:caused|led to|behind|blamed for) (?:his|her|their|the) (?:suicide|death by suicide))|\breason (?:why )?(?:he|she|they)\b.*` + diedWords + `|\b((?:drove|driven|led|pushed) (?:him |her |them )?to (?:suicide|(?:take|end|kill)))
((?:के|की) (?:कारण|वजह|चलते|दबाव में)|से (?:तंग|परेशान|दुखी|आहत)|होने के बाद|(?:नौकरी|परीक्षा|तलाक|झगड़े|ब्रेकअप|फेल|हारने|डांट|डाँट|कर्ज़|कर्ज|बीमारी) (?:\S+ ){0,3}(?:के )?बाद).{0,80}(?:आत्महत्या|(?:ख़|ख)ुदकु?शी|जान दे दी)
\b((?:ke karan|ki wajah|ki vajah|se tang|se pareshan|ke chalte)\b).{0,40}(?:suicide|hatya|khudk|jaan de)`,
			hint: "a suicide never has one cause; leave the reason out, or say that many things come together"},
	}
}

// endings are the expressions by which a suicide is described. They are kept
// apart from the patterns, because the halves of a description often stand in
// two sentences.
type endings struct {
	direct *regexp.Regexp // means that say of themselves what happened
	likely *regexp.Regexp // those that may have been an accident
	means  *regexp.Regexp // means and places beside the topic
	ended  *regexp.Regexp // a death or an attempt
	past   *regexp.Regexp // it happened
	guide  *regexp.Regexp // advice on how to write of it
	guard  *regexp.Regexp // prevention and accidents, where means must be named
}

var expressions = sync.OnceValue(func() *endings {
	re := regexp.MustCompile
	return &endings{
		direct: re(`\b(?:found (?:hanging|hanged)|hang(?:ed|s|ing)? (?:him|her|them|my)sel(?:f|ves)|(?:jump|leap)(?:ed|s|t)? to (?:his|her|their) deaths?|(?:slit|slashed) (?:his|her|their)(?: own)? (?:wrists|throat)|hanging from (?:a|the) (?:ceiling|fan|tree|rope)|shot (?:him|her)self (?:dead|in the (?:head|chest)))\b|(?:फांसी|फाँसी|फंदा|फंदे)(?: का फंदा)? (?:लगा|पर झूल|से झूल|से लटक|पर लटक)|(?:पंखे|पेड़|फंदे) (?:से|पर) (?:लटक|झूल)|\b(?:faansi|phansi|fansi|phaansi) (?:laga|par)\b|\b(?:pankhe|ped) se latak`),
		likely: re(`\bshot (?:him|her)self\b|\b(?:jump(?:s|ed|ing)?|leap(?:s|t|ed)?|plunge[sd]?) (?:from|off|in front of)\b|(?:छत|पुल|इमारत) से कूद`),
		means:  re(`\bin front of (?:a|an|the) (?:\w+ )?(?:train|bus|truck|lorry|car|metro)\b|\bthe (?:cliff|bridge|spot|place|building|river) where\b|\b(?:hanging|hanged|hung|noose|gunshot|rope)\b|\b(?:by|after) (?:taking|jumping|drowning|shooting|poison(?:ing)?|swallowing|drinking|overdos\w+|cutting|ingesting|consuming|inhaling|burning|setting|hanging)\b|\bcarbon monoxide\b|\b(?:pesticides?|insecticide|rat poison|sleeping (?:pills|tablets)|kerosene|helium|bleach)\b|\b(?:overdosed|overdosing|(?:an|after|by|through|with|from) overdose|overdose of)\b|\b(?:\d+|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozens? of|a bottle of|handful of|bottle of|a pack of|all (?:of )?(?:his|her|their)) (?:\w+ ){0,3}(?:pills|tablets|capsules)\b|\bjump(?:ed|ing|s)? (?:from|off|in front|into|out|under)\b|\b(?:in|from|at|off|near|into|under|onto|on) (?:the|a|an|his|her|their|its) (?:[\w']+ )?(?:garage|bridge|balcony|roof|rooftop|terrace|railway|train|tracks|river|cliff|building|well|hostel|hotel|hostel room|hotel room|motel|ceiling|forest|flat|metro)\b|\bshot (?:him|her|them)sel|\b(?:with|using) (?:a|an|his|her|the|their) (?:\w+ )?(?:weapon|gun|pistol|rifle|shotgun|firearm|rope|razor|knife|blade|belt|dupatta)\b|\b(?:gun|pistol|rifle|shotgun|firearms?)\b|\bon fire\b|\bdrown(?:ed|ing)\b|\b(?:cut|cutting|slit) (?:his|her|their) wrists?\b|फांसी|फाँसी|फंद[ेा]|लटक|कीटनाशक|सल्फास|(?:ज़|ज)हर(?:ीला)? (?:पदार्थ )?(?:खा|पी|निगल)|नींद की (?:\S+ )?गोलि|गोलिया[ँं] खा|(?:से|में) (?:कूद|छलांग)|(?:ट्रेन|रेल|मेट्रो) के (?:आगे|सामने|नीचे)|गोली मार|(?:नस|कलाई) काट|आग लगा|तेज़ाब पी|\b(?:faansi|phansi|fansi|phaansi|latak\w*|keetnashak|sulphas)\b|\b(?:zeher|zehar|zahar|jahar) (?:kha|pee|pi)\b|\bneend ki goli|\b(?:se|mein|me) k(?:oo|u)d|\btrain ke (?:aage|samne|neeche)\b|\bgoli maar|\b(?:nas|kalai) kaat|\baag laga`),
		ended:  re(diedWords + `|आत्महत्या|(?:ख़|ख)ुदकु?शी|\b(?:suicide|a{1,2}tm?a?hatya|khudkus?hi|khudkhushi) (?:kar|ki|kiya|ka)\b`),
		past:   re(`\b(?:took|killed|died|ended|committed|attempted|tried|jumped|hanged|found|shot|swallowed|drank|overdosed|drowned|was|had|dead)\b|कर ली|दे दी|ले ली|हुई|की थी|किया|लिया|गया|गई|दी|\b(?:kar li|kar liya|de di|le li|kiya|gaya|gayi|hui)\b`),
		guide:  re(guidance),
		guard:  re(`\b(?:remov\w+|lock(?:ed|ing)? (?:up|away)|stor(?:e|es|ed|ing|age)|restrict\w*|limit\w*|access to|ban(?:s|ned|ning)?|barriers?|fence[sd]?|nets?|safe(?:ly)? (?:dispos|kept)\w*|out of reach|prevent\w*|poison (?:control|cent)\w*|regulat\w*|keep (?:\w+ ){0,4}(?:away|locked)|away from (?:him|her|them|the person|someone|anyone)|rescued?|saved)\b|हटा|ताले|पहुंच से|पहुँच से|दूर रख|रोक|प्रतिबंध|बचाया|\b(?:door rakh|taale|hata)\b`),
	}
})

// fatal holds the clues to those expressions.
type fatal struct{ direct, likely, ended, own, left, alarm []clue }

func learnFatal(learn func(string) []clue) fatal {
	const oneself = `himself herself themselves themself myself`
	return fatal{
		direct: learn(`found >1 hanging hanged | hang hanged hangs hanging >1 ` + oneself + ` | jump jumped jumps leap leaped leaps leapt >3 death deaths | slit slashed | hanging >3 ceiling fan tree rope | shot >1 himself herself
			| फांसी फाँसी फंदा फंदे पंखे पेड़ faansi phansi fansi phaansi pankhe ped`),
		likely: learn(`shot >1 himself herself | jump jumps jumped jumping leap leaps leapt leaped plunge plunges plunged | छत पुल इमारत`),
		ended: learn(`suicide suicides suicidal jaan | kill kills killed killing hang hanged drown drowned >1 ` + oneself + ` | took take takes taken taking end ended ends ending >5 life lives
			| attempt attempts attempted attempting tried >2 kill end take | jump jumped jumping jumps >3 death
			| जान | आत्महत्या आत्महत्याएं आत्महत्याएँ आत्महत्याओं ख़ुदकुशी खुदकुशी ख़ुदकशी खुदकशी aatmahatya atmahatya aatmhatya atmhatya aatahatya atahatya khudkushi khudkhushi khudkusi`),
		own: learn(`took take takes taken taking end ended ends ending >4 life lives | kill kills killed killing hang hanged >1 ` + oneself + ` | जान अपनी फांसी फाँसी apni jaan`),
		left: learn(`left wrote found leaving leaves >25 note letter diary | note letter diary >2 he she they | note >17 said saying read reads blamed blames blaming
			| नोट चिट्ठी पत्र ख़त खत | note chitthi chitthee chithi chithie khat >31 likha likhi likhe likh chhoda chhodi chhod chhodkar choda chodi mila mili milaa`),
		alarm: learn(`stroke strokes choke chokes choking anaphylaxis anaphylactic anaphylactoid overdose overdosed overdosing unconscious poisoned poisoning snakebite snakebites drowning sepsis
			| heart >1 attack attacks | cardiac >1 arrest | not stop stops stopped trouble difficulty >1 breathing | chest >1 pain | severe >1 bleeding | snake >1 bite bites
			| स्ट्रोक पक्षाघात लकवा लकवे ज़हर ज़हरीला ज़हरीली ज़हरीले बेहोश बेहोशी साँप सांप साँपों सांपों | दिल >2 दौरा दौरे दौड़ा | सीने >3 दर्द
			| साँस सांस >1 रुक रुकना रुकने रुके रुकी रुका रुकती रुकता न लेने नहीं | गले >3 फंस फंसा फंसी फंसे फंसना फंसने फंसकर फँस फँसा फँसी फँसे फँसना फँसने फँसकर अटक अटका अटकी अटके अटकना अटकने अटककर
			| lakwa lakva behosh zeher jahar saanp sanp | dil >2 daura | seene >2 dard | saans sans >1 ruka rukn rukna nahi lene`),
	}
}

// method reports means and places of a suicide. In a title, a summary or a
// post they always block; in the body when a death is told with them.
func (s *sentence) method(report func(Hit)) {
	if s.has&means == 0 || !s.short() && (s.has|s.prior)&(suicide|death) == 0 && !s.ahead(suicide|death) || s.has&suicide != 0 && !s.named() {
		return
	}
	e := expressions()
	if m, sure := s.deed(e); m != nil && !e.guard.Match(s.text()) && !e.guide.Match(s.text()) {
		report(s.meansHit(m, sure))
	}
}

// deed returns where the sentence tells how or where it happened.
func (s *sentence) deed(e *endings) (m []int, sure bool) {
	if s.hints(s.f.fatal.direct) {
		if m := e.direct.FindIndex(s.text()); m != nil {
			return m, true
		}
	}
	if s.topical(e) {
		if m := e.means.FindIndex(s.text()); m != nil {
			return m, s.short() || s.has&person != 0 && e.past.Match(s.text()) && s.endedNearby(e)
		}
	}
	return s.likely(e), false
}

// likely returns where a fall or a shot is told that was hardly an accident. A
// jump counts only where few words have to say all.
func (s *sentence) likely(e *endings) []int {
	if s.has&person == 0 || s.has&rescue != 0 || !s.hints(s.f.fatal.likely) {
		return nil
	}
	m := e.likely.FindIndex(s.text())
	if m == nil || !s.short() && !bytes.HasPrefix(s.text()[m[0]:], []byte("shot")) {
		return nil
	}
	return m
}

// topical reports whether suicide is what the sentence and its neighbours are
// about.
func (s *sentence) topical(e *endings) bool {
	return (s.has|s.prior)&suicide != 0 || s.ahead(suicide) || s.endedNearby(e)
}

// endedNearby reports whether a death or an attempt is described here or in
// the neighbourhood.
func (s *sentence) endedNearby(e *endings) bool {
	n := s.neighbourhood()
	return n.hints(s.f.fatal.ended) && e.ended.Match(s.around())
}

// neighbourhood is the tokens of what around returns.
func (s *sentence) neighbourhood() sentence {
	n := sentence{f: s.f, t: s.t, from: s.from, to: s.to}
	for n.from > 0 && s.start()-int(s.t.Tokens[n.from-1].To) < reach {
		n.from--
	}
	for n.to < len(s.t.Tokens) && int(s.t.Tokens[n.to].From)-s.end() < reach {
		n.to++
	}
	return n
}

// ahead reports whether a word of the set stands in the next few words.
func (s *sentence) ahead(set class) bool {
	for i := s.to; i < min(s.to+30, len(s.t.Tokens)); i++ {
		if s.bits(i)&set != 0 {
			return true
		}
	}
	return false
}

func (s *sentence) meansHit(m []int, sure bool) Hit {
	return Hit{"safety/suicide-method", s.start() + s.place(m[0]), s.start() + s.place(m[1]), "the text tells how or where a suicide happened",
		"say only that the person died by suicide, or attempted it; details are copied", sure && !s.t.Quoted}
}

// short reports whether the passage is one that travels alone.
func (s *sentence) short() bool {
	k := s.t.Kind
	return k == prose.Title || k == prose.Description || k == prose.Post
}
