package line

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"nadi/syndicate/ledger"
)

// lineCases are lines as people, older and newer Nadis may write them.
var lineCases = []string{
	`{"v":1,"t":"2026-11-23T04:30:00Z","site":"k7","item":"i","lang":"hi","account":"mastodon-hi","occasion":"announce","attempt":1,"state":"intended","owner":"run-1","deadline":"2026-11-23T04:40:00Z","hash":"00ff"}`,
	`{"v":1,"t":"2026-11-23T10:00:00.123456789+05:30","site":"k7","account":"x","state":"bound","id":"x||12","url":"https://x.example/a?b=1&c=2"}`,
	`{"v":1,"t":"2026-11-23T04:30:00Z","site":"k7","state":"paused","reason":"रक्तचाप \"दो\"\n\u0928 \ud83d\ude00","more":true}`,
	`{"v":1,"t":"2026-11-23T04:30:00Z","site":"k7","state":"paused","append":"00ff","more":true}`, `{"v":1,"append":1}`, `{"v":1,"append":"\x"}`,
	`{"v":2,"t":"2026-11-23T04:30:00Z","site":"k7","state":"paused","new":{"a":[1,2,{}]}}`,
	` { "v" : 1 , "t" : "2026-11-23T04:30:00Z" , "state" : "seen" } `,
	`{"V":1,"T":"2026-11-23T04:30:00Z","State":"seen","SITE":"k7"}`,
	`{"v":1,"v":2,"site":"a","site":"b","t":"2026-11-23T04:30:00Z","t":"2027-11-23T04:30:00Z"}`,
	`{"v":01}`, `{"v":-1}`, `{"v":-0}`, `{"v":1.0}`, `{"v":1e0}`, `{"v":99999999999999999999}`, `{"v":1234567890}`, `{"v":"1"}`, `{"v":null,"site":null,"t":null}`, `{"v":}`,
	`{"v":1,"more":true}`, `{"v":1,"more":truely}`, `{"v":1,"more":false}`, `{"v":1,}`, `{"v":1}}`, `{"v":1} x`, `{}`, ``, `null`, `[]`, `"v"`, `{"v":1`, `{"v"`, `{"v":1,"site":"a`,
	`{"v":1,"site":"\"}`, `{"v":1,"site":"\\"}`, `{"v":1,"site":"\x"}`, `{"v":1,"site":"\ud800"}`, "{\"v\":1,\"site\":\"a\tb\"}", "{\"v\":1,\"site\":\"\xff\"}", "{\"v\":1,\"\xff\":\"\"}",
	`{"v":1,"t":"yesterday"}`, `{"v":1,"t":"2026-11-23T24:30:00Z"}`, `{"v":1,"t":"2026-11-23T04:30:00\u005a"}`, `{"v":1,"t":12}`, `{"v":1,"deadline":""}`,
	`{"v":1,"\u0073ite":"k7"}`, "\ufeff{\"v\":1}", "{\"v\":1}\r",
}

// agree decodes a line by hand and by encoding/json.
func agree(t *testing.T, line []byte) (e ledger.Entry, ok bool) {
	t.Helper()
	var want ledger.Entry
	wantErr := json.Unmarshal(line, &want)
	want.T, want.Deadline = want.T.UTC(), want.Deadline.UTC()
	d := NewDecoder()
	for range 2 { // the second time it knows the words
		err := d.Decode(line, &e)
		if (err == nil) != (wantErr == nil) || err == nil && e != want {
			t.Fatalf("%q:\n got %#v, %v\nwant %#v, %v", line, e, err, want, wantErr)
		}
	}
	return e, wantErr == nil
}

func TestLine(t *testing.T) {
	for _, line := range lineCases {
		agree(t, []byte(line))
	}
	good := 0
	for _, line := range lineCases[:4] { // the forms that Encode writes need no help
		s := scan{line: []byte(line), words: map[string]string{}}
		if s.entry(&ledger.Entry{}) {
			good++
		}
	}
	if good != 4 {
		t.Errorf("%d of 4 common lines are read by hand", good)
	}
}

// FuzzLine: what is read by hand is what encoding/json reads, and what is read
// is written and read back as the same.
func FuzzLine(f *testing.F) {
	for _, line := range lineCases {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		e, ok := agree(t, line)
		if !ok || e.V < 1 {
			return
		}
		data, err := Encode([]ledger.Entry{e, e})
		if err != nil { // a year that JSON cannot write
			return
		}
		lines := bytes.Split(data, []byte("\n"))
		if len(lines) != 3 || !bytes.HasSuffix(lines[0], []byte(More)) || bytes.HasSuffix(lines[1], []byte(More)) {
			t.Fatalf("two entries are written as %q", data)
		}
		for _, l := range lines[:2] {
			if back, ok := agree(t, l); !ok || !back.T.Equal(e.T) || !back.Deadline.Equal(e.Deadline) || strip(back) != strip(e) {
				t.Fatalf("%#v is read back as %#v", e, back)
			}
		}
	})
}

func strip(e ledger.Entry) ledger.Entry {
	e.T, e.Deadline = time.Time{}, time.Time{}
	return e
}

// TestMark: a mark changes no entry, and stands in the first line alone.
func TestMark(t *testing.T) {
	want := []ledger.Entry{{V: 1, Site: "k7", State: ledger.Paused, Reason: `,"more":true}`}, {V: 1, Site: "k7", State: ledger.Resumed}}
	for n := range 3 {
		data, err := Encode(want[:n])
		if err != nil {
			t.Fatal(err)
		}
		marked := Mark(data, "00ff")
		if bytes.Count(marked, []byte(`,"append":"00ff"`)) != min(n, 1) || bytes.Count(marked, []byte(More+"\n")) != max(n-1, 0) || n > 0 && bytes.Equal(data, marked) {
			t.Errorf("%d lines are marked as %s", n, marked)
		}
		for i, l := range bytes.Split(marked, []byte("\n"))[:n] {
			if got, ok := agree(t, l); !ok || got != want[i] {
				t.Errorf("%s is %+v", l, got)
			}
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	if _, err := Encode([]ledger.Entry{{V: 0}}); err == nil {
		t.Error("an entry without a format is written; nobody could read the ledger any more")
	}
	if _, err := Encode([]ledger.Entry{{V: 1, T: time.Date(12345, 1, 1, 0, 0, 0, 0, time.UTC)}}); err == nil {
		t.Error("a year of five digits is written")
	}
}
