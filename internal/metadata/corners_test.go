package metadata

import (
	"encoding/ascii85"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// little turns a big-endian TIFF with one text into a little-endian one.
func little(artist string) string {
	le16 := func(n int) string { return string(binary.LittleEndian.AppendUint16(nil, uint16(n))) }
	return "II*\x00" + l32(8) + le16(1) + le16(0x9c9d) + le16(1) + l32(len(artist)) + l32(8+2+12+4) + l32(0) + artist
}

func pngText(id, body string) string {
	return "\x89PNG\r\n\x1a\n" + u32(len(body)) + id + body + "sum!"
}

// predicted writes rows by PNG's filters 0 to 4, as PDF's predictors do.
func predicted(s string, width int) string {
	for len(s)%width != 0 {
		s += " "
	}
	var out []byte
	prev := make([]byte, width)
	for n := 0; n < len(s); n += width {
		row, kind := []byte(s[n:n+width]), byte(n/width%5)
		out = append(out, kind)
		for i, c := range row {
			var left, upLeft byte
			if i > 0 {
				left, upLeft = row[i-1], prev[i-1]
			}
			guess := []byte{0, left, prev[i], byte((int(left) + int(prev[i])) / 2), paeth(int(left), int(prev[i]), int(upLeft))}[kind]
			out = append(out, c-guess)
		}
		copy(prev, row)
	}
	return string(out)
}

func a85(s string) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(s)))
	return "<~" + string(out[:ascii85.Encode(out, []byte(s))]) + "~>"
}

// TestCorners reads what is rare in each format.
func TestCorners(t *testing.T) {
	drawing := func(kind, s string) string {
		return `<svg><image href="` + dataURL("image/"+kind, s) + `"/></svg>`
	}
	riff := "RIFF" + l32(100) + "WEBP" + chunk("EXIF", "Exif\x00\x00"+exifOf("", true)) + chunk("XMP ", xmpOf(creatorXMP))
	long := "\x00\x00\x00\x01moov" + u32(0)
	udta := atom("udta", said("\xa9xyz", "+12.9+077.5/"))
	info := "9 0 << /Author (Jane Roe) /Producer (x) /Title (Words) >>"
	for i, s := range []sample{
		{"a.svg", drawing("jpeg", jpegWith(little("J\x00a\x00n\x00e\x00 \x00R\x00o\x00e\x00"))), []string{"author image EXIF"}},
		{"a.svg", drawing("webp", riff), []string{"location image EXIF GPS", "author image XMP dc:creator"}},
		{"a.svg", drawing("png", pngText("tEXt", "Author\x00Jane Roe")), []string{"author image tEXt Author"}},
		{"a.svg", drawing("png", pngText("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmpOf(creatorXMP))), []string{"author image XMP dc:creator"}},
		{"a.svg", `<svg><metadata>` + xmpOf(`Iptc4xmpCore:Location="The mill">`) + `</metadata></svg>`, []string{"location metadata XMP Iptc4xmpCore:Location"}},
		{"a.mp4", atom("ftyp", "isom") + long + u32(len(udta)+16) + udta, []string{"location moov/udta/©xyz"}},
		{"a.mov", film(atom("udta", said("\xa9day", "2026-01-02T03:04:05+0530"), said("\xa9url", "mailto:jane@example.org"), said("\xa9mal", "jane@example.org"))),
			[]string{"date-time moov/udta/©day", "account moov/udta/©url", "account moov/udta/©mal"}},
		{"a.m4a", film(listOf(atom("\xa9day", dataAtom("2026-01-02T00:00:00Z")), atom("ownr", dataAtom("Jane Roe")))), []string{"account moov/udta/meta/ilst/ownr"}},
		{"a.mp4", film(sampleTrack("gpmd")), []string{"device moov/trak/mdia/minf/stbl/stsd/gpmd"}},
		{"a.mp4", film(atom("udta", atom("XMP_", xmpOf(creatorXMP)), atom("CNDA", jpegWith(exifOf("", true))))), []string{"author moov/udta/XMP_ dc:creator", "location moov/udta/CNDA EXIF GPS"}},
		{"a.mp4", film(atom("meta", u32(0), atom("hdlr", u32(0)), atom("ID32", u32(0), "\x15\xc7", id3v(4, frame(4, "TPE1", "\x03Jane Roe"))))), []string{"author ID3 TPE1"}},
		{"a.mp3", "ID3\x04\x00\x40" + sevens(36) + sevens(6) + "\x01\x00" + frame(4, "TPE1", "\x02\x00J\x00a\x00n\x00e\x00 \x00R") + strings.Repeat("\x00", 9) + sound, []string{"author ID3 TPE1"}},
		{"a.mp3", id3v(3, frame(3, "WXXX", "\x01"+utf16le("me")+"\x00\x00https://www.linkedin.com/in/jane"), frame(3, "GEOB", "\x00application/octet-stream\x00\x00Serato Markers\x00x"), frame(3, "PRIV", "XMP\x00"+xmpOf(creatorXMP)), frame(3, "OWNE", "\x00USD9.99\x00")) + sound,
			[]string{"account ID3 WXXX", "author ID3 PRIV XMP dc:creator", "account ID3 OWNE"}},
		{"a.mp3", id3v(3, frame(3, "GEOB", "\x00image/jpeg\x00\x00\x00"+jpegWith(exifOf("", true)))) + sound, []string{"location ID3 GEOB EXIF GPS"}},
		{"a.ogg", page("\x7fFLAC") + page("\x04"+u32(len(comments("ARTIST=Jane Roe")))[1:]+comments("ARTIST=Jane Roe")), []string{"author comments ARTIST"}},
		{"a.ogg", page("OpusTags" + comments("COVERART="+strings.TrimPrefix(dataURL("", jpegWith(exifOf("", true))), "data:;base64,"))), []string{"location comments COVERART EXIF GPS"}},
		{"a.wav", "RF64\xff\xff\xff\xffWAVE" + chunk("ds64", l32(0)+l32(0)+l32(4)+l32(0)+strings.Repeat("\x00", 12)) + "data\xff\xff\xff\xffssss" + chunk("LIST", "INFO"+chunk("IART", "Jane Roe")), []string{"author LIST INFO IART"}},
		{"a.wav", wave(chunk("LIST", "adtl"+chunk("note", l32(1)+"ask her husband"))), []string{"comment LIST adtl note"}},
		{"a.xlsx", office("xl/workbook.xml", `<workbook><x15ac:absPath url="C:\Users\jroe\"/></workbook>`, "docProps/custom.xml", `<Properties><property name="_AuthorEmail"><vt:lpwstr>jane@example.org</vt:lpwstr></property></Properties>`), []string{"account docProps/custom.xml property", "account xl/workbook.xml absPath"}},
		{"a.pdf", leaflet("", "<< >>", streamWith("/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode] /DecodeParms [<< /Predictor 15 /Columns 7 >>]", flate(predicted(info, 7)))), []string{"author Info /Author"}},
		{"a.pdf", leaflet("", "<< >>", streamWith("/Type /ObjStm /N 1 /First 4 /Filter /ASCII85Decode", a85(info))), []string{"author Info /Author"}},
		{"a.pdf", leaflet("", "<< /Auth#6fr (Jane \\\nRo\\145) /Manager (Jane Roe) /Comments (ask her husband) >>"), []string{"author Info /Author", "comment Info COMMENTS"}},
		{"a.pdf", leaflet("", "<< >>", "<< /Type /Sig /Name (Jane Roe) /ContactInfo (jane@example.org) >>", "<< /A << /S /URI /URI (file:///C:/Users/jroe/a.pdf) >> /URI (file:///home/jroe/a) >>", "<< /F (/home/jroe/a.doc) >>"),
			[]string{"author signature /Name", "account signature /ContactInfo", "account a link", "account a file's path"}},
		{"a.pdf", "%PDF-1.7\n1 0 obj\n" + streamWith("/Type /XRef /Encrypt 2 0 R", "x") + "\nendobj\n3 0 obj\n" + streamWith("/Type /Metadata", xmpOf(creatorXMP)) + "\nendobj", []string{"author XMP dc:creator"}},
		{"a.pdf", leaflet("", "<< /Title (T) >>", "<< /Subtype /FreeText /Rect [0 0 1 1] /Contents (Shown) >>"), nil},
	} {
		f, err := Read(s.name, []byte(s.data))
		var got []string
		for _, m := range f.Marks {
			got = append(got, m.What+" "+m.Where)
		}
		slices.Sort(got)
		slices.Sort(s.marks)
		if err != nil || !slices.Equal(got, s.marks) {
			t.Errorf("%d %s: %v\n\tgot  %q\n\twant %q (unread %q)", i, s.name, err, got, s.marks, f.Unread)
		}
	}
}

// TestFonts reads words in the ways in which PDF says which letters they are.
func TestFonts(t *testing.T) {
	wide := "<< /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [<< /DW 500 /W [74 [400 500] 100 101 600] >>] >>"
	for i, c := range []struct {
		font, program string
		words         []string
	}{
		{"<< /Subtype /Type1 /Encoding << /Differences [1 /J /a /n.sc /eacute /uni0930 200 /fi /g17] >> >>", "<010203040520> Tj <C8> Tj", []string{"Janéर fi"}},
		{"<< /Subtype /TrueType /Encoding /MacRomanEncoding /FirstChar 65 /Widths [500 500] >>", "(\\216A) Tj", []string{"éA"}},
		{wide, "<004A0061006E0065> Tj", []string{"Jane"}},
		{"<< /Subtype /Type1 /BaseFont /CMR10 >>", "(o\\016ce) Tj", []string{"office"}},
		{"<< /Subtype /Type1 /BaseFont /Helvetica >>", "0.5 Tc 1 Tw 12 TL (a) ' (b) Tj 0 -12 TD 1 1 (c) \" [(d) -400 (e)] TJ", []string{"ab", "cd e"}},
		{"<< /Subtype /Type1 /BaseFont /Helvetica >>", "q 2 0 0 2 0 0 cm (a) Tj Q ET % a comment\nBT /F1 12 Tf 300 0 Td (b) Tj", []string{"a b"}},
	} {
		doc := pdf("/Root 1 0 R", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] /Resources << /Font << /F1 5 0 R >> >> >>", "<< /Type /Page /Contents 4 0 R >>",
			streamWith("", "BT /F1 12 Tf "+c.program+" ET"), c.font)
		if f, err := Read("a.pdf", []byte(doc)); err != nil || !slices.Equal(f.Words, c.words) {
			t.Errorf("%d: %v\n\tgot  %q\n\twant %q", i, err, f.Words, c.words)
		}
	}
	lost := pdf("/Root 1 0 R", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] /Resources << /Font << /F1 5 0 R >> >> >>", "<< /Type /Page /Contents 4 0 R >>",
		streamWith("", "BT /F1 12 Tf <"+strings.Repeat("0042", 40)+"> Tj ET"), "<< /Subtype /Type0 /Encoding /Identity-H >>")
	if f, _ := Read("a.pdf", []byte(lost)); !strings.Contains(f.Unread, "letters") || len(f.Words) > 0 {
		t.Errorf("%+v", f)
	}
}
