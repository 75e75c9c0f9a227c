package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// killer runs the program on one new article and kills it (SIGKILL) at one
// effect: a request, a line of the ledger, a file handed over.
type killer struct {
	*newsroom
	clean []byte              // the ledger before the article
	asked map[string][]string // the requests of a whole run, by network
}

// killPoint is when: the n-th request to a place, before it is handled or after
// and before it is answered; or when something on the disk has come so far.
type killPoint struct {
	place string
	n     int
	after bool
	disk  func() int // nil for requests
}

func (k killPoint) String() string {
	when := "before"
	if k.after {
		when = "after"
	}
	return fmt.Sprintf("%s %s %d", when, k.place, k.n)
}

// posters are the accounts of these tests and what is known when a reply is
// lost. A proof settles everything. A key lets the message be sent again within
// the hour. What can be read back is found if it is there. Of the rest a person
// must say what became of it.
var posters = []struct {
	account, place, line string
	proof, key, read     bool
}{
	{"bluesky", "blue", "{channel: bluesky, server: BLUE, languages: [en]}", true, true, true},
	{"mastodon-hi", "m2", "{channel: mastodon, server: M2, languages: [hi, en]}", false, true, true},
	{"mastodon-en", "m1", "{channel: mastodon, server: M1, languages: [en]}", false, false, true},
	{"screens", "hook", "{channel: webhook, languages: [en]}", false, false, false},
	{"facebook", "fb", `{channel: facebook, server: URL/fb, languages: [en], options: {page: "77"}}`, false, false, true},
	{"x", "x", "{channel: x, server: URL/x, languages: [en]}", false, false, true},
	{"notes", "", "{channel: handoff, languages: [en]}", false, true, true},
}

func newKiller(t *testing.T) *killer {
	k := &killer{newsroom: newNewsroom(t, func(f *fakenet) string {
		text := "ledger: file:../ledger.jsonl\napproval: none\naccounts:\n"
		for _, p := range posters {
			text += "  " + p.account + ": " + p.line + "\n"
		}
		return strings.NewReplacer("M1", f.hosts["m1"], "M2", f.hosts["m2"], "BLUE", f.hosts["blue"], "URL", f.URL).Replace(text)
	})}
	k.publish(day(23, "09:00"))
	k.nadi(0, day(23, "09:00"), "syndicate", "adopt")
	k.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	k.publish(day(24, "09:00"))
	var err error
	if k.clean, err = os.ReadFile(k.ledger()); err != nil {
		t.Fatal(err)
	}
	return k
}

// reset is the moment before the first run.
func (k *killer) reset() {
	k.t.Helper()
	for _, left := range []string{k.ledger() + ".payloads", filepath.Join(k.dir, "outbox")} {
		if err := os.RemoveAll(left); err != nil {
			k.t.Fatal(err)
		}
	}
	if err := os.WriteFile(k.ledger(), k.clean, 0o600); err != nil {
		k.t.Fatal(err)
	}
	k.hooks(nil, nil)
	k.net.mu.Lock()
	defer k.net.mu.Unlock()
	k.net.posts, k.asked = map[string][]fakePost{}, map[string][]string{}
}

// hooks sets what happens around each request.
func (k *killer) hooks(before, after func(int, *http.Request)) {
	k.net.mu.Lock()
	defer k.net.mu.Unlock()
	k.net.before, k.net.after = before, after
}

func placeOf(r *http.Request) string {
	place, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return place
}

// whole is a run that nobody kills: it learns what there is to be killed at.
func (k *killer) whole() {
	k.t.Helper()
	k.reset()
	k.hooks(func(_ int, r *http.Request) {
		k.net.mu.Lock()
		defer k.net.mu.Unlock()
		k.asked[placeOf(r)] = append(k.asked[placeOf(r)], r.Method+" "+r.URL.Path)
	}, nil)
	k.want(k.nadi(0, day(24, "10:00"), "syndicate"), fmt.Sprintf("%d posts sent", len(posters)))
	k.hooks(nil, nil)
	for _, p := range posters {
		if k.shown(p.account) != 1 {
			k.t.Fatalf("%s shows %d posts", p.account, k.shown(p.account))
		}
	}
}

// shown is how many posts an account shows.
func (k *killer) shown(account string) int {
	if account == "notes" {
		return k.handedOver("post.json")
	}
	return k.net.shows(account, "")
}

// handedOver counts the files of a name in the outbox, or all if name is empty.
func (k *killer) handedOver(name string) int {
	n := 0
	_ = filepath.WalkDir(filepath.Join(k.dir, "outbox"), func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") && (name == "" || e.Name() == name) {
			n++
		}
		return nil
	})
	return n
}

func (k *killer) lines() int {
	data, _ := os.ReadFile(k.ledger())
	return bytes.Count(data, []byte{'\n'}) - bytes.Count(k.clean, []byte{'\n'})
}

// kill runs the program and kills it at a point. It reports whether the point
// came.
func (k *killer) kill(at killPoint) bool {
	k.t.Helper()
	c := exec.Command(k.bin, "-C", k.dir, "--now", day(24, "10:00"), "syndicate")
	c.Env = k.env
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	started, dead := make(chan struct{}), make(chan struct{})
	var once sync.Once
	came := false
	shoot := func() {
		once.Do(func() { came = true; <-started; c.Process.Kill() })
		<-dead
	}
	n := 0
	hit := func(after bool) func(int, *http.Request) {
		return func(_ int, r *http.Request) {
			k.net.mu.Lock()
			if placeOf(r) == at.place && after == at.after {
				n++
			}
			now := at.disk == nil && placeOf(r) == at.place && after == at.after && n == at.n
			k.net.mu.Unlock()
			if now {
				shoot()
				panic(http.ErrAbortHandler)
			}
		}
	}
	k.hooks(hit(false), hit(true))
	if err := c.Start(); err != nil {
		k.t.Fatal(err)
	}
	close(started)
	if at.disk != nil {
		go k.watch(at, shoot, dead)
	}
	_ = c.Wait()
	close(dead)
	k.hooks(nil, nil)
	once.Do(func() {}) // waits for the shot
	k.all.Write(out.Bytes())
	return came
}

// watch looks at the disk until it has come so far.
func (k *killer) watch(at killPoint, shoot func(), dead chan struct{}) {
	for {
		select {
		case <-dead:
			return
		default:
		}
		if at.disk() >= at.n {
			shoot()
			return
		}
		time.Sleep(20 * time.Microsecond)
	}
}

// standing is what the ledger says of each account.
func (k *killer) standing(now string) map[string]rowJSON {
	k.t.Helper()
	out, code := k.try(now, "--json", "syndicate", "status", "--only", "heat1")
	var said struct{ Rows []rowJSON }
	if err := json.Unmarshal([]byte(out), &said); err != nil || code != 0 && code != 4 {
		k.t.Fatalf("the ledger cannot be read (exit %d, %v):\n%s", code, err, out)
	}
	rows := map[string]rowJSON{}
	for _, r := range said.Rows {
		rows[r.Account] = r
	}
	return rows
}

// never demands that no account shows the article twice.
func (k *killer) never(at killPoint, when string) {
	k.t.Helper()
	for _, p := range posters {
		if n := k.shown(p.account); n > 1 {
			k.t.Errorf("killed %v: %s %s shows the article %d times", at, when, p.account, n)
		}
	}
}

// recover runs the program again, at once and when the intents of the dead run
// have ended, and demands that everything is there once or a person's.
func (k *killer) recover(at killPoint, late string) {
	k.t.Helper()
	k.never(at, "after the kill")
	k.try(day(24, "10:01"), "syndicate")
	k.never(at, "after the next run")
	_, code := k.try(late, "syndicate")
	k.never(at, "after the late run")
	rows, open := k.standing(late), 0
	for _, p := range posters {
		r, n := rows[p.account], k.shown(p.account)
		lost := r.State == "unknown" && r.NeedsPerson
		if lost {
			open++
		}
		allowed := !p.proof && (!p.key || late > day(24, "11:00")) && (n == 0 || !p.read)
		if !(r.State == "posted" && n == 1) && !(lost && allowed) {
			k.t.Errorf("killed %v, then %s: %s shows %d posts and is %q (%s)", at, late, p.account, n, r.State, r.Reason)
		}
	}
	if want := map[bool]int{true: 4, false: 0}[open > 0]; code != want {
		k.t.Errorf("killed %v, then %s: exit %d, want %d", at, late, code, want)
	}
	k.resolve(at, late, rows)
}

// resolve lets a person say what became of the open ones, after which
// everything is there once.
func (k *killer) resolve(at killPoint, late string, rows map[string]rowJSON) {
	k.t.Helper()
	for _, p := range posters {
		if rows[p.account].State != "unknown" {
			continue
		}
		verdict := []string{"--not-posted"}
		if k.shown(p.account) > 0 {
			verdict = []string{"--posted", "https://social.example/1"}
		}
		k.nadi(0, late, append([]string{"syndicate", "resolve", "heat1", p.account}, verdict...)...)
	}
	out := k.nadi(0, late, "syndicate")
	for _, p := range posters {
		if n := k.shown(p.account); n != 1 {
			k.t.Errorf("killed %v: in the end %s shows %d posts\n%s", at, p.account, n, out)
		}
	}
}

// points are all moments to be killed at; without NADI_FULL those that matter
// most: around the requests that make something public, and around intents.
func (k *killer) points() (all []killPoint) {
	full := os.Getenv("NADI_FULL") != ""
	for _, place := range slices.Sorted(maps.Keys(k.asked)) {
		for i := range k.asked[place] {
			last := i == len(k.asked[place])-1 && place != "site"
			for _, after := range []bool{false, true} {
				if full || last {
					all = append(all, killPoint{place: place, n: i + 1, after: after})
				}
			}
		}
	}
	for n := 1; n <= 2*len(posters); n++ {
		if full || n%5 == 0 {
			all = append(all, killPoint{place: "ledger line", n: n, disk: k.lines})
		}
	}
	for n := 1; n <= 3; n++ {
		if full || n == 2 {
			all = append(all, killPoint{place: "handed over file", n: n, disk: func() int { return k.handedOver("") }})
		}
	}
	return all
}

// TestKill kills the program at its effects: nothing is ever there twice, and
// in the end everything is there.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts the program many times")
	}
	t.Parallel()
	k := newKiller(t)
	k.whole()
	lates := []string{day(24, "10:45")}
	if os.Getenv("NADI_FULL") != "" {
		lates = append(lates, day(25, "12:00"))
	}
	points, missed := k.points(), 0
	for i, at := range points {
		for _, late := range lates {
			k.reset()
			if !k.kill(at) {
				missed++
				t.Logf("%v of %d points: %v never came", i, len(points), at)
			}
			k.recover(at, late)
		}
	}
	if missed > len(points)/4 {
		t.Errorf("%d of %d points never came", missed, len(points))
	}
	k.noSecrets()
}
