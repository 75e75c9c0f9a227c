package youtube

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"nadi/syndicate/channeltest"
)

const (
	ownID     = "UCriverside00000000000000"
	ownList   = "UUriverside00000000000000"
	clientID  = "5550100-riverside.apps.googleusercontent.com"
	clientKey = "GOCSPX-invented-client-key"
	refreshed = "1//0invented-refresh-token"
)

// youTube is the network: one channel, its videos, their comments, and the
// sessions of uploads.
type youTube struct {
	mu       sync.Mutex
	now      func() time.Time
	clips    []*clip // oldest first
	remarks  []*remark
	sessions map[string]*session
	seq, lag int
	exact    bool            // a session keeps every byte that came, not only whole grains
	tokens   int             // how many access tokens were given
	live     map[string]bool // access tokens that are valid
	scopes   string
	dies     int64                                             // refresh_token_expires_in
	forced   string                                            // the privacy that the channel's settings force
	fail     func(w http.ResponseWriter, r *http.Request) bool // answers in the network's place
	seen     []recorded
}

// recorded is a request as it came.
type recorded struct {
	method, path, kind string
	query              url.Values
	header             http.Header
	body               []byte
}

type snippet struct {
	Title         string   `json:"title"`
	Description   string   `json:"description"`
	Tags          []string `json:"tags,omitempty"`
	Category      string   `json:"categoryId"`
	Language      string   `json:"defaultLanguage,omitempty"`
	AudioLanguage string   `json:"defaultAudioLanguage,omitempty"`
}

type clip struct {
	id       string
	owner    string
	snippet  snippet
	privacy  string
	base     string // the description before we came
	uploaded bool   // by a session
	etag     int
	seq      int // when readers saw something new
	at       time.Time
	data     []byte
	thumb    bool
	captions []string
	upload   string // uploadStatus
	why      string // rejectionReason
}

type remark struct {
	id, parent, video, text string
	seq                     int
}

type session struct {
	id    string
	size  int64
	kind  string
	about struct {
		Snippet snippet `json:"snippet"`
		Status  struct {
			Privacy    string `json:"privacyStatus"`
			Kids       *bool  `json:"selfDeclaredMadeForKids"`
			Embeddable *bool  `json:"embeddable"`
		} `json:"status"`
	}
	data []byte
	made *clip
}

func newYouTube() *youTube {
	return &youTube{now: channeltest.Moment, sessions: map[string]*session{}, live: map[string]bool{}, scopes: scope}
}

func (f *youTube) Clock(now func() time.Time) { f.now = now }
func (f *youTube) Lag(n int)                  { f.mu.Lock(); f.lag = n; f.mu.Unlock() }

// Commits: the piece that completes an upload, a new description, a comment. Once a
// session is complete, a question to it counts too: in a repeat it is what the
// attempt consists of.
func (f *youTube) Commits(r *http.Request) bool {
	if r.Method == http.MethodPost {
		return r.URL.Path == "/youtube/v3/commentThreads" || r.URL.Path == "/youtube/v3/comments"
	}
	if r.Method != http.MethodPut {
		return false
	}
	if id := r.URL.Query().Get("upload_id"); id != "" {
		span := r.Header.Get("Content-Range")
		if strings.HasPrefix(span, "bytes */") {
			f.mu.Lock()
			defer f.mu.Unlock()
			s := f.sessions[id]
			return s != nil && s.made != nil
		}
		_, last, size, ok := readSpan(span)
		return ok && last == size-1
	}
	return r.URL.Path == "/youtube/v3/videos"
}

func (f *youTube) Fill(posts []channeltest.Public) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range posts {
		c := f.add(p.ID, p.Text)
		c.uploaded, c.base = true, ""
	}
}

// add puts a video on the channel that was there before us.
func (f *youTube) add(id, description string) *clip {
	f.seq++
	c := &clip{id: id, owner: ownID, base: description, privacy: "public", seq: f.seq, etag: f.seq, at: f.now(), upload: "processed",
		snippet: snippet{Title: "Ward tour", Description: description, Tags: []string{"tour", "nursing care"}, Category: "22", Language: "en", AudioLanguage: "en"}}
	f.clips = append(f.clips, c)
	return c
}

func (f *youTube) clip(id string) *clip {
	for _, c := range f.clips {
		if c.id == id {
			return c
		}
	}
	return nil
}

// Public shows uploads whole, and of other videos what was added to their
// descriptions.
func (f *youTube) Public() []channeltest.Public {
	f.mu.Lock()
	defer f.mu.Unlock()
	type dated struct {
		seq int
		channeltest.Public
	}
	var all []dated
	for _, c := range f.clips {
		text := c.snippet.Description
		if !c.uploaded {
			if text == c.base {
				continue
			}
			text = strings.TrimPrefix(strings.TrimPrefix(text, c.base), "\n\n")
		}
		all = append(all, dated{c.seq, channeltest.Public{ID: c.id, Text: text, Links: addresses(text), Picture: c.thumb, Lang: c.snippet.Language}})
	}
	for _, r := range f.remarks {
		all = append(all, dated{r.seq, channeltest.Public{ID: r.id, Text: r.text, Parent: r.parent, Links: addresses(r.text)}})
	}
	slices.SortFunc(all, func(a, b dated) int { return a.seq - b.seq })
	out := []channeltest.Public{}
	for _, d := range all {
		out = append(out, d.Public)
	}
	return out
}

func addresses(text string) []string {
	var all []string
	for _, w := range strings.Fields(text) {
		if i := strings.Index(w, "https://"); i >= 0 {
			all = append(all, w[i:])
		}
	}
	return all
}

// oops writes Google's shape of an error.
func oops(w http.ResponseWriter, status int, domain, reason, message string) {
	reply(w, status, map[string]any{"error": map[string]any{"code": status, "message": message,
		"errors": []any{map[string]any{"message": message, "domain": domain, "reason": reason}}}})
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

// Refuse: Google's answers carry no time after which to come back, and the
// network knows no duplicates.
func (f *youTube) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	switch c {
	case channeltest.BadToken:
		oops(w, 401, "youtube.header", "authError", "Invalid Credentials")
	case channeltest.NoScope:
		oops(w, 403, "global", "insufficientPermissions", "Insufficient Permission: Request had insufficient authentication scopes.")
	case channeltest.LimitedSilent:
		oops(w, 403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded")
	case channeltest.BadText:
		oops(w, 400, "youtube.video", "invalidDescription", "The request metadata specifies an invalid video description.")
	case channeltest.OutOfCredit:
		oops(w, 403, "youtube.quota", "quotaExceeded", "The request cannot be completed because you have exceeded your quota.")
	case channeltest.Suspended:
		oops(w, 403, "youtube.account", "authenticatedUserAccountSuspended", "The account of the authenticated user is suspended.")
	case channeltest.Broken:
		oops(w, 500, "global", "backendError", "Internal error encountered.")
	case channeltest.Away:
		oops(w, 503, "global", "backendError", "The service is currently unavailable.")
	default:
		return false
	}
	return true
}

func (f *youTube) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	fail := f.fail
	f.mu.Unlock()
	if fail != nil && fail(w, r) {
		return
	}
	x := recorded{r.Method, r.URL.Path, r.Header.Get("Content-Type"), r.URL.Query(), r.Header.Clone(), nil}
	var broken error
	x.body, broken = io.ReadAll(r.Body)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = append(f.seen, x)
	if r.Method == http.MethodPost && r.URL.Path == "/token" {
		f.token(w, x)
		return
	}
	if !f.live[strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")] {
		f.Refuse(w, channeltest.BadToken)
		return
	}
	if id := x.query.Get("upload_id"); r.Method == http.MethodPut && id != "" {
		f.piece(w, x, id, broken)
		return
	}
	if broken != nil {
		return
	}
	serve := map[string]func(http.ResponseWriter, recorded){
		"POST /upload/youtube/v3/videos":         f.begin,
		"POST /upload/youtube/v3/thumbnails/set": f.setThumbnail,
		"POST /upload/youtube/v3/captions":       f.insertCaptions,
		"GET /youtube/v3/channels":               f.channels,
		"GET /youtube/v3/playlistItems":          f.playlist,
		"GET /youtube/v3/videos":                 f.list,
		"PUT /youtube/v3/videos":                 f.update,
		"DELETE /youtube/v3/videos":              f.remove,
		"POST /youtube/v3/commentThreads":        f.insertThread,
		"POST /youtube/v3/comments":              f.insertComment,
		"PUT /youtube/v3/comments":               f.updateComment,
		"DELETE /youtube/v3/comments":            f.removeComment,
	}[r.Method+" "+r.URL.Path]
	if serve == nil {
		oops(w, 404, "global", "notFound", "Not Found")
		return
	}
	serve(w, x)
}

func (f *youTube) token(w http.ResponseWriter, x recorded) {
	form, _ := url.ParseQuery(string(x.body))
	switch {
	case x.kind != "application/x-www-form-urlencoded" || form.Get("grant_type") != "refresh_token":
		reply(w, 400, map[string]any{"error": "invalid_request", "error_description": "Bad Request"})
	case form.Get("client_id") != clientID || form.Get("client_secret") != clientKey:
		reply(w, 401, map[string]any{"error": "invalid_client", "error_description": "The OAuth client was not found."})
	case form.Get("refresh_token") != refreshed:
		reply(w, 400, map[string]any{"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
	default:
		f.tokens++
		token := fmt.Sprintf("ya29.invented-access-token-%d", f.tokens)
		f.live[token] = true
		t := map[string]any{"access_token": token, "expires_in": 3599, "scope": f.scopes, "token_type": "Bearer"}
		if f.dies > 0 {
			t["refresh_token_expires_in"] = f.dies
		}
		reply(w, 200, t)
	}
}

// strict decodes a body as Google does: an unknown name is an error.
func strict(w http.ResponseWriter, body []byte, v any) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		oops(w, 400, "global", "badRequest", "Invalid JSON payload received. "+err.Error())
		return false
	}
	return true
}

// asked demands parameters of a request, all and only those.
func asked(w http.ResponseWriter, x recorded, want map[string]string, optional ...string) bool {
	for k, v := range want {
		if got := x.query.Get(k); got == "" || v != "" && got != v {
			oops(w, 400, "global", "missingRequiredParameter", "parameter "+k+" is "+strconv.Quote(got))
			return false
		}
	}
	for k := range x.query {
		if _, ok := want[k]; !ok && !slices.Contains(optional, k) {
			oops(w, 400, "global", "unexpectedParameter", "unknown parameter "+k)
			return false
		}
	}
	return true
}

// resource is a video as the API writes it.
func (f *youTube) resource(c *clip) map[string]any {
	var sn map[string]any
	data, _ := json.Marshal(c.snippet)
	json.Unmarshal(data, &sn)
	sn["channelId"], sn["channelTitle"], sn["publishedAt"], sn["liveBroadcastContent"] = c.owner, "Riverside Hospital", c.at.Format(time.RFC3339), "none"
	sn["thumbnails"] = map[string]any{"default": map[string]any{"url": "https://i.ytimg.com/vi/x/default.jpg", "width": 120, "height": 90}}
	sn["localized"] = map[string]any{"title": c.snippet.Title, "description": c.snippet.Description}
	status := map[string]any{"uploadStatus": c.upload, "privacyStatus": c.privacy}
	if c.why != "" {
		status["rejectionReason"] = c.why
	}
	return map[string]any{"kind": "youtube#video", "etag": fmt.Sprintf("etag-%d", c.etag), "id": c.id, "snippet": sn, "status": status}
}
