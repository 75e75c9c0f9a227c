package channeltest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// The toy is a small network and its channel, which keeps the contract, and
// breaks it in one way if told to: a flaw. The test of the suite is that it
// finds each.

const toyToken = "toy-token-48291"

// toyNet is the network: POST /posts, GET /posts?page=, PUT and DELETE
// /posts/ID, GET /me.
type toyNet struct {
	mu    sync.Mutex
	posts []toyPost
	keys  map[string]int
	now   func() time.Time
	lag   int
	made  int
	flaw  string
}

type toyPost struct {
	ID, Text, Link, Lang, Alt, Parent string
	Picture                           bool
	At                                time.Time
}

func (n *toyNet) Clock(now func() time.Time) { n.now = now }
func (n *toyNet) Commits(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/posts"
}
func (n *toyNet) Lag(reads int) { n.lag = reads }

func (n *toyNet) Public() []Public {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []Public
	for _, p := range n.posts {
		all = append(all, Public{ID: p.ID, Text: p.Text, Links: []string{p.Link}, Alt: p.Alt, Picture: p.Picture, Lang: p.Lang, Parent: p.Parent})
	}
	return all
}

func (n *toyNet) Refuse(w http.ResponseWriter, c Case) bool {
	switch c {
	case LimitedFor:
		w.Header().Set("Retry-After", "120")
	case LimitedUntil:
		w.Header().Set("Retry-After", Moment().Add(2*time.Minute).Format(http.TimeFormat))
	}
	status := [...]int{401, 403, 429, 429, 429, 409, 422, 402, 410, 500, 503}[c]
	http.Error(w, "no, says "+toyToken, status)
	return true
}

func (n *toyNet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	id := strings.TrimPrefix(r.URL.Path, "/posts/")
	switch {
	case r.Header.Get("Authorization") != "Bearer "+toyToken && n.flaw != "anybody may":
		http.Error(w, "who are you", http.StatusUnauthorized)
	case r.URL.Path == "/me":
		fmt.Fprint(w, `{"id": "42"}`)
	case r.Method == http.MethodGet:
		n.list(w, r)
	case r.Method == http.MethodPost:
		n.create(w, r)
	case r.Method == http.MethodDelete:
		n.posts = slices.DeleteFunc(n.posts, func(p toyPost) bool { return p.ID == id })
	case r.Method == http.MethodPut:
		var p toyPost
		json.NewDecoder(r.Body).Decode(&p)
		i := slices.IndexFunc(n.posts, func(p toyPost) bool { return p.ID == id })
		n.posts[i].Text = p.Text
	}
}

func (n *toyNet) create(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Idempotency-Key")
	if i, known := n.keys[key]; known && key != "" {
		json.NewEncoder(w).Encode(n.posts[i])
		return
	}
	var p toyPost
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil || utf8.RuneCountInString(p.Text) > 500 && n.flaw != "no limit" {
		http.Error(w, "too long", http.StatusUnprocessableEntity)
		return
	}
	n.made++
	p.ID, p.At = strconv.Itoa(n.made), n.now()
	n.keys[key] = len(n.posts)
	n.posts = append(n.posts, p)
	json.NewEncoder(w).Encode(p)
}

func (n *toyNet) list(w http.ResponseWriter, r *http.Request) {
	all := slices.Clone(n.posts)
	if n.lag > 0 && len(all) > 0 {
		n.lag--
		all = all[:len(all)-1]
	}
	slices.Reverse(all)
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	from := min(page*40, len(all))
	json.NewEncoder(w).Encode(all[from:min(from+40, len(all))])
}

// toy is the channel.
type toy struct {
	wire  *wire.Client
	token syndicate.Secret
	flaw  string
	tools syndicate.Tools
	calls int
	clear string // the token, for a toy that prints it
}

func (c *toy) is(flaw string) bool { return c.flaw == flaw }

func toyEntry(flaw string) syndicate.Network {
	return syndicate.Network{Name: "toy", Title: "Toy", Server: "https://toy.example",
		Secrets: []syndicate.Setting{{Name: "TOKEN", Why: "logs in", Required: true}},
		Open: func(a syndicate.Account, t syndicate.Tools) (syndicate.Channel, error) {
			token := t.Secret("TOKEN")
			hidden := []syndicate.Secret{token}
			if flaw == "tells secrets" {
				hidden = nil
			}
			c := &toy{wire: wire.New("Toy", a.Server, t, hidden...), token: token, flaw: flaw, tools: t}
			if flaw == "prints its token" {
				c.clear = token.Value()
			}
			if flaw == "cannot and does not say" {
				return struct{ syndicate.Channel }{c}, nil
			}
			return c, nil
		}}
}

func (c *toy) Describe(syndicate.Facts) syndicate.Description {
	c.calls++
	d := syndicate.Description{
		Limits:      []syndicate.Limit{{Unit: "characters", Max: 500, Count: utf8.RuneCountInString}},
		Template:    "{{.Title}}\n\n{{.Link}}\n\n{{.Hashtags}}",
		MaxTags:     2,
		Picture:     &syndicate.PictureLimit{Bytes: 1 << 20, Types: []string{"image/png"}},
		Alt:         100,
		Repeat:      time.Hour,
		SendTimeout: time.Minute,
	}
	switch c.flaw {
	case "impure":
		d.MaxTags = c.calls
	case "can and says cannot":
		d.Unable = map[syndicate.Ability]string{syndicate.CanReply: "no replies"}
	case "template without link":
		d.Template = "{{.Title}}"
	case "template unknown field":
		d.Template = "{{.Titel}} {{.Link}}"
	case "no limits":
		d.Limits = nil
	case "counts wrongly":
		d.Limits[0].Count = func(s string) int { return (len(s) + 2) / 3 }
	}
	return d
}

func (c *toy) request(method, path string, commit bool, header http.Header, body []byte) wire.Request {
	h := http.Header{"Authorization": {"Bearer " + c.token.Value()}}
	for k, v := range header {
		h[k] = v
	}
	return wire.Request{Method: method, Path: path, Header: h, Body: body, Commit: commit && !c.is("no commit mark")}
}

func (c *toy) call(ctx context.Context, r wire.Request, v any) error {
	resp, err := c.wire.Do(ctx, r)
	if c.is("tries again") && err != nil {
		resp, err = c.wire.Do(ctx, r)
	}
	if err != nil {
		return err
	}
	if !resp.OK() {
		e := resp.Error(string(resp.Body))
		switch {
		case resp.Status == http.StatusConflict:
			e.Kind = syndicate.Duplicate
		case resp.Status == http.StatusGone:
			e.Kind = syndicate.Disabled
		}
		switch {
		case c.is("no until"):
			e.Until = time.Time{}
		case c.is("500 is a refusal") && resp.Status == 500:
			e.Kind = syndicate.Rejected
		case c.is("plain errors"):
			return errors.New(e.Message)
		case c.is("wraps a secret"):
			e.Err = errors.New("sent " + c.token.Value())
		}
		return e
	}
	if c.is("believes any 200") {
		json.Unmarshal(resp.Body, v)
		return nil
	}
	return resp.JSON(v)
}

func (c *toy) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	id := syndicate.Identity{Network: "toy", ID: "42", Handle: "@toy", Host: "toy.example"}
	switch c.flaw {
	case "no identity":
		id.ID = ""
	case "identity moves":
		id.ID = c.tools.Nonce()
	case "does not ask":
		return id, nil, nil
	case "follows redirects":
		httpClient := http.Client{Transport: c.tools.Transport}
		if resp, err := httpClient.Get(c.wire.Base + "/me"); err == nil {
			resp.Body.Close()
		}
	}
	return id, nil, c.call(ctx, c.request("GET", "/me", false, nil, nil), &struct{}{})
}

func (c *toy) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	p := toyPost{Text: d.Post.Text, Link: d.Post.Link, Lang: d.Post.Lang}
	if d.Media != nil {
		p.Picture, p.Alt = true, d.Media.Alt
	}
	switch c.flaw {
	case "clock in payload":
		p.At = c.tools.Now()
	case "secret in payload":
		p.ID = c.token.Value()
	case "drops alt":
		p.Alt = ""
	case "drops lang":
		p.Lang = ""
	case "drops picture":
		p.Picture = false
	case "drops joiners":
		p.Text = strings.ReplaceAll(p.Text, "\u200d", "")
	case "escapes":
		p.Text = url.PathEscape(p.Text)
	case "cuts":
		if r := []rune(p.Text); len(r) > 500 {
			p.Text = string(r[:500])
		}
	case "prepares in public":
		c.send(ctx, d.Key.String(), syndicate.Payload(`{"Text": "early"}`))
	}
	return json.Marshal(p)
}

func (c *toy) Send(ctx context.Context, key syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	if c.is("needs verify first") && c.calls == 0 {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Auth, "not verified")
	}
	if c.is("sends twice") {
		c.send(ctx, "", p)
	}
	if c.is("key of the clock") {
		return c.send(ctx, c.tools.Now().String(), p)
	}
	return c.send(ctx, fmt.Sprintf("%x", sha256.Sum256([]byte(key.String()))), p)
}

func (c *toy) send(ctx context.Context, key string, p []byte) (syndicate.Receipt, error) {
	if c.is("no key") {
		key = ""
	}
	var made toyPost
	r := c.request("POST", "/posts", true, http.Header{"Idempotency-Key": {key}}, p)
	if err := c.call(ctx, r, &made); err != nil {
		return syndicate.Receipt{}, err
	}
	if c.is("no receipt") {
		made.ID = ""
	}
	return syndicate.Receipt{ID: made.ID}, nil
}

func (c *toy) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	var all []syndicate.Seen
	for page := 0; ; page++ {
		var posts []toyPost
		if err := c.call(ctx, c.request("GET", "/posts?page="+strconv.Itoa(page), false, nil, nil), &posts); err != nil {
			if c.is("a failed read is empty") {
				return nil, nil
			}
			return nil, err
		}
		for _, p := range posts {
			if p.At.Before(since) && !c.is("ignores since") {
				return all, nil
			}
			if p.Parent != "" && !c.is("announces answers") {
				continue
			}
			all = append(all, syndicate.Seen{Receipt: syndicate.Receipt{ID: p.ID}, At: p.At, Links: []string{p.Link}, Text: p.Text})
		}
		if len(posts) < 40 || c.is("one page") {
			return all, nil
		}
	}
}

func (c *toy) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	all, err := c.Recent(ctx, s.Since.Add(-5*time.Minute))
	if err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, err
	}
	for _, x := range all {
		if slices.Contains(s.Links, x.Links[0]) || c.is("finds anything") {
			return syndicate.Found, x.Receipt, nil
		}
	}
	if c.is("absent by list") {
		return syndicate.Absent, syndicate.Receipt{}, nil
	}
	return syndicate.NotSeen, syndicate.Receipt{}, nil
}

func (c *toy) Amend(ctx context.Context, r syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if c.is("amends nothing") {
		return r, nil
	}
	body, _ := json.Marshal(toyPost{Text: p.Text})
	resp, err := c.wire.Do(ctx, c.request("PUT", "/posts/"+r.ID, true, nil, body))
	if err == nil && !resp.OK() {
		err = resp.Error("")
	}
	return r, err
}

func (c *toy) Remove(ctx context.Context, r syndicate.Receipt) error {
	id := r.ID
	if c.is("removes another") {
		id = "1"
	}
	if c.is("removes nothing") {
		return nil
	}
	resp, err := c.wire.Do(ctx, c.request("DELETE", "/posts/"+id, true, nil, nil))
	if err == nil && !resp.OK() && !c.is("a failed removal is fine") {
		err = resp.Error("")
	}
	return err
}

func (c *toy) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	post := toyPost{Text: p.Text, Link: p.Link, Parent: to.ID}
	if c.is("reply without parent") {
		post.Parent = ""
	}
	body, _ := json.Marshal(post)
	return c.send(ctx, key.String(), body)
}

func toySuite(flaw string) Suite {
	return Suite{
		Network: func(*testing.T) Network { return &toyNet{keys: map[string]int{}, now: Moment, flaw: flaw} },
		Entry:   toyEntry(flaw),
		Secrets: map[string]string{"TOKEN": toyToken},
	}
}

// flawed says which part of the suite finds a flaw.
var flawed = map[string]string{
	"cannot and does not say":  "describe",
	"can and says cannot":      "describe",
	"impure":                   "describe",
	"template without link":    "describe",
	"template unknown field":   "describe",
	"no limits":                "describe",
	"no identity":              "verify",
	"identity moves":           "verify",
	"does not ask":             "verify_with_wrong_secrets",
	"anybody may":              "verify_with_wrong_secrets",
	"follows redirects":        "redirects",
	"drops alt":                "send",
	"drops lang":               "send",
	"drops picture":            "send",
	"no receipt":               "send",
	"sends twice":              "send",
	"clock in payload":         "prepare",
	"secret in payload":        "prepare",
	"prepares in public":       "prepare",
	"needs verify first":       "prepare",
	"drops joiners":            "limits",
	"escapes":                  "limits",
	"cuts":                     "limits",
	"no limit":                 "limits",
	"counts wrongly":           "limits",
	"tells secrets":            "refusals",
	"wraps a secret":           "refusals",
	"plain errors":             "refusals",
	"no until":                 "refusals",
	"500 is a refusal":         "refusals",
	"tries again":              "lost_replies",
	"no commit mark":           "lost_replies",
	"believes any 200":         "lost_replies",
	"no key":                   "repeat",
	"absent by list":           "find",
	"finds anything":           "find",
	"one page":                 "recent",
	"ignores since":            "recent",
	"announces answers":        "reply",
	"key of the clock":         "prepared_anew",
	"prints its token":         "verify",
	"amends nothing":           "amend",
	"removes another":          "remove",
	"removes nothing":          "remove",
	"reply without parent":     "reply",
	"a failed read is empty":   "faults_of_abilities",
	"a failed removal is fine": "faults_of_abilities",
}

// TestToy holds the toy against the suite, with the flaw that the environment
// names.
func TestToy(t *testing.T) { Run(t, toySuite(os.Getenv("TOY_FLAW"))) }

// TestSuiteFindsFlaws runs TestToy in processes of its own, which must fail.
func TestSuiteFindsFlaws(t *testing.T) {
	for flaw, part := range flawed {
		t.Run(flaw, func(t *testing.T) {
			t.Parallel()
			out := runToy(t, flaw, part)
			if !bytes.Contains(out, []byte("--- FAIL: TestToy/"+part)) || bytes.Contains(out, []byte("panic:")) {
				t.Errorf("the part %s of the suite does not find it:\n%s", part, out)
			}
		})
	}
}
