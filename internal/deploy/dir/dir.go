// Package dir deploys into a folder of this machine that a web server serves:
//
//	PATH/releases/ID/   each release, whole; ID is the hash of its content
//	PATH/current        a symbolic link to the release that readers get
//
// A release is copied beside the others under a name that no server knows,
// flushed to the disk, and renamed when it is whole; then a new link is made
// and renamed over current. That rename is the one moment at which the site
// changes, and file systems promise that it has no middle.
//
// What is promised:
//
//   - A process killed at any moment, a full disk, a power cut: current leads
//     to the whole old release or to the whole new one.
//   - The same site is the same release. A copy that was interrupted goes on:
//     files that are whole by their hash are not copied again, nor are those
//     of the release before, which get a second name (a hard link) instead.
//     Nothing is believed by its size or its time.
//   - The release that current leads to is never removed or rewritten, but for
//     a file of it that is not what it should be, which is replaced at once.
//   - Two deploys into one folder cannot meet: the second is refused.
//
// Do not edit files below releases: a file may be shared by several of them.
package dir

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"nadi/internal/changes"
	"nadi/internal/deploy"
)

// DefaultKeep is how many releases are kept where nothing is said.
const DefaultKeep = 5

// Options say where to deploy to.
type Options struct {
	Path   string // absolute, or from the working folder; made if it is missing
	Keep   int    // releases to keep, the current one included; 0 means DefaultKeep
	Source string // the built site's folder, which must lie apart from Path
	Now    func() time.Time
}

// Target is one folder that is deployed to.
type Target struct {
	o    Options
	hook changes.Hook
}

var _ deploy.Target = (*Target)(nil)

// New makes a target, and refuses one that lies in the built site or around it.
func New(o Options) (*Target, error) {
	if o.Keep == 0 {
		o.Keep = DefaultKeep
	}
	to, err := real(o.Path)
	if err != nil {
		return nil, deploy.Because(deploy.Failed, "looking for "+o.Path, changes.Bare(err))
	}
	from, err := real(o.Source)
	if err != nil {
		return nil, deploy.Because(deploy.Failed, "looking for "+o.Source, changes.Bare(err))
	}
	if within(from, to) || within(to, from) {
		return nil, &deploy.Error{Message: fmt.Sprintf("%s cannot be deployed to: it and the built site %s lie in one another", o.Path, o.Source),
			Hint: "name a folder of its own as deploy.path, such as /srv/news", State: unchanged}
	}
	return &Target{o: o}, nil
}

const (
	unchanged = "the old site is unchanged"
	goesOn    = "run it again when that is mended; it goes on where it stopped"
)

// real is the path with all links followed, as far as it exists.
func real(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		found, err := filepath.EvalSymlinks(abs)
		if err == nil {
			return filepath.Join(found, rest), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(abs) == abs {
			return "", err
		}
		abs, rest = filepath.Dir(abs), filepath.Join(filepath.Base(abs), rest)
	}
}

func within(folder, p string) bool {
	rel, err := filepath.Rel(folder, p)
	return err == nil && filepath.IsLocal(rel)
}

// Deploy copies the release and makes it the current one.
func (t *Target) Deploy(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (deploy.Receipt, error) {
	rec, swapped, err := t.deploy(ctx, r, tell)
	switch {
	case err == nil:
		return rec, nil
	case swapped: // readers have the new site; only clearing up failed
		rec.Note = "older releases could not be cleared away: " + err.Error()
		return rec, nil
	}
	return deploy.Receipt{}, deploy.Standing(err, unchanged, goesOn)
}

func (t *Target) deploy(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (deploy.Receipt, bool, error) {
	d, err := t.open()
	if err != nil {
		return deploy.Receipt{}, false, err
	}
	defer d.close()
	sums, err := r.Sums(ctx, sha256.New, tell)
	if err != nil {
		return deploy.Receipt{}, false, err
	}
	was, err := d.current()
	if err != nil {
		return deploy.Receipt{}, false, err
	}
	c := &copying{disk: d, release: r, sums: sums, id: identity(r, sums), was: was}
	if err := c.run(ctx, tell); err != nil {
		return deploy.Receipt{}, false, err
	}
	if err := d.swap(c.id, was); err != nil {
		return deploy.Receipt{}, false, deploy.Because(deploy.Failed, "making the new release the current one", changes.Bare(err))
	}
	rec := c.receipt()
	err = d.prune(t.o.Keep, c.id, t.o.Now())
	return rec, true, err
}

// identity names a release by what is in it.
func identity(r deploy.Release, sums [][]byte) string {
	h := sha256.New()
	for i, f := range r.Files {
		fmt.Fprintf(h, "%x %d %s\n", sums[i], f.Size, f.Path)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// open makes the folder, locks it and makes sure that current is ours to move.
func (t *Target) open() (*disk, error) {
	what := "opening " + t.o.Path
	if err := os.MkdirAll(filepath.Join(t.o.Path, "releases"), 0o755); err != nil {
		return nil, deploy.Because(deploy.Failed, what, changes.Bare(err))
	}
	root, err := os.OpenRoot(t.o.Path)
	if err != nil {
		return nil, deploy.Because(deploy.Failed, what, changes.Bare(err))
	}
	d := &disk{Folder: changes.Folder{Root: root, Hook: t.hook}}
	if d.lock, err = takeLock(root); err != nil {
		root.Close()
		var busy *deploy.Error
		if errors.As(err, &busy) {
			busy.Message = t.o.Path + " is being deployed to by another process"
			return nil, busy
		}
		return nil, deploy.Because(deploy.Failed, what, changes.Bare(err))
	}
	info, err := root.Lstat("current")
	if err == nil && info.Mode().Type() != fs.ModeSymlink {
		d.close()
		return nil, &deploy.Error{Message: filepath.Join(t.o.Path, "current") + " is not a symbolic link, so no deploy made it",
			Hint: "move it away; the web server is then told to serve current, which deploys make a link"}
	}
	return d, nil
}

// current is the name of the release that readers get, or "". A link that
// leads elsewhere, or nowhere, has none.
func (d *disk) current() (string, error) {
	to, err := d.Root.Readlink("current")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", deploy.Because(deploy.Failed, "reading the link current", changes.Bare(err))
	}
	id, ok := strings.CutPrefix(filepath.ToSlash(to), "releases/")
	if !ok || !isID(id) {
		return "", nil
	}
	if info, err := d.Root.Lstat(path.Join("releases", id)); err != nil || !info.IsDir() {
		return "", nil
	}
	return id, nil
}

// isID tells the name of a release from what else may lie beside them.
func isID(s string) bool {
	_, err := hex.DecodeString(s)
	return len(s) == 16 && err == nil
}

// swap lets current lead to the release id.
func (d *disk) swap(id, was string) error {
	if id == was {
		return nil
	}
	const fresh = ".current.nadi"
	if err := d.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.symlink("releases/"+id, fresh); err != nil {
		return err
	}
	if err := d.Rename(fresh, "current"); err != nil {
		return err
	}
	// Readers have the new site; what a power cut may still take back is the
	// name, and then the old site is whole.
	_ = d.syncFolder(".")
	return nil
}
