//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package dir

import (
	"errors"
	"os"
)

// takeLock refuses: this system has no rename of a link over another that is
// without a middle, on which all that this package promises rests.
func takeLock(*os.Root) (*os.File, error) {
	return nil, errors.New("this system cannot swap a folder at once; deploy from Linux or macOS, or to another target")
}
