package main

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"nadi/internal/github/githubtest"
)

// TestComment: a page of posts reaches the pull request, once, over a real
// connection.
func TestComment(t *testing.T) {
	s := githubtest.New("riverside/news", "ghs_example_token_1")
	s.Issues = []*githubtest.Text{{Number: 7, Pull: true, State: "open"}}
	server := httptest.NewServer(s)
	defer server.Close()
	for k, v := range map[string]string{"GITHUB_API_URL": server.URL, "GITHUB_REPOSITORY": "riverside/news", "GITHUB_TOKEN": "ghs_example_token_1"} {
		t.Setenv(k, v)
	}
	var out bytes.Buffer
	ui := &ui{out: &out, err: &out}
	for _, text := range []string{"one post", "two posts"} {
		if err := comment(t.Context(), ui, &global{}, 7, "posts", strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.Comments) != 1 || s.Comments[0].Body != "<!-- nadi:posts -->\ntwo posts" {
		t.Errorf("the pull request shows %+v", s.Comments)
	}
	if err := comment(t.Context(), ui, &global{}, 7, "posts", strings.NewReader(" \n")); err == nil {
		t.Error("nothing is shown as a comment")
	}
	s.Permissions = nil
	err := comment(t.Context(), ui, &global{}, 7, "posts", strings.NewReader("x"))
	if err == nil || !strings.Contains(err.Error(), "permissions: {pull-requests: write}") || strings.Contains(err.Error(), "ghs_") {
		t.Error(err)
	}
}
