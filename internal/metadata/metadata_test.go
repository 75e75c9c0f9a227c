package metadata

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// sample is a file and what it tells: "what where" of each mark.
type sample struct {
	name, data string
	marks      []string
}

const rels = "Relationships"

// telling are files with marks; each is wanted exactly.
func telling() []sample {
	gps, jane := exifOf("", true), exifOf("Jane Roe", false)
	return []sample{
		{"a.mp4", film(atom("udta", said("\xa9xyz", "+12.9716+077.5946/"))), []string{"location moov/udta/©xyz"}},
		{"a.mov", film(keyed("com.apple.quicktime.location.ISO6709", "+12.9716+077.5946+920/", "com.apple.quicktime.make", "Fone", "com.apple.quicktime.model", "X1",
			"com.apple.quicktime.software", "17.1", "com.apple.quicktime.creationdate", "2026-01-02T03:04:05+0530")),
			[]string{"location moov/meta/keys LOCATIONISO6709", "camera moov/meta/keys MAKE", "camera moov/meta/keys MODEL", "date-time moov/meta/keys CREATIONDATE"}},
		{"a.m4a", film(listOf(atom("\xa9ART", dataAtom("Jane Roe")), atom("\xa9nam", dataAtom("A talk")), atom("\xa9too", dataAtom("Lavf59")), atom("apID", dataAtom("jane@example.org")))),
			[]string{"author moov/udta/meta/ilst/©ART", "account moov/udta/meta/ilst/apID"}},
		{"a.m4v", film(listOf(atom("covr", dataAtom(jpegWith(gps))))), []string{"location moov/udta/meta/ilst/covr EXIF GPS"}},
		{"a.m4a", film(listOf(atom("----", atom("mean", u32(0), "com.apple.iTunes"), atom("name", u32(0), "ENGINEER"), dataAtom("Jane Roe")))), []string{"author moov/udta/meta/ilst/---- ENGINEER"}},
		{"a.mp4", film(sampleTrack("gpmd")) + atom("mdat", "GPS5"), []string{"location moov/trak/mdia/minf/stbl/stsd/gpmd"}},
		{"a.mp4", film(sampleTrack("camm")), []string{"location moov/trak/mdia/minf/stbl/stsd/camm"}},
		{"a.mp4", film(atom("udta", atom("CAME", "0123456789abcdef"), atom("loci", u32(0), u16(0x15c7), "Pune\x00"+strings.Repeat("\x01", 13)))), []string{"device moov/udta/CAME", "location moov/udta/loci"}},
		{"a.mp4", film(atom("udta", atom("auth", u32(0), u16(0x15c7), "Jane Roe\x00"))), []string{"author moov/udta/auth"}},
		{"a.mp4", film() + atom("uuid", string(xmpUUID), xmpOf(creatorXMP)), []string{"author uuid/XMP dc:creator"}},
		{"a.mp4", film(atom("trak", atom("udta", said("\xa9cmt", "she lives at the mill")))), []string{"comment moov/trak/udta/©cmt"}},

		{"a.mp3", id3v(3, frame(3, "TPE1", "\x00Jane Roe"), frame(3, "TIT2", "\x00A talk"), frame(3, "TALB", "\x00Talks")) + sound, []string{"author ID3 TPE1"}},
		{"a.mp3", id3v(4, frame(4, "COMM", "\x03engabout\x00met her at home"), frame(4, "COMM", "\x01eng"+utf16le("")+"\x00\x00"+utf16le("met her at home"))) + sound, []string{"comment ID3 COMM"}},
		{"a.mp3", id3v(3, frame(3, "TXXX", "\x01"+utf16le("GPS")+"\x00\x00"+utf16le("12.9,77.5"))) + sound, []string{"location ID3 TXXX GPS"}},
		{"a.mp3", id3v(2, frame(2, "TP1", "\x00Jane Roe"), frame(2, "TT2", "\x00A talk")) + sound, []string{"author ID3 TP1"}},
		{"a.mp3", id3v(3, frame(3, "GEOB", "\x00text/plain\x00a.txt\x00d\x00x"), frame(3, "PRIV", "someone\x00x"), frame(3, "WOAR", "https://www.linkedin.com/in/jane"), frame(3, "POPM", "jane@example.org\x00\x01")) + sound,
			[]string{"comment ID3 GEOB", "account ID3 PRIV", "account ID3 WOAR", "account ID3 POPM"}},
		{"a.mp3", id3v(3, frame(3, "APIC", "\x00image/jpeg\x00\x03cover\x00"+jpegWith(gps))) + sound, []string{"location ID3 APIC EXIF GPS"}},
		{"a.mp3", id3v(4, "TPE1"+sevens(20)+"\x00\x09"+sevens(9)+flate("\x00Jane Roe")+strings.Repeat("\x00", 4)) + sound, []string{"author ID3 TPE1"}},
		{"a.mp3", sound + id3v1("Jane Roe", "met her at home"), []string{"author ID3v1 artist", "comment ID3v1 comment"}},
		{"a.mp3", sound + ape("Artist", "Jane Roe", "Title", "A talk") + id3v1("", ""), []string{"author APE ARTIST"}},

		{"a.ogg", page("\x01vorbis") + page("\x03vorbis"+comments("ARTIST=Jane Roe", "TITLE=A talk", "location=12.9,77.5", "COMMENT=Created with Audacity")), []string{"author comments ARTIST", "location comments LOCATION"}},
		{"a.opus", page("OpusHead") + page("OpusTags"+comments("comment=met her at home", "METADATA_BLOCK_PICTURE="+strings.TrimPrefix(dataURL("", u32(3)+u32(10)+"image/jpeg"+u32(0)+strings.Repeat("\x00", 20)+jpegWith(gps)), "data:;base64,"))),
			[]string{"comment comments COMMENT", "location comments METADATA_BLOCK_PICTURE EXIF GPS"}},
		{"a.flac", "fLaC" + "\x00" + u32(4)[1:] + "info" + "\x84" + u32(len(comments("PERFORMER=Jane Roe")))[1:] + comments("PERFORMER=Jane Roe"), []string{"author comments PERFORMER"}},

		{"a.wav", wave(chunk("LIST", "INFO"+chunk("IART", "Jane Roe\x00")+chunk("ICMT", "met her at home")+chunk("ISFT", "Lavf59"))), []string{"author LIST INFO IART", "comment LIST INFO ICMT"}},
		{"a.wav", wave(chunk("bext", "At her home"+strings.Repeat("\x00", 245)+"Jane Roe"+strings.Repeat("\x00", 400))), []string{"comment bext Description", "author bext Originator"}},
		{"a.wav", wave(chunk("iXML", "<BWFXML><LOCATION><LOCATION_GPS>12.9, 77.5</LOCATION_GPS></LOCATION></BWFXML>"), chunk("_PMX", xmpOf(creatorXMP))), []string{"location iXML LOCATION_GPS", "author _PMX XMP dc:creator"}},

		{"a.webm", matroska(simpleTag("ARTIST", "Jane Roe"), ebml(idInfo, ebml(0x4D80, "Lavf59"), ebml(0x7BA9, "A talk"), ebml(idFilename, "/home/jroe/a.webm"))), []string{"author Tags ARTIST", "account Info SegmentFilename"}},
		{"a.webm", matroska("\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff", ebml(0xA3, "sound"), simpleTag("LOCATION", "+12.9+077.5/")), []string{"location Tags LOCATION"}},
		{"a.mkv", matroska(ebml(idAttach, ebml(idFile, ebml(idFileType, "image/jpeg"), ebml(idFileData, jpegWith(jane))))), []string{"author Attachments EXIF"}},

		{"a.pdf", leaflet("", "<< /Author (Jane Roe) /Creator (Microsoft Word) /Producer (Microsoft Word) /Title (A leaflet) >>"), []string{"author Info /Author"}},
		{"a.pdf", leaflet("", "<< /Author <FEFF004A0061006E006500200052006F0065> /Creator (Dr Jane Roe) >>"), []string{"author Info /Author", "author Info /Creator"}},
		{"a.pdf", leaflet("", "<< /Title (Microsoft Word - C:\\\\Users\\\\jroe\\\\leaflet.doc) >>"), []string{"account Info /Title"}},
		{"a.pdf", leaflet("", "<<>>", streamWith("/Type /Metadata /Subtype /XML", xmpOf(creatorXMP))), []string{"author XMP dc:creator"}},
		{"a.pdf", leaflet("", "<<>>", streamWith("/Type /Metadata /Subtype /XML /Filter /FlateDecode", flate(xmpOf(`exif:GPSLatitude="12,58.3N" aux:SerialNumber="33X07">`)))), []string{"location XMP exif:GPSLatitude", "device XMP aux:SerialNumber"}},
		{"a.pdf", leaflet("", "<<>>", "<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /T (Jane Roe) /Contents (ask her husband) >>"), []string{"author annotation /T", "comment annotation /Contents"}},
		{"a.pdf", leaflet("", "<<>>", "<< /FT /Tx /T (name) /V (Mary Example) >>", "<< /Parent 9 0 R /V (Mary Example) >>", "<< /FT /Tx >>"), []string{"comment form field /V"}},
		{"a.pdf", leaflet("", "<<>>", "<< /Type /Filespec /F (a.xls) /EF << /F 8 0 R >> >>", streamWith("/Type /EmbeddedFile", "x")), []string{"comment an embedded file"}},
		{"a.pdf", leaflet("", "<<>>", streamWith("/Subtype /Image /Filter /DCTDecode", jpegWith(gps))), []string{"location a picture in it EXIF GPS"}},
		{"a.pdf", leaflet("", "<<>>", streamWith("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", flate("9 0 << /Author (Jane Roe) /Producer (x) >>"))), []string{"author Info /Author"}},
		{"a.pdf", leaflet("", "<< /Author (Jane Roe) >>") + "6 0 obj\n<< >>\nendobj\ntrailer << /Info 6 0 R /Root 1 0 R >>", []string{"author Info /Author"}}, // changed, but still in the file

		{"a.docx", office("docProps/core.xml", `<cp:coreProperties><dc:title>T</dc:title><dc:creator>Jane Roe</dc:creator><cp:lastModifiedBy>jroe</cp:lastModifiedBy></cp:coreProperties>`), []string{"author docProps/core.xml creator", "author docProps/core.xml lastModifiedBy"}},
		{"a.docx", office("word/document.xml", `<w:p><w:r><w:t>Seen.</w:t></w:r><w:ins w:author="Jane Roe"><w:r><w:t>New</w:t></w:r></w:ins></w:p>`), []string{"author word tracked changes"}},
		{"a.docx", office("word/comments.xml", `<w:comments><w:comment w:author="Jane Roe" w:initials="JR"><w:p><w:r><w:t>ask her</w:t></w:r></w:p></w:comment></w:comments>`), []string{"author word/comments.xml author", "comment word/comments.xml"}},
		{"a.docx", office("word/media/image1.jpeg", jpegWith(gps)), []string{"location word/media EXIF GPS"}},
		{"a.docx", office("word/_rels/settings.xml.rels", `<`+rels+`><Relationship Target="file:///C:\Users\jroe\Normal.dotm" TargetMode="External"/></`+rels+`>`), []string{"account a link's target"}},
		{"a.xlsx", office("xl/workbook.xml", `<workbook><sheets><sheet name="raw" state="hidden"/></sheets></workbook>`, "xl/persons/person.xml", `<personList><person displayName="Jane Roe" userId="jane@example.org"/></personList>`),
			[]string{"comment xl/workbook.xml a hidden sheet", "author xl/persons/person.xml displayName", "account xl/persons/person.xml userId"}},
		{"a.pptx", office("ppt/commentAuthors.xml", `<p:cmAuthorLst><p:cmAuthor name="Jane Roe"/></p:cmAuthorLst>`), []string{"author ppt/commentAuthors.xml name"}},
		{"a.odt", packed("mimetype", "application/vnd.oasis.opendocument.text", "meta.xml", `<office:meta><meta:initial-creator>Jane Roe</meta:initial-creator></office:meta>`,
			"content.xml", `<office:text><text:p>Words<office:annotation><dc:creator>Jane Roe</dc:creator><text:p>ask her</text:p></office:annotation></text:p></office:text>`),
			[]string{"author meta.xml initial-creator", "author content.xml annotation or change", "comment content.xml annotation or change"}},
		{"a.epub", packed("mimetype", "application/epub+zip", "OEBPS/content.opf", `<package><metadata><dc:title>T</dc:title><dc:creator id="a">Jane Roe</dc:creator></metadata></package>`), []string{"author OPF creator"}},

		{"a.svg", `<svg><metadata><rdf:RDF><cc:Work><dc:creator><cc:Agent><dc:title>Jane Roe</dc:title></cc:Agent></dc:creator></cc:Work></rdf:RDF></metadata></svg>`, []string{"author metadata dc:creator"}},
		{"a.svg", `<svg inkscape:export-filename="/home/jroe/a.png" sodipodi:docname="C:\Users\jroe\a.svg"/>`, []string{"account inkscape:export-filename", "account sodipodi:docname"}},
		{"a.svg", `<svg><image xlink:href="` + dataURL("image/jpeg", jpegWith(gps)) + `"/></svg>`, []string{"location image EXIF GPS"}},
		{"a.svg", `<svg><image href="` + dataURL("image/png", pngWith(jane)) + `"/><image href="file:///Users/jroe/b.png"/></svg>`, []string{"author image EXIF", "account href"}},
		{"a.svg", `<!-- drawn by jane@example.org --><svg/>`, []string{"account a comment (<!-- -->)"}},

		{"a.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nORGANIZER;CN=Jane Roe:mailto:jane.roe@ex\r\n ample.org\r\nATTENDEE:mailto:ravi@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR", []string{"account ORGANIZER", "account ATTENDEE"}},
	}
}

// silent are files that tell nothing about anybody.
func silent() []sample {
	none := exifOf("", false)
	return []sample{
		{"a.mp4", film(atom("udta", said("\xa9xyz", "+00.0000+000.0000/"), said("\xa9swr", "17.1"), said("\xa9nam", "A talk"))), nil},
		{"a.m4a", film(listOf(atom("\xa9ART", dataAtom("Riverside Hospital")), atom("aART", dataAtom("NHS")), atom("\xa9day", dataAtom("2026-01-02")), atom("\xa9cmt", dataAtom("Created with Audacity")))), nil},
		{"a.m4a", film(listOf(atom("covr", dataAtom(jpegWith(none))))), nil},
		{"a.mov", film(keyed("com.apple.quicktime.location.ISO6709", "", "com.apple.quicktime.title", "A talk", "com.apple.quicktime.description", "Words for all")), nil},
		{"a.mp3", id3v(3, frame(3, "TPE1", "\x00Riverside Hospital Podcast"), frame(3, "TIT2", "\x00Jane's story"), frame(3, "TENC", "\x00LAME 3.100"), frame(3, "COMM", "\x00engiTunNORM\x00 00000AB1"), frame(3, "TDRC", "\x002026"),
			frame(3, "PRIV", "PeakValue\x00x"), frame(3, "WOAF", "https://news.example.org/talk"), frame(3, "COMM", "\x00eng\x00")) + sound, nil},
		{"a.mp3", sound + id3v1("Unknown Artist", ""), nil},
		{"a.mp3", strings.Repeat("\x00", 100) + sound, nil},
		{"a.ogg", page("\x01vorbis") + page("\x03vorbis"+comments("ARTIST=रिवरसाइड अस्पताल", "ENCODER=Lavc59", "DATE=2026", "TITLE=A talk", "ENCODED-BY=")), nil},
		{"a.wav", wave(chunk("LIST", "INFO"+chunk("ISFT", "Lavf59")+chunk("INAM", "A talk")+chunk("IART", "Health Department"))), nil},
		{"a.wav", wave(chunk("bext", strings.Repeat("\x00", 256)+"Zoom H4n"+strings.Repeat("\x00", 400))), nil},
		{"a.webm", matroska(ebml(idInfo, ebml(0x4D80, "Lavf59"), ebml(0x5741, "HandBrake"), ebml(0x4461, "12345678")), simpleTag("ENCODER", "Lavc59"), simpleTag("TITLE", "A talk")), nil},
		{"a.pdf", leaflet("", "<< /Author (Riverside Hospital, Patient Information Team) /Creator (Adobe InDesign 18.0) /Producer (Adobe PDF Library) /CreationDate (D:20260102) /Company (X) >>"), nil},
		{"a.pdf", leaflet("", "<< /Author (Microsoft Office User) /Creator (Canva) >>", "<< /Subtype /Link /Rect [0 0 1 1] /A << /URI (https://example.org/users/7) >> >>",
			"<< /Subtype /Widget /FT /Tx /T (Your name) /Rect [0 0 1 1] >>", "<< /FT /Btn /T (Jane Roe) /V /Off >>", "<< /FT /Tx /V (dd/mm/yyyy) /DV (dd/mm/yyyy) >>"), nil},
		{"a.docx", office("docProps/core.xml", `<a><dc:creator>python-docx</dc:creator><cp:lastModifiedBy></cp:lastModifiedBy><dc:description>generated by python-docx</dc:description></a>`,
			"word/document.xml", `<w:p><w:ins w:author="Author"><w:r><w:t>x</w:t></w:r></w:ins></w:p>`, "docProps/app.xml", `<Properties><Company>Riverside Hospital</Company><Application>Microsoft Office Word</Application><Template>Normal.dotm</Template></Properties>`), nil},
		{"a.xlsx", office("docProps/core.xml", `<a><dc:creator>openpyxl</dc:creator></a>`, "xl/workbook.xml", `<workbook><sheets><sheet name="a" state="visible"/></sheets></workbook>`), nil},
		{"a.svg", `<svg sodipodi:docname="chart.svg" inkscape:version="1.2"><metadata><dc:creator>Riverside Hospital</dc:creator><dc:title>Jane's chart</dc:title></metadata><image href="` + dataURL("image/png", pngWith(none)) + `"/></svg>`, nil},
		{"a.svg", `<!-- Generator: Adobe Illustrator 27.0 --><svg><a href="https://example.org/home/user/"><text>x</text></a></svg>`, nil},
		{"a.ics", "BEGIN:VCALENDAR\nORGANIZER;CN=\"Riverside Hospital: Events\":mailto:events@example.org\nSUMMARY:Walk\nGEO:12.9;77.5\nEND:VCALENDAR", nil},
	}
}

func TestMarks(t *testing.T) {
	for i, s := range append(telling(), silent()...) {
		f, err := Read(s.name, []byte(s.data))
		if err != nil {
			t.Errorf("%d %s: %v", i, s.name, err)
			continue
		}
		var got []string
		for _, m := range f.Marks {
			got = append(got, m.What+" "+m.Where)
			if m.Remove == "" {
				t.Errorf("%d %s: no way to remove %v", i, s.name, m)
			}
			for _, value := range []string{"Jane", "jroe", "jane", "12.9", "home", "husband", "Mary"} {
				if strings.Contains(m.Where, value) {
					t.Errorf("%d %s: the mark tells a value: %v", i, s.name, m)
				}
			}
		}
		want := slices.Clone(s.marks)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%d %s:\n\tgot  %q\n\twant %q (unread %q)", i, s.name, got, want, f.Unread)
		}
	}
}

func TestWords(t *testing.T) {
	cmap := "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <092E> <0002> <0930> endbfchar 1 beginbfrange <0010> <0012> <0061> endbfrange 1 beginbfrange <0020> <0021> [<0078> <00790079>] endbfrange"
	for i, c := range []struct {
		name, data string
		words      []string
	}{
		{"a.txt", "\xef\xbb\xbfOne\r\nline.\r\n\r\n\r\nTwo", []string{"One line.", "Two"}},
		{"a.txt", "caf\xe9", []string{"café"}},
		{"a.txt", utf16le("मरीज"), []string{"मरीज"}},
		{"a.vtt", "WEBVTT\n\nNOTE ask Ravi\n\nSTYLE\n::cue{}\n\n1\n00:01.000 --> 00:02.000 align:start\n<v Jane Roe>Hello <i>all</i>\nof you\n\n00:03.000 --> 00:04.000\nBye", []string{"ask Ravi", "Jane Roe: Hello all of you", "Bye"}},
		{"a.srt", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nBye", []string{"Hello", "Bye"}},
		{"a.csv", "Name;Born\n\"Example; John\";1961\n", []string{"Name, Born", "Example; John, 1961"}},
		{"a.ics", "BEGIN:VCALENDAR\nSUMMARY:A walk\\, then\n  tea\nDTSTART:20260102\nEND:VCALENDAR", []string{"A walk, then tea"}},
		{"a.svg", `<svg><title>Chart</title><style>text{}</style><text x="1"><tspan>Mr</tspan><tspan>Rao</tspan></text><desc>It &amp; more</desc></svg>`, []string{"Chart", "Mr Rao", "It & more"}},
		{"a.docx", office("word/document.xml", `<w:document><w:body><w:p><w:r><w:t>One </w:t></w:r><w:r><w:t xml:space="preserve">two</w:t></w:r></w:p><w:p><w:r><w:delText>gone</w:delText><w:tab/><w:t>three</w:t></w:r></w:p></w:body></w:document>`), []string{"One two", "three"}},
		{"a.xlsx", office("xl/worksheets/sheet1.xml", `<sheetData><row><c t="s"><v>1</v></c><c><v>42</v></c></row><row><c t="inlineStr"><is><t>in</t></is></c><c t="s"><v>9</v></c></row></sheetData>`, "xl/sharedStrings.xml", `<sst><si><t>a</t></si><si><r><t>Na</t></r><r><t>me</t></r></si></sst>`), []string{"Name, 42", "in"}},
		{"a.odt", packed("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<text:h>Head</text:h><text:p>One<text:s/>two</text:p>`), []string{"Head", "One two"}},
		{"a.epub", packed("mimetype", "application/epub+zip", "a.xhtml", `<html><head><style>p{}</style></head><body><h1>Head</h1><p>One<br/>&nbsp;two</p></body></html>`), []string{"Head", "One two"}},
		{"a.zip", packed("letters/roe.pdf", "", "b.txt", ""), []string{"letters/roe.pdf", "b.txt"}},
		{"a.pdf", leaflet("BT /F1 12 Tf 72 700 Td (Patient ) Tj (John) Tj 0 -14 Td [(Exa) 20 (mple,) -300 (born)] TJ T* 0 -60 Td (A \\(new\\) one \\351) Tj ET", "<< /Title (A leaflet) >>"), []string{"A leaflet", "Patient John Example, born", "A (new) one é"}},
		{"b.pdf", pdf("/Root 1 0 R", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] >>", "<< /Type /Page /Contents [4 0 R] /Resources << /Font << /F2 5 0 R >> /XObject << /Fm 7 0 R >> >> >>",
			streamWith("/Filter [/ASCIIHexDecode]", "2F466D20446F>")+"\n", "<< /Subtype /Type0 /ToUnicode 6 0 R >>", streamWith("", cmap), streamWith("/Subtype /Form", "BT /F2 10 Tf 1 0 0 1 72 500 Tm <000100020010> Tj <001200200021> Tj ET")), []string{"मरacxyy"}},
	} {
		f, err := Read(c.name, []byte(c.data))
		if err != nil || !slices.Equal(f.Words, c.words) {
			t.Errorf("%d %s: %v\n\tgot  %q\n\twant %q (unread %q)", i, c.name, err, f.Words, c.words, f.Unread)
		}
	}
}

func TestUnread(t *testing.T) {
	scan := leaflet("q 100 0 0 100 0 0 cm BI /W 1 /H 1 ID x EI Q", "<<>>")
	for i, c := range []struct{ name, data, why string }{
		{"a.pdf", pdf("/Root 1 0 R /Encrypt 2 0 R", "<<>>", "<< /Filter /Standard >>"), whyEncrypted},
		{"a.docx", string(oleHead) + "x", whyEncrypted},
		{"a.zip", packed("a.docx", "x"), whyNested},
		{"a.zip", packed("__MACOSX/._a", "x"), ""},
		{"a.docx", office("word/embeddings/a.xlsx", "x"), whyNested},
		{"a.doc", "x", "a kind of file that cannot be read here; publish it as PDF, MP4 or MP3"},
		{"a.svg", `<svg><i:pgf>x</i:pgf></svg>`, "it holds a drawing program's own copy (i:pgf)"},
		{"a.pdf", scan, "pages that are pictures; words in them cannot be read"},
		{"a.pdf", leaflet("", "<<>>", streamWith("/Type /ObjStm /Filter /LZWDecode /N 1 /First 4", "x")), whyPacked},
		{"a.mp3", id3v(3, "TPE1"+u32(5)+"\x00\x40abcde") + sound, whyEncrypted},
		{"a.mp4", film(), ""}, {"a.png", "x", ""}, {"a.css", "x", ""}, {"noend", "x", ""},
	} {
		if f, err := Read(c.name, []byte(c.data)); err != nil || f.Unread != c.why {
			t.Errorf("%d %s: %v, %q, want %q", i, c.name, err, f.Unread, c.why)
		}
	}
}

func TestNotWhatItsNameSays(t *testing.T) {
	for _, ext := range strings.Fields("mp4 mov m4a m4v mp3 ogg opus flac wav webm pdf svg docx xlsx odt epub zip vtt ics srt") {
		for _, data := range []string{"", "<p>words", "GIF89a" + strings.Repeat("\x00", 50)} {
			if ext == "srt" && data == "" {
				continue
			}
			if f, err := Read("a."+ext, []byte(data)); !errors.Is(err, errKind) || len(f.Marks)+len(f.Words) > 0 {
				t.Errorf("%s of %q: %+v, %v", ext, data, f, err)
			}
		}
	}
}

func TestNamesSomebody(t *testing.T) {
	for _, s := range []string{"Jane Roe", "jroe", "Roe, Jane", "Dr Jane Roe, Riverside Hospital", "Jane Roe, Riverside Hospital", "Riverside Hospital; Jane Roe", "डॉ. प्रिया शर्मा", "राम", "jane.roe@example.org", "Dr. A. Kumar", "JANE ROE", "Mary-Ann O'Roe", "Microsoft Office User; Jane Roe"} {
		if !namesSomebody(s) {
			t.Errorf("%q names nobody", s)
		}
	}
	for _, s := range []string{"", " ", "\x00", "Riverside Hospital", "Ministry of Health", "WHO", "info@example.org", "press.office@example.org", "Microsoft Office User", "user", "Lavf59.27.100", "https://example.org", "example.org", "स्वास्थ्य मंत्रालय", "जिला अस्पताल पुणे", "NHS 24", "Adobe InDesign 18.0", "1234", "a1b2c3d4", "Podcast Team", "Canva", "-", "Department of Health, London"} {
		if namesSomebody(s) {
			t.Errorf("%q names somebody", s)
		}
	}
}

func TestUserPath(t *testing.T) {
	for _, s := range []string{`C:\Users\jroe\a.doc`, `file:///Users/jroe/a`, `/home/jroe/x`, `file:///C:/Users/jroe/a`, `"/home/jroe"`, `c:\documents and settings\jane roe\a`} {
		if !hasUserPath(s) {
			t.Errorf("%q has no account", s)
		}
	}
	for _, s := range []string{`https://example.org/users/jroe`, `/home/`, `C:\Users\Public\a`, `images/home/hero.png`, `/users`, `a/b`, `/home/runner/x`} {
		if hasUserPath(s) {
			t.Errorf("%q has an account", s)
		}
	}
}

// TestHostile reads files made to cost much. Nothing is measured but that an
// end comes: each takes far below a second here, minutes if a limit is lost.
func TestHostile(t *testing.T) {
	deep := strings.Repeat("<<", 100_000)
	for name, data := range map[string]string{
		"a.pdf":  "%PDF-1.4\n" + strings.Repeat("1 0 obj"+deep[:200], 5000),
		"b.pdf":  "%PDF-1.4\n1 0 obj\n" + deep,
		"c.pdf":  leaflet(strings.Repeat("q ", 100_000), "<<>>"),
		"d.pdf":  leaflet("", "<<>>", streamWith("/Type /Metadata /Filter /FlateDecode", flate(strings.Repeat(" ", 40<<20)))),
		"e.pdf":  pdf("/Root 1 0 R", "<< /Pages 2 0 R >>", "<< /Kids [2 0 R 2 0 R 3 0 R 3 0 R] >>", "<< /Kids [2 0 R] >>"),
		"f.pdf":  "%PDF-1.4\n" + strings.Repeat("1 0 obj<</Length 1 0 R>>stream ", 20_000),
		"g.pdf":  leaflet("/F2 1 Tf", "<<>>") + strings.Repeat("trailer <<", 50_000),
		"a.mp4":  atom("moov", strings.Repeat(u32(8)+"trak", 100_000)),
		"b.mp4":  strings.Repeat("\xff\xff\xff\xffmoov", 1000),
		"a.svg":  "<svg>" + strings.Repeat("<g>", 100_000),
		"b.svg":  "<svg a='" + strings.Repeat("/home/", 100_000),
		"a.zip":  packed("a", strings.Repeat("x", 1<<20)),
		"a.mp3":  strings.Repeat("ID3\x03\x00\x00\x00\x00\x00\x00", 50_000),
		"a.ogg":  strings.Repeat(page(""), 20_000),
		"a.webm": matroska() + strings.Repeat("\x12\x54\xc3\x67\x84\x73\x73\x81\x00", 50_000),
		"a.txt":  strings.Repeat("a\n\n", 200_000),
		"a.csv":  strings.Repeat("\"", 200_000),
		"a.ics":  "BEGIN:VCALENDAR\nORGANIZER:" + strings.Repeat("@a.", 200_000),
		"a.wav":  "RIFF\x00\x00\x00\x00WAVE" + strings.Repeat("LIST\x00\x00\x00\x00", 50_000),
		"a.docx": office("word/document.xml", strings.Repeat("<w:p>", 300_000)),
		"a.xlsx": office("xl/sharedStrings.xml", "<si><t>"+strings.Repeat("x", 1<<20)+"</t></si>", "xl/worksheets/a.xml", strings.Repeat("<row><c t='s'><v>0</v></c></row>", 20_000)),
	} {
		start := time.Now()
		f, err := Read(name, []byte(data))
		t.Logf("%s: %v, %d words, %v, %q", name, time.Since(start).Round(time.Millisecond), len(f.Words), err, f.Unread)
		if len(f.Words) > maxWords || len(f.Marks) > maxMarks {
			t.Errorf("%s: %d words, %d marks", name, len(f.Words), len(f.Marks))
		}
	}
}
