package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestKill kills the program with SIGKILL at every effect: at each request,
// before the other side has acted on it and after, and whenever the ledger has
// got another line. Whatever is left then, the next runs finish it: nothing is
// posted twice, and what nobody can know is left to a person and to nobody
// else. By default a sample of the moments, with NADI_FULL all of them.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts the program many times")
	}
	t.Parallel()
	base := newVictim(t)
	total := base.undisturbed()
	stride := 9
	if os.Getenv("NADI_FULL") != "" {
		stride = 1
	}
	moments := 0
	for n := 1; n <= total; n += stride {
		for _, after := range []bool{false, true} {
			newVictim(t).killedAt(n, after)
			moments++
		}
	}
	for line := base.before + 1; line <= base.lines(); line += max(1, stride/3) {
		newVictim(t).killedAtLine(line)
		moments++
	}
	t.Logf("%d requests, %d ledger lines, killed at %d moments", total, base.lines()-base.before, moments)
}

// victim is a newsroom whose next run is killed.
type victim struct {
	*newsroom
	before int // lines of the ledger
}

func newVictim(t *testing.T) *victim {
	v := &victim{newsroom: newNewsroom(t, (*fakenet).accounts)}
	v.publish(day(24, "09:00"))
	v.nadi(0, day(24, "09:00"), "syndicate", "adopt")
	v.write(map[string]string{"content/articles/heat.md": written("heat1", "Heat", "2026-11-24")})
	v.publish(day(24, "10:00"))
	v.before = v.lines()
	return v
}

func (v *victim) lines() int {
	data, _ := os.ReadFile(v.ledger())
	return bytes.Count(data, []byte("\n"))
}

// undisturbed counts the requests of a run in which nothing happens.
func (v *victim) undisturbed() int {
	v.t.Helper()
	begin := v.net.seen
	v.nadi(0, day(24, "10:00"), "syndicate")
	v.everywhere(1, "/articles/heat/")
	return v.net.seen - begin
}

// start begins the run that will not end.
func (v *victim) start() *exec.Cmd {
	v.t.Helper()
	c := exec.Command(v.bin, "-C", v.dir, "--now", day(24, "10:00"), "syndicate")
	c.Env, c.Stdout, c.Stderr = v.env, &v.all, &v.all
	if err := c.Start(); err != nil {
		v.t.Fatal(err)
	}
	return c
}

func (v *victim) killedAt(n int, after bool) {
	v.t.Helper()
	begin := v.net.seen
	var process atomic.Pointer[os.Process]
	kill := func(at int, _ *http.Request) {
		if at-begin == n {
			for process.Load() == nil {
				time.Sleep(time.Millisecond)
			}
			_ = process.Load().Signal(syscall.SIGKILL)
		}
	}
	v.net.mu.Lock()
	if after {
		v.net.after = kill
	} else {
		v.net.before = kill
	}
	v.net.mu.Unlock()
	c := v.start()
	process.Store(c.Process)
	_ = c.Wait()
	v.net.mu.Lock()
	v.net.before, v.net.after = nil, nil
	v.net.mu.Unlock()
	v.aftermath()
}

func (v *victim) killedAtLine(line int) {
	v.t.Helper()
	c := v.start()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for v.lines() < line && c.Process.Signal(syscall.Signal(0)) == nil {
			time.Sleep(100 * time.Microsecond)
		}
		_ = c.Process.Signal(syscall.SIGKILL)
	}()
	_ = c.Wait()
	<-done
	v.aftermath()
}

// aftermath runs the program at once, and again after every deadline. What is
// then unknown is a webhook's, or an account whose fake shows nothing of it; a
// person says what is there, and the last run finishes everything.
func (v *victim) aftermath() {
	v.t.Helper()
	for _, now := range []string{day(24, "10:01"), day(24, "10:20")} {
		out, code := v.try(now, "syndicate")
		if code == 1 || code == 2 {
			v.t.Fatalf("after the kill: exit %d\n%s", code, out)
		}
		v.twice()
	}
	out, code := v.try(day(24, "10:25"), "syndicate", "status")
	for _, a := range fakeAccounts {
		if !strings.Contains(out, "heat1.en on "+a+" is unknown") {
			continue
		}
		args := []string{"syndicate", "resolve", "heat1.en", a, "--not-posted"}
		if v.net.shows(a, "/articles/heat/") == 1 {
			args = []string{"syndicate", "resolve", "heat1.en", a, "--posted", "https://social.example/1"}
			if a != "screens" {
				v.t.Errorf("%s can be read back and is left to a person:\n%s", a, out)
			}
		}
		v.nadi(0, day(24, "10:25"), args...)
		code = 0
	}
	if code != 0 {
		v.t.Errorf("status exits with %d:\n%s", code, out)
	}
	v.nadi(0, day(24, "10:30"), "syndicate")
	v.everywhere(1, "/articles/heat/")
}

func (v *victim) twice() {
	v.t.Helper()
	for _, a := range fakeAccounts {
		if n := v.net.shows(a, "/articles/heat/"); n > 1 {
			v.t.Fatalf("%s shows the article %d times", a, n)
		}
	}
}
