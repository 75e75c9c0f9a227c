// Package buckettest is a strict server of buckets for tests: objects,
// conditions, versions, lists in pages, in this process and in memory. It
// refuses what it does not know, so that a request that only some servers
// understand fails here. With Fault a test makes it lose requests and answers,
// be late, refuse, or act after it has hung up.
//
// It does not check signatures, only that there is one, and it is no model of
// what a real host costs or allows. What it knows of S3 is in handle.go, each
// with its answer; a real server is asked by test/buckets.
package buckettest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"sync"
	"testing"
)

// Name is the bucket that is there; another one is NoSuchBucket.
const Name = "riverside-news"

// Fault is what happens to one request.
type Fault struct {
	Status int    // answer this and do nothing
	Code   string // … with this code
	Lost   bool   // hang up: before acting, or after if Acted
	Acted  bool
	// Hold is waited for before acting. With Lost and Acted the connection is
	// closed first: the request takes effect when nobody expects it any more.
	Hold <-chan struct{}
}

// Server is a server with one bucket.
type Server struct {
	http *httptest.Server
	page int

	mu        sync.Mutex
	versioned bool
	careless  bool
	racy      bool
	noVersion bool
	fault     func(*http.Request) Fault
	log       []string
	objects   map[string][]version // newest last
	last      int                  // number of the newest version
}

// version is one state of an object.
type version struct {
	id     string
	data   []byte
	marker bool // deleted
	header http.Header
}

// New starts a server for the time of a test.
func New(t testing.TB) *Server {
	s := &Server{objects: map[string][]version{}, page: 1000}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.http.Close)
	return s
}

// URL is the endpoint.
func (s *Server) URL() string { return s.http.URL }

// Place is a place in the bucket, as the settings name it.
func (s *Server) Place(prefix string) string {
	return "s3://" + Name + "/" + prefix + "?endpoint=" + s.http.URL
}

// Env is an environment with keys.
func (s *Server) Env(name string) string {
	return map[string]string{"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "example-secret"}[name]
}

// Transport speaks to the server and leaves no connection behind.
func (s *Server) Transport() http.RoundTripper { return s.http.Client().Transport }

// Versioned makes the bucket keep older versions from now on.
func (s *Server) Versioned() { s.set(func() { s.versioned = true }) }

// Careless makes the server take conditions and not keep to them.
func (s *Server) Careless() { s.set(func() { s.careless = true }) }

// Racy makes the server look first whether an object is new and write it a
// little later, so that several creates at once all succeed.
func (s *Server) Racy() { s.set(func() { s.racy = true }) }

// NoVersions makes the server not know the list of versions, as some do not.
func (s *Server) NoVersions() { s.set(func() { s.noVersion = true }) }

// Pages sets how many objects a list has at a time.
func (s *Server) Pages(n int) { s.set(func() { s.page = n }) }

// Fault sets what happens to each request from now on; nil is nothing. It may
// be called by many goroutines.
func (s *Server) Fault(f func(*http.Request) Fault) { s.set(func() { s.fault = f }) }

func (s *Server) set(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	do()
}

// Requests returns what was asked since the last call, as "PUT ledger/log/1".
func (s *Server) Requests() (log []string) {
	s.set(func() { log, s.log = s.log, nil })
	return log
}

// Keys returns the keys of all objects that have any bytes left, in any
// version, in order.
func (s *Server) Keys() (keys []string) {
	s.set(func() {
		for _, key := range slices.Sorted(maps.Keys(s.objects)) {
			if slices.ContainsFunc(s.objects[key], func(v version) bool { return !v.marker }) {
				keys = append(keys, key)
			}
		}
	})
	return keys
}

// Object returns an object as it is now, and its headers; nil where there is
// none.
func (s *Server) Object(key string) (data []byte, header http.Header) {
	s.set(func() {
		if v := s.newest(key); v != nil {
			data, header = slices.Clone(v.data), v.header
		}
	})
	return data, header
}

// Write puts an object behind everybody's back, as a person would.
func (s *Server) Write(key string, data []byte) {
	s.set(func() { s.add(key, version{data: slices.Clone(data), header: http.Header{}}) })
}

// Remove takes an object away behind everybody's back.
func (s *Server) Remove(key string) { s.set(func() { delete(s.objects, key) }) }

func (s *Server) newest(key string) *version {
	all := s.objects[key]
	if len(all) == 0 || all[len(all)-1].marker {
		return nil
	}
	return &all[len(all)-1]
}

func (s *Server) add(key string, v version) {
	s.last++
	v.id = "null"
	if s.versioned {
		v.id = "v" + strconv.Itoa(s.last)
	}
	s.objects[key] = append(slices.DeleteFunc(s.objects[key], func(old version) bool { return old.id == v.id }), v)
}
