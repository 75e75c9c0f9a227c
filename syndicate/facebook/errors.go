package facebook

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// refusal is the body of an answer that is not OK: {"error":{…}}.
type refusal struct {
	Message   string `json:"message"`
	Code      int    `json:"code"`
	Subcode   int    `json:"error_subcode"`
	Transient bool   `json:"is_transient"`
	UserTitle string `json:"error_user_title"`
	UserText  string `json:"error_user_msg"`
}

// codeMissing is the answer to a question about what is not there, or what
// this token may not see.
const codeMissing = "100/33"

// verdict is what a code means for the ledger, and what to do.
type verdict struct {
	kind syndicate.Kind
	hint string
}

const (
	hintToken  = "make a new Page token (docs/channels/facebook.md) and store it as %s"
	hintPerson = "a person with a role on the Page must log in at facebook.com and confirm what it asks for; then run again"
)

// subcodes are those that say more than their code. They were seen by other
// projects; Meta lists few of them.
var subcodes = map[int]verdict{
	1346003: {syndicate.Rejected, "Facebook takes the text for abuse; rewrite it, or ask for a review in the Page's support inbox"},
	1366046: {syndicate.Rejected, "the picture must be JPEG or PNG of at most 4 MB"},
	1366051: {syndicate.Duplicate, "look at the Page: this picture was posted before"},
	1390008: {syndicate.Limited, "the Page posts too fast; lower the account's limit in nadi.yaml"},
	1404078: {syndicate.Disabled, "the Page needs publishing authorisation: " + hintPerson},
	1609008: {syndicate.Rejected, "Facebook takes no link to facebook.com itself"},
	2061006: {syndicate.Rejected, "Facebook does not take the link; open it in a browser and compare it with the site's address"},
	4854002: {syndicate.Disabled, "Facebook wants the person behind the token to confirm who they are: " + hintPerson},
}

// tokens say why a token is void: subcodes of 190 and 102.
var tokens = map[int]string{
	458: "the app was removed from the Facebook account that made the token: connect it again, and then ",
	459: "Facebook has locked the account that made the token: log in at facebook.com, and then ",
	460: "the person who made the token has changed their password: ",
	463: "the token has expired (a Page token does not, when it is made from a long-lived user token): ",
	464: "the account that made the token is not confirmed: log in at facebook.com, and then ",
	467: "the token was withdrawn: ",
	492: "the person who made the token has no role on the Page any more: have someone who has one ",
}

// refused makes an error of an answer: by code and subcode, and by the status
// where these say nothing.
func (c *Channel) refused(resp *wire.Response, commit bool) *syndicate.Error {
	var body struct {
		Error *refusal `json:"error"`
	}
	if json.Unmarshal(resp.Body, &body) != nil || body.Error == nil {
		e := resp.Error("")
		if commit && resp.Status == http.StatusNotFound { // not Facebook's own: something on the way, which says nothing about the post
			e.Kind = syndicate.Disabled
		}
		return e
	}
	r := body.Error
	e := resp.Error(r.text())
	e.Code = r.code()
	if v := c.judge(r, commit); v.kind != 0 && !(commit && v.kind == syndicate.Rejected && resp.Status >= http.StatusInternalServerError) { // a 5xx is no proof of a refusal
		e.Kind, e.Hint = v.kind, v.hint
	}
	if e.Kind == syndicate.Limited {
		e.App = r.Code == 4 || r.Code == 17
		e.Until = c.until(resp)
	}
	return e
}

func (r *refusal) text() string {
	if r.UserText == "" {
		return r.Message
	}
	return strings.TrimPrefix(r.UserTitle+": "+r.UserText, ": ")
}

// code is CODE or CODE/SUBCODE.
func (r *refusal) code() string {
	if r.Subcode != 0 {
		return fmt.Sprintf("%d/%d", r.Code, r.Subcode)
	}
	return fmt.Sprint(r.Code)
}

// judge names a refusal. The zero verdict means that the codes say nothing. An
// answer that calls itself transient is believed before the codes that blame
// the bytes, and after those that blame token, permission or limits: of these
// it is certain that nothing was posted.
func (c *Channel) judge(r *refusal, commit bool) verdict {
	if v, ok := subcodes[r.Subcode]; ok {
		return v
	}
	switch code := r.Code; {
	case code == 190 || code == 102:
		return verdict{syndicate.Auth, tokens[r.Subcode] + fmt.Sprintf(hintToken, c.token.Name())}
	case c.unsigned(r):
		return verdict{syndicate.Auth, "the app wants signed calls, or the signature is wrong: set the secret of the app that made the token (App settings → Basic) as APP_SECRET of this account"}
	case code == 10 || code >= 200 && code <= 299:
		return verdict{syndicate.Scope, "the token lacks a permission (pages_manage_posts, pages_read_engagement; pages_manage_engagement for comments), or the person lacks the task Content on the Page"}
	case code == 4 || code == 17 || code == 32 || code == 613 || code >= 80000 && code <= 80099:
		return verdict{syndicate.Limited, ""}
	case code == 368:
		return verdict{syndicate.Disabled, "Facebook has blocked this by policy: " + hintPerson}
	case code == 506:
		return verdict{syndicate.Duplicate, "Facebook takes this for a repeat of a post that is there; look at the Page"}
	case r.Transient || code == 1 || code == 2:
		return verdict{kind: passing(commit)}
	case r.code() == codeMissing || code == 803:
		return verdict{syndicate.Scope, "it is not there, or this token may not see it: compare page in nadi.yaml with the Page's number"}
	case code == 100:
		return verdict{kind: syndicate.Rejected}
	}
	return verdict{}
}

// passing is what a fault on Facebook's side means.
func passing(commit bool) syndicate.Kind {
	if commit {
		return syndicate.Unknown
	}
	return syndicate.Unavailable
}

// unsigned reports a wrong or missing appsecret_proof. It has the code of a
// wrong parameter, and only its words tell it from a post that is at fault;
// taken for one, it would be the end of every post of the day.
func (c *Channel) unsigned(r *refusal) bool {
	return r.Code == 100 && strings.Contains(r.Message, "appsecret_proof")
}

// until is when the Page may post again: X-Business-Use-Case-Usage says it in
// minutes, by page; otherwise Retry-After, if it is there.
func (c *Channel) until(resp *wire.Response) time.Time {
	var usage map[string][]struct {
		Minutes int `json:"estimated_time_to_regain_access"`
	}
	minutes := 0
	if json.Unmarshal([]byte(resp.Header.Get("X-Business-Use-Case-Usage")), &usage) == nil {
		for _, u := range usage[c.page] {
			minutes = max(minutes, u.Minutes)
		}
	}
	if minutes == 0 {
		return resp.RetryAfter()
	}
	return c.now().Add(time.Duration(min(minutes, 7*24*60)) * time.Minute)
}
