package feed

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestIndent(t *testing.T) {
	f, es := sample()
	es[0].Title = `"quoted\\" \" [x]: {y}, \\`
	es[1].Title = `ends with \`
	got := document(t, JSON, f, es)
	var want bytes.Buffer
	if err := json.Indent(&want, got, "", " "); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("got\n%s\nwant\n%s", got, want.Bytes())
	}
}
