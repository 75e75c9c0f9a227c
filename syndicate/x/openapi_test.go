package x

import (
	"bytes"
	"fmt"
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

// described loads X's own description of its API.
func described(t *testing.T) routers.Router {
	t.Helper()
	shared := os.Getenv("NADI_SHARED")
	if shared == "" && os.Getenv("CI") != "" {
		t.Fatal("NADI_SHARED is not set; it names the folder with data/openapi")
	}
	if shared == "" {
		t.Skip("NADI_SHARED is not set")
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(shared, "data", "openapi", "x.json"))
	if err != nil {
		t.Fatal(err)
	}
	openapi3filter.RegisterBodyDecoder("image/png", openapi3filter.FileBodyDecoder) // of a part of a form
	doc.Servers = openapi3.Servers{{URL: server}}
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return router
}

// conforms checks a request against the description, and that the description
// knows every parameter in its address, on which a description is silent.
func conforms(t *testing.T, router routers.Router, r recorded) error {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), r.method, server+r.path+"?"+r.query.Encode(), bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = r.header
	route, params, err := router.FindRoute(req)
	if err != nil {
		return err
	}
	for name := range r.query {
		if route.Operation.Parameters.GetByInAndName("query", name) == nil {
			return fmt.Errorf("the parameter %s is not described", name)
		}
	}
	return openapi3filter.ValidateRequest(t.Context(), &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}})
}

// everything makes every request that the channel knows, but that for tokens,
// which the description does not have.
func everything(b *bench) {
	b.Helper()
	c := b.open()
	d := draft("Drink water & rest 👩🏽‍⚕️\n\n" + articleLink)
	b.verify(c)
	r := b.sent(c, d)
	others := make([]channeltest.Public, 120) // so that there are two pages
	for i := range others {
		others[i] = channeltest.Public{ID: fmt.Sprint(900 + i), Text: fmt.Sprint("Other ", i)}
	}
	b.Fill(others)
	if all, err := c.Recent(b.Context(), b.clock().Add(-time.Hour)); err != nil || len(all) != 121 {
		b.Fatalf("Recent: %d, %v", len(all), err)
	}
	if _, err := c.Reply(b.Context(), d.Key, r, syndicate.Post{Text: "Corrected"}); err != nil {
		b.Fatal(err)
	}
	if err := c.Remove(b.Context(), r); err != nil {
		b.Fatal(err)
	}
}

func TestRequestsAsDescribed(t *testing.T) {
	router := described(t)
	b := newBench(t)
	everything(b)
	kinds := map[string]bool{}
	for _, r := range b.seen {
		kinds[strings.TrimRight(r.String(), "0123456789")] = true
		if err := conforms(t, router, r); err != nil {
			t.Errorf("%v?%s: %v\n%s", r, r.query.Encode(), err, r.body)
		}
	}
	if len(kinds) != 6 {
		t.Errorf("%d kinds of requests were made, want 6: %v", len(kinds), kinds)
	}
	for name, r := range map[string]recorded{ // the check can fail
		"an unknown key":       {method: "POST", path: "/2/tweets", header: http.Header{"Content-Type": {"application/json"}}, body: []byte(`{"text":"a","lang":"en"}`)},
		"a number for a text":  {method: "POST", path: "/2/tweets", header: http.Header{"Content-Type": {"application/json"}}, body: []byte(`{"text":5}`)},
		"an unknown parameter": {method: "GET", path: "/2/users/1/tweets", query: map[string][]string{"fields": {"id"}}},
		"no category":          {method: "POST", path: "/2/media/upload", header: http.Header{"Content-Type": {"application/json"}}, body: []byte(`{"media":"YQ=="}`)},
	} {
		if conforms(t, router, r) == nil {
			t.Errorf("%s passes", name)
		}
	}
}
