package dir

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"
)

// hook is called before every change on disk with its kind and path; an error
// takes the place of the change. Tests stop a deploy with it.
type hook func(kind, path string) error

// disk makes all changes below the folder that is deployed to. Its root is an
// os.Root: no link in a release can lead a write out of it.
type disk struct {
	root *os.Root
	lock *os.File
	hook hook
}

func (d *disk) close() {
	if d.lock != nil {
		d.lock.Close()
	}
	d.root.Close()
}

func (d *disk) before(kind, p string) error {
	if d.hook == nil {
		return nil
	}
	return d.hook(kind, p)
}

func (d *disk) mkdir(p string) error {
	if err := d.before("mkdir", p); err != nil {
		return err
	}
	return d.root.Mkdir(p, 0o755)
}

func (d *disk) rename(from, to string) error {
	if err := d.before("rename", to); err != nil {
		return err
	}
	return d.root.Rename(from, to)
}

func (d *disk) link(from, to string) error {
	if err := d.before("link", to); err != nil {
		return err
	}
	return d.root.Link(from, to)
}

func (d *disk) symlink(to, at string) error {
	if err := d.before("symlink", at); err != nil {
		return err
	}
	return d.root.Symlink(to, at)
}

func (d *disk) remove(p string) error {
	if err := d.before("remove", p); err != nil {
		return err
	}
	return d.root.Remove(p)
}

func (d *disk) removeAll(p string) error {
	if err := d.before("remove all", p); err != nil {
		return err
	}
	return d.root.RemoveAll(p)
}

// write replaces the file at p and waits until it is on the disk. Web servers
// run as somebody else, so all may read it.
func (d *disk) write(p string, data []byte) error {
	if err := d.before("write", p); err != nil {
		return err
	}
	// A file that is there may be a second name of one in another release.
	if err := d.root.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := d.root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	half := len(data) / 2
	_, err = f.Write(data[:half])
	if err == nil {
		err = d.before("write more", p)
	}
	if err == nil {
		_, err = f.Write(data[half:])
	}
	if err == nil {
		if err = d.before("sync", p); err == nil {
			err = f.Sync()
		}
	}
	return errors.Join(err, f.Close())
}

// syncFolder makes the names in a folder durable. File systems that cannot say
// so, and need not.
func (d *disk) syncFolder(p string) error {
	if err := d.before("sync folder", p); err != nil {
		return err
	}
	f, err := d.root.Open(p)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

func (d *disk) isDir(p string) bool {
	info, err := d.root.Lstat(p)
	return err == nil && info.IsDir()
}

// old is a release that may be removed.
type old struct {
	name string
	at   time.Time
}

// sweep removes what runs that were stopped have left of other releases than
// id: its room may be what this one lacks. Nothing of it was ever served.
func (d *disk) sweep(id string) error {
	_, rest, err := d.releases()
	if err != nil {
		return bare(err)
	}
	for _, name := range rest {
		if name == "."+id+".nadi" || name == "."+id+".new.nadi" { // to go on with
			continue
		}
		if err := d.removeAll(path.Join("releases", name)); err != nil {
			return bare(err)
		}
	}
	return nil
}

// prune marks the release id as the newest and removes all but the newest
// keep, never the one that current leads to. A release loses its name before
// its files, so that none is ever there in part.
func (d *disk) prune(keep int, id string, now time.Time) error {
	if err := d.before("mark", id); err != nil {
		return err
	}
	if err := d.root.Chtimes(path.Join("releases", id), now, now); err != nil {
		return bare(err)
	}
	current, err := d.current()
	if err != nil {
		return err
	}
	releases, _, err := d.releases()
	if err != nil {
		return bare(err)
	}
	for i, r := range releases {
		if i < keep || r.name == current {
			continue
		}
		gone := "." + r.name + ".gone.nadi"
		if err := d.rename(path.Join("releases", r.name), path.Join("releases", gone)); err != nil {
			return bare(err)
		}
		if err := d.removeAll(path.Join("releases", gone)); err != nil {
			return bare(err)
		}
	}
	return nil
}

// releases lists the releases, the newest first, and what is left of others.
func (d *disk) releases() (releases []old, rest []string, err error) {
	entries, err := fs.ReadDir(d.root.FS(), "releases")
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".nadi") {
			rest = append(rest, name)
		}
		if !e.IsDir() || !isID(name) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, nil, err
		}
		releases = append(releases, old{name, info.ModTime()})
	}
	slices.SortFunc(releases, func(a, b old) int {
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.name, b.name))
	})
	return releases, rest, nil
}

// bare takes the operation and the path off a system error; our messages say
// both in the caller's words.
func bare(err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}
