// Package netlifytest is a Netlify of our own: the part of its API that deploys
// use, with a memory, for tests. It is as strict as Netlify's documents and
// forgives nothing: a wrong token, an unknown deploy, a file whose content is
// not what was announced, an upload that was not asked for. Time passes only as
// its clock says, so that a deploy of a minute takes none.
//
// It is held against Netlify's own OpenAPI document by the tests of package
// netlify. Do not make it kinder than Netlify is.
package netlifytest

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Fault is what happens to one request. The zero value is none.
type Fault struct {
	Status int         // answer this and do nothing
	Header http.Header // with these
	Text   string      // and this message
	Drop   bool        // hang up before doing anything
	Lose   bool        // do it, and hang up instead of answering
	HTML   bool        // answer with a page, as a broken proxy does
}

// Fake is one site on Netlify. Its fields are set before it serves, or through
// Change.
type Fake struct {
	Token string
	Site  string // its id
	Name  string // its name, which works as well
	Now   func() time.Time

	Locked    bool          // auto publishing was stopped
	Fails     string        // processing ends with this error_message
	Stuck     string        // a deploy stays in this state for ever
	Context   string        // of new deploys; empty means production
	Step      time.Duration // between two states; 0 means a second
	PerMinute int           // requests; 0 means no limit
	Forbidden bool          // the token may read and not deploy
	Fault     func(n int, r *http.Request) Fault

	mu      sync.Mutex
	n       int
	window  time.Time
	used    int
	blobs   map[string][]byte // by SHA-1
	deploys []*deployed
	shown   *deployed
	uploads int
}

// deployed is one deploy.
type deployed struct {
	id, title      string
	files          map[string]string // path: SHA-1
	asked          []string          // required when it was made
	async, draft   bool
	context        string
	made, complete time.Time // complete is zero until all content is there
}

// Change changes the fake while it serves.
func (f *Fake) Change(do func(*Fake)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do(f)
}

// Published is the site that readers get: bodies by path; nil before the first.
func (f *Fake) Published() map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.publish()
	if f.shown == nil {
		return nil
	}
	return f.bodies(f.shown)
}

// Newest is the deploy made last, whether readers get it or not.
func (f *Fake) Newest() (id string, files map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.deploys) == 0 {
		return "", nil
	}
	d := f.deploys[len(f.deploys)-1]
	return d.id, f.bodies(d)
}

func (f *Fake) bodies(d *deployed) map[string]string {
	all := map[string]string{}
	for p, sum := range d.files {
		all[strings.TrimPrefix(p, "/")] = string(f.blobs[sum])
	}
	return all
}

// Uploads counts the files that came, Deploys the deploys that were made.
func (f *Fake) Uploads() int { f.mu.Lock(); defer f.mu.Unlock(); return f.uploads }

// Deploys counts the deploys that were made.
func (f *Fake) Deploys() int { f.mu.Lock(); defer f.mu.Unlock(); return len(f.deploys) }

// Publish lets somebody else deploy, a moment after now: readers get it.
func (f *Fake) Publish() {
	f.mu.Lock()
	defer f.mu.Unlock()
	d := f.add(&deployed{files: map[string]string{}, made: f.Now().Add(time.Millisecond)})
	d.complete = d.made
	f.shown = d
}

// add gives a deploy its name. Ids grow with time, as Netlify's do.
func (f *Fake) add(d *deployed) *deployed {
	d.id = fmt.Sprintf("%024x", len(f.deploys)+1)
	f.deploys = append(f.deploys, d)
	return d
}

func (f *Fake) step() time.Duration {
	if f.Step == 0 {
		return time.Second
	}
	return f.Step
}

// lacks lists the contents of a deploy that are not there.
func (f *Fake) lacks(d *deployed) []string {
	seen, list := map[string]bool{}, []string{}
	for _, sum := range d.files {
		if _, ok := f.blobs[sum]; !ok && !seen[sum] {
			seen[sum] = true
			list = append(list, sum)
		}
	}
	return list
}

// state is where a deploy stands now.
func (f *Fake) state(d *deployed) string {
	now, s := f.Now(), f.step()
	at := func(from time.Time, steps int) bool { return !now.Before(from.Add(time.Duration(steps) * s)) }
	state := "uploading"
	switch {
	case d.async && !at(d.made, 2):
		state = "preparing"
	case d.complete.IsZero() && d.async:
		state = "prepared"
	case d.complete.IsZero():
	case f.Fails != "" && at(d.complete, 2):
		state = "error"
	case at(d.complete, 4):
		state = "ready"
	case at(d.complete, 3):
		state = "processed"
	case at(d.complete, 1):
		state = "processing"
	default:
		state = "uploaded"
	}
	if order[f.Stuck] > 0 && order[state] >= order[f.Stuck] {
		state = f.Stuck
	}
	return state
}

// order is how states follow one another.
var order = map[string]int{"preparing": 1, "prepared": 2, "uploading": 2, "uploaded": 3, "processing": 4, "processed": 5, "ready": 6}

// publish lets readers get the newest deploy that may be.
func (f *Fake) publish() {
	for i := len(f.deploys) - 1; i >= 0 && f.deploys[i] != f.shown; i-- {
		d := f.deploys[i]
		if f.state(d) == "ready" && !d.draft && !f.Locked && d.context == "" && !f.Now().Before(d.complete.Add(5*f.step())) {
			f.shown = d
			return
		}
	}
}

// ServeHTTP is the API, below any path that ends before /sites and /deploys.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.ContentLength >= 0 && int64(len(body)) != r.ContentLength {
		return // the other side hung up in the middle
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	fault := Fault{}
	if f.Fault != nil {
		fault = f.Fault(f.n, r)
	}
	switch {
	case fault.Drop:
		panic(http.ErrAbortHandler)
	case fault.HTML:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html>it works</html>")
		return
	case fault.Status != 0:
		for k, v := range fault.Header {
			w.Header()[k] = v
		}
		answer(w, fault.Status, map[string]any{"code": fault.Status, "message": fault.Text})
		return
	}
	f.publish()
	status, value := f.handle(w, r, body)
	if fault.Lose {
		panic(http.ErrAbortHandler)
	}
	answer(w, status, value)
}

func answer(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

func refuse(status int, text string) (int, any) {
	return status, map[string]any{"code": status, "message": text}
}

func (f *Fake) handle(w http.ResponseWriter, r *http.Request, body []byte) (int, any) {
	if r.Header.Get("Authorization") != "Bearer "+f.Token || f.Token == "" {
		return refuse(401, "Access Denied")
	}
	if r.Header.Get("User-Agent") == "" {
		return refuse(400, "a User-Agent is asked for")
	}
	if !f.limit(w) {
		return refuse(429, "API rate limit exceeded")
	}
	_, p, ok := strings.Cut(r.URL.EscapedPath(), "/sites/")
	if ok {
		return f.sites(r, strings.Split(p, "/"), body)
	}
	if _, p, ok = strings.Cut(r.URL.EscapedPath(), "/deploys/"); ok {
		id, p, _ := strings.Cut(p, "/files/")
		return f.upload(r, id, p, body)
	}
	return refuse(404, "Not Found")
}

// limit counts requests by the minute of the clock.
func (f *Fake) limit(w http.ResponseWriter) bool {
	if f.PerMinute == 0 {
		return true
	}
	now := f.Now()
	if w0 := now.Truncate(time.Minute); w0 != f.window {
		f.window, f.used = w0, 0
	}
	f.used++
	h := w.Header()
	h.Set("X-RateLimit-Limit", fmt.Sprint(f.PerMinute))
	h.Set("X-RateLimit-Remaining", fmt.Sprint(max(0, f.PerMinute-f.used)))
	h.Set("X-RateLimit-Reset", fmt.Sprint(f.window.Add(time.Minute).Unix()))
	return f.used <= f.PerMinute
}

func (f *Fake) sites(r *http.Request, p []string, body []byte) (int, any) {
	if name, _ := url.PathUnescape(p[0]); name != f.Site && name != f.Name {
		return refuse(404, "Not Found")
	}
	switch {
	case len(p) == 1 && r.Method == http.MethodGet:
		return 200, f.site()
	case len(p) == 2 && p[1] == "deploys" && r.Method == http.MethodGet:
		return 200, f.list()
	case len(p) == 2 && p[1] == "deploys" && r.Method == http.MethodPost:
		return f.create(r, body)
	case len(p) == 3 && p[1] == "deploys" && r.Method == http.MethodGet:
		if d := f.find(p[2]); d != nil {
			return 200, f.view(d)
		}
	}
	return refuse(404, "Not Found")
}

func (f *Fake) find(id string) *deployed {
	for _, d := range f.deploys {
		if d.id == id {
			return d
		}
	}
	return nil
}

// list is the first page of all deploys, newest first.
func (f *Fake) list() []any {
	all := []any{}
	for i := len(f.deploys) - 1; i >= 0 && len(all) < 20; i-- {
		all = append(all, f.view(f.deploys[i]))
	}
	return all
}

func (f *Fake) site() map[string]any {
	s := map[string]any{"id": f.Site, "name": f.Name, "state": "current", "url": "http://" + f.Name, "ssl_url": "https://" + f.Name, "admin_url": "https://app.netlify.example/projects/" + f.Name}
	if f.shown != nil {
		s["published_deploy"] = f.view(f.shown)
	}
	return s
}

func (f *Fake) view(d *deployed) map[string]any {
	context := "production"
	if d.context != "" {
		context = d.context
	}
	v := map[string]any{"id": d.id, "site_id": f.Site, "state": f.state(d), "title": d.title, "context": context, "draft": d.draft,
		"locked": f.Locked && d == f.shown, "created_at": d.made.UTC().Format("2006-01-02T15:04:05.000Z"),
		"deploy_url": "http://" + d.id + "--" + f.Name, "deploy_ssl_url": "https://" + d.id + "--" + f.Name,
		"admin_url": "https://app.netlify.example/projects/" + f.Name + "/deploys/" + d.id}
	if s := f.state(d); s != "preparing" {
		v["required"] = d.asked
	}
	if f.state(d) == "error" {
		v["error_message"] = f.Fails
	}
	return v
}

func (f *Fake) create(r *http.Request, body []byte) (int, any) {
	if f.Forbidden {
		return refuse(403, "Forbidden")
	}
	var in struct {
		Files map[string]string `json:"files"`
		Draft bool              `json:"draft"`
		Async bool              `json:"async"`
	}
	if r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &in) != nil || in.Files == nil {
		return refuse(422, "Unprocessable Entity")
	}
	for p, sum := range in.Files {
		if _, err := hex.DecodeString(sum); !strings.HasPrefix(p, "/") || len(sum) != 40 || err != nil || strings.ContainsAny(p, "#?") {
			return refuse(422, "Invalid filename or digest: "+p) // Netlify serves no names with # or ?
		}
	}
	d := f.add(&deployed{title: r.URL.Query().Get("title"), files: in.Files, async: in.Async, draft: in.Draft, context: f.Context, made: f.Now()})
	if d.asked = f.lacks(d); len(d.asked) == 0 {
		d.complete = d.made
		if d.async {
			d.complete = d.made.Add(2 * f.step())
		}
	}
	return 200, f.view(d)
}

func (f *Fake) upload(r *http.Request, id, p string, body []byte) (int, any) {
	d := f.find(id)
	name, err := url.PathUnescape(p)
	switch {
	case d == nil || r.Method != http.MethodPut:
		return refuse(404, "Not Found")
	case err != nil || r.Header.Get("Content-Type") != "application/octet-stream":
		return refuse(400, "Bad Request")
	case f.state(d) == "preparing":
		return refuse(422, "the deploy is being prepared")
	}
	h := sha1.Sum(body)
	sum := hex.EncodeToString(h[:])
	if d.files["/"+name] != sum {
		return refuse(422, "the content is not what was announced for /"+name)
	}
	asked := false
	for _, s := range d.asked {
		asked = asked || s == sum
	}
	if !asked {
		return refuse(422, "nobody asked for /"+name)
	}
	if f.blobs == nil {
		f.blobs = map[string][]byte{}
	}
	f.blobs[sum] = body
	f.uploads++
	for _, other := range f.deploys { // content counts for whoever lacks it
		if other.complete.IsZero() && len(f.lacks(other)) == 0 {
			other.complete = f.Now()
		}
	}
	return 200, map[string]any{"id": "/" + name, "path": "/" + name, "sha": sum, "mime_type": "application/octet-stream", "size": len(body)}
}
