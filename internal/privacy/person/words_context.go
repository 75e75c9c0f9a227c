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
	roles                          // cardiologists, volunteers: several of a role
	thanks                         // धन्यवाद
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
	body                         // leg, eyes: somebody's own
	sign                         // coughing, wheelchair: of an ill or hurt person
	came                         // came, arrived, brought: before to us
	told                         // story, film: before of and a name
	rareIll                      // a disease of few
	medical                      // a word of bodies and hospitals, of little weight alone
)

// wordList is the words of one kind, parted by blanks.
type wordList struct {
	bits  uint32
	words string
}

// nameWords are the words beside names.
var nameWords = []wordList{
	{title, `Mr Mrs Ms Miss Mx Mister Missus Master Smt Shri Sri Shree Shrimati Srimati Kum Sushri Shreeman Begum Mst Mstr Señor Señora Senora
		श्री श्रीमती श्रीमति कुमारी सुश्री श्रीमान बेबी मास्टर मोहतरमा जनाब नन्हे नन्ही मासूम Little Baby Grandma Grandpa Auntie Uncle`},
	{staffTitle, `Pvt Pte Cpl Dr Drs Doctor Prof Professor Nurse Sister Matron Surgeon Chief Pt Vaidya Hakim Capt Captain Col Colonel Maj Major Gen General Lt Lieutenant Sgt Rev Reverend Father Pastor Rabbi Imam Hon Honourable Honorable Justice Judge Senator Congressman Congresswoman Congressmember Representative Rep Sen Gov Governor President Minister Secretary Ambassador Mayor Councillor Sir Dame Lord Lady King Queen Prince Princess Pope Saint Swami Baba Maharishi Emperor Empress Maharaja Raja Nawab Sheikh Sultan Chairman Chairwoman Chancellor Premier Detective Officer Commissioner Sarpanch
		डॉ डा डाॅ डॉक्टर डाक्टर प्रो प्रोफेसर प्रोफ़ेसर वैद्य हकीम नर्स सिस्टर कर्नल मेजर कैप्टन ब्रिगेडियर न्यायमूर्ति मंत्री प्रधानमंत्री मुख्यमंत्री स्वास्थ्यमंत्री राष्ट्रपति राज्यपाल सांसद विधायक स्वामी महाराज राजा रानी महारानी बाबा संत भगवान लेखक कवि अभिनेता अभिनेत्री गायक क्रिकेटर`},
	{credential, `MD MBBS PhD DPhil PharmD RN LPN NP PA BSN MSN DNP FRCS FRCP MRCP MRCS MS DNB DM MCh DO DDS DMD DVM MPH MPA MBA MSW LCSW LPC RD RDN RPh DPT PT OT OTR CNM CRNA FACS FACC FACP FRCOG MRCOG FRCA FRCPCH MRCGP FNB BDS MDS BAMS BHMS BUMS BPT MPT DGO DCH DA JD EdD PsyD BSc MSc MA BA CEO CFO CMO CNO COO CIO OBE MBE CBE MHA MHS CPNP FNP APRN CHES BCPS RRT SLP CCC
		एमडी एमबीबीएस एमएस डीएम पीएचडी एमसीएच डीएनबी एफआरसीएस बीएएमएस`},
	{role, `cardiologist oncologist neurologist surgeon neurosurgeon paediatrician pediatrician obstetrician gynaecologist gynecologist urologist nephrologist hepatologist gastroenterologist pulmonologist dermatologist psychiatrist psychologist radiologist pathologist anaesthetist anesthesiologist anaesthesiologist haematologist hematologist endocrinologist rheumatologist ophthalmologist optometrist dentist orthopaedist orthopedist physiotherapist epidemiologist virologist geriatrician neonatologist intensivist internist hospitalist immunologist allergist podiatrist audiologist microbiologist biologist biochemist geneticist chemist botanist anatomist physiologist
		समाजसेवी समाजसेविका दानदाता samajsevi physician doctor doctors clinician nurse midwife matron pharmacist dietitian dietician nutritionist therapist counsellor counselor technician technologist paramedic sonographer phlebotomist orderly chaplain specialist consultant resident intern registrar fellow trainee practitioner researcher researchers scientist scientists professor lecturer investigator statistician author authors editor writer reporter journalist photographer illustrator translator reviewer columnist historian blogger producer director directors head chief chair chairman chairwoman chairperson president manager coordinator co administrator superintendent supervisor officer executive spokesman spokeswoman spokesperson secretary minister commissioner senator congressman congresswoman governor representative advocate attorney lawyer judge librarian educator instructor teacher trainer coach founder cofounder trustee ambassador aide volunteer volunteers staff staffer employee colleague leader lead inventor explorer philosopher economist designer developer engineer programmer owner spokespeople analyst pupil pupils poster speaker presenter panelist panellist host guest architect strategist founders dean provost principal expert experts actor actress singer comedian cricketer footballer swimmer boxer novelist poet playwright musician president celebrity queen king prince princess emperor pope philanthropist benefactor activist campaigner assistant aide associate deputy 		संवाददाता अधिकारी विशेषज्ञ चिकित्सक सर्जन फिजिशियन निदेशक अधीक्षक प्रमुख अध्यक्ष विभागाध्यक्ष प्राध्यापक शोधकर्ता वैज्ञानिक मंत्री सचिव आयुक्त कलेक्टर जिलाधिकारी प्रवक्ता प्रबंधक समन्वयक परामर्शदाता फार्मासिस्ट नर्स दाई लेखक लेखिका संपादक पत्रकार अभिनेता अभिनेत्री गायिका खिलाड़ी क्रिकेटर प्रशिक्षक आहार रेजिडेंट तकनीशियन मनोचिकित्सक मनोवैज्ञानिक फिजियोथेरेपिस्ट कार्यकर्ता स्वयंसेवक संस्थापक मुख्यमंत्री प्रधानमंत्री राष्ट्रपति सीईओ कर्मचारी
		visheshagya chikitsak nideshak`},
	{staffVerb, `operating edits cooks cleans guards designs designed maintains organises organizes organised organized sponsors funds plays sings coordinate leads led heads headed directs directed chairs chaired runs oversees oversaw manages managed joins joined specialises specializes specialised specialized practises practices practiced performs performed operates explains explained advises advised teaches taught answers answered recommends recommended reminds studies studied researches researched coordinates coordinated founded wrote writes treats diagnosed examined presents presented discovered invented described developed pioneered demonstrated published testified supervises supervised edited reviewed moderated hosts hosted lectured prescribed teach lead explain answer host present discuss discusses talks speaks spoke introduces appointed promoted trained volunteers volunteered retires cares serves served works announced inaugurated`},
	{org, `Suite Hospital Hospitals Clinic Clinics Center Centre University College School Institute Institution Foundation Trust Society Association Memorial Medical Health Healthcare Library Museum Road Street Avenue Boulevard Drive Bridge Building Tower Wing Pavilion Stadium Airport Station Act Bill Law Award Awards Prize Medal Fund Fellowship Scholarship Lecture Study Trial Cohort Report Commission Committee Council Foundation Inc Ltd LLC LLP Corp Corporation Company Co Pharma Pharmaceuticals Laboratories Laboratory Labs Lab Press Publishing Group Network Partners Church Cathedral Temple Mosque County City Township State Island Islands River Valley Beach Bay Springs Falls Heights Dam Railway Express Nagar Marg Chowk Bhavan Bhawan Vihar Colony Puram Yojana Abhiyan Sansthan Aspatal Kendra Mission Ashram Ward Auditorium Campus Square Plaza Mall Market Hotel Hostel Sanatorium Dispensary Nursing Home Charity Charities Archive Collection Academy Program Programme Project Initiative Campaign Parkway Highway Terrace Court Gardens Canal Harbor Harbour Fort Peak Mountain Mountains Desert Reservoir Regiment Base Cup Trophy Day Week Walk Run Marathon Plumbing Electric Electrical Motors Builders Bakery Catering Roofing Construction Photography Consulting Associates Holdings Industries Enterprises Textiles Traders Sons Brothers Corps
		अस्पताल हॉस्पिटल चिकित्सालय मेडिकल कॉलेज विश्वविद्यालय संस्थान ट्रस्ट फाउंडेशन योजना मार्ग नगर रोड चौक भवन विहार स्टेशन पुरस्कार मिशन अभियान केंद्र केन्द्र विद्यालय स्कूल मंदिर मेमोरियल स्मारक अधिनियम कॉलोनी बाग आश्रम जयंती हवाई एक्सप्रेस आयुर्विज्ञान क्लिनिक हॉपकिंस हॉपकिन्स`},
	{placeBefore, `Saint St Sainte San Santa Santo Mount Mt Lake Fort Ft Port Cape Camp Hurricane Cyclone Typhoon Storm Los Las El Villa Casa Rio Point Isle Glen Castle King Queen Prince Princess Lady Lord Our Dear Team Project Operation Class Hotel`},
	{eponymNoun, `disease diseases syndrome syndromes disorder palsy lymphoma lymphomas sarcoma tumor tumour ophthalmopathy thyroiditis contracture chorea ataxia anemia anaemia dystrophy phenomenon sign signs test tests score scale method criteria criterion law procedure procedures manoeuvre maneuver operation technique stain reflex cells cell bodies esophagus oesophagus fracture nodes spots triad classification staging index formula equation effect theory principle model catheter tube forceps cannula clamp retractor bag position position incision point area canal gland glands duct loop nephritis mutation syndrome questionnaire inventory rule ulcer oil root berry chart diet gene genes virus fever lab trial study studies
		रोग बीमारी सिंड्रोम लिंफोमा पाल्सी टेस्ट विधि परीक्षण`},
	{hindi, `जी ji का की के को ने से में पर वाले वाली ka ki ke ko ne kaa kee mein`},
	{common, `और या तथा एवं ही भी तो यह इस उस कि जो था थे थी है हैं हो अब जब तब नई नए नया सभी हर कई बाद साथ लिए वाली वाले अपने अपनी अपना बहुत रोज आज कल इन उन किसी कोई कुछ नहीं न अगर मगर लेकिन पास दूर ऊपर नीचे जैसे तरह द्वारा तक दिल्ली मुंबई भारतीय भारत राज्य शहर`},
	{particle, `de la del van von der den bin binti ibn al el dos das da di du ap abu ben`},
	{thanks, `धन्यवाद आभार शुक्रिया बधाई dhanyavaad dhanyawad shukriya aabhaar`},
	{staffNoun, `team study research clinic practice lab laboratory patients book books paper papers colleagues office students lecture theory findings staff group work department discovery experiment experiments vaccine invention
		स्मृति याद टीम देखरेख निगरानी नेतृत्व अध्यक्षता शोध किताब पुस्तक अनुसार मार्गदर्शन निर्देशन सलाह मुताबिक मुताबिक़ नेतृत्व team anusaar anusar netritva dekhrekh`},
}

// careWords are the words that say who is a patient.
var careWords = []wordList{
	{patient, `patient survivor recipient inpatient outpatient sufferer amputee newborn mareez marij mariz mareej rogi marees
		मरीज मरीज़ रोगी मरीजा पीड़ित पीड़िता प्रसूता`},
	{people, `patients people women men children adults participants persons individuals families survivors recipients everyone anyone those babies volunteers cases
		मरीजों मरीज़ों रोगियों लोगों लोग महिलाओं बच्चों व्यक्तियों mareezon`},
	{passive, `diagnosed admitted treated operated hospitalised hospitalized discharged transferred rushed airlifted resuscitated intubated transplanted sedated amputated vaccinated immunised rehospitalized readmitted referred ventilated brought wheeled prescribed medicated biopsied cured rescued revived screened stabilised stabilized delivered saved fitted implanted quarantined infected wounded injured burned burnt bitten paralysed paralyzed`},
	{event, `underwent undergoing undergo undergoes survived survives survive beat beats overdosed overdose recovered recovering recovers recuperating battled battling battles relapsed miscarried collapsed suffered suffers suffering convalescing conquered conquers defeated defeats overcame overcomes fought fights fighting fainted attempted rang rings ringing bravely coded
		हराया हराने हराकर जीती जीता जीतकर मात उबर उबरे उबरीं उबरी`},
	{treat, `CABG TKR STEMI NSTEMI ERCP TURP LSCS surgery surgeries operation transplant treatment treatments diagnosis chemotherapy chemo radiotherapy radiation dialysis tumor tumour cancer leukemia leukaemia lymphoma melanoma bypass stent pacemaker amputation mastectomy hysterectomy lumpectomy appendectomy caesarean cesarean delivery biopsy colonoscopy angioplasty recovery illness condition disease infection stroke seizure seizures fracture injuries burns overdose addiction sobriety miscarriage abortion pregnancy labour labor stillbirth twins kidney liver heart lung lungs cornea knee hip replacement implant tuberculosis TB malaria dengue HIV AIDS hepatitis diabetes asthma epilepsy schizophrenia depression dementia psychosis Alzheimer pneumonia COVID sepsis anaemia anemia thalassemia thalassaemia leprosy scan scans xray MRI admission hospitalization hospitalisation discharge ventilator prosthesis prosthetic remission relapse therapy rehab rehabilitation detox symptoms prognosis vaccine jaundice paralysis cataract hernia gallbladder appendix gallstones aneurysm meningitis encephalitis autism ADHD bipolar anorexia bulimia psoriasis lupus sclerosis Parkinson Huntington Down polio diabetic hemophilia haemophilia hemophiliac asthmatic epileptic anaemic IVF miscarriages COPD IBS ALS PTSD OCD GERD UTI CKD PCOS heatstroke anaphylaxis eczema attack sedated coma paraplegic quadriplegic crutches wheelchair drip legs leg arm arms eye eyes organs womb uterus ovary breast skull jaw bone implants transfusion transfusions antibiotics painkillers opioids heroin insulin feeding stitches fall snakebite poisoning heartburn ulcer cyst gallstone repair cleft spine vision sight headache headaches pain lump cough fever bleeding migraine migraines oxygen weight reconstruction surgery rash rabies typhoid cholera measles Ebola donor ilaj ilaaj ilaz operation bimari beemari dawa prasav pathri
		इलाज उपचार ऑपरेशन आपरेशन सर्जरी शल्यक्रिया प्रत्यारोपण ट्रांसप्लांट कैंसर किडनी गुर्दा गुर्दे लिवर जिगर दिल बीमारी टीबी तपेदिक क्षय डायलिसिस कीमोथेरेपी कीमो ट्यूमर गांठ गाँठ पथरी मोतियाबिंद प्रसव डिलीवरी गर्भपात जांच जाँच मधुमेह डेंगू मलेरिया एचआईवी कोविड कोरोना निमोनिया लकवा मिर्गी हालत हालात तबीयत तबियत बाईपास बायपास पेसमेकर घुटने कूल्हे हृदयाघात दौरा हड्डी चोट जलने पीलिया वजन लत ऑक्सीजन आँखों आंखों आँख आंख पैर टांग सीने पेट कृत्रिम रोग घायल संक्रमण फेफड़ों गर्भाशय सिजेरियन हादसे दुर्घटना बायोप्सी छेद दर्द बुखार जहर ज़हर सांप साँप बेहोश कोमा खून रक्त घाव फेफड़े गर्भ गर्भावस्था नस थैलेसीमिया ल्यूकेमिया एक्सरे आईसीयू वेंटिलेटर अवसाद नशे`},
	{have, `had has have having receives received receiving needs needed needing gets got getting awaits awaiting waited waiting faces faced facing lives living lived struggles struggled struggling copes coping coped completes completed finishes finished started starts begins began developed develops contracted contracts caught after following during despite born`},
	{be, `was is were been being be got gets are`},
	{ward, `bed beds room ward wards ICU NICU PICU CCU ER ED OT theatre theater hospice cubicle bay wing emergency
		वार्ड बेड बिस्तर कमरा कमरे आईसीयू एनआईसीयू ट्रॉमा`},
	{relation, `sons daughters brothers sisters wife husband sons daughters brothers sisters son daughter mother father sister brother mom mum dad grandmother grandfather grandma grandpa grandson granddaughter aunt uncle niece nephew widow widower fiance fiancee partner baby parents family
		पत्नी पति बेटा बेटे बेटी पुत्र पुत्री माँ मां माता पिता बहन भाई दादी दादा नानी नाना पोता पोती नाती बहू दामाद चाचा चाची
		beti beta bete patni pati maa pita bhai behen bahen bahan dadi nani putra putri`},
	{pronoun, `he she his her him hers herself himself वह वे उन्हें उनका उनकी उनके उन्होंने उसे उसका उसकी उसके unka unki unke unhe unhen uska uski use woh`},
	{unit, `year years yr yrs yo month months mo week weeks day days old aged age saal sal varsh varshiya umar umra mahine
		साल वर्ष वर्षीय वर्षीया साला वर्षिय महीने माह उम्र आयु दिन`},
	{speech, `says said say told tells explains explained adds added notes noted writes wrote recalls बताया कहा कहते कहती बताते बताती kaha bataya kehte`},
	{changed, `pseudonym pseudonyms fictional fictitious composite alias बदला बदले काल्पनिक badla`},
	{named, `name named names called naam नाम`},
	{record, `wristband MRN UHID DOB SSN NHS Aadhaar chart DoB`},
	{our, `our here us we ours हमारे हमारी हमारा यहाँ यहां hamare hamari yahan yahaan`},
	{study, `research study studies award grant program programme unit centre center department conference society foundation fund charity education awareness screening team surgeon surgeons specialist expert care services service ward patients drug drugs prevention prize trial trials walk fundraiser campaign guidelines medicine book books paper`},
	{small, `village town hamlet taluk taluka tehsil panchayat mohalla parish township tola basti gaon gaanv district county island zilla borough ward convent parish valley moor
		ज़िले ज़िला जिला क़स्बे क़स्बा बस्ती मुहल्ले टोले तालुके पंचायतों zile qasbe basti mohalle panchayat
		गांव गाँव तालुका तहसील कस्बे कस्बा जिले पंचायत मोहल्ले मोहल्ला टोला ब्लॉक`},
	{rare, `rare rarest first only sole lone youngest oldest ultra unique last one
		इकलौता इकलौती एकमात्र अकेली iklaute iklauta eklaute akele akeli pehle
		दुर्लभ पहला पहली पहले इकलौता इकलौती इकलौते एकमात्र सबसे अकेला अकेली अकेले अनोखा अनोखी pehla pehli pahla pahli iklauta iklauti eklauti durlabh ekmatra`},
	{public, `roofer builder welder trucker machinist pilot postie beekeeper florist rancher grower shopkeeper teacher driver farmer coach referee umpire पायलट schoolteacher farmer miner soldier carpenter electrician plumber driver grocer tailor fisherman shepherd monk deacon choirmaster headteacher swimmer footballer cricketer actor actress novelist poet musician lawyer advocate coach instructor councilwoman councilman congressman mayor sarpanch priest vicar imam rabbi pastor bishop nun headmaster headmistress principal teacher postmaster postmistress postman blacksmith baker butcher farrier librarian sheriff constable inspector policeman policewoman officer firefighter judge councillor alderman champion medallist medalist winner captain goalkeeper quarterback wrestler jockey sprinter cashier clerk cobbler publican bartender barista waitress waiter chef hairdresser seamstress locksmith mechanic plasterer mason thatcher miller brewer sexton keeper janitor caretaker conductor choirmaster drummer violinist pianist comedian boxer rower archer skater surfer climber mountaineer referee umpire carpenter postwoman ranger pilot shepherd fisherman fisherwoman monk curate dentist vet veterinarian undertaker gravedigger milkman headteacher schoolteacher schoolmaster schoolmistress chieftain verger organist magistrate bench trumpeter violinist soprano actress gymnast kabaddi anchor newsreader singer pradhan mukhiya patwari tehsildar collector MLA MP minister pilot astronaut beekeeper lighthouse ferryman barber potter weaver jeweller florist organist bellringer coach referee pharmacist midwife
		सरपंच प्रधान मुखिया पुजारी मौलवी पादरी इमाम शिक्षक शिक्षिका अध्यापक अध्यापिका हेडमास्टर पटवारी तहसीलदार थानेदार दरोगा इंस्पेक्टर विधायक सांसद पार्षद महापौर विजेता चैंपियन पहलवान कप्तान खिलाड़ी गायक गायिका डाकिया कुम्हार लोहार नाई पंडित ड्राइवर प्रधानाचार्य प्रधानाध्यापक प्रधानाध्यापिका लेखपाल पुजारिन मुअज्जिन जज वकील दंत दंतचिकित्सक पार्षद पहलवान गोलकीपर
		daroga thanedar patwari tehsildar shikshika adhyapika vidhayak maulvi dakiya kumhar lohar pehalwan kaptan khiladi gayak gayika pradhanacharya parshad vijeta darzi halwai sarpanch pradhan mukhiya pujari shikshak adhyapak`},
	{kin, `twin twins triplets quadruplets quintuplets quads widowed orphaned septuplets जुड़वां जुड़वाँ तीन चार पांच पाँच बेटियों बेटियां बेटियाँ बेटों भाइयों बहनों judwa`},
	{cause, `Justice Pray Prayers Get Team Support Save Fight Rip RIP Strong Help Stand Remember Bless Heal`},
	{agent, `ने ne`},
	{meet, `meet thank thanks congratulations congrats remember introducing dear rip hi hello farewell goodbye`},
	{hindiCare, `भर्ती छुट्टी डिस्चार्ज पीड़ित ग्रस्त जूझ जूझते जूझ जूझकर bharti admit discharge chhutti peedit`},
	{medical, `kill myself crisis cuts relapse unit swallowed pancreas infusion stroke दौरे दौरा गर्भवती garbhvati baby birth born sickle cell warrior fighter cath coma aorta artery arteries vein veins brain blood sugar pressure pulse skull rib ribs pelvis ankle ankles wrist elbow shoulder thumb finger fingers toe toes foot feet hand hands thigh calf spine spinal neck throat tongue jaw tooth teeth ear ears nose eye eyelid retina cornea skin scar scars muscle muscles nerve nerves tendon ligament joint joints knee knees hip hips stomach bowel intestine colon rectum bladder prostate testicle testicles ovaries placenta fetus foetus embryo womb bleed bleeds clot clots blockage valve valves rhythm heartbeat pulse breath breathe breathing lungs airway trachea tracheostomy ventilator oxygen drip IV catheter tube stitches scar plaster cast brace crutch crutches walker wheelchair prosthetic limb limbs hearing deaf blind sight glasses
		ambulance helicopter paramedic paramedics ER ICU NICU emergency hospice hospital clinic ward trauma theatre scanner ultrasound mammogram colonoscopy endoscopy EEG ECG EKG ABG biopsy bloodwork dose doses tablets pills injection injections infusion infusions insulin inhaler steroids antibiotics morphine methadone naloxone Narcan chemo chemotherapy immunotherapy stimulation IVF preemie premature preterm birthweight incubator breastfeeding contractions cesarean stillborn pregnant pregnancy trimester delivered
		cystic fibrosis gene BRCA BRCA1 BRCA2 mutation chromosome thyroid anorexic obese smoker smoked drinking drank vodka sober relapse withdrawal overdose suicidal psychotic hallucinations panic anxiety grief fracture fractured broken broke shattered ruptured punctured severed crushed stabbed shot gunshot drowned drowning choking choked electrocuted poisoned concussion unconscious paralysed paralyzed amputated swollen swelling rash itching vomiting vomited nausea fainted dizzy dizziness fever chills ache aches aching pains cramps lump lumps mole cyst polyp polyps nodule metastasis metastases terminal incurable stage benign malignant positive negative tested monitored saved survive surviving lifesaving bedside recovery healed heals healing rehab physiotherapy therapy walk walks walking wakes woke scarred
		surgeons doctors nurses doctor nurse surgeon medics caregivers dialysis transplant donor donated marrow stem
		रिपोर्ट हादसे हादसा दुर्घटना घायल जख्मी ज़ख्मी चोटिल जान संक्रमण रोग फेफड़ों फेफड़े गर्भाशय सिजेरियन हाथ हाथों पैरों कान नाक गला गले त्वचा हड्डियां हड्डियों नाखून मस्तिष्क दिमाग रीढ़ कमर कंधे कूल्हा घुटना घुटनों प्लास्टर बैसाखी व्हीलचेयर एम्बुलेंस डॉक्टरों डॉक्टर नर्सों ओपीडी एनआईसीयू पीआईसीयू सर्जनों शल्य चिकित्सा दवा दवाइयां इंजेक्शन टांके ग्लूकोज शुगर बीपी रक्तचाप सांस साँस धड़कन बेहोशी होश मौत निधन देहांत जन्मा जन्मी नवजात शिशु बच्ची कुपोषण मोटापा धूम्रपान शराब लती नशा आत्महत्या मानसिक विकलांग दिव्यांग अंधा बहरा टांग बांह उंगली उंगलियां दांत आँसू ट्रॉमा वेंटिलेटर ऑक्सीजन
		swasth beemar bimar dil daura haath pair pet aankh aankhon gurde khoon saans bukhar dard daure ICU hadsa hadse ghayal nikali nikala jaan bachaya bachayi behosh hosh sharab nasha delhivery ghutne ghutna haddi phephde phephdon lakwa sujan ulti chakkar goli sui tanke dialysis pathri`},
	{hindiDone, `स्वस्थ ठीक सफल करवाया कराया करवाई कराई जन्म लड़ रहे रहा रही हुआ हुई गया गई theek thik swasth jeeti jeeta haraya safal hua hui raha rahi gaya gayi`},
	{body, `leg legs arm arms eye eyes foot feet toe toes finger fingers thumb thumbs hand hands wrist wrists ankle ankles shoulder shoulders hip hips back neck head face jaw tooth teeth tongue throat nose ear ears chest breast breasts lung lungs heart stomach belly bowel bladder kidney kidneys liver spine skull brain skin scalp hair blood pulse breath womb uterus ovary ovaries prostate thyroid pancreas spleen voice sight hearing memory appetite weight sugar period periods rib ribs pelvis knee knees elbow lips mouth nerve nerves muscles bone bones tumour tumor
		हाथ हाथों पैर पैरों टाँग टांग टाँगें आँख आंख आँखें आंखें आँखों आंखों कान नाक गला गले छाती सीना सीने पेट कमर पीठ घुटना घुटने सिर साँस सांस खून ख़ून वज़न वजन शुगर नज़र नजर उँगली उंगली अंगूठा जबड़ा दाँत दांत फेफड़े फेफड़ों गुर्दे गर्भाशय बच्चेदानी स्तन रीढ़ हड्डी दिमाग दिमाग़ त्वचा नब्ज़
		haath pair taang aankh aankhon aankhen pet kamar ghutna saans khoon wajan vajan`},
	{sign, `nosebleed nosebleeds blister blisters tremor tremors spasm spasms cramps palpitations fatigue weakness fits convulsions jaundiced blackout blackouts hiccups stammer stutter hoarse snoring isolation quarantine traction sores septic infertile infertility colic bite bites coughing coughed vomiting vomited bleeding bled breathing breathe breathes breathless choking choked collapsed limping limped limp dizzy dizziness nausea nauseous numb numbness itching swelling swollen unconscious delirious feverish paralysed paralyzed crash accident wreck electrocuted drowned drowning swallow swallowed swallowing wheelchair crutches prosthetic bedridden sober suicidal overdose overdosed kilos kilogrammes weighed weighing weighs premature prematurely preterm incubator ventilator injects injected inhaler insulin stitches scar scars wound wounds broke broken fractured sprained ruptured scalded poisoned stung bitten snakebite sting hives allergic pregnant contractions IVF ultrasound maternity hospice ambulance diabetic asthmatic epileptic autistic dyslexic deaf alcoholic amputee paraplegic handicapped disabled heartburn positive miscarriage miscarriages stillborn newborn comatose sedated bruised bruises concussion seizure seizures smoking cigarettes relapsed remission chemo detox rehab dying unresponsive sleepless insomnia panic hallucinations anxious depressed suicide transfusion tracheostomy colostomy catheter pacemaker stent cochlear dentures heroin opioids meth insulin nightmares dialysis
		पोलियो पैदा प्रीमैच्योर सुनाई दिखाई किडनियाँ किडनियां ख़राब खराब जान साँसें सांसें दौरे दम मिर्गी खून फोड़ा फोड़े खुजली मोतिया रोशनी पथरी हैजा लू झटका टीबी बुखार बुख़ार दर्द खाँसी खांसी उल्टी चक्कर साँप सांप बिच्छू ज़हर जहर निगल निगली निगला झुलस झुलसी झुलसे बेहोश बेहोशी होश हादसे हादसा दुर्घटना घायल टूट टूटी टूटा कट कटा लकवा बीड़ी शराब तंबाकू नशा इंसुलिन व्हीलचेयर बैसाखी टाँके टांके घाव खून संक्रमण इन्फेक्शन गर्भवती गर्भ सिजेरियन सिज़ेरियन एनआईसीयू ऑक्सीजन कोमा सूजन काटा काटने डंक डूब करंट चोट वेंटिलेटर जंग एम्बुलेंस एंबुलेंस जुड़वाँ जुड़वां थकान पीलिया ख़तरे खतरे
		janm chhadi baisakhi taklif takleef kharab goli goliyan daura daure mirgi sujan jalan chakkar chot haddi tooti beemar bimar thakan kamzori peeliya girne gira giri jhulas jala jali zakhmi ghaav operation bachaya bachayi bukhar dard khansi ulti saanp zeher jahar nigal behosh hosh hadsa hadse durghatna ghayal toot lakwa beedi sharab kaata tanke infection गोलियाँ गोलियां छड़ी बैसाखी`},
	{came, `came comes arrived arrives brought walked carried reached limped wheeled come walks
		आए आई आईं आया आयीं आयी लाया लाए लाई लाईं पहुँचे पहुंचे पहुँची पहुंची पहुँचीं पहुँचा पहुंचा गए गई गईं गया लौट लौटे लौटी aaye aayi aaya laya laye laayi pahunche pahunchi`},
	{told, `story case film photo photograph picture scan baby twins triplets child parents family chart room bed recovery pulse hand hands marked labelled labeled life alt caption`},
	{rareIll, `Fabry Pompe Gaucher Creutzfeldt Huntington ALS Wilson Batten Krabbe Hurler Hunter Sanfilippo Morquio Maroteaux Niemann Pick Tay Sachs Canavan Alexander Alagille Alport Angelman Prader Rett Dravet Lennox Gastaut Duchenne Becker Friedreich Charcot Guillain Moebius Treacher Apert Crouzon Pfeiffer Marfan Ehlers Danlos Loeys Stickler Noonan Turner Williams DiGeorge Cornelia Bardet Usher Leber Stargardt Sturge Hippel Tuberous Cushing Conn Addison Kallmann Bartter Gitelman Liddle Zollinger Whipple Behcet Takayasu Kawasaki Goodpasture Wegener Churg Castleman Erdheim Langerhans Waldenstrom Diamond Fanconi Kostmann Wiskott Chediak DiGeorge Lambert Eaton Stiff Rasmussen Moyamoya Hirschsprung`},
	{rareIll | treat, `progeria angioedema porphyria myeloma mesothelioma scleroderma amyloidosis narcolepsy ichthyosis epidermolysis phenylketonuria galactosaemia galactosemia homocystinuria cystinosis alkaptonuria mucopolysaccharidosis leukodystrophy adrenoleukodystrophy neurofibromatosis achondroplasia osteogenesis haemophilia hemophilia thalassemia thalassaemia craniopharyngioma neuroblastoma retinoblastoma rhabdomyosarcoma pheochromocytoma acromegaly sarcoidosis ataxia myasthenia dystonia albinism anencephaly spina kuru rabies leprosy botulism tetanus anthrax plague
		विल्सन पोम्पे गौचर फैब्री हीमोफीलिया थैलेसीमिया हंटिंगटन एएलएस प्रोजेरिया`},
}
