package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull fills a real, small file system: in the middle of a page, and
// so that only the journal does not fit. (TestFault lets every single change
// meet a full disk.)
func TestDiskFull(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("a small file system to fill cannot be mounted (it needs root): %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(mount, syscall.MNT_DETACH) })
	out := filepath.Join(mount, "public")
	mustBuild(t, out, base)

	huge := base.with("articles/huge/index.html", strings.Repeat("huge ", 100_000), "index.html", "home 2")
	wantFull(t, out, huge, "write articles/huge/index.html: no space left on device")

	// Everything but a page's worth is taken by somebody else.
	filler := filepath.Join(mount, "filler")
	fill, err := os.Create(filler)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := make([]byte, 4096); err == nil; {
		_, err = fill.Write(chunk)
	}
	size, _ := fill.Seek(0, 1)
	if err := errors.Join(fill.Truncate(size&^4095-4096), fill.Close()); err != nil {
		t.Fatal(err)
	}
	wantFull(t, out, base.with("index.html", "home 2"), "write the journal: no space left on device")

	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, base.with("index.html", "home 2"))
	wantTree(t, out, base.with("index.html", "home 2"))
}

func wantFull(t *testing.T, out string, files tree, words string) {
	t.Helper()
	_, err := build(out, files, nil)
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), words) || !strings.Contains(err.Error(), "the old site is unchanged") {
		t.Fatalf("got %v, want %s", err, words)
	}
	wantTree(t, out, base)
	wantClean(t, out)
}

// TestMountedOutput: a mounted folder cannot take files from its neighbour.
func TestMountedOutput(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", out, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("a file system cannot be mounted (it needs root): %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(out, syscall.MNT_DETACH) })
	_, err := build(out, base, nil)
	if err == nil || !strings.Contains(err.Error(), "name a folder inside it") || !strings.Contains(err.Error(), "the old site is unchanged") {
		t.Fatal(err)
	}
	wantTree(t, out, tree{})
	mustBuild(t, filepath.Join(out, "site"), base)
}

// TestReadOnly: a file system that takes no writes.
func TestReadOnly(t *testing.T) {
	mount := t.TempDir()
	if err := syscall.Mount("tmpfs", mount, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("a file system cannot be mounted (it needs root): %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(mount, syscall.MNT_DETACH) })
	out := filepath.Join(mount, "public")
	mustBuild(t, out, base)
	if err := syscall.Mount("tmpfs", mount, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := build(out, base.with("index.html", "home 2"), nil); !errors.Is(err, syscall.EROFS) {
		t.Fatal(err)
	}
	wantTree(t, out, base)
}
