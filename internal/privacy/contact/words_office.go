package contact

// The words of offices, of other numbers, and of addresses.
var placeLists = []list{
	// Bodies, their parts and their work. "our" and "us" are the publisher's.
	{office, []string{
		"helpline", "hotline", "lifeline", "office", "offices", "switchboard", "clinic", "clinics", "hospital", "hospitals", "department", "dept",
		"appointments", "appointment", "emergency", "poison", "agency", "center", "centre", "centers", "centres", "institute", "institutes", "foundation",
		"press", "media", "reception", "receptionist", "information", "toll", "tollfree", "service", "services", "association", "society", "board",
		"council", "ministry", "samaritans", "desk", "helpdesk", "pharmacy", "laboratory", "lab", "university", "college", "school", "bureau", "division",
		"administration", "commission", "committee", "program", "programme", "registry", "registrar", "library", "clearinghouse", "alliance", "coalition",
		"federation", "network", "organization", "organisation", "trust", "charity", "ngo", "unit", "ward", "nurse", "nurses", "doctor", "doctors", "physician",
		"coordinator", "investigator", "author", "editor", "spokesperson", "spokesman", "spokeswoman", "staff", "team", "ambulance", "police", "opd", "icu",
		"enquiry", "enquiries", "inquiry", "inquiries", "queries", "booking", "bookings", "customer", "support", "relations", "affairs", "advocate",
		"ombudsman", "headquarters", "campus", "company", "manufacturer", "inc", "llc", "ltd", "corporation", "secretary", "secretariat", "bank", "line",
		"us", "our", "we", "crisis", "counselling", "counseling", "counsellors", "counselors", "hours", "website", "visitors", "parking", "billing", "portal",
		"surgery", "practice", "gp", "nhs", "nih", "cdc", "fda", "hhs", "niddk", "nhlbi", "ninds", "aiims", "professor", "prof", "dr",
		"nursing", "hospice", "pharmacist", "dietitian", "dietician", "specialist", "specialists", "consultant", "surgeon", "cardiologist", "oncologist", "psychologist", "psychiatrist", "expert", "experts", "dentist", "paediatrician", "pediatrician", "interpreter", "interpreters", "trainer", "manager", "education", "experience", "assistance", "liaison", "navigator", "navigators", "care", "hotel", "feedback", "complaints", "shelter", "museum", "authority", "government", "federal", "national", "public", "scheduling", "admissions", "operator",
		"screening", "vaccination", "immunization", "telehealth", "screenings", "newsroom", "hotlines", "helplines", "officer", "grievance", "store", "shop",
		"directory", "representative", "representatives", "providers", "provider", "dispensary", "camp", "consulate", "embassy", "church", "temple", "theatre",
		"tollfrees", "triage", "vets", "veterinary", "veterinarian", "midwife", "health", "healthcare", "medical", "technician", "counsellor", "counselor", "therapist",
	}},
	{office, []string{
		"हेल्पलाइन", "अस्पताल", "क्लिनिक", "क्लीनिक", "विभाग", "कार्यालय", "ओपीडी", "अपॉइंटमेंट", "आपातकालीन", "आपात", "केंद्र", "केन्द्र", "संस्थान", "टोल",
		"रिसेप्शन", "डॉक्टर", "डॉ", "चिकित्सक", "नर्स", "एंबुलेंस", "एम्बुलेंस", "पुलिस", "मंत्रालय", "संगठन", "संस्था", "परिषद", "विश्वविद्यालय", "एम्स", "स्वागत",
		"पूछताछ", "काउंटर", "प्रेस", "मीडिया", "जानकारी", "हमारे", "हमारी", "हमसे", "हमें", "सेवा", "टीम", "लैब", "प्रयोगशाला", "बुकिंग", "सूचना", "बैंक", "ब्लड", "शिकायत",
		"हेल्पडेस्क", "फार्मेसी", "वार्ड", "आयोग", "निदेशालय", "प्रोफेसर", "कॉलेज", "स्कूल", "ट्रस्ट", "मेडिकल", "स्वास्थ्य", "दवाखाना", "औषधालय", "इमरजेंसी", "परामर्श",
	}},
	{office, []string{
		"aspatal", "haspatal", "asptal", "vibhag", "karyalay", "kendra", "sansthan", "chikitsak", "hamare", "hamari", "hamse", "humse", "hamein", "hume",
		"humein", "seva", "jankari", "jaankari", "poochtachh", "puchtach", "counter", "mantralaya", "parishad", "dawakhana", "clinik", "shikayat", "swasthya", "paramarsh", "daktar",
	}},
	// Numbers of other things.
	{foreign, []string{
		"issn", "isbn", "doi", "pmid", "pmc", "pmcid", "nct", "ssn", "mrn", "uhid", "account", "lot", "docket", "case", "upc", "order", "ref", "reference", "npi",
		"aadhaar", "aadhar", "card", "version", "cfr", "grant", "sku", "model", "serial", "licence", "license", "id", "ip", "nhs", "abha", "pan", "passport",
		"policy", "claim", "invoice", "batch", "catalog", "catalogue", "patent", "chart", "registration", "regd", "accession", "tracking", "receipt", "member",
		"mbi", "itin", "ein", "gst", "gstin", "tin", "sin", "abn", "acn", "tfn", "medicare", "iban", "ifsc", "routing", "transaction", "protocol", "bill", "file", "form",
		"code", "room", "bed", "cas", "eudract", "isrctn", "ctri", "orcid", "ndc", "din", "rxcui", "snomed", "mesh", "omim", "section", "page", "pages", "vol", "volume",
		"ticket", "voter", "ration", "device", "imei", "vin", "study", "trial", "identifier", "identification", "security", "insurance", "admission", "ipd",
		"आधार", "खाता", "पंजीकरण", "कार्ड", "आभा", "आईडी", "पॉलिसी", "रसीद", "बिल", "ट्रैकिंग", "khata", "panjikaran", "adhar",
	}},
	// Homes.
	{lives, []string{
		"lives", "lived", "living", "live", "resides", "resided", "residing", "reside", "stays", "staying", "stayed", "dwells", "moved", "relocated", "rents", "rented", "renting", "lodges",
		"रहते", "रहती", "रहता", "रहने", "निवासी", "निवास", "रहतीं", "rehte", "rehti", "rehta", "rahte", "rahti", "rahta", "rehne", "rahne", "niwasi", "nivasi", "niwas", "nivas",
	}},
	{home, []string{
		"home", "residence", "address", "house", "apartment", "household", "domicile", "flat", "addr", "resident", "residents",
		"पता", "घर", "आवास", "पते", "मकान", "pata", "ghar", "makaan", "makan", "awas", "aawas", "patta",
	}},
	{street, []string{
		"street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct", "way", "place", "pl", "circle", "cir",
		"terrace", "ter", "close", "crescent", "cres", "highway", "hwy", "parkway", "pkwy", "square", "sq", "trail", "trl", "loop", "row", "grove", "gardens",
		"mews", "broadway", "turnpike", "expressway", "parade", "quay", "esplanade", "croft", "pike", "run", "ridge", "path", "alley", "marg", "path", "salai", "rasta", "मार्ग", "रोड", "सड़क", "सड़क", "स्ट्रीट", "हाईवे",
	}},
	{unit, []string{
		"flat", "apt", "apartment", "house", "h", "hno", "makaan", "makan", "plot", "door", "qtr", "quarter", "bungalow", "villa", "kothi", "tower",
		"gali", "गली", "फ्लैट", "फ़्लैट", "मकान", "म", "प्लॉट", "कोठी", "क्वार्टर", "बंगला", "टावर", "हाउस",
	}},
	{place, []string{
		"nagar", "colony", "gali", "sector", "vihar", "enclave", "mohalla", "chowk", "bagh", "puram", "ward", "society", "heights", "residency", "phase", "block", "gram", "village", "post", "tehsil", "zila", "thana", "district",
		"नगर", "कॉलोनी", "कालोनी", "गली", "सेक्टर", "विहार", "एन्क्लेव", "मोहल्ला", "चौक", "बाग", "पुरम", "सोसाइटी", "सोसायटी", "हाइट्स", "ब्लॉक", "ग्राम", "गांव", "गाँव", "तहसील", "जिला", "थाना", "पूर्व", "पश्चिम",
	}},
	{suite, []string{"suite", "ste", "floor", "building", "bldg", "room"}},
	{postal, []string{"zip", "zipcode", "pin", "pincode", "postcode", "postal", "पिन", "पिनकोड"}},
	{box, []string{"box"}},
	{locative, []string{"में", "mein", "me", "मे", "के", "ke", "की", "ki", "का", "ka", "से", "se", "पर", "par"}},
	{joins, []string{"and", "or", "but", "since", "until", "when", "before", "after", "for", "with", "he", "she", "where", "while", "at", "during", "then", "near", "all", "until", "from", "now", "as", "because", "alone", "code"}},
}
