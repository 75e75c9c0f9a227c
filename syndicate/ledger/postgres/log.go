package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// mark is a position: the number of an entry and the append it came with. The
// append tells a database that was put back to an older state and went on from
// there from the one that was known.
type mark struct {
	n     int64
	batch string
}

func (m mark) position() ledger.Position {
	if m.n == 0 {
		return ledger.Start
	}
	return ledger.Position(strconv.FormatInt(m.n, 10) + "-" + m.batch)
}

func markOf(p ledger.Position) (m mark, err error) {
	if p == ledger.Start {
		return mark{}, nil
	}
	n, batch, ok := strings.Cut(string(p), "-")
	if m.n, err = strconv.ParseInt(n, 10, 64); err != nil || m.n < 1 || !ok || batch == "" {
		return mark{}, fmt.Errorf("%q is no position in this ledger", string(p))
	}
	m.batch = batch
	return m, nil
}

// page is how many rows are read at a time. They are taken in before any is
// yielded, so that no connection is held while somebody thinks.
const page = 4096

const readSQL = `SELECT n, batch, line FROM {}.entries WHERE n >= $1 ORDER BY n LIMIT $2`

// Read yields the entries after a position.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	at, err := markOf(after)
	if err != nil {
		return after, err
	}
	d := line.NewDecoder()
	for more := true; more; {
		var entries []ledger.Entry
		from := at
		err := s.repeat(ctx, func(ctx context.Context) (err error) {
			entries, at, more, err = s.page(ctx, d, from)
			return err
		})
		if err != nil {
			return after, s.where.trouble(err)
		}
		for _, e := range entries {
			if err := ctx.Err(); err != nil {
				return after, err
			}
			if err := yield(e); err != nil {
				return after, err
			}
		}
	}
	return at.position(), nil
}

// page reads what follows a mark, and with it the row of the mark itself,
// which must be as it was. It returns the mark of its last row, and whether
// there may be more.
func (s *Store) page(ctx context.Context, d *line.Decoder, at mark) (entries []ledger.Entry, last mark, more bool, err error) {
	rows, err := s.pool.Query(ctx, s.in(readSQL), at.n, page)
	if err != nil {
		return nil, at, false, err
	}
	defer rows.Close()
	last = at
	next := max(at.n, 1)
	for ; rows.Next(); next++ {
		var text pgtype.DriverBytes // valid until the next row
		if err := rows.Scan(&last.n, &last.batch, &text); err != nil {
			return nil, at, false, err
		}
		switch {
		case last.n != next:
			return nil, at, false, missing(next)
		case last.n > at.n:
			entries = append(entries, ledger.Entry{})
			if err := decode(d, text, &entries[len(entries)-1], next); err != nil {
				return nil, at, false, err
			}
		case last != at:
			return nil, at, false, errReplaced
		}
	}
	if err := rows.Err(); err != nil {
		return nil, at, false, err
	}
	if next == at.n {
		return nil, at, false, errReplaced
	}
	return entries, last, next-max(at.n, 1) == page, nil
}

func decode(d *line.Decoder, text []byte, e *ledger.Entry, n int64) error {
	err := d.Decode(text, e)
	switch {
	case err == nil && e.V > ledger.Version:
		return said(fmt.Sprintf("its entry %d has format %d, and this Nadi knows formats up to %d; use the newer Nadi", n, e.V, ledger.Version))
	case err != nil || e.V < 1:
		return said(fmt.Sprintf("its entry %d cannot be understood; somebody changed the table by hand. Nothing is posted until it is as it was", n))
	}
	return nil
}

// appendSQL adds rows after number $1 if that is the last, and came with append
// $3. It says how many it added, which number is the last, and with which
// appends $1 and the number after it came: all as it was before.
//
// The server's setting may be not to wait for its disk when it commits
// (synchronous_commit off). durable makes this one commit wait; the setting is
// read when the transaction is committed, and ends with it.
const (
	durable = `durable AS MATERIALIZED (
	SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true))`

	appendSQL = `WITH ` + durable + `,
last AS MATERIALIZED (SELECT coalesce(max(n), 0) AS n FROM {}.entries),
added AS (
	INSERT INTO {}.entries (n, batch, line, t, site, item, lang, account, occasion, state, owner, url)
	SELECT $1::bigint + e.i, $2, e.line, nullif(e.t, '')::timestamptz, e.site, e.item, e.lang, e.account, e.occasion, e.state, e.owner, e.url
	FROM durable, last, unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
		WITH ORDINALITY AS e (line, t, site, item, lang, account, occasion, state, owner, url, i)
	WHERE last.n = $1 AND ($1 = 0 OR EXISTS (SELECT FROM {}.entries WHERE n = $1 AND batch = $3))
	RETURNING 1)
SELECT (SELECT count(*) FROM added), (SELECT n FROM last),
	coalesce((SELECT batch FROM {}.entries WHERE n = $1), ''),
	coalesce((SELECT batch FROM {}.entries WHERE n = $1 + 1), '')`
)

// Append adds entries if nothing has come after the position.
func (s *Store) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	at, err := markOf(after)
	if err != nil {
		return after, err
	}
	batch := s.nonce()
	args, err := arguments(at, batch, entries)
	if err != nil {
		return after, err
	}
	open := false // an earlier try may have arrived
	for again := (tries{}); ; {
		seen, err := s.try(ctx, args, len(entries))
		if err == nil {
			return seen.verdict(s.where, at, batch, len(entries), after)
		}
		if taken(err) && !open {
			return after, ledger.ErrMoved
		}
		open = open || undecided(err)
		if ctx.Err() != nil || !again.after(err) {
			return after, s.where.unsure(open, err)
		}
		s.freshen(err)
	}
}

// seen is what an append found.
type seen struct {
	added, last int64
	here, next  string // appends of the position's entry, and of the one after it
}

func (s *Store) try(ctx context.Context, args []any, entries int) (t seen, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience+time.Duration(entries)*time.Millisecond)
	defer cancel()
	err = s.pool.QueryRow(ctx, s.in(appendSQL), args...).Scan(&t.added, &t.last, &t.here, &t.next)
	return t, err
}

// verdict says what became of an append.
func (t seen) verdict(where place, at mark, batch string, entries int, after ledger.Position) (ledger.Position, error) {
	end := mark{at.n + int64(entries), batch}
	switch {
	case entries > 0 && (t.added == int64(entries) || t.next == batch): // by this try, or by one whose answer was lost
		return end.position(), nil
	case t.last < at.n || at.n > 0 && t.here != at.batch:
		return after, where.trouble(errReplaced)
	case t.last > at.n:
		return after, ledger.ErrMoved
	case entries == 0:
		return after, nil
	}
	return after, where.trouble(said("it did not take what it should have taken"))
}

// arguments are those of appendSQL.
func arguments(at mark, batch string, entries []ledger.Entry) ([]any, error) {
	columns := make([][]string, 10)
	for i := range entries {
		e := &entries[i]
		text, err := line.Encode(entries[i : i+1]) // alone: the rows of an append stand together by their transaction
		if err != nil {
			return nil, err
		}
		t := ""
		if e.T.Year() > 0 {
			t = e.T.UTC().Format(time.RFC3339Nano)
		}
		for c, v := range []string{strings.TrimSuffix(string(text), "\n"), t, e.Site, e.Item, e.Lang, e.Account, e.Occasion, string(e.State), e.Owner, e.URL} {
			columns[c] = append(columns[c], shown(v))
		}
	}
	args := []any{at.n, batch, at.batch}
	for _, c := range columns {
		args = append(args, c)
	}
	return args, nil
}

// shown is a text as PostgreSQL can hold it. Of the line itself it changes
// nothing: that has no NUL and is UTF-8.
func shown(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}
