//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tokenfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock takes the lock of f, or reports that another open file holds it. The
// kernel lets it go with the file and with the process, so a killed run leaves
// no stale lock.
func tryLock(f *os.File) (held bool, err error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return false, err
	}
	var lockErr error
	err = conn.Control(func(fd uintptr) {
		for {
			if lockErr = unix.Flock(int(fd), unix.LOCK_EX|unix.LOCK_NB); lockErr != unix.EINTR {
				return
			}
		}
	})
	if errors.Is(lockErr, unix.EWOULDBLOCK) {
		return true, err
	}
	return false, errors.Join(err, lockErr)
}

// syncFolder makes the names in a folder durable. Some file systems cannot and
// say so; those that cannot need not.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, unix.EINVAL) && !errors.Is(err, unix.ENOTSUP) {
		return err
	}
	return nil
}
