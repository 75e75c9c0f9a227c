package github

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf16"
)

// MaxText is the most that a comment or an issue may hold. GitHub's own message
// says "maximum is 65536 characters"; what it counts as one is not written, so
// we count UTF-16 units, of which no text has fewer than characters.
const MaxText = 65536

// text is a comment or an issue as GitHub tells of it.
type text struct {
	ID     int64  `json:"id"`
	Number int    `json:"number"` // of an issue
	Title  string `json:"title"`  // of an issue
	Body   string `json:"body"`
	User   *struct {
		Type string `json:"type"`
	} `json:"user"` // null when the account is gone (recalled)
	Association string    `json:"author_association"`
	Pull        *struct{} `json:"pull_request"` // the list of issues has pull requests in it
}

// ours reports whether a text begins with the mark and is from a program or
// from somebody of the repository.
func (t *text) ours(mark string) bool {
	if !strings.HasPrefix(t.Body, mark) || t.User == nil {
		return false
	}
	switch t.Association {
	case "OWNER", "MEMBER", "COLLABORATOR":
		return true
	}
	return t.User.Type == "Bot"
}

var markForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// hidden is the HTML comment that a text of ours begins with.
func hidden(mark string) (string, error) {
	if !markForm.MatchString(mark) {
		return "", fmt.Errorf("%q is no mark: small letters, digits and hyphens", mark)
	}
	return "<!-- nadi:" + mark + " -->\n", nil
}

// Comment writes the one comment with that mark on a pull request: it changes
// the one that is there, wherever in the conversation, or adds one. A text that
// is too long is cut at the end of a line, and says where the rest is. The job
// needs pull-requests: write.
func (c *Client) Comment(ctx context.Context, pull int, mark, body string) error {
	begin, err := hidden(mark)
	if err != nil {
		return err
	}
	r := call{what: fmt.Sprintf("comment on pull request %d", pull), needs: "pull-requests: write"}
	body = c.fit(begin + body)
	var page []text
	var found *text
	r.path = fmt.Sprintf("/issues/%d/comments", pull) // oldest first
	err = c.list(ctx, r, func() any { page = nil; return &page }, func() bool {
		found = first(page, begin)
		return found != nil
	})
	switch {
	case err != nil:
		return err
	case found == nil:
		r.method = http.MethodPost
	case found.Body == body:
		return nil
	default:
		r.method, r.path = http.MethodPatch, fmt.Sprintf("/issues/comments/%d", found.ID)
	}
	r.send = map[string]string{"body": body}
	_, err = c.do(ctx, r)
	return err
}

func first(page []text, begin string) *text {
	for i := range page {
		if page[i].ours(begin) {
			return &page[i]
		}
	}
	return nil
}

// fit cuts a text to MaxText. What was open where it is cut, a block of code or
// a fold, is closed, so that the note below is seen.
func (c *Client) fit(s string) string {
	if units(s) <= MaxText {
		return s
	}
	note := "\n\n**Cut here: this is longer than GitHub allows.** The whole text is in the summary of the run"
	if c.run != "" {
		note += ": " + c.run
	}
	const spare = 1000 // for what closes, far more than folds go deep
	room, kept, fence := MaxText-units(note)-spare, 0, ""
	for line := range strings.SplitAfterSeq(s, "\n") {
		if room -= units(line); room < 0 {
			break
		}
		kept += len(line)
		fence = fenced(fence, line)
	}
	s = strings.TrimRight(s[:kept], "\n")
	if fence != "" {
		s += "\n" + fence
	}
	if open := strings.Count(s, "<details>") - strings.Count(s, "</details>"); open > 0 {
		s += "\n\n" + strings.Repeat("</details>", min(open, 90))
	}
	return s + note
}

// fenced is the fence that is open after a line, by CommonMark's rule: one is
// closed by a line of nothing but the same sign, at least as often.
func fenced(open, line string) string {
	line = strings.TrimSpace(line)
	run := line[:len(line)-len(strings.TrimLeft(line, "`"))]
	if tildes := line[:len(line)-len(strings.TrimLeft(line, "~"))]; tildes != "" {
		run = tildes
	}
	switch {
	case open == "" && len(run) >= 3:
		return run
	case open != "" && run == line && strings.HasPrefix(run, open):
		return ""
	}
	return open
}

func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
