package dates

// list is words that share bits.
type list struct {
	bits  uint32
	words string
}

// whenWords are in English, Hindi and Hindi in Latin letters.
var whenWords = []list{
	{wMonth, `january february april june july august september october november december
		jan feb apr jun jul aug sep sept oct nov dec
		जनवरी फरवरी फ़रवरी मार्च अप्रैल अप्रेल मई जून जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर
		janvari janwari janavari farvari farwari faravari aprail epril joon julai agast sitambar sitamber aktubar aktoobar oktobar navambar navamber disambar disamber`},
	{wMonth | wDoubtful, `may march mar mai`},
	{wBirth, `born stillborn पैदाइश birth birthdate birthday birthdays bday जन्म जन्मा जन्मी जन्मे जन्मदिन जन्मदिवस जनम पैदा janm janma janmi janam janme janmdin janamdin paida`},
	{wBirth | wLabel, `dob birthdate जन्मतिथि जन्मतिथी जन्मतारीख जन्मतारीख़ डीओबी janmtithi janamtithi janmatithi`},
	{wDeath, `died dies death dead deceased expired succumbed demise मृत्यु मौत निधन देहांत देहान्त मृत स्वर्गवास इंतकाल गुजर mrityu maut nidhan dehant swargwas guzar gujar killed buried funeral`},
	{wPair | wLabel, `doa dod dos edd lmp`},
	{wCare, `admitted admission readmitted discharged discharge hospitalised hospitalized hospitalisation hospitalization operated intubated extubated ventilated
		भर्ती भरती दाखिल दाख़िल डिस्चार्ज
		bharti bhartee dakhil daakhil`},
	{wClinical, `छुट्टी chhutti chutti`},
	{wPair | wPublic, `passed passes released`},
	{wPair, `section u lost service encounter c बी घर ghar broke छोड़ chhod breathed breath दौरा daura सांस admit positive life attack labor labour due b away बसे बसीं बसी base basi तोड़ा तोड़`},
	{wClinical, `surgery surgeries procedure scan mri ultrasound operation transplant transplanted transplantation underwent diagnosed diagnosis biopsy transfusion seizure chemotherapy chemo radiotherapy dialysis angioplasty
		stent bypass pacemaker ventilator coma mastectomy caesarean cesarean delivery mammogram colonoscopy endoscopy implanted implant stroke miscarried miscarriage relapse relapsed amputated amputation
		ऑपरेशन आपरेशन सर्जरी शल्यक्रिया प्रत्यारोपण डिलीवरी प्रसव कीमोथेरेपी डायलिसिस इलाज बायोप्सी एंजियोप्लास्टी ट्रांसप्लांट कोमा वेंटिलेटर वेन्टिलेटर पेसमेकर स्टेंट बाईपास बायपास एमआरआई स्ट्रोक गर्भपात
		opreshan sarjari dilivari prasav ilaaj ilaj prasuti`},
	{wLoose, `delivered shot stay taken photographed radiograph xray flown airlifted left saw treating cured healed rang suicide attempted scanned tested accident injured replaced replacement removed vaccinated जांच जाँच दुर्घटना jaanch janch
		visited visit visits seen came arrived appointment consulted consultation treated treatment presented examined brought rushed referred transferred collapsed fell followup went checkup returned received recovered
		आया आई आए आयी आये लाया लाई लाए लाये दिखाया दिखाने पहुंची पहुंचे पहुंचा पहुँचा पहुँची पहुँचे चेकअप लौटा लौटी लौटे घायल हादसा हादसे आत्महत्या आईं अपॉइंटमेंट मुलाकात
		aaya aayi aaye laya laaya laye dikhaya dikhane pahuncha pahunchi pahunche lauta lauti laute ghayal`},
	{wPublic, `published publishes publish posted updated reviewed release releases issued opens opened opening open opens inaugurated launched launch launches joins joined join joining
		enrolled enrolment enrollment recruited closes closed approved approval signed enacted law effective effect force
		announced announces announcement declared founded established register registration deadline due conference webinar workshop event events celebrated celebrates observed marked marks
		retrieved accessed edition volume recall recalled filed entered voted accepted meeting met hearing trial study survey data report reported reports budget anniversary expires expiry valid
		held hosted talk talks lecture keynote speech award awarded prize spoke wrote tweeted launched appointed hired elected retired camp camps drive available
		प्रकाशित जारी उद्घाटन लागू खुलेगा खुला खुलेगी शिविर सम्मेलन कार्यक्रम दिवस घोषणा घोषित अध्ययन परीक्षण अपडेट आयोजित मनाया स्थापना स्थापित पंजीकरण कानून अधिनियम रिपोर्ट आंकड़े नियुक्त जुड़ेंगे जुड़ेंगी जुड़े जुड़ी शामिल
		prakashit jaari jari udghatan laagu lagu khulega khulegi shivir sammelan karyakram divas ghoshna adhyayan`},
	{wPublic | wWeak, `began begins begun starts started start ended ends end finished completed शुरू शुरुआत shuru`},
	{wCentury, `centenarian nonagenarian supercentenarian शतायु`},
	{wUnit, `year years yr yrs y साल वर्ष बरस सालों saal sal varsh baras`},
	{wYearOld, `वर्षीय वर्षीया वर्षिय varshiya varshiy varshey`},
	{wAged, `age aged उम्र उमर आयु umar umr aayu ayu`},
	{wBound, `over above older under below least most than maximum minimum max limit अधिकतम न्यूनतम adhiktam nyunatam younger beyond past until till upto between exceeding greater plus
		अधिक ज्यादा ज़्यादा ऊपर उपर कम पार उससे इससे adhik zyada jyada upar uupar kam usse isse`},
	{wStatistic, `mean median expectancy percent incidence prevalence cohort participants ranged range ranging percentile lifespan demographic statistics rate rates likelihood chance odds
		औसत दर प्रतिशत प्रत्याशा प्रतिभागियों ausat pratishat`},
	{wBecome, `is was am m s turn turned turns turning became be`},
	{wExample, `example examples format sample उदाहरण प्रारूप`},
}

var whoWords = []list{
	{pPatient, `patient pt inpatient outpatient donor recipient claimant deceased
		मरीज मरीज़ रोगी मरीजा मरीज़ा पेशेंट mareez mariz marij mareej rogi maarij`},
	{pKin, `mother father mummy mom mum dad son daughter brother sister wife husband grandmother grandfather grandma grandpa granny nana aunt uncle niece nephew grandson granddaughter cousin widow widower
		मां माँ माता पिता पिताजी बेटा बेटे बेटी भाई बहन पत्नी पति दादी दादा नानी नाना दादाजी चाचा चाची मौसी बुआ सास ससुर पोता पोती अम्मा बाबूजी
		maa mata pita pitaji papa beta bete beti bhai behen behan patni pati dadi daadi dada nani naani saas sasur amma chacha chachi mausi`},
	{pPerson, `woman man boy girl lady gentleman baby infant newborn toddler child teenager person resident survivor victim veteran farmer retiree widow female male pensioner villager runner neighbour neighbor teen schoolboy schoolgirl twin twins triplets quadruplets newlywed
		महिला पुरुष लड़का लड़की बच्चा बच्चे बच्ची शिशु नवजात बुजुर्ग बुज़ुर्ग वृद्ध वृद्धा युवक युवती व्यक्ति किसान आदमी औरत बालक बालिका
		mahila purush ladka ladki bachcha bachchi bachche bachha bachhi shishu navjat bujurg buzurg vriddh vriddha yuvak yuvati vyakti kisan aadmi aurat`},
	{pPronoun, `whose he she him her his hers himself herself उसको उनको इसे इनको usko unko isko inko usse वह उन्हें उनकी उनका उनके उसकी उसका उसके उसे उन्होंने उसने इनकी इनका इन्हें unhe unhen unki unka unke uski uska uske unhone usne woh`},
	{pFirst, `i me my myself mine मैं मेरा मेरी मेरे मुझे मैंने मुझको हमारे mera meri mere mujhe maine mai mujhko`},
	{pTitle, `mr mrs ms miss smt shri श्री श्रीमती कुमारी shrimati`},
	{pDoctor, `dr prof professor doctor surgeon chief director dean chairman chairwoman chair spokesman spokeswoman chaplain निदेशक nideshak डॉ डॉक्टर डॉक्टरों प्रोफेसर प्रोफ़ेसर doktar doctor`},
	{pPlural, `patients women men people adults children babies infants participants those persons seniors elders residents boys girls volunteers individuals centenarians nonagenarians workers subjects employees survivors students members citizens applicants mothers fathers parents Americans Indians visitors everyone anyone
		मरीजों मरीज़ों रोगियों महिलाओं पुरुषों बच्चों लोगों लोग शिशुओं बुजुर्गों बुज़ुर्गों व्यक्तियों प्रतिभागियों वयस्कों महिलाएं नागरिकों वृद्धों
		mareezon marizon rogiyon mahilaon bachchon bachhon logon log bujurgon buzurgon vyaktiyon`},
	{pThing, `it building house school university college institute institution foundation society department museum library bridge tree oak banyan tradition technique method law act idea agency office movement company organisation organization newspaper journal magazine
		program programme project service website web temple church city town village river machine device drug vaccine discovery invention theory history custom practice business firm factory club league association council treaty war bar army navy military court prison jail evidence speech book paper article essay film thesis research record recipe mystery question problem study debate
		डब्ल्यूएचओ एनएचएस यूनिसेफ आईसीएमआर एम्स
		नाम इमारत भवन स्कूल विद्यालय विश्वविद्यालय संस्था संस्थान पेड़ परंपरा परम्परा मेहनत इतिहास गारंटी यात्रा पुल मंदिर कंपनी कानून तरीका सेवा संग्रहालय योजना अनुभव सफर
		imarat bhavan vidyalaya sanstha sansthan ped parampara mehnat itihas mandir company kanoon`},
	{pHospital, `hospital hospice clinic ward icu nicu picu emergency ambulance paramedics opd ed er centre center unit bed theatre doctors nurses nurse
		अस्पताल अस्पतालों क्लिनिक क्लीनिक वार्ड आईसीयू ओपीडी इमरजेंसी केंद्र aspatal haspatal klinik ward`},
	{pHistoric, `president minister king queen emperor nobel laureate discovered invented inventor pioneer pioneered philosopher poet saint scientist physicist chemist novelist actor actress singer composer politician senator laureate founder founded historian century gandhi nightingale jayanti jayanthi prince princess pope
		राष्ट्रपति प्रधानमंत्री राजा रानी महारानी नोबेल आविष्कार आविष्कारक वैज्ञानिक कवि लेखक संस्थापक जयंती जयन्ती गांधी गाँधी स्वतंत्रता अभिनेता अभिनेत्री नेता शताब्दी
		rashtrapati pradhanmantri vaigyanik kavi jayanti`},
	{pEpidemic, `covid coronavirus epidemic pandemic outbreak ebola sars mers virus influenza wuhan lockdown cholera quarantine
		कोविड कोरोना कोरोनावायरस महामारी प्रकोप वायरस लॉकडाउन corona mahamari vayras`},
	{pCase, `case infection incident incidents infected मामला संक्रमण`},
	{pCompound, `portal guide handbook leaflet information safety council advocate advocates representative advisory education experience satisfaction rights drive drives services
		support group groups transport parking records stories families liaison navigator volume volumes numbers care app hotline helpline line
		week day month forum panel registry list database room rooms tower pavilion beds area bus newsletter flow privacy
		consent form forms organisations survey surveys report data meeting event conference study trial register passport hub programme
		program पोर्टल गाइड सहायता सुरक्षा पंजीकरण अधिकार dinner family`},
	{pAnybody, `until unless you your every each any anyone whether आप हर aap har`},
	{pAverage, `average typical typically औसतन ausatan`},
	{pSomeone, `person someone somebody`},
	{pLeads, `performed performs led leads heads chairs pioneered operates`},
	{pOld, `old`},
	{pBody, `knee knees hip hips heart valve kidney liver lung lungs eye eyes cataract tumour tumor breast spine shoulder leg arm ankle wrist legs arms feet foot hand hands chest stomach skin wound bladder bowel colon prostate ovary womb thyroid jaw throat neck finger toe gallbladder appendix uterus blood घुटना घुटने घुटनों दिल हृदय किडनी गुर्दा गुर्दे लिवर फेफड़ा फेफड़े पैर हाथ छाती आंख आँख आँखों आंखों कूल्हा कूल्हे रीढ़ ghutna ghutne dil kidni aankh`},
	{pTrade, `teacher nurse engineer soldier officer driver shopkeeper lawyer weaver carpenter tailor homemaker housewife artist priest nun banker clerk librarian baker gardener musician fisherman shepherd labourer laborer accountant swimmer cyclist शिक्षक शिक्षिका अध्यापक सैनिक फौजी गृहिणी दुकानदार दर्जी मजदूर शिक्षिका shikshak shikshika sainik fauji`},
	{pCount, `cases deaths fatalities casualties infections thousand million hundreds thousands crore lakh toll मामले मामलों मौतें मौतों हजार हज़ार लाख करोड़`},
}

// dayWords are the days of a month in words. Left out is Hindi "do" in Latin
// letters, which is an English word.
var dayWords = []string{
	"one first एक पहली ek pehli", "two second दो दूसरी do", "three third तीन तीसरी teen", "four fourth चार चौथी chaar char", "five fifth पांच पाँच paanch panch",
	"six sixth छह छः छे chhah chheh", "seven seventh सात saat", "eight eighth आठ aath", "nine ninth नौ nau", "ten tenth दस das",
	"eleven eleventh ग्यारह gyarah", "twelve twelfth बारह barah baarah", "thirteen thirteenth तेरह terah", "fourteen fourteenth चौदह chaudah", "fifteen fifteenth पंद्रह पन्द्रह pandrah",
	"sixteen sixteenth सोलह solah", "seventeen seventeenth सत्रह satrah", "eighteen eighteenth अठारह atharah", "nineteen nineteenth उन्नीस unnis unnees", "twenty twentieth बीस bees bis",
	"इक्कीस ikkis ikkees", "बाईस बाइस bais baees", "तेईस तेइस teis teees", "चौबीस chaubis chaubees", "पच्चीस pachchis pachchees pachis",
	"छब्बीस chhabbis chhabbees", "सत्ताईस सत्ताइस sattais", "अट्ठाईस अठाईस attais athais", "उनतीस untis untees", "thirty thirtieth तीस tees", "इकतीस इकत्तीस iktis iktees",
}

// ageWords are 90 to 100 in words. Hindi spells most of them in several ways.
var ageWords = []string{
	"ninety nineties ninetieth नब्बे नब्बें nabbe", "इक्यानवे इक्यानबे इकानवे ikyanve ikyanbe ikyaanve", "बानवे बानबे बयानवे banve baanve bayanve baanbe",
	"तिरानवे तिरानबे tiranve tiraanve tiranbe", "चौरानवे चौरानबे chauranve chauraanve chauranbe", "पंचानवे पचानवे पंचानबे पचानबे panchanve pachanve pachaanve panchanbe",
	"छियानवे छियानबे छियान्वे chhiyanve chiyanve chhiyaanve", "सत्तानवे सत्तानबे सतानवे sattanve sattaanve satanve", "अट्ठानवे अट्ठानबे अठानवे अठानबे atthanve athanve atthaanve",
	"निन्यानवे निन्यानबे ninyanve ninyaanve ninyanbe", "hundred hundredth सौ sau",
}
