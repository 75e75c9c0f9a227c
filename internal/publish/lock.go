package publish

import (
	"fmt"
	"os"
	"strings"

	"nadi/internal/changes"
)

// takeLock locks the file name for as long as the returned file stays open or
// the process lives. The owner's name in it is a help to people only; that it
// cannot be written on a full disk is no reason to stop.
func takeLock(root *os.Root, name, output string) (*os.File, error) {
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the output %s: %w", output, changes.Bare(err))
	}
	held, err := tryLock(f)
	if err == nil && !held {
		who := fmt.Sprintf("process %d", os.Getpid())
		if host, err := os.Hostname(); err == nil {
			who += " on " + host
		}
		if f.Truncate(0) == nil {
			f.WriteString(who)
		}
		return f, nil
	}
	defer f.Close()
	if err != nil {
		return nil, fmt.Errorf("lock the output %s: %w", output, err)
	}
	buf := make([]byte, 200)
	n, _ := f.Read(buf)
	return nil, &LockedError{Output: output, Owner: strings.ToValidUTF8(string(buf[:n]), "")}
}
