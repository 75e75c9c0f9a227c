package tokenfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// room is how much is written to prove that there is space, in bytes: far more
// than a few tokens.
const room = 64 << 10

// draft is the file that is to take the place of the present one.
type draft struct {
	f      *os.File
	target string
}

// draftName is what the names of drafts begin with. They lie beside the file.
func (s *Store) draftName() string { return "." + filepath.Base(s.path) + ".new-" }

// finish puts in place what a run has written and did not come to put in place:
// it is newer than the file. What is not whole is thrown away.
func (s *Store) finish() error {
	folder := filepath.Dir(s.path)
	left, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("the folder of the token file cannot be read: %w", err)
	}
	for _, e := range left {
		if !strings.HasPrefix(e.Name(), s.draftName()) {
			continue
		}
		if err := s.finishOne(filepath.Join(folder, e.Name())); err != nil {
			return fmt.Errorf("a token that was written cannot be put in place: %w", err)
		}
	}
	return nil
}

func (s *Store) finishOne(name string) error {
	info, err := os.Lstat(name)
	if err != nil {
		return err
	}
	if s.refusal(info) != nil { // no draft of ours
		return os.Remove(name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	data = bytes.TrimRight(data, "\x00")
	if _, whole := decode(data); !whole {
		return os.Remove(name)
	}
	return s.place(name, data)
}

// place makes a draft that has its data durable, and the file.
func (s *Store) place(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_RDWR, private)
	if err != nil {
		return err
	}
	return (&draft{f, s.path}).settle(len(data))
}

// begin makes the draft and fills it on the disk, so that a full disk or a
// folder that may not be written to is found out before a token is spent.
func (s *Store) begin() (*draft, error) {
	f, err := os.CreateTemp(filepath.Dir(s.path), s.draftName()+"*") // for the owner alone
	if err != nil {
		return nil, fmt.Errorf("the token file cannot be written: %w", err)
	}
	d := &draft{f, s.path}
	if _, err = f.Write(make([]byte, room)); err == nil {
		err = f.Sync()
	}
	if err != nil {
		d.discard()
		return nil, fmt.Errorf("the token file cannot be written: %w", err)
	}
	return d, nil
}

// commit writes the content over the proof of space and settles it. If that
// fails the draft stays, for it may be all that is left of the new token; the
// next Swap tries again.
func (d *draft) commit(all content) error {
	data, err := json.MarshalIndent(all, "", "  ")
	if err == nil {
		data = append(data, '\n')
		_, err = d.f.WriteAt(data, 0)
	}
	if err == nil {
		err = d.settle(len(data))
	}
	if err != nil {
		d.f.Close()
		return fmt.Errorf("the new token could not be put in place: %w", err)
	}
	return nil
}

// settle shortens the draft to its size, makes it durable, and the file.
func (d *draft) settle(size int) error {
	err := d.f.Truncate(int64(size))
	if err == nil {
		err = d.f.Sync()
	}
	if e := d.f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(d.f.Name(), d.target)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(d.target))
	}
	return err
}

// discard removes a draft that holds nothing.
func (d *draft) discard() {
	d.f.Close()
	os.Remove(d.f.Name())
}
