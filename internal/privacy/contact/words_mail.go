package contact

import "strings"

// roles are mailboxes of an office (RFC 2142 names some), written for this
// package.
var roles = setOf(`
info information contact contactus press media help helpdesk support appointments appointment feedback privacy grievance grievances
enquiry enquiries inquiry inquiries query queries admin administrator webmaster postmaster hostmaster abuse security noreply no-reply
donotreply reply office reception frontdesk desk hello hi team staff hr careers jobs recruitment career billing accounts accounting finance
payments sales marketing news newsletter editor editorial communications comms pr publicaffairs publications orders order store shop
library librarian research researchers trial trials study studies clinic clinics hospital opd care patientcare patientrelations
patient-relations customerservice customercare service services subscribe unsubscribe membership members member events registration
register conference training education volunteer volunteers donate donations giving development foundation legal compliance dpo records
medicalrecords referrals referral pharmacy lab labs laboratory emergency nodal nodalofficer ombudsman complaints complaint accessibility
web website digital data foia opendata dap uswds feedback usability innovation program programs project projects network community group
list lists listserv director secretary president chair board council department dept health healthinfo wellness safety helpline hotline
crisis translation language general main public policy government partner partners partnerships sponsor advertising ads subscriptions
portal newsroom corrections correction submissions letters recipes blog social socialmedia video photo webinar bookings booking schedule scheduling ask askus questions question faq tip tips nurse nurses doctor doctors international global
`)

// freeMail are hosts where people, not bodies, have mailboxes.
var freeMail = setOf(`
gmail.com googlemail.com yahoo.com yahoo.co.in yahoo.in yahoo.co.uk ymail.com rocketmail.com hotmail.com hotmail.co.uk outlook.com outlook.in
live.com live.in live.co.uk msn.com icloud.com me.com mac.com aol.com rediffmail.com rediff.com protonmail.com proton.me pm.me gmx.com gmx.de gmx.net
mail.com yandex.com yandex.ru zoho.com zohomail.in fastmail.com tutanota.com hey.com comcast.net verizon.net att.net sbcglobal.net btinternet.com
sky.com virginmedia.com talktalk.net ntlworld.com web.de mail.ru qq.com 163.com indiatimes.com sify.com
`)

// topLevels are ends that an address in words is believed by.
var topLevels = setOf(`com org net in edu gov info io co us uk me de fr ca au eu biz health care hospital mail कॉम इन ओआरजी नेट`)

// files are ends of file names, which also hold an @: heart@2x.png.
var files = setOf(`png jpg jpeg gif svg webp avif js mjs cjs css scss json html htm pdf xml yaml yml txt csv ts tsx jsx zip gz min map woff mp mov local`)

func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
