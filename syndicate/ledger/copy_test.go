package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/memory"
)

// filled is a log of n messages, of which the last is still open.
func filled(t *testing.T, n int) *memory.Store {
	t.Helper()
	m, at := memory.New(), ledger.Start
	for i := range n {
		e := intent(fmt.Sprint("item", i), "mastodon-hi", "run-1")
		e.V, e.Hash = 1, fmt.Sprint(i)
		done := e
		done.State, done.ID = ledger.Posted, fmt.Sprint(i)
		batch := []ledger.Entry{e, done}
		if i == n-1 {
			batch = batch[:1]
		}
		var err error
		if at, err = m.Append(t.Context(), at, batch); err != nil {
			t.Fatal(err)
		}
		if err := m.PutPayload(t.Context(), ledger.PayloadName(e.Hash, e.Owner), []byte("words")); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// TestCopy: all entries, the words of what is open, and a copy that was
// interrupted goes on.
func TestCopy(t *testing.T) {
	from, to := filled(t, 700), memory.New()
	if _, err := to.Append(t.Context(), ledger.Start, from.Entries()[:1234]); err != nil {
		t.Fatal(err)
	}
	c, err := ledger.Copy(t.Context(), from, to)
	if want := (ledger.Copied{Entries: 1399, Before: 1234, Payloads: 1}); err != nil || c != want {
		t.Fatalf("%+v, %v, want %+v", c, err, want)
	}
	for i, e := range to.Entries() {
		if e != from.Entries()[i] {
			t.Fatalf("entry %d is %+v, want %+v", i, e, from.Entries()[i])
		}
	}
	if _, err := to.Payload(t.Context(), "699-run-1"); err != nil {
		t.Errorf("the words of an open message: %v", err)
	}
	if _, err := to.Payload(t.Context(), "1-run-1"); !errors.Is(err, ledger.ErrNoPayload) {
		t.Errorf("the words of a settled message are copied: %v", err)
	}
}

func TestCopyRefuses(t *testing.T) {
	from := filled(t, 3)
	other := memory.New()
	if _, err := other.Append(t.Context(), ledger.Start, []ledger.Entry{intent("x", "mastodon-hi", "run-9")}); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Copy(t.Context(), from, other); err == nil || !strings.Contains(err.Error(), "another history") {
		t.Errorf("a copy over another ledger: %v", err)
	}
	longer := from.Clone()
	if _, err := ledger.Copy(t.Context(), filled(t, 2), longer); err == nil {
		t.Error("a ledger is copied over one that knows more")
	}
}

// TestAudit: what a Nadi writes has no fault; what two ledgers merged by hand
// would say has.
func TestAudit(t *testing.T) {
	mine := func(change func(*ledger.Entry)) ledger.Entry {
		e := intent("bp", "mastodon-hi", "run-1")
		e.V, e.Deadline = 1, e.T.Add(10*time.Minute)
		if change != nil {
			change(&e)
		}
		return e
	}
	posted := func(id string) ledger.Entry {
		return mine(func(e *ledger.Entry) { e.State, e.ID, e.URL = ledger.Posted, id, "https://social.example/"+id })
	}
	second := func(change func(*ledger.Entry)) ledger.Entry {
		return mine(func(e *ledger.Entry) { e.Owner, e.Attempt = "run-2", 2; change(e) })
	}
	for name, tc := range map[string]struct {
		log  []ledger.Entry
		want string // of the fault; "" means none
	}{
		"a post":                  {[]ledger.Entry{mine(nil), posted("1")}, ""},
		"found again":             {[]ledger.Entry{mine(nil), posted("1"), posted("1")}, ""},
		"a second attempt":        {[]ledger.Entry{mine(nil), mine(func(e *ledger.Entry) { e.State = ledger.Released }), second(func(*ledger.Entry) {})}, ""},
		"taken over":              {[]ledger.Entry{mine(nil), second(func(e *ledger.Entry) { e.T = e.T.Add(time.Hour) })}, ""},
		"two posts":               {[]ledger.Entry{mine(nil), posted("1"), posted("2")}, "may carry the article twice"},
		"one attempt, two owners": {[]ledger.Entry{mine(nil), mine(func(e *ledger.Entry) { e.Owner = "run-2" })}, "two runs believed to be alone"},
		"begun after it was done": {[]ledger.Entry{mine(nil), posted("1"), second(func(*ledger.Entry) {})}, "which was posted already"},
		"begun before the end":    {[]ledger.Entry{mine(nil), second(func(e *ledger.Entry) { e.T = e.T.Add(time.Minute) })}, "while run-1 was sending it"},
		"another site's":          {[]ledger.Entry{mine(nil), mine(func(e *ledger.Entry) { e.Owner, e.Site = "run-2", "other" })}, ""},
	} {
		a := ledger.NewAudit(site)
		for _, e := range tc.log {
			if err := a.Add(e); err != nil {
				t.Fatal(err)
			}
		}
		said := ""
		for _, f := range a.Faults {
			said += f.Text
		}
		if (said == "") != (tc.want == "") || !strings.Contains(said, tc.want) {
			t.Errorf("%s: %q, want %q", name, said, tc.want)
		}
	}
}
