package metadata

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"
)

// OpenDocument (ISO/IEC 26300) and EPUB (ISO/IEC 23761) are XML in a ZIP too,
// whose first file says which.

func readOpenDocument(r *report, data []byte) error {
	a, err := r.openAs(data, "application/vnd.oasis.opendocument")
	if err != nil {
		return err
	}
	for _, f := range a.files {
		switch name := f.Name; {
		case name == "meta.xml":
			a.xmlFields(a.part(f), officeFields, name)
		case name == "content.xml" || name == "styles.xml":
			a.openText(a.part(f), name)
		case name == "META-INF/manifest.xml":
			if bytes.Contains(a.part(f), []byte("encryption-data")) {
				a.unread(whyEncrypted)
			}
		case strings.HasPrefix(name, "Pictures/"):
			a.pictureIn(a.part(f), "Pictures")
		}
	}
	return nil
}

// openAs opens a ZIP whose file mimetype begins so.
func (r *report) openAs(data []byte, mime string) (*archive, error) {
	a, err := r.open(data)
	if err != nil || len(a.files) == 0 {
		return a, err
	}
	for _, f := range a.files {
		if f.Name == "mimetype" && bytes.HasPrefix(bytes.TrimSpace(a.part(f)), []byte(mime)) {
			return a, nil
		}
	}
	return nil, errKind
}

// openText reads the paragraphs, the remarks between them, and the changes.
func (r *report) openText(data []byte, where string) {
	d := looseXML(data)
	var para strings.Builder
	var open []string
	aside := 0 // depth of the remark or change around; 0 outside
	for {
		t, err := d.RawToken()
		if err != nil || len(open) > 1000 {
			r.words(para.String())
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			open = append(open, t.Name.Local)
			if name := t.Name.Local; aside == 0 && (name == "annotation" || name == "tracked-changes") {
				aside = len(open)
			} else if name == "tab" || name == "line-break" || name == "s" {
				para.WriteByte(' ')
			}
			for _, a := range t.Attr {
				if a.Name.Local == "href" {
					r.path(a.Value, where+" a link's target")
				}
			}
		case xml.EndElement:
			if len(open) == 0 {
				continue
			}
			if aside == 0 && (t.Name.Local == "p" || t.Name.Local == "h") {
				r.words(para.String())
				para.Reset()
			}
			if aside == len(open) {
				aside = 0
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				r.openChars(open[len(open)-1], string(t), aside > 0 && aside <= len(open), &para, where)
			}
		}
	}
}

func (r *report) openChars(name, s string, aside bool, para *strings.Builder, where string) {
	switch {
	case name == "creator":
		r.author(s, where+" annotation or change")
	case name == "creator-initials" || name == "date":
	case aside && name == "p":
		r.comment(s, where+" annotation or change")
	case !aside:
		para.WriteString(s)
	}
}

// bookFields are those of a book; its description is written to be read.
var bookFields = map[string]string{"creator": "author", "contributor": "author"}

func readEPUB(r *report, data []byte) error {
	a, err := r.openAs(data, "application/epub+zip")
	if err != nil {
		return err
	}
	for _, f := range a.files {
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".opf":
			a.xmlFields(a.part(f), bookFields, "OPF")
		case ".xhtml", ".html", ".htm":
			a.xhtml(a.part(f))
		case ".jpg", ".jpeg", ".png", ".webp":
			a.pictureIn(a.part(f), "a picture")
		case ".xml":
			if path.Base(f.Name) == "encryption.xml" {
				a.unread(whyEncrypted)
			}
		}
	}
	return nil
}

// blocks end a paragraph of a book.
var blocks = set("p h1 h2 h3 h4 h5 h6 li td th dt dd div blockquote figcaption title caption tr section")

func (r *report) xhtml(data []byte) {
	d := looseXML(data)
	d.AutoClose, d.Entity = xml.HTMLAutoClose, xml.HTMLEntity
	var para strings.Builder
	skip := ""
	flush := func() { r.words(para.String()); para.Reset() }
	for {
		t, err := d.RawToken()
		if err != nil {
			flush()
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if name := t.Name.Local; name == "script" || name == "style" {
				skip = name
			} else if blocks[name] {
				flush()
			}
		case xml.EndElement:
			if t.Name.Local == skip {
				skip = ""
			}
			if blocks[t.Name.Local] {
				flush()
			}
		case xml.CharData:
			if skip == "" {
				para.Write(t)
			}
		}
	}
}
