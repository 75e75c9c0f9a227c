package safety

// lists are the words of each class: English, Hindi, Hindi in Latin letters.
// They were written for this package from general knowledge. Where a term has
// several words, the rarest stands here and the pattern reads the others.
func lists() map[class]string {
	return map[class]string{
		suicide: `suicide suicides suicidal suicidality
			आत्महत्या आत्महत्याएं आत्महत्याएँ आत्महत्याओं आत्मघाती सुसाइड ख़ुदकुशी खुदकुशी ख़ुदकशी खुदकशी ख़ुदक़ुशी
			aatmahatya atmahatya aatmhatya atmhatya khudkushi khudkhushi khudkashi`,
		death: `life lives himself herself themselves myself yourself hanging hanged hung jumped wrists
			जान फांसी फाँसी फंदे फंदा लटक लटका लटकी लटककर
			jaan faansi phansi fansi phaansi latak latka latki`,
		means: `hanging hanged hung noose rope jumped jumping jump tablets pills capsules overdose overdosed overdosing wrists wrist
			weapon gun guns gunshot pistol rifle shotgun firearm firearms shot drowned drowning drown poison poisoned poisoning pesticide pesticides insecticide
			monoxide exhaust garage bridge rooftop roof terrace balcony railway tracks train cliff fan ceiling charcoal helium bleach acid razor knife blade belt dupatta
			metro river well flat forest motel hotel hostel kerosene petrol fire paracetamol burnt
			फांसी फाँसी फंदे फंदा लटक लटका लटकी लटककर लटके कीटनाशक ज़हर जहर ज़हरीला जहरीला सल्फास गोलियां गोलियाँ कूद कूदकर कूदा कूदी छत पुल नदी कुएं कुएँ ट्रेन पटरी पंखे गोली नस कलाई आग तेज़ाब दुपट्टे रस्सी चाकू मेट्रो
			faansi phansi fansi phaansi latak latka latki zeher zehar zahar jahar keetnashak sulphas goliyan goliya kood koodkar kudkar chhat pul nadi kuen patri pankhe goli nas kalai aag dupatte rassi chaku`,
		person: `he she his her him man woman boy girl student farmer actor actress teacher doctor soldier singer teenager mother father son daughter patient pupil officer nurse who husband wife brother sister veteran youth
			वह उसने उन्होंने व्यक्ति युवक युवती छात्र छात्रा किसान महिला पुरुष अभिनेता अभिनेत्री डॉक्टर मरीज़ मरीज लड़के लड़की पति पत्नी बेटे बेटी शिक्षक जवान ने
			usne unhone kisan chhatra chatra yuvak yuvti mahila ladke ladki ne`,
		verdict: `commit commits committed committing commited successful successfully successes failed unsuccessful completed complete completing completes epidemic skyrocket skyrocketed skyrocketing skyrockets soared soaring exploded spate rash wave contagion
			कर ली सफल असफल विफल महामारी बाढ़ kar kiya`,
		note: `note letter diary नोट चिट्ठी पत्र ख़त खत chitthi chitthee khat`,
		reason: `because due after over led drove driven caused blamed reason fed owing since unable
			कारण वजह तंग परेशान चलते दुखी आहत बाद vajah wajah karan kaaran tang pareshan chalte`,
		cure: `cure cures cured curing heal heals healed reverse reverses reversed reversing eliminate eliminates eradicate eradicates banish banishes rid goodbye melts dissolves vanish vanishes disappear disappears destroys kills gone beat ends
			ठीक खत्म ख़त्म समाप्त छुटकारा मुक्ति इलाज उपचार दूर मिटा मिटाता मिटाती मिटाए निजात गायब ग़ायब
			theek thik khatm khatam chhutkara chutkara ilaj ilaaj mukti gayab door mita`,
		wonder: `miracle miraculous magic magical wonder permanent permanently guaranteed instant instantly forever proven secret
			रामबाण शर्तिया पक्का अचूक चमत्कारी चमत्कारिक चमत्कार जड़ हमेशा स्थायी गारंटी गारंटीड
			ramban raambaan shartiya pakka achook achuk chamatkari chamatkar jad jadd hamesha sthayi guarantee`,
		condition: conditionWords,
		lasting:   lastingWords,
		remedy:    remedyWords,
		product:   productWords,
		safe: `safe safely effective guarantee guarantees guaranteed guaranteeing success successful painless harmless accurate foolproof fail fails failed works free cure reliable risk secure
			सुरक्षित असरदार कारगर गारंटी गारन्टी सफल सफलता दर्दरहित प्रभावी
			surakshit asardar asardaar kargar gaurantee garanti safal`,
		harm: `effects effect complications risks risk danger dangers pain इफेक्ट इफ़ेक्ट इफेक्ट्स साइड दुष्प्रभाव नुकसान नुक़सान खतरा ख़तरा जोखिम दर्द side khatra nuksan nuqsan dushprabhav`,
		whole: `percent hundred per completely totally absolutely perfectly entirely no zero without never always everyone everybody free guarantee guarantees guaranteed every foolproof
			प्रतिशत फीसदी फ़ीसदी शत सौ पूरी पूर्णतः बिल्कुल बिलकुल कोई बिना बगैर बग़ैर गारंटी गारन्टी रहित
			poori puri bilkul koi bina bagair guarantee gaurantee garanti pratishat feesdi`,
		best: `best leading finest top number no greatest unrivalled unrivaled unmatched unparalleled class renowned foremost second 1 trusted advanced
			सर्वश्रेष्ठ सर्वोत्तम बेहतरीन अच्छा अच्छे सबसे नंबर नम्बर विश्वस्तरीय अग्रणी sabse sarvashreshth sarvottam nambar vishwastariya`,
		house: `hospital hospitals clinic clinics centre center doctor doctors surgeon surgeons team teams physicians institute department facility specialists specialist experts nurses staff care unit maternity world country
			अस्पताल अस्पतालों डॉक्टर डॉक्टरों क्लिनिक क्लीनिक केंद्र केन्द्र संस्थान सर्जन विशेषज्ञ टीम इलाज aspatal hospital daktar`,
		stopping: `stop quit discontinue skip throw ditch drop off
			बंद बन्द छोड़ छोड़ें छोड़िए छोड़ो रोक
			band bandh chhod chhodo chod chhor chor rok`,
		medicine: medicineWords,
		unit: `mg mcg ug µg μg g gm gms gram grams milligram milligrams microgram micrograms ml millilitre millilitres milliliter milliliters units unit u iu meq mmol
			मिग्रा ग्रा मिलीग्राम माइक्रोग्राम ग्राम मिली मिलीलीटर यूनिट mili miligram`,
		shorthand: `qd qod q u iu ms mso4 mgso4`,
		painkiller: `paracetamol acetaminophen tylenol crocin dolo calpol panadol ibuprofen advil motrin brufen nurofen aspirin disprin ecosprin naproxen aleve loperamide imodium diphenhydramine benadryl
			पैरासिटामोल पेरासिटामोल पैरासीटामॉल पैरासिटामॉल पेरासिटामॉल आइबुप्रोफेन आइबूप्रोफेन आईबुप्रोफेन इबुप्रोफेन एस्पिरिन एस्प्रिन क्रोसिन डोलो paracitamol paracetamole ibuprofin`,
		daily: `day daily hours hourly times days रोज़ रोज दिन प्रतिदिन घंटे घंटों रोज़ाना रोजाना बार din roz rozana ghante baar`,
		risk:  `risk risks likely chance chances odds likelihood danger खतरा ख़तरा जोखिम आशंका संभावना khatra jokhim`,
		change: `cut cuts cutting halve halves halved halving double doubles doubled triple triples tripled quadruple reduce reduces reduced reducing lower lowers lowered slash slashes slashed raise raises raised increase increases increased drop drops fell falls fall fold twofold threefold half times higher likely twice
			आधा आधी दोगुना दुगना दुगुना तिगुना तीनगुना कम बढ़ बढ़ा बढ़ाता बढ़ जाता घट घटा aadha adha dugna doguna dogna kam badh`,
		sex: `sex gender boy girl male son लिंग लड़का लड़की बेटा बेटी पुत्र ling ladka ladki beta beti putra`,
		unborn: `baby babies fetus foetus fetal foetal unborn pregnancy pregnant prenatal ultrasound scan birth child womb ivf
			गर्भ गर्भवती शिशु बच्चे बच्चा भ्रूण अल्ट्रासाउंड सोनोग्राफी होगा प्राप्ति होने जांच जाँच परीक्षण
			garbh bachche bacche bachcha bhrun ultrasound sonography hoga hogi prapti jaanch janch hone`,
		acute: `droops droop numb slurred stroke strokes attack chest choking chokes anaphylaxis anaphylactic overdose overdosed overdosing unconscious breathing breathe poisoning poisoned poison seizure seizures bleeding swallowed swallows snakebite snake drowning drowned electrocution sepsis infarction arrest
			स्ट्रोक पक्षाघात लकवा लकवे दौरा दौरे दौड़ा सीने छाती ज़हर जहर बेहोश बेहोशी सांस साँस साँप सांप रक्तस्राव खून ख़ून गला दम
			lakwa lakva daura daure seene chhati zeher zehar zahar jahar behosh saans sans saanp khoon dam`,
		waiting: `wait waiting waits delay put hold instead before need sleep ignore home later rest rush drink call calling try only
			इंतज़ार इंतजार इन्तज़ार इन्तजार प्रतीक्षा रुकें रुकिए घरेलू ज़रूरत जरूरत आवश्यकता बजाय जगह देर सुबह
			intezar intezaar intazar intzaar ruken rukein rukiye gharelu zaroorat zarurat jarurat bajay jagah`,
		urgent: `emergency emergencies immediately urgent urgently away once ambulance
			आपात आपातकालीन आपातकाल आपातस्थिति इमरजेंसी इमरजेन्सी तुरंत तुरन्त फौरन फ़ौरन एम्बुलेंस एंबुलेंस turant fauran emergency ambulance aapatkal`,
		calling: `call calls calling dial dialling phone text ring helpline helplines lifeline hotline line number numbers contact reach crisis us india uk
			कॉल फोन फ़ोन डायल हेल्पलाइन नंबर नम्बर पर संपर्क एम्बुलेंस एंबुलेंस मदद पुकारें मिलाएं मिलाएँ मिलाइए phone fon nambar dial helplain sampark par`,
		lifeline: `lifeline samaritans vandrevala aasra telemanas manas मानस वंद्रेवाला वांद्रेवाला आसरा सामरिटन्स समारिटन्स befrienders childline icall papyrus findahelpline jeevan`,
		doubt: `myth myths false falsely claim claims claimed claiming scam scams fraud frauds fraudulent hoax hoaxes fake rumour rumours rumor rumors misleading untrue unproven debunked misinformation disinformation quack quacks quackery bogus beware misconception misconceptions supposed supposedly allegedly unfounded wrong nonsense illegal forbids prohibits prohibited
			मिथक मिथ भ्रम भ्रांति भ्रान्ति झूठ झूठा झूठी झूठे गलत ग़लत अफवाह अफ़वाह अफवाहें अफ़वाहें दावा दावे दावों भ्रामक फर्जी फ़र्ज़ी ठगी अंधविश्वास सावधान गैरकानूनी ग़ैरक़ानूनी
			mithak mith jhooth jhoot jhooti jhoota galat afwah afwaah daava farzi andhvishwas savdhan`,
		negation: `no not never none nothing nor neither cannot cant without t hardly nobody isn doesn don won aren unlikely rarely`,
		nahin:    `नहीं न मत ना नही nahi nahin nahee mat nai`,
		percent:  `percent hundred cent प्रतिशत फीसदी फ़ीसदी शत सौ pratishat feesdi`,
		amount: `percent cent half third quarter fifth thirds twice fold twofold threefold times halve halves halved halving double doubles doubled doubling triple triples tripled tripling quadruple quadruples likely
			आधा आधी दोगुना दुगना दुगुना तिगुना गुना प्रतिशत फीसदी फ़ीसदी aadha adha dugna doguna dogna guna pratishat`,
		roman:     `hai hain ka ki ke ko se mein kar karo karein karen dein nahi nahin lein aur hoga hota hone yeh koi bina sabse bilkul poori puri khatm khatam theek chhod chhodo band dawa dawai jad hamesha shartiya ramban ho aatmahatya khudkushi ling putra ladka guarantee gharelu intezar ruken lena lene khana apni apne aapki jaan kisi`,
		sworn:     `guarantee guarantees guaranteed gaurantee garanti fail fails गारंटी गारन्टी`,
		tarry:     `wait waits waiting delay off try only`,
		dodge:     `instead home sleep ignore`,
		hurt:      `harm harming injury injuries injuring`,
		needless:  `longer instead replace replaces replaced need ज़रूरत जरूरत आवश्यकता zaroorat zarurat jarurat`,
		ending:    `took take takes taken taking end ended ends ending kill killed kills killing hang hanged hangs hung दे दी देने ले ली लगा de di le li laga`,
		merely:    `only just merely केवल सिर्फ सिर्फ़`,
		shortened: `dr mr mrs ms prof st vs approx डॉ श्री मि मा eg ie`,
		numero:    `no नं nos`,
		treated: `treatment treatments therapy procedure procedures surgery operation operations hospital clinic doctor doctors surgeon surgeons medicine medicines remedy drug drugs tablet tablets pill pills tea supplement supplements vaccine vaccines scan test tests transplant ivf method technique laser injection injections our patients patient cure cures
			इलाज उपचार दवा दवाई ऑपरेशन सर्जरी थेरेपी अस्पताल डॉक्टर टीका हमारे हमारी हमारा टेस्ट जांच जाँच ilaj ilaaj dawa dawai operation hamare hamara hamari`,
		apart:    `gene genes inhibitor inhibitors substrate bomber bombers bombing bombings attack attacks vest squad mission assisted assist euthanasia hotline tree door doors हमला हमले हमलावर दस्ता इच्छामृत्यु`,
		occasion: `week day month awareness दिवस सप्ताह diwas`,
		story:    `signs sign symptoms symptom warning aid emergency act recognise recognize spot help do लक्षण संकेत पहचान पहचानें प्राथमिक आपात lakshan sanket pehchan`,
	}
}
