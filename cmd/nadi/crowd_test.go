package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// crowd is ten machines that post the same articles to the same accounts at the
// same time, with one ledger between them.
type crowd struct {
	*newsroom
	kind     string
	machines []string // the folder of each
}

const (
	crowdSize  = 10
	crowdItems = 100
)

// crowdAccounts are one that can prove what it has, one that can be read back,
// and one that can neither.
var crowdAccounts = []string{"bluesky", "mastodon-hi", "screens"}

// TestCrowd runs ten programs at once, whole and with kills, on each kind of
// ledger: NADI_FULL=1 for those that need no server, and NADI_S3 (s3://…) and
// NADI_POSTGRES (the name of a variable that holds an address) for the others.
func TestCrowd(t *testing.T) {
	if os.Getenv("NADI_FULL") == "" {
		t.Skip("NADI_FULL=1 runs ten programs at once")
	}
	ledgers := map[string]string{"file": "file:../ledger.jsonl", "git": "git:nadi-ledger"}
	if at := os.Getenv("NADI_S3"); at != "" {
		place, query, _ := strings.Cut(at, "?")
		ledgers["s3"] = fmt.Sprintf("%s/crowd-%s?%s", strings.TrimSuffix(place, "/"), nonce()[:8], query)
	}
	if os.Getenv("NADI_POSTGRES") != "" {
		ledgers["postgres"] = "postgres:NADI_POSTGRES"
	}
	for kind, ledger := range ledgers {
		for _, kills := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, kills %v", kind, kills), func(t *testing.T) {
				c := newCrowd(t, kind, ledger, kills)
				c.publishAll()
				start := time.Now()
				c.rush(kills)
				t.Logf("%s: %v", kind, time.Since(start).Round(time.Millisecond))
				c.afterwards(kills)
			})
		}
	}
}

func newCrowd(t *testing.T, kind, ledger string, kills bool) *crowd {
	c := &crowd{kind: kind, newsroom: newNewsroom(t, func(f *fakenet) string {
		return strings.NewReplacer("M2", f.hosts["m2"], "BLUE", f.hosts["blue"]).Replace(fmt.Sprintf(`ledger: %q
approval: none
accounts:
  bluesky: {channel: bluesky, server: BLUE, languages: [en], limit: 200}
  mastodon-hi: {channel: mastodon, server: M2, languages: [en], limit: 200}
  screens: {channel: webhook, languages: [en], limit: 200}
`, ledger))
	})}
	if kind == "s3" || kind == "postgres" { // they outlive the test
		c.edit("nadi.yaml", "id: story1", fmt.Sprintf("id: crowd%s", nonce()[:8]))
	}
	if kind == "git" {
		c.git("init", "--quiet", "--bare", c.bare())
		c.git("-C", c.dir, "init", "--quiet")
		c.git("-C", c.dir, "remote", "add", "origin", "file://"+c.bare())
	}
	return c
}

func (c *crowd) bare() string { return filepath.Join(filepath.Dir(c.dir), "site.git") }

func (c *crowd) git(args ...string) {
	c.t.Helper()
	if out, err := exec.Command("git", append([]string{"-c", "user.name=Asha", "-c", "user.email=asha@example.org"}, args...)...).CombinedOutput(); err != nil {
		c.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// publishAll gives the accounts a baseline, and then the site its articles; each
// machine has a clone, or the one folder.
func (c *crowd) publishAll() {
	c.publish(day(23, "09:00"))
	c.nadi(0, day(23, "09:00"), "syndicate", "adopt")
	files := map[string]string{}
	for i := range crowdItems {
		files[fmt.Sprintf("content/articles/item%d.md", i)] = written(fmt.Sprintf("item%d", i), fmt.Sprintf("Item %d", i), "2026-11-24")
	}
	c.write(files)
	c.publish(day(24, "09:00"))
	for i := range crowdSize {
		dir := c.dir
		if c.kind == "git" {
			if i == 0 {
				c.git("-C", c.dir, "add", "nadi.yaml", "content")
				c.git("-C", c.dir, "commit", "--quiet", "-m", "a hundred articles")
				c.git("-C", c.dir, "push", "--quiet", "origin", "HEAD:main")
			}
			dir = filepath.Join(c.t.TempDir(), "clone")
			c.git("clone", "--quiet", "--depth=1", "--branch=main", "file://"+c.bare(), dir)
		}
		c.machines = append(c.machines, dir)
	}
}

// rush starts everybody at once. With kills each is killed at a random moment,
// three times, and started again.
func (c *crowd) rush(kills bool) {
	var all sync.WaitGroup
	for i, dir := range c.machines {
		all.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(i), 1))
			for range 3 {
				if kills {
					c.start(dir, time.Duration(100+rng.IntN(1500))*time.Millisecond)
				}
			}
			c.start(dir, 10*time.Minute)
		})
	}
	all.Wait()
}

// start runs the program until it ends, or is killed.
func (c *crowd) start(dir string, patience time.Duration) {
	run := exec.Command(c.bin, "-C", dir, "--now", day(24, "10:00"), "syndicate")
	run.Env = c.env
	if err := run.Start(); err != nil {
		c.t.Error(err)
		return
	}
	kill := time.AfterFunc(patience, func() { run.Process.Kill() })
	_ = run.Wait() // what it came to is seen at the accounts
	kill.Stop()
}

// afterwards demands exactly one post of each article on each account. After
// kills the intents of the dead end first; then what can be proved or found
// settles itself, and of the rest a person says what became of it.
func (c *crowd) afterwards(kills bool) {
	c.t.Helper()
	late := day(24, "10:30")
	out, code := c.settle(late)
	if !kills && code != 0 {
		c.t.Errorf("a run after all others exits with %d:\n%s", code, out)
	}
	for _, a := range crowdAccounts {
		if a == "screens" && kills {
			c.ask(late)
		}
	}
	for _, a := range crowdAccounts {
		seen := map[string]int{}
		for _, p := range c.net.posts[a] {
			seen[p.link]++
		}
		for link, n := range seen {
			if n > 1 {
				c.t.Errorf("%s shows %s %d times", a, link, n)
			}
		}
		if len(seen) != crowdItems {
			c.t.Errorf("%s shows %d articles, want %d\n%s", a, len(seen), crowdItems, out)
		}
	}
	c.want(c.nadi(0, late, "ledger", "verify"), "nothing in it that should not be there")
}

// ask lets a person look at the account that cannot be read back.
func (c *crowd) ask(late string) {
	c.t.Helper()
	for i := range crowdItems {
		item := fmt.Sprintf("item%d", i)
		out, _ := c.try(late, "--json", "syndicate", "status", "--only", item, "--account", "screens")
		if !strings.Contains(out, `"state": "unknown"`) && !strings.Contains(out, `"skip": "unknown"`) {
			continue
		}
		verdict := []string{"--not-posted"}
		if c.net.shows("screens", "/articles/"+item+"/") > 0 {
			verdict = []string{"--posted", "https://social.example/1"}
		}
		c.nadi(0, late, append([]string{"syndicate", "resolve", item, "screens"}, verdict...)...)
	}
	if out, code := c.settle(late); code != 0 {
		c.t.Errorf("after a person looked a run exits with %d:\n%s", code, out)
	}
}

// settle runs once more, and again while the dead have the turn of an account.
func (c *crowd) settle(late string) (out string, code int) {
	for start := time.Now(); time.Since(start) < 3*time.Minute; time.Sleep(5 * time.Second) {
		if out, code = c.try(late, "syndicate"); !strings.Contains(out, "being sent by another run") {
			break
		}
	}
	return out, code
}
