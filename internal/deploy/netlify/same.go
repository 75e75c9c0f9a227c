package netlify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"nadi/internal/deploy"
)

// mark ends the title of a deploy and names what is in it: a deploy never
// changes, so a title that Netlify shows says which site readers get.
func mark(r deploy.Release, sums [][]byte) string {
	h := sha256.New()
	for i, f := range r.Files {
		fmt.Fprintf(h, "%x %s\n", sums[i], f.Path)
	}
	return "(nadi " + hex.EncodeToString(h.Sum(nil))[:16] + ")"
}

// recent is how many of a site's deploys are looked at; Netlify lists the newest
// first.
const recent = "20"

// shown reports whether readers get the release of this mark, and nothing else
// is on its way: the published deploy has the mark, and it is the newest of
// those that could be published. Whatever is not certain is a no, for one
// deploy too many does no harm.
func (t *Target) shown(ctx context.Context, s site, mark string) bool {
	if t.draft || s.Published == nil || !strings.HasSuffix(s.Published.Title, mark) {
		return false
	}
	var all []release
	err := t.api.do(ctx, call{what: "looking at the site's deploys", path: "/sites/" + url.PathEscape(s.ID) + "/deploys?per_page=" + recent, into: &all})
	if err != nil {
		return false
	}
	listed := false
	for _, d := range all {
		switch never := d.Draft || d.State == "error" || d.Context != "" && d.Context != "production"; {
		case d.ID == s.Published.ID:
			listed = true
		case !never && !d.created().Before(s.Published.created()):
			return false
		}
	}
	return listed
}
