// Package tokenfile keeps tokens that a network replaces at each use, in a JSON
// file on one machine.
//
// Such a token is worth everything and exists once: the network gives the next
// for the last, and takes no other. So a Swap holds a lock from before it reads
// until the disk has the new token, proves that it can write before the old
// token is spent, and replaces the file in one step; a step that a crash has cut
// off is finished by the next Swap. What remains is the moment between the
// network's answer and the disk: a machine that dies in it loses the token, and
// a person has to allow the app again.
//
// The file and its lock are for the owner alone (0600); a file that others can
// read is refused, for they may have read it. Do not put it on a disk that
// several machines share, nor under git, nor in a folder that is thrown away
// after each run, as those of CI are.
package tokenfile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"nadi/syndicate"
)

const (
	version  = 1
	private  = 0o600
	lockName = ".lock" // after the file's name
	// interval is how often the lock is asked for while another run has it.
	interval = 50 * time.Millisecond
)

// Store is a file of tokens, by account. It may be used by many goroutines and
// processes.
type Store struct {
	path     string
	interval time.Duration
}

var _ syndicate.TokenStore = (*Store)(nil)

// content is the file.
type content struct {
	Version int               `json:"v"`
	Tokens  map[string]string `json:"tokens"`
}

// Open returns the store at path. The first Swap makes the file; its folder
// must be there. The error says what is wrong with file or folder.
func Open(path string) (*Store, error) {
	real, err := realPath(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: real, interval: interval}
	_, err = s.read()
	return s, err
}

// realPath resolves links, so that the file itself is replaced and not the
// link to it.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", fmt.Errorf("the token file %s needs its folder: make %s, for yourself alone", filepath.Base(path), filepath.Dir(path))
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// Swap passes the account's token, or "", to refresh and keeps what that
// returns. When Swap returns nil, the disk has it. After an error of refresh
// the old token stays. The lock is held throughout; ctx ends the wait for it.
func (s *Store) Swap(ctx context.Context, account string, refresh func(old string) (string, error)) (string, error) {
	unlock, err := s.lock(ctx)
	if err != nil {
		return "", err
	}
	defer unlock()
	if err := s.finish(); err != nil {
		return "", err
	}
	all, err := s.read()
	if err != nil {
		return "", err
	}
	next, err := s.begin()
	if err != nil {
		return "", err
	}
	kept := false
	defer func() {
		if !kept {
			next.discard()
		}
	}()
	fresh, err := refresh(all.Tokens[account])
	if err != nil {
		return "", err
	}
	if fresh == all.Tokens[account] {
		return fresh, nil
	}
	kept, all.Tokens[account] = true, fresh
	if err := next.commit(all); err != nil {
		return "", err
	}
	return fresh, nil
}

// lock takes the lock, which lies beside the file, for the file itself is
// replaced.
func (s *Store) lock(ctx context.Context) (unlock func(), err error) {
	f, err := os.OpenFile(s.path+lockName, os.O_RDWR|os.O_CREATE, private)
	if err != nil {
		return nil, fmt.Errorf("the token file cannot be locked: %w", err)
	}
	for {
		held, err := tryLock(f)
		if err == nil && !held {
			return func() { f.Close() }, nil // which lets the lock go
		}
		if err == nil {
			err = s.wait(ctx)
		}
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("the token file %s cannot be locked: %w", s.path, err)
		}
	}
}

func (s *Store) wait(ctx context.Context) error {
	t := time.NewTimer(s.interval)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("another run of Nadi has it: %w", ctx.Err())
	}
}

// read returns what the file holds. A file that is damaged, or that others can
// read, is an error that shows nothing of it.
func (s *Store) read() (content, error) {
	empty := content{Version: version, Tokens: map[string]string{}}
	info, err := os.Lstat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return empty, nil
	} else if err != nil {
		return empty, err
	}
	if err := s.refusal(info); err != nil {
		return empty, err
	}
	data, err := os.ReadFile(s.path)
	if err != nil {
		return empty, err
	}
	all, ok := decode(data)
	if !ok {
		return empty, fmt.Errorf("the token file %s is damaged; move it away, and allow the apps anew whose tokens it held", s.path)
	}
	if all.Version > version {
		return empty, fmt.Errorf("the token file %s was written by a newer Nadi", s.path)
	}
	return all, nil
}

func decode(data []byte) (content, bool) {
	var all content
	err := json.Unmarshal(data, &all)
	return all, err == nil && all.Version >= 1 && all.Tokens != nil
}

// refusal says why a file cannot keep secrets. Windows has no such bits; there
// the folder decides who may read.
func (s *Store) refusal(info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", s.path)
	}
	if others := info.Mode().Perm() &^ 0o700; others != 0 && runtime.GOOS != "windows" {
		return fmt.Errorf("others can read or write the token file %s (its mode is %04o): run chmod 600, and if you do not know who has read it, allow the apps anew", s.path, info.Mode().Perm())
	}
	return nil
}
