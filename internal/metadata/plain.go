package metadata

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// Files of plain text: captions (WebVTT of the W3C; SubRip), text, tables
// (RFC 4180) and calendars (RFC 5545). They have hardly any marks; their
// words are what they are for.

// isText refuses what is a program's file with a wrong name.
func isText(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xfe, 0xff}) || bytes.HasPrefix(data, []byte{0xff, 0xfe}) {
		return true
	}
	return bytes.IndexByte(data[:min(len(data), 8<<10)], 0) < 0
}

// eachLine calls read for each line without its end.
func eachLine(s string, read func(string)) {
	for l := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		for part := range strings.SplitSeq(strings.TrimRight(l, "\n"), "\r") {
			read(part)
		}
	}
}

// paragraphs calls read for each run of lines without an empty one.
func paragraphs(s string, read func(lines []string)) {
	var run []string
	eachLine(s, func(l string) {
		if strings.TrimSpace(l) != "" {
			run = append(run, l)
			return
		}
		if len(run) > 0 {
			read(run)
		}
		run = run[:0]
	})
	if len(run) > 0 {
		read(run)
	}
}

func readTXT(r *report, data []byte) error {
	if !isText(data) {
		return errKind
	}
	paragraphs(plain(data), func(lines []string) { r.words(strings.Join(lines, "\n")) })
	return nil
}

func readVTT(r *report, data []byte) error {
	if !isText(data) || !strings.HasPrefix(strings.TrimSpace(plain(data)), "WEBVTT") {
		return errKind
	}
	r.captions(plain(data))
	return nil
}

func readSRT(r *report, data []byte) error {
	if s := plain(data); !isText(data) || strings.TrimSpace(s) != "" && !strings.Contains(s, "-->") {
		return errKind
	}
	r.captions(plain(data))
	return nil
}

// captions reads what is said at each time. A NOTE is shown to nobody and
// read by everybody who opens the file: it is a remark, and words.
func (r *report) captions(s string) {
	paragraphs(s, func(lines []string) {
		switch first := lines[0]; {
		case strings.HasPrefix(first, "WEBVTT"), strings.HasPrefix(first, "STYLE"), strings.HasPrefix(first, "REGION"):
			return
		case strings.HasPrefix(first, "NOTE"):
			r.words(strings.TrimPrefix(strings.Join(lines, " "), "NOTE"))
			return
		}
		for i, l := range lines {
			if strings.Contains(l, "-->") {
				r.words(withoutTags(strings.Join(lines[i+1:], " ")))
				return
			}
		}
		r.words(withoutTags(strings.Join(lines, " ")))
	})
}

// withoutTags drops <i>, </i> and {\an8}, and keeps the speaker of <v Name>.
func withoutTags(s string) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		out.WriteString(s[:i])
		if tag := s[i+1 : i+j]; strings.HasPrefix(tag, "v") {
			if _, who, ok := strings.Cut(tag, " "); ok {
				out.WriteString(who + ": ")
			}
		}
		s = s[i+j+1:]
	}
	out.WriteString(s)
	return strings.TrimPrefix(out.String(), `{\an8}`)
}

func readCSV(r *report, data []byte) error {
	if !isText(data) {
		return errKind
	}
	s := plain(data)
	in := csv.NewReader(strings.NewReader(s))
	in.Comma, in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord = separator(s), -1, true, true
	for {
		row, err := in.Read()
		if err != nil {
			if row == nil {
				return nil
			}
			continue
		}
		r.words(strings.Join(row, ", "))
	}
}

// separator is the one that the first line has most of.
func separator(s string) rune {
	first, _, _ := strings.Cut(s, "\n")
	best, most := ',', strings.Count(first, ",")
	for _, c := range ";\t|" {
		if n := strings.Count(first, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// calendarWords are the properties that a calendar shows.
var calendarWords = set("SUMMARY DESCRIPTION LOCATION COMMENT CONTACT X-WR-CALNAME X-WR-CALDESC CATEGORIES")

func readICS(r *report, data []byte) error {
	s := strings.TrimSpace(plain(data))
	if !isText(data) || len(s) < 15 || !strings.EqualFold(s[:15], "BEGIN:VCALENDAR") {
		return errKind
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.NewReplacer("\n ", "", "\n\t", "").Replace(s) // long lines are folded
	eachLine(s, r.property)
	return nil
}

// property reads NAME;PARAMETER=…:value.
func (r *report) property(line string) {
	head, value := cutProperty(line)
	name, params, _ := strings.Cut(head, ";")
	name = strings.ToUpper(name)
	switch {
	case name == "ORGANIZER" || name == "ATTENDEE":
		r.invited(name, params, value)
	case name == "X-WR-CALNAME" && address(value) != "" && !isRole(address(value)), name == "X-OWNER", name == "X-WR-RELCALID" && address(value) != "":
		r.mark("account", name)
	}
	if calendarWords[name] {
		r.words(strings.NewReplacer(`\n`, " ", `\N`, " ", `\,`, ",", `\;`, ";", `\\`, `\`).Replace(value))
	}
}

// cutProperty parts at the first colon outside of quotes.
func cutProperty(line string) (head, value string) {
	quoted := false
	for i := range len(line) {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return line[:i], line[i+1:]
			}
		}
	}
	return line, ""
}

// invited marks a person who calls or comes; an office may.
func (r *report) invited(name, params, value string) {
	a := address(value)
	for p := range strings.SplitSeq(params, ";") {
		key, v, _ := strings.Cut(p, "=")
		switch strings.ToUpper(key) {
		case "CN":
			if v = strings.Trim(v, `"`); address(v) == "" && namesSomebody(v) && v != value {
				r.mark("account", name)
			}
		case "SENT-BY", "EMAIL":
			if b := address(v); b != "" && !isRole(b) {
				r.mark("account", name)
			}
		}
	}
	if a != "" && !isRole(a) {
		r.mark("account", name)
	}
}
