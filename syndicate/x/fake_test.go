package x

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"nadi/syndicate/channeltest"
)

const fakeID = "2244994945"

// fake is X with one account, as strict as its description: keys and
// parameters that it does not know are refused.
type fake struct {
	t *testing.T

	mu     sync.Mutex
	now    func() time.Time
	first  oauthOne
	second *oauthTwo // nil: OAuth 1.0a
	posts  []*fakePost
	media  map[string]*fakeMedia
	serial int
	lag    int
	seen   []recorded

	fields string // the name by which dates and links are asked for
	deaf   bool   // ignores other names in place of refusing them
	answer func(r recorded) (status int, body string)
}

type fakePost struct {
	channeltest.Public
	at time.Time
}

type fakeMedia struct {
	alt  string
	used bool
}

// recorded is a request as the fake saw it.
type recorded struct {
	method, path string
	query        url.Values
	header       http.Header
	body         []byte
}

func (r recorded) String() string { return r.method + " " + r.path }

func newFake(t *testing.T) *fake {
	return &fake{t: t, now: channeltest.Moment, first: oauthOne{used: map[string]bool{}}, media: map[string]*fakeMedia{}, fields: "post.fields"}
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
		f.posts = append(f.posts, &fakePost{p, f.now()})
	}
}

func (f *fake) Commits(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/2/tweets"
}

// refusals are the answers to the suite's cases.
var refusals = map[channeltest.Case]struct {
	status int
	body   string
}{
	channeltest.BadToken:      {401, `{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}`},
	channeltest.NoScope:       {403, `{"title":"Forbidden","type":"https://api.twitter.com/2/problems/oauth1-permissions","status":403,"detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."}`},
	channeltest.LimitedFor:    {429, `{"errors":[{"code":88,"message":"Rate limit exceeded"}]}`},
	channeltest.LimitedSilent: {429, `{"title":"Too Many Requests","type":"about:blank","status":429,"detail":"Too Many Requests"}`},
	channeltest.AlreadyThere:  {403, `{"title":"Forbidden","type":"about:blank","status":403,"detail":"You are not allowed to create a Tweet with duplicate content."}`},
	channeltest.BadText:       {400, `{"title":"Invalid Request","type":"https://api.x.com/2/problems/invalid-request","status":400,"detail":"One or more parameters to your request was invalid.","errors":[{"message":"$.text: it cannot be taken"}]}`},
	channeltest.OutOfCredit:   {402, `{"title":"CreditsDepleted","type":"https://api.twitter.com/2/problems/credits","detail":"Your enrolled account does not have any credits to fulfill this request."}`},
	channeltest.Suspended:     {403, `{"title":"Forbidden","type":"about:blank","status":403,"detail":"Your account is suspended and is not permitted to access this feature."}`},
	channeltest.Broken:        {500, `{"title":"Internal Server Error","type":"about:blank","status":500,"detail":"Internal Server Error"}`},
	channeltest.Away:          {503, `{"title":"Service Unavailable","type":"about:blank","status":503,"detail":"Service Unavailable"}`},
}

func (f *fake) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	r, ok := refusals[c]
	if !ok {
		return false // X sends no Retry-After, neither as a date nor otherwise
	}
	if c == channeltest.LimitedFor {
		w.Header().Set("x-rate-limit-limit", "100")
		w.Header().Set("x-rate-limit-remaining", "0")
		w.Header().Set("x-rate-limit-reset", strconv.FormatInt(channeltest.Moment().Add(2*time.Minute).Unix(), 10))
	}
	respond(w, r.status, r.body)
	return true
}

func respond(w http.ResponseWriter, status int, body string) {
	kind := "application/json; charset=utf-8"
	if status >= 400 {
		kind = "application/problem+json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	io.WriteString(w, body)
}

func forbid(w http.ResponseWriter, detail string) {
	respond(w, 403, fmt.Sprintf(`{"title":"Forbidden","type":"about:blank","status":403,"detail":%q}`, detail))
}

func invalid(w http.ResponseWriter, what string, args ...any) {
	respond(w, 400, fmt.Sprintf(`{"title":"Invalid Request","type":"https://api.x.com/2/problems/invalid-request","detail":"One or more parameters to your request was invalid.","errors":[{"parameters":{},"message":%q}]}`, fmt.Sprintf(what, args...)))
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	rec := recorded{r.Method, r.URL.Path, r.URL.Query(), r.Header.Clone(), body}
	f.seen = append(f.seen, rec)
	if f.answer != nil {
		if status, body := f.answer(rec); status != 0 {
			respond(w, status, body)
			return
		}
	}
	if rec.String() == "POST /2/oauth2/token" && f.second != nil {
		f.second.exchange(w, rec)
		return
	}
	if !f.known(r, body) {
		f.Refuse(w, channeltest.BadToken)
		return
	}
	w.Header().Set("x-rate-limit-limit", "100")
	w.Header().Set("x-rate-limit-remaining", "99")
	w.Header().Set("x-rate-limit-reset", strconv.FormatInt(f.now().Add(15*time.Minute).Unix(), 10))
	f.route(w, rec)
}

func (f *fake) known(r *http.Request, body []byte) bool {
	if f.second != nil {
		return f.second.access != "" && r.Header.Get("Authorization") == "Bearer "+f.second.access
	}
	return f.first.verify(r, body)
}

func (f *fake) route(w http.ResponseWriter, r recorded) {
	id, single := strings.CutPrefix(r.path, "/2/tweets/")
	switch {
	case r.String() == "GET /2/users/me":
		if f.knows(w, r, "user.fields", "expansions", f.fields) {
			respond(w, 200, `{"data":{"id":"`+fakeID+`","name":"Riverside Hospital","username":"riverside_example"}}`)
		}
	case r.String() == "GET /2/users/"+fakeID+"/tweets":
		f.list(w, r)
	case r.String() == "POST /2/tweets":
		f.create(w, r)
	case r.String() == "POST /2/media/upload":
		f.upload(w, r)
	case r.String() == "POST /2/media/metadata":
		f.describe(w, r)
	case single && r.method == http.MethodDelete:
		f.remove(w, id)
	default:
		respond(w, 404, `{"title":"Not Found","type":"about:blank","status":404,"detail":"Not Found"}`)
	}
}

// knows refuses parameters that the call does not have.
func (f *fake) knows(w http.ResponseWriter, r recorded, names ...string) bool {
	for name := range r.query {
		if !slices.Contains(names, name) && !(f.deaf && strings.HasSuffix(name, ".fields")) {
			invalid(w, "The query parameter [%s] is not one of [%s]", name, strings.Join(names, ","))
			return false
		}
	}
	return true
}

// strict decodes a JSON body that may hold no other keys.
func strict(w http.ResponseWriter, r recorded, v any) bool {
	if kind, _, _ := mime.ParseMediaType(r.header.Get("Content-Type")); kind != "application/json" {
		respond(w, 415, `{"title":"Unsupported Media Type","type":"about:blank","status":415}`)
		return false
	}
	d := json.NewDecoder(bytes.NewReader(r.body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		invalid(w, "%v", err)
		return false
	}
	return true
}

var webAddress = regexp.MustCompile(`https?://\S+`)

func (f *fake) create(w http.ResponseWriter, r recorded) {
	var in struct {
		Text  *string `json:"text"`
		Media *struct {
			IDs []string `json:"media_ids"`
		} `json:"media"`
		Reply *struct {
			To string `json:"in_reply_to_tweet_id"`
		} `json:"reply"`
	}
	if !strict(w, r, &in) {
		return
	}
	p := &fakePost{at: f.now()}
	switch {
	case in.Text == nil || *in.Text == "":
		invalid(w, "$.text: is missing")
		return
	case weigh(*in.Text) > 280:
		forbid(w, "Your Tweet text is too long.")
		return
	case slices.ContainsFunc(f.posts, func(p *fakePost) bool { return p.Text == *in.Text }):
		f.Refuse(w, channeltest.AlreadyThere)
		return
	}
	p.Text, p.Links = *in.Text, webAddress.FindAllString(*in.Text, -1)
	if in.Media != nil {
		if len(in.Media.IDs) != 1 || f.media[in.Media.IDs[0]] == nil || f.media[in.Media.IDs[0]].used {
			invalid(w, "Your media IDs are invalid.")
			return
		}
		m := f.media[in.Media.IDs[0]]
		m.used, p.Picture, p.Alt = true, true, m.alt
	}
	if in.Reply != nil {
		if p.Parent = in.Reply.To; f.find(p.Parent) < 0 {
			forbid(w, "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.")
			return
		}
	}
	f.serial++
	p.ID = strconv.Itoa(1990000000000000000 + f.serial)
	f.posts = append(f.posts, p)
	text, _ := json.Marshal(p.Text)
	respond(w, 201, fmt.Sprintf(`{"data":{"id":%q,"text":%s,"edit_history_post_ids":[%q]}}`, p.ID, text, p.ID))
}

func (f *fake) find(id string) int {
	return slices.IndexFunc(f.posts, func(p *fakePost) bool { return p.ID == id })
}

func (f *fake) remove(w http.ResponseWriter, id string) {
	i := f.find(id)
	if i < 0 {
		respond(w, 404, `{"title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found","detail":"Could not find tweet with id: [`+id+`].","resource_type":"tweet"}`)
		return
	}
	f.posts = slices.Delete(f.posts, i, i+1)
	respond(w, 200, `{"data":{"deleted":true}}`)
}

func (f *fake) upload(w http.ResponseWriter, r recorded) {
	kind, params, _ := mime.ParseMediaType(r.header.Get("Content-Type"))
	form, err := multipart.NewReader(bytes.NewReader(r.body), params["boundary"]).ReadForm(6 << 20)
	if kind != "multipart/form-data" || err != nil {
		invalid(w, "not a form: %v", err)
		return
	}
	if len(form.Value) != 1 || len(form.File) != 1 || len(form.File["media"]) != 1 || !slices.Equal(form.Value["media_category"], []string{"tweet_image"}) {
		invalid(w, "media and media_category are wanted, and nothing else")
		return
	}
	file, err := form.File["media"][0].Open()
	if err != nil {
		f.t.Error(err)
		return
	}
	data, _ := io.ReadAll(file)
	if k := http.DetectContentType(data); len(data) > 5_000_000 || !slices.Contains([]string{"image/jpeg", "image/png", "image/webp"}, k) {
		invalid(w, "%d bytes of %s are not taken", len(data), k)
		return
	}
	f.serial++
	id := strconv.Itoa(1880000000000000000 + f.serial)
	f.media[id] = &fakeMedia{}
	respond(w, 200, fmt.Sprintf(`{"data":{"id":%q,"media_key":"3_%s","expires_after_secs":86400,"size":%d}}`, id, id, len(data)))
}

func (f *fake) describe(w http.ResponseWriter, r recorded) {
	var in struct {
		ID       string `json:"id"`
		Metadata struct {
			Alt struct {
				Text string `json:"text"`
			} `json:"alt_text"`
		} `json:"metadata"`
	}
	if !strict(w, r, &in) {
		return
	}
	alt := in.Metadata.Alt.Text
	if f.media[in.ID] == nil || alt == "" || utf8.RuneCountInString(alt) > 1000 {
		invalid(w, "no such media, or an alt text of 0 or more than 1000 characters")
		return
	}
	f.media[in.ID].alt = alt
	respond(w, 200, fmt.Sprintf(`{"data":{"id":%q,"associated_metadata":{}}}`, in.ID))
}
