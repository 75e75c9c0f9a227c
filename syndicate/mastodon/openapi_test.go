package mastodon

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// specification is the description of the API that is made from Mastodon's own
// documentation.
type specification struct {
	router routers.Router
	status *openapi3.Schema    // of the body of POST /api/v1/statuses
	shapes openapi3.SchemaRefs // with text, with media, with a poll
}

func described(t *testing.T) *specification {
	t.Helper()
	shared := os.Getenv("NADI_SHARED")
	if shared == "" && os.Getenv("CI") != "" {
		t.Fatal("NADI_SHARED is not set; it names the folder with data/openapi")
	}
	if shared == "" {
		t.Skip("NADI_SHARED is not set")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(shared, "data", "openapi", "mastodon.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: "https://social.example"}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	status := doc.Paths.Value("/api/v1/statuses").Post.RequestBody.Value.Content.Get("application/json").Schema.Value
	if len(status.OneOf) != 3 {
		t.Fatalf("a status has %d shapes, want 3", len(status.OneOf))
	}
	return &specification{router, status, status.OneOf}
}

// conforms checks one request against the description. A status with text and
// media has two of the shapes of which the description wants exactly one, so
// the right shape is chosen first.
func (o *specification) conforms(t *testing.T, r recorded) error {
	t.Helper()
	o.status.OneOf = o.shapes[:1]
	if bytes.Contains(r.body, []byte(`"media_ids"`)) {
		o.status.OneOf = o.shapes[1:2]
	}
	req, err := http.NewRequestWithContext(t.Context(), r.method, "https://social.example"+r.url, bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = r.header.Clone()
	req.Header.Del("Idempotency-Key") // which the description calls an object, and no header is one
	route, params, err := o.router.FindRoute(req)
	if err != nil {
		return err
	}
	return openapi3filter.ValidateRequest(t.Context(), &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}})
}

// everything makes every request that the channel knows.
func everything(t *testing.T, f *fake) {
	t.Helper()
	c := opened(t, f, map[string]string{"spoiler": "Health"})
	if _, _, err := c.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	d := draft(true)
	r := posted(t, c, d)
	if _, err := c.Amend(t.Context(), r, d.Post); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Reply(t.Context(), d.Key, r, d.Post); err != nil {
		t.Fatal(err)
	}
	f.Fill(make([]channeltest.Public, 50))
	if _, _, err := c.Find(t.Context(), syndicate.Sought{Key: d.Key, Links: []string{link}, Since: f.now().Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

func TestRequestsConform(t *testing.T) {
	o := described(t)
	f := newFake(manners{slow: 1, old: true})
	everything(t, f)
	kinds := map[string]bool{}
	for _, r := range f.asked {
		if strings.Contains(r.url, "nodeinfo") {
			continue // another standard's
		}
		kinds[r.method+" "+strings.Split(r.url, "?")[0]] = true
		if err := o.conforms(t, r); err != nil {
			t.Errorf("%s %s\n%s\n%v", r.method, r.url, r.body, err)
		}
	}
	if len(kinds) != 10 {
		t.Errorf("%d different requests, want 10: %v", len(kinds), kinds)
	}
	for what, body := range map[string]string{ // the check itself refuses what is wrong
		"visibility": `{"status":"Heat","visibility":"everyone"}`,
		"number":     `{"status":5}`,
		"media_ids":  `{"status":"Heat","media_ids":"700"}`,
	} {
		if o.conforms(t, recorded{"POST", "/api/v1/statuses", http.Header{"Content-Type": {"application/json"}}, []byte(body)}) == nil {
			t.Errorf("a wrong %s is taken", what)
		}
	}
}
