package github

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// Protected reports whether a branch takes no change that nobody has reviewed,
// as far as a workflow's token can know.
//
// The rules of rulesets can be read by everybody who can read the repository.
// A rule that asks for pull requests decides: yes if it asks for at least one
// approval, no if it asks for none, for then who wrote a change may merge it.
// Without such a rule, or where the repository's plan has none, the answer is
// whether the branch is protected in the older way, whose terms only an
// administrator's token may read. In both ways administrators may have let
// somebody bypass the rules; that cannot be seen.
//
// It needs contents: read, which also suffices for the rules (metadata: read,
// which every token has).
func (c *Client) Protected(ctx context.Context, branch string) (bool, error) {
	asked, reviews, err := c.pullRule(ctx, branch)
	if asked || err != nil && !errors.Is(err, errDenied) {
		return reviews > 0, err
	}
	var b struct {
		Protected bool `json:"protected"`
	}
	_, err = c.do(ctx, call{what: "read branch " + branch, needs: "contents: read", method: http.MethodGet,
		path: "/branches/" + url.PathEscape(branch), get: &b})
	return b.Protected, err
}

// pullRule reports whether a rule asks for pull requests on a branch, and for
// how many approvals the strictest does.
func (c *Client) pullRule(ctx context.Context, branch string) (asked bool, reviews int, err error) {
	type rule struct {
		Type       string `json:"type"`
		Parameters struct {
			Reviews int `json:"required_approving_review_count"`
		} `json:"parameters"`
	}
	var page []rule
	r := call{what: "read the rules of branch " + branch, needs: "contents: read", path: "/rules/branches/" + url.PathEscape(branch)}
	err = c.list(ctx, r, func() any { page = nil; return &page }, func() bool {
		for _, x := range page {
			if x.Type == "pull_request" {
				asked, reviews = true, max(reviews, x.Parameters.Reviews)
			}
		}
		return false
	})
	return asked, reviews, err
}
