package metadata

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func lines(text string) map[string]bool {
	m := map[string]bool{}
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			m[l] = true
		}
	}
	return m
}

// nobody are whole values that programs and sellers of computers put where a
// name belongs, and words people put there to name nobody.
var nobody = lines(`
	user
	users
	username
	user name
	admin
	administrator
	author
	owner
	root
	guest
	public
	default
	default user
	all users
	shared
	runner
	runneradmin
	microsoft office user
	microsoft account
	office user
	windows user
	windows
	valued acer customer
	unknown
	unknown artist
	unknown author
	unknown creator
	unspecified
	anonymous
	anon
	untitled
	un-named
	unnamed
	none
	null
	nil
	n a
	na
	no author
	not set
	test
	tester
	testuser
	demo
	sample
	various
	various artists
	utilisateur
	benutzer
	usuario
	python-docx
	openpyxl
	apache poi
	sheetjs
	phpspreadsheet
	unknown user
	artist
	name
	your name
	lenovo
	dell
	acer
	asus
	toshiba
	samsung
	pc
	my pc
	home
	laptop
	desktop
	mac
	macbook
	iphone
	ubuntu
	debian
	vagrant
	jenkins
	circleci
	ci
	build
	builder
	ec2-user
	www-data
	nobody
	system
	अज्ञात
	अनाम
	उपयोगकर्ता
	लेखक
`)

// honorifics stand before a person's name.
var honorifics = set(`dr doctor mr mrs ms miss mx prof professor sir dame sister nurse shri sri smt shrimati kumari km pt
	डॉ डॉक्टर डा श्री श्रीमती कुमारी सुश्री प्रो`)

// bodies are words in names of hospitals, offices and other bodies.
var bodies = set(`hospital hospitals clinic clinics clinical health healthcare nhs trust foundation university college school
	institute institution institutes department departments dept ministry government govt council association society centre center
	centers centres group ltd limited inc llc llp gmbh pvt plc corp corporation company team office offices service services press publishing
	publications media communications communication studio studios productions production network organisation organization
	agency committee board unit ward news radio podcast podcasts tv channel editorial editors desk staff laboratory laboratories lab labs library medical
	medicine nursing pharmacy outreach programme program project initiative campaign federation union alliance charity ngo
	patient-education education information info helpline authority commission bureau division directorate academy museum
	fund bank systems solutions technologies digital design designs creative marketing pr webmaster web website
	india uk usa bharat national regional district state municipal public community
	अस्पताल हॉस्पिटल चिकित्सालय विभाग मंत्रालय संस्थान संस्था केंद्र केन्द्र विश्वविद्यालय महाविद्यालय स्वास्थ्य न्यास ट्रस्ट सेवा सेवाएँ
	सेवाएं समिति परिषद टीम क्लिनिक फाउंडेशन सरकार कार्यालय जिला राष्ट्रीय राज्य नगर रेडियो समाचार aspatal swasthya vibhag kendra sansthan`)

// roles are the first parts of addresses that belong to an office.
var roles = set(`info contact office hello help support admin webmaster postmaster noreply no reply donotreply events event press media
	news newsletter editor editors editorial enquiries enquiry inquiries feedback appointments appointment bookings booking reception
	calendar team training courses comms communications marketing hr jobs careers privacy dpo security abuse pals complaints
	frontdesk outreach volunteer volunteers donations donate billing records mail email office365 group list webinar webinars`)

// programs are words in names of programs, devices and their makers.
var programs = set(`lavf lavc ffmpeg libav lame itunes audacity adobe microsoft powerpoint excel onenote google libreoffice openoffice
	latex pdftex xetex luatex tex pdflatex canva calibre inkscape illustrator indesign photoshop figma handbrake quicktime garageband premiere audition
	ghostscript chromium chrome firefox safari skia wkhtmltopdf pandoc sphinx weasyprint pdfmaker acrobat distiller quartz pdfcontext scribus quarkxpress
	framemaker docbook fop jasperreports itext pdfsharp tcpdf fpdf dompdf mpdf reportlab openpyxl python-docx phpword phpspreadsheet poi
	imagemagick graphicsmagick gimp krita sketch coreldraw davinci resolve imovie camtasia obs zoom riverside descript auphonic
	vlc mediainfo mkvmerge libwebm libebml matroska gopro android ios iphone ipad ipod samsung canon nikon sony olympus fujifilm panasonic
	epson hp xerox ricoh konica kyocera scanner scansnap camscanner naps2 pdfcreator cutepdf primopdf nitro foxit pdfelement smallpdf ilovepdf
	wordpress drupal joomla wix squarespace mailchimp sox protools reaper logic ableton cubase tascam zoomh logic sonos rode
	hindenburg anchor spotify soundcloud youtube tiktok whatsapp telegram facebook instagram xing vorbis opus xiph version encoder`)

// siteEnds are the ends of names by which a bare word is taken for a site.
var siteEnds = set("com org net in uk gov edu int info io co eu us au ca nz de fr")

// madeBy are beginnings of comments that programs write.
var madeBy = []string{"created with", "created by", "created using", "generated by", "generated with", "encoded by", "encoded with", "processed by",
	"processed with", "converted", "recorded with", "ripped", "exported from", "exported with", "made with", "made using", "produced with",
	"vid:", "file written by", "lossless audio", "no comment", "mastered", "downloaded from", "adobe xmp", "xml:com.adobe.xmp",
	"sspeed=", "zspeed=", "sscene=", "zscene=", "stake=", "ztake="}
