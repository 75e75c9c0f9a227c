package netlify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"nadi/internal/deploy/netlify/netlifytest"
)

// described loads Netlify's own description of its API, of which
// NADI_NETLIFY_SPEC is the path: dist/swagger.json of the npm package
// @netlify/open-api. test/deploys installs it and sets the variable.
func described(t *testing.T) routers.Router {
	t.Helper()
	path := os.Getenv("NADI_NETLIFY_SPEC")
	if path == "" {
		t.Skip("NADI_NETLIFY_SPEC is not set; test/deploys sets it")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var old openapi2.T
	if err := json.Unmarshal(data, &old); err != nil {
		t.Fatal(err)
	}
	for p, item := range old.Paths { // the rest of it is large, and of no use here
		if !strings.HasPrefix(p, "/sites/{site_id}") && !strings.HasPrefix(p, "/deploys/{deploy_id}") || item == nil {
			delete(old.Paths, p)
		}
	}
	doc, err := openapi2conv.ToV3(&old)
	if err != nil {
		t.Fatal(err)
	}
	doc.Servers = openapi3.Servers{{URL: Base}}
	closed(doc)
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return router
}

// closed makes the described bodies of requests and answers refuse keys that
// they do not name, on which the document itself is silent.
func closed(doc *openapi3.T) {
	for _, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if op.RequestBody != nil {
				closeContent(op.RequestBody.Value.Content)
			}
			for _, r := range op.Responses.Map() {
				closeContent(r.Value.Content)
			}
		}
	}
}

func closeContent(c openapi3.Content) {
	for _, m := range c {
		closeSchema(m.Schema)
	}
}

func closeSchema(s *openapi3.SchemaRef) {
	if s == nil || s.Value == nil || len(s.Value.AllOf) > 0 {
		return
	}
	if len(s.Value.Properties) > 0 {
		no := false
		s.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	}
	for _, p := range s.Value.Properties {
		closeSchema(p)
	}
	closeSchema(s.Value.Items)
}

// conforms checks a request and its answer against the description. It cannot
// know a path with slashes in the last part of an upload's address, so that is
// shown to it escaped.
func conforms(t *testing.T, router routers.Router, x exchange) error {
	t.Helper()
	path := x.path
	if before, file, ok := strings.Cut(path, "/files/"); ok {
		path = before + "/files/" + strings.ReplaceAll(file, "/", "%2F")
	}
	req, err := http.NewRequestWithContext(t.Context(), x.method, Base+path, bytes.NewReader(x.body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = x.header
	route, params, err := router.FindRoute(req)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for name := range req.URL.Query() {
		if route.Operation.Parameters.GetByInAndName("query", name) == nil && route.PathItem.Parameters.GetByInAndName("query", name) == nil {
			return fmt.Errorf("the parameter %s is not described", name)
		}
	}
	in := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}}
	if err := openapi3filter.ValidateRequest(t.Context(), in); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: x.status, Header: x.answerHeader, Options: in.Options, Body: io.NopCloser(bytes.NewReader(x.answer))}
	if err := openapi3filter.ValidateResponse(t.Context(), out); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return nil
}

// everything makes every kind of request, and gets every kind of answer.
func everything(t *testing.T) []exchange {
	t.Helper()
	b := newBench(t)
	rec := &recorder{base: b.opts.Base, next: b.opts.HTTP}
	b.opts.HTTP = rec
	b.must(base)
	b.must(many(150, "x"))
	if !b.must(many(150, "x")).Same {
		t.Error("the same site is deployed again")
	}
	b.opts.Draft = true
	if _, err := b.deploy(base.With("index.html", "home 2")); err != nil {
		t.Fatal(err)
	}
	b.opts.Draft = false
	for _, set := range []func(*netlifytest.Fake){
		func(f *netlifytest.Fake) { f.Locked = true },
		func(f *netlifytest.Fake) { f.Locked, f.Fails = false, "broken" },
		func(f *netlifytest.Fake) { f.Forbidden = true },
		func(f *netlifytest.Fake) { f.Fault = on("GET", netlifytest.Fault{Status: 429, Text: "slow down"}) },
		func(f *netlifytest.Fake) { f.Fault, f.Token = nil, "another" },
	} {
		b.net.Change(set)
		_, _ = b.deploy(base.With("index.html", "home 3"))
	}
	return rec.seen
}

func TestAsDescribed(t *testing.T) {
	router := described(t)
	kinds := map[string]int{}
	for _, x := range everything(t) {
		kinds[fmt.Sprint(x.method, " ", x.status)]++
		if err := conforms(t, router, x); err != nil {
			t.Errorf("%s %s (%d): %v\n%.300s\n%.300s", x.method, x.path, x.status, err, x.body, x.answer)
		}
	}
	for _, k := range []string{"GET 200", "POST 200", "PUT 200", "POST 403", "GET 429", "GET 401"} {
		if kinds[k] == 0 {
			t.Errorf("nothing was seen of %s: %v", k, kinds)
		}
	}
	t.Log(kinds)
	jsonHeader := http.Header{"Content-Type": {"application/json"}}
	ok := func(x exchange) exchange {
		x.status, x.answerHeader, x.answer = 200, jsonHeader, []byte(`{"id":"1"}`)
		return x
	}
	for name, x := range map[string]exchange{ // the check can fail
		"an unknown parameter": ok(exchange{method: "POST", path: "/sites/1/deploys?name=x", header: jsonHeader, body: []byte(`{"files":{}}`)}),
		"an unknown key":       ok(exchange{method: "POST", path: "/sites/1/deploys", header: jsonHeader, body: []byte(`{"file":{}}`)}),
		"a list of files":      ok(exchange{method: "POST", path: "/sites/1/deploys", header: jsonHeader, body: []byte(`{"files":["a"]}`)}),
		"a word for a truth":   ok(exchange{method: "POST", path: "/sites/1/deploys", header: jsonHeader, body: []byte(`{"draft":"yes"}`)}),
		"JSON for a file":      ok(exchange{method: "PUT", path: "/deploys/1/files/a", header: jsonHeader, body: []byte(`{}`)}),
		"no such operation":    ok(exchange{method: "PATCH", path: "/deploys/1"}),
		"a number for an id":   {method: "GET", path: "/sites/1", status: 200, answerHeader: jsonHeader, answer: []byte(`{"id":1}`)},
		"an error of one word": {method: "GET", path: "/sites/1", status: 404, answerHeader: jsonHeader, answer: []byte(`{"code":404}`)},
		"an unknown answer":    {method: "GET", path: "/sites/1/deploys/2", status: 200, answerHeader: jsonHeader, answer: []byte(`{"id":"1","sate":"ready"}`)},
	} {
		if x.header == nil {
			x.header = http.Header{}
		}
		if conforms(t, router, x) == nil {
			t.Errorf("%s passes", name)
		}
	}
}
