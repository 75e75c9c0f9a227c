package facebook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/syndicate/channeltest"
)

const (
	fakePage   = "100200300400500"
	fakeToken  = "EAAGpageTOKEN0123456789abcdef"
	fakeSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
)

// fake is a Graph API with one Page, as strict as the documentation: it knows
// the parameters of every call and refuses all others.
type fake struct {
	t      *testing.T
	secret string // "" means that calls need not be signed

	mu       sync.Mutex
	now      func() time.Time
	posts    []*fakePost // oldest first, comments among them
	photos   map[string]*fakePhoto
	serial   int
	lag      int
	seen     []call
	me       map[string]string // what /me answers
	page     map[string]string // what /{page} answers
	version  string            // that answers, in Facebook-Api-Version
	bare     bool              // answers without permalink_url
	wrapped  bool              // answers without unshimmed_url
	mute     bool              // answers a change without success
	answer   func(call) (status int, body string)
	unsorted bool // an old post is pinned
}

type fakePost struct {
	channeltest.Public
	link, photo string
	at          time.Time
	foreign     bool // not of this app
}

type fakePhoto struct {
	alt, kind, name string
	size            int
	used            bool
}

// call is a request as the fake saw it.
type call struct {
	method, path string // path without version
	query        url.Values
	body         string
}

func (c call) String() string { return c.method + " " + c.path }

func newFake(t *testing.T, secret string) *fake {
	return &fake{
		t: t, secret: secret, now: channeltest.Moment, photos: map[string]*fakePhoto{}, version: version,
		me: map[string]string{"id": fakePage, "name": "Riverside Hospital"},
		page: map[string]string{"id": fakePage, "name": "Riverside Hospital", "username": "riverside.example",
			"link": "https://www.facebook.com/riverside.example"},
	}
}

func (f *fake) Clock(now func() time.Time) { f.now = now }

func (f *fake) Lag(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lag = n
}

func (f *fake) Public() []channeltest.Public {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []channeltest.Public
	for _, p := range f.posts {
		all = append(all, p.Public)
	}
	return all
}

func (f *fake) Fill(all []channeltest.Public) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range all {
		p.ID = fakePage + "_" + p.ID
		f.posts = append(f.posts, &fakePost{Public: p, link: p.Links[0], at: f.now()})
	}
}

func (f *fake) Commits(r *http.Request) bool {
	return r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/feed") || strings.HasSuffix(r.URL.Path, "/comments"))
}

// refusals are the bodies for the suite's cases.
var refusals = map[channeltest.Case]struct {
	status int
	body   string
}{
	channeltest.BadToken:      {400, `{"error":{"message":"Error validating access token: the session has expired.","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"AbC"}}`},
	channeltest.NoScope:       {403, `{"error":{"message":"(#200) The permission is missing","type":"OAuthException","code":200,"fbtrace_id":"AbC"}}`},
	channeltest.LimitedFor:    {400, `{"error":{"message":"(#32) Page request limit reached","type":"OAuthException","code":32,"fbtrace_id":"AbC"}}`},
	channeltest.LimitedSilent: {400, `{"error":{"message":"(#4) Application request limit reached","type":"OAuthException","is_transient":true,"code":4,"fbtrace_id":"AbC"}}`},
	channeltest.AlreadyThere:  {400, `{"error":{"message":"(#506) Duplicate status message","type":"OAuthException","code":506}}`},
	channeltest.BadText:       {400, `{"error":{"message":"(#100) The parameter is not valid","type":"OAuthException","code":100,"fbtrace_id":"AbC"}}`},
	channeltest.Suspended:     {400, `{"error":{"message":"The action is blocked","type":"OAuthException","code":368,"error_user_title":"Blocked","error_user_msg":"You can’t do this\nfor now.","fbtrace_id":"AbC"}}`},
	channeltest.Broken:        {500, `{"error":{"message":"An unknown error has occurred.","type":"OAuthException","code":1,"fbtrace_id":"AbC"}}`},
	channeltest.Away:          {503, `{"error":{"message":"Service temporarily unavailable","type":"OAuthException","is_transient":true,"code":2,"fbtrace_id":"AbC"}}`},
}

func (f *fake) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	r, ok := refusals[c]
	if !ok {
		return false // neither a date nor credit exists here
	}
	if c == channeltest.LimitedFor {
		w.Header().Set("X-Business-Use-Case-Usage", usage(fakePage, 2))
	}
	respond(w, r.status, r.body)
	return true
}

func usage(page string, minutes int) string {
	return fmt.Sprintf(`{"%s":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":%d}]}`, page, minutes)
}

func respond(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

// graphError is a refusal of the fake's own.
type graphError struct {
	code, subcode int
	message       string
}

func wrong(format string, args ...any) *graphError {
	return &graphError{100, 0, fmt.Sprintf("(#100) "+format, args...)}
}

// absent is one answer for two cases, as in real life.
func absent(id string) *graphError {
	return &graphError{100, 33, fmt.Sprintf("Unsupported request. Object with ID '%s' does not exist or cannot be loaded", id)}
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	q := r.URL.Query()
	path, versioned := strings.CutPrefix(r.URL.Path, "/"+version+"/")
	c := call{r.Method, "/" + path, q, ""}
	w.Header().Set("Facebook-Api-Version", f.version)
	var out any
	var e *graphError
	switch {
	case !versioned:
		e = &graphError{2500, 0, "Unknown path components: " + r.URL.Path}
	case strings.Contains(r.URL.String(), fakeToken) || q.Has("access_token"):
		f.t.Errorf("the address holds the token: %s", r.URL)
		e = wrong("the token is in the address")
	default:
		if e = f.known(r); e == nil {
			q.Del("appsecret_proof")
			out, e = f.act(&c, r)
		}
	}
	f.seen = append(f.seen, c)
	if f.answer != nil {
		if status, body := f.answer(c); status != 0 {
			respond(w, status, body)
			return
		}
	}
	if e != nil {
		body, _ := json.Marshal(map[string]any{"error": map[string]any{"message": e.message, "type": "OAuthException", "code": e.code, "error_subcode": e.subcode, "fbtrace_id": "AbC"}})
		respond(w, http.StatusBadRequest, string(body))
		return
	}
	body, _ := json.Marshal(out)
	respond(w, http.StatusOK, string(body))
}

// known checks token and proof, the latter with code of its own.
func (f *fake) known(r *http.Request) *graphError {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer || token != fakeToken {
		return &graphError{190, 0, "Malformed access token " + token} // it does say it
	}
	if f.secret == "" {
		return nil
	}
	mac := hmac.New(sha256.New, []byte(f.secret))
	fmt.Fprint(mac, token)
	switch proof := r.URL.Query()["appsecret_proof"]; {
	case len(proof) == 0:
		return &graphError{100, 0, "API calls from the server require an appsecret_proof argument"}
	case len(proof) > 1 || proof[0] != hex.EncodeToString(mac.Sum(nil)):
		return &graphError{100, 0, "Invalid appsecret_proof provided in the API argument"}
	}
	return nil
}

func (f *fake) act(c *call, r *http.Request) (any, *graphError) {
	parts := strings.Split(strings.Trim(c.path, "/"), "/")
	root, edge := parts[0], strings.Join(parts[1:], "/")
	switch r.Method + " " + edge {
	case "POST ":
		if root == "" {
			return f.scrape(c)
		}
		return f.amend(root, c, r)
	case "GET ":
		return f.node(root, c)
	case "DELETE ":
		return f.remove(root, c)
	case "POST feed":
		return f.feed(root, c, r)
	case "POST photos":
		return f.upload(root, c, r)
	case "POST comments":
		return f.comment(root, c, r)
	case "GET posts":
		return f.list(root, c)
	}
	return nil, &graphError{2500, 0, "Unknown path components: /" + edge}
}

// only refuses parameters that a call does not have.
func only(c *call, names ...string) *graphError {
	for name, values := range c.query {
		if !slices.Contains(names, name) || len(values) != 1 {
			return wrong("Unknown or repeated parameter %s", name)
		}
	}
	return nil
}

// fields refuses fields that a node does not have, or too few to be useful.
func fields(c *call, known ...string) ([]string, *graphError) {
	asked := strings.Split(c.query.Get("fields"), ",")
	for _, name := range asked {
		if !slices.Contains(known, name) {
			return nil, wrong("Tried accessing nonexisting field (%s)", name)
		}
	}
	return asked, nil
}

// take decodes a JSON body into v, which knows all fields.
func take(c *call, r *http.Request, v any) *graphError {
	if r.Header.Get("Content-Type") != "application/json" {
		return wrong("unexpected content type %q", r.Header.Get("Content-Type"))
	}
	var raw json.RawMessage
	if err := json.NewDecoder(r.Body).Decode(&raw); err != nil {
		return wrong("The body cannot be read: %v", err)
	}
	c.body = string(raw)
	d := json.NewDecoder(strings.NewReader(c.body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return wrong("The body cannot be read: %v", err)
	}
	return nil
}
