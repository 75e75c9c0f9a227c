package ids

// wordsEnglish are phrases that stand beside numbers, from general knowledge
// of forms and letters. One that ends in a word of wordsNumber is learnt with
// each of them.
const wordsEnglish = `
ssn = ssn, ssns, ss, ss no, ss num, soc sec no, soc sec, itin, social security, social security number, social security no, tax identification, s s n
mbi = mbi, medicare, medicare id, medicare number, medicare no, medicare beneficiary identifier
nhs = nhs, nhs number, nhs no, chi number, h c number
nino = nino, national insurance, national insurance number, ni number, ni no
aadhaar = aadhaar, aadhar, adhaar, adhar, aadhaar number, aadhaar card, uidai, uidai no, uid, uid number, uid no
abha = abha, abdm, abha number, abha id, health id, ayushman bharat health account
pan = pan, pan card, pan number, pan no, permanent account number, income tax
voter = voter, voters, vote, voter id, epic, epic no, epic number, electoral, election card
passport = passport, passports, passport number, passport no, travel document
driving = driver s license, driver s licence, drivers license, drivers licence, driver license, driver licence, driving license, driving licence, driving permit, dl no, dl number, d l no, dvla, dvla no, licence to drive, learner licence, learner s licence
licence = license, licence, license number, licence number, license no, licence no, lic no
dea = dea, dea number, dea no, dea registration
certificate = certificate number, certificate no, certificate id, cert no, permit no, permit number, birth certificate, death certificate, disability certificate, udid, udid card, udid no, marriage certificate
vehicle = car, cars, van, bike, bikes, motorbike, motorcycle, scooter, scooty, vehicle, vehicles, truck, lorry, taxi, cab, auto, rickshaw, jeep, suv, registration, reg, reg no, registered, two wheeler, moped, tractor, ambulance, bus
plate = plate, plates, plate number, plate no, number plate, license plate, licence plate, license plate number, car reg, vehicle number, vehicle no, car number, bike number, registration plate, tag number, tag no, vrm, vrn, reg plate, vehicle registration number, vehicle registration, car registration
vin = vin, vins, chassis, chassis number, chassis no, vehicle identification number
mrn = mrn, mrns, mrd, uhid, uhid no, uhid number, crn, medical record number, medical record no, medical record id, empi
chart = pt id, pt no, hosp no, patientid, mr no, mrd no, mrd number, cr no, cr number, chart number, chart no, chart id, hospital number, hospital no, hospital id, patient id, patient ids, patient no, patient number, patient identifier, patient registration number, patient registration no, hrn, unit record number, record locator
registration = registration number, registration id, regn no, regd no, reg no, reg id
record = medical record, ip no, record number, record no, record id, records number, encounter, specimen id, specimen no, specimen number, specimen, sample id, sample no, sample number, accession, accession number, accession no, accession id, case sheet, case sheet no, case sheet number, opd no, opd number, opd id, opd ticket, opd card, opd slip, op no, op number, opd registration no, ipd no, ipd number, ipd id, ip number, inpatient no, inpatient number, in patient no, outpatient no, outpatient number, admission no, admission number, admission id, encounter id, encounter number, encounter no, visit id, visit number, visit no, lab no, lab number, lab id, lab report no, requisition no, requisition number, requisition id, bed head ticket, bht no, bht, prescription number, prescription no, rx number, rx no, appointment id, appointment number, discharge no, discharge id, slide no, slide number, biopsy no, biopsy number, scan id, x ray no, study id, subject id, participant id, donor id, donor number, donor no, episode number, episode id, referral number, referral id, referral no, ubrn, mlc no, mlc number, post mortem no, rch id, mcts id, nikshay id, abc id, wristband
paper = patient record, patient records, patient file, case no, case id, file no, file number, report no, report number, report id, barcode, barcode no, token no, order id, booking id, booking number, booking reference, bill no, bill number, receipt no, receipt number, claim no, claim number, claim id, fir no, fir number, employee id, employee number, student id, roll no, roll number
hashed = record, records, chart, case, file, patient, specimen, sample, policy, member, account, claim, lab, report, id, room, visit
clinical = ward, opd, ipd, admitted, admission, discharged, discharge, scan, biopsy, surgery, operation, operated, bed, lab, ct, mri, x ray, icu, casualty, emergency, treatment, diagnosed, baby, clinic, specimen, ecg, ekg, echo, mammogram, ultrasound, fracture, tumour, tumor, nodule, chemo, chemotherapy, dialysis, transplant, pregnancy, x rays, xray, mother, fever
tissue = sample, lab sample, blood sample, urine sample, stool sample, tissue sample, sputum sample, swab, biopsy, slide, smear, culture, specimen, block, pathology, histology, cytology, aspirate, scan, x ray, film, mammogram, ecg, encounter, episode
member = member id, member number, member no, membership id, membership number, membership no, subscriber id, subscriber number, subscriber no, policy number, policy no, policy id, insurance id, insurance number, insurance no, insurance policy, insurance card, health plan id, health plan number, plan id, beneficiary id, beneficiary number, beneficiary no, beneficiary, group number, group no, group id, medicaid id, medicaid number, medicaid no, pm jay, pmjay, pmjay id, pm jay id, pm jay card, pmjay card, pmjay no, pm jay no, pmjay beneficiary, pm jay beneficiary, ayushman bharat id, ayushman bharat no, ayushman id, ab pmjay id, ayushman bharat card, ayushman bharat card no, insurance member, ayushman card, ayushman card no, ayushman card number, golden card, golden card no, cghs, cghs card, cghs card no, cghs no, cghs id, echs card, echs no, esic, esic no, esic number, esi no, esi number, insured id, insured no, aetna id, cigna id, humana id, bcbs id, blue cross id, kaiser id, anthem id, uhc id, star health id, medi cal id, insured person number, family id, ration card, ration card no, ration card number, kvnr, egk, krankenkasse, health card, health card no, health card number, health insurance number, tpa id, tpa card, e card no, ohip, ihi, dva number
account = account number, account no, account nos, account num, account id, a c no, a c number, a c, acc no, acct, acct no, bank account, bank account number, bank account no, savings account, sort code, routing number, aba number, loan account, ppf account, demat account
accountword = account
iban = iban, ibans, bank code, iban number, bic
card = card, cards, credit card, debit card, credit, debit, visa, mastercard, amex, rupay, cc, american express, maestro, payment method
cardlabel = card number, card no, card num, credit card number, debit card number, cc number, cc no, credit card no, debit card no
serial = serial, serial number, serial no, serial nos, serial numbers, serial num, serial id, s n, device id, device number, device no, device serial, device identifier, implant id, implant number, imei, imei number, imei no, udi, pacemaker id, pump id, pump number
sn = sn
lot = lot, lot number, lot no, batch, batch no, batch number
implant = implant, implants, implanted, pacemaker, defibrillator, icd, stent, prosthesis, cochlear, pump, valve, stimulator, glucometer, sensor, wheelchair, ventilator, concentrator, hearing aid, insulin pump, cpap
mac = mac, mac address, hardware address, device mac, ethernet, bluetooth, wifi
ip = ip, ips, ip address, ip addresses, ipv4, ipv6, ip addr, client ip, client, src, dst, source ip, log, logs, connecting, connected, host, remote address, address, blocked, browser, traffic
session = client ip, signing in, signed in, logged in, log in, logs in, login, logon, visitor, visitors, user, users, session, sessions, posted from, booked from
sin = sin, sins, social insurance, social insurance number, canada
person = patient, patients, his, her, hers, their, mother, father, son, daughter, wife, husband, baby, child, victim, rider, driver, mr, mrs, ms, he, she, my, injured, deceased, claimant, him, boy, girl, woman, man, infant, newborn, resident, attendant, relative
phone = phone, phones, telephone, tel, mobile, mob, call, calls, called, dial, fax, helpline, hotline, whatsapp, sms, toll, switchboard, ring, contact, text
refers = issn, isbn, doi, pmid, pmcid, pmc, nct, isrctn, ctri, clinicaltrials, docket, court, cfr, usc, upc, ean, gtin, ndc, cas, catalog, catalogue, cat no, model, models, part no, part number, item no, item number, sku, npi, grant, award, tender, circular, gazette, gsr, notification, standard, iso, astm, iec, invoice, tracking number, tracking no, purchase order, po number, gmc, nmc, mci, pin, gst, gstin, cin, tin, ein, hs code, icd, cpt, snomed, loinc, mesh, rfc, patent, accession code, genbank, cve, form no, bill of lading, stock no, fda, anda, nda, k number, 510, charity, protocol, protocol no, chapter, figure, table, page, pages, volume, issue
version = version, versions, v, ver, release, firmware, build, section, sections, update, chapter
sample = example, examples, sample format, looks like, look like, such as, format, dummy, placeholder, fictitious, template, specimen copy, e g
recall = fda, list, range, recall, recalled, recalls, affected, withdrawn, manufacturer, manufactured, made
donation = donate, donation, donations, donor, donors, gift, gifts, relief fund, trust, contribute, contributions, fundraiser
body = dmc, mmc, kmc, tnmc, hmc, rmc, apmc, wbmc, imc, ima, smc, ncism, mbbs, rni, pcpndt, icmr, bds, bams, trademark, fssai, mfg, mfd, manufacturing, drug licence, drug license, drug lic, maker, importer, ayush, product, label, bottle, society, clia, charity, company, companies, council, society, trust, gmc, nmc, mci, nmc, nabh, nabl, iso, accreditation, accredited, medical council, nursing council, pharmacy council, establishment, clinical establishment, ngo, dr, doctor, physician, surgeon, cin, gst, gstin, ctri, trial, prospero, isrctn, clinicaltrials, organisation, organization, fcra, 12a, 80g, court, docket, tender
filler = no, nos, number, numbers, num, id, ids, is, was, are, were, of, the, my, his, her, its, your, their, our, a, this, as, reads, read, being, card, patient, s, and, or, reg, ref, with, under, code, uses, has
`
