package safety

import "strings"

const (
	askFirst = `\b(?:talk|speak|ask|call|check|consult|contact|tell|see|discuss|seek|get)\b.{0,40}\b(?:doctors?|nurse|pharmacist|gp|health ?care|provider|physician|medical|help|care team|clinic|911|112|108|999|999)\b|\b(?:doctors?|physicians?|provider|surgeon|care team|gp|nurse|pharmacist|oncologist|specialist|they)\b.{0,30}\b(?:tells?|told|asks?|asked|advis\w+|says?|said|recommends?|decides?|approves?|agrees?|may|might|will|can|wants?|instructs?|guidance|supervision|advice|prescribes?|stops?)\b|\b(?:doctor's|physician's|medical) (?:advice|guidance|supervision|instructions?|orders?|approval|ok)\b|डॉक्टर (?:से|की|के|को|कहे|कहें|बताए|ने)|चिकित्सक|सलाह|\b(?:doctor|daktar) (?:se|ki|ke|kahe|ko|ne)\b`
	notStop  = `\b(?:(?:do not|don't|never|not|shouldn't|mustn't|cannot|can't|won't|didn't|isn't|without|until|unless|people|patients|some|many|who|why|how to|whether|decid\w+ to|asked to|told to|need to|tempt\w+ to|avoid|surgery|operation|procedure|alcohol|smoking)\b.{0,40}|(?:if|when|before|after|once|even if) (?:you|they|he|she|to|your child)(?: (?:want|wants|need|have|decide|plan|wish|suddenly|ever|must|do|are|can|to|going|thinking|of|about|may)){0,4} )\b(?:stop|quit|discontinue|skip|throw|ditch|drop|give up|come off|go off|longer need)`
	// stays is a part of notStop.
	stays    = `never not without until unless people patients some many who why whether avoid surgery operation procedure alcohol smoking >40 stop quit discontinue skip throw ditch drop`
	patience = `(?:^|[,;:] ?|\b(?:you can|you should|you may|you could|just|simply|so|then|please|better to|best to|safe to|and|first|ok to|okay to|fine to|always) )(`
	patient  = `\b(?:do not|don't|never|not|without|instead of waiting|dangerous|deadly|risk|mistake|avoid|minutes?)\b|\b(?:many|often|most|people|patients|who)\b[^,;]{0,40}\bwait`
	lifelong = `(?:insulin|(?:\w+ )?(?:medicines?|medications?|meds|tablets?|pills?)|inhalers?|blood thinners?|statins?|antidepressants?|warfarin|metformin)`
	// wellFounded are reasons for which labels themselves tell people to stop.
	wellFounded = `\b(?:rash|hives|swell\w*|swollen|allerg\w*|reaction|bleed\w*|jaundice|yellow|pregnan\w*|breast[ -]?feed\w*|kidney (?:injury|failure)|liver|early|(?:for|have) a baby|come back|returns?|(?:months?|weeks?|days?|hours?) before)\b`
	hiDrug      = `(?:इंसुलिन|इन्सुलिन|दवा|दवाई|दवाएं|दवाएँ|दवाइयां|दवाइयाँ|दवाईयां|दवाईयाँ|गोली|गोलियां|गोलियाँ|इनहेलर|इन्हेलर|स्टैटिन|मेटफॉर्मिन|वारफेरिन|कीमोथेरेपी|डायलिसिस|एंटीबायोटिक|इलाज|उपचार)`
)

func advicePatterns() []pattern {
	stop := pattern{rule: "safety/stop-medicine", message: "readers are told to stop a medicine", hint: "write: do not stop it without asking your doctor"}
	says := func(sure bool, set class, says, unless, around string) pattern {
		p := stop
		p.within = 8
		p.sure, p.need, p.says, p.unless, p.around = sure, [3]class{set, medicine}, says, unless, around
		return p
	}
	wait := pattern{rule: "safety/delay-emergency", message: "readers are told to wait in an emergency", hint: "write: call the emergency number at once"}
	delay := func(sure bool, third class, says, unless string) pattern {
		p := wait
		p.sure, p.need, p.prior, p.says, p.unless = sure, [3]class{waiting, acute, third}, acute, says, unless
		return p
	}
	return []pattern{
		says(true, stopping, `\b(?:stop|quit|discontinue|skip|drop|come off|throw away)\b.*\bwithout (?:asking|telling|consulting|talking|seeing|speaking)|\b(?:no need|don't need|do not need|needn't) to (?:ask|tell|consult|talk|see|speak)\b.*\b(?:stop|quit|discontinue|skip)`, `\b(?:do not|don't|never|not|shouldn't|mustn't|dangerous|risky|harmful|people|patients|many|some|if you|avoid)\b.*\b(?:stop|quit|discontinue|skip|drop|come off|throw)`, "").of(`without >1 asking telling consulting talking seeing speaking | need needn >4 ask tell consult talk see speak`, `never not dangerous risky harmful people patients many some avoid > stop quit discontinue skip drop throw`),
		says(true, stopping, `(?:^|[,;:"(-] ?|\b(?:you (?:can|may|should|must|could)(?: safely| now)?|just|simply|please|and|then|so|safely|now) )((?:stop|quit|discontinue|throw away|throw out|come off|go off|ditch|skip|drop)(?: (?:taking|using|your|all|the|any|of|these|those|daily|prescribed|prescription|regular)){1,5})\b`, notStop+`|`+wellFounded, askFirst).reaching(4).of(`stop quit discontinue throw come go ditch skip drop >2 taking using your all the any of these those daily prescribed prescription regular`, stays),
		says(true, needless, `\b(you no longer (?:need|have to take) (?:any of )?your (?:daily )?`+lifelong+`|(?:you (?:do not|don't|won't|will not) (?:need|have to take)|there is no need|no need)(?: to take| for| any of)? your (?:\w+ )?`+lifelong+`)\b|\b(instead of (?:your|taking your) (?:insulin|(?:\w+ )?medicines?|medications?|tablets|blood thinners?|chemotherapy))\b|\b(replace(?:s|d)? (?:your )?(?:insulin|(?:\w+ )?medicines?|medications?|chemotherapy|dialysis))\b`, `\b(?:if|whether|when|before|until|after|because|people|some|unless|may|might)\b (?:\w+ ){0,6}(?:need|replace|instead|have to)|\b(?:never|not|don't|do not|cannot|can't) (?:\w+ ){0,3}(?:replace|instead)`, askFirst),
		says(false, stopping, `\b(?:people|patients|everyone|anyone|adults|diabetics|those)\b.*\b(?:should|can|may|must) (?:safely |now |simply )?((?:stop|quit|discontinue) (?:taking|using)?(?: their| the| all)?)`, wellFounded+`|\b(?:not|never|surgery|operation|procedure)\b`, askFirst).reaching(4).of(`should can may must >2 stop quit discontinue`, `not | never`),
		says(false, stopping, `(?:^|[,;:] ?|\b(?:you can|you may|you should|just|simply|then|so) )((?:stop|quit|discontinue|skip)) `, notStop+`|`+wellFounded, askFirst).reaching(2).of(`stop quit discontinue skip >2 `+strings.ReplaceAll(medicineWords, "\n", " "), stays),
		says(true, stopping, `
(?:पूछने|पूछे|बताने|सलाह लेने|सलाह) (?:की )?(?:कोई )?(?:ज़रूरत|जरूरत|आवश्यकता) नहीं.*(?:बंद|बन्द|छोड़)
\b(?:poo?ch+ne|bata+ne|salah lene) ki (?:koi )?(?:zaroorat|zarurat|jarurat) (?:nahi|nahin)\b.*\b(?:band|chh?od)`, "", "").of("\nपूछने पूछे बताने सलाह लेने >4 ज़रूरत जरूरत आवश्यकता", ""),
		says(true, stopping|needless, "\n"+hiDrug+`(?: (?:लेना|लेनी|खाना|खानी|का सेवन|का इस्तेमाल|का प्रयोग|का इंजेक्शन|की खुराक|लगाना|को))?(?: [^ ,।]+){0,4} ((?:बंद|बन्द) (?:कर|करें|करो|करिए|कीजिए)(?: ?(?:दें|दो|दीजिए|दीजिये|लें|सकते|दे|देना चाहिए))?|छोड़(?:ें|ो|िए| दें| दो| दीजिए| दीजिये| सकते))|(?:अब|आपको|आपकी|अपनी) .{0,40}`+hiDrug+`(?: लेने| खाने)? की (?:अब |कोई )?(?:ज़रूरत|जरूरत|आवश्यकता) नहीं`, `(?:^| )(?:न|ना|मत|बिना|अगर|यदि) (?:\S+ ){0,4}(?:बंद|बन्द|छोड़|रोक)|(?:बंद|बन्द|छोड़) (?:न|ना|मत|नहीं)|(?:बंद|बन्द|छोड़)\S* (?:\S+ )?(?:न |ना |मत |नहीं)|कभी भी|एंटीबायोटिक|वायरल|सर्दी|जुकाम|(?:शराब|धूम्रपान|तंबाकू|सिगरेट|नमक|चीनी|मीठा|पीना|नल)\S* (?:\S+ ){0,2}(?:बंद|बन्द|छोड़)|और (?:\S+ ){1,3}(?:बंद|बन्द|छोड़)`, askFirst).of("", `बंद बन्द छोड़ >1 न ना मत नहीं`),
		says(true, stopping|needless, `

\b(?:insulin|medicines?|tablets?|inhaler|dawa|dawai|dawaai|davai|dava|dawaiyan?|goli|goliyan?)(?: (?:lena|leni|khana|khani|lene|ko|ka|sevan))?(?: \w+){0,4} (band kar (?:do|de|dein|den|dijiye|dijie|sakte)|band karo|band karein|ch?h[ho]+[dr]o?(?: (?:do|de|dein|den|dijiye|sakte))?)\b|\b(?:ab|aapko|aapki|apni)\b.{0,40}\b(?:insulin|dawa|dawai|davai|goli)(?: (?:lene|khane))? ki (?:zaroorat|zarurat|jarurat) (?:nahi|nahin)`, `\b(?:antibiotic|viral|sardi)\b|\b(?:sharab|cigarette|smoking|namak|cheeni|aur) (?:\w+ ){0,3}(?:band|ch?ho[dr]|chor)|\b(?:mat|na|bina|agar|kabhi) (?:\w+ ){0,4}(?:band|ch?ho[dr]|chor)|\b(?:band|ch?ho[dr]|chor)\w* (?:\w+ )?(?:na|mat|nahi|nahin)\b`, askFirst),
		delay(true, tarry, patience+`(?:wait|delay|hold off|put off)\b.{0,40}\b(?:before (?:calling|you call|going to|you go to|seeking|you seek|getting|you get)|see if|goes away|passes|to pass|until (?:the )?(?:morning|tomorrow|monday|next)))`, patient).of(`wait delay hold put >43 before see goes passes pass until`, ""),
		delay(false, tarry, patience+`(?:wait|delay|hold off|put off)\b.{0,40}\b(?:hours?|days?|weeks?|morning|tomorrow|overnight|a while))|\b(?:chest pain|stroke|heart attack|it|they|this) can wait\b|\btry .{1,40} first\b|\bcall (?:911|112|108|999) only (?:if|when)\b`, patient+`|\b(?:after (?:a|an|the|your|\w+ing)|driv\w+|fly\w*|work|exercise|sex|surgery|swim\w*|bath|vaccin\w*)\b`).of(`wait delay hold put >43 hour hours day days week weeks morning tomorrow overnight while | can >1 wait | try >41 first | call >2 only`, ""),
		delay(true, calling|house, `\b(?:no need to|(?:you )?(?:do not|don't|needn't) (?:need to )?|not necessary to|avoid) ?(?:call|calling|ring|dial|go to|going to|rush to|phone)(?:ing)? (?:911|112|108|999|an ambulance|the ambulance|the emergency|emergency|hospital|the hospital|a hospital|the er|a doctor)\b`, `\b(?:if (?:it is|it's|the)|wait to|wait for|minor|when not|hesitate|refill|prescription|appointment|results?|question|billing|drive yourself|unless|for (?:minor|mild)|afraid)\b`),
		delay(true, dodge, `\binstead of (?:calling (?:911|112|108|999|an ambulance|for help)|going to (?:the )?(?:hospital|er|emergency\w*)|emergency care)\b|\b(?:treat|cure|manage|handle|stop) (?:a |your )?(?:stroke|heart attack|chest pain|poisoning|snakebite|snake bite|anaphylaxis) (?:\w+ )?at home\b|\bsleep (?:it|the chest pain|a stroke|the pain) off\b|\bignore (?:the |your )?(?:chest pain|stroke|symptoms)`, `\b(?:do not|don't|never|not|no|people who|some people|many|cannot|can't|why)\b`).of(`instead >2 calling going emergency | treat cure manage handle stop >7 home | sleep >5 off | ignore`, ""),
		delay(false, remedy, `\b(?:home remed(?:y|ies)|(?:drink|take|chew|eat) (?:\w+ ){0,3}(?:ginger|garlic|honey|vinegar|turmeric|warm water|milk|lemon))\b.*\b(?:stroke|heart attack|chest pain|poison\w*|snakebite|breathing)\b|\b(?:stroke|heart attack|chest pain|poison\w*|snakebite)\b.*\b(?:home remed(?:y|ies)|(?:drink|take|eat) (?:\w+ ){0,3}(?:ginger|garlic|honey|vinegar|turmeric|warm water|lemon))\b`, `\b(?:do not|don't|never|not|no|avoid|prevent\w*|risk|waste|wasting|rely)\b`),
		delay(true, 0, `
((?:इंतज़ार|इंतजार|इन्तज़ार|इन्तजार|प्रतीक्षा) (?:कर|करें|करिए|कीजिए|करो)|रुकें|रुकिए)|(?:अस्पताल जाने|एम्बुलेंस बुलाने|एंबुलेंस बुलाने|डॉक्टर के पास जाने|112 पर फ़?ोन करने|108 पर फ़?ोन करने) की (?:कोई )?(?:ज़रूरत|जरूरत|आवश्यकता) नहीं|(?:अस्पताल|एम्बुलेंस|एंबुलेंस) (?:\S+ ){0,3}(?:के बजाय|की बजाय|की जगह)|(?:घरेलू (?:नुस्ख|उपाय|इलाज)\S* (?:\S+ ){0,2}(?:करें|अपनाएं|अपनाएँ|आज़माएं|आजमाएं|लें|काफी|काफ़ी))`, `(?:^| )न (?:करें|करिए|कीजिए|रुकें|अपना)|(?:इंतज़ार|इंतजार|इन्तजार|प्रतीक्षा) (?:न|ना|मत|नहीं|किए बिना|किये बिना)|(?:^| )मत |देर न|बिना (?:इंतज़ार|इंतजार)|मिनट|एम्बुलेंस (?:का|की|के आने)|मदद (?:का|आने)`),
		delay(true, 0, `

\b(?:intezaa?r|intazaa?r|intzaar) (?:karo|karein|karen|kare|kijiye|kar lo)\b|\b(?:ruken|rukein|rukiye)\b|\b(?:hospital|aspatal|doctor ke paas) jaa?ne ki (?:zaroorat|zarurat|jarurat) (?:nahi|nahin)\b|\bambulance bulaa?ne ki (?:zaroorat|zarurat|jarurat) (?:nahi|nahin)\b|\b(?:hospital|aspatal|ambulance) (?:\w+ ){0,2}(?:ke bajay|ki jagah)\b|\bgharelu (?:nuskh\w+|upa?y|ilaa?j) (?:\w+ ){0,2}(?:karein|karo|apnayen|apnaye|len|lein|kafi)\b`, `\b(?:mat|na) (?:karo|karein|karen|kijiye|ruken|apna)|\bintezaa?r (?:na|mat)\b|\bminute`),
	}
}
