package youtube

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// verdict is what a reason means for the ledger and for a person.
type verdict struct {
	kind syndicate.Kind
	hint string
}

// verdicts are the reasons Google names, where the status alone would mislead.
var verdicts = map[string]verdict{
	"quotaExceeded":         {syndicate.Limited, "the Google project's quota of today is used up; it is renewed at midnight Pacific time"},
	"dailyLimitExceeded":    {syndicate.Limited, "the Google project's quota of today is used up; it is renewed at midnight Pacific time"},
	"rateLimitExceeded":     {syndicate.Limited, ""},
	"userRateLimitExceeded": {syndicate.Limited, ""},
	"uploadLimitExceeded":   {syndicate.Limited, "the channel has uploaded as many videos as YouTube allows in a day"},

	"authError":    {syndicate.Auth, ""},
	"required":     {syndicate.Auth, ""},
	"expired":      {syndicate.Auth, ""},
	"unauthorized": {syndicate.Auth, ""},

	"forbidden":               {syndicate.Scope, "the token must belong to the owner or a manager of the channel, with the scope youtube.force-ssl"},
	"insufficientPermissions": {syndicate.Scope, "make the refresh token again with the scope youtube.force-ssl"},

	"youtubeSignupRequired":             {syndicate.Disabled, "this Google account has no YouTube channel; make the refresh token as the channel itself"},
	"accountClosed":                     {syndicate.Disabled, "the account is closed; ask its owner"},
	"accountSuspended":                  {syndicate.Disabled, "the account is suspended; its owner finds the reason in YouTube Studio"},
	"authenticatedUserAccountClosed":    {syndicate.Disabled, "the account is closed; ask its owner"},
	"authenticatedUserAccountSuspended": {syndicate.Disabled, "the account is suspended; its owner finds the reason in YouTube Studio"},
	"channelClosed":                     {syndicate.Disabled, "the channel is closed; ask its owner"},
	"channelSuspended":                  {syndicate.Disabled, "the channel is suspended; its owner finds the reason in YouTube Studio"},
	"accessNotConfigured":               {syndicate.Disabled, "switch the YouTube Data API v3 on in the Google Cloud project of the OAuth client"},
	"SERVICE_DISABLED":                  {syndicate.Disabled, "switch the YouTube Data API v3 on in the Google Cloud project of the OAuth client"},
	"commentsDisabled":                  {syndicate.Rejected, "comments are switched off for this video; switch them on in YouTube Studio or answer elsewhere"},
	"videoNotFound":                     {syndicate.Rejected, "the video is not there; see whether it was deleted"},
	"invalidTitle":                      {syndicate.Rejected, "YouTube refuses the title; it takes 100 characters"},
	"invalidDescription":                {syndicate.Rejected, "YouTube refuses the text; it takes 5,000 bytes"},
	"invalidCategoryId":                 {syndicate.Rejected, "YouTube refuses the category in this country; set the option category to another"},
	"invalidVideoMetadata":              {syndicate.Rejected, "YouTube refuses title, text or category of the video"},
	"mediaBodyRequired":                 {syndicate.Rejected, "YouTube sees no video in the file"},
	"processingFailure":                 {syndicate.Rejected, ""},
	"ACCESS_TOKEN_SCOPE_INSUFFICIENT":   {syndicate.Scope, "make the refresh token again with the scope youtube.force-ssl"},
	"defaultLanguageNotSetError":        {syndicate.Rejected, "set the video's language in YouTube Studio first"},
	"madeForKidsCommentsDisabled":       {syndicate.Rejected, "the video is made for children, and such videos have no comments"},
	"ineligibleAccount":                 {syndicate.Disabled, "the Google account must join its YouTube channel first"},
	"accountDelegationForbidden":        {syndicate.Scope, "the token must belong to the owner or a manager of the channel"},
	"insufficientCapabilities":          {syndicate.Scope, "the person who made the token may not do this on the channel"},
	"forbiddenPrivacySetting":           {syndicate.Rejected, "the option privacy asks for what the channel may not have"},
	"forbiddenLicenseSetting":           {syndicate.Rejected, ""},
	"commentTextTooLong":                {syndicate.Rejected, "shorten the text; a comment takes 10,000 characters"},
	"commentTextRequired":               {syndicate.Rejected, ""},
	"operationNotSupported":             {syndicate.Rejected, ""},
}

// refused makes an error of an answer that is not what was asked for. Only
// statuses of 400 to 499 are judged by their reason: after a 5xx nothing is
// certain, whatever the body says.
func (c *channel) refused(r *wire.Response) *syndicate.Error {
	reason, text := reasonOf(r)
	e := r.Error(text)
	e.Code = reason
	if r.Status < 400 || r.Status > 499 || r.Status == http.StatusRequestTimeout {
		return e
	}
	if v, ok := verdicts[reason]; ok {
		e.Kind, e.Hint = v.kind, v.hint
	} else if r.Status == http.StatusPreconditionFailed {
		e.Kind, e.Hint = syndicate.Unavailable, "somebody changed the video at the same moment; it is tried again later"
	}
	switch {
	case e.Kind == syndicate.Limited:
		e.App, e.Until = reason != "uploadLimitExceeded", c.until(reason, r)
	case e.Kind == syndicate.Auth && e.Hint == "":
		e.Hint = "check " + c.id.Name() + ", " + c.key.Name() + " and " + c.token.Name()
	}
	return e
}

// until is when a limit ends, zero if nobody says.
func (c *channel) until(reason string, r *wire.Response) time.Time {
	if t := r.RetryAfter(); !t.IsZero() {
		return t
	}
	switch now := c.tools.Now(); reason {
	case "quotaExceeded", "dailyLimitExceeded":
		return midnight(now)
	case "uploadLimitExceeded":
		return now.Add(24 * time.Hour)
	}
	return time.Time{}
}

// midnight is the next midnight in California, when Google counts anew. Where
// the machine does not know that zone it is taken to have no summer time,
// which is an hour late at worst.
func midnight(now time.Time) time.Time {
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		zone = time.FixedZone("PST", -8*3600)
	}
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, zone).UTC()
}

// reasonOf reads both of Google's shapes of an error:
// {"error":{"code","message","errors":[{"reason"}],"status","details":[{"reason"}]}}
// and, of the token server, {"error":"invalid_grant","error_description"}.
func reasonOf(r *wire.Response) (reason, text string) {
	var top struct {
		Error       json.RawMessage
		Description string `json:"error_description"`
	}
	if json.Unmarshal(r.Body, &top) != nil {
		return "", ""
	}
	if json.Unmarshal(top.Error, &reason) == nil {
		return reason, strings.TrimSpace(reason + " " + top.Description)
	}
	type why struct{ Reason string }
	var body struct {
		Message, Status string
		Errors, Details []why
	}
	if json.Unmarshal(top.Error, &body) != nil {
		return "", ""
	}
	for _, w := range append(append(body.Details, body.Errors...), why{body.Status}) {
		if w.Reason != "" {
			reason = w.Reason
			if _, known := verdicts[reason]; known {
				break
			}
		}
	}
	return reason, body.Message
}
