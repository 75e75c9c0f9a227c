package githubtest

import (
	"net/http"
	"slices"
)

func (t *Text) json() map[string]any {
	v := map[string]any{"id": t.ID, "number": t.Number, "title": t.Title, "body": t.Body, "state": t.State,
		"user": map[string]any{"login": "somebody", "type": t.Type}, "author_association": t.Association}
	if t.Pull {
		v["pull_request"] = map[string]any{"url": "https://api.github.com/"}
	}
	return v
}

func all(ts []*Text, want func(*Text) bool) (out []map[string]any) {
	for _, t := range ts {
		if want(t) {
			out = append(out, t.json())
		}
	}
	return out
}

// IssueAt is the issue of that number, or nil.
func (s *Server) IssueAt(number int) *Text {
	for _, t := range s.Issues {
		if t.Number == number {
			return t
		}
	}
	return nil
}

func (s *Server) issuesOn(w http.ResponseWriter) bool {
	if s.Disabled {
		fail(w, 410, "Issues are disabled for this repo")
	}
	return !s.Disabled
}

func (s *Server) listIssues(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !s.issuesOn(w) || !s.may(w, "read", "issues") {
		return
	}
	list := all(s.Issues, func(t *Text) bool {
		return (q.Get("state") == "all" || t.State == q.Get("state")) && slices.Contains(t.Labels, q.Get("labels"))
	})
	if q.Get("direction") != "asc" { // GitHub's default is newest first
		slices.Reverse(list)
	}
	page(w, r, list)
}

func (s *Server) newIssue(w http.ResponseWriter, r *http.Request) {
	if !s.issuesOn(w) || !s.may(w, "write", "issues") {
		return
	}
	v := fields(w, r, "title", "body", "labels")
	if v == nil {
		return
	}
	t := &Text{Number: len(s.Issues) + 1000, Title: v["title"].(string), Body: v["body"].(string), State: "open", Type: "Bot", Association: "NONE"}
	for _, l := range v["labels"].([]any) {
		t.Labels = append(t.Labels, l.(string))
	}
	s.Issues = append(s.Issues, t)
	answer(w, 201, t.json())
}

func (s *Server) editIssue(w http.ResponseWriter, r *http.Request, number int) {
	t := s.IssueAt(number)
	if t == nil {
		fail(w, 404, "Not Found")
		return
	}
	if !s.may(w, "write", "issues") {
		return
	}
	v := fields(w, r, "title", "body", "state", "state_reason")
	if v == nil {
		return
	}
	for key, to := range map[string]*string{"title": &t.Title, "body": &t.Body, "state": &t.State} {
		if x, ok := v[key].(string); ok {
			*to = x
		}
	}
	answer(w, 200, t.json())
}

func (s *Server) listComments(w http.ResponseWriter, r *http.Request, on int) {
	if s.IssueAt(on) == nil {
		fail(w, 404, "Not Found")
	} else if s.may(w, "read", "issues", "pull-requests") {
		page(w, r, all(s.Comments, func(t *Text) bool { return t.On == on }))
	}
}

func (s *Server) newComment(w http.ResponseWriter, r *http.Request, on int) {
	t := s.IssueAt(on)
	if t == nil {
		fail(w, 404, "Not Found")
		return
	}
	if !s.mayComment(w, t) {
		return
	}
	if v := fields(w, r, "body"); v != nil {
		c := &Text{ID: int64(len(s.Comments) + 5000), On: on, Body: v["body"].(string), Type: "Bot", Association: "NONE"}
		s.Comments = append(s.Comments, c)
		answer(w, 201, c.json())
	}
}

// mayComment: on a pull request either permission is enough.
func (s *Server) mayComment(w http.ResponseWriter, t *Text) bool {
	if t.Pull {
		return s.may(w, "write", "issues", "pull-requests")
	}
	return s.may(w, "write", "issues")
}

func (s *Server) editComment(w http.ResponseWriter, r *http.Request, id int64) {
	for _, c := range s.Comments {
		if c.ID != id {
			continue
		}
		if !s.mayComment(w, s.IssueAt(c.On)) {
			return
		}
		if v := fields(w, r, "body"); v != nil {
			c.Body = v["body"].(string)
			answer(w, 200, c.json())
		}
		return
	}
	fail(w, 404, "Not Found")
}

func (s *Server) listRules(w http.ResponseWriter, r *http.Request) {
	if s.NoRules {
		fail(w, 403, "Upgrade to GitHub Pro or make this repository public to enable this feature.")
		return
	}
	page(w, r, s.Rules)
}

func (s *Server) branch(w http.ResponseWriter, name string) {
	protected, known := s.Branches[name]
	if !known {
		fail(w, 404, "Branch not found")
	} else if s.may(w, "read", "contents") {
		answer(w, 200, map[string]any{"name": name, "protected": protected})
	}
}
