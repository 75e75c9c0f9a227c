package x

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// problem is how X explains a refusal (RFC 7807), and within errors also how it
// did before, with a number.
type problem struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Type   string `json:"type"`

	Code    int    `json:"code"`
	Message string `json:"message"`

	Errors []problem `json:"errors"`
}

// text is what a problem says, of one in many also what the others say.
func (p *problem) text() string {
	var all []string
	for _, s := range []string{p.Title, p.Detail, p.Message} {
		if s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for _, e := range p.Errors {
		if s := e.text(); s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, ": ")
}

// kind is the last part of the problem's type: resource-not-found, credits.
func (p *problem) kind() string {
	if p.Type == "about:blank" {
		return ""
	}
	return p.Type[strings.LastIndex(p.Type, "/")+1:]
}

// codes are the numbers of a problem and of those in it.
func (p *problem) codes() []int {
	var all []int
	if p.Code != 0 {
		all = append(all, p.Code)
	}
	for _, e := range p.Errors {
		all = append(all, e.codes()...)
	}
	return all
}

// verdict is the kind of a refusal, and what to do.
type verdict struct {
	kind syndicate.Kind
	hint string
}

const (
	hintCredit  = "posts on X are paid for in advance and nothing is left: buy credits in X's developer console (console.x.com), and set a spending limit there"
	hintWrite   = "in the developer console give the app the permission to read and write, and then make the access token anew: an old token keeps its old permission"
	hintScopes  = "allow the app anew with the scopes tweet.read tweet.write users.read media.write offline.access"
	hintPerson  = "log in at x.com as the account and read what X says"
	hintReply   = "since 2026-02-23 X lets an app answer only people who mentioned the account, and does not say whether that includes one's own posts: remove the post and post anew, or answer by hand"
	hintLonger  = "X counts more than Nadi does, for which a new kind of emoji or domain may be the reason; make the article's text for this account shorter"
	hintSlower  = "X takes this for too much at once; lower the account's limit in nadi.yaml"
	hintProject = "in the developer console look whether the app belongs to a project and whether its plan allows posting"
)

// byCode are verdicts by the numbers from before version 2, which still come.
var byCode = map[int]verdict{
	32:  {kind: syndicate.Auth},
	63:  {syndicate.Disabled, "the account is suspended: " + hintPerson},
	64:  {syndicate.Disabled, "the account is suspended: " + hintPerson},
	88:  {kind: syndicate.Limited},
	89:  {kind: syndicate.Auth},
	185: {syndicate.Limited, "the account has posted as often today as X allows"},
	186: {syndicate.Rejected, hintLonger},
	187: {syndicate.Duplicate, "X has a post with these words from this account already"},
	226: {syndicate.Limited, hintSlower},
	326: {syndicate.Disabled, "the account is locked for now: " + hintPerson},
	385: {syndicate.Rejected, hintReply},
	433: {syndicate.Rejected, hintReply},
	453: {syndicate.Scope, hintProject},
}

// forbidden403 are verdicts on a 403 by what its explanation holds, in lower
// case. The first that fits is taken.
var forbidden403 = []struct {
	holds string
	verdict
}{
	{"duplicate content", byCode[187]},
	{"suspended", byCode[64]},
	{"locked", byCode[326]},
	{"too long", byCode[186]},
	{"reply", byCode[433]},
	{"conversation", byCode[433]},
	{"oauth1 app permissions", verdict{syndicate.Scope, hintWrite}},
	{"oauth1-permissions", verdict{syndicate.Scope, hintWrite}},
	{"unsupported-authentication", verdict{syndicate.Scope, hintWrite}},
	{"client-forbidden", verdict{syndicate.Scope, hintProject}},
	{"client-not-enrolled", verdict{syndicate.Scope, hintProject}},
	{"scope", verdict{syndicate.Scope, hintScopes}},
	{"not permitted to perform", verdict{syndicate.Scope, hintWrite}},
}

// refused makes an error of an answer.
func (c *Channel) refused(resp *wire.Response, commit bool) *syndicate.Error {
	var p problem
	if json.Unmarshal(resp.Body, &p) != nil {
		p = problem{}
	}
	e := resp.Error(p.text())
	e.Code = c.wire.Redact(p.kind())
	if codes := p.codes(); e.Code == "" && len(codes) > 0 {
		e.Code = strconv.Itoa(codes[0])
	} else if e.Code == "" && resp.Status == http.StatusNotFound && p.Title != "" {
		e.Code = gone
	}
	if resp.Status < http.StatusInternalServerError { // behind a 5xx nothing is certain, whatever it says
		if v := c.judge(resp.Status, &p, commit); v.kind != 0 {
			e.Kind, e.Hint = v.kind, v.hint
		}
	}
	switch e.Kind {
	case syndicate.Auth:
		e.Hint = c.hintAuth()
	case syndicate.Limited:
		c.limit(e, resp)
	}
	return e
}

// judge names a refusal. The zero verdict means that the status says it all.
func (c *Channel) judge(status int, p *problem, commit bool) verdict {
	switch status {
	case http.StatusPaymentRequired:
		return verdict{syndicate.Disabled, hintCredit}
	case http.StatusUnauthorized, http.StatusTooManyRequests:
		return verdict{}
	}
	for _, n := range p.codes() {
		if v, ok := byCode[n]; ok {
			return v
		}
	}
	if status != http.StatusForbidden {
		return verdict{}
	}
	words := strings.ToLower(p.text() + " " + p.Type)
	for _, f := range forbidden403 {
		if strings.Contains(words, f.holds) {
			return f.verdict
		}
	}
	if commit && p.text() != "" { // X's own, and not of something on the way
		return verdict{syndicate.Rejected, hintPerson}
	}
	return verdict{}
}

// hintAuth says how new secrets are made.
func (c *Channel) hintAuth() string {
	if c.tokens != nil {
		return fmt.Sprintf("allow the app anew and set %s to the new refresh token", c.keys.refresh.Name())
	}
	return fmt.Sprintf("make the access token anew in the developer console, and set %s and %s; compare the API key, and this machine's clock", c.keys.token.Name(), c.keys.tokenSecret.Name())
}

// counters are what X counts, by the start of the header's name.
var counters = []struct {
	header, hint string
	app          bool
}{
	{"X-Rate-Limit-", "", false},
	{"X-User-Limit-24hour-", "the account has made as many requests today as X allows", false},
	{"X-App-Limit-24hour-", "the app has made as many requests today as X allows, for all its accounts", true},
}

// limit says until when. Of what is counted X says when the count starts
// again; where nothing counted is used up X throttles, for as long as
// Retry-After says, if it is there.
func (c *Channel) limit(e *syndicate.Error, resp *wire.Response) {
	used := false
	for _, n := range counters {
		if resp.Header.Get(n.header+"Remaining") != "0" {
			continue
		}
		used = true
		if t := c.reset(resp.Header.Get(n.header + "Reset")); !t.IsZero() && !t.Before(e.Until) {
			e.Until, e.App, e.Hint = t, n.app, n.hint
		}
	}
	if e.Code == "usage-capped" {
		e.App, e.Hint = true, "the app's allowance of the month is used up; the developer console shows when it starts again"
	} else if !used && e.Hint == "" {
		e.Hint = hintSlower
	}
}

// reset reads a moment in Unix seconds. What is past, or further away than any
// count lasts, is none.
func (c *Channel) reset(s string) time.Time {
	n, err := strconv.ParseInt(s, 10, 64)
	t := time.Unix(n, 0).UTC()
	if now := c.now(); err != nil || !t.After(now) || t.After(now.AddDate(0, 0, 32)) {
		return time.Time{}
	}
	return t
}

// Codes for what is not there, of today and of before version 2.
const (
	gone       = "resource-not-found"
	goneBefore = "144"
)

// missing reports that X says something is not there. A 404 that is not X's
// own is an error in the server's address.
func missing(err error) bool {
	var e *syndicate.Error
	return errors.As(err, &e) && e.Status == http.StatusNotFound && (e.Code == gone || e.Code == goneBefore)
}

// allMissing reports that all problems of an answer are that.
func allMissing(all []problem) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(p problem) bool { return p.kind() != gone })
}
