package youtube

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nadi/syndicate"
)

// discovery is what is read of Google's description of the API.
type discovery struct {
	Parameters map[string]param
	Resources  map[string]struct{ Methods map[string]method }
	Schemas    map[string]schema
}

type param struct {
	Type     string
	Required bool
	Enum     []string
}

type method struct {
	Method     string `json:"httpMethod"`
	Path       string
	Parameters map[string]param
	Request    struct {
		Ref string `json:"$ref"`
	}
	Scopes []string
	Media  struct {
		Accept    []string
		Protocols map[string]struct{ Path string }
	} `json:"mediaUpload"`
}

type schema struct {
	Type       string
	Ref        string `json:"$ref"`
	Enum       []string
	Properties map[string]schema
	Items      *schema
}

// of finds the method of a request: by its path or, for media, by the path of
// simple uploads, to which uploadType=resumable goes too.
func (d discovery) of(x recorded) (method, bool) {
	for _, r := range d.Resources {
		for _, m := range r.Methods {
			if m.Method == x.method && ("/"+m.Path == x.path || m.Media.Protocols["simple"].Path == x.path) {
				return m, true
			}
		}
	}
	return method{}, false
}

// check says what of a request is not in the description.
func (d discovery) check(x recorded) error {
	m, ok := d.of(x)
	if !ok {
		return fmt.Errorf("there is no such method")
	}
	if !slices.Contains(m.Scopes, scope) {
		return fmt.Errorf("our scope is not enough; it takes %q", m.Scopes)
	}
	for k, vs := range x.query {
		p, ok := m.Parameters[k]
		if !ok {
			p, ok = d.Parameters[k]
		}
		if !ok || len(vs) != 1 || len(p.Enum) > 0 && !slices.Contains(p.Enum, vs[0]) {
			return fmt.Errorf("parameter %s=%q is unknown or has no such value", k, vs)
		}
	}
	for k, p := range m.Parameters {
		if p.Required && x.query.Get(k) == "" {
			return fmt.Errorf("parameter %s is required", k)
		}
	}
	if m.Request.Ref == "" || x.method == "GET" {
		if len(x.body) > 0 && !slices.Contains(m.Media.Accept, x.kind) {
			return fmt.Errorf("a body of %s is not taken", x.kind)
		}
		return nil
	}
	var body any
	if err := json.Unmarshal(x.body, &body); err != nil {
		return err
	}
	return d.fits(m.Request.Ref, schema{Ref: m.Request.Ref}, body)
}

// fits says what of a value is not in its schema.
func (d discovery) fits(at string, s schema, v any) error {
	if s.Ref != "" {
		s = d.Schemas[s.Ref]
	}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			p, ok := s.Properties[k]
			if !ok {
				return fmt.Errorf("%s.%s is unknown", at, k)
			}
			if err := d.fits(at+"."+k, p, x); err != nil {
				return err
			}
		}
		return nil
	case []any:
		for _, x := range v {
			if s.Items == nil {
				return fmt.Errorf("%s is no array", at)
			}
			if err := d.fits(at, *s.Items, x); err != nil {
				return err
			}
		}
		return nil
	case string:
		if s.Type == "string" && (len(s.Enum) == 0 || slices.Contains(s.Enum, v)) {
			return nil
		}
	case bool:
		if s.Type == "boolean" {
			return nil
		}
	}
	return fmt.Errorf("%s is %v, which is no %s", at, v, s.Type)
}

// TestDiscovery holds every request that is ever made against the official
// description. Three are not in the part of it that is kept: tokens, captions,
// and the pieces of a session, whose address the network makes.
func TestDiscovery(t *testing.T) {
	var d discovery
	if err := json.Unmarshal(shared(t, "data/youtube/youtube-v3-discovery-subset.json"), &d); err != nil {
		t.Fatal(err)
	}
	l := newLab(t)
	l.everything()
	checked := map[string]bool{}
	for _, x := range l.net.seen {
		if x.path == "/token" || strings.HasSuffix(x.path, "/captions") || x.query.Get("upload_id") != "" {
			continue
		}
		if err := d.check(x); err != nil {
			t.Errorf("%s %s?%s %s: %v", x.method, x.path, x.query.Encode(), x.body, err)
		}
		checked[x.method+" "+x.path] = true
	}
	if len(checked) != 11 {
		t.Errorf("%d methods were tried, want 11: %v", len(checked), checked)
	}
	for _, bad := range []recorded{
		{method: "POST", path: "/youtube/v3/activities"},
		{method: "GET", path: "/youtube/v3/videos", query: map[string][]string{"part": {"snippet"}, "ids": {"x"}}},
		{method: "GET", path: "/youtube/v3/videos", query: map[string][]string{"id": {"x"}}},
		{method: "PUT", path: "/youtube/v3/videos", query: map[string][]string{"part": {"snippet"}}, body: []byte(`{"snippet":{"tags":"x"}}`)},
		{method: "PUT", path: "/youtube/v3/videos", query: map[string][]string{"part": {"snippet"}}, body: []byte(`{"snippet":{"text":"x"}}`)},
		{method: "PUT", path: "/youtube/v3/videos", query: map[string][]string{"part": {"snippet"}}, body: []byte(`{"status":{"privacyStatus":"friends"}}`)},
	} {
		if d.check(bad) == nil {
			t.Errorf("%s %s %s passes: the test is blind", bad.method, bad.path, bad.body)
		}
	}
}

// everything makes every kind of request once.
func (l *lab) everything() {
	l.Helper()
	must := func(what string, err error) {
		l.Helper()
		if err != nil {
			l.Fatalf("%s: %v", what, err)
		}
	}
	_, _, err := l.c.Verify(l.Context())
	must("Verify", err)
	d := l.draft(syndicate.Video{File: "media/heat.mp4", Captions: "media/heat.vtt"})
	d.Media = &syndicate.Media{Data: []byte("\x89PNG picture"), Type: "image/png"}
	p := l.prepare(d)
	up := l.send(p)
	_, _, err = l.c.Find(l.Context(), syndicate.Sought{Key: d.Key, Payload: p})
	must("Find", err)
	_, err = l.c.Recent(l.Context(), l.now())
	must("Recent", err)
	e, _ := l.part()
	part := l.send(l.prepare(e))
	comment, err := l.c.Reply(l.Context(), d.Key, part, d.Post)
	must("Reply", err)
	answer, err := l.c.Reply(l.Context(), d.Key, comment, d.Post)
	must("Reply to a comment", err)
	d.Post.Text = "Corrected.\n" + article
	for _, r := range []syndicate.Receipt{up, part, answer} {
		after, err := l.c.Amend(l.Context(), r, d.Post)
		must("Amend", err)
		must("Remove", l.c.Remove(l.Context(), after))
	}
}
