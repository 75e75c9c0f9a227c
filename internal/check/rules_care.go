package check

func reviewRules() []Rule {
	rev := func(lines string) Example { return head("reviewedBy: asha-example\n"+lines, "Text.") }
	return []Rule{
		{ID: "review/reviewer", Severity: w, Title: "a clinician reviewed the article", Why: "Readers act on what they read. check: {levels: {review/reviewer: error}} lets nothing out unreviewed.",
			Bad: head("", "Text."), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/self", Severity: e, Title: "nobody reviews their own article", Why: "Four eyes see what two passed over.",
			Bad: rev("authors: asha-example\nlastReviewed: 2026-05-02\n"), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/date", Severity: w, Title: "a review has a date", Why: "Readers and search engines ask how fresh it is (schema.org: lastReviewed).",
			Bad: rev(""), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/future", Severity: e, Title: "a review lies in the past", Why: "A review that has not happened is none.",
			Bad: rev("lastReviewed: 2029-05-02\n"), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/changed", Severity: e, Title: "what was reviewed is what is published", Why: "nadi review writes a fingerprint of the words; whoever changes them asks again.",
			Bad: rev("lastReviewed: 2026-05-02\nreviewHash: 0123456789abcdef\n"), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/before-change", Severity: w, Title: "the review is not older than the last change", Why: "A change after the review was seen by nobody.",
			Bad: rev("lastReviewed: 2026-05-02\nupdated: 2026-08-02\n"), Good: rev("lastReviewed: 2026-08-02\nupdated: 2026-08-02\n")},
		{ID: "review/old", Severity: w, Title: "a review is not older than check.reviewEvery", Why: "Medicine changes; PIF TICK asks for a review at least every three years.",
			Bad: rev("lastReviewed: 2021-05-02\n"), Good: rev("lastReviewed: 2026-05-02\n")},
		{ID: "review/due", Severity: w, Title: "a review that was promised is made", Why: "The page says when the next review is due; readers see it when it is not. nadi check --due 30d lists what comes.",
			Bad: rev("lastReviewed: 2026-05-02\nreviewDue: 2026-10-01\n"), Good: rev("lastReviewed: 2026-05-02\nreviewDue: 2027-05-02\n")},
		{ID: "evidence/sources", Severity: w, Title: "figures have a source", Why: "A reader, and the next editor, can look it up.", Run: sources,
			Bad: head("", "One study found that 40% of adults sleep too little."), Good: head("sources: [{title: Sleep in adults, url: \"https://example.org/sleep\"}]\n", "One study found that 40% of adults sleep too little.")},
		{ID: "evidence/summary", Severity: e, Title: "a summary says no more than the article", Why: "Most people read only the title and the post. A cure that the article does not promise must not stand there.", Run: summary,
			Bad: art("---\ntitle: A tea that cures headaches\ndescription: What to do on a hot day.\ndate: 2026-05-02\n---\n\nDrink water.\n"), Good: head("", "Drink water.")},
		{ID: "evidence/translation", Severity: e, Title: "a correction for safety reaches every language", Why: "Whoever reads the other language is in the same danger.",
			Bad: Example{File: "content/articles/other.hi.md", Text: "---\nid: other123\ntitle: दूसरा\ndescription: दूसरा लेख।\ndate: 2026-05-01\n---\n\nपाठ।\n"}, Good: head("", "Text.")},
		{ID: "evidence/translation-old", Severity: w, Title: "a translation is of the text that is published", Why: "translationOf is a fingerprint of the original, written by nadi check --fix; when the original changes, its translations want a look.",
			Bad: Example{File: "content/articles/other.hi.md", Text: "---\nid: other123\ntitle: दूसरा\ndescription: दूसरा लेख।\ndate: 2026-05-01\ntranslationOf: 0123456789abcdef\n---\n\nपाठ।\n"}, Good: head("", "Text.")},
		{ID: "evidence/disclosure", Severity: e, Title: "readers are told who paid", Why: "An article that somebody paid for is advertising until it says so.",
			Bad: head("sponsor: Example Pharma\n", "Text."), Good: head("sponsor: Example Pharma\ndisclosure: Example Pharma paid for this article. Our editors wrote and checked it.\n", "Text.")},
	}
}

func safetyRules() []Rule {
	return []Rule{
		{ID: "safety/helpline", Severity: e, Title: "an article on suicide names a helpline", Why: "Somebody who reads it may need it now (WHO, 2023).",
			Bad: head("", "A farmer died by suicide last week. His village is in mourning after the suicide."), Good: head("", "A farmer died by suicide last week. If you need somebody to talk to, call 988 (US), 14416 (India) or 116 123 (UK and Ireland).")},
		{ID: "safety/suicide-method", Severity: e, Title: "no method or place of a suicide", Why: "Details are copied; leaving them out saves lives (WHO, 2023).",
			Bad: head("", "He took his own life by taking forty sleeping tablets in the garage. Call 988, 14416 or 116 123."), Good: head("", "He died by suicide. Call 988, 14416 or 116 123.")},
		{ID: "safety/suicide-words", Severity: w, Title: "suicide is neither a crime nor a success", Why: "People commit crimes; a death is not a success, an attempt not a failure.",
			Bad: head("", "He committed suicide. Call 988, 14416 or 116 123."), Good: head("", "He died by suicide. Call 988, 14416 or 116 123.")},
		{ID: "safety/suicide-note", Severity: w, Title: "no contents of a note", Why: "A note makes the death a message that others may want to send too.",
			Bad: head("", "She died by suicide. She left a note that said she was tired. Call 988, 14416 or 116 123."), Good: head("", "She died by suicide. Call 988, 14416 or 116 123.")},
		{ID: "safety/suicide-cause", Severity: w, Title: "no single cause of a suicide", Why: "There never is one; naming one makes it look like an answer.",
			Bad: head("", "He died by suicide because he lost his job. Call 988, 14416 or 116 123."), Good: head("", "He died by suicide. Call 988, 14416 or 116 123.")},
		{ID: "safety/cure-claim", Severity: e, Title: "no promise of a cure", Why: "It keeps people from treatment, and in India it is a crime for listed diseases (Drugs and Magic Remedies Act 1954).",
			Bad: head("", "This herbal tea cures diabetes in 30 days."), Good: head("", "There is no cure for diabetes, but treatment helps.")},
		{ID: "safety/absolute-claim", Severity: e, Title: "nothing is 100% safe", Why: "Every treatment has risks, and readers decide by them.",
			Bad: head("", "The procedure is 100% safe and has no side effects."), Good: head("", "No procedure is 100% safe.")},
		{ID: "safety/superlative", Severity: w, Title: "no claim to be the best", Why: "It cannot be shown, and the ethics rules of the Indian Medical Council (2002, 6.1) forbid soliciting.",
			Bad: head("", "We are the best hospital in the country."), Good: head("", "We treat 300 people a day.")},
		{ID: "safety/stop-medicine", Severity: e, Title: "nobody is told to stop a medicine alone", Why: "Stopping insulin or a blood thinner can kill within days.",
			Bad: head("", "Stop taking your insulin when you feel better."), Good: head("", "Do not stop taking your insulin without asking your doctor.")},
		{ID: "safety/delay-emergency", Severity: e, Title: "nobody is told to wait in an emergency", Why: "In a stroke two million nerve cells die in a minute.",
			Bad: head("", "If you have chest pain, wait a few days before calling 911."), Good: head("", "If you have chest pain, call 911 or 112 at once.")},
		{ID: "safety/dose-notation", Severity: e, Certain: true, Title: "doses cannot be misread", Why: "A lost point makes a dose ten times too large (Joint Commission, do-not-use list).",
			Bad: head("", "Adults can take .5 mg at night."), Good: head("", "Adults can take 0.5 mg at night.")},
		{ID: "safety/dose-limit", Severity: e, Title: "no dose above the daily limit", Why: "Too much paracetamol destroys the liver before it hurts.",
			Bad: head("", "Adults can take 6 g of paracetamol a day."), Good: head("", "Adults should not take more than 4 g of paracetamol a day.")},
		{ID: "safety/emergency-number", Severity: e, Title: "an article on an emergency names the number", Why: "Whoever reads it in fear must not have to search.",
			Bad:  art("---\ntitle: Signs of a stroke\ndescription: How to see a stroke.\ndate: 2026-05-02\n---\n\nA stroke is an emergency. Get help right away if one side of the face droops.\n"),
			Good: art("---\ntitle: Signs of a stroke\ndescription: How to see a stroke.\ndate: 2026-05-02\n---\n\nA stroke is an emergency. Call 911 or 112 right away if one side of the face droops.\n")},
		{ID: "safety/risk", Severity: w, Title: "a risk is given in numbers that mean something", Why: "Half of very little is very little.",
			Bad: head("", "The tablet cuts your risk of a stroke by half."), Good: head("", "The tablet cuts your risk of a stroke from 2 in 100 to 1 in 100.")},
		{ID: "safety/sex-selection", Severity: e, Title: "no offer to tell a child's sex before birth", Why: "In India it is a crime even to advertise it (PCPNDT Act 1994).",
			Bad: head("", "Our clinic offers gender determination of the baby by ultrasound."), Good: head("", "Telling the sex of a baby before birth is against the law.")},
		{ID: "safety/ai", Severity: e, Title: "use of software that writes is said openly", Why: "check: {askAI: true} asks it of every article.",
			Bad: conf("check: {askAI: true}\n"), Good: conf("check: {askAI: false}\n")},
	}
}

func languageRules() []Rule {
	return []Rule{
		{ID: "language/grade", Severity: w, Title: "most people can read it", Why: "NIH and CDC ask for the eighth grade or lower; half of adults read at or below it.",
			Bad: head("", hardProse), Good: head("", "Drink water. Stay in the shade.")},
		{ID: "language/sentence", Severity: i, Title: "sentences are short", Why: "A tired person loses the thread after twenty words.",
			Bad: head("", hardProse), Good: head("", "Drink water. Stay in the shade.")},
		{ID: "language/plain", Severity: w, Title: "plain words", Why: "Short words reach more people (plainlanguage.gov, NHS A to Z).",
			Bad: head("", "Utilize a cold compress prior to the procedure."), Good: head("", "Use a cold cloth before the test.")},
		{ID: "language/person-first", Severity: w, Title: "people are more than their illness", Why: "People who feel judged come too late (NIDA, Words Matter).",
			Bad: head("", "A drug addict can get help here."), Good: head("", "A person with a substance use disorder can get help here.")},
		{ID: "language/acronym", Severity: w, Title: "letters are explained once", Why: "What every nurse knows, most readers do not.",
			Bad: head("", "A PEG tube can be used for COPDX care."), Good: head("", "A feeding tube can be used.")},
	}
}

// hardProse is a hundred words that nobody should have to read.
const hardProse = "Individuals experiencing persistent gastrointestinal manifestations subsequent to pharmacological intervention should immediately consult appropriately qualified healthcare professionals regarding the advisability of discontinuation, notwithstanding considerations concerning the underlying pathophysiological condition necessitating continued administration of the aforementioned therapeutic preparation, particularly where comorbidities predispose susceptible populations towards deterioration. " +
	"Furthermore, comprehensive multidisciplinary evaluation incorporating biochemical investigations, radiological examinations and histopathological characterisation facilitates differentiation between alternative aetiological possibilities, thereby enabling individualised management strategies commensurate with physiological requirements. " +
	"Consequently, institutional arrangements supporting longitudinal surveillance necessitate considerable organisational commitment, interprofessional communication and sustainable financial resources throughout implementation, irrespective of heterogeneous organisational configurations, geographical circumstances, demographic characteristics, technological infrastructures or administrative responsibilities characterising participating establishments and professional associations."

func accessRules() []Rule {
	return []Rule{
		{ID: "access/alt-file-name", Severity: w, Title: "alt text is not a file name", Why: "Whoever cannot see the picture hears \"i m g underscore one\".", Run: altName,
			Bad: head("", "![image123.jpg](/pixel.png){people=none}"), Good: head("", "![A green square](/pixel.png){people=none}")},
		{ID: "access/text-picture", Severity: w, Title: "no picture of words", Why: "Nobody can enlarge, translate or hear the words in a picture, and on a network there is nothing else.", Run: textPicture,
			Bad: head("image: {src: /pixel.png, alt: \"Poster: camp on Sunday\", people: none}\n", "Text."), Good: head("image: {src: /pixel.png, alt: A green square, people: none}\n", "Text.")},
		{ID: "access/heading-order", Severity: w, Title: "headings go down one level at a time", Why: "Screen readers make a table of contents of them (WCAG 2.2, 1.3.1).", Run: headingOrder,
			Bad: head("", "## Heat\n\n#### Water\n\nText."), Good: head("", "## Heat\n\n### Water\n\nText.")},
		{ID: "access/link-text", Severity: w, Title: "link texts say where they lead", Why: "Screen readers list links alone (WCAG 2.2, 2.4.4).", Run: linkText,
			Bad: head("", "[Click here](other.md)"), Good: head("", "[Another article](other.md)")},
		{ID: "access/transcript", Severity: w, Title: "recordings have transcripts", Why: "Deaf people read them, and so does whoever has no sound (WCAG 2.2, 1.2.1).", Run: transcripts,
			Bad: head("", "![A talk](/talk.mp3){people=none}"), Good: head("", "![A talk](/talk.mp3){people=none transcript=other.md}")},
		{ID: "access/captions", Severity: w, Title: "films have subtitles", Why: "Deaf people watch them, and so does everybody on a bus (WCAG 2.2, 1.2.2).", Run: captions,
			Bad: head("", "![A talk](/talk.mp4){people=none}"), Good: head("", "![A talk](/talk.mp4){people=none captions=/talk.vtt}")},
		{ID: "access/table-header", Severity: w, Title: "every column of a table has a name", Why: "Screen readers read it before each cell (WCAG 2.2, 1.3.1).", Run: tableHeader,
			Bad: head("", "| Day | |\n|---|---|\n| Monday | 9 to 5 |"), Good: head("", "| Day | Hours |\n|---|---|\n| Monday | 9 to 5 |")},
	}
}

func allowRules() []Rule {
	allow := func(rest string) string { return "<!-- nadi-allow " + rest + " -->\nText." }
	return []Rule{
		{ID: "check/allow", Severity: e, Fixed: true, Title: "who lets something stand says why", Why: "In a year nobody remembers.",
			Bad: head("", allow("safety/risk")), Good: head("", "Text.")},
		{ID: "check/release", Severity: e, Fixed: true, Title: "what is about a patient is let through by a person with that duty", Why: "Whoever wrote the article cannot decide it; a second person whose duties include privacy does.",
			Bad: head("", "<!-- nadi-allow privacy/phone by=asha-example reason=\"she agreed\" -->\nHer mobile number is 98765-43211."), Good: head("", "Text.")},
		{ID: "check/unused", Severity: w, Title: "what is let stand is there", Why: "A permission that nothing needs would let the next mistake through.",
			Bad: head("", allow("safety/risk by=asha-example reason=\"quoted from the law\"")), Good: head("", "Text.")},
		{ID: "check/expired", Severity: w, Title: "what is let stand is looked at again", Why: "A permission with an end asks to be renewed.",
			Bad: head("", allow("safety/risk by=asha-example until=2026-01-01 reason=\"quoted from the law\"")), Good: head("", "Text.")},
	}
}
