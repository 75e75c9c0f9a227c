package file

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

func TestStore(t *testing.T) {
	ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open {
		path := filepath.Join(t.TempDir(), "ledger.jsonl")
		return func() (ledger.Store, error) { return Open(path, Where{}) }
	}})
}

// TestLongLines: lines that lie across what is read at a time, or are longer.
func TestLongLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	s, at := mustOpen(t, path), ledger.Start
	var want []ledger.Entry
	for i, size := range []int{chunk / 3, chunk / 2, chunk / 2, 10, 3 * chunk, 10, chunk - 300, chunk, 5} {
		e := ledgertest.Entry(i)
		e.Reason = strings.Repeat("x", size)
		want = append(want, e)
		var err error
		if at, err = s.Append(t.Context(), at, want[i:]); err != nil {
			t.Fatal(err)
		}
	}
	wantEntries(t, mustOpen(t, path), want)
	if err := os.Truncate(path, 6*chunk-1000); err != nil { // in the middle of one
		t.Fatal(err)
	}
	got, _ := readAll(t, mustOpen(t, path))
	if len(got) == 0 || len(got) == len(want) || !slices.Equal(got, want[:len(got)]) {
		t.Errorf("%d entries are left of a log that was cut", len(got))
	}
}
