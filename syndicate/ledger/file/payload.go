package file

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"nadi/syndicate/ledger"
)

// folderOf is where the words of posts lie, beside the ledger.
func folderOf(path string) string { return path + ".payloads" }

// PutPayload keeps the bytes of a post in a file of their own, which is there
// whole or not at all and is durable when PutPayload returns.
func (s *Store) PutPayload(ctx context.Context, name string, data []byte) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	folder := folderOf(s.path)
	if err := makeFolder(folder); err != nil {
		return s.failed("cannot make the folder for the words of posts", err)
	}
	f, err := os.CreateTemp(folder, unfinished(name, "*")) // mode 0600
	if err != nil {
		return s.failed("cannot keep the words of a post", err)
	}
	if err := put(f, filepath.Join(folder, name), data); err != nil {
		os.Remove(f.Name())
		return s.failed("cannot keep the words of a post", err)
	}
	return nil
}

func makeFolder(folder string) error {
	if err := os.Mkdir(folder, 0o700); err == nil {
		return syncFolder(filepath.Dir(folder))
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

func put(f *os.File, path string, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// unfinished names a file that will be the payload. A payload's name has no
// dot, so no other payload is meant.
func unfinished(name, by string) string { return "." + name + "." + by }

// Payload returns what was kept, or ledger.ErrNoPayload.
func (s *Store) Payload(ctx context.Context, name string) ([]byte, error) {
	if err := check(ctx, name); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(folderOf(s.path), name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ledger.ErrNoPayload
	}
	if err != nil {
		return nil, s.failed("cannot read the words of a post", err)
	}
	return data, nil
}

// ErasePayload removes a payload, and what a killed PutPayload left of it.
func (s *Store) ErasePayload(ctx context.Context, name string) error {
	if err := check(ctx, name); err != nil {
		return err
	}
	folder := folderOf(s.path)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.failed("cannot erase the words of a post", err)
	}
	for _, e := range entries {
		if e.Name() != name && !strings.HasPrefix(e.Name(), unfinished(name, "")) {
			continue
		}
		if err := os.Remove(filepath.Join(folder, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return s.failed("cannot erase the words of a post", err)
		}
	}
	if err := syncFolder(folder); err != nil {
		return s.failed("cannot erase the words of a post", err)
	}
	return nil
}

func check(ctx context.Context, name string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return ledger.CheckPayloadName(name)
}
