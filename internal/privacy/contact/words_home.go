package contact

import "nadi/internal/prose"

// What a word can mean beside an address, as bits of a table of its own.
const (
	quarter    uint32 = 1 << iota // it ends the name of a part of a town: nagar, colony
	noName                        // before such a word it is no part of a name: इस, लोग
	dweller                       // one person who may live there, beside those of person
	carer                         // who goes to people's homes, though an office sends them
	visits                        // what carers and parcels do: called, drives, delivered
	ofPatients                    // after patient it is a thing of the house: records, portal
	works                         // what is done where nobody lives: opened, teaches, meets
	desk                          // an office that answers: appointments, switchboard
	venue                         // where nobody lives: hospital, hall, school
	ours                          // us, after a word such as call: the publisher
	byway                         // it ends a street's name, and is mostly something else: bend, hollow
)

func learnHomes(lex *prose.Lexicon) prose.Table {
	var t prose.Table
	for _, lists := range [...][]list{homeLists, strictLists} {
		for _, l := range lists {
			t = lex.Mark(t, l.bits, l.words...)
		}
	}
	return t
}

var homeLists = []list{
	{quarter, []string{
		"nagar", "colony", "vihar", "enclave", "mohalla", "puram", "society", "apartments", "residency", "heights", "bagh", "lines", "extension", "cantt", "chowk", "kunj", "puri", "layout", "chawl", "estate", "peth", "ganj", "pura", "niwas", "bhavan", "basti", "towers",
		"नगर", "कॉलोनी", "कालोनी", "विहार", "एन्क्लेव", "मोहल्ला", "पुरम", "सोसाइटी", "सोसायटी", "हाइट्स", "बाग", "लाइन्स", "लाइंस", "कैंट", "एक्सटेंशन", "चौक", "कुंज", "पुरी", "अपार्टमेंट", "अपार्टमेंट्स", "गंज", "पेठ", "चॉल", "लेआउट", "बस्ती", "टावर्स",
	}},
	{noName, []string{
		"इस", "उस", "हर", "किसी", "इसी", "उसी", "लोग", "लोगों", "परिवार", "परिवारों", "मरीज", "मरीजों", "बच्चे", "बच्चों", "महिलाएँ", "महिलाएं", "महिलाओं", "साल", "दिन", "घर", "घरों", "सभी", "कई", "पुराने", "पुरानी",
		"iss", "har", "kisi", "isi", "usi", "log", "logon", "parivar", "mareez", "mareezon", "bachche", "bachchon", "saal", "din", "sabhi", "kai", "purane", "purani",
		"people", "families", "patients", "residents", "persons", "adults", "children", "households", "cases", "years",
	}},
	{dweller, []string{
		"man", "woman", "boy", "girl", "lady", "gentleman", "couple", "family", "child", "toddler", "baby", "infant", "newborn", "twins", "teenager", "teen", "him", "parents", "grandparents", "pensioner", "retiree",
		"widow", "veteran", "victim", "deceased", "he", "she", "his", "her", "their", "farmer", "teacher",
		"बच्चा", "बच्चे", "बच्ची", "शिशु", "महिला", "पुरुष", "पीड़ित", "पीड़ित", "पीड़िता", "पीड़िता", "बुजुर्ग", "बुज़ुर्ग", "वृद्ध", "वृद्धा", "युवक", "युवती", "किशोर", "किशोरी", "छात्र", "छात्रा", "लड़का", "लड़का", "लड़की", "लड़की",
		"दंपति", "दंपती", "आदमी", "औरत", "विधवा", "अम्मा", "उन्हें", "उनके", "उनका", "उसके", "मृतक",
		"bachcha", "bachche", "bachchi", "shishu", "mahila", "peedit", "pidit", "peedita", "bujurg", "buzurg", "vriddh", "yuvak", "yuvati", "ladka", "ladki", "aadmi", "aurat", "dampati", "amma", "mritak",
	}},
	{carer, []string{
		"ambulance", "ambulances", "nurse", "nurses", "midwife", "doctor", "doctors", "team", "staff", "police", "officer", "service", "services", "technician", "therapist", "counsellor", "counselor", "physician", "we", "our", "us", "care", "emergency", "health", "medical", "support",
		"नर्स", "डॉक्टर", "टीम", "एंबुलेंस", "एम्बुलेंस", "पुलिस", "हमारी", "हमारे", "स्वास्थ्य",
		"ambulans", "daktar", "hamari", "hamare",
	}},
	{visits, []string{
		"called", "call", "drives", "drive", "drove", "visits", "visit", "visited", "visiting", "goes", "go", "went", "going", "come", "comes", "came", "coming", "rushed", "sent", "send", "sends", "deliver", "delivers", "delivered", "delivering", "bring", "brings", "brought",
		"found", "find", "fetched", "fetch", "picked", "pick", "reached", "arrived", "discharge", "discharged", "returned", "returns", "return", "transferred", "driven", "carried", "takes", "taken", "took", "moved", "dispatched", "responded", "ship", "shipped", "post", "mail", "mailed", "cycles", "cycled", "walks", "travels", "travelled", "looked", "checks", "knocked",
		"जाती", "जाता", "जाते", "गई", "गए", "गया", "आती", "आता", "आते", "आई", "पहुँची", "पहुंची", "पहुँचे", "पहुंचे", "पहुँचा", "पहुंचा", "भेजी", "भेजा", "भेजें", "लाया", "लाई", "छोड़ा", "छोड़ा",
		"jaati", "jati", "jaata", "jata", "jaate", "gayi", "gaye", "aati", "aata", "pahunchi", "pahunche", "pahuncha", "bheja", "bheji", "bhejein", "laya",
	}},
	{ofPatients, []string{
		"records", "portal", "house", "houses", "hostel", "services", "information", "care", "relations", "advocate", "advocates", "education", "safety", "parking", "entrance", "support", "experience", "access", "registration", "transport", "line", "drop",
		"accounts", "billing", "advocacy", "affairs", "liaison", "council", "guide", "tower", "pavilion", "lounge", "groups", "group", "centre", "center", "housing", "lodge", "assistance", "resource", "garden",
	}},
	{works, []string{
		"work", "works", "worked", "working", "opened", "opens", "opening", "open", "meet", "meets", "met", "teaches", "taught", "founded", "runs", "ran", "practises", "practices", "employed", "manages", "sells", "sold", "bookshop", "bakery", "restaurant", "salon", "gym", "garage", "factory", "cafe", "market", "mall", "stadium", "hall", "theater", "studio", "bus", "tram", "blocks", "station", "stop", "exit", "bridge", "junction", "intersection", "tunnel", "train", "race", "marathon", "sign", "signs", "book", "speak", "speaks", "talk", "talks", "lecture", "workshop", "class", "classes", "seminar", "event", "join", "exhibition", "concert",
		"दुकान", "धर्मशाला", "शिविर", "मंदिर", "विद्यालय", "कंपनी", "फैक्ट्री", "होटल", "बाज़ार", "बाजार", "खुला", "खुलेगा", "खुली", "लगेगा", "लगा", "केमिस्ट", "स्टोर",
		"dukaan", "dukan", "dharamshala", "shivir", "mandir", "vidyalaya", "hotel", "bazaar", "khula", "khulega", "lagega",
	}},
}
