package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// networking is a script's live site and networks, once it has asked for them.
type networking struct {
	net *fakenet
	off map[string]bool // places that hang up: networks, or "site"
}

type networkingKey struct{}

func networksOf(ts *testscript.TestScript) *networking {
	n := ts.Value(networkingKey{}).(*networking)
	if n.net == nil {
		ts.Fatalf("there are no networks; write networks FILE… first")
	}
	return n
}

// startNetworks is "networks DIR FILE…": the folder DIR is the live site at
// $NET/site, and there is one account on each of six networks, whose secrets
// are set. In the files, ${NET} and the hosts ${M1}, ${M2} and ${BLUE} are
// filled in.
func startNetworks(t *testing.T) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		n := ts.Value(networkingKey{}).(*networking)
		n.net, n.off = newFakenet(t), map[string]bool{}
		n.net.site = ts.MkAbs(args[0])
		n.net.before = n.hangUp
		for _, s := range n.net.secrets() {
			name, value, _ := strings.Cut(s, "=")
			ts.Setenv(name, value)
		}
		places := map[string]string{"NET": n.net.URL, "M1": n.net.hosts["m1"], "M2": n.net.hosts["m2"], "BLUE": n.net.hosts["blue"]}
		for name, url := range places {
			ts.Setenv(name, url)
		}
		for _, file := range args[1:] {
			text := os.Expand(ts.ReadFile(file), func(name string) string { return places[name] })
			ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o644))
		}
	}
}

// hangUp is how a place answers that is off.
func (n *networking) hangUp(_ int, r *http.Request) {
	place, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	n.net.mu.Lock()
	off := n.off[place]
	n.net.mu.Unlock()
	if off {
		panic(http.ErrAbortHandler)
	}
}

// switchPlace is "offline PLACE" and "online PLACE": site, m1, m2, blue, x, fb
// or hook.
func switchPlace(off bool) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		n := networksOf(ts)
		n.net.mu.Lock()
		defer n.net.mu.Unlock()
		n.off[args[0]] = off
	}
}

// loseReply is "lose ACCOUNT": its next post is made, and the answer is lost.
func loseReply(ts *testscript.TestScript, neg bool, args []string) {
	n := networksOf(ts)
	n.net.mu.Lock()
	defer n.net.mu.Unlock()
	n.net.lose[args[0]] = true
}

// moveClock is "clock PLACE DURATION": the clock there is ahead by so much.
func moveClock(ts *testscript.TestScript, neg bool, args []string) {
	off, err := time.ParseDuration(args[1])
	ts.Check(err)
	n := networksOf(ts)
	n.net.mu.Lock()
	defer n.net.mu.Unlock()
	n.net.clocks[args[0]] = off
}

// theMoment is "moment VARIABLE": it gets the present, a whole second that has
// just begun.
func theMoment(ts *testscript.TestScript, neg bool, args []string) {
	next := time.Now().Truncate(time.Second).Add(time.Second)
	time.Sleep(time.Until(next))
	ts.Setenv(args[0], next.UTC().Format(time.RFC3339))
}

// countPosts is "posts ACCOUNT N [WORDS]": the account shows so many posts,
// that is, so many whose text or link has the words.
func countPosts(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	words := ""
	if len(args) > 2 {
		words = args[2]
	}
	if got := networksOf(ts).net.shows(args[0], words); got != want {
		ts.Fatalf("%s shows %d posts %s, want %d", args[0], got, words, want)
	}
}

// matchPost is "[!] posttext ACCOUNT REGEXP": the text of the account's newest
// post.
func matchPost(ts *testscript.TestScript, neg bool, args []string) {
	n := networksOf(ts)
	n.net.mu.Lock()
	defer n.net.mu.Unlock()
	posts := n.net.posts[args[0]]
	if len(posts) == 0 {
		ts.Fatalf("%s shows no post", args[0])
	}
	text := posts[len(posts)-1].text
	if regexp.MustCompile("(?m)"+args[1]).MatchString(text) == neg {
		ts.Fatalf("%s shows %q; matched by %q: %v", args[0], text, args[1], !neg)
	}
}

// replaceText is "replace FILE OLD NEW …": each OLD must be there. \n is a new
// line.
func replaceText(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	for i := 1; i+1 < len(args); i += 2 {
		old, by := strings.ReplaceAll(args[i], `\n`, "\n"), strings.ReplaceAll(args[i+1], `\n`, "\n")
		if !strings.Contains(text, old) {
			ts.Fatalf("%s has no %q", args[0], old)
		}
		text = strings.ReplaceAll(text, old, by)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// appendText is "append FILE TEXT": a line is added.
func appendText(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0o644)
	ts.Check(err)
	_, err = f.WriteString(args[1] + "\n")
	ts.Check(err)
	ts.Check(f.Close())
}

// withoutLines is "without FROM REGEXP FILE": FILE gets the lines of FROM
// (stdout, or a file) that do not match, such as those with a hash.
func withoutLines(ts *testscript.TestScript, neg bool, args []string) {
	drop := regexp.MustCompile(args[1])
	var kept strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if !drop.MatchString(line) {
			kept.WriteString(line)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(kept.String()), 0o644))
}

// noSecrets is "nosecrets FOLDER": no file below the folder, and nothing that
// the last program printed, has the value of a secret.
func noSecrets(ts *testscript.TestScript, neg bool, args []string) {
	texts := map[string]string{"stdout": ts.ReadFile("stdout"), "stderr": ts.ReadFile("stderr")}
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			data, rerr := os.ReadFile(path)
			texts[path], err = string(data), rerr
		}
		return err
	}))
	for where, text := range texts {
		if i := strings.Index(text, "s3cret"); i >= 0 {
			ts.Fatalf("%s shows a secret: %s", where, text[max(0, i-40):min(len(text), i+40)])
		}
	}
}
