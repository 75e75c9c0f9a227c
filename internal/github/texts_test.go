package github

import (
	"fmt"
	"strings"
	"testing"

	"nadi/internal/github/githubtest"
)

const begin = "<!-- nadi:plan -->\n"

// TestComment: added once, changed where it is, left alone when nothing changed.
func TestComment(t *testing.T) {
	s := repo()
	for i := range 250 { // ours will be on the third page
		s.Comments = append(s.Comments, &githubtest.Text{ID: int64(i + 1), On: 7, Body: "Looks good.", Type: "User", Association: "MEMBER"})
	}
	c := open(t, s)
	ok(t, c.Comment(t.Context(), 7, "plan", "one"))
	ok(t, c.Comment(t.Context(), 7, "plan", "two"))
	before := len(s.Requests())
	ok(t, c.Comment(t.Context(), 7, "plan", "two"))
	if n := len(s.Requests()) - before; n != 3 {
		t.Errorf("%d requests for nothing new, not three pages", n)
	}
	if len(s.Comments) != 251 || s.Comments[250].Body != begin+"two" {
		t.Errorf("%d comments, the last one %q", len(s.Comments), s.Comments[len(s.Comments)-1].Body)
	}
	ok(t, c.Comment(t.Context(), 7, "check", "another mark"))
	if len(s.Comments) != 252 {
		t.Error("another mark has no comment of its own")
	}
}

// TestCommentOfOthers: a text is not taken for ours because of its mark alone.
func TestCommentOfOthers(t *testing.T) {
	for _, x := range []struct {
		name string
		text githubtest.Text
		ours bool
	}{
		{"a stranger's", githubtest.Text{Body: begin, Type: "User", Association: "NONE"}, false},
		{"a contributor's", githubtest.Text{Body: begin, Type: "User", Association: "CONTRIBUTOR"}, false},
		{"quoted", githubtest.Text{Body: "> " + begin, Type: "Bot", Association: "NONE"}, false},
		{"another mark's", githubtest.Text{Body: "<!-- nadi:plan-b -->\n", Type: "Bot", Association: "NONE"}, false},
		{"a program's", githubtest.Text{Body: begin, Type: "Bot", Association: "NONE"}, true},
		{"a member's own token's", githubtest.Text{Body: begin, Type: "User", Association: "MEMBER"}, true},
	} {
		s := repo()
		x.text.ID, x.text.On = 1, 7
		s.Comments = []*githubtest.Text{&x.text}
		was := x.text.Body
		ok(t, open(t, s).Comment(t.Context(), 7, "plan", "posts"))
		if changed := x.text.Body != was; changed != x.ours || len(s.Comments) == 1 != x.ours {
			t.Errorf("%s: changed %v, %d comments", x.name, changed, len(s.Comments))
		}
	}
}

// TestCommentPermission: either of GitHub's two permissions is enough; without
// them the error names one.
func TestCommentPermission(t *testing.T) {
	s := repo()
	s.Permissions = map[string]string{"pull-requests": "write"}
	ok(t, open(t, s).Comment(t.Context(), 7, "plan", "x"))
	s.Permissions = map[string]string{"pull-requests": "read"} // a pull request from a fork
	err := open(t, s).Comment(t.Context(), 7, "plan", "y")
	if err == nil || !strings.Contains(err.Error(), "comment on pull request 7") || !strings.Contains(err.Error(), "permissions: {pull-requests: write}") {
		t.Error(err)
	}
	if err := open(t, s).Comment(t.Context(), 7, "Plan -->", "y"); err == nil {
		t.Error("a mark that ends its own comment")
	}
}

func TestFit(t *testing.T) {
	c := open(t, repo())
	short := strings.Repeat("क", MaxText)
	if c.fit(short) != short {
		t.Error("what fits is changed")
	}
	row := "- a post: `x` 👍 हृदय\n"
	for name, long := range map[string]string{
		"lines":  strings.Repeat(row, 9000),
		"block":  "<details>\n\n````text\n```\n" + strings.Repeat(row, 9000) + "````\n</details>\n",
		"closed": "```\nx\n```\n" + strings.Repeat(row, 9000),
		"one":    strings.Repeat("क", 3*MaxText),
	} {
		got := c.fit(long)
		if units(got) > MaxText {
			t.Errorf("%s: %d units", name, units(got))
		}
		body, note, cut := strings.Cut(got, "\n\n**Cut here")
		if !cut || !strings.HasSuffix(note, ": https://github.com/riverside/news/actions/runs/77") {
			t.Errorf("%s: does not say where the rest is: %q", name, note)
		}
		if name != "one" && units(got) < MaxText-1200 {
			t.Errorf("%s: cut to %d units", name, units(got))
		}
		if end := strings.HasSuffix(body, "हृदय\n````\n\n</details>"); end != (name == "block") {
			t.Errorf("%s: ends with %q", name, body[max(0, len(body)-40):])
		}
	}
}

func person(title string, change func(*githubtest.Text)) *githubtest.Text {
	t := &githubtest.Text{Number: 20, Title: title, Body: "<!-- nadi:person -->\nlook at x", State: "open", Labels: []string{Label}, Type: "Bot", Association: "NONE"}
	if change != nil {
		change(t)
	}
	return t
}

// TestIssue: one issue, from its beginning to its end and to the next.
func TestIssue(t *testing.T) {
	s := repo()
	c := open(t, s)
	ok(t, c.Close(t.Context(), "person", "nothing there"))
	ok(t, c.Issue(t.Context(), "person", "1 post needs a person", "look at x"))
	ok(t, c.Issue(t.Context(), "person", "1 post needs a person", "look at x, since noon"))
	if len(s.Issues) != 2 || len(s.Comments) != 0 {
		t.Fatalf("%d issues, %d comments", len(s.Issues), len(s.Comments))
	}
	i := s.Issues[1]
	if i.Body != "<!-- nadi:person -->\nlook at x, since noon" || i.Labels[0] != Label {
		t.Errorf("the issue is %+v", i)
	}
	before := len(s.Requests())
	ok(t, c.Issue(t.Context(), "person", "1 post needs a person", "look at x, since noon"))
	if n := len(s.Requests()) - before; n != 1 {
		t.Errorf("%d requests for nothing new", n)
	}
	ok(t, c.Issue(t.Context(), "person", "2 posts need a person", "look at x and y"))
	if len(s.Comments) != 1 || s.Comments[0].Body != "2 posts need a person" || i.Title != "2 posts need a person" {
		t.Errorf("a new title was not told: %+v", s.Comments)
	}
	ok(t, c.Close(t.Context(), "person", "Nothing needs a person any more."))
	if i.State != "closed" || len(s.Comments) != 2 {
		t.Errorf("not closed with words: %s, %d comments", i.State, len(s.Comments))
	}
	ok(t, c.Issue(t.Context(), "person", "1 post needs a person", "look at z"))
	if len(s.Issues) != 3 {
		t.Error("the closed issue was taken instead of a new one")
	}
}

// TestIssueOfOthers: an issue without our label, mark or author stays as it is.
func TestIssueOfOthers(t *testing.T) {
	for name, change := range map[string]func(*githubtest.Text){
		"no label":     func(t *githubtest.Text) { t.Labels = nil },
		"no mark":      func(t *githubtest.Text) { t.Body = "look at x" },
		"other mark":   func(t *githubtest.Text) { t.Body = "<!-- nadi:demo -->\nlook at x" },
		"stranger":     func(t *githubtest.Text) { t.Type, t.Association = "User", "NONE" },
		"pull request": func(t *githubtest.Text) { t.Pull = true },
	} {
		s := repo()
		other := person("theirs", change)
		s.Issues = append(s.Issues, other)
		c := open(t, s)
		ok(t, c.Issue(t.Context(), "person", "ours", "b"))
		ok(t, c.Close(t.Context(), "person", "done"))
		if other.Title != "theirs" || other.State != "open" || len(s.Issues) != 3 {
			t.Errorf("%s: an issue of others was changed: %+v", name, other)
		}
		for _, m := range s.Comments {
			if m.On == other.Number {
				t.Errorf("%s: an issue of others was commented on", name)
			}
		}
	}
}

// TestTwoIssues: the older one is kept, and both are closed; also when they lie
// beyond the first page.
func TestTwoIssues(t *testing.T) {
	s := repo()
	for i := range 120 {
		s.Issues = append(s.Issues, person("other", func(t *githubtest.Text) { t.Number, t.Body = 100+i, "by hand" }))
	}
	older, newer := person("t", nil), person("t", func(t *githubtest.Text) { t.Number = 21 })
	s.Issues = append(s.Issues, older, newer)
	c := open(t, s)
	ok(t, c.Issue(t.Context(), "person", "t", "new words"))
	if !strings.Contains(older.Body, "new words") || strings.Contains(newer.Body, "new words") {
		t.Error("not the older issue was changed")
	}
	ok(t, c.Close(t.Context(), "person", "done"))
	if older.State != "closed" || newer.State != "closed" {
		t.Error("an issue stays open")
	}
}

func TestNoEnd(t *testing.T) {
	s := repo()
	for i := range pages*perPage + 1 {
		s.Comments = append(s.Comments, &githubtest.Text{ID: int64(i + 1), On: 7, Body: fmt.Sprint(i)})
	}
	if err := open(t, s).Comment(t.Context(), 7, "plan", "x"); err == nil || len(s.Requests()) != pages {
		t.Errorf("%v after %d requests", err, len(s.Requests()))
	}
}
