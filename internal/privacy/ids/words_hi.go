package ids

// wordsHindi are phrases in Devanagari.
const wordsHindi = `
aadhaar = आधार, आधार नंबर, आधार नम्बर, आधार कार्ड, आधार संख्या, यूआईडी
abha = आभा, आभा नंबर, आभा आईडी, आभा संख्या, हेल्थ आईडी
pan = पैन, पैन कार्ड, पैन नंबर, स्थायी खाता संख्या
voter = मतदाता, वोटर, वोटर आईडी, मतदाता पहचान पत्र, एपिक
passport = पासपोर्ट, पासपोर्ट नंबर, पासपोर्ट संख्या
driving = ड्राइविंग लाइसेंस, ड्राइविंग लाइसेन्स, चालक लाइसेंस, डीएल नंबर, ड्राइविंग लाइसेंस नंबर
licence = लाइसेंस, लाइसेंस नंबर, लाइसेंस संख्या
certificate = प्रमाणपत्र संख्या, प्रमाण पत्र संख्या, प्रमाणपत्र नंबर, प्रमाण पत्र नंबर, प्रमाणपत्र क्रमांक, प्रमाण पत्र क्रमांक, जन्म प्रमाणपत्र, मृत्यु प्रमाणपत्र, यूडीआईडी
vehicle = गाड़ी, कार, मोटरसाइकिल, बाइक, स्कूटर, स्कूटी, वाहन, ट्रक, ऑटो, टैक्सी, जीप, बस, रिक्शा, ट्रैक्टर, एम्बुलेंस
plate = गाड़ी नंबर, गाड़ी संख्या, वाहन नंबर, वाहन संख्या, नंबर प्लेट, बाइक नंबर, कार नंबर
vin = चेसिस, चेसिस नंबर, चेसिस संख्या
mrn = एमआरएन, यूएचआईडी
chart = हॉस्पिटल नंबर, हॉस्पिटल आईडी, अस्पताल आईडी, सीआर नंबर, सी आर नंबर, सीआर संख्या, अस्पताल नंबर, अस्पताल संख्या, मरीज आईडी, मरीज़ आईडी, मरीज नंबर, मरीज़ नंबर, मरीज क्रमांक, रोगी आईडी, रोगी नंबर, रोगी क्रमांक, रोगी पंजीकरण संख्या, मरीज पंजीकरण संख्या
registration = पंजीकरण आईडी, पंजीकरण संख्या, पंजीयन क्रमांक, रजिस्ट्रेशन नंबर, रजिस्ट्रेशन आईडी, रजि नं
record = लैब आईडी, ओपीडी आईडी, आईपीडी आईडी, भर्ती आईडी, ओपीडी टिकट नंबर, ओपीडी पर्ची नंबर, एमआर नंबर, पर्ची नंबर, पर्ची संख्या, पर्चा संख्या, पर्चा नंबर, ओपीडी नंबर, ओपीडी संख्या, ओपीडी पर्ची, आईपीडी नंबर, आईपीडी संख्या, ओपीडी क्रमांक, आईपीडी क्रमांक, भर्ती संख्या, भर्ती नंबर, भर्ती क्रमांक, केस शीट, नमूना संख्या, नमूना नंबर, नमूना आईडी, सैंपल आईडी, सैंपल नंबर, सैम्पल आईडी, लैब नंबर, जांच संख्या, जाँच संख्या, निक्षय आईडी, रिकॉर्ड नंबर, रिकॉर्ड संख्या, दाखिला नंबर, दाखिला संख्या
paper = फाइल नंबर, फाइल संख्या, फ़ाइल नंबर, केस नंबर, केस संख्या, रिपोर्ट नंबर, रिपोर्ट संख्या, बारकोड, रसीद संख्या, रसीद नंबर, बिल नंबर, बिल संख्या, टोकन नंबर, प्राथमिकी संख्या, अनुक्रमांक, रोल नंबर
clinical = वार्ड, ओपीडी, आईपीडी, भर्ती, छुट्टी, जांच, जाँच, ऑपरेशन, सर्जरी, बेड, लैब, आईसीयू, इलाज, बायोप्सी, स्कैन, एक्स रे, एक्सरे, ईसीजी, एमआरआई, सीटी, अल्ट्रासाउंड, खून, बुखार, पेशाब, डायलिसिस, प्रसव
tissue = सैंपल, सैम्पल, नमूना, बायोप्सी, स्लाइड, स्कैन, एक्स रे, एक्सरे, ईसीजी
member = सदस्य आईडी, सदस्य संख्या, सदस्यता संख्या, सदस्यता नंबर, पॉलिसी नंबर, पॉलिसी संख्या, बीमा नंबर, बीमा संख्या, बीमा पॉलिसी, लाभार्थी आईडी, लाभार्थी संख्या, लाभार्थी नंबर, लाभार्थी क्रमांक, आयुष्मान कार्ड, आयुष्मान कार्ड नंबर, आयुष्मान कार्ड संख्या, गोल्डन कार्ड, आयुष्मान आईडी, आयुष्मान भारत आईडी, आयुष्मान भारत कार्ड, पीएमजेएवाई, पीएमजेएवाई आईडी, पीएम जेएवाई, पीएम जेएवाई आईडी, पीएमजेएवाई नंबर, पीएम जेएवाई नंबर, सीजीएचएस, ईएसआईसी, ईएसआईसी नंबर, ईएसआई नंबर, राशन कार्ड, राशन कार्ड नंबर, राशन कार्ड संख्या, परिवार आईडी, समग्र आईडी, स्वास्थ्य कार्ड, हेल्थ कार्ड
account = खाता संख्या, खाता नंबर, खाता क्रमांक, खाते का नंबर, बैंक खाता, अकाउंट नंबर, बैंक खाते
card = क्रेडिट कार्ड, डेबिट कार्ड, एटीएम कार्ड, एटीएम
cardlabel = कार्ड नंबर, कार्ड संख्या
serial = इम्प्लांट नंबर, सीरियल नंबर, सीरियल संख्या, सीरियल, क्रम संख्या, उपकरण संख्या, उपकरण नंबर
implant = पेसमेकर, इम्प्लांट, प्रत्यारोपण, स्टेंट, पंप, मशीन, प्रत्यारोपित
ip = आईपी, आईपी एड्रेस, आईपी पता, लॉग
session = लॉगिन, लॉग इन
person = मरीज, मरीज़, रोगी, घायल, उनका, उनकी, उनके, उसका, उसकी, उसके, माता, पिता, बेटा, बेटी, पति, पत्नी, बच्चा, बच्चे, मेरा, मेरी, पीड़ित, मृतक, महिला, श्री, श्रीमती, तीमारदार
phone = फोन, फ़ोन, मोबाइल, दूरभाष, हेल्पलाइन, कॉल, टेलीफोन, फैक्स, व्हाट्सएप, व्हाट्सऐप, टोल, संपर्क
refers = मॉडल, अधिसूचना, निविदा, राजपत्र, विज्ञापन, परिपत्र, आदेश, बैच, धारा
sample = उदाहरण, जैसे, नमूने, प्रारूप
recall = वापस, निर्माता
donation = दान, दानदाता, सहायता, राहत, कोष
body = कंपनी, संस्था, समिति, परिषद, ट्रस्ट, न्यास, डॉ, डॉक्टर, चिकित्सक, एनजीओ, निविदा
filler = नं, क्र, नंबर, नम्बर, संख्या, क्रमांक, आईडी, है, का, की, के, था, थी, कार्ड, और, यह, इस, मरीज, मरीज़, रोगी, में
`

// wordsLatinHindi are phrases of Hindi in Latin letters, in the usual
// spellings.
const wordsLatinHindi = `
aadhaar = aadhaar sankhya, adhaar card, adhar card, aadhar card, aadhaar nambar
passport = paasport
driving = gaadi ka licence, gadi ka licence, dl nambar
certificate = praman patra sankhya, pramanpatra sankhya, praman patra number
vehicle = gaadi, gadi, motorcycle, vahan, vaahan
plate = gaadi number, gadi number, gaadi nambar, gaadi no, gadi no, gaadi ka number, gadi ka number, vahan sankhya, bike ka number, car ka number
chart = mareez id, mareez number, mareez no, mariz id, mariz number, marij id, rogi id, rogi number, rogi kramank, mareez ka number, aspatal number, aspataal number
registration = panjikaran sankhya, panjeekaran sankhya, panjiyan kramank, registration ka number
record = parchi number, parchi no, parcha number, parcha no, parchi ka number, bharti number, bharti sankhya, sample ka number, opd parchi, opd ka number
paper = file ka number, report ka number, token ka number
clinical = bharti, ilaaj, ilaj, jaanch
member = labharthi id, labharthi number, labharthi sankhya, sadasya id, sadasyata sankhya, beema number, bima number, bima policy, beema policy, policy ka number, ayushman card ka number, rashan card, rashan card number, rashan card ka number
account = khata number, khata sankhya, khaata number, khata no, khate ka number, bank khata, account ka number
cardlabel = card ka number, atm card number
serial = serial nambar, serial ka number
person = mareez, mariz, marij, rogi, uska, uski, uske, unka, unki, unke, beta, beti, pati, patni, bachcha, bachche, mera, meri, ghayal, mata, pita
phone = sampark
sample = jaise, udaharan
donation = daan, sahayata
body = sanstha, samiti, daktar
filler = nambar, hai, ka, ki, ke, tha, thi, aur, sankhya, kramank, mareez, mein
`

// wordsAbroad are the names of other states' numbers.
const wordsAbroad = `
sin = nas
national = nic, national id, national id number, national id no, national identity, national identity card, national identification number, identity card, identity card no, identity card number, identity number, identification number, citizen id, citizenship number, citizenship no, nin, nric, fin, dni, nie, nif, codice fiscale, pesel, hetu, henkilotunnus, personnummer, personal number, personal identity code, rrn, resident registration, cpf, cnic, nid, bsn, nir, personalausweis, ausweisnummer, id number, id card number, id card no, identity, cedula, curp, emirates id, civil id, iqama
tax = tfn, tax file number, tax id, tax number, steuer id, steueridentifikationsnummer, steuernummer, identifikationsnummer, abn, acn, pps number, ppsn, utr
mbi = medicare card, medicare card number
`

// wordsCounted follow a number of things, which is no name.
const wordsCounted = `
patients people persons adults children women men cases deaths beds doctors nurses staff members households
mg mcg ml g kg iu units mmol million billion thousand lakh lakhs crore crores percent per days weeks months years hours minutes
times rupees dollars pounds visits calls participants volunteers births tests samples readings doses tablets records numbers steps calories
मरीजों मरीज़ों रोगियों लोग लोगों व्यक्ति बच्चे बच्चों महिलाएं महिलाओं मामले मामलों मौतें बिस्तर डॉक्टर प्रतिशत लाख करोड़ हजार हज़ार रुपये रुपए रुपयों
दिन साल वर्ष महीने घंटे मिनट मिलीग्राम ग्राम मिली किलो परिवारों
mareezon logon log maamle din saal hazaar rupaye rupye
`

// wordsCountedOne do so too, or begin what is said next.
const wordsCountedOne = `मरीज मरीज़ रोगी सदस्य परिवार जांच जाँच mareez mariz bachche`

// wordsNumber stand for each other: "OPD number", "OPD नंबर".
const wordsNumber = `no number नंबर नम्बर संख्या क्रमांक नं क्र nambar sankhya kramank`
