package safety

// conditionWords are illnesses for which nothing may be advertised as a cure:
// the schedule of the Drugs and Magic Remedies Act 1954, Schedule J of the
// Drugs Rules 1945, and those of which false cures are sold everywhere.
const conditionWords = `
	diabetes diabetic sugar cancer cancers tumour tumor tumours tumors leukaemia leukemia epilepsy fits seizures blindness cataract cataracts glaucoma deafness gangrene
	appendicitis arteriosclerosis atherosclerosis blockage blockages heart cardiac hypertension pressure bp kidney kidneys stone stones gallstones gallbladder renal dropsy
	obesity overweight fat paralysis stroke parkinson parkinsons alzheimer alzheimers dementia asthma arthritis rheumatism rheumatoid gout spondylitis
	aids hiv hepatitis jaundice liver cirrhosis leprosy leucoderma vitiligo lupus psoriasis eczema piles haemorrhoids hemorrhoids fistula hernia hydrocele
	impotence infertility sterility sexual dysfunction menstrual menopause uterus fibroids pcos pcod thyroid goitre migraine depression schizophrenia insanity anxiety autism adhd
	dyslexia baldness hairfall thalassaemia thalassemia anaemia anemia sickle tuberculosis tb pneumonia typhoid malaria dengue cholera plague polio smallpox tetanus rabies covid coronavirus
	plasmodium syphilis gonorrhoea gonorrhea venereal ulcer ulcers ibs crohn colitis endometriosis sclerosis lymphoma copd disease diseases illness addiction alcoholism
	मधुमेह डायबिटीज डायबिटीज़ शुगर कैंसर कैन्सर ट्यूमर मिर्गी अंधापन मोतियाबिंद काला बहरापन गैंग्रीन हृदय दिल रक्तचाप बीपी गुर्दे किडनी पथरी मोटापा लकवा दमा अस्थमा गठिया वात
	एड्स एचआईवी हेपेटाइटिस पीलिया लीवर लिवर कुष्ठ सफेद दाग सोरायसिस एक्जिमा बवासीर भगंदर हर्निया नपुंसकता बांझपन बाँझपन यौन मासिक थायराइड थायरॉइड माइग्रेन अवसाद ऑटिज्म ऑटिज़्म गंजापन टीबी तपेदिक क्षय मलेरिया डेंगू कोरोना कोविड रोग बीमारी बीमारियां बीमारियाँ लकवे पार्किंसन अल्ज़ाइमर सिकल
	madhumeh diabities daibetes cancer kainsar mirgi motiyabind pathri motapa lakwa lakva dama gathiya bawasir bavasir piliya napunsakta banjhpan rog bimari beemari bimariyan safed daag ganjapan`

// lastingWords are those among them that no medicine takes away for good, so
// that a drug which cures them is as false as a tea.
const lastingWords = `
	diabetes sugar cancer epilepsy fits parkinson parkinsons alzheimer alzheimers dementia hypertension pressure bp asthma arthritis rheumatism gout aids hiv leucoderma vitiligo lupus psoriasis autism adhd schizophrenia thyroid pcos pcod baldness obesity paralysis blindness deafness infertility impotence sclerosis kidney heart piles
	मधुमेह डायबिटीज डायबिटीज़ शुगर कैंसर मिर्गी रक्तचाप बीपी दमा अस्थमा गठिया एड्स एचआईवी सफेद दाग सोरायसिस ऑटिज्म ऑटिज़्म थायराइड थायरॉइड गंजापन मोटापा लकवा लकवे अंधापन बहरापन बांझपन बाँझपन नपुंसकता किडनी गुर्दे बवासीर
	madhumeh diabities cancer mirgi dama gathiya motapa lakwa lakva bawasir bavasir banjhpan napunsakta`

// productWords are medicines in general, and what is sold like them.
const productWords = `
	drug drugs tablet tablets pill pills syrup medicine medicines capsule capsules product products injection therapy treatment water diet keto massage meditation programme program course
	दवा दवाई औषधि कैप्सूल गोली इंजेक्शन थेरेपी पानी
	dawa dawai davai aushadhi goli pani`

// remedyWords are what cures are promised of. Medicines proper are not here:
// many of them do cure.
const remedyWords = `
	tea teas herb herbs herbal supplement supplements ayurvedic ayurveda homeopathy homeopathic homoeopathy homoeopathic unani naturopathy siddha juice juices honey turmeric curcumin garlic ginger neem tulsi basil giloy ashwagandha karela gourd methi fenugreek amla aloe moringa spirulina noni
	churna churan kadha kada powder powders remedy remedies detox cleanse cleanses alkaline urine gomutra magnet magnets magnetic bracelet amulet amulets tabeez mantra mantras gemstone gemstones crystal crystals vitamin vitamins mineral minerals yoga pranayama fasting cbd cannabis oil oils tonic tonics vinegar cinnamon seeds seed leaves leaf root roots extract lemon coconut papaya pomegranate cumin ajwain formula drops potion elixir balm ointment kit reiki acupuncture prayer
	bitters mushroom mushrooms apricot laetrile colloidal silver ivermectin bleach stem
	चाय जड़ी बूटी जड़ीबूटी हर्बल आयुर्वेदिक आयुर्वेद होम्योपैथी होम्योपैथिक यूनानी रस जूस शहद हल्दी लहसुन अदरक नीम तुलसी गिलोय अश्वगंधा करेला करेले मेथी आंवला आँवला एलोवेरा चूर्ण काढ़ा पाउडर नुस्खा नुस्खे नुस्ख़ा उपाय गोमूत्र चुंबक ताबीज ताबीज़ मंत्र रत्न विटामिन योग प्राणायाम उपवास तेल सिरका दालचीनी बीज पत्ते पत्ता पत्तियां अर्क नींबू नारियल पपीता सप्लीमेंट लेप भस्म टोटका टोटके झाड़ फूंक कलौंजी
	chai jadi buti booti desi ayurvedik haldi lahsun adrak karele amla churn kadhaa nuskha nuskhe upay gaumutra taabiz yog tel sirka dalchini nimbu kalonji`

// medicineWords are medicines that are taken for weeks or years; whoever is
// told to leave them may die.
const medicineWords = `
	insulin medicine medicines medication medications meds pills tablets tablet pill inhaler inhalers thinner thinners statin statins antidepressant antidepressants antibiotics antibiotic metformin warfarin heparin apixaban rivaroxaban clopidogrel aspirin steroids steroid prednisone prednisolone chemotherapy chemo dialysis prescription prescriptions prescribed lithium levothyroxine thyroxine methotrexate immunosuppressants antipsychotics antipsychotic amlodipine lisinopril losartan telmisartan atenolol metoprolol bisoprolol atorvastatin rosuvastatin simvastatin glimepiride gliclazide digoxin carbamazepine phenytoin valproate levetiracetam sertraline fluoxetine antiretrovirals antiretroviral arvs arv treatment
	इंसुलिन इन्सुलिन दवा दवाई दवाएं दवाएँ दवाइयां दवाइयाँ दवाओं दवाईयां दवाईयाँ दवाइयों गोली गोलियां गोलियाँ गोलियों इनहेलर इन्हेलर स्टैटिन एंटीबायोटिक मेटफॉर्मिन वारफेरिन कीमोथेरेपी डायलिसिस इलाज उपचार
	dawa dawai dawaai dawaiyan davai dava dawaiya goli goliyan goliya inhelar ilaj ilaaj`
