package mastodon

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"nadi/syndicate/channeltest"
)

const token = "fake-8f14e45fceea167a5a36dedd4bea2543"

// manners are how a server behaves. The zero value is a Mastodon of today.
type manners struct {
	software   string // by nodeinfo; "-": it has no nodeinfo
	ignoresKey bool
	breaks     bool // a repeat is answered 500, although the post is there
	locks      bool // a repeat is answered 503
	slow       int  // how often a picture is not ready yet
	never      bool // no picture is ever ready
	spoilt     bool // no picture can be worked on
	limit      int  // characters; 0: 500
	perURL     int  // 0: 23
	old        bool // no /api/v2/instance
	bare       bool // the instance names no limits
	silenced   bool // every post is unlisted
	allBoosts  bool // lists boosts although asked not to
	codePoints bool // counts code points and addresses in full
}

// fake is a server with one account.
type fake struct {
	manners
	mu       sync.Mutex
	now      func() time.Time
	posts    []*fakePost // all of the account, oldest first
	pictures map[string]*fakePicture
	keys     map[string]string // Idempotency-Key → id of the post
	made     int
	lag      int
	asked    []recorded // requests as they came
}

// fakePost is a post of the account or, as a boost, of somebody else.
type fakePost struct {
	channeltest.Public
	at         time.Time
	visibility string
	spoiler    string
	pictures   []string
	boost      bool
	deleting   bool
	content    string // in place of what Text would look like
}

type fakePicture struct {
	alt   string
	waits int // how often it is still not ready
	used  bool
}

// recorded is a request, kept for the comparison with the official description.
type recorded struct {
	method, url string
	header      http.Header
	body        []byte
}

func newFake(m manners) *fake {
	if m.software == "" {
		m.software = "mastodon"
	}
	m.limit, m.perURL = max(m.limit, 0), max(m.perURL, 0)
	if m.limit == 0 {
		m.limit = 500
	}
	if m.perURL == 0 {
		m.perURL = 23
	}
	return &fake{manners: m, now: channeltest.Moment, pictures: map[string]*fakePicture{}, keys: map[string]string{}}
}

func (f *fake) Clock(now func() time.Time) { f.now = now }
func (f *fake) Commits(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses"
}

func (f *fake) Lag(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lag = n
}

func (f *fake) Public() []channeltest.Public {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []channeltest.Public
	for _, p := range f.posts {
		if !p.boost {
			out = append(out, f.shown(p))
		}
	}
	return out
}

// shown is a post as its readers see it.
func (f *fake) shown(p *fakePost) channeltest.Public {
	s := p.Public
	s.Picture = len(p.pictures) > 0
	if s.Alt = ""; s.Picture {
		s.Alt = f.pictures[p.pictures[0]].alt
	}
	return s
}

func (f *fake) Fill(all []channeltest.Public) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range all {
		f.put(&fakePost{Public: p, at: f.now(), visibility: "public"})
	}
}

// put adds a post and gives it the next id: ids grow, as the server's do.
func (f *fake) put(p *fakePost) *fakePost {
	f.made++
	p.ID = strconv.Itoa(113000000000000000 + f.made)
	f.posts = append(f.posts, p)
	return p
}

func (f *fake) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	say := func(status int, text string) bool { refuse(w, status, text); return true }
	switch c {
	case channeltest.BadToken:
		return say(401, "The access token is invalid")
	case channeltest.NoScope:
		return say(403, "This action is outside the authorized scopes")
	case channeltest.LimitedFor:
		w.Header().Set("X-RateLimit-Limit", "300")
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", f.now().Add(2*time.Minute).Format("2006-01-02T15:04:05.000000Z"))
		return say(429, "Too many requests")
	case channeltest.LimitedUntil: // by a proxy in front
		w.Header().Set("Retry-After", f.now().Add(2*time.Minute).Format(http.TimeFormat))
		return say(429, "Too many requests")
	case channeltest.LimitedSilent:
		return say(429, "Too many requests")
	case channeltest.BadText:
		return say(422, "Validation failed: Text character limit of 500 exceeded")
	case channeltest.Suspended:
		return say(403, "Your login is currently disabled")
	case channeltest.Broken:
		w.WriteHeader(500)
		io.WriteString(w, "<!DOCTYPE html><title>We're sorry, but something went wrong on our end</title>")
		return true
	case channeltest.Away:
		return say(503, "There was a temporary problem serving your request, please try again")
	}
	return false
}

func refuse(w http.ResponseWriter, status int, text string) {
	answer(w, status, map[string]string{"error": text})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	f.asked = append(f.asked, recorded{r.Method, r.URL.String(), r.Header.Clone(), body})
	r.Body = io.NopCloser(bytes.NewReader(body))
	if f.open(w, r) {
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+token {
		refuse(w, 401, "The access token is invalid")
		return
	}
	mux := http.NewServeMux()
	for pattern, handle := range map[string]http.HandlerFunc{
		"GET /api/v1/accounts/verify_credentials": f.me,
		"GET /api/v1/accounts/42/statuses":        f.list,
		"POST /api/v1/statuses":                   f.create,
		"GET /api/v1/statuses/{id}":               f.one,
		"PUT /api/v1/statuses/{id}":               f.edit,
		"DELETE /api/v1/statuses/{id}":            f.remove,
		"POST /api/v2/media":                      f.upload,
		"GET /api/v1/media/{id}":                  f.picture,
		"/":                                       func(w http.ResponseWriter, _ *http.Request) { refuse(w, 404, "Not Found") },
	} {
		mux.HandleFunc(pattern, handle)
	}
	mux.ServeHTTP(w, r)
}

// open answers what needs no token.
func (f *fake) open(w http.ResponseWriter, r *http.Request) bool {
	switch r.URL.Path {
	case "/.well-known/nodeinfo":
		if f.software == "-" {
			http.NotFound(w, r)
			return true
		}
		answer(w, 200, map[string]any{"links": []map[string]string{
			{"rel": "https://www.w3.org/ns/activitystreams#Application", "href": "https://social.example/actor"},
			{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://social.example/nodeinfo/2.0"}}})
	case "/nodeinfo/2.0":
		answer(w, 200, map[string]any{"version": "2.0", "software": map[string]string{"name": f.software, "version": "4.5.0"}})
	case "/api/v2/instance", "/api/v1/instance":
		f.instance(w, r)
	default:
		return false
	}
	return true
}

func (f *fake) instance(w http.ResponseWriter, r *http.Request) {
	type m = map[string]any
	said := m{"domain": "social.example", "title": "Social", "configuration": m{
		"statuses": m{"max_characters": f.limit, "max_media_attachments": 4, "characters_reserved_per_url": f.perURL},
		"media_attachments": m{"supported_mime_types": []string{"image/jpeg", "image/png", "image/gif", "image/heic", "image/webp", "video/mp4"},
			"image_size_limit": 16777216, "image_matrix_limit": 33177600, "description_limit": 1500}}}
	newer := strings.Contains(r.URL.Path, "v2")
	if f.old && newer {
		refuse(w, 404, "Not Found")
		return
	}
	if !newer {
		said["uri"] = said["domain"]
		delete(said, "domain")
	}
	if f.bare {
		said["configuration"] = m{}
		said["max_toot_chars"] = f.limit
	}
	answer(w, 200, said)
}

func (f *fake) me(w http.ResponseWriter, _ *http.Request) {
	answer(w, 200, map[string]any{"id": "42", "username": "riverside", "acct": "riverside", "url": "https://social.example/@riverside", "source": map[string]string{"privacy": "public"}})
}

// upload takes a picture and its alt text, and nothing else.
func (f *fake) upload(w http.ResponseWriter, r *http.Request) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		refuse(w, 422, "Validation failed: File can't be blank")
		return
	}
	form, err := multipart.NewReader(r.Body, params["boundary"]).ReadForm(1 << 24)
	if err != nil || len(form.File["file"]) != 1 || len(form.File) != 1 || len(form.Value["description"]) > 1 || len(form.Value) > 1 {
		refuse(w, 422, "Validation failed: File can't be blank")
		return
	}
	p := &fakePicture{waits: f.slow}
	if d := form.Value["description"]; len(d) == 1 {
		p.alt = d[0]
	}
	types := []string{"image/jpeg", "image/png", "image/gif", "image/webp"}
	if !slices.Contains(types, form.File["file"][0].Header.Get("Content-Type")) {
		refuse(w, 422, "Validation failed: File content type is invalid")
		return
	}
	if len([]rune(p.alt)) > 1500 {
		refuse(w, 422, "Validation failed: Description is too long (maximum is 1500 characters)")
		return
	}
	id := strconv.Itoa(700 + len(f.pictures))
	f.pictures[id] = p
	if p.waits > 0 || f.never || f.spoilt {
		answer(w, 202, map[string]any{"id": id, "type": "image", "url": nil, "description": p.alt})
		return
	}
	answer(w, 200, f.pictureJSON(id))
}

func (f *fake) pictureJSON(id string) map[string]any {
	return map[string]any{"id": id, "type": "image", "url": "https://files.social.example/" + id + ".jpg", "description": f.pictures[id].alt}
}

func (f *fake) picture(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	p := f.pictures[id]
	switch {
	case p == nil || p.used:
		refuse(w, 404, "Record not found")
	case f.spoilt:
		refuse(w, 422, "Error processing thumbnail for uploaded media")
	case f.never:
		answer(w, 206, f.pictureJSON(id))
	case p.waits > 0:
		p.waits--
		answer(w, 206, f.pictureJSON(id))
	default:
		answer(w, 200, f.pictureJSON(id))
	}
}

// strict decodes a body of JSON and refuses what the API does not know.
func strict(r *http.Request, v any) error {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return fmt.Errorf("the body is %q", kind)
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	return d.Decode(v)
}
