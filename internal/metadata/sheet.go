package metadata

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// sheets reads an Excel file's rows, one paragraph each. Its texts stand in a
// list of their own, and the cells hold their numbers.
func (a *archive) sheets() {
	var shared []string
	for _, f := range a.files {
		if strings.HasSuffix(f.Name, "/sharedStrings.xml") {
			shared = sharedStrings(a.part(f))
		}
	}
	for _, f := range a.files {
		if strings.HasPrefix(f.Name, "xl/worksheets/") && strings.HasSuffix(f.Name, ".xml") {
			a.sheet(a.part(f), shared)
		}
	}
}

func sharedStrings(data []byte) (all []string) {
	d := looseXML(data)
	var one strings.Builder
	inText := false
	for {
		t, err := d.RawToken()
		if err != nil {
			return all
		}
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
		case xml.EndElement:
			if inText = false; t.Name.Local == "si" && len(all) < 10*maxWords {
				all = append(all, one.String())
				one.Reset()
			}
		case xml.CharData:
			if inText {
				one.Write(t)
			}
		}
	}
}

// sheet reads rows of cells. A text used by very many cells could make far
// more of a file than it is, so rows are drawn from the unpacking limit.
func (a *archive) sheet(data []byte, shared []string) {
	d := looseXML(data)
	var row []string
	var kind, name string
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if name = t.Name.Local; name == "c" {
				kind = attr(t, "t")
			}
		case xml.EndElement:
			if name = ""; t.Name.Local == "row" {
				a.words(strings.Join(row, ", "))
				row = row[:0]
			}
		case xml.CharData:
			if s := cell(name, kind, string(t), shared); s != "" && a.left > 0 {
				a.left -= len(s)
				row = append(row, s)
			}
		}
	}
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// cell is what one shows.
func cell(element, kind, value string, shared []string) string {
	switch {
	case element == "t":
		return value
	case element != "v":
		return ""
	case kind == "s":
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(shared) {
			return shared[n]
		}
		return ""
	}
	return value
}
