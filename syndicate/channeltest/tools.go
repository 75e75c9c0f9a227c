package channeltest

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"testing/fstest"
)

// Tokens is a token store in memory.
type Tokens struct {
	mu     sync.Mutex
	tokens map[string]string
	Swaps  int // how often something was stored
}

// NewTokens makes an empty store.
func NewTokens() *Tokens { return &Tokens{tokens: map[string]string{}} }

// Swap stores what refresh returns for an account; after an error the old
// token stays.
func (k *Tokens) Swap(_ context.Context, account string, refresh func(old string) (string, error)) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fresh, err := refresh(k.tokens[account])
	if err != nil {
		return "", err
	}
	k.tokens[account] = fresh
	k.Swaps++
	return fresh, nil
}

// Folder is a folder in memory.
type Folder struct {
	mu    sync.Mutex
	files fstest.MapFS
	names []string
	Full  error // what WriteFile answers, if set
}

// NewFolder makes an empty folder.
func NewFolder() *Folder { return &Folder{files: fstest.MapFS{}} }

// WriteFile keeps a copy of data.
func (f *Folder) WriteFile(name string, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !fs.ValidPath(name) {
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
	}
	if f.Full != nil {
		return &fs.PathError{Op: "write", Path: name, Err: f.Full}
	}
	if f.files[name] == nil {
		f.names = append(f.names, name)
	}
	f.files[name] = &fstest.MapFile{Data: append([]byte(nil), data...), Mode: 0o644}
	return nil
}

// Stat describes a file.
func (f *Folder) Stat(name string) (fs.FileInfo, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files.Stat(name)
}

// Remove deletes a file.
func (f *Folder) Remove(name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.files[name] == nil {
		return &fs.PathError{Op: "remove", Path: name, Err: fs.ErrNotExist}
	}
	delete(f.files, name)
	f.names = slices.DeleteFunc(f.names, func(n string) bool { return n == name })
	return nil
}

// Path is where a person finds a file.
func (f *Folder) Path(name string) string { return "/posts/" + name }

// Names returns the names of all files, in the order in which they came.
func (f *Folder) Names() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.names)
}

// Files returns what is there now, a copy.
func (f *Folder) Files() map[string][]byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	all := map[string][]byte{}
	for name, file := range f.files {
		all[name] = file.Data
	}
	return all
}
