package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nadi/internal/config"
	"nadi/internal/decode"
	"nadi/internal/starter"
	"nadi/syndicate"
	"nadi/syndicate/channels"
	"nadi/syndicate/handoff"
)

// demonstration is a whole publication on this machine: a copy of the articles,
// a folder as the live site with a server of its own, and accounts that write
// into a folder what they would have posted.
type demonstration struct {
	dir string // the temporary folder
	url string
	run *publication
}

// demonstrate plays it, says where to look, and keeps serving until Ctrl-C. It
// reads nothing of the real settings, environment and ledger.
func demonstrate(ctx context.Context, ui *ui, g *global, f *publishFlags) error {
	dir, err := os.MkdirTemp("", "nadi-demo-")
	if err != nil {
		return fmt.Errorf("a folder for the demonstration: %w", err)
	}
	defer os.RemoveAll(dir)
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", f.port))
	if err != nil {
		return hinted{fmt.Errorf("cannot answer on port %d: %w", f.port, err), "choose another with --port"}
	}
	d := &demonstration{dir: dir, url: "http://" + l.Addr().String()}
	web := &http.Server{Handler: d, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(l) }() // ends with Close
	defer web.Close()
	if err := d.prepare(g.dir); err != nil {
		return err
	}
	if err := d.publish(ctx, ui, g, f); err != nil {
		return err
	}
	ui.demonstrated(d)
	<-ctx.Done()
	return nil
}

// prepare copies the articles and writes settings for the copy.
func (d *demonstration) prepare(from string) error {
	copied := 0
	for _, name := range []string{"content", "themes"} {
		err := os.CopyFS(filepath.Join(d.dir, "site", name), os.DirFS(filepath.Join(from, name)))
		if err == nil {
			copied++
		} else if !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("copying %s for the demonstration: %w", name, err)
		}
	}
	if copied == 0 {
		for _, f := range starter.Site(starter.Options{Title: "A demonstration", URL: d.url, ID: "demo0000", Date: time.Now().Format("2006-01-02"), NewID: newID}) {
			if err := write(filepath.Join(d.dir, "site", filepath.FromSlash(f.Name)), f.Body); err != nil {
				return err
			}
		}
	}
	return write(filepath.Join(d.dir, "site", config.FileName), starter.Demo(d.url, filepath.Join(d.dir, "live"), filepath.Join(d.dir, "posts")))
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// publish does what nadi publish does, with a baseline of all but the two newest
// articles in between: else a first run would post nothing.
func (d *demonstration) publish(ctx context.Context, ui *ui, g *global, f *publishFlags) error {
	own := &global{dir: filepath.Join(d.dir, "site"), json: g.json, now: g.now, drawn: g.drawn}
	d.run = &publication{ui: ui, g: own, f: &publishFlags{wait: f.wait}, posting: &posting{ui: ui, g: own, env: noEnvironment, dress: dressed}, baseline: d.adopt}
	err := d.run.run(ctx)
	d.run.close()
	if err != nil {
		return err
	}
	return d.board()
}

func noEnvironment(string) string { return "" }

// adopt marks all articles as seen but the two newest.
func (d *demonstration) adopt(ctx context.Context, p *posting) error {
	var ids []string
	items := slices.Clone(p.items)
	slices.SortStableFunc(items, func(a, b syndicate.Item) int { return b.Due.Compare(a.Due) })
	for _, it := range items {
		if !slices.Contains(ids, it.ID) {
			ids = append(ids, it.ID)
		}
	}
	newest := ids[:min(2, len(ids))]
	q := p.question
	q.Items = slices.DeleteFunc(items, func(it syndicate.Item) bool { return slices.Contains(newest, it.ID) })
	r := p.runner(0)
	for _, to := range p.to {
		if _, err := r.Adopt(ctx, q, to); err != nil {
			return err
		}
	}
	return nil
}

// costume is a hand-off that measures, cuts and shows as another network does.
type costume struct {
	syndicate.Channel
	as syndicate.Description
}

// Describe is that of the other network, as far as making a post goes.
func (c costume) Describe(f syndicate.Facts) syndicate.Description {
	own, as := c.Channel.Describe(f), c.as
	as.Unable, as.Repeat, as.SendTimeout, as.Price = own.Unable, own.Repeat, own.SendTimeout, nil
	return as
}

// networkOf is the network that an account of the demonstration stands for.
func networkOf(account string) syndicate.Network {
	name, _, _ := strings.Cut(account, "-")
	n, _ := channels.Find(name)
	return n
}

// dressed gives an account's channel the measures of the network that the
// account is named after.
func dressed(a syndicate.Account, c syndicate.Channel) (syndicate.Channel, error) {
	n := networkOf(a.Name)
	like := accountOf(a.Name, config.Account{Channel: decode.Text{S: n.Name}, Options: map[string]decode.Text{}}, "en")
	if n.Server == "" {
		like.Server = "https://social.example"
	}
	for _, o := range n.Options {
		like.Options[o.Name] = o.Default
		if o.Required && o.Default == "" {
			like.Options[o.Name] = "1"
		}
	}
	real, err := n.Open(like, syndicate.Tools{Now: time.Now, Secret: noSecret})
	if err != nil {
		return nil, err
	}
	return costume{c, real.Describe(nil)}, nil
}

// board writes all posts as one page.
func (d *demonstration) board() error {
	var pins []handoff.Pin
	rows := d.run.posted()
	slices.SortStableFunc(rows, func(a, b *syndicate.Row) int { // an article's posts side by side
		return cmp.Or(b.Item.Due.Compare(a.Item.Due), strings.Compare(a.Key.Item, b.Key.Item))
	})
	for _, r := range rows {
		pin := handoff.Pin{Network: networkOf(r.Key.Account).Title, Row: r}
		if files, _ := filepath.Glob(filepath.Join(d.dir, "posts", filepath.FromSlash(r.ID), "picture.*")); len(files) == 1 {
			pin.Picture = r.ID + "/" + filepath.Base(files[0])
		}
		pins = append(pins, pin)
	}
	var b bytes.Buffer
	if err := handoff.Board(&b, fmt.Sprintf("%s that would have been sent", count(len(pins), "post")), pins); err != nil {
		return err
	}
	return write(filepath.Join(d.dir, "posts", "index.html"), b.Bytes())
}

// boardPath is where the demonstration's server shows the board.
const boardPath = "/_posts/"

// ServeHTTP answers as a static host does, with what is live now.
func (d *demonstration) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, boardPath); ok {
		r.URL.Path = "/" + path
		http.FileServer(http.Dir(filepath.Join(d.dir, "posts"))).ServeHTTP(w, r)
		return
	}
	live := http.Dir(filepath.Join(d.dir, "live", "current"))
	if f, err := live.Open(r.URL.Path); err == nil {
		f.Close()
		http.FileServer(live).ServeHTTP(w, r)
		return
	}
	body, _ := os.ReadFile(filepath.Join(string(live), "404.html"))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(body)
}

func (u *ui) demonstrated(d *demonstration) {
	if u.json != nil && *u.json {
		return
	}
	u.say("")
	u.say("the live site    %s/", d.url)
	u.say("the posts        %s%s", d.url, boardPath)
	u.say("their files      %s", filepath.Join(d.dir, "posts"))
	u.say("Nothing left this machine. Ctrl-C ends it and takes everything away.")
}
