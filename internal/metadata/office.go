package metadata

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"
)

// Word, Excel and PowerPoint keep XML in a ZIP (ISO/IEC 29500): core.xml
// says who made it, other parts hold remarks, changes and lists of people.

// oleHead begins the old formats, and the new ones when they need a password.
var oleHead = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

func readOffice(r *report, data []byte) error {
	if bytes.HasPrefix(data, oleHead) {
		r.unread(whyEncrypted)
		return nil
	}
	a, err := r.open(data)
	if err != nil {
		return err
	}
	main := false
	for _, f := range a.files {
		main = main || f.Name == "[Content_Types].xml"
	}
	if !main && len(a.files) > 0 {
		return errKind
	}
	for _, f := range a.files {
		a.officePart(f.Name, func() []byte { return a.part(f) })
	}
	if r.Kind == "xlsx" {
		a.sheets()
	}
	return nil
}

// officePart reads one part by its name.
func (a *archive) officePart(name string, data func() []byte) {
	base, dir := path.Base(name), path.Dir(name)
	switch {
	case strings.HasSuffix(name, "/"):
	case strings.HasPrefix(name, "docProps/") && strings.HasSuffix(base, ".xml"):
		a.xmlFields(data(), officeFields, name)
	case strings.HasSuffix(base, ".rels"):
		a.attributes(data(), a.relation)
	case strings.HasSuffix(dir, "media"):
		a.pictureIn(data(), dir)
	case strings.HasSuffix(dir, "embeddings"):
		a.unread(whyNested)
	case strings.HasSuffix(base, ".xml") && isRemarkPart(name):
		a.attributes(data(), func(element string, at xml.Attr) { a.whoWrote(element, at, dir+"/"+shape(base)) })
	case strings.HasPrefix(name, "xl/worksheets/") || base == "sharedStrings.xml": // see sheets
	case dressing[shape(base)] || strings.Contains(dir, "slideMasters") || strings.Contains(dir, "slideLayouts"):
	case strings.HasSuffix(base, ".xml") && officeText[topOf(name)]:
		a.officeWords(data(), name)
	}
}

var officeText = set("word xl ppt")

func topOf(name string) string {
	top, _, _ := strings.Cut(name, "/")
	return top
}

// isRemarkPart reports the parts of remarks and of people, in all three.
func isRemarkPart(name string) bool {
	low := strings.ToLower(name)
	base := path.Base(low)
	return strings.Contains(base, "comment") || strings.Contains(low, "/comments/") || strings.Contains(low, "threadedcomments/") ||
		strings.Contains(low, "/persons/") || base == "people.xml" || base == "authors.xml" || strings.Contains(low, "/revisions/")
}

// shape drops numbers and everything that is not a plain name, for the names
// of parts are the file's own.
func shape(base string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' {
			return r
		}
		return -1
	}, base)
}

// officeFields are elements of the properties, by local name.
var officeFields = map[string]string{
	"creator": "author", "lastModifiedBy": "author", "Manager": "author", "contributor": "author",
	"initial-creator": "author", "printed-by": "author", "HyperlinkBase": "path", "Template": "path", "description": "comment",
}

// dressing are parts that hold styles and settings and no words.
var dressing = set("styles.xml stylesWithEffects.xml theme.xml numbering.xml settings.xml fontTable.xml webSettings.xml presProps.xml viewProps.xml tableStyles.xml calcChain.xml")

// customFields are people's own properties that programs write of themselves.
var customFields = set("_AuthorEmail _AuthorEmailDisplayName _ReviewingToolsShownOnce _PreviousAdHocReviewCycleID Owner Checked Editor Recorded")

// xmlFields reads simple elements with a value.
func (r *report) xmlFields(data []byte, fields map[string]string, where string) {
	d := looseXML(data)
	var name, custom string
	where = shapePath(where)
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
			for _, a := range t.Attr {
				if name == "property" && a.Name.Local == "name" {
					custom = a.Value
				}
			}
		case xml.EndElement:
			name = ""
		case xml.CharData:
			s := string(t)
			switch {
			case fields[name] == "author":
				r.author(s, where+" "+name)
			case fields[name] == "comment":
				r.comment(s, where+" "+name)
			case fields[name] == "path":
				r.path(s, where+" "+name)
			case customFields[custom] && name != "":
				r.account(s, where+" property")
			case custom != "":
				r.path(s, where+" property")
			}
		}
	}
}

func shapePath(name string) string {
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = shape(parts[i])
	}
	return strings.Join(parts, "/")
}

// attributes calls read for every attribute, and for text with the name of
// its element and none of an attribute.
func (r *report) attributes(data []byte, read func(element string, a xml.Attr)) {
	d := looseXML(data)
	name := ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
			for _, a := range t.Attr {
				read(name, a)
			}
		case xml.EndElement:
			name = ""
		case xml.CharData:
			read(name, xml.Attr{Value: string(t)})
		}
	}
}

// whoWrote marks a remark by its author, or a person in a list.
func (r *report) whoWrote(element string, a xml.Attr, where string) {
	where = shapePath(where)
	switch a.Name.Local {
	case "author", "displayName", "userName":
		r.author(a.Value, where+" "+a.Name.Local)
	case "": // Excel lists who wrote remarks as <author>; what they say is in <t> or <text>
		switch element {
		case "author":
			r.author(a.Value, where+" author")
		case "t", "text":
			r.comment(a.Value, where)
		}
	case "name":
		if element == "cmAuthor" || element == "author" {
			r.author(a.Value, where+" name")
		}
	case "userId":
		if v := a.Value; address(v) != "" {
			r.account(v, where+" userId")
		}
	}
}

func (r *report) relation(_ string, a xml.Attr) {
	if a.Name.Local == "Target" {
		r.path(a.Value, "a link's target")
	}
}

// changes are elements of text whose author is somebody who changed it.
var changes = set("ins del moveFrom moveTo rPrChange pPrChange tblPrChange trPrChange tcPrChange sectPrChange numberingChange cellIns cellDel cellMerge moveFromRangeStart moveToRangeStart")

// paragraphEnds are elements that end a paragraph: of Word, of drawings, of
// Excel's strings and cells.
var paragraphEnds = set("p si row c is")

// officeWords reads the text of a part, and who changed it.
func (r *report) officeWords(data []byte, part string) {
	d := looseXML(data)
	var para strings.Builder
	inText, name := false, ""
	for {
		t, err := d.RawToken()
		if err != nil {
			r.words(para.String())
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
			inText = name == "t"
			if name == "tab" || name == "br" {
				para.WriteByte(' ')
			}
			r.officeElement(t, part)
		case xml.EndElement:
			if inText = false; paragraphEnds[t.Name.Local] {
				r.words(para.String())
				para.Reset()
			}
		case xml.CharData:
			if inText {
				para.Write(t)
			}
		}
	}
}

func (r *report) officeElement(t xml.StartElement, part string) {
	for _, a := range t.Attr {
		switch {
		case a.Name.Local == "author" && changes[t.Name.Local]:
			r.author(a.Value, topOf(part)+" tracked changes")
		case t.Name.Local == "sheet" && a.Name.Local == "state" && strings.Contains(strings.ToLower(a.Value), "hidden"):
			r.mark("comment", "xl/workbook.xml a hidden sheet")
		case t.Name.Local == "absPath" && a.Name.Local == "url", t.Name.Local == "dbPr", t.Name.Local == "textPr":
			r.path(a.Value, shapePath(part)+" "+t.Name.Local)
		case t.Name.Local == "s" && a.Name.Local == "v" && strings.Contains(part, "pivotCache"):
			r.words(a.Value) // what a pivot table was made from, though its sheet is gone
		case t.Name.Local == "userName":
			r.author(a.Value, shapePath(part))
		}
	}
}
