package person

// What a word can be about a name. A word may be several of these.
const (
	given       uint32 = 1 << iota // a given name and little else
	givenWord                      // a given name and an ordinary word
	surname                        // a surname
	surnameWord                    // a surname and an ordinary word
	common                         // a word that titles write with a capital
	title                          // Mrs, श्रीमती: anybody's
	staffTitle                     // Dr, Nurse, डॉ.: a professional's, or public office
	credential                     // MD, RN: behind a professional's name
	role                           // cardiologist, director, minister
	staffVerb                      // leads, performs: what staff do
	org                            // Hospital, Road: what is named for people
	placeBefore                    // Saint, Lake, Hurricane
	eponymNoun                     // syndrome, procedure: named for a discoverer
	hindi                          // a postposition of Hindi, in either script
	particle                       // de, van: inside a name
	staffNoun                      // team, study: what belongs to a professional
)

// What a word says of somebody's being a patient.
const (
	patient   uint32 = 1 << iota // one person in care
	people                       // several: the sentence is about no one
	passive                      // admitted, treated: with was, of a patient
	event                        // underwent, overdosed: of a patient in itself
	treat                        // surgery, tumour, recovery
	have                         // had, received: before treat
	be                           // was, been
	ward                         // bed, room, ICU
	relation                     // wife, mother, S/o
	pronoun                      // he, her, वह
	unit                         // years, वर्षीय: behind an age
	speech                       // said, बताया
	changed                      // pseudonym, बदला
	named                        // name, naam, नाम
	record                       // MRN, DOB
	our                          // our, here, हमारे
	study                        // research, award: behind treat it is no illness
	small                        // village, taluk
	rare                         // rare, first, only
	public                       // mayor, sarpanch, priest
	kin                          // twins, daughters: an exact family picture
	cause                        // Justice, Pray: at the head of a hashtag
	agent                        // ने, ne: the one who acts
	meet                         // meet, thank: before the one a story is about
	hindiCare                    // भर्ती: in care
	hindiDone                    // a Hindi verb that ends a patient's event
)

// wordList is the words of one kind, parted by blanks.
type wordList struct {
	bits  uint32
	words string
}

// nameWords are the words beside names.
var nameWords = []wordList{
	{title, `Mr Mrs Ms Miss Mx Mister Missus Master Smt Shri Sri Shree Shrimati Srimati Kum Sushri Shreeman Begum Mst Mstr Señor Señora Senora
		श्री श्रीमती श्रीमति कुमारी सुश्री श्रीमान बेबी मास्टर मोहतरमा जनाब`},
	{staffTitle, `Dr Drs Doctor Prof Professor Nurse Sister Matron Surgeon Chief Pt Vaidya Hakim Capt Captain Col Colonel Maj Major Gen General Lt Lieutenant Sgt Rev Reverend Father Pastor Rabbi Imam Hon Honourable Honorable Justice Judge Senator Congressman Congresswoman Congressmember Representative Rep Sen Gov Governor President Minister Secretary Ambassador Mayor Councillor Sir Dame Lord Lady King Queen Prince Princess Pope Saint Swami Baba Maharishi Emperor Empress Maharaja Raja Nawab Sheikh Sultan Chairman Chairwoman Chancellor Premier Detective Officer Commissioner Sarpanch
		डॉ डा डाॅ डॉक्टर डाक्टर प्रो प्रोफेसर प्रोफ़ेसर वैद्य हकीम नर्स सिस्टर कर्नल मेजर कैप्टन ब्रिगेडियर न्यायमूर्ति मंत्री प्रधानमंत्री मुख्यमंत्री स्वास्थ्यमंत्री राष्ट्रपति राज्यपाल सांसद विधायक स्वामी महाराज राजा रानी महारानी बाबा संत भगवान लेखक कवि अभिनेता अभिनेत्री गायक क्रिकेटर`},
	{credential, `MD MBBS PhD DPhil PharmD RN LPN NP PA BSN MSN DNP FRCS FRCP MRCP MRCS MS DNB DM MCh DO DDS DMD DVM MPH MPA MBA MSW LCSW LPC RD RDN RPh DPT PT OT OTR CNM CRNA FACS FACC FACP FRCOG MRCOG FRCA FRCPCH MRCGP FNB BDS MDS BAMS BHMS BUMS BPT MPT DGO DCH DA JD EdD PsyD BSc MSc MA BA CEO CFO CMO CNO COO CIO OBE MBE CBE MHA MHS CPNP FNP APRN CHES BCPS RRT SLP CCC
		एमडी एमबीबीएस एमएस डीएम पीएचडी एमसीएच डीएनबी एफआरसीएस बीएएमएस`},
	{role, `cardiologist oncologist neurologist surgeon neurosurgeon paediatrician pediatrician obstetrician gynaecologist gynecologist urologist nephrologist hepatologist gastroenterologist pulmonologist dermatologist psychiatrist psychologist radiologist pathologist anaesthetist anesthesiologist anaesthesiologist haematologist hematologist endocrinologist rheumatologist ophthalmologist optometrist dentist orthopaedist orthopedist physiotherapist epidemiologist virologist geriatrician neonatologist intensivist internist hospitalist immunologist allergist podiatrist audiologist microbiologist biologist biochemist geneticist chemist botanist anatomist physiologist
		physician doctor doctors clinician nurse midwife matron pharmacist dietitian dietician nutritionist therapist counsellor counselor technician technologist paramedic sonographer phlebotomist orderly chaplain specialist consultant resident intern registrar fellow trainee practitioner researcher researchers scientist scientists professor lecturer investigator statistician author authors editor writer reporter journalist photographer illustrator translator reviewer columnist historian blogger producer director directors head chief chair chairman chairwoman chairperson president manager coordinator co administrator superintendent supervisor officer executive spokesman spokeswoman spokesperson secretary minister commissioner senator congressman congresswoman governor representative advocate attorney lawyer judge librarian educator instructor teacher trainer coach founder cofounder trustee ambassador volunteer volunteers staff staffer employee colleague leader lead inventor explorer philosopher economist designer developer engineer programmer owner spokespeople analyst architect strategist founders dean provost principal expert experts actor actress singer comedian cricketer footballer swimmer boxer novelist poet playwright musician president celebrity queen king prince princess emperor pope philanthropist benefactor activist campaigner assistant associate deputy 		विशेषज्ञ चिकित्सक सर्जन फिजिशियन निदेशक अधीक्षक प्रमुख अध्यक्ष विभागाध्यक्ष प्राध्यापक शोधकर्ता वैज्ञानिक मंत्री सचिव आयुक्त कलेक्टर जिलाधिकारी प्रवक्ता प्रबंधक समन्वयक परामर्शदाता फार्मासिस्ट नर्स दाई लेखक लेखिका संपादक पत्रकार अभिनेता अभिनेत्री गायिका खिलाड़ी क्रिकेटर प्रशिक्षक आहार रेजिडेंट तकनीशियन मनोचिकित्सक मनोवैज्ञानिक फिजियोथेरेपिस्ट कार्यकर्ता स्वयंसेवक संस्थापक मुख्यमंत्री प्रधानमंत्री राष्ट्रपति सीईओ कर्मचारी
		visheshagya chikitsak nideshak`},
	{staffVerb, `leads led heads headed directs directed chairs chaired runs oversees oversaw manages managed joins joined specialises specializes specialised specialized practises practices practiced performs performed operates explains explained advises advised teaches taught answers answered recommends recommended reminds studies studied researches researched coordinates coordinated founded wrote writes treats diagnosed examined presents presented discovered invented described developed pioneered demonstrated published testified supervises supervised edited reviewed moderated hosts hosted lectured prescribed teach lead explain answer host present discuss discusses talks speaks spoke introduces appointed promoted trained volunteers volunteered retires cares serves served works donated welcomed announced inaugurated`},
	{org, `Hospital Hospitals Clinic Clinics Center Centre University College School Institute Institution Foundation Trust Society Association Memorial Medical Health Healthcare Library Museum Road Street Avenue Boulevard Drive Bridge Building Tower Wing Pavilion Stadium Airport Station Act Bill Law Award Awards Prize Medal Fund Fellowship Scholarship Lecture Study Trial Cohort Report Commission Committee Council Foundation Inc Ltd LLC LLP Corp Corporation Company Co Pharma Pharmaceuticals Laboratories Laboratory Labs Lab Press Publishing Group Network Partners Church Cathedral Temple Mosque County City Township State Island Islands River Valley Beach Bay Springs Falls Heights Dam Railway Express Nagar Marg Chowk Bhavan Bhawan Vihar Colony Puram Yojana Abhiyan Sansthan Aspatal Kendra Mission Ashram Ward Auditorium Campus Square Plaza Mall Market Hotel Hostel Sanatorium Dispensary Nursing Home Charity Charities Archive Collection Academy Program Programme Project Initiative Campaign Parkway Highway Terrace Court Gardens Canal Harbor Harbour Fort Peak Mountain Mountains Desert Reservoir Regiment Base Cup Trophy Day Week Walk Run Marathon
		अस्पताल हॉस्पिटल चिकित्सालय मेडिकल कॉलेज विश्वविद्यालय संस्थान ट्रस्ट फाउंडेशन योजना मार्ग नगर रोड चौक भवन विहार स्टेशन पुरस्कार मिशन अभियान केंद्र केन्द्र विद्यालय स्कूल मंदिर मेमोरियल स्मारक अधिनियम कॉलोनी बाग आश्रम जयंती हवाई एक्सप्रेस आयुर्विज्ञान क्लिनिक हॉपकिंस हॉपकिन्स`},
	{placeBefore, `Saint St Sainte San Santa Santo Mount Mt Lake Fort Ft Port Cape Camp Hurricane Cyclone Typhoon Storm Los Las El Villa Casa Rio Point Isle Glen Castle King Queen Prince Princess Lady Lord Our Dear Team Project Operation Class Hotel`},
	{eponymNoun, `disease diseases syndrome syndromes disorder palsy lymphoma lymphomas sarcoma tumor tumour ophthalmopathy thyroiditis contracture chorea ataxia anemia anaemia dystrophy phenomenon sign signs test tests score scale method criteria criterion law procedure procedures manoeuvre maneuver operation technique stain reflex cells cell bodies esophagus oesophagus fracture nodes spots triad classification staging index formula equation effect theory principle model catheter tube forceps cannula clamp retractor bag position position incision point area canal gland glands duct loop nephritis mutation syndrome questionnaire inventory rule ulcer oil root berry chart diet gene genes virus fever lab trial study studies
		रोग बीमारी सिंड्रोम लिंफोमा पाल्सी टेस्ट विधि परीक्षण`},
	{hindi, `का की के को ने से में पर वाले वाली ka ki ke ko ne kaa kee mein`},
	{particle, `de la del van von der den bin binti ibn al el dos das da di du ap abu ben`},
	{staffNoun, `team study research clinic practice lab laboratory patients book books paper papers colleagues office students lecture theory findings staff group work department discovery experiment experiments vaccine invention
		टीम देखरेख निगरानी नेतृत्व अध्यक्षता शोध किताब पुस्तक अनुसार मार्गदर्शन निर्देशन सलाह मुताबिक मुताबिक़ नेतृत्व team anusaar anusar netritva dekhrekh`},
}

// careWords are the words that say who is a patient.
var careWords = []wordList{
	{patient, `patient survivor recipient inpatient outpatient sufferer amputee newborn mareez marij mariz mareej rogi marees
		मरीज मरीज़ रोगी मरीजा पीड़ित पीड़िता प्रसूता`},
	{people, `patients people women men children adults participants persons individuals families survivors recipients everyone anyone those babies volunteers cases
		मरीजों मरीज़ों रोगियों लोगों लोग महिलाओं बच्चों व्यक्तियों mareezon`},
	{passive, `diagnosed admitted treated operated hospitalised hospitalized discharged transferred rushed airlifted resuscitated intubated transplanted sedated vaccinated immunised rehospitalized readmitted referred ventilated brought wheeled prescribed medicated biopsied cured rescued revived screened stabilised stabilized delivered saved fitted implanted quarantined infected wounded injured burned burnt bitten paralysed paralyzed`},
	{event, `underwent undergoing undergo undergoes survived survives survive beat beats overdosed overdose recovered recovering recovers recuperating battled battling battles relapsed miscarried collapsed suffered suffers suffering convalescing conquered conquers defeated defeats overcame overcomes fought fights fighting fainted attempted rang rings bravely coded
		हराया हराने हराकर जीती जीता जीतकर मात उबर उबरे उबरीं उबरी`},
	{treat, `surgery surgeries operation transplant treatment treatments diagnosis chemotherapy chemo radiotherapy radiation dialysis tumor tumour cancer leukemia leukaemia lymphoma melanoma bypass stent pacemaker amputation mastectomy hysterectomy lumpectomy appendectomy caesarean cesarean delivery biopsy colonoscopy angioplasty recovery illness condition disease infection stroke seizure seizures fracture injuries burns overdose addiction sobriety miscarriage abortion pregnancy labour labor stillbirth twins kidney liver heart lung lungs cornea knee hip replacement implant tuberculosis TB malaria dengue HIV AIDS hepatitis diabetes asthma epilepsy schizophrenia depression dementia psychosis Alzheimer pneumonia COVID sepsis anaemia anemia thalassemia thalassaemia leprosy scan scans xray MRI admission hospitalization hospitalisation discharge ventilator prosthesis prosthetic remission relapse therapy rehab rehabilitation detox symptoms prognosis vaccine jaundice paralysis cataract hernia gallbladder appendix gallstones aneurysm meningitis encephalitis autism ADHD bipolar anorexia bulimia psoriasis lupus sclerosis Parkinson Huntington Down polio repair cleft spine vision sight headache headaches pain lump cough fever bleeding migraine migraines oxygen weight reconstruction surgery rash rabies typhoid cholera measles Ebola donor ilaj ilaaj ilaz operation bimari beemari dawa prasav pathri
		इलाज उपचार ऑपरेशन आपरेशन सर्जरी शल्यक्रिया प्रत्यारोपण ट्रांसप्लांट कैंसर किडनी गुर्दा गुर्दे लिवर जिगर दिल बीमारी टीबी तपेदिक क्षय डायलिसिस कीमोथेरेपी कीमो ट्यूमर गांठ गाँठ पथरी मोतियाबिंद प्रसव डिलीवरी गर्भपात जांच जाँच रिपोर्ट मधुमेह डेंगू मलेरिया एचआईवी कोविड कोरोना निमोनिया लकवा मिर्गी हालत हालात तबीयत तबियत बाईपास बायपास पेसमेकर घुटने कूल्हे हृदयाघात दौरा हड्डी चोट जलने पीलिया वजन लत ऑक्सीजन थैलेसीमिया ल्यूकेमिया एक्सरे आईसीयू वेंटिलेटर अवसाद नशे`},
	{have, `had has have having receives received receiving needs needed needing gets got getting awaits awaiting waited waiting faces faced facing lives living lived completes completed finishes finished started starts begins began developed develops contracted contracts caught after following during despite born`},
	{be, `was is were been being be got gets are`},
	{ward, `bed beds room ward wards ICU NICU PICU CCU ER ED OT theatre theater cubicle bay wing emergency
		वार्ड बेड बिस्तर कमरा कमरे आईसीयू`},
	{relation, `wife husband son daughter mother father sister brother mom mum dad grandmother grandfather grandma grandpa grandson granddaughter aunt uncle niece nephew widow widower fiance fiancee partner baby parents
		पत्नी पति बेटा बेटे बेटी पुत्र पुत्री माँ मां माता पिता बहन भाई दादी दादा नानी नाना पोता पोती नाती बहू दामाद चाचा चाची
		beti beta bete patni pati maa pita bhai behen bahen bahan dadi nani putra putri`},
	{pronoun, `he she his her him hers herself himself वह वे उन्हें उनका उनकी उनके उन्होंने उसे उसका उसकी उसके unka unki unke unhe unhen uska uski use woh`},
	{unit, `year years yr yrs yo month months mo week weeks day days old aged age saal sal varsh varshiya umar umra mahine
		साल वर्ष वर्षीय वर्षीया साला वर्षिय महीने माह उम्र आयु दिन`},
	{speech, `says said say told tells explains explained adds added notes noted writes wrote recalls बताया कहा कहते कहती बताते बताती kaha bataya kehte`},
	{changed, `pseudonym pseudonyms fictional fictitious composite alias बदला बदले काल्पनिक badla`},
	{named, `name named names called naam नाम`},
	{record, `MRN UHID DOB SSN NHS Aadhaar chart DoB`},
	{our, `our here us we ours हमारे हमारी हमारा यहाँ यहां hamare hamari yahan yahaan`},
	{study, `research study studies award grant program programme unit centre center department conference society foundation fund charity education awareness screening team surgeon surgeons specialist expert care services service ward patients drug drugs prevention prize trial trials walk fundraiser campaign guidelines medicine book books paper`},
	{small, `village town hamlet taluk taluka tehsil panchayat mohalla parish township tola basti gaon gaanv district county island zilla
		गांव गाँव तालुका तहसील कस्बे कस्बा जिले पंचायत मोहल्ले मोहल्ला टोला ब्लॉक`},
	{rare, `rare rarest first only sole lone youngest oldest ultra unique
		दुर्लभ पहला पहली पहले इकलौता इकलौती इकलौते एकमात्र सबसे अकेला अकेली अकेले अनोखा अनोखी pehla pehli pahla pahli iklauta iklauti eklauti durlabh ekmatra`},
	{public, `mayor sarpanch priest vicar imam rabbi pastor bishop nun headmaster headmistress principal teacher postmaster postmistress postman blacksmith baker butcher farrier librarian sheriff constable inspector policeman policewoman officer firefighter judge councillor alderman champion medallist medalist winner captain goalkeeper quarterback wrestler jockey sprinter kabaddi anchor newsreader singer pradhan mukhiya patwari tehsildar collector MLA MP minister pilot astronaut beekeeper lighthouse ferryman barber potter weaver jeweller florist organist bellringer coach referee pharmacist midwife
		सरपंच प्रधान मुखिया पुजारी मौलवी पादरी इमाम शिक्षक शिक्षिका अध्यापक अध्यापिका हेडमास्टर पटवारी तहसीलदार थानेदार दरोगा इंस्पेक्टर विधायक सांसद पार्षद महापौर विजेता चैंपियन पहलवान कप्तान खिलाड़ी गायक गायिका डाकिया कुम्हार लोहार नाई पंडित ड्राइवर प्रधानाचार्य लेखपाल
		sarpanch pradhan mukhiya pujari shikshak adhyapak`},
	{kin, `twins triplets quadruplets quintuplets quads widowed orphaned septuplets जुड़वां जुड़वाँ तीन चार पांच पाँच बेटियों बेटियां बेटियाँ बेटों भाइयों बहनों judwa`},
	{cause, `Justice Pray Prayers Get Team Support Save Fight Rip RIP Strong Help Stand Remember Bless Heal`},
	{agent, `ने ne`},
	{meet, `meet thank thanks congratulations congrats remember introducing dear`},
	{hindiCare, `भर्ती छुट्टी डिस्चार्ज पीड़ित ग्रस्त जूझ जूझते जूझ जूझकर bharti admit discharge chhutti peedit`},
	{hindiDone, `स्वस्थ ठीक सफल करवाया कराया करवाई कराई जन्म लड़ रहे रहा रही हुआ हुई गया गई theek thik swasth jeeti jeeta haraya safal hua hui raha rahi gaya gayi`},
}
