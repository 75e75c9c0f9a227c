package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startCaddy lets a real web server serve a folder, and returns its address.
func startCaddy(t *testing.T, program, folder string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := "http://" + l.Addr().String()
	l.Close()
	home := t.TempDir()
	config := filepath.Join(home, "Caddyfile")
	text := fmt.Sprintf("{\n\tadmin off\n\tauto_https off\n}\n%s {\n\tbind 127.0.0.1\n\troot * %s\n\tfile_server\n}\n", at, folder)
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "run", "--config", config, "--adapter", "caddyfile")
	c.Env = append(os.Environ(), "HOME="+home, "XDG_DATA_HOME="+home, "XDG_CONFIG_HOME="+home)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	for range 500 {
		if resp, err := http.Get(at); err == nil {
			resp.Body.Close()
			if server := resp.Header.Get("Server"); server != "Caddy" {
				t.Fatalf("%q answers at %s", server, at)
			}
			return at
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not answer at %s:\n%s", program, at, out.String())
	return ""
}

// pdsAccount is an account on a real Bluesky server on this machine. NADI_PDS
// names a file with PDS_URL, PDS_HANDLE, PDS_PASSWORD and PDS_DID.
type pdsAccount struct{ server, handle, password, did string }

// openPDS makes a password for programs on the account; nil where none is given.
func openPDS(t *testing.T) *pdsAccount {
	t.Helper()
	path := os.Getenv("NADI_PDS")
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v := map[string]string{}
	for line := range strings.Lines(string(data)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		v[name] = value
	}
	p := &pdsAccount{server: v["PDS_URL"], handle: v["PDS_HANDLE"], did: v["PDS_DID"]}
	var session struct{ AccessJwt string }
	p.ask(t, "server.createSession", "", obj{"identifier": p.handle, "password": v["PDS_PASSWORD"]}, &session)
	var made struct{ Password string }
	p.ask(t, "server.createAppPassword", session.AccessJwt, obj{"name": "merge " + nonce()[:8]}, &made)
	p.password = made.Password
	return p
}

// ask asks the server; without a body it is a question, and the method has its
// parameters.
func (p *pdsAccount) ask(t *testing.T, method, token string, body, into any) {
	t.Helper()
	verb, data := http.MethodGet, []byte(nil)
	if body != nil {
		verb = http.MethodPost
		data, _ = json.Marshal(body)
	}
	r, err := http.NewRequest(verb, p.server+"/xrpc/com.atproto."+method, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d, %v", method, resp.StatusCode, err)
	}
}

// shows is how many posts on the account have a link.
func (p *pdsAccount) shows(t *testing.T, link string) (n int) {
	var list struct {
		Records []struct{ Value json.RawMessage }
	}
	p.ask(t, "repo.listRecords?limit=100&collection=app.bsky.feed.post&repo="+url.QueryEscape(p.did), "", nil, &list)
	for _, r := range list.Records {
		if bytes.Contains(r.Value, []byte(link)) {
			n++
		}
	}
	return n
}
