//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package tokenfile

import (
	"errors"
	"os"
)

// tryLock refuses: without a lock two runs could both spend a token, and the
// network would take that for theft.
func tryLock(*os.File) (held bool, err error) {
	return false, errors.New("this system has no file locks that Nadi knows; use secrets that do not change")
}

func syncFolder(string) error { return nil }
