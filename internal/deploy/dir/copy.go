package dir

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"sync/atomic"

	"nadi/internal/changes"
	"nadi/internal/deploy"
)

// wide is how many files are copied at once: each waits for the disk, and
// disks wait for several as well as for one.
const wide = 8

// copying is one release on its way into its folder.
type copying struct {
	disk    *disk
	release deploy.Release
	sums    [][]byte
	id, was string // the release, and the one that readers get now

	dir               string // where it is copied to
	copied, had       atomic.Int64
	already, complete bool // the release was current, or in its place, before
	strange           int  // files and folders that did not belong to it
}

func (c *copying) place() string { return path.Join("releases", c.id) }

// part is the folder of a release that is not whole. No server knows it, and
// nothing but this package makes such a name.
func (c *copying) part() string { return path.Join("releases", "."+c.id+".nadi") }

// pieces is the folder in which each file is written before it is moved to
// where it belongs: a release that readers get may be mended, and they must not
// find pieces in it.
func (c *copying) pieces() string { return path.Join("releases", "."+c.id+".new.nadi") }

// run makes the release whole in its place.
func (c *copying) run(ctx context.Context, tell func(deploy.Progress)) error {
	c.already = c.id == c.was
	c.complete = c.disk.isDir(c.place())
	c.dir = c.place()
	if !c.complete {
		c.dir = c.part()
	}
	if err := c.disk.sweep(c.id); err != nil {
		return deploy.Because(deploy.Failed, "clearing what an earlier deploy left", err)
	}
	if err := c.folders(); err != nil {
		return err
	}
	n := len(c.release.Files)
	if err := deploy.EachFile(ctx, n, wide, "copying", tell, func(ctx context.Context, i int) error { return c.file(i) }); err != nil {
		return stopped("copying", err)
	}
	if err := c.others(); err != nil {
		return deploy.Because(deploy.Failed, "clearing "+c.dir, changes.Bare(err))
	}
	if err := c.flush(); err != nil {
		return deploy.Because(deploy.Failed, "flushing "+c.dir+" to the disk", changes.Bare(err))
	}
	return nil
}

// stopped makes an *deploy.Error of an error that may be one.
func stopped(what string, err error) error {
	var e *deploy.Error
	if errors.As(err, &e) {
		return e
	}
	return deploy.Because(deploy.Failed, what, changes.Bare(err))
}

// folders makes the folders of the release, those above first.
func (c *copying) folders() error {
	if err := c.disk.mkdir(c.pieces()); err != nil && !errors.Is(err, fs.ErrExist) {
		return deploy.Because(deploy.Failed, "making "+c.pieces(), changes.Bare(err))
	}
	for _, dir := range c.tree() {
		err := c.disk.mkdir(path.Join(c.dir, dir))
		if errors.Is(err, fs.ErrExist) && !c.disk.isDir(path.Join(c.dir, dir)) {
			// Somebody put a file there; a release holds what it should.
			if err = c.disk.RemoveAll(path.Join(c.dir, dir)); err == nil {
				err = c.disk.mkdir(path.Join(c.dir, dir))
			}
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return deploy.Because(deploy.Failed, "making "+path.Join(c.dir, dir), changes.Bare(err))
		}
	}
	return nil
}

// tree lists the folders of the release, "." first and each before what is
// in it.
func (c *copying) tree() []string {
	seen := map[string]bool{".": true}
	for _, f := range c.release.Files {
		for dir := path.Dir(f.Path); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
		}
	}
	all := make([]string, 0, len(seen))
	for dir := range seen {
		all = append(all, dir)
	}
	slices.SortFunc(all, func(a, b string) int {
		switch { // "." sorts after "-", and must come first
		case a == ".":
			return -1
		case b == ".":
			return 1
		case a < b:
			return -1
		}
		return 1
	})
	return all
}

// file makes file i whole: it is there already, or it is linked from the
// release before, or it is copied; in both cases it comes to its place whole.
func (c *copying) file(i int) error {
	f, sum := c.release.Files[i], c.sums[i]
	at := path.Join(c.dir, f.Path)
	if c.disk.holds(at, f.Size, sum) {
		c.had.Add(1)
		return nil
	}
	temp := path.Join(c.pieces(), strconv.Itoa(i))
	body, err := c.release.Checked(f, sha256.New, sum)
	if err != nil {
		return err
	}
	linked := c.link(i, temp)
	if !linked {
		err = c.disk.write(temp, body)
	}
	if err == nil {
		if err = c.disk.Rename(temp, at); errors.Is(err, fs.ErrExist) || c.disk.isDir(at) {
			// Somebody made a folder there.
			if err = c.disk.RemoveAll(at); err == nil {
				err = c.disk.Rename(temp, at)
			}
		}
	}
	if err != nil {
		return deploy.Because(deploy.Failed, "copying "+f.Path, changes.Bare(err))
	}
	if linked {
		c.had.Add(1)
	} else {
		c.copied.Add(1)
	}
	return nil
}

// link gives the same file of the release before a second name, if it is
// whole. A file system without hard links makes a copy of it instead.
func (c *copying) link(i int, temp string) bool {
	f := c.release.Files[i]
	from := path.Join("releases", c.was, f.Path)
	if c.was == "" || c.already || !c.disk.holds(from, f.Size, c.sums[i]) {
		return false
	}
	_ = c.disk.Remove(temp) // of a run that was killed
	return c.disk.Link(from, temp) == nil
}

// others removes what does not belong to the release, whoever put it there.
func (c *copying) others() error {
	mine := map[string]bool{}
	for _, dir := range c.tree() {
		mine[dir] = true
	}
	for _, f := range c.release.Files {
		mine[f.Path] = true
	}
	var extra []string
	err := fs.WalkDir(c.disk.Root.FS(), c.dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || p == c.dir || mine[p[len(c.dir)+1:]] {
			return err
		}
		extra = append(extra, p)
		if e.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
	c.strange = len(extra)
	for _, p := range extra {
		if err == nil {
			err = c.disk.RemoveAll(p)
		}
	}
	return err
}

// flush makes the names in the folders durable and gives the release its
// place. Only after that may current lead to it.
func (c *copying) flush() error {
	for _, dir := range c.tree() {
		if err := c.disk.syncFolder(path.Join(c.dir, dir)); err != nil {
			return err
		}
	}
	if !c.complete {
		if err := c.disk.Rename(c.part(), c.place()); err != nil {
			return err
		}
	}
	if err := c.disk.RemoveAll(c.pieces()); err != nil {
		return err
	}
	return c.disk.syncFolder("releases")
}

func (c *copying) receipt() deploy.Receipt {
	return deploy.Receipt{ID: c.id, State: deploy.Live, Same: c.already && c.copied.Load() == 0 && c.strange == 0, Uploaded: int(c.copied.Load()), Unchanged: int(c.had.Load()), Deleted: c.deleted()}
}

// deleted counts the files of the release before that this one has not. It is
// for the receipt; a folder that cannot be read counts nothing.
func (c *copying) deleted() int {
	if c.was == "" || c.already {
		return 0
	}
	mine := map[string]bool{}
	for _, f := range c.release.Files {
		mine[f.Path] = true
	}
	n, old := 0, path.Join("releases", c.was)
	_ = fs.WalkDir(c.disk.Root.FS(), old, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !mine[p[len(old)+1:]] {
			n++
		}
		return nil
	})
	return n
}

// holds reports whether the regular file at p has size and SHA-256 sum.
func (d *disk) holds(p string, size int64, sum []byte) bool {
	info, err := d.Root.Lstat(p)
	if err != nil || !info.Mode().IsRegular() || info.Size() != size {
		return false
	}
	body, err := d.Root.ReadFile(p)
	got := sha256.Sum256(body)
	return err == nil && bytes.Equal(got[:], sum)
}
