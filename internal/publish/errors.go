package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// LockedError says that another build is writing the same output.
type LockedError struct {
	Output string // as the caller named it
	Owner  string // "process 4711 on host", or empty if it cannot be told
}

func (e *LockedError) Error() string {
	owner := e.Owner
	if owner == "" {
		owner = "its process could not be told"
	}
	return fmt.Sprintf("another build is writing %s (%s); wait for it or end it", e.Output, owner)
}

// ForeignError names files in the output that no build made and that stand
// where this build wants to write.
type ForeignError struct {
	Paths []string // slash-separated from the output, sorted
}

func (e *ForeignError) Error() string {
	const most = 5
	shown, more := e.Paths, ""
	if len(shown) > most {
		more = fmt.Sprintf(" and %d more", len(shown)-most)
		shown = shown[:most]
	}
	return fmt.Sprintf("no build made %s%s, but this one wants to write there; move it away, or delete it if it is not needed",
		strings.Join(shown, ", "), more)
}

// unchanged says what every error before the point of no return must say.
func unchanged(err error) error { return fmt.Errorf("%w; the old site is unchanged", err) }

func clash(file, below string) error {
	return fmt.Errorf("this build makes %s both a file and a folder (for %s)", file, below)
}

func isNotDir(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// isMissing reports that nothing stands at a path, be it that a folder on the
// way is missing or is a file.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) || isNotDir(err) }
