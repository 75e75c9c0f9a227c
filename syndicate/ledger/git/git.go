// Package git keeps a ledger on a branch of a git repository: `ledger:
// git:BRANCH`. The branch has one file, ledger.jsonl, and a commit for each
// append, whose message says in words what was posted.
//
// A push that only moves the branch forward is the compare-and-set: a server
// moves a branch for one of two pushes, and the other is refused. So many
// runs, in CI and on laptops, share one ledger without any server but the one
// that holds the site. A refused push is never forced; whoever lost reads on
// and decides again.
//
// A push whose answer was lost may have been taken. Before anything else is
// said, the branch is read again: where the lines stand at their place, the
// append succeeded.
//
// It needs the program git and whatever it needs to reach the remote. Each
// handle has a small repository of its own in a temporary folder, with the
// settings of the clone, so that it works beside a shallow clone and a full
// one, and leaves both as they are. It keeps no words of posts: they can be made again from the
// commit of the site, and a repository forgets nothing.
package git

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// FileName is the one file of the branch.
const FileName = "ledger.jsonl"

// Options say where the ledger is.
type Options struct {
	Dir    string // a folder of the clone
	Remote string // name or address of the remote; "origin" if empty
	Branch string
	// Title names an article in the messages of commits; nil or "" leaves its
	// id.
	Title func(item, lang string) string
}

// Store is a handle on the branch. Its positions are the length of the log in
// bytes and a fingerprint of that much of it.
type Store struct {
	o    Options
	home string // the handle's own repository
	run  runner
	turn chan struct{} // holds one token: one command of git at a time
	tip  tip
}

// tip is the branch as it was last fetched.
type tip struct {
	commit string // "" when there is no such branch
	log    []byte
}

var branchName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)

// ref is where the handle's own repository has the branch.
const ref = "refs/heads/ledger"

// Open returns a handle on the ledger of a clone. It asks the remote nothing
// yet; the branch is made by the first Append.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Remote == "" {
		o.Remote = "origin"
	}
	if !branchName.MatchString(o.Branch) || strings.Contains(o.Branch, "..") || strings.HasSuffix(o.Branch, ".lock") || strings.HasSuffix(o.Branch, "/") {
		return nil, fmt.Errorf("%q cannot be the name of a branch", o.Branch)
	}
	clone := program(o.Dir, "")
	settings, err := clone(ctx, nil, "rev-parse", "--path-format=absolute", "--git-common-dir")
	if err != nil {
		return nil, fmt.Errorf("ledger git:%s needs a clone of the site's repository, and this folder is none: %w", o.Branch, err)
	}
	if _, err := clone(ctx, nil, "remote", "get-url", o.Remote); err != nil && !strings.ContainsAny(o.Remote, "/:") {
		return nil, fmt.Errorf("ledger git:%s: the repository has no remote %q to keep the branch", o.Branch, o.Remote)
	}
	home, err := newHome(ctx, strings.TrimSpace(string(settings)))
	if err != nil {
		return nil, err
	}
	return &Store{o: o, home: home, run: program(o.Dir, home), turn: make(chan struct{}, 1)}, nil
}

// gather is about what a push takes with a hosted server, and long beside what
// preparing or sending a post takes. It is also how much longer the outcome of a
// post may be unwritten while the others are still being sent, so it is not
// longer.
const gather = 3 * time.Second

// Gather lets the claims of a wave, one an account, go with one push.
func (s *Store) Gather() time.Duration { return gather }

// take waits for the handle's turn; its result gives it back.
func (s *Store) take(ctx context.Context) (func(), error) {
	select {
	case s.turn <- struct{}{}:
		return func() { <-s.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Read yields the entries after a position.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	t, err := s.now(ctx)
	if err != nil {
		return after, err
	}
	from, err := s.known(t.log, after)
	if err != nil {
		return after, err
	}
	d := line.NewDecoder()
	var e ledger.Entry
	number := 1 + bytes.Count(t.log[:from], []byte("\n"))
	for rest := t.log[from:]; len(rest) > 0; number++ {
		if err := ctx.Err(); err != nil {
			return after, err
		}
		text, tail, whole := bytes.Cut(rest, []byte("\n"))
		if err := d.Decode(text, &e); err != nil || e.V < 1 || e.V > ledger.Version || !whole {
			return after, s.garbage(number, e.V)
		}
		if err := yield(e); err != nil {
			return after, err
		}
		rest = tail
	}
	return position(t.log), nil
}

func (s *Store) garbage(number, format int) error {
	if format > ledger.Version {
		return fmt.Errorf("branch %s, %s:%d: this entry has format %d, and this Nadi knows formats up to %d; use the newer Nadi", s.o.Branch, FileName, number, format, ledger.Version)
	}
	return ledger.Stuck(fmt.Errorf("branch %s, %s:%d: this line is no entry of a ledger; somebody changed the branch by hand. Nothing is posted until it is as it was (git log %s)", s.o.Branch, FileName, number, s.o.Branch))
}

// Append adds entries if nothing has come after the position.
func (s *Store) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	data, err := line.Encode(entries)
	if err != nil {
		return after, err
	}
	give, err := s.take(ctx)
	if err != nil {
		return after, err
	}
	defer give()
	t := s.tip
	if position(t.log) != after { // not read since, or others came meanwhile
		if t, err = s.fetch(ctx); err != nil {
			return after, err
		}
	}
	from, err := s.known(t.log, after)
	if err != nil {
		return after, err
	}
	if from != len(t.log) {
		return after, ledger.ErrMoved
	}
	if len(data) == 0 {
		return after, nil
	}
	next := tip{log: append(bytes.Clone(t.log), data...)}
	if next.commit, err = s.commit(ctx, t.commit, next.log, message(entries, s.o.Title)); err != nil {
		return after, err
	}
	return s.push(ctx, after, t, next)
}

// now is the branch as it is now. The log it returns is never written to.
func (s *Store) now(ctx context.Context) (tip, error) {
	give, err := s.take(ctx)
	if err != nil {
		return tip{}, err
	}
	defer give()
	return s.fetch(ctx)
}

// push moves the branch, and where that fails looks whether it moved all the
// same.
func (s *Store) push(ctx context.Context, after ledger.Position, before, next tip) (ledger.Position, error) {
	// The lease makes sure that nothing was there when a branch is made; for
	// one that exists git refuses all but a step forward.
	_, pushed := s.run(ctx, nil, "push", "--quiet", "--no-verify", "--force-with-lease=refs/heads/"+s.o.Branch+":"+before.commit, s.o.Remote, next.commit+":refs/heads/"+s.o.Branch)
	if pushed == nil {
		s.tip = next
		return position(next.log), nil
	}
	now, err := s.fetch(context.WithoutCancel(ctx))
	switch {
	case err != nil:
		return after, fmt.Errorf("the ledger's branch %s could not be pushed, and whether it was is unknown: %w", s.o.Branch, pushed)
	case len(now.log) >= len(next.log) && bytes.Equal(now.log[:len(next.log)], next.log):
		return position(next.log), nil
	case position(now.log) != after:
		return after, ledger.ErrMoved
	}
	return after, s.refused(pushed)
}

// refused says why a push was not taken although nobody was quicker.
func (s *Store) refused(err error) error {
	text := err.Error()
	for _, sign := range []string{"protected", "GH006", "GH013", "rule violations", "pre-receive hook declined"} {
		if strings.Contains(text, sign) {
			return ledger.Stuck(fmt.Errorf("the server does not let the ledger's branch %s be pushed: it is protected. Exempt it from the rules of branches, or name another branch in nadi.yaml: %w", s.o.Branch, err))
		}
	}
	return fmt.Errorf("the ledger's branch %s could not be pushed: %w", s.o.Branch, err)
}

// known returns the length of the log at a position. The fingerprint tells a
// branch that was rewritten.
func (s *Store) known(log []byte, p ledger.Position) (int, error) {
	if p == ledger.Start {
		return 0, nil
	}
	size, print, _ := strings.Cut(string(p), "-")
	n, err := strconv.Atoi(size)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("%q is no position in this ledger", string(p))
	}
	if n > len(log) || fingerprint(log[:n]) != print {
		return 0, ledger.Stuck(fmt.Errorf("branch %s was rewritten: what was known of it is not there any more. Nothing is posted until it is as it was, or every account is adopted anew", s.o.Branch))
	}
	return n, nil
}

// PutPayload keeps nothing: a repository forgets nothing.
func (s *Store) PutPayload(context.Context, string, []byte) error { return ledger.ErrNoPayload }

// Payload has nothing.
func (s *Store) Payload(context.Context, string) ([]byte, error) { return nil, ledger.ErrNoPayload }

// ErasePayload has nothing to erase.
func (s *Store) ErasePayload(context.Context, string) error { return nil }

// Close takes the handle's own repository away.
func (s *Store) Close() error { return os.RemoveAll(s.home) }
