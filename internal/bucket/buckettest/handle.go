package buckettest

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// answer is what the server says.
type answer struct {
	status int
	code   string // of an error
	header http.Header
	body   []byte
}

func refuse(status int, code string) answer { return answer{status: status, code: code} }

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went away
	}
	key := strings.TrimPrefix(r.URL.Path, "/"+Name+"/")
	var f Fault
	var fault func(*http.Request) Fault
	s.set(func() { s.log = append(s.log, r.Method+" "+key); fault = s.fault })
	if fault != nil {
		f = fault(r)
	}
	if f.Lost && f.Hold != nil {
		hangUp(w)
	}
	if f.Hold != nil {
		<-f.Hold
	}
	var a answer
	switch {
	case f.Status != 0:
		a = refuse(f.Status, f.Code)
	case f.Lost && !f.Acted:
	default:
		s.late(r, key)
		s.set(func() { a = s.act(r, body) })
	}
	switch {
	case f.Lost && f.Hold != nil:
	case f.Lost:
		hangUp(w)
	default:
		a.write(w, key)
	}
}

// gap lies between the look and the write of a racy server.
const gap = 20 * time.Millisecond

// late takes the condition off a create that was right when it was looked at.
func (s *Server) late(r *http.Request, key string) {
	var right bool
	s.set(func() {
		right = s.racy && r.Method == "PUT" && r.Header.Get("If-None-Match") != "" && s.newest(key) == nil
	})
	if right {
		time.Sleep(gap)
		r.Header.Del("If-None-Match")
	}
}

func hangUp(w http.ResponseWriter) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

func (a answer) write(w http.ResponseWriter, key string) {
	for name, v := range a.header {
		w.Header()[name] = v
	}
	if a.code != "" {
		w.Header().Set("Content-Type", "application/xml")
		a.body, _ = xml.Marshal(struct {
			XMLName            xml.Name `xml:"Error"`
			Code, Message, Key string
		}{Code: a.code, Message: "the example said " + a.code, Key: key})
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// act answers a request. The caller holds the lock, so that a condition and
// what it guards are one step.
func (s *Server) act(r *http.Request, body []byte) answer {
	if a := proper(r, body); a.status != 0 {
		return a
	}
	q := r.URL.Query()
	name, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case name != Name:
		return refuse(404, "NoSuchBucket")
	case key == "" && r.Method == "GET" && q.Has("versions") && only(q, "versions", "prefix", "delimiter", "encoding-type", "max-keys", "key-marker", "version-id-marker"):
		return s.listVersions(q)
	case key == "" && r.Method == "GET" && q.Get("list-type") == "2" && only(q, "list-type", "prefix", "delimiter", "encoding-type", "continuation-token", "fetch-owner", "max-keys", "start-after"):
		return s.list(q)
	case key != "" && r.Method == "GET" && len(q) == 0:
		return s.get(r, key)
	case key != "" && r.Method == "PUT" && len(q) == 0:
		return s.put(r, key, body)
	case key != "" && r.Method == "DELETE" && only(q, "versionId"):
		return s.delete(key, q.Get("versionId"))
	}
	return refuse(501, "NotImplemented")
}

// proper checks what every request must have: a signature, and the hash of its
// body or the word that there is none.
func proper(r *http.Request, body []byte) answer {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=") || r.Header.Get("X-Amz-Date") == "" {
		return refuse(403, "AccessDenied")
	}
	sum := sha256.Sum256(body)
	if hash := r.Header.Get("X-Amz-Content-Sha256"); hash != "UNSIGNED-PAYLOAD" && hash != hex.EncodeToString(sum[:]) {
		return refuse(400, "XAmzContentSHA256Mismatch")
	}
	if r.Method == "PUT" && r.ContentLength < 0 {
		return refuse(411, "MissingContentLength")
	}
	return answer{}
}

func only(q url.Values, known ...string) bool {
	for name := range q {
		if !slices.Contains(known, name) {
			return false
		}
	}
	return true
}

func etag(data []byte) string {
	sum := md5.Sum(data)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

func (s *Server) get(r *http.Request, key string) answer {
	v := s.newest(key)
	if v == nil {
		return refuse(404, "NoSuchKey")
	}
	h := v.header.Clone()
	h.Set("Etag", etag(v.data))
	h.Set("Last-Modified", "Mon, 23 Nov 2026 04:30:00 GMT")
	if r.Header.Get("If-None-Match") == h.Get("Etag") {
		return answer{status: 304, header: h}
	}
	return answer{status: 200, header: h, body: v.data}
}

// put: 412 where a condition does not hold, 404 for If-Match on nothing (S3
// user guide, "conditional writes").
func (s *Server) put(r *http.Request, key string, body []byte) answer {
	match, none := r.Header.Get("If-Match"), r.Header.Get("If-None-Match")
	v := s.newest(key)
	switch {
	case match != "" && none != "" || none != "" && none != "*" || match != "" && !strings.HasPrefix(match, `"`):
		return refuse(501, "NotImplemented")
	case s.careless:
	case none != "" && v != nil:
		return refuse(412, "PreconditionFailed")
	case match != "" && v == nil:
		return refuse(404, "NoSuchKey")
	case match != "" && match != etag(v.data):
		return refuse(412, "PreconditionFailed")
	}
	kept := http.Header{}
	for _, name := range []string{"Content-Type", "Cache-Control"} {
		if text := r.Header.Get(name); text != "" {
			kept.Set(name, text)
		}
	}
	s.add(key, version{data: body, header: kept})
	return answer{status: 200, header: http.Header{"Etag": {etag(body)}}}
}

// delete puts a marker on top where versions are kept, unless one version is
// named.
func (s *Server) delete(key, id string) answer {
	if _, there := s.objects[key]; there && s.versioned && id == "" {
		s.add(key, version{marker: true})
	} else {
		s.objects[key] = slices.DeleteFunc(s.objects[key], func(v version) bool { return id == "" || v.id == id })
		if len(s.objects[key]) == 0 {
			delete(s.objects, key)
		}
	}
	return answer{status: 204}
}

func xmlAnswer(v any) answer {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(v); err != nil {
		panic(err)
	}
	return answer{status: 200, header: http.Header{"Content-Type": {"application/xml"}}, body: b.Bytes()}
}
