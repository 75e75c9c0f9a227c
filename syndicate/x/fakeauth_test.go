package x

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The secrets of the tests. Nobody has issued them.
const (
	testAPIKey      = "apiKEYapiKEYapiKEY0001"
	testAPISecret   = "apiSECRETapiSECRETapiSECRET+/0002"
	testToken       = "2244994945-tokenTOKENtokenTOKEN0003"
	testTokenSecret = "tokenSECRETtokenSECRETtoken0004"

	testClient       = "clientIDclientIDclientID0005"
	testClientSecret = "clientSECRET-clientSECRET_0006"
	testRefresh      = "refreshTOKENrefreshTOKEN-seed0007"
)

var firstSecrets = map[string]string{secretAPIKey: testAPIKey, secretAPISecret: testAPISecret, secretToken: testToken, secretTokenSecret: testTokenSecret}

var secondSecrets = map[string]string{secretClientID: testClient, secretClientSecret: testClientSecret, secretRefresh: testRefresh}

// oauthOne verifies signatures of OAuth 1.0a by making them anew, from RFC
// 5849 and with nothing of the library that the channel signs with.
type oauthOne struct{ used map[string]bool }

func (o *oauthOne) verify(r *http.Request, body []byte) bool {
	params, ok := oauthHeader(r.Header.Get("Authorization"))
	if !ok || params["oauth_consumer_key"] != testAPIKey || params["oauth_token"] != testToken ||
		params["oauth_signature_method"] != "HMAC-SHA1" || params["oauth_version"] != "1.0" {
		return false
	}
	stamp, err := strconv.ParseInt(params["oauth_timestamp"], 10, 64)
	once := params["oauth_timestamp"] + " " + params["oauth_nonce"]
	if away := time.Since(time.Unix(stamp, 0)).Abs(); err != nil || away > 5*time.Minute || params["oauth_nonce"] == "" || o.used[once] {
		return false
	}
	o.used[once] = true
	all := r.URL.Query()
	if r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" {
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return false
		}
		for k, v := range form {
			all[k] = append(all[k], v...)
		}
	}
	for k, v := range params {
		if k != "oauth_signature" {
			all.Set(k, v)
		}
	}
	return sign(baseOf(r.Method, "http://"+r.Host+r.URL.EscapedPath(), all), testAPISecret, testTokenSecret) == params["oauth_signature"]
}

// oauthHeader takes an Authorization header apart.
func oauthHeader(h string) (map[string]string, bool) {
	rest, ok := strings.CutPrefix(h, "OAuth ")
	params := map[string]string{}
	for _, pair := range strings.Split(rest, ",") {
		k, v, found := strings.Cut(strings.TrimSpace(pair), "=")
		plain, err := url.PathUnescape(strings.Trim(v, `"`))
		if !found || err != nil {
			return nil, false
		}
		params[k] = plain
	}
	return params, ok
}

// baseOf is the text that is signed (section 3.4.1).
func baseOf(method, address string, params url.Values) string {
	var pairs []string
	for k, vs := range params {
		for _, v := range vs {
			pairs = append(pairs, percent(k)+"="+percent(v))
		}
	}
	slices.Sort(pairs)
	return method + "&" + percent(address) + "&" + percent(strings.Join(pairs, "&"))
}

func sign(base, secret, tokenSecret string) string {
	mac := hmac.New(sha1.New, []byte(percent(secret)+"&"+percent(tokenSecret)))
	mac.Write([]byte(base))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// percent encodes all but the unreserved characters (section 3.6).
func percent(s string) string {
	var out strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

// oauthTwo gives out tokens. A refresh token is good for one use; a second use
// ends everything that came from it.
type oauthTwo struct {
	public  bool // no client secret
	refresh string
	used    []string
	access  string
	seconds int
	serial  int
	dead    bool
	lose    bool // exchanges once and drops the answer
}

func newOAuthTwo() *oauthTwo { return &oauthTwo{refresh: testRefresh, seconds: 7200} }

func (o *oauthTwo) exchange(w http.ResponseWriter, r recorded) {
	form, err := url.ParseQuery(string(r.body))
	client, secret, basic := (&http.Request{Header: r.header}).BasicAuth()
	known := basic && client == testClient && secret == testClientSecret && !form.Has("client_id")
	if o.public {
		known = !basic && form.Get("client_id") == testClient
	}
	token := form.Get("refresh_token")
	switch {
	case err != nil || form.Get("grant_type") != "refresh_token" || r.header.Get("Content-Type") != "application/x-www-form-urlencoded":
		respond(w, 400, `{"error":"unsupported_grant_type","error_description":"?"}`)
	case !known:
		respond(w, 401, `{"error":"unauthorized_client","error_description":"Missing valid authorization header"}`)
	case slices.Contains(o.used, token):
		o.dead, o.access = true, ""
		fallthrough
	case o.dead || token != o.refresh:
		respond(w, 400, `{"error":"invalid_request","error_description":"Value passed for the token was invalid."}`)
	default:
		o.serial++
		o.used = append(o.used, token)
		o.refresh, o.access = fmt.Sprintf("refreshTOKEN-number-%d", o.serial), fmt.Sprintf("accessTOKEN-number-%d", o.serial)
		if o.lose {
			o.lose = false
			panic(http.ErrAbortHandler)
		}
		respond(w, 200, fmt.Sprintf(`{"token_type":"bearer","expires_in":%d,"access_token":%q,"scope":"tweet.read tweet.write users.read media.write offline.access","refresh_token":%q}`, o.seconds, o.access, o.refresh))
	}
}
