package dates

// Who else may own a day in an article that tells of a patient, and what makes
// a person a public one. These are bits of a table of their own.
const (
	oPlain   = 1 << iota // publication, law, conference: plainly not a patient's
	oMaybe               // opened, closed, study: unless the words speak of one person
	oPlace               // an institution, when it is who does something
	oDeed                // what professionals do for themselves: joined, retired, lectured
	oWork                // talks, books and offices of people in public
	oStaff               // who works in medicine
	oCalling             // a profession by which public people are introduced
	oFeat                // an achievement: discovered, founded, Nobel
	oTold                // said, told: another person's birth or death may follow
	oYou                 // you, anyone: a day for whoever it concerns
	oFirst               // described, performed: an achievement behind "first"
	oFound               // what such an achievement brings: a disease, a method
	oPrize               // prize, medal
	oBody                // what a body has: a wound, a fever
)

var ownerWords = []list{
	{oPlain, `approved approval recalled hours event events class classes fair fairs tickets keynote दिवस divas diwas published publishes publication publications edition journal retrieved accessed doi copyright source sources reference references enacted legislation parliament gazette ordinance regulation regulations guideline guidelines
		webinar conference symposium seminar workshop congress inaugurated inauguration inaugurates exhibition fundraiser gala election referendum jayanti
		मुफ्त मुफ़्त निःशुल्क निशुल्क muft nishulk
		law laws act bill statute court supreme verdict ruling treaty directive census budget
		प्रकाशित प्रकाशन संस्करण पत्रिका स्रोत कानून क़ानून अधिनियम विधेयक संसद अधिसूचना दिशानिर्देश अदालत न्यायालय सम्मेलन संगोष्ठी कार्यशाला वेबिनार उद्घाटन समारोह चुनाव जयंती
		prakashit prakashan kanoon kanun adhiniyam sammelan udghatan samaroh jayanti`},
	{oMaybe, `closure marathon ceremony licence license expired expire host hosts hosting hosted welcomes countries country nation nations governments strike union vaccine rollout outbreak देश देशों सरकारें सरकारों टीकाकरण updated update updates reviewed revised issued posted corrected version printed broadcast bulletin newsletter press newspaper magazine announced announcement
		study studies trial trials survey research data enrolled enrolment enrollment recruitment recruited licensed launched launch launches released release rollout campaign
		open opens opening opened close closes closed closing timings appointments bookings booking slots camp camps meeting meetings festival 
		holiday holidays christmas diwali holi eid easter ramadan republic independence thanksgiving celebrated celebrates marks anniversary deadline register registration applications apply tickets
		effective force expires expiry valid offer scheme programme program established founded recall 
		अपडेट समीक्षा संशोधित जारी अखबार अख़बार घोषणा घोषित अध्ययन शोध परीक्षण सर्वेक्षण लागू मंज़ूरी मंजूरी शुभारंभ अभियान
		खुला खुलेगा खुलेगी खुलेंगे खुली खुले शिविर बैठक कार्यक्रम आयोजित आयोजन मेला अवकाश त्योहार त्यौहार दिवाली दीवाली होली ईद क्रिसमस गणतंत्र स्वतंत्रता मनाया मनाई पंजीकरण आवेदन योजना स्थापना स्थापित 
		jaari laagu lagu shivir baithak karyakram ayojit tyohar avkash khulega khulegi panjikaran yojana sthapna adhyayan ghoshna`},
	{oPlace, `hospital clinic centre center department ministry government university college institute board authority agency council committee company foundation association society trust charity school pharmacy laboratory lab helpline website portal app service services blog
		wing building block unit ward canteen library office nhs fda cdc icmr aiims unicef cdsco dcgi nice ema mhra
		अस्पताल क्लिनिक क्लीनिक केंद्र केन्द्र विभाग मंत्रालय सरकार विश्वविद्यालय संस्थान संस्था संगठन समिति बोर्ड परिषद कंपनी प्रयोगशाला फार्मेसी सेवा वार्ड भवन एम्स आईसीएमआर डब्ल्यूएचओ
		aspatal kendra vibhag mantralay sarkar sanstha sansthan`},
	{oDeed, `joined joins joining retired retires retiring graduated qualified trained trains presented award awarded promoted honoured honored leave hired speaker
		नियुक्त सेवानिवृत्त जुड़े जुड़ीं जुड़ी जुड़ेंगे जुड़ेंगी व्याख्यान सम्मानित पदभार प्रशिक्षण छुट्टी niyukt judenge judengi vyakhyan sammanit chhutti chutti`},
	{oWork, `lectures lecture talk elected appointed heads chairs chaired book blog article essay column thesis speech volunteer volunteered founded minister mayor मंत्री mantri किताब पुस्तक लेख kitab lekh`},
	{oStaff, `md mbbs rn phd pharmd frcs nurse nurses therapist physiotherapist pharmacist dietitian dietician consultant specialist registrar matron midwife counsellor technician doctors surgeons team
		नर्स फिजियोथेरेपिस्ट फार्मासिस्ट विशेषज्ञ चिकित्सक सर्जन`},
	{oCalling, `cardiologist surgeon neurosurgeon physician neurologist psychiatrist psychologist psychoanalyst oncologist paediatrician pediatrician gynaecologist gynecologist obstetrician anaesthetist anesthetist anesthesiologist pathologist radiologist dermatologist urologist nephrologist endocrinologist
		virologist bacteriologist microbiologist immunologist epidemiologist ophthalmologist haematologist hematologist gastroenterologist pulmonologist rheumatologist diabetologist biologist biochemist geneticist pharmacologist physiologist anatomist neuroscientist botanist zoologist mathematician statistician
		scientist researcher inventor chemist physicist nurse midwife dentist veterinarian politician statesman author writer novelist playwright poet journalist actor actress comedian singer composer painter sculptor philosopher economist activist reformer philanthropist missionary astronaut cricketer footballer historian
		सर्जन शल्यचिकित्सक चिकित्सक विशेषज्ञ वैज्ञानिक शोधकर्ता आविष्कारक नर्स दाई राजनेता राजनीतिज्ञ नेता लेखक लेखिका उपन्यासकार कवि कवयित्री पत्रकार अभिनेता अभिनेत्री गायक गायिका संगीतकार चित्रकार दार्शनिक अर्थशास्त्री समाजसेवी रसायनशास्त्री भौतिकशास्त्री जीवविज्ञानी गणितज्ञ
		vaigyanik chikitsak lekhak abhineta`},
	{oFeat, `discovered invented pioneered founded cofounded coined laureate nobel discoverer inventor pioneer founder
		आविष्कार आविष्कारक खोजा नोबेल संस्थापक संस्थापिका खोजकर्ता aavishkar avishkar nobel sansthapak`},
	{oTold, `said says told tells recalls recalled reported confirmed explained explains added according remembers operated treated cared कहा बताया बताती बताते कहती कहते इलाज ऑपरेशन kaha bataya`},
	{oYou, `you your anyone anybody everyone everybody every each any applicants visitors आप आपका आपकी आपके हर सभी कोई aap aapka aapki aapke har sabhi`},
	{oFirst, `described performed did used showed carried implanted transplanted proved isolated synthesised synthesized demonstrated identified cultured`},
	{oFound, `it this disease syndrome disorder condition operation procedure technique method virus bacterium bacteria gene drug vaccine test valve transplant device molecule hormone vitamin`},
	{oBody, `wound wounds fever pain pains swelling stitches tube tubes drain cough pulse breathing bleeding rash headache headaches nausea numbness temperature बुखार दर्द सूजन टांके टाँके खांसी खाँसी घाव सांस साँस bukhar dard sujan ghaav`},
	{oPrize, `prize medal award पुरस्कार पदक रत्न puraskar padak`},
}

// moreAgeWords are rarer spellings of 90 to 100, read only in articles that
// tell of a patient.
var moreAgeWords = []string{
	"नव्वे नब्बै navve nabbay", "इक्यान्वे इक्यान्बे इक्कानवे इक्कानबे इकानबे एक्यानवे ikyanwe ekyanve", "बान्वे बान्बे ब्यानवे बयानबे baanwe banwe", "तिरान्वे तिरान्बे तेरानवे तेरानबे त्रानवे tiranwe teranve",
	"चौरान्वे चौरान्बे चोरानवे चौरानवें chauranwe choranve", "पंचान्वे पंचान्बे पचान्वे पिचानवे पिचानबे पिच्यानवे पिच्चानवे पच्चानवे पञ्चानवे pichanve panchanwe pachanwe", "छियान्बे छियानवें छानवे छियाणवे छ्यानवे chhiyanwe chhiyanbe chiyanwe chhianve", "सत्तान्वे सत्तान्बे सतान्वे सतानबे सत्ताणवे sattanwe sattanbe",
	"अट्ठान्वे अट्ठान्बे अठान्वे अठ्ठानवे अठ्ठानबे अंठानवे अट्ठाणवे atthanwe athanwe atthanbe", "निन्यान्वे निन्यान्बे निन्नानवे निन्नानबे निनानवे निनानबे ninyanwe ninnanve ninanve", "एकसौ शत ekasau",
}

// ordinalEnds make an ordinal of a Hindi number word: छियानवेवाँ.
var ordinalEnds = []string{"वां", "वाँ", "वीं", "वें"}
