package memory_test

import (
	"testing"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/memory"
)

func TestStore(t *testing.T) {
	ledgertest.Run(t, ledgertest.Suite{New: func(t *testing.T) ledgertest.Open {
		s := memory.New()
		return func() (ledger.Store, error) { return s, nil }
	}})
}

// TestClone: a copy and its original go separate ways, and who was further
// than the copy is told.
func TestClone(t *testing.T) {
	ctx := t.Context()
	s := memory.New()
	at, err := s.Append(ctx, ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutPayload(ctx, "a", []byte("old")); err != nil {
		t.Fatal(err)
	}
	older := s.Clone()
	newer, err := s.Append(ctx, at, []ledger.Entry{ledgertest.Entry(2)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutPayload(ctx, "a", []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, err := older.Payload(ctx, "a"); err != nil || string(data) != "old" {
		t.Errorf("the copy has %q, %v", data, err)
	}
	if _, err := older.Read(ctx, newer, nil); err == nil {
		t.Error("the copy is read from behind its end")
	}
	if _, err := older.Append(ctx, newer, []ledger.Entry{ledgertest.Entry(3)}); err == nil {
		t.Error("the copy is appended to behind its end")
	}
	if _, err := older.Append(ctx, at, []ledger.Entry{ledgertest.Entry(9)}); err != nil {
		t.Error(err)
	}
	if a, b := s.Entries(), older.Entries(); len(a) != 2 || len(b) != 2 || a[1] == b[1] {
		t.Errorf("original and copy are %v and %v", a, b)
	}
}
