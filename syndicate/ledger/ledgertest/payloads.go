package ledgertest

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"nadi/syndicate/ledger"
)

func payloads(t *testing.T, s Suite) {
	p := newPlace(t, s)
	a := p.handle()
	if s.NoPayloads {
		none(t, a)
		return
	}
	missing := func(name string) {
		t.Helper()
		for _, h := range []ledger.Store{a, p.handle()} {
			if data, err := h.Payload(t.Context(), name); !errors.Is(err, ledger.ErrNoPayload) {
				t.Fatalf("payload %s is %q, %v, want ErrNoPayload", name, data, err)
			}
		}
	}
	put := func(name string, data []byte) {
		t.Helper()
		if err := a.PutPayload(t.Context(), name, data); err != nil {
			t.Fatal(err)
		}
		for _, h := range []ledger.Store{a, p.handle()} {
			if got, err := h.Payload(t.Context(), name); err != nil || !bytes.Equal(got, data) {
				t.Fatalf("payload %s is %.40q, %v, want %.40q", name, got, err, data)
			}
		}
	}
	erase := func(name string) {
		t.Helper()
		if err := a.ErasePayload(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		missing(name)
	}
	name := strings.Repeat("0123456789abcdef", 2)
	missing(name)
	erase(name) // a missing one is no error
	put(name, []byte(`{"status":"पाँच उपाय"}`))
	put(name+"-2", []byte("another"))
	put(name, []byte("replaced, and longer than it was before: "+strings.Repeat("x", 5000)))
	put(name, []byte("shorter"))
	put("all-bytes", bytes.Repeat(everyByte(), 300))
	put("empty", []byte{})
	erase(name)
	erase(name)
	put(name+"-2", []byte("still there"))
	put(name, []byte("back"))
	p.want(a, ledger.Start, nil) // payloads are beside the log
}

func everyByte() []byte {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func none(t *testing.T, h ledger.Store) {
	if err := h.PutPayload(t.Context(), "a", []byte("x")); !errors.Is(err, ledger.ErrNoPayload) {
		t.Errorf("PutPayload: %v, want ErrNoPayload", err)
	}
	if _, err := h.Payload(t.Context(), "a"); !errors.Is(err, ledger.ErrNoPayload) {
		t.Errorf("Payload: %v, want ErrNoPayload", err)
	}
	if err := h.ErasePayload(t.Context(), "a"); err != nil {
		t.Errorf("ErasePayload: %v, want nothing", err)
	}
}

// payloadNames uses names that would lead elsewhere.
func payloadNames(t *testing.T, s Suite) {
	p := newPlace(t, s)
	h := p.handle()
	for _, name := range []string{"", ".", "..", "../a", "a/b", "/a", `a\b`, "A", "a.b", "a b", "a\n", "a\x00", "क", "~", "*", "a?", "%41"} {
		_, err := h.Payload(t.Context(), name)
		for what, err := range map[string]error{"PutPayload": h.PutPayload(t.Context(), name, []byte("x")), "Payload": err, "ErasePayload": h.ErasePayload(t.Context(), name)} {
			if s.NoPayloads {
				continue
			}
			if err == nil || errors.Is(err, ledger.ErrNoPayload) {
				t.Errorf("%s(%.20q): %v, want an error about the name", what, name, err)
			}
		}
	}
}
