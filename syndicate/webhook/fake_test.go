package webhook

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"nadi/syndicate/channeltest"
)

const (
	token  = "tok-5b1e90c7d2"
	secret = "whsec-9f8e7d6c5b4a"
)

// fake is a receiver as the documentation asks for: it checks signature, time
// and body, drops ids that it knows, and acts on all events.
type fake struct {
	t     *testing.T
	mu    sync.Mutex
	posts []channeltest.Public
	known map[string]string // delivery id → post id
	made  int
	drops bool // drops ids that it knows
	last  received
}

// received is the newest delivery.
type received struct {
	header http.Header
	body   []byte
}

func newFake(t *testing.T, drops bool) *fake {
	return &fake{t: t, known: map[string]string{}, drops: drops}
}

func (f *fake) Commits(r *http.Request) bool { return r.Header.Get("Nadi-Event") != "ping" }
func (f *fake) Lag(int)                      {}

func (f *fake) Public() []channeltest.Public {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]channeltest.Public(nil), f.posts...)
}

func (f *fake) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	status, known := map[channeltest.Case]int{
		channeltest.BadToken: 401, channeltest.NoScope: 403, channeltest.LimitedFor: 429, channeltest.LimitedUntil: 429,
		channeltest.LimitedSilent: 429, channeltest.AlreadyThere: 409, channeltest.BadText: 422, channeltest.OutOfCredit: 402,
		channeltest.Suspended: 410, channeltest.Broken: 500, channeltest.Away: 503}[c]
	switch c {
	case channeltest.LimitedFor:
		w.Header().Set("Retry-After", "120")
	case channeltest.LimitedUntil:
		w.Header().Set("Retry-After", channeltest.Moment().Add(2*time.Minute).Format(http.TimeFormat))
	}
	w.Header().Set("Content-Type", "text/plain")
	w.WriteHeader(status)
	fmt.Fprintf(w, "no: %v at /hook/%s?key=%s signed with %s", c, token, token, secret) // as a careless receiver would
	return known
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	f.last = received{r.Header.Clone(), body}
	switch {
	case r.Method != http.MethodPost || r.URL.Path != "/hook/"+token || r.URL.Query().Get("key") != token:
		http.Error(w, "nobody is here", http.StatusNotFound)
	case !genuine(secret, r.Header.Get("Nadi-Signature"), body, channeltest.Moment()):
		http.Error(w, `{"error": "bad signature"}`, http.StatusUnauthorized)
	default:
		f.take(w, r, body)
	}
}

// genuine checks a signature as the documentation tells receivers to, with
// code of its own.
func genuine(secret, header string, body []byte, now time.Time) bool {
	stamp, sum, ok := strings.Cut(header, ",")
	t, okT := strings.CutPrefix(stamp, "t=")
	v1, okV := strings.CutPrefix(sum, "v1=")
	seconds, err := strconv.ParseInt(t, 10, 64)
	if !ok || !okT || !okV || err != nil {
		return false
	}
	if age := now.Sub(time.Unix(seconds, 0)); age < -5*time.Minute || age > 5*time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%d.%s", seconds, body)
	return hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(v1))
}

func (f *fake) take(w http.ResponseWriter, r *http.Request, body []byte) {
	var m message
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	err := d.Decode(&m)
	if err != nil || m.Version != 1 || m.ID == "" || m.ID != r.Header.Get("Nadi-Delivery") || m.Event != r.Header.Get("Nadi-Event") {
		http.Error(w, "not a delivery", http.StatusBadRequest)
		return
	}
	if id, known := f.known[m.ID]; known && f.drops {
		reply(w, id)
		return
	}
	switch m.Event {
	case "ping":
		io.WriteString(w, `{"name": "Waiting room screens"}`)
	case "post", "reply":
		f.add(w, m)
	case "amend", "remove":
		f.change(w, m)
	default:
		http.Error(w, "unknown event", http.StatusBadRequest)
	}
}

func (f *fake) add(w http.ResponseWriter, m message) {
	f.made++
	p := channeltest.Public{ID: fmt.Sprint("n", f.made), Text: m.Text, Links: []string{m.Link}, Lang: m.Lang, Parent: m.Of}
	if m.Image != nil {
		p.Picture, p.Alt = true, m.Image.Alt
	}
	f.posts = append(f.posts, p)
	f.known[m.ID] = p.ID
	reply(w, p.ID)
}

func (f *fake) change(w http.ResponseWriter, m message) {
	for i, p := range f.posts {
		switch {
		case p.ID != m.Of:
		case m.Event == "amend":
			f.posts[i].Text = m.Text
		default:
			f.posts = append(f.posts[:i:i], f.posts[i+1:]...)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func reply(w http.ResponseWriter, id string) {
	w.WriteHeader(http.StatusAccepted)
	fmt.Fprintf(w, `{"id": %q, "url": "https://screens.example.org/%s"}`, id, id)
}
