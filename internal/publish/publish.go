// Package publish puts the files of a build into the output folder, whole or
// not at all.
//
// A build opens a Dir, asks it which files it already holds (Current), gives
// it the others (Put), and ends with Commit or Abort. Until Commit nothing in
// the output changes: new files are staged in a folder beside it, so that a
// build that finds a fault on its last page, or fills the disk, leaves the
// site as it was. Commit moves the staged files into place, assets first, then
// pages, then lists, feeds and the site map, and then takes away what the
// previous build made and this one did not.
//
// What is promised:
//
//   - A process killed at any moment leaves, after the next Open, the old site
//     or the new one, never a mixture. An error during Commit is undone before
//     Commit returns. (After a power cut the journal is as durable as fsync
//     makes it, but pages are not synced one by one: a page the disk lost is
//     noticed by its size and made again by the next build.)
//   - A file whose bytes did not change is not touched, and a build that
//     changes nothing writes nothing.
//   - Only files that the previous manifest names are ever removed. A file of
//     somebody else (a .gitignore, a verification file) stays, and a build
//     that wants its path fails with a ForeignError. Only while there is no
//     manifest at all, because the folder was made by another tool or the
//     manifest was lost, are regular files in the way replaced; then Strangers
//     lists what will stay behind, which a caller should show.
//   - Two builds into one output cannot meet: the second gets a LockedError.
//
// The manifest, the journal and the stage live in a folder beside the output
// and on its file system: for public it is .public.nadi. It holds nothing but
// what can be built again, yet removing it means that stale pages can no
// longer be pruned; keep both folders in a cache or neither.
//
// Do not write into the output by other means than this package, and do not
// call Put after Commit or Abort.
package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"sync"

	"nadi/internal/changes"
	"nadi/internal/site"
)

// Both kinds of output are sinks of a build.
var (
	_ site.Sink = (*Dir)(nil)
	_ site.Sink = (*Memory)(nil)
)

// Stats says what a commit did. Written, Unchanged and Pruned count files;
// Bytes is the size of the written ones, Total that of the whole site.
type Stats struct {
	Written, Unchanged, Pruned int
	Bytes, Total               int64
}

// Dir is one build into one output folder. Current and Put may be called from
// several goroutines, the other methods from one, when those are done.
type Dir struct {
	disk  *disk
	lock  *os.File
	shown string // the output as the caller named it, for messages
	out   string // the output's own name in disk
	state string // the state folder's name in disk

	old   *record // what the previous build published
	known bool    // there was a manifest
	adopt bool    // there was none, but the output holds files

	was, staged *shelf // the output before this build, the stage

	mu    sync.Mutex
	now   map[string]mark // this build
	fault error           // the first Put that failed
	facts map[string][]byte
	done  bool
}

// mark is what this build knows of one path.
type mark struct {
	entry
	put    bool // given by Put, not only found current
	staged bool // its bytes wait in the stage
}

// Open prepares a build into the folder output, which need not exist. It first
// finishes a publication that was interrupted, so an Open and an Abort are
// enough to make the output whole.
func Open(output string) (*Dir, error) { return open(output, nil) }

func open(output string, hook changes.Hook) (*Dir, error) {
	parent, base, err := locate(output)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, fmt.Errorf("open the folder of the output %s: %w", output, changes.Bare(err))
	}
	d := &Dir{
		disk: &disk{changes.Folder{Root: root, Hook: hook}}, shown: output, out: base, state: "." + base + ".nadi",
		now: map[string]mark{},
	}
	if err := d.prepare(); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// locate splits output into the real path of its parent and its own name.
// Links are followed, so that stage and output share a file system when the
// output is a link to somewhere else.
func locate(output string) (parent, base string, err error) {
	abs, err := filepath.Abs(output)
	if err != nil {
		return "", "", fmt.Errorf("output %s: %w", output, err)
	}
	info, err := os.Lstat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(filepath.Dir(abs), 0o777)
	case err == nil && info.Mode().Type() == fs.ModeSymlink:
		abs, err = filepath.EvalSymlinks(abs)
	case err == nil && !info.IsDir():
		err = errors.New("it is a file, not a folder")
	}
	if err == nil && filepath.Dir(abs) == abs {
		err = errors.New("a whole file system cannot be the output; name a folder in it")
	}
	if err != nil {
		return "", "", fmt.Errorf("output %s: %w", output, changes.Bare(err))
	}
	return filepath.Dir(abs), filepath.Base(abs), nil
}

// prepare locks the state folder, settles an interrupted publication and loads
// the manifest.
func (d *Dir) prepare() error {
	err := d.disk.mkdir(d.state, 0o700)
	switch {
	case err == nil:
		// A site's repository should not have to know of this folder.
		_ = d.disk.writeSynced(path.Join(d.state, ".gitignore"), []byte("*\n"))
	case !errors.Is(err, fs.ErrExist):
		return fmt.Errorf("make %s beside the output %s, where the record of what was published is kept: %w", d.state, d.shown, changes.Bare(err))
	}
	if d.lock, err = takeLock(d.disk.Root, path.Join(d.state, "lock"), d.shown); err != nil {
		return err
	}
	if err := d.resume(); err != nil {
		return err
	}
	if d.old, err = d.load("manifest"); err != nil {
		return err
	}
	d.known = d.old != nil
	if !d.known {
		d.old = &record{}
		d.adopt = d.disk.holdsFiles(d.out)
	}
	d.was = newShelf(d.disk, d.out)
	d.staged = newShelf(d.disk, path.Join(d.state, "stage"))
	return nil
}

// load reads the manifest or the journal; nil when there is none.
func (d *Dir) load(name string) (*record, error) {
	data, err := d.disk.Root.ReadFile(path.Join(d.state, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		var r *record
		if r, err = decode(data); err == nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("read %s/%s, the record of what was published in %s: %w; to start afresh delete both folders and build again",
		d.state, name, d.shown, changes.Bare(err))
}

// Facts returns what the previous build gave to SetFacts. The caller must not
// change it. It is nil for a first build.
func (d *Dir) Facts() map[string][]byte { return d.old.facts }

// SetFacts stores the builder's own records for the next build, in place of
// the previous ones. They become durable with Commit and only then; a build
// that never calls it keeps the previous ones. The caller must not change
// facts afterwards.
func (d *Dir) SetFacts(facts map[string][]byte) { d.facts = facts }

// Commit publishes what was put and ends the build. After an error the old
// site is whole, unless the message says that undoing failed too; then the
// next Open finishes the publication.
func (d *Dir) Commit() (Stats, error) {
	if d.done {
		return Stats{}, errors.New("the build has ended already")
	}
	defer d.close()
	st, err := d.commit()
	// What cannot be cleared now costs space only; the next Open clears it.
	_ = d.tidy()
	if err != nil {
		err = fmt.Errorf("publish %s: %w", d.shown, err)
	}
	return st, err
}

// Abort ends the build without publishing: the old site stays as it is. After
// Commit or Abort it does nothing, so it can be deferred.
func (d *Dir) Abort() error {
	if d.done {
		return nil
	}
	err := d.tidy()
	d.close()
	return err
}

func (d *Dir) commit() (Stats, error) {
	if d.fault != nil {
		return Stats{}, d.fault
	}
	if err := d.clashes(); err != nil {
		return Stats{}, unchanged(err)
	}
	steps, pruned, err := d.plan()
	if err != nil {
		return Stats{}, unchanged(err)
	}
	next := d.next(steps)
	st := d.stats(pruned)
	if len(steps) == 0 && d.known && next.same(d.old) {
		return st, nil
	}
	if err := d.publish(next); err != nil {
		return Stats{}, err
	}
	return st, nil
}

// next is the record of this build.
func (d *Dir) next(steps []step) *record {
	r := &record{files: make(map[string]entry, len(d.now)), facts: d.facts, steps: steps}
	if r.facts == nil {
		r.facts = d.old.facts
	}
	for p, m := range d.now {
		r.files[p] = m.entry
	}
	return r
}

func (d *Dir) stats(pruned int) Stats {
	st := Stats{Pruned: pruned}
	for _, m := range d.now {
		st.Total += m.size
		if m.staged {
			st.Written++
			st.Bytes += m.size
		}
	}
	st.Unchanged = len(d.now) - st.Written
	return st
}

// tidy removes what a build leaves in the state folder. While a journal stands
// the stage is needed and stays.
func (d *Dir) tidy() error {
	if d.disk.exists(path.Join(d.state, "journal")) {
		return nil
	}
	for _, name := range []string{"stage", "undo", "journal.new"} {
		name = path.Join(d.state, name)
		if !d.disk.exists(name) {
			continue
		}
		if err := d.disk.RemoveAll(name); err != nil {
			return fmt.Errorf("clear %s: %w; the site is whole, the next build tries again", name, changes.Bare(err))
		}
	}
	return nil
}

func (d *Dir) close() {
	d.done = true
	d.was.close()
	d.staged.close()
	if d.lock != nil {
		d.lock.Close()
	}
	d.disk.Root.Close()
}

// same reports whether two records would be written alike but for the steps.
func (r *record) same(o *record) bool {
	return maps.Equal(r.files, o.files) && maps.EqualFunc(r.facts, o.facts, bytes.Equal)
}
