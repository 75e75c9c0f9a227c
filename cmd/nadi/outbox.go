package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"nadi/syndicate"
	"nadi/syndicate/tokenfile"
)

// outbox is the folder of posts that a person carries out: the account's
// option folder, or outbox in the site's folder.
type outbox struct {
	dir     string
	account syndicate.Account
}

func (o outbox) root() string {
	folder := cmp.Or(o.account.Options["folder"], "outbox")
	if filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(o.dir, filepath.FromSlash(folder))
}

// Path returns where a file is, for people.
func (o outbox) Path(name string) string { return filepath.Join(o.root(), filepath.FromSlash(name)) }

// WriteFile puts a whole file in place, durably.
func (o outbox) WriteFile(name string, data []byte) error {
	to := o.Path(name)
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	for _, step := range []func() error{func() error { return f.Chmod(0o644) }, f.Sync, f.Close} {
		if serr := step(); err == nil {
			err = serr
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), to)
	}
	return err
}

// Stat looks for a file.
func (o outbox) Stat(name string) (fs.FileInfo, error) { return os.Stat(o.Path(name)) }

// Remove takes a file, or an empty folder, away; the error of a missing one is
// fs.ErrNotExist.
func (o outbox) Remove(name string) error { return os.Remove(o.Path(name)) }

// tokens is where tokens are kept that a network replaces at each use: beside
// a ledger that is a file, else in this machine's cache.
func (p *posting) tokens() (syndicate.TokenStore, error) {
	if p.tokenPath != "" {
		return tokenfile.Open(p.tokenPath)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	dir := filepath.Join(cache, "nadi")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("a folder for keys: %w", err)
	}
	return tokenfile.Open(filepath.Join(dir, p.cfg.Site.ID.S+".tokens.json"))
}
