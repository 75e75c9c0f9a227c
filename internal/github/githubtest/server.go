// Package githubtest is a GitHub of one repository, for tests: as much of its
// REST API as internal/github uses, and as strict as its documentation. It
// refuses what GitHub refuses (a missing permission, a text that is too long)
// and, beyond GitHub, whatever a client should not send (an unknown field, a
// request without the headers that are asked for), so that a slip fails a test
// and not a hospital's run.
//
// It is an http.Handler: put it behind httptest.NewServer, or call RoundTrip.
// Set its fields before the first request. It is for tests alone.
package githubtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Text is a comment or an issue.
type Text struct {
	ID          int64 // of a comment
	On          int   // number of the issue a comment is on
	Number      int   // of an issue
	Pull        bool  // the issue is a pull request
	Title, Body string
	State       string // open or closed
	Labels      []string
	Type        string // of its author: Bot or User
	Association string // of its author: NONE, CONTRIBUTOR, MEMBER …
}

// Server is the repository.
type Server struct {
	Repo, Token string
	Permissions map[string]string // issues, pull-requests, contents: read or write
	Trouble     func(http.ResponseWriter, *http.Request) bool

	Issues   []*Text
	Comments []*Text // oldest first
	Rules    []map[string]any
	NoRules  bool            // the plan has none: 403
	Branches map[string]bool // name → protected
	Disabled bool            // issues are switched off

	mu       sync.Mutex
	requests []string
}

// New is an empty repository whose token may do everything that is asked here.
func New(repo, token string) *Server {
	return &Server{Repo: repo, Token: token, Branches: map[string]bool{"main": false},
		Permissions: map[string]string{"issues": "write", "pull-requests": "write", "contents": "read"}}
}

// Requests are the requests so far, as METHOD path?query.
func (s *Server) Requests() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.requests...)
}

// Look lets a test read the fields while no request is being answered.
func (s *Server) Look(look func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	look()
}

// RoundTrip answers a request without a network.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result(), nil
}

// ServeHTTP answers as api.github.com would.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r.Method+" "+r.URL.RequestURI())
	h := r.Header
	switch {
	case s.Trouble != nil && s.Trouble(w, r):
	case h.Get("Authorization") != "Bearer "+s.Token:
		fail(w, 401, "Bad credentials")
	case h.Get("User-Agent") == "" || h.Get("Accept") != "application/vnd.github+json" || h.Get("X-GitHub-Api-Version") != "2022-11-28":
		fail(w, 400, "a header is missing")
	default:
		path, ok := strings.CutPrefix(r.URL.EscapedPath(), "/repos/"+s.Repo+"/")
		if !ok {
			fail(w, 404, "Not Found")
			return
		}
		s.route(w, r, strings.Split(path, "/"))
	}
}

func (s *Server) route(w http.ResponseWriter, r *http.Request, p []string) {
	at := func(i int) int { n, _ := strconv.Atoi(p[i]); return n }
	switch shape := r.Method + " " + strings.Join(p[:min(len(p), 2)], "/"); {
	case r.Method == "GET" && len(p) == 1 && p[0] == "issues":
		s.listIssues(w, r)
	case r.Method == "POST" && len(p) == 1 && p[0] == "issues":
		s.newIssue(w, r)
	case r.Method == "GET" && len(p) == 3 && p[2] == "comments":
		s.listComments(w, r, at(1))
	case r.Method == "POST" && len(p) == 3 && p[2] == "comments":
		s.newComment(w, r, at(1))
	case shape == "PATCH issues/comments" && len(p) == 3:
		s.editComment(w, r, int64(at(2)))
	case r.Method == "PATCH" && len(p) == 2 && p[0] == "issues":
		s.editIssue(w, r, at(1))
	case shape == "GET rules/branches" && len(p) == 3:
		s.listRules(w, r)
	case r.Method == "GET" && len(p) == 2 && p[0] == "branches":
		s.branch(w, strings.ReplaceAll(p[1], "%2F", "/"))
	default:
		fail(w, 404, "Not Found")
	}
}

// may answers like GitHub where the token may not: 403 if it may read and not
// write, 404 if it may not even see.
func (s *Server) may(w http.ResponseWriter, level string, anyOf ...string) bool {
	sees := false
	for _, p := range anyOf {
		if got := s.Permissions[p]; got == "write" || got == level {
			return true
		} else if got != "" {
			sees = true
		}
	}
	if sees {
		fail(w, 403, "Resource not accessible by integration")
	} else {
		fail(w, 404, "Not Found")
	}
	return false
}

func fail(w http.ResponseWriter, code int, message string, details ...map[string]string) {
	answer(w, code, map[string]any{"message": message, "errors": details, "documentation_url": "https://docs.github.com/rest"})
}

func answer(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(v)
}

// page cuts a list and names the next page in the header Link.
func page[T any](w http.ResponseWriter, r *http.Request, all []T) {
	q := r.URL.Query()
	size, _ := strconv.Atoi(q.Get("per_page"))
	n, _ := strconv.Atoi(q.Get("page"))
	if size < 1 || size > 100 || n < 1 {
		fail(w, 400, "per_page is 1 to 100, and page begins at 1")
		return
	}
	from, to := min((n-1)*size, len(all)), min(n*size, len(all))
	if to < len(all) {
		q.Set("page", strconv.Itoa(n+1))
		w.Header().Set("Link", fmt.Sprintf(`<https://api.github.com%s?%s>; rel="next", <https://api.github.com/last>; rel="last"`, r.URL.Path, q.Encode()))
	}
	answer(w, 200, append([]T{}, all[from:to]...))
}

// fields reads a JSON object that has no keys but these, each within bounds.
func fields(w http.ResponseWriter, r *http.Request, allowed ...string) map[string]any {
	var v map[string]any
	var buf bytes.Buffer
	buf.ReadFrom(r.Body)
	if r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(buf.Bytes(), &v) != nil {
		fail(w, 400, "Problems parsing JSON")
		return nil
	}
	for k, x := range v {
		if !strings.Contains(" "+strings.Join(allowed, " ")+" ", " "+k+" ") {
			fail(w, 400, k+" is not a key here")
			return nil
		}
		if text, ok := x.(string); ok && (k == "body" && (utf8.RuneCountInString(text) > 65536 || text == "") || k == "title" && (text == "" || utf8.RuneCountInString(text) > 256)) {
			fail(w, 422, "Validation Failed", map[string]string{"field": k, "message": k + " is too long, or empty"})
			return nil
		}
	}
	return v
}
