package tokenfile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func opened(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s.interval = time.Millisecond
	return s
}

// stored is what a fresh store says of an account.
func stored(t *testing.T, path, account string) string {
	t.Helper()
	token, err := opened(t, path).Swap(t.Context(), account, func(old string) (string, error) { return old, nil })
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestSwap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.json")
	s := opened(t, path)
	for _, step := range []struct{ account, old, fresh string }{
		{"x-main", "", "one"}, {"x-hi", "", "eins"}, {"x-main", "one", "two"}, {"x-main", "two", "two"}, {"x-hi", "eins", `"{}` + "\n"},
	} {
		got, err := s.Swap(t.Context(), step.account, func(old string) (string, error) {
			if old != step.old {
				t.Errorf("%s: refresh is passed %q, want %q", step.account, old, step.old)
			}
			return step.fresh, nil
		})
		if err != nil || got != step.fresh {
			t.Errorf("Swap returns %q, %v", got, err)
		}
		if got := stored(t, path, step.account); got != step.fresh {
			t.Errorf("the file has %q, want %q", got, step.fresh)
		}
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info.Mode(), err)
	}
	onlyTokens(t, path)
}

// onlyTokens demands that nothing but the file and its lock is left.
func onlyTokens(t *testing.T, path string) {
	t.Helper()
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if e.Name() != filepath.Base(path) && e.Name() != filepath.Base(path)+lockName {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}

func TestRefreshFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.json")
	s := opened(t, path)
	keep(t, s, "one")
	refused := errors.New("the network refused")
	if _, err := s.Swap(t.Context(), "x-main", func(string) (string, error) { return "two", refused }); !errors.Is(err, refused) {
		t.Errorf("Swap: %v, want the error of refresh", err)
	}
	if got := stored(t, path, "x-main"); got != "one" {
		t.Errorf("after a failed refresh the file has %q, want the old token", got)
	}
	onlyTokens(t, path)
}

func keep(t *testing.T, s *Store, token string) {
	t.Helper()
	if _, err := s.Swap(t.Context(), "x-main", func(string) (string, error) { return token, nil }); err != nil {
		t.Fatal(err)
	}
}

// TestWholeOrNot: while refresh runs and when it panics, the file has the old
// content, and the lock is let go.
func TestWholeOrNot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.json")
	s := opened(t, path)
	keep(t, s, "one")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() { _ = recover() }()
		s.Swap(t.Context(), "x-main", func(string) (string, error) {
			if now, _ := os.ReadFile(path); string(now) != string(before) {
				t.Errorf("during refresh the file is %q", now)
			}
			panic("the machine dies")
		})
	}()
	if got := stored(t, path, "x-main"); got != "one" {
		t.Errorf("the file has %q", got)
	}
}

// TestCrash: what a run left beside the file when it was killed. The whole is
// newer than the file, the rest is nothing.
func TestCrash(t *testing.T) {
	const whole = `{"v":1,"tokens":{"x-main":"two"}}`
	for _, c := range []struct{ name, left, want string }{
		{"before the network answered", strings.Repeat("\x00", room), "one"},
		{"in the middle of the new token", whole[:len(whole)-6] + strings.Repeat("\x00", 100), "one"},
		{"before the file was shortened", whole + strings.Repeat("\x00", 100), "two"},
		{"before the file took its place", whole, "two"},
	} {
		path := filepath.Join(t.TempDir(), "tokens.json")
		s := opened(t, path)
		keep(t, s, "one")
		d, err := s.begin()
		if err != nil {
			t.Fatal(err)
		}
		d.f.Close()
		if err := os.WriteFile(d.f.Name(), []byte(c.left), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := stored(t, path, "x-main"); got != c.want {
			t.Errorf("killed %s: the token is %q, want %q", c.name, got, c.want)
		}
		onlyTokens(t, path)
	}
}

// TestNoRoom: a token is not spent where its successor could not be kept.
func TestNoRoom(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "keep")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s := opened(t, filepath.Join(folder, "tokens.json"))
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	_, err := s.Swap(t.Context(), "x-main", func(string) (string, error) {
		t.Error("refresh is called although nothing can be written")
		return "two", nil
	})
	if err == nil {
		t.Error("no error")
	}
}

func TestRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes there")
	}
	const secret = "refreshTOKEN0001"
	for _, c := range []struct {
		name, data string
		mode       os.FileMode
		want       string
	}{
		{"others read", `{"v":1,"tokens":{"x-main":"` + secret + `"}}`, 0o644, "chmod 600"},
		{"the group writes", `{"v":1,"tokens":{}}`, 0o620, "chmod 600"},
		{"damaged", `{"v":1,"tokens":{"x-main":"` + secret, 0o600, "damaged"},
		{"empty", ``, 0o600, "damaged"},
		{"another type", `{"v":1,"tokens":"` + secret + `"}`, 0o600, "damaged"},
		{"newer", `{"v":2,"tokens":{"x-main":"` + secret + `"}}`, 0o600, "newer"},
	} {
		path := filepath.Join(t.TempDir(), "tokens.json")
		s := opened(t, path)
		if err := os.WriteFile(path, []byte(c.data), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := s.Swap(t.Context(), "x-main", func(string) (string, error) {
			t.Errorf("%s: refresh is called", c.name)
			return "", nil
		})
		_, openErr := Open(path)
		for _, err := range []error{err, openErr} {
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %v; want %q, the path, and no secret", c.name, err, c.want)
			}
		}
		if now, _ := os.ReadFile(path); string(now) != c.data {
			t.Errorf("%s: the file was changed to %q", c.name, now)
		}
	}
}

func TestOpen(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(filepath.Join(folder, "missing", "tokens.json")); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("without folder: %v", err)
	}
	if _, err := Open(folder); err == nil {
		t.Error("a folder is taken for a file")
	}
	real, link := filepath.Join(folder, "real.json"), filepath.Join(folder, "link.json")
	keep(t, opened(t, real), "one")
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	keep(t, opened(t, link), "two")
	if info, err := os.Lstat(link); err != nil || info.Mode().IsRegular() {
		t.Errorf("the link was replaced: %v, %v", info.Mode(), err)
	}
	if got := stored(t, real, "x-main"); got != "two" {
		t.Errorf("behind the link is %q", got)
	}
}

// TestWaits: a second Swap waits for the first, and gives up with its context.
func TestWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens.json")
	first, second := opened(t, path), opened(t, path)
	keep(t, first, "one")
	inside, leave := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		first.Swap(context.Background(), "x-main", func(string) (string, error) {
			close(inside)
			<-leave
			return "two", nil
		})
	})
	<-inside
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := second.Swap(ctx, "x-main", func(string) (string, error) {
		t.Error("refresh is called while another one runs")
		return "three", nil
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Swap: %v, want the deadline", err)
	}
	close(leave)
	wait.Wait()
	if got := stored(t, path, "x-main"); got != "two" {
		t.Errorf("the file has %q", got)
	}
}

// countIn makes a process of this test add to a number in a token file.
const countIn = "NADI_TEST_COUNT_IN"

const rounds = 15

// TestProcesses: of many processes that each add one to the token, none undoes
// another.
func TestProcesses(t *testing.T) {
	if path := os.Getenv(countIn); path != "" {
		count(t, path)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tokens.json")
	var wait sync.WaitGroup
	const processes = 4
	for range processes {
		wait.Go(func() {
			cmd := exec.CommandContext(t.Context(), self, "-test.run=^TestProcesses$")
			cmd.Env = append(os.Environ(), countIn+"="+path)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wait.Wait()
	if got := stored(t, path, "x-main"); got != fmt.Sprint(processes*rounds) {
		t.Errorf("the number is %q, want %d", got, processes*rounds)
	}
	onlyTokens(t, path)
}

func count(t *testing.T, path string) {
	s := opened(t, path)
	for range rounds {
		_, err := s.Swap(t.Context(), "x-main", func(old string) (string, error) {
			n, _ := strconv.Atoi("0" + old)
			return strconv.Itoa(n + 1), nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
