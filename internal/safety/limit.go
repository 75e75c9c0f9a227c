package safety

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// ceiling is how much of a medicine an adult takes in a day at most, in
// milligrams: bought without a prescription, and at all.
type ceiling struct {
	names     string // between bars
	shop, top float64
}

// ceilings are from the labels: FDA monographs for over-the-counter drugs, and
// the British National Formulary. Paracetamol 4 g; ibuprofen 1.2 g over the
// counter, 3.2 g in all; aspirin 4 g; naproxen 660 mg and 1.5 g; loperamide 8
// and 16 mg; diphenhydramine 300 mg.
func ceilings() []ceiling {
	return []ceiling{
		{"paracetamol|acetaminophen|tylenol|crocin|dolo|calpol|panadol|paracitamol|paracetamole|पैरासिटामोल|पेरासिटामोल|पैरासीटामॉल|पैरासिटामॉल|पेरासिटामॉल|क्रोसिन|डोलो", 4000, 4000},
		{"ibuprofen|advil|motrin|brufen|nurofen|ibuprofin|आइबुप्रोफेन|आइबूप्रोफेन|आईबुप्रोफेन|इबुप्रोफेन", 1200, 3200},
		{"aspirin|disprin|ecosprin|एस्पिरिन|एस्प्रिन", 4000, 4000},
		{"naproxen|aleve", 660, 1500},
		{"loperamide|imodium", 8, 16},
		{"diphenhydramine|benadryl", 300, 300},
	}
}

const numeral = `\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|एक|दो|तीन|चार|पांच|पाँच|छह|छः|आठ|दस|ek|do|teen|char|chaar|paanch|panch|chhah|aath|das`

// arithmetic is the expressions that a daily dose is reckoned from.
type arithmetic struct {
	amount, tablets, times, hours, day, exempt, cap, most, advice *regexp.Regexp
	ceilings                                                      []ceiling
}

var sums = sync.OnceValue(func() *arithmetic {
	re := regexp.MustCompile
	return &arithmetic{
		amount:   re(`(` + numeral + `)[ -]?(mg|milligrams?|g|gms?|grams?|मिग्रा|मिलीग्राम|ग्राम)(?:[^a-z]|$)`),
		tablets:  re(`\b(` + numeral + `) (?:\w+[ -])?\d[\d,]*[ -]?(?:mg|g|milligram)[ -](?:\w+ )?(?:tablets?|pills?|capsules?|caplets?)|\b(` + numeral + `) (?:\w+ )?(?:tablets?|pills?|capsules?|caplets?) of \d`),
		times:    re(`(?:^|[^\d.])(` + numeral + `)[ -]times (?:a day|daily|per day|each day|every day)|(twice) (?:a day|daily|per day)|दिन में (` + numeral + `) बार|\bdin me(?:in)? (` + numeral + `) baar`),
		hours:    re(`\bevery (?:(?:\d+|\w+) ?(?:to|-|or) ?)?(` + numeral + `)[ -]hours?|\b(hourly)\b|हर (` + numeral + `) घंटे|\bhar (` + numeral + `) ghante`),
		day:      re(`\b(?:a|per|each|every|any|one|in a|single) day\b|/ ?day\b|\bdaily\b|\bin (?:any )?24 hours\b|\b24[ -]hour|दिन में|प्रतिदिन|रोज|रोज़|हर दिन|24 घंट|\b(?:din me(?:in)?|roza?na?|har din|24 ghant)`),
		exempt:   re(`\b(?:overdos\w*|toxic\w*|damage\w*|harm\w*|dangerous|fatal|deaths?|died|poison\w*|too much|unsafe|study|studies|trials?|participants|received|intravenous|prescri\w+|doctors?|supervision|fail\w*|kawasaki|gave|never|mice|rats)\b|ज़हर|जहर|खतरनाक|नुकसान|नुक़सान|ख़तरनाक|डॉक्टर|\b(?:khatarnak|nuksaa?n|doctor)\b`),
		cap:      re(`\b(?:more than|over|above|exceed\w*|beyond|less than|under|below|maximum|max|limit\w*|no more)\b|से (?:ज़्यादा|ज्यादा|अधिक)|\bse (?:zyada|jyada|adhik)\b`),
		most:     re(`\b(?:no more|not|max\w*|don't|shouldn't|na|mat)\b|(?:^| )(?:न|मत) `),
		advice:   re(`\b(?:take|give|can|should|may|recommended|safe|adults?|dose|use|up to)\b|लें|लो|ले सकते|खाएं|खाएँ|दें|खुराक|\b(?:lein|len|lo|le sakte|khayein|khaen|khurak)\b`),
		ceilings: ceilings(),
	}
})

// limit reports more of an over-the-counter medicine than a day allows.
func (s *sentence) limit(report func(Hit)) {
	if s.has&painkiller == 0 || s.has&unit == 0 || s.has&daily == 0 || s.has&number == 0 {
		return
	}
	c, text := sums(), string(s.text())
	for _, drug := range c.ceilings {
		if !named(text, drug.names) {
			continue
		}
		m, total, sure := c.total(text)
		if total <= drug.shop || c.exempt.MatchString(text) {
			return
		}
		sure = sure && !c.several(text)
		capped := c.cap.MatchString(text)
		if capped && (total <= drug.top || !c.most.MatchString(text)) {
			return
		}
		sure = sure && !capped && total > drug.top && c.advice.MatchString(text) && !s.t.Quoted
		report(Hit{"safety/dose-limit", s.start() + s.place(m[0]), s.start() + s.place(m[1]), "more than an adult may take in a day",
			"the limit is " + grams(drug.shop) + " a day without a prescription; check the number and the unit", sure})
		return
	}
}

// several reports whether the sentence doses more than one medicine, so that
// it is not sure which number belongs to which.
func (c *arithmetic) several(text string) bool {
	n := 0
	for _, drug := range c.ceilings {
		if named(text, drug.names) {
			n++
		}
	}
	return n > 1
}

func named(text, names string) bool {
	for name := range strings.SplitSeq(names, "|") {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// total returns where the amount stands, and the milligrams of a day; sure if
// the sentence says the day itself and not only the hours between.
func (c *arithmetic) total(text string) (m []int, mg float64, sure bool) {
	for _, a := range c.amount.FindAllStringSubmatchIndex(text, 6) {
		v := value(text[a[2]:a[3]])
		if u := text[a[4]:a[5]]; u[0] == 'g' || strings.HasPrefix(u, "ग्राम") {
			v *= 1000
		}
		if v > mg && !c.other(text[a[5]:]) {
			m, mg = []int{a[2], a[5]}, v
		}
	}
	if m == nil {
		return nil, 0, false
	}
	if n := first(c.tablets, text); n > 0 {
		mg *= n
	}
	switch n, h := first(c.times, text), first(c.hours, text); {
	case n > 0:
		return m, mg * n, true
	case h > 0 && !strings.Contains(text, "24 hour") && !strings.Contains(text, "a day"):
		return m, mg * 24 / h, false
	}
	if !c.day.MatchString(text) {
		return m, 0, false
	}
	return m, mg, true
}

// other reports whether an amount is one of something else: 30 g of fibre.
func (c *arithmetic) other(rest string) bool {
	what, ok := strings.CutPrefix(rest, " of ")
	if !ok {
		return false
	}
	what, _, _ = strings.Cut(what, " ")
	for _, drug := range c.ceilings {
		if named(what, drug.names) {
			return false
		}
	}
	return what != "the" && what != "this" && what != "it" && what != "your"
}

// first is the number in the first group of re that has one.
func first(re *regexp.Regexp, text string) float64 {
	for i, g := range re.FindStringSubmatch(text) {
		if i > 0 && g != "" {
			return value(g)
		}
	}
	return 0
}

func value(word string) float64 {
	if n, err := strconv.ParseFloat(strings.ReplaceAll(word, ",", ""), 64); err == nil {
		return n
	}
	switch word {
	case "one", "एक", "ek", "hourly":
		return 1
	case "two", "दो", "do", "twice":
		return 2
	case "three", "तीन", "teen":
		return 3
	case "four", "चार", "char", "chaar":
		return 4
	case "five", "पांच", "पाँच", "paanch", "panch":
		return 5
	case "six", "छह", "छः", "chhah":
		return 6
	case "seven":
		return 7
	case "eight", "आठ", "aath":
		return 8
	case "nine":
		return 9
	case "ten", "दस", "das":
		return 10
	case "twelve":
		return 12
	}
	return 0
}

func grams(mg float64) string {
	if mg < 1000 {
		return strconv.FormatFloat(mg, 'f', -1, 64) + " mg"
	}
	return strconv.FormatFloat(mg/1000, 'f', -1, 64) + " g"
}
