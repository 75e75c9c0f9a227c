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

	"nadi/internal/changes"
)

// disk makes all changes below the folder that is deployed to. Its root is an
// os.Root: no link in a release can lead a write out of it.
type disk struct {
	changes.Folder
	lock *os.File
}

func (d *disk) close() {
	if d.lock != nil {
		d.lock.Close()
	}
	d.Root.Close()
}

func (d *disk) mkdir(p string) error {
	if err := d.Before("mkdir", p); err != nil {
		return err
	}
	return d.Root.Mkdir(p, 0o755)
}

func (d *disk) symlink(to, at string) error {
	if err := d.Before("symlink", at); err != nil {
		return err
	}
	return d.Root.Symlink(to, at)
}

// write replaces the file at p and waits until it is on the disk. Web servers
// run as somebody else, so all may read it.
func (d *disk) write(p string, data []byte) error {
	if err := d.Before("write", p); err != nil {
		return err
	}
	// A file that is there may be a second name of one in another release.
	if err := d.Root.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := d.Root.OpenFile(p, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	half := len(data) / 2
	_, err = f.Write(data[:half])
	if err == nil {
		err = d.Before("write more", p)
	}
	if err == nil {
		_, err = f.Write(data[half:])
	}
	if err == nil {
		if err = d.Before("sync", p); err == nil {
			err = f.Sync()
		}
	}
	return errors.Join(err, f.Close())
}

// syncFolder makes the names in a folder durable. File systems that cannot say
// so, and need not.
func (d *disk) syncFolder(p string) error {
	if err := d.Before("sync folder", p); err != nil {
		return err
	}
	f, err := d.Root.Open(p)
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
	info, err := d.Root.Lstat(p)
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
		return changes.Bare(err)
	}
	for _, name := range rest {
		if name == "."+id+".nadi" || name == "."+id+".new.nadi" { // to go on with
			continue
		}
		if err := d.RemoveAll(path.Join("releases", name)); err != nil {
			return changes.Bare(err)
		}
	}
	return nil
}

// prune marks the release id as the newest and removes all but the newest
// keep, never the one that current leads to. A release loses its name before
// its files, so that none is ever there in part.
func (d *disk) prune(keep int, id string, now time.Time) error {
	if err := d.Before("mark", id); err != nil {
		return err
	}
	if err := d.Root.Chtimes(path.Join("releases", id), now, now); err != nil {
		return changes.Bare(err)
	}
	current, err := d.current()
	if err != nil {
		return err
	}
	releases, _, err := d.releases()
	if err != nil {
		return changes.Bare(err)
	}
	for i, r := range releases {
		if i < keep || r.name == current {
			continue
		}
		gone := "." + r.name + ".gone.nadi"
		if err := d.Rename(path.Join("releases", r.name), path.Join("releases", gone)); err != nil {
			return changes.Bare(err)
		}
		if err := d.RemoveAll(path.Join("releases", gone)); err != nil {
			return changes.Bare(err)
		}
	}
	return nil
}

// releases lists the releases, the newest first, and what is left of others.
func (d *disk) releases() (releases []old, rest []string, err error) {
	entries, err := fs.ReadDir(d.Root.FS(), "releases")
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
