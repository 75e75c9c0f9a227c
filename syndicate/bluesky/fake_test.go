package bluesky

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"nadi/syndicate/channeltest"
)

const (
	fakeDID      = "did:plc:riverside7riverside7aaaa"
	fakeHandle   = "riverside.example.org"
	fakePassword = "abcd-efgh-ijkl-mnop"
)

// fake is a PDS with one account. Records are checked as the lexicon has it,
// and more strictly than a real server where that shows mistakes of ours:
// unknown fields and offsets in the middle of a letter are refused.
type fake struct {
	mu      sync.Mutex
	now     func() time.Time
	self    string // its address in the didDoc; empty: no didDoc
	status  string // of the account, if it is not active
	access  map[string]bool
	refresh map[string]bool
	expired map[string]bool
	records map[string]kept // by record key
	blobs   map[string]blob
	commits int
	calls   []string // methods, in the order of the requests
	asked   []asked  // writes
}

// kept is a record as bytes, and when it came.
type kept struct {
	data []byte
	turn int
}

// asked is a write as it came.
type asked struct {
	body   []byte
	commit bool
}

func newFake() *fake {
	return &fake{now: channeltest.Moment, access: map[string]bool{}, refresh: map[string]bool{}, expired: map[string]bool{},
		records: map[string]kept{}, blobs: map[string]blob{}}
}

func (f *fake) Clock(now func() time.Time) { f.now = now }
func (f *fake) Lag(int)                    {} // a PDS reads what it wrote

func (f *fake) Commits(r *http.Request) bool {
	return r.URL.Path == "/xrpc/com.atproto.repo.putRecord" || r.URL.Path == "/xrpc/com.atproto.repo.createRecord"
}

// expire ends all access tokens; all ends refresh tokens too.
func (f *fake) expire(all bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for t := range f.access {
		f.expired[t] = true
	}
	if all {
		for t := range f.refresh {
			f.expired[t] = true
		}
	}
}

// Refuse writes the answers of a real server, 0.4.217.
func (f *fake) Refuse(w http.ResponseWriter, c channeltest.Case) bool {
	switch c {
	case channeltest.BadToken:
		fail(w, 400, "InvalidToken", "Token could not be verified")
	case channeltest.LimitedFor:
		w.Header().Set("RateLimit-Limit", "5000")
		w.Header().Set("RateLimit-Remaining", "0")
		w.Header().Set("RateLimit-Reset", fmt.Sprint(channeltest.Moment().Add(2*time.Minute).Unix()))
		w.Header().Set("RateLimit-Policy", "5000;w=3600")
		fail(w, 429, "RateLimitExceeded", "Rate Limit Exceeded")
	case channeltest.LimitedSilent:
		fail(w, 429, "RateLimitExceeded", "Rate Limit Exceeded")
	case channeltest.AlreadyThere:
		fail(w, 400, "InvalidSwap", "Record was at bafyreidpqjschg5vkmqz722seufawofzzek3ihyq2ybyvq372nfds5cmte")
	case channeltest.BadText:
		fail(w, 400, "InvalidRequest", "Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text")
	case channeltest.Suspended:
		fail(w, 401, "AccountTakedown", "Account has been taken down")
	case channeltest.Broken:
		fail(w, 500, "InternalServerError", "Internal Server Error")
	case channeltest.Away:
		http.Error(w, "upstream connect error", http.StatusServiceUnavailable)
	default:
		return false
	}
	return true
}

func fail(w http.ResponseWriter, status int, code, message string) {
	answer(w, status, map[string]string{"error": code, "message": message})
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	method, _ := strings.CutPrefix(r.URL.Path, "/xrpc/com.atproto.")
	f.calls = append(f.calls, method)
	h := map[string]struct {
		verb string
		auth bool
		do   func(http.ResponseWriter, *http.Request)
	}{
		"server.createSession":  {"POST", false, f.createSession},
		"server.refreshSession": {"POST", false, f.refreshSession},
		"repo.uploadBlob":       {"POST", true, f.uploadBlob},
		"repo.putRecord":        {"POST", true, f.putRecord},
		"repo.deleteRecord":     {"POST", true, f.deleteRecord},
		"repo.getRecord":        {"GET", false, f.getRecord},
		"repo.listRecords":      {"GET", false, f.listRecords},
	}[method]
	switch {
	case h.do == nil:
		fail(w, 404, "XRPCNotSupported", "XRPCNotSupported")
	case r.Method != h.verb:
		fail(w, 405, "InvalidRequest", "Incorrect HTTP method ("+r.Method+") expected "+h.verb)
	case !h.auth || f.admitted(w, r):
		h.do(w, r)
	}
}

func (f *fake) admitted(w http.ResponseWriter, r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok:
		fail(w, 401, "AuthMissing", "Authentication Required")
	case !f.access[token]:
		fail(w, 400, "InvalidToken", "Token could not be verified")
	case f.expired[token]:
		fail(w, 400, "ExpiredToken", "Token has expired")
	default:
		return true
	}
	return false
}

// body reads a JSON body without unknown fields.
func body(w http.ResponseWriter, r *http.Request, v any) ([]byte, bool) {
	data, _ := io.ReadAll(r.Body)
	if r.Header.Get("Content-Type") != "application/json" {
		fail(w, 400, "InvalidRequest", "Wrong request encoding (Content-Type): "+r.Header.Get("Content-Type"))
		return nil, false
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		fail(w, 400, "InvalidRequest", "Input: "+err.Error())
		return nil, false
	}
	return data, true
}

func (f *fake) createSession(w http.ResponseWriter, r *http.Request) {
	var in struct{ Identifier, Password string }
	if _, ok := body(w, r, &in); !ok {
		return
	}
	if in.Identifier != fakeHandle && in.Identifier != fakeDID || in.Password != fakePassword {
		fail(w, 401, "AuthenticationRequired", "Invalid identifier or password")
		return
	}
	f.enter(w)
}

func (f *fake) refreshSession(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case f.expired[token]:
		fail(w, 400, "ExpiredToken", "Token has expired")
	case !f.refresh[token]:
		fail(w, 400, "InvalidToken", "Token could not be verified")
	default:
		f.enter(w)
	}
}

func (f *fake) enter(w http.ResponseWriter) {
	a, b := "access-"+rand.Text(), "refresh-"+rand.Text()
	f.access[a], f.refresh[b] = true, true
	s := map[string]any{"did": fakeDID, "handle": fakeHandle, "accessJwt": a, "refreshJwt": b, "active": f.status == ""}
	if f.status != "" {
		s["status"] = f.status
	}
	if f.self != "" {
		s["didDoc"] = map[string]any{"id": fakeDID, "service": []any{
			map[string]string{"id": "#other", "type": "Other", "serviceEndpoint": "https://other.example"},
			map[string]string{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": f.self},
		}}
	}
	answer(w, 200, s)
}

// cid names bytes by their hash, as version 1 does; of records it is that of
// their JSON here.
func cid(codec byte, data []byte) string {
	sum := sha256.Sum256(data)
	return "b" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(append([]byte{1, codec, 0x12, 0x20}, sum[:]...)))
}

const (
	raw     = 0x55 // codec of blobs
	dagCBOR = 0x71 // of records
)

func (f *fake) uploadBlob(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	if len(data) == 0 || !strings.HasPrefix(r.Header.Get("Content-Type"), "image/") {
		fail(w, 400, "InvalidRequest", "Request encoding (Content-Type) required but not provided")
		return
	}
	b := blob{Type: "blob", Ref: blobRef{cid(raw, data)}, MIME: r.Header.Get("Content-Type"), Size: len(data)}
	f.blobs[b.Ref.Link] = b
	answer(w, 200, map[string]any{"blob": b})
}

// putRecord has the order of a real server: valid? equal? may it be swapped?
func (f *fake) putRecord(w http.ResponseWriter, r *http.Request) {
	in := struct {
		Repo, Collection, RKey string
		Validate               bool
		SwapRecord             json.RawMessage
		Record                 json.RawMessage
	}{}
	data, ok := body(w, r, &in)
	if !ok || !f.here(w, in.Repo, in.Collection, in.RKey) {
		return
	}
	rec, code, complaint := f.valid(in.Record)
	if complaint != "" {
		fail(w, 400, code, complaint)
		return
	}
	canon, _ := json.Marshal(rec)
	made := map[string]any{"uri": uri(in.RKey), "cid": cid(dagCBOR, canon), "validationStatus": "valid"}
	old, there := f.records[in.RKey]
	f.asked = append(f.asked, asked{data, false})
	if there && string(old.data) == string(canon) {
		answer(w, 200, made)
		return
	}
	switch swap := string(in.SwapRecord); {
	case swap == "null" && there:
		fail(w, 400, "InvalidSwap", "Record was at "+cid(dagCBOR, old.data))
		return
	case swap != "null" && swap != "":
		fail(w, 400, "InvalidRequest", "the fake knows no other swapRecord than null")
		return
	}
	f.asked[len(f.asked)-1].commit = true
	f.keep(in.RKey, canon)
	made["commit"] = map[string]string{"cid": cid(dagCBOR, []byte(fmt.Sprint(f.commits))), "rev": encodeTID(uint64(f.commits), 0)}
	answer(w, 200, made)
}

func (f *fake) keep(rkey string, data []byte) {
	f.commits++
	f.records[rkey] = kept{data, f.commits}
}

func uri(rkey string) string { return "at://" + fakeDID + "/" + collection + "/" + rkey }

// here demands an address of this repository.
func (f *fake) here(w http.ResponseWriter, repo, coll, rkey string) bool {
	_, _, tid := decodeTID(rkey)
	switch {
	case repo != fakeDID && repo != fakeHandle:
		fail(w, 400, "InvalidRequest", "Could not find repo: "+repo)
	case coll != collection:
		fail(w, 400, "InvalidRequest", "the fake has one collection")
	case !tid:
		fail(w, 400, "InvalidRequest", fmt.Sprintf("Invalid record key for app.bsky.feed.post: Invalid TID string (got %q) at $", rkey))
	default:
		return true
	}
	return false
}

func (f *fake) deleteRecord(w http.ResponseWriter, r *http.Request) {
	var in struct{ Repo, Collection, RKey string }
	if _, ok := body(w, r, &in); !ok || !f.here(w, in.Repo, in.Collection, in.RKey) {
		return
	}
	if _, there := f.records[in.RKey]; !there {
		answer(w, 200, struct{}{})
		return
	}
	delete(f.records, in.RKey)
	answer(w, 200, map[string]any{"commit": map[string]string{"cid": "bafyreicommit", "rev": "3n2xjrtvi622u"}})
}

func (f *fake) getRecord(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !known(w, q, "repo", "collection", "rkey") || !f.here(w, q.Get("repo"), q.Get("collection"), q.Get("rkey")) {
		return
	}
	k, there := f.records[q.Get("rkey")]
	if !there {
		fail(w, 400, "RecordNotFound", "Could not locate record: "+uri(q.Get("rkey")))
		return
	}
	answer(w, 200, shown(q.Get("rkey"), k))
}

func shown(rkey string, k kept) map[string]any {
	return map[string]any{"uri": uri(rkey), "cid": cid(dagCBOR, k.data), "value": json.RawMessage(k.data)}
}

func known(w http.ResponseWriter, q url.Values, names ...string) bool {
	for n := range q {
		if !slices.Contains(names, n) {
			fail(w, 400, "InvalidRequest", "the fake does not know the parameter "+n)
			return false
		}
	}
	return true
}

func (f *fake) listRecords(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit := 50
	if s := q.Get("limit"); s != "" {
		fmt.Sscan(s, &limit)
	}
	switch {
	case !known(w, q, "repo", "collection", "limit", "cursor"):
		return
	case q.Get("repo") != fakeDID || q.Get("collection") != collection || limit < 1 || limit > 100:
		fail(w, 400, "InvalidRequest", "Error: Params must have the properties repo, collection, limit")
		return
	}
	page := []map[string]any{}
	cursor := ""
	for _, rkey := range f.keys() {
		if c := q.Get("cursor"); c != "" && rkey >= c {
			continue
		}
		if len(page) == limit {
			break
		}
		page, cursor = append(page, shown(rkey, f.records[rkey])), rkey
	}
	out := map[string]any{"records": page}
	if cursor != "" {
		out["cursor"] = cursor
	}
	answer(w, 200, out)
}

// keys are all record keys, the largest first.
func (f *fake) keys() []string {
	var all []string
	for rkey := range f.records {
		all = append(all, rkey)
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all
}
