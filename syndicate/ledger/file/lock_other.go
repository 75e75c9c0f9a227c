//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package file

import (
	"errors"
	"os"
)

// tryLock refuses: without a lock two runs could both send.
func tryLock(*os.File) (held bool, err error) {
	return false, errors.New("this system has no file locks that Nadi knows; keep the ledger on a machine with Linux or macOS")
}

func unlock(*os.File) error { return nil }

func syncFolder(string) error { return nil }
