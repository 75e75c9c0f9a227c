package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakenet is all that the program talks to, on one server of this machine: the
// live site, from a folder, and one account on each of six networks. It answers
// what the adapters ask and keeps what readers would see. The strict fakes stand
// beside the adapters; here it is the whole program that is tested.
type fakenet struct {
	*httptest.Server
	mu    sync.Mutex
	site  string // folder of the live site
	posts map[string][]fakePost
	seen  int // requests so far, those for pages too
	// before and after are called around each request, with its number.
	before, after func(n int, r *http.Request)
	hosts         map[string]string        // of the networks whose API has a host of its own
	lose          map[string]bool          // accounts whose next post's answer is lost
	clocks        map[string]time.Duration // how far the clocks of places are from ours
}

// fakePost is something that readers see.
type fakePost struct {
	id, text, link, key string
	at                  time.Time
	body                json.RawMessage
}

// secrets are the environment of the six accounts. None of the values may be
// seen anywhere.
func (f *fakenet) secrets() []string {
	return []string{
		"NADI_MASTODON_EN_TOKEN=s3cret-mastodon-en-5b1e90", "NADI_MASTODON_HI_TOKEN=s3cret-mastodon-hi-71aa02",
		"NADI_BLUESKY_HANDLE=riverside.example", "NADI_BLUESKY_APP_PASSWORD=s3cret-blue-pass-word",
		"NADI_X_API_KEY=s3cret-x-key-9901", "NADI_X_API_SECRET=s3cret-x-secret-9902", "NADI_X_ACCESS_TOKEN=s3cret-x-token-9903", "NADI_X_ACCESS_SECRET=s3cret-x-asec-9904",
		"NADI_FACEBOOK_TOKEN=s3cret-face-token-4411", "NADI_SCREENS_URL=" + f.URL + "/hook/s3cret-hook-path-8812", "NADI_SCREENS_SECRET=s3cret-hook-key-8813",
	}
}

// accounts is the part of nadi.yaml that names them.
func (f *fakenet) accounts() string {
	return strings.NewReplacer("M1", f.hosts["m1"], "M2", f.hosts["m2"], "BLUE", f.hosts["blue"], "URL", f.URL).Replace(`
ledger: file:../ledger.jsonl
approval: none
accounts:
  mastodon-en: {channel: mastodon, server: M1, languages: [en]}
  mastodon-hi: {channel: mastodon, server: M2, languages: [hi, en]}
  bluesky: {channel: bluesky, server: BLUE, languages: [en]}
  x: {channel: x, server: URL/x, languages: [en]}
  facebook: {channel: facebook, server: URL/fb, languages: [en], options: {page: "77"}}
  screens: {channel: webhook, languages: [en]}
`)
}

var fakeAccounts = []string{"mastodon-en", "mastodon-hi", "bluesky", "x", "facebook", "screens"}

func newFakenet(t *testing.T) *fakenet {
	t.Helper()
	f := &fakenet{posts: map[string][]fakePost{}, lose: map[string]bool{}, hosts: map[string]string{}, clocks: map[string]time.Duration{}}
	f.Server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.Close)
	for _, name := range []string{"m1", "m2", "blue"} { // these have a host of their own, without a path
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.URL.Path = "/" + name + r.URL.Path
			f.serve(w, r)
		}))
		t.Cleanup(s.Close)
		f.hosts[name] = s.URL
	}
	return f
}

func (f *fakenet) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.seen++
	n, before, after := f.seen, f.before, f.after
	f.mu.Unlock()
	if before != nil {
		before(n, r)
	}
	f.mu.Lock()
	answer := httptest.NewRecorder()
	count := f.count()
	f.route(answer, r, body)
	lost := f.count() > count && f.lost()
	f.mu.Unlock()
	if after != nil {
		after(n, r)
	}
	if lost {
		panic(http.ErrAbortHandler) // hangs up
	}
	for k, v := range answer.Header() {
		w.Header()[k] = v
	}
	place, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	f.mu.Lock()
	w.Header().Set("Date", time.Now().Add(f.clocks[place]).UTC().Format(http.TimeFormat))
	f.mu.Unlock()
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

func (f *fakenet) count() int {
	n := 0
	for _, p := range f.posts {
		n += len(p)
	}
	return n
}

// lost reports whether the post that has just been made is to lose its answer.
func (f *fakenet) lost() bool {
	for a, on := range f.lose {
		if on && len(f.posts[a]) > 0 && time.Since(f.posts[a][len(f.posts[a])-1].at) < time.Second {
			delete(f.lose, a)
			return true
		}
	}
	return false
}

func (f *fakenet) route(w http.ResponseWriter, r *http.Request, body []byte) {
	network, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if f.follow(w, r, network, rest, body) {
		return
	}
	switch network {
	case "site":
		http.StripPrefix("/site", http.FileServer(http.Dir(f.site))).ServeHTTP(w, r)
	case "m1":
		f.mastodon(w, r, "mastodon-en", rest, body)
	case "m2":
		f.mastodon(w, r, "mastodon-hi", rest, body)
	case "blue":
		f.bluesky(w, r, rest, body)
	case "x":
		f.x(w, r, rest, body)
	case "fb":
		f.facebook(w, r, rest, body)
	case "hook":
		f.hook(w, body)
	default:
		http.NotFound(w, r)
	}
}

// post makes something public, once for a key if the network knows keys.
func (f *fakenet) post(account, key, text, link string, body []byte) fakePost {
	for _, p := range f.posts[account] {
		if key != "" && p.key == key {
			return p
		}
	}
	p := fakePost{id: fmt.Sprint(1000 + f.count()), key: key, text: text, link: link, at: time.Now(), body: body}
	f.posts[account] = append(f.posts[account], p)
	return p
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

type obj = map[string]any

var anyLink = regexp.MustCompile(`https?://\S+`)

func (f *fakenet) status(account string, p fakePost) obj {
	content := anyLink.ReplaceAllStringFunc(html.EscapeString(p.text), func(l string) string { return `<a href="` + l + `">` + l + `</a>` })
	return obj{"id": p.id, "uri": f.URL + "/s/" + p.id, "url": f.URL + "/@" + account + "/" + p.id, "created_at": p.at, "content": "<p>" + content + "</p>", "visibility": "public"}
}

func (f *fakenet) mastodon(w http.ResponseWriter, r *http.Request, account, path string, body []byte) {
	switch {
	case r.Header.Get("Authorization") != "Bearer s3cret-mastodon-"+strings.TrimPrefix(account, "mastodon-")+map[string]string{"mastodon-en": "-5b1e90", "mastodon-hi": "-71aa02"}[account] &&
		strings.HasPrefix(path, "api/v1/"):
		w.WriteHeader(http.StatusUnauthorized)
		reply(w, obj{"error": "The access token is invalid"})
	case strings.HasSuffix(path, "verify_credentials"):
		reply(w, obj{"id": account, "username": account, "acct": account, "url": f.URL + "/@" + account})
	case path == "api/v2/instance":
		reply(w, obj{"domain": "social.example", "configuration": obj{"statuses": obj{"max_characters": 500, "characters_reserved_per_url": 23},
			"media_attachments": obj{"supported_mime_types": []string{"image/jpeg", "image/png"}, "image_size_limit": 16 << 20, "image_matrix_limit": 33 << 20, "description_limit": 1500}}})
	case path == ".well-known/nodeinfo":
		reply(w, obj{"links": []obj{{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f.hosts[map[string]string{"mastodon-en": "m1", "mastodon-hi": "m2"}[account]] + "/nodeinfo/2.0"}}})
	case path == "nodeinfo/2.0":
		reply(w, obj{"software": obj{"name": map[string]string{"mastodon-en": "gotosocial", "mastodon-hi": "mastodon"}[account], "version": "4"}})
	case path == "api/v2/media":
		reply(w, obj{"id": "m1", "type": "image", "url": f.URL + "/m.png"})
	case path == "api/v1/statuses" && r.Method == http.MethodPost:
		var s struct{ Status string }
		_ = json.Unmarshal(body, &s)
		key := "" // which GoToSocial does not look at
		if account == "mastodon-hi" {
			key = r.Header.Get("Idempotency-Key")
		}
		reply(w, f.status(account, f.post(account, key, s.Status, anyLink.FindString(s.Status), nil)))
	case strings.HasSuffix(path, "/statuses"):
		out := []obj{}
		if r.URL.Query().Get("max_id") == "" {
			for _, p := range f.posts[account] {
				out = append([]obj{f.status(account, p)}, out...)
			}
		}
		reply(w, out)
	default:
		http.NotFound(w, r)
	}
}

func (f *fakenet) bluesky(w http.ResponseWriter, r *http.Request, path string, body []byte) {
	record := func(p fakePost) obj {
		return obj{"uri": "at://did:plc:example/app.bsky.feed.post/" + p.key, "cid": "bafyrei" + p.id, "value": p.body}
	}
	fail := func(name, message string) {
		w.WriteHeader(http.StatusBadRequest)
		reply(w, obj{"error": name, "message": message})
	}
	switch strings.TrimPrefix(path, "xrpc/com.atproto.") {
	case "server.createSession":
		reply(w, obj{"did": "did:plc:example", "handle": "riverside.example", "accessJwt": "s3cret-access-jwt", "refreshJwt": "s3cret-refresh-jwt", "active": true})
	case "repo.uploadBlob":
		reply(w, obj{"blob": obj{"$type": "blob", "ref": obj{"$link": "bafkrei"}, "mimeType": r.Header.Get("Content-Type"), "size": len(body)}})
	case "repo.putRecord":
		var in struct {
			Rkey   string
			Record json.RawMessage
		}
		_ = json.Unmarshal(body, &in)
		var rec struct {
			Text  string
			Embed struct{ External struct{ URI string } }
		}
		_ = json.Unmarshal(in.Record, &rec)
		p := f.post("bluesky", in.Rkey, rec.Text, rec.Embed.External.URI, in.Record)
		if string(p.body) != string(in.Record) {
			fail("InvalidSwap", "Record was at bafyrei"+p.id)
			return
		}
		reply(w, record(p))
	case "repo.getRecord":
		for _, p := range f.posts["bluesky"] {
			if p.key == r.URL.Query().Get("rkey") {
				reply(w, record(p))
				return
			}
		}
		fail("RecordNotFound", "Could not locate record")
	case "repo.listRecords":
		out := []obj{}
		if r.URL.Query().Get("cursor") == "" {
			for _, p := range f.posts["bluesky"] {
				out = append([]obj{record(p)}, out...)
			}
		}
		reply(w, obj{"records": out})
	default:
		fail("MethodNotImplemented", path)
	}
}

func (f *fakenet) x(w http.ResponseWriter, r *http.Request, path string, body []byte) {
	switch {
	case !strings.HasPrefix(r.Header.Get("Authorization"), "OAuth "):
		w.WriteHeader(http.StatusUnauthorized)
		reply(w, obj{"title": "Unauthorized", "status": 401, "detail": "Unauthorized"})
	case path == "2/users/me":
		reply(w, obj{"data": obj{"id": "9", "name": "Riverside", "username": "riverside"}})
	case path == "2/media/upload":
		reply(w, obj{"data": obj{"id": "5", "media_key": "3_5"}})
	case path == "2/media/metadata":
		reply(w, obj{"data": obj{"id": "5"}})
	case path == "2/tweets":
		var t struct{ Text string }
		_ = json.Unmarshal(body, &t)
		p := f.post("x", "", t.Text, anyLink.FindString(t.Text), nil)
		w.WriteHeader(http.StatusCreated)
		reply(w, obj{"data": obj{"id": p.id, "text": t.Text}})
	default:
		out := []obj{}
		for _, p := range f.posts["x"] {
			out = append([]obj{{"id": p.id, "text": "https://t.co/x", "created_at": p.at.UTC().Format(time.RFC3339), "entities": obj{"urls": []obj{{"url": "https://t.co/x", "expanded_url": p.link}}}}}, out...)
		}
		reply(w, obj{"data": out, "meta": obj{"result_count": len(out)}})
	}
}

func (f *fakenet) facebook(w http.ResponseWriter, r *http.Request, path string, body []byte) {
	_, path, _ = strings.Cut(path, "/") // the version
	switch {
	case strings.HasSuffix(path, "/feed"):
		var p struct{ Message, Link string }
		if json.Unmarshal(body, &p) != nil {
			form, _ := url.ParseQuery(string(body))
			p.Message, p.Link = form.Get("message"), form.Get("link")
		}
		made := f.post("facebook", "", p.Message, p.Link, nil)
		reply(w, obj{"id": "77_" + made.id, "permalink_url": f.URL + "/fbpost/" + made.id})
	case strings.HasSuffix(path, "/posts"):
		out := []obj{}
		for _, p := range f.posts["facebook"] {
			out = append([]obj{{"id": "77_" + p.id, "message": p.text, "created_time": p.at.UTC().Format("2006-01-02T15:04:05-0700"), "permalink_url": f.URL + "/fbpost/" + p.id,
				"attachments": obj{"data": []obj{{"unshimmed_url": p.link}}}}}, out...)
		}
		reply(w, obj{"data": out})
	case path == "":
		reply(w, obj{"url": r.URL.Query().Get("id"), "id": "1"})
	default:
		reply(w, obj{"id": "77", "name": "Riverside", "link": f.URL + "/riverside", "username": "riverside"})
	}
}

func (f *fakenet) hook(w http.ResponseWriter, body []byte) {
	var d struct{ ID, Event, Type, Text, Link string }
	_ = json.Unmarshal(body, &d)
	if strings.Contains(string(body), `"ping"`) {
		reply(w, obj{"id": "screens"})
		return
	}
	p := f.post("screens", "", d.Text, d.Link, nil)
	reply(w, obj{"id": p.id, "url": f.URL + "/screens/" + p.id})
}

// shows returns how many posts an account shows, or shows of a link.
func (f *fakenet) shows(account, link string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, p := range f.posts[account] {
		if strings.Contains(p.link+" "+p.text, link) {
			n++
		}
	}
	return n
}

// writeFiles writes files below a folder.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		to := dir + "/" + name
		if err := os.MkdirAll(to[:strings.LastIndexByte(to, '/')], 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
