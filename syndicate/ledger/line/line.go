// Package line writes and reads entries of a ledger as lines of JSON, for every
// store that keeps text. It says how entries that were appended together are
// told from entries cut short, and promises that what it writes it reads back,
// and that lines of a newer Nadi are known as such.
//
// It knows neither files nor networks, and never guesses at a damaged line.
package line

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"nadi/syndicate/ledger"
)

// A line is the JSON of one entry as encoding/json writes it, and a line end.
// Entries that were appended together stand or fall together; so each of them
// but the last ends with more instead of the closing brace, and a log that
// ends with such a line was cut short.
const (
	Opening = `{"v":`
	More    = `,"more":true}`
)

// Encode writes entries that belong together.
func Encode(entries []ledger.Entry) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // an address with & stays one that people can copy
	for i, e := range entries {
		if e.V < 1 {
			return nil, fmt.Errorf("an entry for the ledger says format %d; formats begin with 1", e.V)
		}
		e.T, e.Deadline = e.T.UTC(), e.Deadline.UTC()
		if err := enc.Encode(&e); err != nil {
			return nil, fmt.Errorf("an entry cannot be written to the ledger: %w", err)
		}
		if i < len(entries)-1 {
			b.Truncate(b.Len() - len("}\n"))
			b.WriteString(More + "\n")
		}
	}
	return b.Bytes(), nil
}

// Mark writes into the first of some lines which append they are of, in letters
// and digits that no other append has. It means nothing to readers; a store
// that had no answer finds its own lines by it, and never takes another's for
// them.
func Mark(lines []byte, by string) []byte {
	first := bytes.IndexByte(lines, '\n')
	if first < 0 {
		return lines
	}
	end := len("}")
	if bytes.HasSuffix(lines[:first], []byte(More)) {
		end = len(More)
	}
	return slices.Concat(lines[:first-end], []byte(`,"append":"`+by+`"`), lines[first-end:])
}

// Decoder reads lines. It takes the form that Encode writes by hand, about five
// times as fast as encoding/json, and leaves every other form to that; so the
// two can differ only in what both accept (FuzzLine).
type Decoder struct {
	words map[string]string
}

// maxWords bounds the memory of a Decoder. A site has few accounts, languages
// and states, and an item or a run has a line for each account.
const maxWords = 1 << 16

// NewDecoder returns a decoder for one log.
func NewDecoder() *Decoder { return &Decoder{words: map[string]string{}} }

// Decode reads one line, without its end, into e.
func (d *Decoder) Decode(line []byte, e *ledger.Entry) error {
	*e = ledger.Entry{}
	s := scan{line: line, words: d.words}
	if !s.entry(e) {
		*e = ledger.Entry{}
		if err := json.Unmarshal(line, e); err != nil {
			return err
		}
	}
	e.T, e.Deadline = e.T.UTC(), e.Deadline.UTC()
	return nil
}

// scan is a pass over one line. Its methods report false where the line is not
// what Encode writes, and nothing is then known about it.
type scan struct {
	line  []byte
	at    int
	words map[string]string
}

func (s *scan) entry(e *ledger.Entry) bool {
	if !s.take('{') {
		return false
	}
	for {
		name, ok := s.raw()
		if !ok || !s.take(':') || !s.field(name, e) {
			return false
		}
		if s.take('}') {
			return s.at == len(s.line)
		}
		if !s.take(',') {
			return false
		}
	}
}

func (s *scan) field(name []byte, e *ledger.Entry) (ok bool) {
	switch string(name) {
	case "v":
		e.V, ok = s.integer()
	case "t":
		ok = s.moment(&e.T)
	case "site":
		e.Site, ok = s.word()
	case "item":
		e.Item, ok = s.word()
	case "lang":
		e.Lang, ok = s.word()
	case "account":
		e.Account, ok = s.word()
	case "occasion":
		e.Occasion, ok = s.word()
	case "attempt":
		e.Attempt, ok = s.integer()
	case "state":
		var state string
		state, ok = s.word()
		e.State = ledger.State(state)
	case "owner":
		e.Owner, ok = s.word()
	case "deadline":
		ok = s.moment(&e.Deadline)
	case "hash":
		e.Hash, ok = s.text()
	case "id":
		e.ID, ok = s.text()
	case "url":
		e.URL, ok = s.text()
	case "reason":
		e.Reason, ok = s.word() // "the token has expired", a thousand times
	case "more":
		ok = s.truth()
	case "append":
		_, ok = s.raw()
	}
	return ok
}

func (s *scan) take(c byte) bool {
	if s.at < len(s.line) && s.line[s.at] == c {
		s.at++
		return true
	}
	return false
}

// raw takes a string that means what it says: no escapes, valid UTF-8.
func (s *scan) raw() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	rest := s.line[s.at:]
	var seen byte
	for i, c := range rest {
		if c == '"' {
			s.at += i + 1
			return rest[:i], seen < utf8.RuneSelf || utf8.Valid(rest[:i])
		}
		if c == '\\' || c < ' ' {
			return nil, false
		}
		seen |= c
	}
	return nil, false
}

// text takes a string of any kind.
func (s *scan) text() (string, bool) {
	start := s.at
	if b, ok := s.raw(); ok {
		return string(b), true
	}
	s.at = start
	return s.escaped()
}

// word takes a string that has come before or will come again.
func (s *scan) word() (string, bool) {
	start := s.at
	b, ok := s.raw()
	if !ok {
		s.at = start
		return s.escaped()
	}
	if w, known := s.words[string(b)]; known {
		return w, true
	}
	w := string(b)
	if len(s.words) < maxWords && len(w) < 256 {
		s.words[w] = w
	}
	return w, true
}

// escaped takes a string with escapes and leaves their meaning to encoding/json.
func (s *scan) escaped() (text string, ok bool) {
	if !s.take('"') {
		return "", false
	}
	start := s.at - 1
	for s.at < len(s.line) {
		switch s.line[s.at] {
		case '\\':
			s.at++
		case '"':
			s.at++
			return text, json.Unmarshal(s.line[start:s.at], &text) == nil
		}
		s.at++
	}
	return "", false
}

// integer takes a small whole number.
func (s *scan) integer() (n int, ok bool) {
	start := s.at
	for s.at < len(s.line) && s.line[s.at] >= '0' && s.line[s.at] <= '9' {
		n = n*10 + int(s.line[s.at]-'0')
		s.at++
	}
	digits := s.at - start
	return n, digits == 1 || digits > 1 && digits < 10 && s.line[start] != '0'
}

// moment takes a time the way time.Time reads itself from JSON.
func (s *scan) moment(t interface{ UnmarshalJSON([]byte) error }) bool {
	start := s.at
	_, ok := s.raw()
	return ok && t.UnmarshalJSON(s.line[start:s.at]) == nil
}

func (s *scan) truth() bool {
	if bytes.HasPrefix(s.line[s.at:], []byte("true")) {
		s.at += len("true")
		return true
	}
	return false
}
