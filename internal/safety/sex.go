package safety

// Telling, or offering to tell, the sex of a child before birth is a crime in
// India, and so is advertising it: Pre-Conception and Pre-Natal Diagnostic
// Techniques Act 1994, section 22. Elsewhere it is not.
func sexPatterns() []pattern {
	const forbidden = `\b(?:illegal|unlawful|against the law|crime|criminal|offen[cs]e|banned?|bans|prohibit\w*|forbid\w*|forbidden|punish\w*|penalt\w*|never|not|cannot|can't|don't|doesn't|jail|prison|pcpndt|pndt|act|law|stop|end|disorders?|chromosomes?|genes?|genetic)\b|अपराध|जुर्म|गैरकानूनी|ग़ैरक़ानूनी|गैर-कानूनी|कानून|क़ानून|अधिनियम|प्रतिबंध|मना |मनाही|दंडनीय|सज़ा|सजा|नहीं|न करें|न कराएं|न कराएँ|रोक|अवैध|पीसीपीएनडीटी|\b(?:apradh|jurm|gairkanooni|kanoon|kanun|nahi|nahin|mana|saza|mat|avaidh)\b`
	sex1 := pattern{rule: "safety/sex-selection", regions: "in", sure: true, unless: forbidden, around: `(?:illegal|against the law|अपराध|गैरकानूनी|pcpndt|पीसीपीएनडीटी|कानूनन)`, message: "the sex of a child before birth is offered or promised", hint: "take it out: in India it is a crime even to advertise it (PCPNDT Act 1994)"}
	with := func(sure bool, says string) pattern {
		p := sex1
		p.sure, p.need, p.says = sure, [3]class{sex, unborn}, says
		return p
	}
	return []pattern{
		with(true, `\b(?:offers?|offering|provides?|available|book|we (?:do|perform|tell|can)|our|visit|package|price|cost|only|call|now|cheap|discreet\w*|know|learn|find out|discover|choose|select|guarantee\w*)\b.*((?:sex|gender)[ -](?:determination|selection|detection|prediction|reveal|test\w*|scan)|(?:sex|gender) of (?:your|the|a|an|her|unborn)(?: \w+)? (?:baby|child|fo?etus)|(?:baby|child|fo?etus)'?s? (?:sex|gender)|(?:whether|if|it's|is|will be)\b.{0,24}boy or (?:a )?girl|(?:baby boy|male child))|((?:sex|gender)[ -](?:determination|selection|detection|prediction|reveal|test\w*)\b).*\b(?:offer\w*|available|here|book|call|price|rs|rupees|only|at our|clinic)\b|\b(?:guarantee\w*|ensure|conceive|have) (?:a )?(?:baby boy|male child|son|boy)\b`),
		with(true, `
लिंग (?:की )?(?:जाँच|जांच|परीक्षण|निर्धारण|चयन|पता).*(?:करा|कराएं|कराएँ|करवा|उपलब्ध|सुविधा|संपर्क|जानें|करते|करें|कीजिए|होती|होता)|(?:लड़का|बेटा|बेटी|लड़की)(?: होगा| होगी| है)? या (?:लड़की|बेटी|लड़का|बेटा).{0,60}(?:जान|पता|बता|जाँच|जांच)|(?:जान|पता|बता).{0,40}(?:लड़का|बेटा)(?: होगा| है)? या (?:लड़की|बेटी)|पुत्र प्राप्ति|(?:बेटा|लड़का|पुत्र) होने की (?:दवा|गारंटी|दवाई)
\bling (?:ki )?(?:jaa?nch|parikshan|nirdharan)\b.{0,40}\b(?:kara\w*|karwa\w*|suvidha|uplabdh|hoti|karte)\b|\b(?:ladka|beta)(?: hoga| hai)? ya (?:ladki|beti)\b.{0,50}\b(?:jaa?n\w*|pata|bata\w*)\b|\b(?:jaa?niye|jaa?nen|pata|bata\w*)\b.{0,40}\b(?:ladka|beta)(?: hoga| hai)? ya (?:ladki|beti)\b|\bputra prapti\b|\b(?:beta|ladka) hone ki (?:dawa|dawai|guarantee)\b`),
	}
}
