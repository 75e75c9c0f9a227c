package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"

	"nadi/internal/changes"
)

// disk makes all changes, in the folder that holds output and state. Its root
// is an os.Root: a link in the output cannot lead a write out of it.
type disk struct{ changes.Folder }

func (d *disk) mkdir(p string, perm fs.FileMode) error {
	if d.exists(p) {
		return fs.ErrExist
	}
	if err := d.Before("mkdir", p); err != nil {
		return err
	}
	return d.Root.Mkdir(p, perm)
}

func (d *disk) mkdirAll(p string) error {
	if err := d.Before("mkdir", p); err != nil {
		return err
	}
	return d.Root.MkdirAll(p, 0o777)
}

// writeSynced replaces the file at p and waits until it is on the disk.
func (d *disk) writeSynced(p string, data []byte) error {
	if err := d.Before("write", p); err != nil {
		return err
	}
	f, err := d.Root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		if err = d.Before("sync", p); err == nil {
			err = f.Sync()
		}
	}
	return errors.Join(err, f.Close())
}

// exists reports whether anything stands at p; what cannot be looked at does.
func (d *disk) exists(p string) bool {
	_, err := d.Root.Lstat(p)
	return !isMissing(err)
}

// holdsFiles reports whether the folder p holds anything but dot files.
func (d *disk) holdsFiles(p string) bool {
	f, err := d.Root.Open(p)
	if err != nil {
		return false
	}
	defer f.Close()
	for {
		names, err := f.Readdirnames(64)
		for _, n := range names {
			if n[0] != '.' {
				return true
			}
		}
		if err != nil {
			return false
		}
	}
}

// shelf reads and writes below one folder of a disk. Most files of a site are
// an index.html in a folder of their own, next to thousands of its kind; so a
// shelf keeps the folders two levels above its files open, which spares the
// walk from the top for each of them.
type shelf struct {
	disk *disk
	base string

	mu   sync.Mutex
	open map[string]*os.Root
	made map[string]bool // folders that this shelf made or found
}

// maxOpen bounds the folders kept open; a site with more of them walks.
const maxOpen = 64

func newShelf(d *disk, base string) *shelf {
	return &shelf{disk: d, base: base, open: map[string]*os.Root{}, made: map[string]bool{}}
}

// near returns an open folder and the path of p in it.
func (s *shelf) near(p string) (*os.Root, string) {
	dir := path.Dir(path.Dir(p))
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.open[dir]
	if !ok && len(s.open) < maxOpen {
		if opened, err := s.disk.Root.OpenRoot(path.Join(s.base, dir)); err == nil {
			r, ok = opened, true
			s.open[dir] = r
		}
	}
	if !ok {
		return s.disk.Root, path.Join(s.base, p)
	}
	if dir != "." {
		p = p[len(dir)+1:]
	}
	return r, p
}

// mkdir makes the folder p and those above it, once.
func (s *shelf) mkdir(p string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mkdirLocked(p)
}

func (s *shelf) mkdirLocked(p string) error {
	if s.made[p] {
		return nil
	}
	if p != "." {
		if err := s.mkdirLocked(path.Dir(p)); err != nil {
			return err
		}
	}
	if err := s.disk.Before("mkdir", path.Join(s.base, p)); err != nil {
		return err
	}
	if err := s.disk.Root.Mkdir(path.Join(s.base, p), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.made[p] = true
	return nil
}

// write makes the new file p and returns its modification time.
func (s *shelf) write(p string, body []byte) (mtime int64, err error) {
	if err := s.mkdir(path.Dir(p)); err != nil {
		return 0, err
	}
	if err := s.disk.Before("write", path.Join(s.base, p)); err != nil {
		return 0, err
	}
	root, rest := s.near(p)
	f, err := root.OpenFile(rest, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(body)
	info, statErr := f.Stat()
	if err = errors.Join(err, statErr, f.Close()); err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

// close lets the open folders go; needed before folders are moved on systems
// that do not move open ones.
func (s *shelf) close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.open {
		r.Close()
	}
	clear(s.open)
}
