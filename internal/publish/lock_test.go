package publish

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestLock(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, base)
	first, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := fill(first, base.with("index.html", "first")); err != nil {
		t.Fatal(err)
	}
	_, err = build(out, base.with("index.html", "second"), nil)
	var locked *LockedError
	if !errors.As(err, &locked) {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("process %d", os.Getpid()); !strings.HasPrefix(locked.Owner, want) || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want it to name %s", err, want)
	}
	wantTree(t, out, base)
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	wantTree(t, out, base.with("index.html", "first"))
	mustBuild(t, out, base) // the lock is free again
}

// TestLockOtherProcess holds the lock here while a real process wants it.
func TestLockOtherProcess(t *testing.T) {
	out := outDir(t)
	mustBuild(t, out, big(killSize, 1))
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Abort()
	cmd, lines := child(t.Context(), t, 2, 0, out)
	said := ""
	for lines.Scan() {
		said += lines.Text() + "\n"
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(said, fmt.Sprintf("another build is writing %s (process %d", out, os.Getpid())) {
		t.Fatalf("%v: %s", err, said)
	}
	wantTree(t, out, big(killSize, 1))
}
