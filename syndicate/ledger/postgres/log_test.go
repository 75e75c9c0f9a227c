package postgres

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
)

// replacedAfter does something to the tables behind a handle's back, and wants
// it told by reading and by appending, to that handle alone.
func replacedAfter(t *testing.T, sql string, want string) {
	t.Helper()
	address := server(t, "NADI_POSTGRES")
	s := handle(t, address)
	at := ledger.Start
	for n := range 5 {
		at = mustAppend(t, s, at, ledgertest.Entry(n))
	}
	admin(t, s.in(sql))
	_, err := s.Read(t.Context(), at, func(ledger.Entry) error { return nil })
	wantError(t, err, want)
	_, err = s.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(9)})
	if errors.Is(err, ledger.ErrMoved) {
		t.Fatal("a replaced ledger has only moved on")
	}
	wantError(t, err, "replaced by an older copy")
	_, err = s.Append(t.Context(), at, nil)
	wantError(t, err, "replaced by an older copy")
}

// TestReplaced: an older copy, one that has gone on since, and an empty one.
func TestReplaced(t *testing.T) {
	replacedAfter(t, `DELETE FROM {}.entries WHERE n > 3`, "replaced by an older copy")
	replacedAfter(t, `UPDATE {}.entries SET batch = 'another' WHERE n > 3`, "replaced by an older copy")
	replacedAfter(t, `DELETE FROM {}.entries`, "replaced by an older copy")
	replacedAfter(t, `UPDATE {}.entries SET batch = 'another' WHERE n > 3; INSERT INTO {}.entries SELECT 6, 'another', line, t, site, item, lang, account, occasion, state, owner, url FROM {}.entries WHERE n = 5`, "replaced by an older copy")
}

// TestDamage: rows that somebody took out or wrote by hand stop the reading,
// with their number.
func TestDamage(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{`DELETE FROM {}.entries WHERE n = 3`, "entry 3 is missing"},
		{`DELETE FROM {}.entries WHERE n = 1`, "entry 1 is missing"},
		{`UPDATE {}.entries SET line = 'x' WHERE n = 2`, "entry 2 cannot be understood"},
		{`UPDATE {}.entries SET line = '{}' WHERE n = 2`, "entry 2 cannot be understood"},
		{`UPDATE {}.entries SET line = '{"v":99}' WHERE n = 4`, "entry 4 has format 99"},
		{`DROP TABLE {}.entries`, "its tables are gone"},
	} {
		s := handle(t, server(t, "NADI_POSTGRES"))
		mustAppend(t, s, ledger.Start, ledgertest.Entry(1), ledgertest.Entry(2), ledgertest.Entry(3), ledgertest.Entry(4))
		admin(t, s.in(c.sql))
		_, err := s.Read(t.Context(), ledger.Start, func(ledger.Entry) error { return nil })
		wantError(t, err, c.want)
	}
}

// TestPages: logs that end before, at and after the end of a page, and appends
// that lie across one.
func TestPages(t *testing.T) {
	s := handle(t, server(t, "NADI_POSTGRES"))
	var want []ledger.Entry
	at := ledger.Start
	for _, size := range []int{page - 2, 1, 1, 1, page - 1, 2 * page, 3} {
		from := at
		var some []ledger.Entry
		for range size {
			some = append(some, ledgertest.Entry(len(want)+len(some)))
		}
		want = append(want, some...)
		at = mustAppend(t, s, at, some...)
		if got, end := all(t, s); end != at || !slices.Equal(got, want) {
			t.Fatalf("%d entries of %d are read, to %s, want %s", len(got), len(want), end, at)
		}
		var rest []ledger.Entry
		if end, err := s.Read(t.Context(), from, func(e ledger.Entry) error { rest = append(rest, e); return nil }); err != nil || end != at || !slices.Equal(rest, some) {
			t.Fatalf("%d entries of %d after %s, to %s, %v", len(rest), size, from, end, err)
		}
	}
}

// TestReadable: what a person sees who asks the table.
func TestReadable(t *testing.T) {
	s := handle(t, server(t, "NADI_POSTGRES"))
	e := ledgertest.Entry(1)
	e.Item, e.URL, e.State = "heat\x00", "https://social.example/\xff1", ledger.Posted
	odd := ledgertest.Entry(2)
	odd.T = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)
	mustAppend(t, s, ledger.Start, e, odd)
	var got string
	if err := s.pool.QueryRow(t.Context(), s.in(`SELECT concat_ws(' ', to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'), site, item, lang, account, occasion, state, owner, url) FROM {}.entries WHERE n = 1 AND line::json IS NOT NULL`)).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "2026-11-23 04:30:01 " + ledgertest.Site + " heat\ufffd hi mastodon-hi announce posted run-1 https://social.example/\ufffd1"; got != want {
		t.Errorf("the columns are %q, want %q", got, want)
	}
	entries, _ := all(t, s)
	if entries[0].Item != e.Item || !entries[1].T.Equal(odd.T) {
		t.Errorf("the entries are %+v", entries)
	}
}

// TestClaims: ten handles claim each of a hundred messages, all at once. Each
// message has one winner, straight, through a pooler, and on servers that are
// stricter about transactions than this needs.
func TestClaims(t *testing.T) {
	claimed(t, server(t, "NADI_POSTGRES"))
	claimed(t, server(t, "NADI_POSTGRES_POOLER"))
	claimed(t, server(t, "NADI_POSTGRES", "default_transaction_isolation", "repeatable read"))
	claimed(t, server(t, "NADI_POSTGRES", "default_transaction_isolation", "serializable"))
}

func claimed(t *testing.T, address string) {
	t.Helper()
	const handles, keys = 10, 100
	won := make([]map[string]bool, handles)
	var wait sync.WaitGroup
	for i := range handles {
		s := handle(t, address)
		wait.Go(func() {
			won[i] = claims(t, s, fmt.Sprintf("run-%d", i), keys)
		})
	}
	wait.Wait()
	winners := map[string]int{}
	for _, w := range won {
		for item := range w {
			winners[item]++
		}
	}
	for n := range keys {
		if item := ledgertest.Entry(n).Item; winners[item] != 1 {
			t.Errorf("%s has %d winners", item, winners[item])
		}
	}
	got, _ := all(t, handle(t, address))
	if len(got) != keys {
		t.Errorf("%d entries, want %d", len(got), keys)
	}
	for _, e := range got {
		var i int
		if _, err := fmt.Sscanf(e.Owner, "run-%d", &i); err != nil || !won[i][e.Item] {
			t.Errorf("%s believes not to have %s", e.Owner, e.Item)
		}
	}
}

// claims claims every message that nobody has, and returns those it got.
func claims(t *testing.T, s *Store, owner string, keys int) map[string]bool {
	book, err := ledger.Open(t.Context(), s, ledgertest.Site)
	if err != nil {
		t.Error(err)
		return nil
	}
	won := map[string]bool{}
	for n := range keys {
		e := ledgertest.Entry(n)
		e.Owner = owner
		got := false
		err := book.Write(t.Context(), func(h *ledger.History) ([]ledger.Entry, error) {
			if got = h.Of(e.Key()).State == ""; !got {
				return nil, nil
			}
			return []ledger.Entry{e}, nil
		})
		if err != nil {
			t.Errorf("%s: %v", owner, err)
			return won
		}
		if got {
			won[e.Item] = true
		}
	}
	return won
}
