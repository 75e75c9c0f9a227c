package channeltest

import (
	"encoding/json"
	"net/http"
	"testing"

	"nadi/syndicate"
)

// testForeign demands of addresses that come as secrets what wire.CheckBase
// demands of Account.Server: no plain http but on this machine.
func testForeign(t *testing.T, s Suite) {
	b := newBench(t, s)
	const foreign = "http://social.example"
	if !s.Entry.NoServer {
		t.Skip("whoever opens a channel checks Account.Server with wire.CheckBase")
	}
	for name, v := range s.Secrets {
		if b.here(v) == v {
			continue
		}
		over := map[string]string{name: foreign + b.here(v)[len(b.web.URL):]}
		if _, err := s.Entry.Open(b.account(), b.tools(b.secrets(over))); err == nil {
			t.Errorf("plain http to a foreign host is taken in %s", name)
		} else {
			b.noSecret("Open", err)
		}
	}
}

func testVerify(t *testing.T, s Suite) {
	b := newBench(t, s)
	id, facts, err := b.open().Verify(t.Context())
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	again, factsAgain, err := b.open().Verify(t.Context())
	if err != nil {
		t.Fatalf("Verify again: %v", err)
	}
	if id.Network != s.Entry.Name || id.ID == "" || id.Handle == "" {
		t.Errorf("identity lacks something: %+v", id)
	}
	if id.String() != again.String() {
		t.Errorf("identity is %v, then %v", id, again)
	}
	if one, two := asJSON(facts), asJSON(factsAgain); one != two {
		t.Errorf("facts are %s, then %s: they would change the hash of a post", one, two)
	}
	b.noSecret("Identity", id)
	b.noSecret("the channel", b.verified())
	b.noSecret("Facts", facts)
	b.public(0)
}

func asJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func testWrongSecrets(t *testing.T, s Suite) {
	b := newBench(t, s)
	if !b.net.Refuse(discard{}, BadToken) {
		t.Skip("the network has no answer to a bad token")
	}
	_, _, err := b.openWith(b.wrong()).Verify(t.Context())
	b.fails("Verify with wrong secrets", err, syndicate.Auth)
}

// discard takes an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
