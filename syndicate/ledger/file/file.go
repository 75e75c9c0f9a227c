// Package file keeps a ledger in a file, for one machine: `ledger: file:PATH`.
//
// The file is JSON lines, one entry a line, oldest first. It only ever grows.
// An append is one write and one fsync under a lock that all handles of all
// processes share; it returns when the disk has the entries. The words of
// posts lie beside it, in the folder PATH.payloads.
//
// A crash may leave the beginning of an append at the end of the file. Nobody
// was told that it had succeeded, so readers pass over it and the next append
// cuts it off. Anything else that is no entry stops all reading, and with it
// all posting, with the file and the line in the error; so does a file that
// was replaced, shortened or rewritten while it was open. This package never
// guesses what a ledger may have said.
//
// Do not put the file on a disk that several machines share, nor under git
// (Refusal). What the file says of the past cannot be made again: back it up
// by all means, but a restored older copy knows less than the networks do, and
// the accounts are then read before anything is sent (design section 6).
package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/line"
)

// handle is what a Store does with its open file.
type handle interface {
	io.ReaderAt
	io.WriterAt
	Truncate(size int64) error
	Sync() error
	Stat() (fs.FileInfo, error)
	Close() error
}

// Store is a handle on a ledger in a file. Its positions are offsets in bytes.
type Store struct {
	name string // as the caller wrote it, for messages
	path string // the real place
	wrap func(handle) handle

	turn   chan struct{} // holds one token, which whoever uses the rest has taken
	closed bool
	file   *os.File // nil until there is one
	f      handle   // file, or what a test put around it
	end    int64    // behind the last whole append
	size   int64    // of the file; what lies behind end was cut short
	synced int64    // up to here the disk surely has it
	mark   []byte   // the bytes before end, by which a rewritten file is known
}

// Open returns a handle on the ledger at path. The file is made by the first
// Append; its folder must be there. The error is that of Refusal, or says what
// is wrong with the folder.
func Open(path string, where Where) (*Store, error) {
	if err := Refusal(path, where); err != nil {
		return nil, err
	}
	real, err := realPath(path)
	if err != nil {
		return nil, err
	}
	return &Store{name: path, path: real, turn: make(chan struct{}, 1), wrap: func(h handle) handle { return h }}, nil
}

// realPath resolves links, so that the folder that is synced is the one the
// file lies in.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		info, err := os.Stat(real)
		if err == nil && !info.Mode().IsRegular() {
			err = fmt.Errorf("%s: a ledger is a file, and this is something else", path)
		}
		return real, err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: there is no folder %s; make it, or correct `ledger:` in nadi.yaml", path, filepath.Dir(path))
	}
	return filepath.Join(folder, filepath.Base(path)), err
}

// Read yields the entries after a position. It holds no lock meanwhile.
func (s *Store) Read(ctx context.Context, after ledger.Position, yield func(ledger.Entry) error) (ledger.Position, error) {
	from, err := s.offset(after)
	if err != nil {
		return after, err
	}
	var end int64
	var f handle
	err = s.hold(ctx, false, func() error {
		end, f = s.end, s.f
		return s.known(from)
	})
	if err != nil {
		return after, err
	}
	if err := s.lines(ctx, f, from, end, yield); err != nil {
		return after, err
	}
	return position(end), nil
}

// Append adds entries if nothing has come after the position.
func (s *Store) Append(ctx context.Context, after ledger.Position, entries []ledger.Entry) (ledger.Position, error) {
	from, err := s.offset(after)
	if err != nil {
		return after, err
	}
	data, err := line.Encode(entries)
	if err != nil {
		return after, err
	}
	end := from
	err = s.hold(ctx, true, func() error {
		if err := s.known(from); err != nil {
			return err
		}
		if from != s.end {
			return ledger.ErrMoved
		}
		err := s.add(data)
		end = s.end
		return err
	})
	if err != nil {
		return after, err
	}
	return position(end), nil
}

// add writes data behind the last whole append. Where that fails it restores
// what was.
func (s *Store) add(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	if s.size > s.end { // an append that was cut short
		if err := s.f.Truncate(s.end); err != nil {
			return s.failed("cannot cut off an unfinished line", err)
		}
	}
	_, err := s.f.WriteAt(data, s.end)
	if err == nil {
		err = s.f.Sync()
	}
	if err != nil {
		if undo := errors.Join(s.f.Truncate(s.end), s.f.Sync()); undo != nil {
			return s.failed("cannot write, and it is not certain that nothing was written", errors.Join(err, undo))
		}
		return s.failed("cannot write; nothing was written", err)
	}
	s.end += int64(len(data))
	s.synced = s.end
	return s.remember()
}

// hold runs do while this handle has the lock and knows the end of the file.
func (s *Store) hold(ctx context.Context, create bool, do func() error) (err error) {
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if there, err := s.open(create); !there || err != nil {
		if err == nil {
			err = do()
		}
		return err
	}
	if err := s.lock(ctx); err != nil {
		return err
	}
	defer func() {
		if free := unlock(s.file); err == nil {
			err = free
		}
	}()
	if err := s.look(); err != nil {
		return err
	}
	return do()
}

// open opens the file unless that has been done; there is false if there is
// none and none is wanted.
func (s *Store) open(create bool) (there bool, err error) {
	if s.closed {
		return false, s.failed("cannot use it", fs.ErrClosed)
	}
	if s.file != nil {
		return true, nil
	}
	flag := os.O_RDWR
	if create {
		flag |= os.O_CREATE
	}
	file, err := os.OpenFile(s.path, flag, 0o600)
	if errors.Is(err, fs.ErrNotExist) && !create {
		return false, nil
	}
	if err != nil {
		return false, s.failed("cannot open", err)
	}
	if err := syncFolder(filepath.Dir(s.path)); err != nil { // whoever made the file may have been killed before
		return false, s.failed("cannot make its name durable", errors.Join(err, file.Close()))
	}
	s.file, s.f = file, s.wrap(file)
	return true, nil
}

// longest is how often the lock is asked for: some 30 seconds. Nobody holds it
// for longer than it takes to write a few lines.
const longest = 650

func (s *Store) lock(ctx context.Context) error {
	for try := range longest {
		held, err := tryLock(s.file)
		if err != nil {
			return s.failed("cannot lock", err)
		}
		if !held {
			return nil
		}
		wait := time.NewTimer(min(time.Millisecond<<min(try/4, 10), 50*time.Millisecond))
		select {
		case <-wait.C:
		case <-ctx.Done():
			wait.Stop()
			return ctx.Err()
		}
	}
	return fmt.Errorf("%s: another Nadi has been writing for half a minute; is it stopped, or does the disk hang?", s.name)
}

// look finds the end of the file, which others may have moved, and sees to it
// that the disk has everything before it.
func (s *Store) look() error {
	info, err := s.same()
	if err != nil {
		return err
	}
	s.size = info.Size()
	if s.size < s.end {
		return fmt.Errorf("%s: the ledger has shrunk from %d to %d bytes while it was open, so it has forgotten something; "+
			"bring back the newest copy before anything is posted", s.name, s.end, s.size)
	}
	if err := s.unchanged(); err != nil {
		return err
	}
	if s.size == s.end && s.synced == s.end {
		return nil
	}
	if err := s.find(); err != nil {
		return err
	}
	if s.end > s.synced { // whoever wrote it may have been killed before the disk had it
		if err := s.f.Sync(); err != nil {
			return s.failed("cannot make sure that the disk has it", err)
		}
		s.synced = s.end
	}
	return s.remember()
}

// same makes sure that the name still stands for the open file.
func (s *Store) same() (fs.FileInfo, error) {
	named, err := os.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: the ledger was deleted while it was open; bring it back before anything is posted", s.name)
	}
	if err != nil {
		return nil, s.failed("cannot look at it", err)
	}
	info, err := s.f.Stat()
	if err != nil {
		return nil, s.failed("cannot look at it", err)
	}
	if !os.SameFile(named, info) {
		return nil, fmt.Errorf("%s: the ledger was replaced by another file while it was open; make sure that it is the newest copy, then run again", s.name)
	}
	return info, nil
}

// marked is how many bytes before the end are remembered.
const marked = 1024

func (s *Store) remember() error {
	mark := make([]byte, min(marked, s.end))
	if _, err := s.f.ReadAt(mark, s.end-int64(len(mark))); err != nil {
		return s.failed("cannot read", err)
	}
	s.mark = mark
	return nil
}

func (s *Store) unchanged() error {
	now := make([]byte, len(s.mark))
	if _, err := s.f.ReadAt(now, s.end-int64(len(now))); err != nil {
		return s.failed("cannot read", err)
	}
	if !bytes.Equal(now, s.mark) {
		return ledger.Stuck(fmt.Errorf("%s: the ledger was rewritten while it was open; make sure that it is the newest copy, then run again", s.name))
	}
	return nil
}

// Close gives the file back. It waits for what is under way.
func (s *Store) Close() error {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	s.closed = true
	if s.file == nil {
		return nil
	}
	f := s.f
	s.file, s.f = nil, nil
	return f.Close()
}

func (s *Store) failed(what string, err error) error {
	return fmt.Errorf("%s: %s: %w", s.name, what, bare(err))
}

// bare is an error without the path that package os puts around it.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

func position(offset int64) ledger.Position {
	if offset == 0 {
		return ledger.Start
	}
	return ledger.Position(strconv.FormatInt(offset, 10))
}

func (s *Store) offset(p ledger.Position) (int64, error) {
	if p == ledger.Start {
		return 0, nil
	}
	n, err := strconv.ParseInt(string(p), 10, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("%s: %q is no position in this ledger", s.name, string(p))
	}
	return n, nil
}

// known makes sure that an offset is one where an append ended.
func (s *Store) known(from int64) error {
	if from == 0 || from == s.end {
		return nil
	}
	if from > s.end {
		return ledger.Stuck(fmt.Errorf("%s: the ledger is %d bytes long, and %d were known; it was replaced by an older copy", s.name, s.end, from))
	}
	var last [1]byte
	if _, err := s.f.ReadAt(last[:], from-1); err != nil {
		return s.failed("cannot read", err)
	}
	if last[0] != '\n' {
		return fmt.Errorf("%s: at byte %d no entry ends; the ledger was replaced by another", s.name, from)
	}
	return nil
}
