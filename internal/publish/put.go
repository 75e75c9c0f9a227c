package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"nadi/internal/changes"
	"nadi/internal/site"
)

// Current reports whether the output holds path as made from key, and counts
// it as part of this build if so. A file that was changed or deleted since is
// not current. One whose time alone differs, as after a copy or from a cache,
// is read, and is current if its bytes are those that were published.
func (d *Dir) Current(path string, key site.Key) bool {
	e, ok := d.old.files[path]
	if !ok || e.key != key {
		return false
	}
	if e.mtime, ok = d.intact(path, e); !ok {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.now[path].put {
		d.now[path] = mark{entry: e}
	}
	return true
}

// Put takes one file of this build. Bytes that stand in the output already are
// not written again. After an error the build cannot be committed.
func (d *Dir) Put(f site.File) error {
	err := d.put(f)
	if err == nil {
		return nil
	}
	err = unchanged(fmt.Errorf("write %s: %w", f.Path, changes.Bare(err)))
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fault == nil {
		d.fault = err
	}
	return err
}

func (d *Dir) put(f site.File) error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	m := mark{put: true, entry: entry{key: f.Key, sum: sha256.Sum256(f.Body), size: int64(len(f.Body))}}
	if err := d.reserve(f.Path, m); err != nil {
		return err
	}
	var found bool
	if old, ok := d.old.files[f.Path]; ok && old.sum == m.sum {
		m.mtime, found = d.intact(f.Path, old)
	} else if d.adopt {
		m.mtime, found = d.holds(f.Path, m.entry)
	}
	if !found {
		m.staged = true
		var err error
		if m.mtime, err = d.staged.write(f.Path, f.Body); err != nil {
			return d.explain(f.Path, err)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now[f.Path] = m
	return nil
}

// reserve enters the path before its bytes are written, so that a second Put
// of it fails whoever comes first.
func (d *Dir) reserve(p string, m mark) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.done {
		return errors.New("the build has ended already")
	}
	if d.now[p].put {
		return errors.New("this build makes the file twice")
	}
	d.now[p] = m
	return nil
}

// explain tells a clash of file and folder within one build from other trouble.
func (d *Dir) explain(p string, err error) error {
	if !errors.Is(err, fs.ErrExist) && !isNotDir(err) {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if _, ok := d.now[dir]; ok {
			return clash(dir, p)
		}
	}
	for q := range d.now {
		if strings.HasPrefix(q, p+"/") {
			return clash(p, q)
		}
	}
	return err
}

// intact reports whether the regular file at p is the one that was published
// as e, and its modification time. Equal size and time are taken for equal
// bytes, as make and rsync do.
func (d *Dir) intact(p string, e entry) (mtime int64, ok bool) {
	info := d.regular(p, e.size)
	if info == nil {
		return 0, false
	}
	if mtime = info.ModTime().UnixNano(); mtime == e.mtime {
		return mtime, true
	}
	return d.holds(p, e)
}

// holds reports whether the regular file at p has the bytes of e, whoever
// wrote it, and its modification time.
func (d *Dir) holds(p string, e entry) (mtime int64, ok bool) {
	info := d.regular(p, e.size)
	if info == nil {
		return 0, false
	}
	root, rest := d.was.near(p)
	sum, err := sumFile(root, rest)
	return info.ModTime().UnixNano(), err == nil && sum == e.sum
}

// regular looks at the file p of the output; nil if it is not a regular file
// of that size.
func (d *Dir) regular(p string, size int64) fs.FileInfo {
	root, rest := d.was.near(p)
	info, err := root.Lstat(rest)
	if err != nil || !info.Mode().IsRegular() || info.Size() != size {
		return nil
	}
	return info
}

func sumFile(root *os.Root, name string) (sum [sha256.Size]byte, err error) {
	f, err := root.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err = io.Copy(h, f); err == nil {
		h.Sum(sum[:0])
	}
	return sum, err
}

// checkPath refuses what cannot be, or must not be, a file of a site.
func checkPath(p string) error {
	switch {
	case !fs.ValidPath(p) || p == ".":
		return errors.New("not a relative path of plain names joined by /")
	case strings.ContainsAny(p, "\\\x00"):
		return errors.New("a backslash or a zero byte in the path")
	case !filepath.IsLocal(filepath.FromSlash(p)):
		return errors.New("a name this system cannot store")
	}
	for name := range strings.SplitSeq(p, "/") {
		if strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".nadi") {
			return fmt.Errorf("the name %s is kept for the builder's own records", name)
		}
		if len(name) > 255 {
			return fmt.Errorf("the name %.40s… has %d bytes, and file systems allow 255; choose a shorter slug", name, len(name))
		}
	}
	return nil
}
