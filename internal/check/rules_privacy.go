package check

// privacyRules are found by internal/privacy. They cannot be re-levelled: what
// is sure blocks, what is not warns, and only a person may let one stand.
func privacyRules() []Rule {
	out := []Rule{
		{ID: "privacy/name", Title: "no patient is named", Why: "In September 2025 a provider paid $182,000 because its marketing had posted the stories of 150 patients, with names, without their authorization. A name beside a treatment is the typical failure.",
			Hint: "say \"a patient in her forties\"; how to let it stand when the patient agreed:  nadi explain privacy/name",
			Bad:  head("", "Kavita Deshmukh was treated here for tuberculosis and went home in May."), Good: head("", "A patient in her forties was treated here for tuberculosis and went home.")},
		{ID: "privacy/story", Title: "no story points to one person", Why: "A rare disease, a small place and a known role tell who somebody is, with no name at all.",
			Hint: "leave out the place, the role or the disease",
			Bad:  head("", "The sarpanch of Khanapur village is the only patient in the state with Wilson's disease."), Good: head("", "One patient in the state has Wilson's disease.")},
		{ID: "privacy/age", Title: "no age over 89 of one person", Why: "Few people grow that old; the Safe Harbor rule (45 CFR 164.514(b)(2)(i)(C)) pools them as 90 or older.",
			Hint: "write \"90 or older\", or leave the age out",
			Bad:  head("", "The patient, a 94-year-old woman, walked on the second day."), Good: head("", "Women aged 90 and over can have this operation.")},
		{ID: "privacy/date", Title: "no day of a patient's life", Why: "A birth, an admission, an operation or a death on a day leads to one person; a year alone does not.",
			Hint: "write the year, or \"last spring\"",
			Bad:  head("", "The patient was admitted on 3 April 2026 with chest pain."), Good: head("", "The patient was admitted with chest pain in 2026.")},
		{ID: "privacy/phone", Title: "no telephone number of a person", Why: "A number leads to one person, and strangers will call it.",
			Hint: "take it out; a number of the hospital goes under site.organization.phones in nadi.yaml",
			Bad:  head("", "Her mobile number is 98765-43211."), Good: head("", "In an emergency call 112.")},
		{ID: "privacy/email", Title: "no mailbox of a person", Why: "An address names its owner and is collected by machines.",
			Hint: "take it out; a mailbox of the hospital goes under site.organization.emails in nadi.yaml",
			Bad:  head("", "Write to the patient at m.delgado77@example.com."), Good: head("", "Write to press@news.example.org.")},
		{ID: "privacy/link", Title: "no link into a patient's record", Why: "A link with a token or a record number opens the record, or tells whose it is.",
			Hint: "link to the portal's front page",
			Bad:  head("", "See [her report](https://portal.example.com/patients/00482913/results?token=a81f2c9d)."), Good: head("", "See [the portal](https://portal.example.com/).")},
		{ID: "privacy/address", Title: "no home of a patient", Why: "A street and a house lead to a door. Even a postcode with few people does.",
			Hint: "take it out; an address of the hospital goes under site.organization.addresses in nadi.yaml",
			Bad:  head("", "She lives at 4821 Maple Hollow Road, Apt 3B, Dayton, OH 45402."), Good: head("", "She lives in Ohio.")},
		number("ssn", "no Social Security number", "The patient's SSN is 536-90-4399.", "A Social Security number has nine digits."),
		number("medicare", "no Medicare number", "The claim under Medicare ID 1EG4-TE5-MK73 was approved.", "A Medicare number has eleven characters."),
		number("nhs-number", "no NHS number", "Her NHS number is 401 023 2137.", "An NHS number has ten digits."),
		number("nino", "no National Insurance number", "His National Insurance number is AA 12 34 56 B.", "A National Insurance number ends in a letter."),
		number("aadhaar", "no Aadhaar number", "Patient's Aadhaar no. 3998 7654 3211 is on the form.", "Bring your Aadhaar card."),
		number("abha", "no ABHA number or address", "Her ABHA number is 91-4821-7730-1164.", "An ABHA number is written XX-XXXX-XXXX-XXXX."),
		number("pan", "no PAN of a person", "PAN ABBPM4567S was written on the patient's receipt.", "Bring your PAN card."),
		number("voter-id", "no voter number", "The patient showed the voter ID DBJ2289013.", "Bring your voter card."),
		number("passport", "no passport number", "His passport number is J6932157.", "Bring your passport."),
		number("licence", "no licence number", "His driving licence number is MORGA753116SM9IJ.", "Bring your driving licence."),
		number("vehicle", "no plate or vehicle number", "The injured rider's bike, DL 8S CB 1234, was found nearby.", "The injured rider's bike was found nearby."),
		number("record-number", "no number of a record", "John's MRN is 00482913.", "The MRN is the number that links all your records."),
		number("member-id", "no number of an insurance", "Her insurance member ID is XJH448812907.", "Bring your insurance card."),
		number("account", "no account number", "Please pay into the IBAN GB33BUKB20201555555555 of the family.", "Pay at the counter."),
		number("card", "no card number", "He paid with the card 4012 8888 8888 1881.", "You can pay by card."),
		number("device", "no number of a device", "The implant with serial number SN 00231187 was used in this patient's knee.", "The lot 8841-A recall covers all pens sold in June."),
		number("ip", "no internet address of a person", "The patient signed in from 81.2.69.142.", "The patient signed in from home."),
		number("national-id", "no number of a national register", "My SIN is 130-692-544.", "A SIN has nine digits."),
		{ID: "privacy/metadata", Title: "published files do not say who made them, or where", Why: "A recording keeps the place where it was made, a document the name of whoever wrote it. Pictures are cleaned on the way; these files are published as they are.",
			Bad: Example{File: "content/static/talk.mp3", Text: "(a recording with the name of the speaker in its tags) and an article with ![A talk](/talk.mp3){people=none}"}, Good: head("", "![A green square](/pixel.png){people=none}")},
		{ID: "privacy/tracker", Run: trackedLinks, Title: "a page asks nobody else for anything", Why: "Whoever serves a picture, a font or a script learns who reads about which illness. A video waits for a click.",
			Bad: Example{File: "themes/clinic/page.html", Text: "<!DOCTYPE html><title>{{ .Title }}</title><img src=\"https://counter.example.com/p.gif\" alt=\"\">\n"}, Good: Example{File: "themes/clinic/page.html", Text: "<!DOCTYPE html><title>{{ .Title }}</title><p>{{ .Body }}</p>\n"}},
	}
	for i := range out {
		out[i].Severity, out[i].Fixed = e, true
	}
	return out
}

func number(id, title, bad, good string) Rule {
	return Rule{ID: "privacy/" + id, Title: title, Why: "Such a number belongs to one person for life, and opens doors.",
		Hint: "take it out", Bad: head("", bad), Good: head("", good)}
}

func consentRules() []Rule {
	shown := func(attrs string) Example { return head("", "![A green square](/pixel.png){"+attrs+"}") }
	return []Rule{
		{ID: "consent/people", Severity: e, Title: "every picture says who is in it", Why: "A patient in a picture needs to have agreed, and nobody else can tell who that is. An old blog can set check: {levels: {consent/people: warning}} until its pictures are looked through.",
			Bad: head("", "![A green square](/pixel.png)"), Good: shown("people=none")},
		{ID: "consent/missing", Severity: e, Fixed: true, Title: "a patient who is shown or told of has agreed", Why: "A story or a picture without written authorization is a disclosure, however kind it is.",
			Bad: shown("people=patient"), Good: shown("people=patient consent=k7m2qd9x")},
		{ID: "consent/scope", Severity: e, Fixed: true, Title: "consent covers the place", Why: "Whoever agreed to the site did not agree to social networks, where nothing can be taken back.",
			Bad: shown("people=patient consent=print4t2"), Good: shown("people=patient consent=k7m2qd9x")},
		{ID: "consent/withdrawn", Severity: e, Fixed: true, Title: "withdrawn consent is heeded", Why: "A patient may change their mind at any time.",
			Bad: shown("people=patient consent=gone5x8w"), Good: shown("people=patient consent=k7m2qd9x")},
		{ID: "consent/expired", Severity: e, Fixed: true, Title: "consent holds on the day", Why: "An authorization under HIPAA names the day on which it ends.",
			Bad: shown("people=patient consent=past3v6z"), Good: shown("people=patient consent=k7m2qd9x")},
		{ID: "consent/record", Severity: e, Fixed: true, Title: "a consent record says neither who nor what", Why: "The signed form stays in the hospital's own system. A name in this file would be published with the repository.",
			Bad: Example{File: "content/consent/evelyn-marsh.yaml", Text: "scopes: [site]\nstatus: given\n"}, Good: Example{File: "content/consent/h4n8cc2p.yaml", Text: "scopes: [site]\nstatus: given\n"}},
	}
}
