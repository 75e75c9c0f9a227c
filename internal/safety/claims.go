package safety

// Words that show that a sentence reports research, hope or fear rather than
// promising anything.
const (
	research    = `\b(?:mice|mouse|rats?|animals?|researchers?|scientists?|hope[sd]?|hoping|may one day|someday|whether|if|in the lab|goal|aim(?:s|ed|ing)?|early|avoid|watch out|too good|there is no|there's no|no (?:known )?cure|not (?:a )?cure|cannot|can't|search(?:ing)? for|looking for|look for|not (?:yet )?(?:been )?(?:shown|proven|proved)|no (?:good |real )?(?:evidence|proof)|(?:tried|tries|trying|wanted|said) (?:\w+ ){0,4}(?:to )?cure|(?:posts?|people|web ?sites?|adverts?|ads|sellers?|others|friends?|some|many) (?:\w+ ){0,5}(?:say|says|said|think|thinks|believe|promise[sd]?)|cures (?:have|are|were|do|did|may|can)|vaccines?|warn(?:s|ed|ing)?|court|penalty|punish\w*|convicted|law)\b`
	magicLaw    = "in India it is a crime to advertise a cure for this (Drugs and Magic Remedies Act 1954); say what the treatment can do, for whom, and how that is known"
	hindiHealed = `
(?:ठीक (?:कर|हो जा|हो सक)|खत्म (?:कर|हो)|ख़त्म (?:कर|हो)|समाप्त कर|मिटा|छुटकारा|मुक्ति|निजात|दूर (?:कर|हो|भगा)|गायब|(?:जड़|जड) से).{0,40}(?:ता|ती|ते|दे|जाता|जाती|जाते|जाएगा|जाएगी|जाएंगे|जाएँगे|देगा|देगी|पाएं|पाएँ|पाइए|इलाज|होगा|होगी|गा|गी|गे|सकता|सकती|सकते)(?: है| हैं|$|[ ।!,.])|(?:गायब|खत्म|ख़त्म|छुटकारा|ठीक)(?: ?[।!]|$)
\b(?:(?:theek|thik) (?:kar|ho ja)|(?:khatm|khatam) (?:kar|ho)|chh?utkara|mukti\b|door (?:kar|bhaga)|gayab\b|ja?d+ se\b).{0,40}\b(?:deta|deti|dete|karta|karti|karte|jata|jati|jate|jaata|jaati|jaega|jayega|jaegi|jayegi|hoga|hogi|paye|paen|payein|pao|karein|kare|hai|hain|he)\b`
	healing = `\b(?:cures?|cured|heals?|healed|reverses?|reversed|eliminates?|eradicates?|banish(?:es)?|wipes? out|gets? rid of|got rid of|dissolves?|melts?(?: away)?|curing|reversing|can cure)\b`
	healers = `cure cures cured heal heals healed reverse reverses reversed eliminate eliminates eradicate eradicates banish banishes wipe wipes get gets got dissolve dissolves melt melts curing reversing`
	partly  = `\b(?:some|most|many|certain|types?|percent|early|stages?|children|childhood|often|usually|surgery|operations?|transplant\w*|radiation|chemotherapy|antibiotics?|antivirals?)\b|%`
)

func claimPatterns() []pattern {
	cureClaim := pattern{rule: "safety/cure-claim", claim: true, unless: research, message: "a cure is promised", hint: magicLaw}
	of := func(sure bool, need [3]class, before, after class, says string) pattern {
		p := cureClaim
		p.sure, p.need, p.before, p.after, p.says, p.reach = sure, need, before, after, says, 6
		return p
	}
	absolute := pattern{rule: "safety/absolute-claim", claim: true, message: "nothing in medicine is certain or without risk", hint: "say how often it works and what the risks are, in numbers"}
	sayer := func(sure bool, need [3]class, says, unless string) pattern {
		p := absolute
		p.sure, p.need, p.says, p.unless = sure, need, says, unless
		if need[1] == whole || need[0] == harm || need[0] == percent || need[0] == safe {
			p.within = 5
		}
		return p
	}
	boast := func(says string) pattern {
		return pattern{rule: "safety/superlative", need: [3]class{best, house}, within: 8, claim: true, message: "a claim to be the best cannot be shown", hint: "say what you do and how often, and let readers judge",
			unless: `\b(?:choose|choosing|find|finding|which|right for you|how to|ask|looking for|for you|doctor|to see)\b.{0,40}\bbest\b|\bbest (?:care |hospital |doctor |clinic )?for (?:you|a|an|your|this)\b|\bleading causes?\b|\b(?:best|top|leading) (?:to|of|for|a|the|our|your|on|their|public)\b|\b(?:what|where) is\b|(?:अच्छा|बेहतर|सर्वोत्तम) (?:है|होगा|हो|रहेगा|तरीका)|कैसे चुनें|कौन सा|कौन-सा`,
			says:   says}
	}
	return []pattern{
		of(true, [3]class{cure, remedy, condition}, remedy, condition, healing).of(healers, ""),
		of(true, [3]class{cure, product, lasting}, product, lasting, `\b(?:cures?|cured|heals?|healed|eliminates?|eradicates?|can cure)\b`).and(partly).of(`cure cures cured heal heals healed eliminate eliminates eradicate eradicates`, ""),
		of(true, [3]class{cure, remedy, condition}, 0, 0, `\b(?:will be|is|was|are|were) (?:completely |totally |soon )?(?:gone|cured)\b`).and(partly),
		of(true, [3]class{cure, condition}, 0, condition, `(?:^|[,;:!] ?)(?:naturally )?cure (?:your |any |all |every |type |\w)`).and(partly).of(`cure`, ""),
		of(true, [3]class{cure, remedy, condition}, remedy, 0, `\bas a (?:natural |complete )?cure for\b|\bis (?:a|the) (?:\w+ )?cure for\b|\bmakes? (?:\w+ ){1,3}(?:disappear|vanish|go away)\b`),
		of(true, [3]class{wonder | percent, cure, condition}, 0, 0, `\b(?:miracle|magic(?:al)?|wonder|permanent|guaranteed|instant|100 ?%|sure[ -]?shot|secret|complete|proven|ayurvedic|herbal|natural) (?:\w+ )?cures?\b|\bcure(?:s|d)? (?:\w+ ){1,4}(?:permanently|forever|instantly|for good|overnight)\b|\bpermanently (?:cures?|cured|reverses?|eliminates?)\b`).of(`cure cures cured permanently`, ""),
		of(true, [3]class{cure, condition}, 0, condition, `\b(?:say goodbye to|be free of|free yourself (?:of|from)|get rid of|rid yourself of|ends?)\b.{0,40}\b(?:forever|permanently|for good|in \d+ (?:days|weeks)|overnight|without (?:medicines?|drugs|surgery|insulin))\b`).of(`goodbye free rid end ends >41 forever permanently good days weeks overnight without`, ""),
		of(true, [3]class{cure, condition, number | remedy}, 0, condition, `\b(?:cures?|cured|reverses?|reversed)\b.{1,50}\b(?:in|within) (?:just |only )?(?:\d+|one|two|three|seven|ten|thirty) (?:day|week|month|hour)s?\b`).of(`cure cures cured reverse reverses reversed >60 day days week weeks month months hour hours`, ""),
		of(true, [3]class{cure, condition}, 0, 0, `\b(?:cures|heals) (?:all |any |every |your |type (?:1|2|one|two) |high |the )?(?:diabetes|sugar|cancers?|epilepsy|asthma|arthritis|hypertension|blood pressure|autism|hiv|aids|alzheimers?|alzheimer's|dementia|parkinson's|parkinsons|paralysis|psoriasis|kidney (?:failure|disease)|infertility|blindness|deafness|baldness|diseases?|illness(?:es)?)\b`).of(`cures heals`, ""),
		of(false, [3]class{cure, condition}, 0, condition, `\b(?:permanent|complete|total|guaranteed|miracle|natural|instant) (?:cure|relief|solution|healing)\b|\breverses (?:\w+ ){0,2}(?:diabetes|cancer|disease|ageing|aging|alzheimer)`).of(`reverses | permanent complete total guaranteed miracle natural instant >1 cure relief solution healing`, ""),
		of(true, [3]class{cure, remedy, condition}, 0, condition, `(?:^|[,;:!] ?)(?:naturally )?(?:heal|reverse|beat) (?:your |any |all |every |type |\w)`),
		of(true, [3]class{cure, remedy, lasting}, 0, lasting, `\byou (?:can|will)(?: now| naturally)? (?:cure|reverse|heal)\b`),
		of(false, [3]class{cure, lasting}, 0, lasting, `\b(?:found|discovered|developed|has|have|offers?|know) (?:the|a) (?:\w+ )?cure for\b`).of(`cure >1 for`, ""),
		of(false, [3]class{wonder}, 0, 0, `\b(?:miracle|magic|wonder) (?:cures?|drugs?|remed(?:y|ies)|pills?|treatments?)\b|\bmiraculous (?:cures?|healing|recovery)\b`).of(`miracle magic wonder miraculous >1 cure cures drug drugs remedy remedies pill pills treatment treatments healing recovery`, ""),
		of(true, [3]class{cure, remedy, condition}, 0, 0, hindiHealed),
		of(true, [3]class{cure, product, lasting}, 0, 0, hindiHealed),
		of(true, [3]class{cure, remedy, condition}, 0, 0, `
का (?:\S+ )?इलाज .{0,20}(?:होगा|होता|हो जा|करे|करता|करती|करें|पाएं)`),
		of(true, [3]class{cure, remedy | wonder | lasting, condition}, 0, 0, `
\d+ (?:दिन|दिनों|हफ्ते|हफ़्ते|हफ्तों|महीने) में (?:\S+ )?(?:ठीक|खत्म|ख़त्म|गायब|छुटकारा|दूर)
\b\d+ (?:din|dino|hafte|mahine) me(?:in)? (?:\w+ )?(?:theek|thik|khatm|khatam|gayab|chh?utkara|door)`).of("\nदिन दिनों हफ्ते हफ़्ते हफ्तों महीने >1 में", ""),
		of(true, [3]class{wonder, condition}, 0, 0, `
रामबाण|(?:शर्तिया|पक्का|अचूक|चमत्कारी|चमत्कारिक|गारंटीड|स्थायी) (?:\S+ )?(?:इलाज|उपचार|दवा|दवाई|उपाय|नुस्ख)|(?:इलाज|उपचार) की गारंटी|(?:जड़|जड) से (?:खत्म|ख़त्म|मिटा|ठीक|समाप्त|छुटकारा|दूर|इलाज|उखाड़)|हमेशा के लिए (?:खत्म|ख़त्म|ठीक|छुटकारा|मुक्ति|निजात|दूर|गायब)
\b(?:ramban|raambaan)\b|\b(?:shartiya|pakka|achook|achuk|chamatkari) (?:\w+ )?(?:ilaa?j|dawa|dawai|upa?y|nuskha)|\bja?d+ se (?:khatm|khatam|theek|thik|mita|chh?utkara|door|ilaa?j)|\bhamesha ke liye (?:khatm|khatam|theek|thik|chh?utkara|mukti|door|gayab)`),
		sayer(true, [3]class{percent, safe}, `\b(?:100 ?(?:%|percent|per cent)|hundred (?:percent|per cent)|cent per cent)[ -](?:\w+ )?(?:safe|effective|secure|success(?:ful)?|guaranteed?|gaurantee|garanti|cure|accurate|painless|reliable|risk[ -]free|surakshit|asarda+r|kargar|safal)\b|\b(?:safe|effective|guaranteed),? 100 ?%
100 ?(?:%|प्रतिशत|फीसदी|फ़ीसदी) (?:सुरक्षित|गारंटी|गारन्टी|असरदार|कारगर|सफल|प्रभावी|ठीक)|(?:शत[ -]प्रतिशत|सौ (?:फीसदी|फ़ीसदी|प्रतिशत)) (?:सुरक्षित|गारंटी|असरदार|कारगर|सफल|प्रभावी)`, `\b(?:condoms?|abstinence|sensitiv\w+|specific\w*|trials?|participants|in the study|vaccine efficacy)\b`),
		sayer(true, [3]class{harm, whole}, `(?:\b(?:has|have|is|are|with|absolutely|there (?:is|are)|comes with|,|and|but|:|^)\s*(?:absolutely |got )?(?:no|zero)|\bwithout any|\bfree (?:of|from)(?: any| all)?) (?:side[ -]effects?|risks? (?:at all|whatsoever)|risks? or side[ -]effects?|risks? and no side[ -]effects?)\b|\babsolutely no (?:risks?|danger|complications)\b|\bside[ -]effects?[ -]free\b`, noEffects).of(`no zero any of from all >1 side risk risks danger dangers complications | side >4 free`, ""),
		sayer(true, [3]class{harm, whole}, `
कोई (?:भी )?(?:साइड[ -]?(?:इफेक्ट|इफ़ेक्ट)s?|दुष्प्रभाव|नुकसान|नुक़सान)(?:्स)? (?:नहीं|नही)|बिना (?:किसी )?(?:साइड[ -]?(?:इफेक्ट|इफ़ेक्ट)|दुष्प्रभाव|नुकसान)
\bkoi (?:bhi )?(?:side[ -]?effects?|nuks?aa?n|khatra|dushprabhav) (?:nahi|nahin|nai|nhi)\b|\bbina (?:kisi )?(?:side[ -]?effects?|dushprabhav|nuksan)`, `अगर|यदि|आमतौर|अक्सर|ज़्यादातर|ज्यादातर|अधिकतर|कुछ लोग|\bagar\b|अध्ययन|देखा गया|पाया गया|तो कोई नुकसान`).hindi(),
		sayer(true, [3]class{sworn, treated}, assured, unsworn).of(sureWords, ""),
		sayer(false, [3]class{sworn}, assured, unsworn).of(sureWords, ""),
		sayer(true, [3]class{safe, whole, treated}, `\b(?:works every time|works for everyone|always works|works? 100 ?% of the time|foolproof|risk[ -]free)\b`, unsworn+`|\b(?:practically|virtually|almost|nearly|risk[ -]free (?:trial|zone))\b`).of(`works work foolproof | risk >2 free`, ""),
		sayer(false, [3]class{safe, whole | percent, treated | medicine | remedy | product | condition}, `\bworks? 100 ?% of the time\b|\bsafe for (?:everyone|everybody|all patients)\b|\b(?:completely|totally|absolutely|perfectly|entirely) (?:safe|painless|harmless|risk[ -]free|effective)\b|\bmoney[ -]back guarantee\b|\bguaranteed\b
पूरी तरह (?:से )?(?:सुरक्षित|दर्दरहित)|(?:बिल्कुल|बिलकुल) सुरक्षित
\b(?:poori|puri) tarah (?:se )?(?:surakshit|safe)\b|\bbilkul safe\b`, `\b(?:if|whether|until|law|scheme|free|right|rights|income|coverage|insurance|issue|confidential\w*|make sure)\b`).of(`work works >5 time | safe >2 everyone everybody all | completely totally absolutely perfectly entirely >1 safe painless harmless risk effective | money >3 guarantee | guaranteed`, ""),
		sayer(false, [3]class{harm, whole}, `\bno known (?:side[ -]effects?|complications)\b`, `\b(?:study|trial|if)\b`).of(`no >1 known`, ""),
		sayer(false, [3]class{harm, whole, treated}, `
कोई (?:भी )?(?:खतरा|ख़तरा|जोखिम|दर्द) नहीं`, `अगर|यदि`).hindi(),
		sayer(false, [3]class{percent, safe}, `\bworks? 100 ?% of the time\b`, `\bif\b`).of(`work works`, ""),
		sayer(false, [3]class{harm, whole}, `\b(?:no|zero|without any) (?:known )?(?:risks?|complications|side[ -]effects?|dangers?)\b`, noEffects+`|\bno risk[ -](?:free|of|to|that|in|for|factors?)\b`).of(`no zero any >2 risk risks complications complication side danger dangers`, ""),
		boast(`\b(?:best|finest|leading|top|greatest|most trusted|most advanced|foremost|number one|no\. ?(?:1|one)|no 1|# ?1)[ -](?:\w+ ){0,2}?(?:hospitals?|clinics?|cent(?:re|er)s?|surgeons?|physicians?|institute|department|facility|maternity unit|team)\b`),
		boast(`\b(?:best|finest|greatest) doctors?\b|\bworld[ -]?class (?:\w+ ){0,2}(?:hospital|clinic|care|doctors?|surgeons?|team|treatment|facilit\w+|cent(?:re|er)|staff|specialists?|experts?)\b|\b(?:world's|country's|nation's|india's|city's|state's|region's) (?:best|leading|top|number one|no\.? ?1|finest)\b.{0,30}\b(?:hospital|clinic|cent(?:re|er)|doctors?|surgeons?|team|unit|institute|care)\b|\b(?:best|leading|number one|no\.? 1|finest) (?:\w+ ){0,3}in (?:the )?(?:country|city|state|region|world|india|town|district)\b|\b(?:unrivall?ed|unmatched|second to none|unparalleled)\b
(?:सबसे अच्छ[ाे]|सर्वश्रेष्ठ|सर्वोत्तम|सबसे बेहतरीन|बेहतरीन|विश्वस्तरीय|अग्रणी|नंबर वन|नंबर 1|नंबर एक|नम्बर वन|नम्बर 1|नं\.? 1) (?:\S+ ){0,2}(?:अस्पताल|डॉक्टर|क्लिनिक|क्लीनिक|केंद्र|केन्द्र|संस्थान|सर्जन|विशेषज्ञ|टीम|इलाज)
\b(?:sabse (?:ac+h+[ae]|badhiya|behtar\w*)|sarvashreshth|sarvottam|number (?:one|1|ek)|nambar (?:one|1|ek)|vishwastariya) (?:\w+ ){0,2}(?:hospital|aspatal|doctor|daktar|clinic|ilaj)\b`),
	}
}

// assured are promises of success, unsworn what is no promise about treatment.
const (
	assured = `\bguarantee[sd]? (?:\w+ ){0,2}(?:results?|cures?|success|relief|recovery|weight loss|outcomes?|to (?:work|cure|heal|lose|help)|pregnancy|baby|healing|safety|treatment)\b|\b(?:results?|success|cure|recovery|relief|treatment|outcome|safety) (?:is|are|,)? ?(?:100% )?guaranteed\b|\bnever fails?\b
(?:इलाज|सफलता|परिणाम|ठीक होने|नतीजे|आराम|गर्भ) की (?:\S+ )?(?:गारंटी|गारन्टी)|गारंटी के साथ|गारंटी है|पूरी गारंटी
\b(?:gaurantee|guarantee|garanti) (?:ke saath|ke sath|hai)\b`
	sureWords = `guarantee guaranteed guarantees | never >1 fail fails
गारंटी गारन्टी
gaurantee guarantee garanti`
	unsworn = `\b(?:free (?:treatment|of charge|care)|is free|scheme|rights?|the law|nothing|no one|nobody|if|whether|by law|confidential\w*|heart never fails|privacy|legally)\b|कोई गारंटी`
)

// noEffects are sentences in which people without complaints are spoken of.
const noEffects = `\b(?:were|was|went|had|usually|often|most(?:ly)?|typically|generally|some|many|may|might|could|few|reported|found|observed|seen|study|studies|trials?|participants|if|when|as long as|people|patients (?:had|have|who)|known|serious|unless|whether|almost|nearly|virtually|other|i had|she had|he had|guarantee that)\b`

// and adds what makes p harmless.
func (p pattern) and(harmless string) pattern {
	p.unless += "|" + harmless
	return p
}

// hindi takes the denial at the end of a sentence as part of the claim: कोई
// दुष्प्रभाव नहीं.
func (p pattern) hindi() pattern {
	p.claim = false
	p.unless += `|\?|मिथक|भ्रम|झूठ|दावा|दावे|गलत|ग़लत|ऐसी कोई|ऐसा कोई|सच नहीं|\bmithak\b|\bjhoo?th?\b|\bgalat\b`
	return p
}
