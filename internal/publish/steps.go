package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"syscall"

	"nadi/internal/changes"
)

// step is one change of a commit. Each can be done and undone, whole or from
// the middle, any number of times: what stands in stage, output and undo tells
// how far it got. So the journal needs no marks, and a publication that fails
// can go either way.
type step struct {
	kind stepKind
	path string // in the output; for stepPlace also a folder, "." for all
}

type stepKind byte

const (
	// stepPlace moves a file or a tree from the stage to where nothing stands.
	stepPlace stepKind = 1 + iota
	// stepReplace does so where a file stands; that is kept in undo.
	stepReplace
	// stepRemove moves a file from the output to undo.
	stepRemove
	// stepRmdir removes a folder that is empty by now.
	stepRmdir
	// stepSweep does so if it can: files of others may lie in the folder, or
	// somebody may stand in it, and an empty folder is no harm.
	stepSweep
)

func (d *Dir) outPath(q string) string   { return path.Join(d.out, q) }
func (d *Dir) stagePath(q string) string { return path.Join(d.state, "stage", q) }
func (d *Dir) undoPath(i int) string     { return path.Join(d.state, "undo", strconv.Itoa(i)) }

// publish writes next as the journal, takes its steps and makes it the
// manifest. An error before the end is undone.
func (d *Dir) publish(next *record) error {
	d.was.close()
	d.staged.close()
	journal, fresh := path.Join(d.state, "journal"), path.Join(d.state, "journal.new")
	if err := d.disk.writeSynced(fresh, next.encode()); err != nil {
		return unchanged(fmt.Errorf("write the journal: %w", changes.Bare(err)))
	}
	if len(next.steps) == 0 {
		journal = path.Join(d.state, "manifest")
	}
	if err := d.disk.Rename(fresh, journal); err != nil {
		return unchanged(fmt.Errorf("write the journal: %w", changes.Bare(err)))
	}
	if len(next.steps) == 0 {
		return nil
	}
	err := d.finish(next.steps)
	if err == nil {
		return nil
	}
	if undoErr := d.undo(next.steps); undoErr != nil {
		return fmt.Errorf("%w; going back failed too (%w); the site is half new, the next build finishes it", err, undoErr)
	}
	return unchanged(err)
}

// resume settles a publication that was interrupted: forward, or back if it
// cannot go on.
func (d *Dir) resume() error {
	r, err := d.load("journal")
	if err != nil {
		return err
	}
	if r != nil {
		if err := d.finish(r.steps); err != nil {
			if undoErr := d.undo(r.steps); undoErr != nil {
				return fmt.Errorf("an earlier build into %s stopped half-way and can be neither finished (%w) nor undone (%w)",
					d.shown, err, undoErr)
			}
		}
	}
	return d.tidy()
}

// finish takes all steps, from wherever they are, and ends the publication.
func (d *Dir) finish(steps []step) error {
	if err := d.disk.mkdir(path.Join(d.state, "undo"), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make %s/undo: %w", d.state, changes.Bare(err))
	}
	for i, s := range steps {
		if err := d.do(i, s); err != nil {
			return d.failed(s, err)
		}
	}
	if err := d.disk.Rename(path.Join(d.state, "journal"), path.Join(d.state, "manifest")); err != nil {
		return fmt.Errorf("write the manifest: %w", changes.Bare(err))
	}
	return nil
}

func (d *Dir) failed(s step, err error) error {
	what := "put %s in place: %w"
	if s.kind == stepRemove {
		what = "remove %s: %w"
	}
	if errors.Is(err, syscall.EXDEV) {
		err = fmt.Errorf("%w: the output is a mounted folder; name a folder inside it as the output", changes.Bare(err))
	}
	return fmt.Errorf(what, s.path, changes.Bare(err))
}

func (d *Dir) do(i int, s step) error {
	switch s.kind {
	case stepPlace:
		return d.moveIn(s.path)
	case stepReplace:
		if err := d.keep(i, s.path); err != nil {
			return err
		}
		return d.moveIn(s.path)
	case stepRemove:
		return d.takeOut(i, s.path)
	case stepRmdir:
		return d.rmdir(s.path)
	case stepSweep:
		_ = d.rmdir(s.path)
		return nil
	}
	return errBroken
}

// moveIn moves q from the stage to the output, unless that was done.
func (d *Dir) moveIn(q string) error {
	from, to := d.stagePath(q), d.outPath(q)
	err := d.disk.Rename(from, to)
	if !isMissing(err) {
		return err
	}
	if !d.disk.exists(from) {
		return nil
	}
	// Somebody removed the folder that q goes to.
	if err := d.disk.mkdirAll(path.Dir(to)); err != nil {
		return err
	}
	return d.disk.Rename(from, to)
}

// keep gives the old file at q a second name in undo, so that moving the new
// one over it leaves no moment without a file. Where the file system has no
// hard links it is moved there.
func (d *Dir) keep(i int, q string) error {
	err := d.disk.Link(d.outPath(q), d.undoPath(i))
	if err == nil || isMissing(err) {
		return nil
	}
	if !d.disk.exists(d.stagePath(q)) || d.disk.exists(d.undoPath(i)) {
		return nil
	}
	return d.disk.Rename(d.outPath(q), d.undoPath(i))
}

// takeOut moves the old file at q to undo, unless that was done; by then a
// folder of that name may have come.
func (d *Dir) takeOut(i int, q string) error {
	info, err := d.disk.Root.Lstat(d.outPath(q))
	switch {
	case isMissing(err) || err == nil && info.IsDir():
		return nil
	case err != nil:
		return err
	}
	return d.disk.Rename(d.outPath(q), d.undoPath(i))
}

// rmdir removes the folder q, unless that was done; by then a file of that
// name may have come.
func (d *Dir) rmdir(q string) error {
	if info, err := d.disk.Root.Lstat(d.outPath(q)); err != nil || !info.IsDir() {
		return nil
	}
	return d.disk.Remove(d.outPath(q))
}

// undo takes back all steps, the last first, and gives the journal up.
func (d *Dir) undo(steps []step) error {
	for i := len(steps) - 1; i >= 0; i-- {
		if err := d.takeBack(i, steps[i]); err != nil {
			return fmt.Errorf("restore %s: %w", steps[i].path, changes.Bare(err))
		}
	}
	if err := d.disk.Remove(path.Join(d.state, "journal")); err != nil {
		return fmt.Errorf("remove the journal: %w", changes.Bare(err))
	}
	return nil
}

func (d *Dir) takeBack(i int, s step) error {
	switch s.kind {
	case stepPlace:
		return d.moveOut(s.path)
	case stepReplace:
		if err := d.moveOut(s.path); err != nil {
			return err
		}
		return d.restore(i, s.path)
	case stepRemove:
		return d.restore(i, s.path)
	case stepRmdir, stepSweep:
		if err := d.disk.mkdir(d.outPath(s.path), 0o777); !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// moveOut moves q back to the stage, if it had left it.
func (d *Dir) moveOut(q string) error {
	if d.disk.exists(d.stagePath(q)) || !d.disk.exists(d.outPath(q)) {
		return nil
	}
	return d.disk.Rename(d.outPath(q), d.stagePath(q))
}

// restore gives the old file its name back.
func (d *Dir) restore(i int, q string) error {
	if !d.disk.exists(d.undoPath(i)) {
		return nil
	}
	return d.disk.Rename(d.undoPath(i), d.outPath(q))
}
