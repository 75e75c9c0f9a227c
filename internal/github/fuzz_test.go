package github

import (
	"bufio"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// sayer is a server that answers everything alike.
type sayer struct {
	answer string // with its status line and headers
	asked  int
}

func (s *sayer) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.asked++; s.asked > 10000 {
		return nil, errors.New("asked too often")
	}
	return http.ReadResponse(bufio.NewReader(strings.NewReader(s.answer)), r)
}

// FuzzAnswers: whatever GitHub, or who stands in for it, answers, nothing
// panics or goes on for ever, and what is said of it is one line without the
// token.
func FuzzAnswers(f *testing.F) {
	text := `[{"id":1,"number":7,"title":"t","body":"<!-- nadi:posts -->\nx","user":{"type":"Bot"},"author_association":"NONE"}]`
	for _, body := range []string{"", "null", "[]", "{}", text, strings.Replace(text, `{"type":"Bot"}`, "null", 1), `{"protected":true}`, `[{"type":"pull_request","parameters":{"required_approving_review_count":1}}]`, `{"message":"no ghs_example_token_1","errors":[{"message":"a"}]}`} {
		for _, head := range []string{"200 OK", "200 OK\r\nLink: <https://api.example.org/?page=2>; rel=\"next\"", "301 Moved", "401 No", "403 No\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 99999999999999999", "404 No", "410 Gone", "429 Slow\r\nRetry-After: -1", "502 Bad"} {
			f.Add("HTTP/1.1 " + head + "\r\n\r\n" + body)
		}
	}
	env := map[string]string{"GITHUB_REPOSITORY": "riverside/news", "GITHUB_TOKEN": "ghs_example_token_1"}
	f.Fuzz(func(t *testing.T, answer string) {
		server := &sayer{answer: answer}
		if resp, err := server.RoundTrip(&http.Request{Method: http.MethodGet}); err != nil {
			t.Skip("no answer of a server")
		} else {
			resp.Body.Close()
		}
		c, ok := Open(func(n string) string { return env[n] }, server)
		if !ok {
			t.Fatal("not opened")
		}
		ours := 1 + strings.Count(answer, "nadi:posts") // to be closed, on each page
		for what, do := range map[string]func() error{
			"comment": func() error { return c.Comment(t.Context(), 12, "posts", "words") },
			"issue":   func() error { return c.Issue(t.Context(), "posts", "title", "words") },
			"close":   func() error { return c.Close(t.Context(), "posts", "words") },
			"rules":   func() error { _, err := c.Protected(t.Context(), "main"); return err },
		} {
			server.asked = 0
			err := do()
			if server.asked > pages+2+2*pages*ours {
				t.Errorf("%s asked %d times", what, server.asked)
			}
			if err == nil {
				continue
			}
			if said := err.Error(); strings.Contains(said, env["GITHUB_TOKEN"]) || strings.ContainsAny(said, "\n\r\x00\x1b") || len(said) > 1500 {
				t.Errorf("%s says %q", what, said)
			}
		}
	})
}
