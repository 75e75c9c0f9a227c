package git

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate/ledger"
)

// runner runs git with some input and returns what it prints.
type runner func(ctx context.Context, input []byte, args ...string) ([]byte, error)

// program runs the git of this machine in a folder, on the repository in home,
// or on that of the folder where home is "". It never asks a person anything:
// in CI nobody would answer.
func program(dir, home string) runner {
	return func(ctx context.Context, input []byte, args ...string) ([]byte, error) {
		c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0"}, args...)...)
		c.Env = append(os.Environ(), "GIT_TERMINAL_PROMPT=0", "LC_ALL=C",
			"GIT_AUTHOR_NAME=Nadi", "GIT_AUTHOR_EMAIL=nadi@localhost", "GIT_COMMITTER_NAME=Nadi", "GIT_COMMITTER_EMAIL=nadi@localhost")
		if home != "" {
			c.Env = append(c.Env, "GIT_DIR="+home)
		}
		c.Stdin = bytes.NewReader(input)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		c.WaitDelay = 5 * time.Second
		err := c.Run()
		switch {
		case err == nil:
			return out.Bytes(), nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, exec.ErrNotFound):
			return nil, errors.New("the program git is not installed here")
		}
		return nil, fmt.Errorf("%sgit %s: %s", overSSH(errs.String()), args[0], said(errs.String(), err))
	}
}

// overSSH says what to do where ssh does not get through; its own words are for
// whoever knows it.
func overSSH(text string) string {
	switch {
	case strings.Contains(text, "Host key verification failed"):
		return "the SSH server is not known to this machine: add its host key to known_hosts, after comparing it with what the server's owner publishes; "
	case strings.Contains(text, "Permission denied (publickey"):
		return "the server does not take the SSH key of this machine: give it one that may write, such as a deploy key (docs/ci.md); "
	}
	return ""
}

// said is what git printed, in one line, without addresses: one may hold a
// password.
func said(text string, err error) string {
	var lines []string
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		if l == "" || strings.HasPrefix(l, "hint:") || strings.HasPrefix(l, "To ") || strings.HasPrefix(l, "warning: core.bare and core.worktree") /* see newHome */ {
			continue
		}
		for _, word := range strings.Fields(l) {
			if strings.Contains(word, "://") {
				l = strings.ReplaceAll(l, word, "(the remote)")
			}
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 {
		return err.Error()
	}
	return strings.Join(lines, "; ")
}

// newHome makes a bare repository with the settings of a clone: its remotes,
// and how they are reached.
func newHome(ctx context.Context, settings string) (string, error) {
	home, err := os.MkdirTemp("", "nadi-ledger-")
	if err != nil {
		return "", fmt.Errorf("the ledger needs a temporary folder: %w", err)
	}
	run := program(home, "")
	if _, err = run(ctx, nil, "init", "--bare", "--quiet", home); err == nil {
		config := filepath.Join(home, "config")
		err = os.WriteFile(config, []byte("[include]\n\tpath = "+strconv.Quote(filepath.Join(settings, "config"))+"\n[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tworktree =\n"), 0o600)
	}
	if err != nil {
		os.RemoveAll(home)
		return "", fmt.Errorf("the ledger's own repository cannot be made: %w", err)
	}
	return home, nil
}

// fetch brings the branch as it is now, without its history.
func (s *Store) fetch(ctx context.Context) (tip, error) {
	_, err := s.run(ctx, nil, "fetch", "--quiet", "--no-tags", "--depth=1", "--refmap=", s.o.Remote, "+refs/heads/"+s.o.Branch+":"+ref)
	if err != nil {
		if strings.Contains(err.Error(), "find remote ref") {
			s.tip = tip{}
			return tip{}, nil
		}
		return tip{}, fmt.Errorf("the ledger's branch %s could not be fetched: %w", s.o.Branch, err)
	}
	out, err := s.run(ctx, nil, "rev-parse", "--verify", ref+"^{commit}")
	if err != nil {
		return tip{}, err
	}
	t := tip{commit: strings.TrimSpace(string(out))}
	if s.tip.commit == t.commit {
		return s.tip, nil
	}
	if t.log, err = s.run(ctx, nil, "cat-file", "blob", t.commit+":"+FileName); err != nil {
		return tip{}, ledger.Stuck(fmt.Errorf("branch %s has no %s: it is not a ledger; name another branch in nadi.yaml", s.o.Branch, FileName))
	}
	s.tip = t
	return t, nil
}

// commit writes the log as a commit on top of parent ("" for the first).
func (s *Store) commit(ctx context.Context, parent string, log []byte, message string) (string, error) {
	blob, err := s.object(ctx, log, "hash-object", "-w", "--stdin")
	if err != nil {
		return "", err
	}
	tree, err := s.object(ctx, []byte("100644 blob "+blob+"\t"+FileName+"\n"), "mktree")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "--no-gpg-sign", tree}
	if parent != "" {
		args = append(args, "-p", parent)
	}
	return s.object(ctx, []byte(message), args...)
}

func (s *Store) object(ctx context.Context, input []byte, args ...string) (string, error) {
	out, err := s.run(ctx, input, args...)
	if err != nil {
		return "", fmt.Errorf("the ledger's commit cannot be made: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// message says in words what the entries say. Its last line keeps builders that
// look at every branch from building this one.
func message(entries []ledger.Entry, title func(item, lang string) string) string {
	var lines []string
	for len(entries) > 0 {
		n := 1
		accounts := []string{entries[0].Account}
		for n < len(entries) && alike(entries[0], entries[n]) {
			accounts = append(accounts, entries[n].Account)
			n++
		}
		lines = append(lines, sentence(entries[0], listed(accounts), title))
		entries = entries[n:]
	}
	subject := lines[0]
	if len(lines) > 1 {
		subject += fmt.Sprintf(", and %d more", len(lines)-1)
	}
	return subject + "\n\n" + strings.Join(lines, "\n") + "\n\n[skip ci] [skip netlify]\n"
}

// alike reports whether two entries say the same of two accounts.
func alike(a, b ledger.Entry) bool {
	return a.State == b.State && a.Item == b.Item && a.Lang == b.Lang && a.Occasion == b.Occasion && a.Item != "" && a.Account != ""
}

func listed(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return names[0]
}

func sentence(e ledger.Entry, accounts string, title func(item, lang string) string) string {
	what := e.Item
	if title != nil {
		if t := title(e.Item, e.Lang); t != "" {
			what = "‘" + t + "’"
		}
	}
	occasion := ""
	if e.Occasion != "" && e.Occasion != "announce" {
		occasion = " (" + e.Occasion + ")"
	}
	switch {
	case e.Item == "" && e.Account == "":
		return string(e.State) + " all accounts"
	case e.Item == "":
		return string(e.State) + " " + e.Account
	case e.State == ledger.Intended:
		return "about to post " + what + " to " + accounts + occasion
	case e.State == ledger.Posted:
		return "posted " + what + " to " + accounts + occasion
	case e.State == ledger.Shown:
		return e.Owner + " was shown the posts of " + what + " on " + accounts + occasion
	case e.State == ledger.Approved:
		return e.Owner + " approved the posts of " + what + occasion
	}
	return what + " on " + accounts + occasion + ": " + string(e.State)
}

// position names the end of a log.
func position(log []byte) ledger.Position {
	if len(log) == 0 {
		return ledger.Start
	}
	return ledger.Position(strconv.Itoa(len(log)) + "-" + fingerprint(log))
}

func fingerprint(log []byte) string {
	sum := sha256.Sum256(log)
	return hex.EncodeToString(sum[:8])
}
