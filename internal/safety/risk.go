package safety

// riskPatterns find a change of risk without the risk: "by half" of very
// little is very little.
func riskPatterns() []pattern {
	const (
		measure = `(?:risks?|chances?|odds|likelihood|danger)`
		risks   = `risk risks chance chances odds likelihood danger`
		percent = `\d+ ?(?:%|per ?cent)`
		times   = `(?:two|three|four|five|ten|\d+)[ -](?:times|fold)`
		whole   = `\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?:\.\d+)? (?:in|out of|of every|per|for every|among|of) (?:(?:every|about|a|nearly) )?(?:\d|ten\b|hundred|thousand|million|four\b|five\b|three\b|eight\b)|\bfrom (?:about )?\d+(?:\.\d+)? ?(?:%|percent|per cent)?.{0,30} to (?:about )?\d|\d+ में से|हर \d+ में|\d+ लोगों में|\b\d+ mein se\b|\bhar \d+ mein\b|\babsolute\b`
	)
	change := func(says string) pattern {
		return pattern{rule: "safety/risk", need: [3]class{amount, risk, change}, within: 16, claim: true, says: says, unless: `\bspeed|\bcut(?:s|ting)? (?:down|back|out)\b`, around: whole,
			message: "a change of risk is given without the risk itself", hint: "give both in whole numbers: from 2 in 100 people to 1 in 100"}
	}
	return []pattern{
		change(`\b(?:cuts?|cutting|halv(?:es?|ed|ing)|doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|quadrupl(?:es?|ed|ing))\b.{0,30}\b`+measure+`\b|\b`+measure+`\b.{0,30}\b(?:drops?|dropped|falls?|fell|rises?|rose) by (?:\w+ )?(?:half|a third|\d+ ?%|\d+ per)|\b`+measure+`\b (?:\w+ ){0,5}(?:is|are|was) (?:halved|doubled|cut in half)\b`).of(`cut cuts cutting halve halves halved halving double doubles doubled doubling triple triples tripled tripling quadruple quadruples quadrupled quadrupling drop drops dropped fall falls fell rise rises rose`, ""),
		change(`\b(?:cuts?|cutting|reduc(?:es?|ed|ing)|lower(?:s|ed|ing)?|slash(?:es|ed)?|rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|drop(?:s|ped)?|fell|decreas(?:es?|ed|ing)|boosts?)\b.*?\b` + measure + `\b.*?\b(?:by (?:\w+ ){0,2}(?:half|a (?:third|quarter|fifth)|two[ -]thirds)|` + percent + `|` + times + `|twofold|threefold)`),
		change(`\b`+percent+` (?:less|more) likely\b|\b`+times+` (?:more|less|as) likely\b|\b`+percent+` (?:lower|higher|greater|reduced|increased|less|more) (?:\w+ )?`+measure+`\b|\b`+measure+`\b.{0,40}\b(?:`+percent+`|\d+ times|twice|two times|three times) (?:lower|higher|greater|less|as (?:high|great)|more)\b|\b(?:twice|three times|\d+ times) (?:the )?`+measure+`\b`).of(`less more as >1 likely | lower higher greater reduced increased less more >2 `+risks+` | `+risks+` >46 lower higher greater less more as | twice times >2 `+risks, ""),
		change(`
(?:खतरा|ख़तरा|खतरे|जोखिम|आशंका|संभावना).{0,60}(?:आधा|आधी|दोगुना|दुगना|दुगुना|तिगुना|तीन गुना|दो गुना|\d+ ?(?:%|प्रतिशत|फीसदी|फ़ीसदी|गुना) ?(?:तक )?(?:कम|बढ़|घट|अधिक|ज़्यादा|ज्यादा|तक))|\d+ ?(?:%|प्रतिशत|फीसदी|फ़ीसदी) (?:तक )?(?:कम|बढ़|घट)\S* .{0,30}(?:खतरा|ख़तरा|जोखिम)
\b(?:khatra|jokhim|risk)\b.{0,40}(?:\ba+dha\b|\bdo?o?gun[ai]\b|\bdugna\b|\b\d+ ?(?:%|percent|pratishat|guna) ?(?:tak )?(?:kam|badh|zyada|jyada))`),
	}
}
