package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serving is a running nadi serve. What it prints arrives line by line, so
// that a script waits for words and never for time.
type serving struct {
	cmd   *exec.Cmd
	url   string
	lines chan string
}

type servingKey struct{}

// patience ends a test that would otherwise wait for ever. It passes only
// when something is wrong.
const patience = time.Minute

// startPreview is "preview ARGS…": nadi serve ARGS in the background; $PORT is
// where it answers.
func startPreview(ts *testscript.TestScript, neg bool, args []string) {
	serveBehind(ts, append([]string{"serve"}, args...))
}

// startDemo is "demo ARGS…": nadi publish --demo ARGS in the background.
func startDemo(ts *testscript.TestScript, neg bool, args []string) {
	serveBehind(ts, append([]string{"publish", "--demo"}, args...))
}

func serveBehind(ts *testscript.TestScript, args []string) {
	name, err := exec.LookPath("nadi")
	ts.Check(err)
	p := ts.Value(servingKey{}).(*serving)
	p.cmd = exec.Command(name, args...)
	p.cmd.Dir = ts.MkAbs(".")
	p.cmd.Env = append(os.Environ(), "NO_COLOR=1", "HOME="+ts.Getenv("HOME"), "TMPDIR="+ts.Getenv("TMPDIR"))
	out, in, err := os.Pipe()
	ts.Check(err)
	p.cmd.Stdout, p.cmd.Stderr = in, in
	ts.Check(p.cmd.Start())
	in.Close()
	ts.Defer(func() { p.cmd.Process.Kill(); out.Close() })
	lines := make(chan string, 1000) // the next preview of a script has its own
	p.lines = lines
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			lines <- s.Text()
		}
	}()
	line := p.await(ts, `http://[^ "]+`)
	u, err := url.Parse(regexp.MustCompile(`http://[^ "]+`).FindString(line))
	ts.Check(err)
	p.url = "http://" + u.Host
	ts.Setenv("PORT", u.Port())
}

// awaitLine is "await REGEXP": passes over what the preview prints until a
// line matches.
func awaitLine(ts *testscript.TestScript, neg bool, args []string) {
	ts.Value(servingKey{}).(*serving).await(ts, args[0])
}

func (p *serving) await(ts *testscript.TestScript, pattern string) string {
	want := regexp.MustCompile(pattern)
	limit := time.After(patience)
	for {
		select {
		case line, ok := <-p.lines:
			if !ok {
				ts.Fatalf("the preview ended before it printed %q", pattern)
			}
			ts.Logf("[preview] %s", line)
			if want.MatchString(line) {
				return line
			}
		case <-limit:
			ts.Fatalf("the preview has not printed %q", pattern)
		}
	}
}

// getPage is "get PATH FILE [HOST]": FILE gets the preview's answer, status
// and headers above the body. Redirects are shown, not followed.
func getPage(ts *testscript.TestScript, neg bool, args []string) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, ts.Value(servingKey{}).(*serving).url+args[0], nil)
	ts.Check(err)
	if len(args) > 2 {
		req.Host = args[2]
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	var b strings.Builder
	b.WriteString(res.Status + "\n")
	ts.Check(res.Header.Write(&b))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), append([]byte(b.String()+"\n"), body...), 0o644))
}

// endPreview is "end": Ctrl-C; the preview must then exit with 0.
func endPreview(ts *testscript.TestScript, neg bool, args []string) {
	p := ts.Value(servingKey{}).(*serving)
	ts.Check(p.cmd.Process.Signal(os.Interrupt))
	if err := p.cmd.Wait(); err != nil {
		ts.Fatalf("after Ctrl-C the preview ended with %v", err)
	}
}
