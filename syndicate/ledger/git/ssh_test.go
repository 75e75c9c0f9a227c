package git_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/git"
	"nadi/syndicate/ledger/ledgertest"
)

// shell is a real SSH server: NADI_SSH is ssh://USER@127.0.0.1:PORT/FOLDER, and
// the folder, which is of this machine, holds repositories/, the key that the
// server takes, another, and known_hosts. test/git starts it.
type shell struct{ at, folder string }

func overSSH(t *testing.T) shell {
	t.Helper()
	at := os.Getenv("NADI_SSH")
	if at == "" {
		t.Skip("NADI_SSH is not set; test/git starts an SSH server")
	}
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	return shell{at, u.Path}
}

// command is how ssh is called with a key and a list of known hosts.
func (s shell) command(key, hosts string) string {
	return fmt.Sprintf("ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=%s -i %s", filepath.Join(s.folder, hosts), filepath.Join(s.folder, key))
}

// serve lets the server have a hospital's repository, and returns its address.
func (s shell) serve(t *testing.T, name string) string {
	t.Helper()
	if err := os.Rename(hospital(t), filepath.Join(s.folder, "repositories", name)); err != nil {
		t.Fatal(err)
	}
	return s.at + "/repositories/" + name
}

var served atomic.Int64

func newName() string { return fmt.Sprintf("site-%d-%d.git", os.Getpid(), served.Add(1)) }

// TestSSH runs the suite over an SSH server, with a key of the user's own.
func TestSSH(t *testing.T) {
	s := overSSH(t)
	t.Setenv("GIT_SSH_COMMAND", s.command("key", "known_hosts"))
	ledgertest.Run(t, ledgertest.Suite{NoPayloads: true, Slow: true, New: func(t *testing.T) ledgertest.Open {
		at, dir := s.serve(t, newName()), filepath.Join(t.TempDir(), "clone")
		do(t, os.TempDir(), "clone", "--quiet", "--depth=1", at, dir)
		return func() (ledger.Store, error) {
			return git.Open(context.Background(), git.Options{Dir: dir, Branch: "nadi-ledger"})
		}
	}})
}

// TestSSHRefused: a key that the server does not take, and a server that is not
// known, say what to do. What the clone is set to is what is used.
func TestSSHRefused(t *testing.T) {
	s := overSSH(t)
	name := newName()
	at, dir := s.serve(t, name), t.TempDir()
	do(t, dir, "init", "--quiet")
	do(t, dir, "remote", "add", "origin", at)
	ctx := context.Background()
	for _, tc := range []struct{ key, hosts, want string }{
		{"other", "known_hosts", "the server does not take the SSH key of this machine"},
		{"key", "nobody", "the SSH server is not known to this machine"},
		{"key", "known_hosts", ""},
	} {
		do(t, dir, "config", "core.sshCommand", s.command(tc.key, tc.hosts))
		st := open(t, dir)
		_, err := st.Append(ctx, ledger.Start, []ledger.Entry{ledgertest.Entry(1)})
		if tc.want == "" {
			if err != nil {
				t.Errorf("with the right key: %v", err)
			}
		} else if err == nil || !strings.Contains(err.Error(), tc.want) || ledger.IsStuck(err) {
			t.Errorf("%s, %s: %v, want %q", tc.key, tc.hosts, err, tc.want)
		}
		if all, _ := try(st); len(all) > 0 && tc.want != "" {
			t.Errorf("%s, %s: %d entries", tc.key, tc.hosts, len(all))
		}
		st.Close()
	}
}

func try(s ledger.Store) (all []ledger.Entry, err error) {
	_, err = s.Read(context.Background(), ledger.Start, func(e ledger.Entry) error { all = append(all, e); return nil })
	return all, err
}
