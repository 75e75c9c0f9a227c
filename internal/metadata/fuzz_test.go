package metadata

import (
	"reflect"
	"strings"
	"testing"
)

// try demands what is promised of every file: no panic, the same answer
// twice, limits kept, and no facts beside an error.
func try(t *testing.T, name string, data []byte) {
	if len(data) > 256<<10 {
		t.Skip()
	}
	f, err := Read(name, data)
	if err != nil && len(f.Marks)+len(f.Words) > 0 {
		t.Fatalf("facts and an error: %+v, %v", f, err)
	}
	if len(f.Marks) > maxMarks || len(f.Words) > maxWords {
		t.Fatalf("%d marks, %d words", len(f.Marks), len(f.Words))
	}
	for _, m := range f.Marks {
		if m.What == "" || m.Where == "" || m.Remove == "" || strings.ContainsAny(m.Where, "\x00\n") {
			t.Fatalf("%+v", m)
		}
	}
	if again, _ := Read(name, data); !reflect.DeepEqual(f, again) {
		t.Fatalf("%+v, then %+v", f, again)
	}
}

// fuzz seeds with the samples of these kinds.
func fuzz(f *testing.F, exts string) {
	kinds := strings.Fields(exts)
	for _, s := range append(telling(), silent()...) {
		for i, k := range kinds {
			if strings.HasSuffix(s.name, "."+k) {
				f.Add(byte(i), []byte(s.data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) { try(t, "a."+kinds[int(kind)%len(kinds)], data) })
}

func FuzzFilm(f *testing.F)   { fuzz(f, "mp4 mov m4a webm mkv") }
func FuzzSound(f *testing.F)  { fuzz(f, "mp3 ogg opus flac wav") }
func FuzzPDF(f *testing.F)    { fuzz(f, "pdf") }
func FuzzOffice(f *testing.F) { fuzz(f, "docx xlsx pptx odt epub zip") }
func FuzzSVG(f *testing.F)    { fuzz(f, "svg") }
func FuzzPlain(f *testing.F)  { fuzz(f, "ics vtt srt txt csv") }

// FuzzPage runs programs of pages as they come, unpacked.
func FuzzPage(f *testing.F) {
	f.Add("BT /F1 12 Tf 72 700 Td [(a) -300 (b)] TJ T* (c) ' ET q 1 0 0 1 0 0 cm /X Do Q BI ID x EI")
	f.Fuzz(func(t *testing.T, program string) { try(t, "a.pdf", []byte(leaflet(program, "<< >>"))) })
}

// FuzzParts puts XML as it comes into the documents made of it.
func FuzzParts(f *testing.F) {
	f.Add("<w:p><w:ins w:author='Jane Roe'><w:t>x</w:t></w:ins></w:p><row><c t='s'><v>0</v></c></row>")
	f.Add("<text:p>x<office:annotation><dc:creator>Jane Roe</dc:creator><text:p>y</text:p></office:annotation></text:p>")
	f.Fuzz(func(t *testing.T, part string) {
		try(t, "a.docx", []byte(office("word/document.xml", part, "word/comments.xml", part, "docProps/core.xml", part)))
		try(t, "a.xlsx", []byte(office("xl/sharedStrings.xml", part, "xl/worksheets/a.xml", part, "xl/workbook.xml", part)))
		try(t, "a.odt", []byte(packed("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", part)))
		try(t, "a.epub", []byte(packed("mimetype", "application/epub+zip", "a.xhtml", part, "a.opf", part)))
	})
}
