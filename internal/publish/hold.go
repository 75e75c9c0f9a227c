package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"nadi/internal/changes"
)

// HalfError says that a build stopped while it was publishing, so that the
// output may hold pages of two sites.
type HalfError struct {
	Output string // as the caller named it
}

func (e *HalfError) Error() string {
	return fmt.Sprintf("a build into %s stopped while it was publishing", e.Output)
}

// Hold keeps builds out of the folder output while somebody reads it, and
// changes nothing in it. It fails with an error that is fs.ErrNotExist if there
// is no such folder, with a LockedError while a build writes it, and with a
// HalfError if one was interrupted in the middle, which the next build
// finishes. A folder that has no record, because it was made or copied by other
// means, can be read as it is. The function it returns ends the hold.
func Hold(output string) (release func(), err error) {
	if _, err := os.Stat(output); err != nil {
		return nil, fmt.Errorf("open the output %s: %w", output, changes.Bare(err))
	}
	parent, base, err := locate(output)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(parent)
	if err != nil {
		return nil, fmt.Errorf("open the folder of the output %s: %w", output, changes.Bare(err))
	}
	state := "." + base + ".nadi"
	if _, err := root.Lstat(state); errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return func() {}, nil
	}
	lock, err := takeLock(root, path.Join(state, "lock"), output)
	if err != nil {
		root.Close()
		return nil, err
	}
	release = func() { lock.Close(); root.Close() }
	if _, err := root.Lstat(path.Join(state, "journal")); err == nil {
		release()
		return nil, &HalfError{Output: output}
	}
	return release, nil
}
