package contact

// strictLists are the words that a strict look asks for. They are fewer than
// those of office and works: in an article that tells of a patient a nurse, a
// team or a bakery near a number or a street does not make it public.
var strictLists = []list{
	{desk, []string{
		"appointment", "appointments", "clinic", "clinics", "office", "offices", "switchboard", "helpline", "helplines", "hotline", "hospital", "hospitals", "press", "newsroom",
		"reception", "desk", "helpdesk", "lifeline", "department", "pharmacy", "laboratory", "ministry", "foundation", "charity", "enquiries", "inquiries", "booking", "bookings",
		"agency", "association", "billing", "parking", "referrals", "interpreter", "interpreters", "coordinator", "pharmacist", "secretary", "education", "relations", "enquiry", "bank",
		"ब्लड", "बैंक", "केंद्र", "केन्द्र", "samaritans", "crisis", "tollfree", "institute", "opd",
		"अस्पताल", "क्लिनिक", "क्लीनिक", "हेल्पलाइन", "कार्यालय", "ओपीडी", "अपॉइंटमेंट", "रिसेप्शन", "पूछताछ", "काउंटर", "प्रेस", "विभाग", "मंत्रालय", "हेल्पडेस्क", "स्विचबोर्ड", "संस्थान", "दवाखाना",
		"aspatal", "haspatal", "asptal", "clinik", "karyalay", "vibhag", "dawakhana", "poochtachh", "puchtach", "counter", "mantralaya",
	}},
	{venue, []string{
		"hospital", "hospitals", "clinic", "clinics", "office", "offices", "centre", "center", "centres", "centers", "hall", "library", "museum", "school", "college", "university", "institute", "institutes",
		"church", "temple", "mosque", "gurdwara", "hotel", "theatre", "theater", "stadium", "pharmacy", "laboratory", "dispensary", "department", "ministry", "agency", "foundation", "surgery", "headquarters",
		"campus", "embassy", "consulate", "auditorium", "gym", "court", "courthouse", "station", "venue", "hospice", "infirmary", "sanatorium", "gallery", "workshop", "conference", "seminar", "camp", "branch", "bank",
		"अस्पताल", "क्लिनिक", "क्लीनिक", "कार्यालय", "केंद्र", "केन्द्र", "संस्थान", "विद्यालय", "विश्वविद्यालय", "कॉलेज", "स्कूल", "मंदिर", "मस्जिद", "होटल", "धर्मशाला", "शिविर", "सभागार", "पुस्तकालय", "दवाखाना", "औषधालय", "एम्स", "मंत्रालय", "विभाग", "ओपीडी", "बैंक", "थाना", "स्टेशन",
		"aspatal", "haspatal", "asptal", "clinik", "karyalay", "kendra", "sansthan", "vidyalaya", "mandir", "dharamshala", "shivir", "dawakhana", "mantralaya", "vibhag", "sabhagar",
	}},
	{venue, []string{"shelter", "group", "parking", "lab", "opd", "clinics", "association", "council", "charity", "choir", "meets"}},
	{ours, []string{"us", "हमसे", "हमें", "hamse", "humse"}},
	{byway, []string{
		"bend", "hollow", "hill", "hills", "crossing", "point", "landing", "view", "vale", "glen", "walk", "wharf", "wynd", "yard", "green", "meadow", "meadows", "knoll", "bluff", "cove", "creek", "pass",
		"plaza", "spur", "trace", "vista", "rise", "side", "woods", "wood", "heath", "end", "fork", "mill", "orchard", "springs", "valley", "bank", "field", "fields", "gate", "park", "passage", "spring", "turn", "cross", "mount", "strand", "chase", "drove", "link", "common", "commons",
	}},
}
