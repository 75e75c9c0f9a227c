package facebook

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
)

func TestVerify(t *testing.T) {
	f := newFake(t, fakeSecret)
	id, facts, err := opened(t, f).Verify(t.Context())
	want := syndicate.Identity{Network: name, ID: fakePage, Handle: "@riverside.example", URL: "https://www.facebook.com/riverside.example"}
	if err != nil || id != want || fmt.Sprint(facts) != "map[version:v26.0]" {
		t.Errorf("identity %+v, facts %v, error %v", id, facts, err)
	}
	delete(f.page, "username")
	delete(f.page, "link")
	f.version = "v27.0"
	id, facts, err = opened(t, f).Verify(t.Context())
	if err != nil || id.Handle != "Riverside Hospital" || id.URL != "https://www.facebook.com/"+fakePage || facts["~versionServed"] != "v27.0" {
		t.Errorf("identity %+v, facts %v, error %v", id, facts, err)
	}
}

func TestVerifyStranger(t *testing.T) {
	for _, of := range []string{"me", "page"} {
		f := newFake(t, "")
		stranger := map[string]string{"id": "999", "name": "Asha Example"}
		if of == "me" {
			f.me = stranger
		} else {
			f.page = stranger
		}
		_, _, err := opened(t, f).Verify(t.Context())
		if err == nil || syndicate.KindOf(err) != syndicate.Auth || !strings.Contains(err.Error(), "999") || !strings.Contains(err.Error(), fakePage) {
			t.Errorf("%s is someone else: %v", of, err)
		}
	}
}

func TestVersionEnds(t *testing.T) {
	c := &Channel{version: "v21.0"}
	if f := c.facts("v21.0"); fmt.Sprint(f) != "map[version:v21.0 ~versionEnds:2027-01-21]" {
		t.Errorf("facts are %v", f)
	}
	for v, day := range versionEnds {
		if _, err := time.Parse(time.DateOnly, day); err != nil || !versionForm.MatchString(v) {
			t.Errorf("%s ends on %q", v, day)
		}
	}
}

func TestProof(t *testing.T) {
	// printf TOKEN | openssl dgst -sha256 -hmac SECRET
	const want = "098735e74ba38ff2477803b1d36c3d0a065cdffc77c015f4fe1bd83adf1e88a3"
	f := newFake(t, fakeSecret)
	c := opened(t, f, "as", asPhoto)
	if c.proof != want {
		t.Errorf("proof is %s, want %s", c.proof, want)
	}
	for _, secret := range []string{"", "00000000000000000000000000000000"} { // Facebook wants one; it is wrong
		c.proof = proofOf(c.token, syndicate.NewSecret("X", secret))
		_, _, err := c.Verify(t.Context())
		var e *syndicate.Error
		if !errors.As(err, &e) || e.Kind != syndicate.Auth || !strings.Contains(e.Hint, "APP_SECRET") {
			t.Errorf("with the secret %q: %v", secret, err)
		}
	}
}

// What Facebook says of a bad token repeats it.
func TestTokenIsNeverShown(t *testing.T) {
	f := newFake(t, "")
	c := opened(t, f)
	f.answer = func(call) (int, string) {
		return 400, `{"error":{"code":190,"message":"Malformed access token ` + fakeToken + `"}}`
	}
	_, _, err := c.Verify(t.Context())
	if err == nil || strings.Contains(fmt.Sprintf("%+v", err), fakeToken) || !strings.Contains(err.Error(), "Malformed") {
		t.Errorf("error is %v", err)
	}
	c.token = syndicate.NewSecret("NADI_FACEBOOK_MAIN_TOKEN", "")
	var e *syndicate.Error
	_, _, err = c.Verify(t.Context())
	if !errors.As(err, &e) || e.Kind != syndicate.Auth || !strings.Contains(e.Hint, "NADI_FACEBOOK_MAIN_TOKEN") {
		t.Errorf("without token: %v", err)
	}
}

func TestOpen(t *testing.T) {
	for _, x := range []struct{ option, value, want string }{
		{"page", "", "page"}, {"page", "riverside", "riverside"}, {"page", "1/feed", "1/feed"},
		{"version", "26", "v26.0"}, {"version", "v26", "v26.0"}, {"version", "v26.0/..", "v26.0"}, {"version", "v26.0\n", "v26.0"},
		{"as", "video", "link or photo"},
	} {
		_, err := openAt("", nil, x.option, x.value)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %q gives %v, want a word of %q", x.option, x.value, err, x.want)
		}
	}
	if _, err := openAt("http://graph.example.org", nil); err == nil {
		t.Error("plain http to another machine is taken")
	}
	c, err := openAt("", nil)
	if err != nil || c.(*Channel).wire.Base != "https://graph.facebook.com/v26.0" {
		t.Errorf("the usual server is %+v, %v", c, err)
	}
}

func shows(t *testing.T, c any, secrets ...string) {
	t.Helper()
	text := fmt.Sprintf("%v\n%+v\n%#v\n%+v", c, c, c, struct{ C any }{c})
	for _, s := range secrets {
		if s == "" || strings.Contains(text, s) {
			t.Errorf("a print of the channel shows %q", s)
		}
	}
}

func TestPrint(t *testing.T) {
	c := opened(t, newFake(t, "app-secret"))
	shows(t, c, c.proof, fakeToken, "app-secret")
	shows(t, *c, c.proof, fakeToken, "app-secret")
}
