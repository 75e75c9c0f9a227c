// Package serve shows a site while it is being written. It runs the same
// build as everything else, into memory, whenever a file changes, and tells
// the browser to load again once the new bytes are ready.
//
// What it promises: the bytes of a page are those that will go live; the
// reload script and the box of findings are added by the HTTP handler on the
// way out. When a change breaks something the last good site stays, with the
// findings on top. It answers on the loopback interface unless told
// otherwise, and then only to requests that name a loopback host, so that no
// foreign web page can read drafts through the browser.
//
// Do not use it to publish: drafts and scheduled articles are shown.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"nadi/internal/diag"
	"nadi/internal/publish"
	"nadi/internal/site"
)

// Options say what to serve and how.
type Options struct {
	Dir    string // the site's folder, for watching
	Listen net.Listener
	// Build makes the site into sink.
	Build func(context.Context, site.Sink) (*site.Result, error)
	// Report is told of every build that ended: the files whose change
	// caused it (none for the first), its result or error, how long it took.
	Report func(changed []string, res *site.Result, err error, took time.Duration)
}

// Run serves until ctx ends.
func Run(ctx context.Context, o Options) error {
	s := &server{o: o, clients: map[chan struct{}]bool{}}
	w, err := newWatcher(o.Dir)
	if err != nil {
		return fmt.Errorf("watching %s: %w", o.Dir, err)
	}
	defer w.Close()
	s.rebuild(ctx, nil)
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(o.Listen) }()
	go w.run(ctx, func(changed []string) { s.rebuild(ctx, changed) })
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := web.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// server is the state between builds.
type server struct {
	o     Options
	store publish.Memory

	mu      sync.RWMutex
	last    state
	clients map[chan struct{}]bool
}

// state is what a request needs to know of the builds so far.
type state struct {
	findings []diag.Finding // of the last build
	broken   error          // trouble of the last build
	good     bool           // some build succeeded; base and langs are its
	base     string
	langs    []string
	version  int // counts builds
}

// rebuild builds once and tells the browsers. Builds never overlap: the
// watcher calls it from one goroutine.
func (s *server) rebuild(ctx context.Context, changed []string) {
	start := time.Now()
	res, err := s.o.Build(ctx, &s.store)
	if ctx.Err() != nil {
		return
	}
	ok := err == nil && !res.Blocked
	if ok {
		_, err = s.store.Commit()
		ok = err == nil
	}
	if !ok {
		_ = s.store.Abort()
	}
	s.note(res, err, ok)
	s.o.Report(changed, res, err, time.Since(start))
	s.wake()
}

func (s *server) note(res *site.Result, err error, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last.broken, s.last.findings = err, nil
	if res != nil {
		s.last.findings = res.Findings
	}
	if ok {
		s.last.good, s.last.base, s.last.langs = true, res.Base, nil
		for _, l := range res.ByLang {
			s.last.langs = append(s.last.langs, l.Lang)
		}
	}
	s.last.version++
}

// wake tells every open page that there is something new.
func (s *server) wake() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for c := range s.clients {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
