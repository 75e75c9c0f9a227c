package contact

import "nadi/internal/prose"

// What a word can mean to this package, as bits of one table.
const (
	person   uint32 = 1 << iota // one person who is no professional: patient, mother, मरीज
	title                       // Ms, Shri: a name follows
	whose                       // his, my, उनका
	whom                        // him, me: after a verb
	who                         // he, she, I
	genitive                    // का, ka: what follows belongs to what went before
	office                      // plainly no private person: clinic, helpline, ministry
	channel                     // what a person is reached by: number, mobile, email
	wire                        // of those, what says that digits are a telephone's
	letter                      // of those, what says that a mailbox follows
	reach                       // call, contact
	polite                      // before such a verb: it is said to the reader
	foreign                     // digits after it are some other number: ISSN, lot
	short                       // written with a full stop that ends no sentence
	copula                      // is, है
	lives                       // lives, resided, रहते
	home                        // residence, address, पता
	street                      // the word that ends the name of a street
	unit                        // flat, house, मकान: a number follows
	place                       // nagar, गली: part of an Indian address
	postal                      // ZIP, PIN, postcode
	box                         // a post box
	scheme                      // http, www
	at                          // at, ऐट: an @ in words
	dot                         // dot, डॉट
	money                       // a sum follows
	joins                       // may stand after a ZIP code: and, since
	suite                       // suite, floor: a place of work
	common                      // before "at" it is no mailbox: look at, available at
	locative                    // में, mein: the place stands before it
	handheld                    // a telephone that one person carries: mobile, cell
	self                        // I, my: the writer, mostly no patient
)

// learn makes the table. Every list is written for this package from general
// knowledge of the three ways of writing that are published.
func learn(lex *prose.Lexicon) prose.Table {
	var t prose.Table
	for _, l := range personLists {
		t = lex.Mark(t, l.bits, l.words...)
	}
	for _, l := range placeLists {
		t = lex.Mark(t, l.bits, l.words...)
	}
	for _, l := range homeLists {
		if l.bits&quarter != 0 {
			t = lex.Mark(t, place, l.words...)
		}
	}
	return t
}

type list struct {
	bits  uint32
	words []string
}

var personLists = []list{
	// People. Plurals are left out on purpose: "patients" is a public.
	{person, []string{
		"patient", "attendant", "caregiver", "carer", "mother", "father", "mom", "mum", "dad",
		"husband", "wife", "son", "daughter", "brother", "sister", "uncle", "aunt", "spouse",
		"grandmother", "grandfather", "grandson", "granddaughter", "niece", "nephew", "cousin",
		"neighbour", "neighbor", "grandma", "grandpa", "relative", "guardian", "survivor", "widow", "widower", "nominee",
		"inpatient", "outpatient", "resident", "donor", "fiance", "fiancee", "girlfriend", "boyfriend",
		"kin", "stepmother", "stepfather", "employer", "landlord", "roommate",
	}},
	{person, []string{
		"मरीज", "मरीज़", "रोगी", "पेशेंट", "परिजन", "तीमारदार", "अटेंडेंट", "अटेंडेन्ट", "माँ", "मां", "माता",
		"पिता", "पति", "पत्नी", "बेटा", "बेटी", "बेटे", "भाई", "बहन", "पुत्र", "पुत्री", "दादा", "दादी", "नाना",
		"नानी", "चाचा", "चाची", "मामा", "मामी", "पड़ोसी", "पड़ोसी", "अभिभावक", "रिश्तेदार", "बहू", "दामाद", "मरीजा", "रोगिणी",
	}},
	{person, []string{
		"mareez", "mareej", "mariz", "marij", "rogi", "parijan", "teemardar", "maa", "mata", "pita", "papa",
		"pati", "patni", "beta", "beti", "bete", "bhai", "behen", "behan", "bahan", "putra", "putri", "dadi", "nani",
		"chacha", "chachi", "mama", "padosi", "abhibhavak", "rishtedar", "bahu", "damad",
	}},
	{title | short, []string{"mr", "mrs", "ms", "smt", "shri", "sri", "miss", "kumari", "sushri", "mx"}},
	{title, []string{"श्री", "श्रीमती", "सुश्री", "कुमारी", "shrimati", "srimati"}},
	{whose, []string{
		"his", "her", "my", "hers", "mine",
		"मेरा", "मेरी", "मेरे", "उनका", "उनकी", "उनके", "उसका", "उसकी", "उसके", "इनका", "इनकी", "इनके", "इसका", "इसकी", "जिसका", "जिनका", "जिनकी",
		"mera", "meri", "mere", "unka", "unki", "unke", "uska", "uski", "uske", "inka", "inki", "inke", "iska", "iski", "jinka", "jiska",
	}},
	{whom, []string{"him", "her", "me", "mujhe", "mujhse", "usse", "unse", "unhe", "unhen", "मुझे", "मुझसे", "उनसे", "उससे", "उन्हें", "उसे"}},
	{who, []string{"he", "she", "i", "वह", "वे", "मैं", "woh", "मैंने", "उसने", "उन्होंने", "usne", "unhone", "my", "me"}},
	{genitive, []string{"का", "की", "के", "ka", "ki", "ke", "को", "ko", "से", "se"}},
	{self, []string{"i", "me", "my", "mine"}},
	{copula, []string{"is", "was", "are", "belongs", "remains", "है", "हैं", "था", "थी", "hai", "hain", "tha", "thi", "ye", "yeh", "यह"}},

	// Ways to be reached.
	{channel | wire, []string{
		"phone", "telephone", "tel", "mobile", "mob", "cellphone", "fax", "whatsapp", "landline", "handset", "ph",
		"phones", "mobiles", "sms", "telefax", "telephones", "imessage", "viber", "smartphone",
		"फोन", "फ़ोन", "मोबाइल", "मोबाईल", "टेलीफोन", "टेलीफ़ोन", "दूरभाष", "व्हाट्सएप", "व्हाट्सऐप", "वॉट्सऐप", "फैक्स", "फ़ैक्स", "लैंडलाइन",
		"mobail", "fon", "doorbhash", "whatsap", "watsapp", "telefon",
	}},
	{handheld, []string{"mobile", "mob", "cell", "cellphone", "handset", "मोबाइल", "मोबाईल", "mobail", "personal"}},
	{channel, []string{"cell"}}, // no wire: articles count cells
	{channel | wire | short, []string{"मो०", "फो०"}},
	{channel | short, []string{"नं०", "न०", "सं०"}},
	{short, []string{"tel", "mob", "ph", "ext", "no", "st", "rd", "ave", "blvd", "ln", "apt", "h", "inc", "dr", "jr", "nos", "p", "o", "म", "नं", "डॉ", "cr", "num", "e", "w", "n", "s", "न", "फो", "मो", "extn"}},
	{channel, []string{
		"number", "no", "contact", "numbers", "nos", "num", "नंबर", "नम्बर", "नं", "संपर्क", "सम्पर्क", "sampark", "nambar", "numbar", "digits", "extension",
		"फो", "मो",
	}},
	{channel | letter, []string{
		"email", "mail", "mailbox", "gmail", "inbox", "ईमेल", "मेल", "imel", "emails", "mails", "mailid", "emailid", "ई",
	}},
	{reach, []string{
		"call", "reach", "reached", "phone", "ring", "text", "contact", "message", "email", "write", "whatsapp", "fax", "dial", "called", "texted",
		"telephone", "calls", "rang", "phoned", "emailed", "mail", "wrote", "messages", "calling", "answering", "reachable", "available", "texting", "messaged",
		"कॉल", "काल", "फोन", "फ़ोन", "संपर्क", "सम्पर्क", "बात", "संदेश", "मैसेज", "sampark", "baat", "kol", "msg",
	}},
	{wire, []string{"call", "dial", "ring", "reach", "calling", "called", "कॉल", "काल", "kol", "phoned", "texted", "answering"}},
	{polite, []string{"please", "to", "can", "may", "should", "you", "or", "and", "must", "then", "just", "immediately", "could", "will", "also", "for", "if", "schedule", "book", "questions", "learn", "visit", "करें", "कीजिए", "karein", "karen", "kare", "kijiye", "करे", "करिए", "kariye"}},
	{money, []string{"rs", "inr", "usd", "gbp", "eur", "rupees", "रु", "रुपये"}},

	// Mailboxes and links in words.
	{scheme, []string{"http", "https", "www", "ftp"}},
	{at, []string{"at", "ऐट", "एट", "atrate", "एटदरेट"}},
	{dot, []string{"dot", "डॉट", "डाट"}},
	{common, []string{
		"more", "us", "available", "look", "online", "up", "in", "free", "account", "accounts", "information", "here", "them", "page", "site", "website",
		"found", "out", "it", "now", "read", "learn", "visit", "and", "or", "is", "are", "be", "form", "list", "him", "her", "me", "you", "services", "service",
		"help", "team", "office", "program", "guide", "resources", "details", "support", "data", "posted", "published", "address", "email", "mail",
	}},
}
