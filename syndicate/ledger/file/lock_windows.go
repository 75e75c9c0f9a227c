package file

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// A lock here also bars others from reading what it covers, so it lies on one
// byte far behind all entries.
func farByte() *windows.Overlapped { return &windows.Overlapped{OffsetHigh: 1 << 20} }

// tryLock takes the lock of f, or reports that another handle holds it.
func tryLock(f *os.File) (held bool, err error) {
	err = windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, farByte())
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return true, nil
	}
	return false, err
}

func unlock(f *os.File) error {
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, farByte())
}

// syncFolder does nothing: NTFS keeps names in its own journal, and a folder
// cannot be flushed.
func syncFolder(string) error { return nil }
