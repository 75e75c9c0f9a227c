package mastodon

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// The names of the facts.
const (
	factCharacters = "characters"  // most of a text
	factPerURL     = "perURL"      // what an address counts
	factAlt        = "alt"         // most characters of an alt text
	factBytes      = "imageBytes"  // most bytes of a picture
	factPixels     = "imagePixels" // most width × height
	factTypes      = "imageTypes"  // MIME types, with commas
	factSoftware   = "software"    // the make of the server, from nodeinfo
)

// Mastodon's usual limits, which hold where a server names none.
const (
	usualCharacters = 500
	usualPerURL     = 23
	usualAlt        = 1500
	usualBytes      = 16777216
	usualPixels     = 33177600
)

// pictureTypes are those that Nadi can make, in the order of the facts.
var pictureTypes = []string{"image/jpeg", "image/png", "image/webp", "image/gif"}

// account is what Verify reads of the account.
type account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	URL      string `json:"url"`
}

// instance is what both versions of the instance's page say. Version 1 has uri
// in place of domain, and some makes name their limit max_toot_chars there.
type instance struct {
	Domain        string `json:"domain"`
	Toot          int    `json:"max_toot_chars"`
	Configuration struct {
		Statuses struct {
			Characters int `json:"max_characters"`
			PerURL     int `json:"characters_reserved_per_url"`
		} `json:"statuses"`
		Media struct {
			Types  []string `json:"supported_mime_types"`
			Bytes  int      `json:"image_size_limit"`
			Pixels int      `json:"image_matrix_limit"`
			Alt    int      `json:"description_limit"`
		} `json:"media_attachments"`
	} `json:"configuration"`
}

// Verify asks whose token it is, what the server allows and of what make it is.
// Whether the token may post shows at the first post only: no page tells a
// token's scopes.
func (c *Channel) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	a, err := c.whoami(ctx)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	in, err := c.instance(ctx)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	software, err := c.software(ctx)
	if err != nil {
		return syndicate.Identity{}, nil, err
	}
	domain := in.Domain
	if domain == "" {
		domain = c.host
	}
	id := syndicate.Identity{Network: name, Host: c.host, ID: a.ID, Handle: "@" + a.Username + "@" + domain, URL: a.URL}
	return id, facts(in, software), nil
}

// whoami reads the account of the token.
func (c *Channel) whoami(ctx context.Context) (account, error) {
	var a account
	if _, err := c.get(ctx, "/api/v1/accounts/verify_credentials", nil, &a); err != nil {
		return a, err
	}
	if a.ID == "" {
		return a, &syndicate.Error{Kind: syndicate.Unavailable, Message: "Mastodon: the server does not say whose token this is",
			Hint: "look whether server in nadi.yaml is the address of the account's server"}
	}
	c.id = a.ID
	return a, nil
}

// instance reads the server's limits, from the older page where the newer one
// is missing.
func (c *Channel) instance(ctx context.Context) (instance, error) {
	var in instance
	_, err := c.get(ctx, "/api/v2/instance", nil, &in)
	if answered(err, http.StatusNotFound) {
		_, err = c.get(ctx, "/api/v1/instance", nil, &in)
	}
	return in, err
}

func facts(in instance, software string) syndicate.Facts {
	s, m := in.Configuration.Statuses, in.Configuration.Media
	f := syndicate.Facts{factTypes: strings.Join(takes(m.Types), ",")}
	for fact, values := range map[string][]int{
		factCharacters: {s.Characters, in.Toot, usualCharacters},
		factPerURL:     {s.PerURL, usualPerURL},
		factAlt:        {m.Alt, usualAlt},
		factBytes:      {m.Bytes, usualBytes},
		factPixels:     {m.Pixels, usualPixels},
	} {
		f[fact] = strconv.Itoa(values[slices.IndexFunc(values, func(n int) bool { return n > 0 })])
	}
	if software != "" {
		f[factSoftware] = software
	}
	return f
}

// takes are the picture types that both sides know.
func takes(types []string) []string {
	both := slices.DeleteFunc(slices.Clone(pictureTypes), func(t string) bool { return !slices.Contains(types, t) })
	if len(both) == 0 {
		return []string{"image/jpeg", "image/png"} // what every server takes
	}
	return both
}

// software asks nodeinfo for the make of the server, in small letters. A server
// that does not tell is of no known make; one that is broken for the moment is
// an error, or it would change make, and with it the facts.
func (c *Channel) software(ctx context.Context) (string, error) {
	var index struct {
		Links []struct{ Rel, Href string }
	}
	if known, err := c.nodeinfo(ctx, "/.well-known/nodeinfo", &index); !known {
		return "", err
	}
	for _, l := range index.Links {
		u, err := url.Parse(l.Href)
		if err != nil || !strings.HasPrefix(u.Path, "/") || !strings.Contains(l.Rel, "nodeinfo.diaspora.software/ns/schema/") {
			continue
		}
		var info struct{ Software struct{ Name string } }
		known, err := c.nodeinfo(ctx, u.EscapedPath(), &info) // of this server, whatever host the link names
		if !known {
			return "", err
		}
		return strings.ToLower(info.Software.Name), nil
	}
	return "", nil
}

// nodeinfo reads a public page, without the token. It reports whether there is
// one; the error is of those that pass.
func (c *Channel) nodeinfo(ctx context.Context, path string, v any) (bool, error) {
	resp, err := c.wire.Do(ctx, wire.Request{Method: http.MethodGet, Path: path, Header: http.Header{"Accept": {"application/json"}}})
	switch {
	case err != nil:
		return false, err
	case resp.Status == http.StatusTooManyRequests || resp.Status >= 500:
		return false, c.refused(resp)
	}
	return resp.OK() && json.Unmarshal(resp.Body, v) == nil, nil
}
