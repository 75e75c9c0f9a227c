package main

import (
	"path/filepath"
	"sync"
	"time"

	"nadi/internal/cache"
	"nadi/internal/site"
)

// drawnFolder is where a site's pictures in their sizes and its drawn cards are
// remembered: beside the output and never in it, for CI to carry from run to
// run. It is the same wherever a build goes, because a record depends on what
// it is made from alone.
const drawnFolder = ".public.nadi/drawn"

// drawnBytes is how large that folder may become with what no build of late
// has used.
const drawnBytes = 1 << 30

// drawings are those folders, one for each site that this process builds.
type drawings struct {
	now  time.Time
	mu   sync.Mutex
	open map[string]*cache.Dir
}

// of is the folder of the site in dir.
func (d *drawings) of(dir string) site.Cache {
	if d == nil {
		return nil
	}
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open == nil {
		d.open = map[string]*cache.Dir{}
	}
	if d.open[dir] == nil {
		d.open[dir] = cache.Open(dir, drawnFolder, d.now)
	}
	return d.open[dir]
}

// close tidies them, and says once if one was of no use.
func (d *drawings) close(ui *ui, quiet bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.open {
		c.Tidy(drawnBytes)
		if err := c.Trouble(); err != nil && !quiet {
			ui.note("what was drawn is not remembered, and the next build draws it again: %v", err)
			return
		}
	}
}
