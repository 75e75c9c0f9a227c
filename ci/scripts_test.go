// Package ci has no Go of its own. It holds what runs in a host's continuous
// integration: scripts, a template for GitLab, a plugin for Netlify. These tests
// run the scripts with a program in nadi's place that notes how it was called,
// because what a person types into a form must arrive as one argument or not at
// all. They need bash, jq and GNU date, and are skipped without them, except
// where CI is set. test/workflows runs them again with the real program.
package ci

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil || runtime.GOOS != "linux" {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing", p)
			}
			t.Skipf("needs %s, on Linux", p)
		}
	}
}

// stand writes a program that stands in nadi's place: it notes each call's
// arguments, then runs the given lines of bash.
func stand(t *testing.T, lines string) (program string, calls func() [][]string) {
	t.Helper()
	dir := t.TempDir()
	program, notes := filepath.Join(dir, "nadi"), filepath.Join(dir, "calls")
	text := "#!/usr/bin/env bash\n{ printf '%s\\0' \"$@\"; printf '\\1\\0'; } >>'" + notes + "'\n" + lines + "\n"
	if err := os.WriteFile(program, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return program, func() (all [][]string) {
		b, _ := os.ReadFile(notes)
		var one []string
		for _, a := range strings.Split(strings.TrimSuffix(string(b), "\x00"), "\x00") {
			if a == "\x01" {
				all, one = append(all, one), nil
			} else {
				one = append(one, a)
			}
		}
		return all
	}
}

type ran struct {
	code                  int
	out, summary, outputs string
}

// script runs one of ours in an environment of nothing but these variables.
func script(t *testing.T, env map[string]string, name string, args ...string) ran {
	t.Helper()
	dir := t.TempDir()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	c.Dir = dir
	summary, outputs := filepath.Join(dir, "summary"), filepath.Join(dir, "outputs")
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "GITHUB_STEP_SUMMARY=" + summary, "GITHUB_OUTPUT=" + outputs}
	for k, v := range env {
		c.Env = append(c.Env, k+"="+v)
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	r := ran{}
	var exit *exec.ExitError
	if err := c.Run(); errors.As(err, &exit) {
		r.code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	s, _ := os.ReadFile(summary)
	o, _ := os.ReadFile(outputs)
	r.out, r.summary, r.outputs = out.String(), string(s), string(o)
	return r
}

// form is a form as somebody filled it in: action, article, account, words,
// answer.
type form [5]string

func (f form) env(program string) map[string]string {
	return map[string]string{"NADI": program, "OPERATE_ACTION": f[0], "OPERATE_ARTICLE": f[1], "OPERATE_ACCOUNT": f[2], "OPERATE_WORDS": f[3], "OPERATE_ANSWER": f[4],
		"OPERATE_ACTOR": "meera-gh", "OPERATE_ATTEMPT": "1", "OPERATE_PEOPLE": "asha-gh=asha-example meera-gh=dr-meera-example"}
}

func TestOperate(t *testing.T) {
	need(t, "bash")
	const hostile = `"; rm -rf / #$(touch /tmp/x)'` + "`id`" + ` ${IFS} \ --account=x`
	for _, x := range []struct {
		form form
		want []string
	}{
		{form{"pause", "", "", "accident on the ring road", "none"}, []string{"pause", "--reason=accident on the ring road", "--who=meera-gh"}},
		{form{"pause", "", "mastodon-hi", "बाढ़", ""}, []string{"pause", "--reason=बाढ़", "--who=meera-gh", "--account=mastodon-hi"}},
		{form{"pause", "", "", hostile, ""}, []string{"pause", "--reason=" + hostile, "--who=meera-gh"}},
		{form{"pause", "", "", "--help", ""}, []string{"pause", "--reason=--help", "--who=meera-gh"}},
		{form{"resume", "", "", "", "none"}, []string{"resume", "--who=meera-gh"}},
		{form{"resume", "", "x", "", ""}, []string{"resume", "--who=meera-gh", "--account=x"}},
		{form{"resolve", "heat.en", "mastodon-hi", "https://social.example/@riverside/1?a=1&b=$(id)", "posted"},
			[]string{"syndicate", "resolve", "heat.en", "mastodon-hi", "--who=meera-gh", "--posted=https://social.example/@riverside/1?a=1&b=$(id)"}},
		{form{"resolve", "heat.en", "x", "", "not-posted"}, []string{"syndicate", "resolve", "heat.en", "x", "--who=meera-gh", "--not-posted"}},
		{form{"resolve", "लू.hi", "x", "", "skip"}, []string{"syndicate", "resolve", "लू.hi", "x", "--who=meera-gh", "--skip"}},
		{form{"approve", "heat.en", "", "", "none"}, []string{"approve", "heat.en", "--as=dr-meera-example"}},
		{form{"approve", "heat", "x", "", "none"}, []string{"approve", "heat", "--as=dr-meera-example", "--account=x"}},
		{form{"retract", "heat", "", "", ""}, []string{"syndicate", "retract", "heat"}},
		{form{"takedown", "heat.zh-Hant", "x", "", ""}, []string{"syndicate", "takedown", "heat.zh-Hant", "--account=x"}},
		{form{"takedown", "$(id);x", "", "", ""}, []string{"syndicate", "takedown", "$(id);x"}}, // no id, but one argument; nadi knows none such
	} {
		program, calls := stand(t, "echo done; echo '```'")
		r := script(t, x.form.env(program), "operate")
		if got := calls(); r.code != 0 || len(got) != 1 || !slices.Equal(got[0], x.want) {
			t.Errorf("%q: exit %d, called %q\n  want %q\n%s", x.form, r.code, got, x.want, r.out)
		}
		if !strings.Contains(r.summary, "asked for by meera-gh:\n\n    done\n    ```\n") {
			t.Errorf("%q: the summary is %q", x.form, r.summary)
		}
	}
}

// TestOperateRefuses: what cannot be meant is not done, and is said.
func TestOperateRefuses(t *testing.T) {
	need(t, "bash")
	for _, x := range []struct {
		form form
		says string
	}{
		{form{"", "", "", "", ""}, "choose what to do"},
		{form{"build", "", "", "", ""}, "choose what to do"},
		{form{"pause; id", "", "", "", ""}, "choose what to do"},
		{form{"pause", "", "", "", ""}, "pause needs the words"},
		{form{"pause", "heat", "", "why", ""}, "pause takes no article"},
		{form{"pause", "", "", "why", "skip"}, "pause takes no answer"},
		{form{"pause", "", "", "two\nlines", ""}, "one line"},
		{form{"pause", "", "", "\x1b[2J", ""}, "one line"},
		{form{"pause", "", "", strings.Repeat("क", 501), ""}, "at most 500"},
		{form{"pause", "", "--help", "why", ""}, "account: write one name"},
		{form{"pause", "", "x y", "why", ""}, "account: write one name"},
		{form{"pause", "", "x\ny", "why", ""}, "account: write one name"},
		{form{"resume", "", "", "why", ""}, "resume takes no words"},
		{form{"resolve", "", "x", "", "skip"}, "resolve needs the article"},
		{form{"resolve", "heat", "", "", "skip"}, "resolve needs the account"},
		{form{"resolve", "heat", "x", "", "none"}, "resolve needs an answer"},
		{form{"resolve", "heat", "x", "", "posted"}, "must be the address"},
		{form{"resolve", "heat", "x", "javascript:alert(1)", "posted"}, "must be the address"},
		{form{"resolve", "heat", "x", "https://a b", "posted"}, "must be the address"},
		{form{"resolve", "heat", "x", "https://a", "skip"}, "resolve takes no words"},
		{form{"approve", "", "", "", ""}, "approve needs the article"},
		{form{"approve", "heat", "", "asha-example", ""}, "approve takes no words"},
		{form{"takedown", "", "", "", ""}, "takedown needs the article"},
		{form{"takedown", "--help", "", "", ""}, "article: write one id"},
		{form{"takedown", "-heat", "", "", ""}, "article: write one id"},
		{form{"takedown", "heat\n--done", "", "", ""}, "article: write one id"},
		{form{"takedown", "heat cold", "", "", ""}, "article: write one id"},
		{form{"retract", "heat", "", "", "posted"}, "retract takes no answer"},
	} {
		program, calls := stand(t, "")
		r := script(t, x.form.env(program), "operate")
		if r.code != 2 || len(calls()) > 0 || !strings.Contains(r.out, x.says) || !strings.Contains(r.summary, "Nothing was done") {
			t.Errorf("%q: exit %d, called %q, said %q", x.form, r.code, calls(), r.out)
		}
	}
}

// TestOperateActor: who did it is whoever pressed the button, now.
func TestOperateActor(t *testing.T) {
	need(t, "bash")
	for name, change := range map[string]map[string]string{
		"an old run":        {"OPERATE_ATTEMPT": "2"},
		"nobody":            {"OPERATE_ACTOR": ""},
		"a flag":            {"OPERATE_ACTOR": "--as=x"},
		"two":               {"OPERATE_ACTOR": "meera-gh asha-gh"},
		"not in the list":   {"OPERATE_ACTOR": "rohan-gh"},
		"half a name":       {"OPERATE_ACTOR": "meera"},
		"no list":           {"OPERATE_PEOPLE": ""},
		"no name":           {"OPERATE_PEOPLE": "meera-gh="},
		"a name with flags": {"OPERATE_PEOPLE": "meera-gh=--help"},
	} {
		program, calls := stand(t, "")
		env := form{"approve", "heat", "", "", ""}.env(program)
		for k, v := range change {
			env[k] = v
		}
		if r := script(t, env, "operate"); r.code != 2 || len(calls()) > 0 {
			t.Errorf("%s: exit %d, called %q", name, r.code, calls())
		}
	}
}

// TestOperateCode: nadi's exit code is ours, and what it said is shown.
func TestOperateCode(t *testing.T) {
	need(t, "bash")
	for _, code := range []int{1, 3, 4} {
		program, _ := stand(t, fmt.Sprintf("echo by hand >&2; exit %d", code))
		r := script(t, form{"takedown", "heat", "", "", ""}.env(program), "operate")
		if r.code != code || !strings.Contains(r.out, "by hand") || !strings.Contains(r.summary, "    by hand") {
			t.Errorf("exit %d for %d; said %q and %q", r.code, code, r.out, r.summary)
		}
	}
}
