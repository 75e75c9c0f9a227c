package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestHold(t *testing.T) {
	out := outDir(t)
	if _, err := Hold(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	mustBuild(t, out, base)
	release, err := Hold(out)
	if err != nil {
		t.Fatal(err)
	}
	var locked *LockedError
	if _, err := Open(out); !errors.As(err, &locked) {
		t.Errorf("a build while it is held: %v", err)
	}
	release()
	d, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Hold(out); !errors.As(err, &locked) {
		t.Errorf("held while a build writes: %v", err)
	}
	if err := d.Abort(); err != nil {
		t.Fatal(err)
	}
	// A build that dies between two of its steps, and the one that finishes it.
	dead := errors.New("dead")
	steps := 0
	if _, err := build(out, base.with("index.html", "home 2", "hi/index.html", "b"), func(kind, p string) error {
		if steps > 0 || kind == "rename" && filepath.Base(filepath.Dir(p)) == "public" {
			steps++
		}
		if steps > 1 {
			return dead
		}
		return nil
	}); err == nil {
		t.Fatal("the build did not die")
	}
	var half *HalfError
	if _, err := Hold(out); !errors.As(err, &half) || half.Output != out {
		t.Errorf("half a site: %v", err)
	}
	mustBuild(t, out, base)
	if release, err = Hold(out); err != nil {
		t.Fatal(err)
	}
	release()

	plain := filepath.Join(t.TempDir(), "site") // of another tool, or copied
	if err := os.Mkdir(plain, 0o755); err != nil {
		t.Fatal(err)
	}
	if release, err = Hold(plain); err != nil {
		t.Fatal(err)
	}
	release()
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(plain), ".*")); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}
