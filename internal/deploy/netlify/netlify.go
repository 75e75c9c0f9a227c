// Package netlify deploys to Netlify by digest: Netlify is told the hash of
// every file, answers which ones it has never seen, is sent those, and makes
// the new site whole before readers get it.
//
// Facts, with their sources:
//
//   - Requests, answers, states: Netlify's OpenAPI document 2.60.0 (npm
//     @netlify/open-api, read 2026-11). The tests hold it against every request
//     and every answer of the fake when they are told where it is.
//   - With async, what is required is known once the deploy is prepared; the
//     state ready means that all addresses serve it; 400 and 422 stay what they
//     are when asked again (netlify/open-api, Go client, read 2026-11).
//   - Ready is not live. A draft, another context than production, and a site
//     whose publishing was stopped become ready too (netlify/cli issue 536).
//     Live is what the site says of itself: published_deploy is our deploy. A
//     stopped site is one whose published_deploy is locked (netlify/cli).
//   - A deploy never changes. Deploys are listed newest first (docs.netlify.com,
//     recalled 2026-11); if they were not, too many deploys would be made.
//   - 500 requests a minute and 3 deploys a minute; X-RateLimit-Reset is in
//     seconds since 1970 (docs.netlify.com, recalled 2026-11).
//
// What is repeated, and why that is harmless: reads; uploads, which are named
// by their content; and the making of a deploy, since one that nobody uploads
// to is never published. What was uploaded by a run that was stopped is not
// required again.
package netlify

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"nadi/internal/deploy"
)

// Base is the address of Netlify's API.
const Base = "https://api.netlify.com/api/v1"

const (
	wide      = 8   // uploads at once
	asyncFrom = 100 // files; with more, Netlify looks through the list after its answer, as its own tool asks it to
)

// Options say what is deployed to, and lend the outside world.
type Options struct {
	Site  string // the site's id, or its name on Netlify (news.netlify.app)
	Token string // a personal access token; never in any output
	Draft bool   // deploy a preview, which only its own address shows
	Base  string // of the API; empty means Netlify's
	Agent string // how we introduce ourselves

	HTTP  http.RoundTripper
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
	// Patience is how long one stage may wait for Netlify; 0 means ten minutes.
	Patience time.Duration
}

// Target is one site on Netlify.
type Target struct {
	api      client
	site     string
	draft    bool
	patience time.Duration
}

var _ deploy.Target = (*Target)(nil)

// New makes a target. The base address must be https, or http on this machine:
// the token goes there.
func New(o Options) (*Target, error) {
	if o.Base == "" {
		o.Base = Base
	}
	if o.Patience == 0 {
		o.Patience = 10 * time.Minute
	}
	if err := checkBase(o.Base); err != nil {
		return nil, err
	}
	if o.Token == "" || strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, &deploy.Error{Kind: deploy.Person, Message: "the token for Netlify is empty or holds spaces or other signs that no token has"}
	}
	api := client{base: strings.TrimRight(o.Base, "/"), token: o.Token, agent: o.Agent, http: o.HTTP, now: o.Now, sleep: o.Sleep, patience: o.Patience}
	return &Target{api: api, site: o.Site, draft: o.Draft, patience: o.Patience}, nil
}

// site is what Netlify says of a site, as far as we need it.
type site struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	AdminURL  string   `json:"admin_url"`
	Published *release `json:"published_deploy"`
}

// release is one of Netlify's deploys, as far as we need it.
type release struct {
	ID           string   `json:"id"`
	State        string   `json:"state"`
	Title        string   `json:"title"`
	Draft        bool     `json:"draft"`
	Required     []string `json:"required"`
	ErrorMessage string   `json:"error_message"`
	Context      string   `json:"context"`
	Locked       bool     `json:"locked"`
	CreatedAt    string   `json:"created_at"`
	DeployURL    string   `json:"deploy_url"`
	DeploySSLURL string   `json:"deploy_ssl_url"`
	AdminURL     string   `json:"admin_url"`
}

func (d *release) url() string {
	if d.DeploySSLURL != "" {
		return d.DeploySSLURL
	}
	return d.DeployURL
}

// created is when the deploy was made, or the zero time.
func (d *release) created() time.Time {
	t, _ := time.Parse(time.RFC3339, d.CreatedAt)
	return t
}

// What readers get if a deploy ends early. Once everything is uploaded,
// Netlify goes on without us.
const (
	unchanged = "the old site is unchanged"
	onItsOwn  = "everything is uploaded and Netlify may still publish it on its own"
	goesOn    = "run it again; only what Netlify does not have yet is uploaded"
)

// Deploy brings the release to Netlify and waits until readers get it.
func (t *Target) Deploy(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (deploy.Receipt, error) {
	s, d, n, err := t.upload(ctx, r, tell)
	switch {
	case err != nil:
		return deploy.Receipt{}, deploy.Standing(err, unchanged, goesOn)
	case d.ID == "":
		return deploy.Receipt{ID: s.Published.ID, URL: s.Published.url(), State: deploy.Live, Same: true, Unchanged: len(r.Files)}, nil
	}
	rec, err := t.follow(ctx, s, d, tell)
	if err != nil {
		return deploy.Receipt{}, deploy.Standing(err, onItsOwn, goesOn)
	}
	rec.ID, rec.URL = d.ID, d.url()
	rec.Uploaded, rec.Unchanged = n, len(r.Files)-n
	return rec, nil
}

// upload makes a deploy and gives Netlify all that it lacks; n counts files. No
// deploy is made where readers get this very site: a free plan has few a day.
func (t *Target) upload(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (s site, d release, n int, err error) {
	tell(deploy.Progress{Stage: "asking Netlify"})
	if s, err = t.look(ctx); err != nil {
		return s, d, 0, err
	}
	sums, err := r.Sums(ctx, sha1.New, tell)
	if err != nil {
		return s, d, 0, err
	}
	r.Title = strings.TrimSpace(r.Title + " " + mark(r, sums))
	if t.shown(ctx, s, mark(r, sums)) {
		return s, release{}, 0, nil
	}
	if d, err = t.create(ctx, s, r, sums, tell); err != nil {
		return s, d, 0, err
	}
	needed, err := needed(d, sums)
	if err != nil {
		return s, d, 0, err
	}
	err = deploy.EachFile(ctx, len(needed), wide, "uploading", tell, func(ctx context.Context, i int) error {
		return t.put(ctx, d.ID, r, needed[i], sums[needed[i]])
	})
	return s, d, len(needed), stopped("uploading", err)
}

// stopped makes an *deploy.Error of an error of EachFile that is none.
func stopped(what string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*deploy.Error); ok {
		return e
	}
	return deploy.Because(deploy.Again, what, err)
}

func (t *Target) look(ctx context.Context) (s site, err error) {
	err = t.api.do(ctx, call{what: "looking up the site", path: "/sites/" + url.PathEscape(t.site), into: &s,
		missing: fmt.Sprintf("Netlify has no site %q, or not for this token", t.site)})
	if err == nil && s.ID == "" {
		err = &deploy.Error{Kind: deploy.Again, Message: "looking up the site: Netlify's answer names no site"}
	}
	return s, err
}

// create makes the deploy and waits until it is known what it requires.
func (t *Target) create(ctx context.Context, s site, r deploy.Release, sums [][]byte, tell func(deploy.Progress)) (release, error) {
	files := make(map[string]string, len(sums))
	for i, f := range r.Files {
		files["/"+f.Path] = hex.EncodeToString(sums[i])
	}
	many := len(files) > asyncFrom
	body, err := json.Marshal(map[string]any{"files": files, "async": many, "draft": t.draft})
	if err != nil {
		return release{}, deploy.Because(deploy.Failed, "listing the files", err)
	}
	var d release
	path := "/sites/" + url.PathEscape(s.ID) + "/deploys?" + url.Values{"title": {r.Title}}.Encode()
	err = t.api.do(ctx, call{what: "making a deploy", method: http.MethodPost, path: path, kind: "application/json", body: body, into: &d})
	if err == nil && d.ID == "" {
		err = &deploy.Error{Kind: deploy.Again, Message: "making a deploy: Netlify's answer names no deploy"}
	}
	if err != nil || !many {
		return d, err
	}
	return t.until(ctx, s, d, "waiting until Netlify has read the list of files", prepared, tell)
}

// needed lists the numbers of the files that Netlify requires: all that have a
// content which it lacks, as Netlify's own tool does.
func needed(d release, sums [][]byte) ([]int, error) {
	lacks := make(map[string]bool, len(d.Required))
	for _, sum := range d.Required {
		lacks[strings.ToLower(sum)] = true
	}
	known := map[string]bool{}
	var list []int
	for i, sum := range sums {
		if s := hex.EncodeToString(sum); lacks[s] {
			known[s] = true
			list = append(list, i)
		}
	}
	if len(known) < len(lacks) {
		return nil, &deploy.Error{Message: "Netlify requires files that are not in this site; the deploy cannot become whole"}
	}
	return list, nil
}

// put uploads file i. Slashes stand in the address as they are; everything
// else that an address cannot hold is escaped.
func (t *Target) put(ctx context.Context, id string, r deploy.Release, i int, sum []byte) error {
	f := r.Files[i]
	body, err := r.Checked(f, sha1.New, sum)
	if err != nil {
		return err
	}
	parts := strings.Split(f.Path, "/")
	for k := range parts {
		parts[k] = url.PathEscape(parts[k])
	}
	return t.api.do(ctx, call{what: "uploading " + f.Path, method: http.MethodPut, kind: "application/octet-stream", body: body, long: true,
		path:    "/deploys/" + url.PathEscape(id) + "/files/" + strings.Join(parts, "/"),
		missing: "the deploy is not there any more; somebody may have deleted it", missingKind: deploy.Again})
}
