// Package memory keeps a ledger in memory, for tests and simulations. What it
// holds ends with the program; nothing that really posts may use it.
//
// One Store is the place and every handle to it: give the same pointer to all
// who share the log. Clone makes the copy that an operator would restore from
// a backup: it stays behind while the original goes on.
package memory

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"nadi/syndicate/ledger"
)

// Store is a log in memory. Its positions are numbers of entries.
type Store struct {
	mu       sync.Mutex
	log      []ledger.Entry // only ever grows, so a reader may keep a slice of it
	payloads map[string][]byte
}

// New returns an empty log.
func New() *Store { return &Store{payloads: map[string][]byte{}} }

// Clone returns a log of its own with what is in s now.
func (s *Store) Clone() *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &Store{log: slices.Clone(s.log), payloads: map[string][]byte{}}
	for name, data := range s.payloads {
		c.payloads[name] = slices.Clone(data)
	}
	return c
}

// Entries returns all entries, oldest first.
func (s *Store) Entries() []ledger.Entry {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.log)
}

// Read yields the entries after a position.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	from, err := number(after)
	if err != nil {
		return after, err
	}
	if err := ctx.Err(); err != nil {
		return after, err
	}
	s.mu.Lock()
	log := s.log
	s.mu.Unlock()
	if from > len(log) {
		return after, fmt.Errorf("the ledger has %d entries, and %d were known; it was replaced by an older copy", len(log), from)
	}
	for _, e := range log[from:] { // unlocked, for yield may append
		if err := yield(e); err != nil {
			return after, err
		}
	}
	return position(len(log)), nil
}

// Append adds entries if nothing has come after the position.
func (s *Store) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	from, err := number(after)
	if err != nil {
		return after, err
	}
	if err := ctx.Err(); err != nil {
		return after, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if from > len(s.log) {
		return after, fmt.Errorf("the ledger has %d entries, and %d were known; it was replaced by an older copy", len(s.log), from)
	}
	if from != len(s.log) {
		return after, ledger.ErrMoved
	}
	for _, e := range entries {
		s.log = append(s.log, written(e))
	}
	return position(len(s.log)), nil
}

// written is an entry as it comes back from a store that writes it down.
func written(e ledger.Entry) ledger.Entry {
	e.T, e.Deadline = e.T.Round(0).UTC(), e.Deadline.Round(0).UTC()
	return e
}

// PutPayload keeps the bytes of a post.
func (s *Store) PutPayload(ctx context.Context, name string, data []byte) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.payloads[name] = slices.Clone(data)
	return nil
}

// Payload returns what was kept, or ledger.ErrNoPayload.
func (s *Store) Payload(ctx context.Context, name string) ([]byte, error) {
	if err := check(ctx, name); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.payloads[name]
	if !ok {
		return nil, ledger.ErrNoPayload
	}
	return append([]byte{}, data...), nil
}

// ErasePayload forgets a payload.
func (s *Store) ErasePayload(ctx context.Context, name string) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.payloads, name)
	return nil
}

// Close does nothing: others may hold the same log.
func (s *Store) Close() error { return nil }

func check(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ledger.CheckPayloadName(name)
}

func position(n int) ledger.Position {
	if n == 0 {
		return ledger.Start
	}
	return ledger.Position(strconv.Itoa(n))
}

func number(p ledger.Position) (int, error) {
	if p == ledger.Start {
		return 0, nil
	}
	n, err := strconv.Atoi(string(p))
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no position in this ledger", string(p))
	}
	return n, nil
}
