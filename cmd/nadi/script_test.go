package main

import (
	"bytes"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	programs := map[string]func(){"nadi": func() { os.Exit(run()) }}
	if os.Getenv("NADI_ENCODERS") == "" { // else the real one is tested
		programs["cwebp"] = fakeEncoder
	}
	testscript.Main(tidy{m}, programs)
}

// tidy takes the binary away that some tests build.
type tidy struct{ *testing.M }

func (t tidy) Run() int {
	defer os.RemoveAll(programDir)
	return t.M.Run()
}

// TestScript drives the real program. Scripts are named verb_topic.txtar, and
// the first line of each says why it is there. -update rewrites what a script
// expects.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       os.Getenv("NADI_UPDATE") != "",
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("BIN", filepath.SplitList(env.Getenv("PATH"))[0]) // our own programs
			env.Setenv("DATABASE", os.Getenv("NADI_POSTGRES")+"&search_path=script_"+strconv.Itoa(os.Getpid()))
			if u, err := url.Parse(os.Getenv("NADI_SSH")); err == nil && u.Path != "" {
				env.Vars = append(env.Vars, "NADI_SSH="+u.String(), "SSHFOLDER="+u.Path, "SSHNAME=script-"+strconv.Itoa(os.Getpid())+".git")
			}
			env.Values[servingKey{}] = &serving{}
			env.Values[networkingKey{}] = &networking{}
			env.Values[hostKey{}] = &host{}
			return nil
		},
		ContinueOnError: true,
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "tmpfs":
				return canMount(), nil
			case "root":
				return os.Geteuid() == 0, nil
			case "postgres": // started by test/postgres
				return os.Getenv("NADI_POSTGRES") != "", nil
			case "ssh": // started by test/git
				return os.Getenv("NADI_SSH") != "", nil
			}
			return false, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bytes": writeBytes,

			"photograph": writePhotograph,

			"serve":   serveFolder,
			"tmpfs":   mountTmpfs,
			"status":  status,
			"escapes": writeEscapes,
			"tree":    listTree,
			"preview": startPreview,
			"demo":    startDemo,
			"await":   awaitLine,
			"get":     getPage,
			"end":     endPreview,

			"netlify":   startNetlify,
			"host":      setNetlify,
			"bucket":    startBucket(t),
			"objects":   listObjects,
			"interrupt": interruptProgram,
			"fillin":    fillIn,

			"networks":  startNetworks(t),
			"offline":   switchPlace(true),
			"online":    switchPlace(false),
			"lose":      loseReply,
			"clock":     moveClock,
			"moment":    theMoment,
			"posts":     countPosts,
			"posttext":  matchPost,
			"replace":   replaceText,
			"append":    appendText,
			"without":   withoutLines,
			"nosecrets": noSecrets,
			"unix2crlf": func(ts *testscript.TestScript, _ bool, args []string) {
				text := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
			},
		},
	})
}

// writeBytes is "bytes FILE SIZE HEAD": a file of SIZE bytes that begins with
// the file HEAD.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	data := append([]byte(ts.ReadFile(args[2])), bytes.Repeat([]byte("word "), size/5+1)...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data[:size], 0o644))
}

// writeEscapes is "escapes FILE SOURCE": FILE gets SOURCE, with the byte that
// it means for every \x1b, since a script file holds only text.
func writeEscapes(ts *testscript.TestScript, neg bool, args []string) {
	escape := regexp.MustCompile(`\\x[0-9a-f]{2}`)
	text := escape.ReplaceAllStringFunc(ts.ReadFile(args[1]), func(s string) string {
		b, err := strconv.ParseUint(s[2:], 16, 8)
		ts.Check(err)
		return string([]byte{byte(b)})
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// serveFolder is "serve DIR": a web server on loopback for a folder; its
// address is $SITE.
func serveFolder(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	web := &http.Server{Handler: http.FileServer(http.Dir(ts.MkAbs(args[0])))}
	go web.Serve(l)
	ts.Defer(func() { web.Close() })
	ts.Setenv("SITE", "http://"+l.Addr().String())
}

// status is "status CODE nadi ARGS…": the program's exit code.
func status(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := err.(*exec.ExitError); ok {
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%v exits with %d, want %d", args[1:], got, want)
	}
}

func canMount() bool {
	return runtime.GOOS == "linux" && os.Geteuid() == 0 && exec.Command("mount", "--version").Run() == nil && tryMount() == nil
}

// tryMount finds out whether this sandbox lets root mount at all.
func tryMount() error {
	dir, err := os.MkdirTemp("", "nadi-mount")
	if err != nil {
		return err
	}
	defer os.Remove(dir)
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir).Run(); err != nil {
		return err
	}
	return exec.Command("umount", dir).Run()
}

// mountTmpfs is "tmpfs DIR SIZE": a small file system, for full disks.
func mountTmpfs(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(exec.Command("mount", "-t", "tmpfs", "-o", "size="+args[1], "tmpfs", dir).Run())
	ts.Defer(func() { exec.Command("umount", dir).Run() })
}
