package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"nadi/internal/config"
	"nadi/internal/deploy"
)

// deploying shows how far a deploy is: on a terminal one line with a bar, which
// is rewritten, elsewhere a line for each stage.
func (u *ui) deploying() (tell func(deploy.Progress), stop func()) {
	if u.json != nil && *u.json {
		return func(deploy.Progress) {}, func() {}
	}
	var mu sync.Mutex
	var now deploy.Progress
	stop = u.working(func() string {
		mu.Lock()
		defer mu.Unlock()
		return bar(now)
	})
	return func(p deploy.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Stage != now.Stage && !u.terminal {
			u.note("%s", stageLine(p))
		}
		now = p
	}, stop
}

// barWidth is that of a bar, in columns.
const barWidth = 24

// bar writes "uploading [######..................] 75 of 300".
func bar(p deploy.Progress) string {
	if p.Total == 0 {
		return p.Stage + " …"
	}
	full := min(barWidth, barWidth*p.Done/p.Total)
	return fmt.Sprintf("%s [%s%s] %s of %s", p.Stage, strings.Repeat("#", full), strings.Repeat(".", barWidth-full), thousands(p.Done), thousands(p.Total))
}

func stageLine(p deploy.Progress) string {
	if p.Total == 0 {
		return p.Stage
	}
	return fmt.Sprintf("%s: %s", p.Stage, count(p.Total, "file"))
}

// deployFailed reports a deploy that failed and gives the exit code.
func (u *ui) deployFailed(err error) error {
	var e *deploy.Error
	if !errors.As(err, &e) {
		return err
	}
	u.fail(err, e.Hint)
	switch e.Kind {
	case deploy.Again:
		return failed{3}
	case deploy.Person:
		return failed{4}
	}
	return failed{1}
}

// sameAsLive is said of a deploy that was not needed.
const sameAsLive = "nothing changed; not deployed again"

// deployed reports a deploy that ended, live or not, and gives the exit code.
func (u *ui) deployed(g *global, cfg *config.Config, rec deploy.Receipt, took time.Duration) error {
	var code error
	if rec.State == deploy.Held {
		code = failed{4}
	}
	if g.json {
		u.printJSON(struct {
			Target string `json:"target"`
			deploy.Receipt
			Live    bool    `json:"live"`
			Seconds float64 `json:"seconds"`
		}{cfg.Deploy.Target.S, rec, rec.Live(), took.Seconds()})
		return code
	}
	what := fmt.Sprintf("%s brought, %s already there, %s removed in %s", count(rec.Uploaded, "file"), thousands(rec.Unchanged), thousands(rec.Deleted), seconds(took))
	if rec.Same {
		what = sameAsLive
	}
	switch rec.State {
	case deploy.Live:
		u.say("live at %s · %s", deployedTo(cfg), what)
	case deploy.Preview:
		u.say("preview at %s · %s", rec.URL, what)
	case deploy.Superseded:
		u.say("not live: something newer is, at %s · %s", deployedTo(cfg), what)
	case deploy.Held:
		u.say("not live yet at %s · %s", deployedTo(cfg), what)
	}
	if rec.State != deploy.Preview && rec.URL != "" {
		u.say("this release: %s", rec.URL)
	}
	if rec.Note != "" {
		u.note("%s", visible(rec.Note))
	}
	return code
}

// deployedTo names the target as nadi.yaml does.
func deployedTo(cfg *config.Config) string {
	switch d := cfg.Deploy; d.Target.S {
	case "netlify":
		return d.Site.S
	case "s3":
		place, _, _ := strings.Cut(d.Bucket.S, "?")
		return place
	default:
		return filepath.ToSlash(filepath.Join(d.Path.S, "current"))
	}
}
