package language

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"nadi/internal/diag"
	"nadi/internal/prose"
)

// article reads paragraphs, parted by blank lines; a line that begins with #
// is a heading, one with > a quotation.
func (d *desk) article(lang, text string) Report {
	doc := d.f.Begin(lang)
	for i, p := range strings.Split(text, "\n\n") {
		x := prose.Passage{Lang: lang, Text: p, Place: func(from, to int) diag.Span { return diag.Span{Line: i + 1, Column: from + 1, EndColumn: to + 1} }}
		if h, ok := strings.CutPrefix(p, "# "); ok {
			x.Kind, x.Text = prose.Heading, h
		} else if q, ok := strings.CutPrefix(p, "> "); ok {
			x.Quoted, x.Text = true, q
		}
		doc.Add(d.r.Read(x))
	}
	return doc.End()
}

func TestSentences(t *testing.T) {
	d := newDesk(Options{})
	for text, want := range map[string]int{
		"Drink water. Rest well.":                                 2,
		"Dr. Example will see you. Mr. Sample waits.":             2,
		"Take a medicine, e.g. Paracetamol, at 5 p.m. every day.": 1,
		"We close at 5 p.m. Come early.":                          2,
		"Use a drug, i.e. a medicine.":                            1,
		"J. Sample wrote it. He is old.":                          2,
		"Eat vitamin C. It helps.":                                2,
		"The U.S. Department of Health said so.":                  1,
		"Is it safe? Yes! Go on.":                                 3,
		"A dose of 1.5 mg is small. Two are not.":                 2,
		"1. Wash your hands":                                      1,
		"see Fig. 2 for more":                                     1,
		"After surgery adhesions are common.1 They can hurt.":     2,
		"Fruit and nuts":                                          1,
		"Signs are - fever - cough - a rash":                      4,
		"The heart - a muscle - never rests.":                     1,
		"He said \"It hurts.\" Then he sat.":                      2,
		"(See your doctor.) Then rest.":                           2,
		"Wait… Then call.":                                        2,
		"Call 108. Do not wait.":                                  2,
		"बुखार है। आराम करें।":                                    2,
		"डॉ. उदाहरण आएंगे। आप रुकें।":                             2,
		"Visit nadi.example.org. It is free.":                     2,
		"It costs Rs. 500. That is all.":                          2,
		"":                                                        0,
		" ... ":                                                   0,
		"Ms. Example et al. Found it vs. Nothing (approx. Ten).":  1,
		"It helps (most of all). Good.":                           2,
		"Water, soap, etc. are needed.":                           1,
		"Buy soap, masks, etc. Then go home.":                     2,
		"heart—lung machine":                                      1,
	} {
		lang := "en"
		if strings.ContainsRune(text, 'ा') {
			lang = "hi"
		}
		if got := d.article(lang, text).Sentences; got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	d := newDesk(Options{})
	for text, want := range map[string]int{
		"Don't stop long-term care.": 4,
		"1.5 mg at 10:30":            4,
		"heart—a muscle":             3,
		"and/or":                     2,
		"write to a@example.org":     3,
		"COVID-19 is here":           3,
		"1,000 people":               2,
	} {
		if got := d.article("en", text).Words; got != want {
			t.Errorf("%q: %d words, want %d", text, got, want)
		}
	}
}

// TestFormulas compares with figures reckoned by hand: ten words in two
// sentences, twelve syllables, ten times.
func TestFormulas(t *testing.T) {
	text := strings.Repeat("The doctor is kind. We all like to see water. ", 10) // 10 words, 12 syllables
	r := newDesk(Options{}).article("en", text)
	if r.Words != 100 || r.Sentences != 20 {
		t.Fatal(r.Words, r.Sentences)
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.01 {
			t.Errorf("%s %.3f, want %.3f", name, got, want)
		}
	}
	near("grade", r.Grade, max(0, 0.39*5+11.8*1.2-15.59))
	near("ease", r.Ease, 206.835-1.015*5-84.6*1.2)
	near("fog", r.Fog, 0.4*5)
	near("smog", r.SMOG, 0)
	long := newDesk(Options{}).article("en", strings.Repeat("The hospital is open. ", 40))
	near("smog", long.SMOG, 1.0430*math.Sqrt(40*30/40.0)+3.1291)
	near("fog", long.Fog, 0.4*(4+100*40/160.0))
	if s := newDesk(Options{}).article("en", "Short text. It has no grade."); s.Grade != 0 || s.Ease != 0 {
		t.Error(s)
	}
}

// TestExplainedWords: a hard name that is explained, or allowed, is hard no
// more.
func TestExplainedWords(t *testing.T) {
	rest := strings.Repeat(" Atherosclerosis hurts the heart. We all like to see water.", 12)
	hard := newDesk(Options{}).article("en", "It is here now."+rest).Grade
	told := newDesk(Options{}).article("en", "Atherosclerosis (hard arteries) is here."+rest).Grade
	site := newDesk(Options{Allowed: []string{"Atherosclerosis"}}).article("en", "It is here now."+rest).Grade
	if told > hard-2 || site > hard-2 {
		t.Errorf("hard %.1f, explained %.1f, allowed %.1f", hard, told, site)
	}
}

func TestHardest(t *testing.T) {
	d := newDesk(Options{})
	hard := "Individuals experiencing persistent gastrointestinal manifestations should immediately consult appropriately qualified healthcare professionals."
	r := d.article("en", "Drink water every day and rest in the shade with a book.\n\n"+hard+"\n\n> "+hard+"\n\n"+strings.Repeat("We sit here. ", 40))
	if len(r.Hardest) != 1 || r.Hardest[0].Span.Line != 2 || r.Hardest[0].Words != 12 || utf8.RuneCountInString(r.Hardest[0].Text) != 60 || r.Hardest[0].Grade < 15 {
		t.Errorf("%+v", r.Hardest)
	}
	many := d.article("en", strings.Repeat(hard+" ", 3)+strings.Repeat("Individuals experiencing difficulties should immediately consult their nearest local family doctor today. ", 6))
	if len(many.Hardest) != 5 || many.Hardest[0].Grade < many.Hardest[4].Grade {
		t.Errorf("%+v", many.Hardest)
	}
}

func TestAcronyms(t *testing.T) {
	d := newDesk(Options{Allowed: []string{"RHN"}})
	for text, want := range map[string]string{
		"A PEG tube helps.": "PEG",
		"A percutaneous endoscopic gastrostomy (PEG) tube. The PEG tube helps.":                      "",
		"GERD (gastroesophageal reflux disease) hurts. GERD is common.":                              "",
		"GERD hurts. GERD (gastroesophageal reflux disease) is common.":                              "GERD",
		"Chronic kidney disease, or CKD, is common.":                                                 "",
		"Chronic kidney disease, also known as CKD, is common.":                                      "",
		"CKD stands for chronic kidney disease.":                                                     "",
		"Chronic kidney disease - CKD - is common.":                                                  "",
		"An MRI or a CT scan, an ECG, and HIV.":                                                      "",
		"The World Health Organization (WHO).":                                                       "",
		"King Edward VII and cranial nerve XII.":                                                     "",
		"Stage IIIB and stage IVA.":                                                                  "",
		"DO NOT SHARE YOUR NEEDLES WITH ANYONE":                                                      "",
		"He lives in Bethesda, MD 20892.":                                                            "",
		"The test (PSA) is old.":                                                                     "PSA",
		"The tests, PSAs and BNPs, are old.":                                                         "PSA BNP",
		"The BRCA1 gene and H1N1 flu.":                                                               "",
		"Asha Example, MBBS, MD":                                                                     "",
		"Atrial fibrillation (AFib).":                                                                "",
		"A tube (KATH-eh-ter) helps.":                                                                "",
		"The U.S. Preventive Services Task Force (USPSTF) and the Department of Agriculture (USDA).": "",
		"Gastroesophageal (GAS-tro-eh-so-fa-JE-al) reflux disease (GERD) hurts.":                     "",
		"It is also called a PSG.":                                                                   "",
		"The RHN team.":                                                                              "",
		"NINDS-funded work.":                                                                         "NINDS",
		"Go to KEM Hospital.":                                                                        "",
		"# What is COPDX?\n\nChronic obstructive pulmonary disease x (COPDX) is bad.":                "",
		"> The XYZ said so.":                                                                         "",
		"प्रतिक्रिया प्रोटीन (CRPX) की जाँच।":                                                        "",
		"CRPX की जाँच कराएँ।":                                                                        "CRPX",
		"CRPX (प्रतिक्रिया प्रोटीन) की जाँच।":                                                        "",
	} {
		var got []string
		for _, a := range d.article("en", text).Acronyms {
			got = append(got, a.Text)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: %q, want %q", text, g, want)
		}
	}
}

func TestHindiCounts(t *testing.T) {
	d := newDesk(Options{})
	r := d.article("hi", strings.Repeat("क्या राम घर है। ", 25)) // क्या राम घर है
	h := r.Hindi
	if r.Grade != 0 || r.Words != 100 || r.Sentences != 25 || h.WordsPerSentence != 4 {
		t.Fatalf("%+v", r)
	}
	// क्या: one syllable, one conjunct; राम two; घर two; है one.
	want := 206 - 60*1.5 - 1.8*4 - 70*0.25 - 8*1.0
	if h.SyllablesPerWord != 1.5 || h.ConjunctsPerWord != 0.25 || math.Abs(h.Score-want) > 1e-9 || math.Abs(h.Grade-(10.083-0.1088*want)) > 1e-9 {
		t.Errorf("%+v, want score %v", h, want)
	}
	long := d.article("hi", strings.Repeat("राम घर ", 12)+"है। blood pressure देखें।")
	if long.Hindi.LongSentences != 1 || long.Hindi.LatinWords != 2 || len(long.Hardest) != 1 || long.Hindi.Score != 0 {
		t.Errorf("%+v", long)
	}
	if latin := d.article("hi", strings.Repeat("mareez ghar par hai. ", 30)); latin.Hindi.Score != 0 || latin.Hindi.LatinWords != 120 {
		t.Errorf("%+v", latin)
	}
}

func TestSwaps(t *testing.T) {
	d := newDesk(Options{})
	for text, want := range map[string]string{
		"An addict can heal.":              "A person with a substance use disorder can heal.",
		"He is an alcoholic.":              "He is a person with alcohol use disorder.",
		"Diabetics can eat fruit.":         "People with diabetes can eat fruit.",
		"Utilizing it is easy.":            "Using it is easy.",
		"He committed suicide.":            "He died by suicide.",
		"Prior to surgery, fast.":          "Before surgery, fast.",
		"It facilitates sleep.":            "It facilitates sleep.",
		"The nurse administered a dose.":   "The nurse administered a dose.",
		"Myocardial infarctions are rare.": "Heart attacks are rare.",
		"Injection drug users came.":       "People who inject drugs came.",
		"The patient was asymptomatic.":    "The patient was asymptomatic.",
	} {
		got := text
		for _, h := range d.hits("en", text) {
			if h.Swap != "" {
				got = text[:h.From] + h.Swap + text[h.To:]
			}
		}
		if got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestAllowed(t *testing.T) {
	d := newDesk(Options{Allowed: []string{"Diabetics", "utilize", "अपंग"}})
	if h := d.hits("en", "Diabetics do well. We Utilize it."); len(h) != 0 {
		t.Error(h)
	}
	if h := d.hits("hi", "अपंग"); len(h) != 0 {
		t.Error(h)
	}
}

func TestKindsThatAreNotRead(t *testing.T) {
	d := newDesk(Options{})
	for _, k := range []prose.Kind{prose.Code, prose.Address, prose.FileName, prose.Slug, prose.Meta} {
		d.f.Text(d.r.Read(prose.Passage{Kind: k, Lang: "en", Text: "diabetics utilize it"}), func(h Hit) { t.Error(k, h) })
	}
	d.f.Text(d.r.Read(prose.Passage{Quoted: true, Lang: "en", Text: "diabetics utilize it"}), func(h Hit) { t.Error(h) })
}

// TestLinear: twice the text, about twice the time.
func TestLinear(t *testing.T) {
	d := newDesk(Options{})
	for _, part := range []string{"\"", "and the ", "GERD ", "addict \"", "suffers from ", "in order to ", "hypertension, ", "- ", "a.", "(", "प्र", "the blind and the deaf "} {
		time1, time2 := d.timed(part, 2000), d.timed(part, 16000)
		if time2 > 40*max(time1, time.Millisecond) {
			t.Errorf("%q: %v, then %v", part, time1, time2)
		}
	}
}

func (d *desk) timed(part string, n int) time.Duration {
	x := d.r.Read(prose.Passage{Lang: "en", Text: strings.Repeat(part, n)})
	start := time.Now()
	d.f.Text(x, func(Hit) {})
	doc := d.f.Begin("en")
	doc.Add(x)
	doc.End()
	return time.Since(start)
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"An addict (GERD) utilizes 1.5 mg. Dr. X", "नशेड़ी CRP। क्ष", "a-\"b' 'addict'", "—ﬁ\u200dA", "IIIB's (X) -- ."} {
		f.Add(s, "en")
		f.Add(s, "hi")
	}
	d := newDesk(Options{})
	f.Fuzz(func(t *testing.T, s, lang string) {
		if !utf8.ValidString(s) || len(s) > 4000 {
			return
		}
		x := d.r.Read(prose.Passage{Lang: lang, Text: s})
		d.f.Text(x, func(h Hit) {
			if h.From < 0 || h.From >= h.To || h.To > len(x.Folded) || h.Message == "" || h.Hint == "" {
				t.Errorf("%+v", h)
			}
		})
		doc := d.f.Begin(lang)
		doc.Add(x)
		r := doc.End()
		if slices.ContainsFunc(r.Hardest, func(h Hard) bool { return utf8.RuneCountInString(h.Text) > 60 }) || math.IsNaN(r.Grade+r.Fog+r.SMOG+r.Ease+r.Hindi.Score) {
			t.Errorf("%+v", r)
		}
	})
}

func BenchmarkProse(b *testing.B) {
	d := newDesk(Options{})
	x := d.r.Read(prose.Passage{Lang: "en", Text: strings.Repeat("The heart is a muscle that pumps blood through the body, and most people never think of it. ", 40)})
	b.SetBytes(int64(len(x.Folded)))
	b.ReportAllocs()
	for b.Loop() {
		d.f.Text(x, func(Hit) {})
		doc := d.f.Begin("en")
		doc.Add(x)
		doc.End()
	}
}
