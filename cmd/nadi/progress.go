package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"nadi/internal/site"
)

// counting passes files on and counts them, for the progress line.
type counting struct {
	site.Sink
	n atomic.Int64
}

func (c *counting) Current(path string, key site.Key) bool {
	ok := c.Sink.Current(path, key)
	if ok {
		c.n.Add(1)
	}
	return ok
}

func (c *counting) Put(f site.File) error {
	c.n.Add(1)
	return c.Sink.Put(f)
}

// progress shows how many files a build has made.
func (u *ui) progress(what string, n *atomic.Int64) func() {
	return u.working(func() string { return fmt.Sprintf("%s … %s files", what, thousands(int(n.Load()))) })
}

// working rewrites one line of a terminal once something takes longer than a
// second. The function it returns ends it and clears the line.
func (u *ui) working(line func() string) func() {
	if !u.terminal || u.json != nil && *u.json {
		return func() {}
	}
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		u.tick(line, done)
	}()
	var once sync.Once
	return func() { once.Do(func() { close(done); <-gone }) }
}

func (u *ui) tick(line func() string, done <-chan struct{}) {
	t := time.NewTicker(100 * time.Millisecond)
	defer t.Stop()
	start, shown := time.Now(), false
	for {
		select {
		case <-done:
			if shown {
				fmt.Fprint(u.err, "\r\x1b[K")
			}
			return
		case <-t.C:
			if time.Since(start) > time.Second {
				shown = true
				u.mu.Lock()
				fmt.Fprint(u.err, "\r\x1b[K"+line())
				u.mu.Unlock()
			}
		}
	}
}
