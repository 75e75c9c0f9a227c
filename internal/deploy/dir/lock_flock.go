//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package dir

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"nadi/internal/deploy"
)

// takeLock locks the folder for as long as the returned file stays open or the
// process lives: the kernel lets it go with the process, so a killed deploy
// leaves no stale lock.
func takeLock(root *os.Root) (*os.File, error) {
	f, err := root.OpenFile(".lock.nadi", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err != unix.EINTR {
			break
		}
	}
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, &deploy.Error{Kind: deploy.Again, Hint: "wait for it to end, and run this again"}
	}
	return nil, err
}
