package publish

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// big is a site of n articles and their lists, in edition e; two editions
// share some files, differ in some, and have some of their own.
func big(n, e int) tree {
	t := tree{}
	for i := range n {
		edition := e
		if i%3 == 0 {
			edition = 0
		}
		body := strings.Repeat(fmt.Sprintf("article %d, edition %d. ", i, edition), 1+i%40)
		t[fmt.Sprintf("articles/a%04d/index.html", i+e*n/4)] = body
		t[fmt.Sprintf("topics/t%d/page/%d/index.html", i%7, i)] = body
	}
	for _, p := range []string{"index.html", "index.xml", "sitemap.xml", "assets/style." + strconv.Itoa(e) + ".css"} {
		t[p] = p + " " + strconv.Itoa(e)
	}
	t["turn"+strings.Repeat("/x", e%2+1)] = "file or folder"
	return t
}

const killSize = 40

// TestKilledChild is the process that TestKill kills; alone it does nothing.
// NADI_PUBLISH_CHILD is "edition change output": it publishes the edition and
// kills itself before that change, or says each change and waits to be killed.
func TestKilledChild(t *testing.T) {
	var edition, at int
	var out string
	if n, _ := fmt.Sscanf(os.Getenv("NADI_PUBLISH_CHILD"), "%d %d %s", &edition, &at, &out); n != 3 {
		t.Skip("runs only as a child of TestKill")
	}
	changes := 0
	_, err := build(out, big(killSize, edition), func(kind, path string) error {
		changes++
		fmt.Fprintf(os.Stdout, "change %d %s %s\n", changes, kind, path)
		if changes == at {
			self, err := os.FindProcess(os.Getpid())
			if err == nil {
				err = self.Kill()
			}
			if err != nil {
				panic(err)
			}
			select {} // the signal is on its way
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func child(ctx context.Context, t *testing.T, edition, at int, out string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestKilledChild$")
	cmd.Env = append(os.Environ(), fmt.Sprintf("NADI_PUBLISH_CHILD=%d %d %s", edition, at, out))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(pipe)
}

// TestKill kills a real process in the middle of a publication, by its own
// hand before a chosen change and from outside while it is at work, and then
// kills the one that recovers, too.
func TestKill(t *testing.T) {
	out := filepath.Join(scratch(t), "public")
	s := &script{}
	mustBuild(t, out, big(killSize, 1))
	if _, err := build(out, big(killSize, 2), s.hook); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 11))
	for round := range 24 {
		at, outside := 1+random.IntN(s.n), round%2 == 1
		t.Run(fmt.Sprintf("%d outside=%t", at, outside), func(t *testing.T) {
			out := filepath.Join(scratch(t), "public")
			mustBuild(t, out, big(killSize, 1))
			kill(t, out, at, outside)
			if round%4 >= 2 {
				kill(t, out, 1+random.IntN(at), outside)
			}
			settle(t, out, big(killSize, 1), big(killSize, 2), big(killSize, 2))
			mustBuild(t, out, big(killSize, 2))
			wantTree(t, out, big(killSize, 2))
		})
	}
}

// kill runs a child that publishes edition 2 until the change numbered at.
func kill(t *testing.T, out string, at int, outside bool) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	byItself := at
	if outside {
		byItself = 1 << 30
	}
	cmd, lines := child(ctx, t, 2, byItself, out)
	seen := 0
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "change ") {
			seen++
		}
		if outside && seen == at {
			cmd.Process.Kill()
		}
	}
	err := cmd.Wait()
	if ctx.Err() != nil {
		t.Fatal("the child hangs")
	}
	if !outside && seen == at && err == nil {
		t.Fatal("the child was to be killed and lives")
	}
}
