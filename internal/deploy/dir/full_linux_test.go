package dir

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull fills a real, small file system.
func TestDiskFull(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("a small file system to fill cannot be mounted (it needs root): %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(mount, syscall.MNT_DETACH) })
	b := newBench(t)
	b.path = filepath.Join(mount, "news")
	b.must(base)
	_, err := b.deploy(base.With("big.html", strings.Repeat("x", 300<<10), "a.html", "a"), nil)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), ": no space left on device; "+unchanged) {
		t.Fatal(err)
	}
	b.wants(base)
	b.must(base.With("a.html", "a")) // and what the big one took is free again
}
