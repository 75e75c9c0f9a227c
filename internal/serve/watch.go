package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing may change before a build begins: an editor that
// saves writes, renames and touches within a few milliseconds.
const quiet = 60 * time.Millisecond

// watcher reports changes below a site's folder. fsnotify is not recursive,
// so every folder is added, new ones when they appear; folders are watched
// and not files, because editors replace files by renaming.
type watcher struct {
	*fsnotify.Watcher
	dir string
}

func newWatcher(dir string) (*watcher, error) {
	f, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{f, dir}
	if err := w.Add(dir); err != nil {
		f.Close()
		return nil, err
	}
	for _, sub := range []string{"content", "themes"} {
		if err := w.addAll(filepath.Join(dir, sub)); err != nil {
			f.Close()
			return nil, err
		}
	}
	return w, nil
}

// Watch calls do after each change below a site's folder, until ctx ends.
func Watch(ctx context.Context, dir string, do func(changed []string)) error {
	w, err := newWatcher(dir)
	if err != nil {
		return fmt.Errorf("watching %s: %w", dir, err)
	}
	defer w.Close()
	w.run(ctx, do)
	return nil
}

// addAll adds a folder and those below it; one that is not there is not
// watched, and appears in its parent's events when it is made.
func (w *watcher) addAll(dir string) error {
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		if strings.HasPrefix(d.Name(), ".") && p != dir {
			return fs.SkipDir
		}
		if err := w.Add(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err // most likely the system's limit of watches
		}
		return nil
	})
}

// relevant reports whether a change can change the site.
func (w *watcher) relevant(name string) bool {
	rel, err := filepath.Rel(w.dir, name)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	base := filepath.Base(rel)
	if strings.HasSuffix(base, "~") || strings.HasPrefix(base, ".") || strings.HasSuffix(base, ".swp") {
		return false
	}
	top, _, _ := strings.Cut(rel, "/")
	return top == "content" || top == "themes" || !strings.Contains(rel, "/") && (rel == "nadi.yaml" || strings.HasSuffix(rel, ".json"))
}

// run calls changed with the names of what changed, after each quiet moment.
func (w *watcher) run(ctx context.Context, changed func([]string)) {
	var names []string
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			if e.Op == fsnotify.Chmod || !w.relevant(e.Name) {
				continue
			}
			if e.Has(fsnotify.Create) {
				_ = w.addAll(e.Name) // what cannot be watched is read at the next change all the same
			}
			if name := filepath.Base(e.Name); !slices.Contains(names, name) {
				names = append(names, name)
			}
			timer.Reset(quiet)
		case _, ok := <-w.Errors:
			if !ok {
				return
			}
			timer.Reset(quiet) // events were lost: look at everything
		case <-timer.C:
			changed(names)
			names = nil
		}
	}
}
