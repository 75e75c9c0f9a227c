package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/image/webp"

	"nadi/syndicate"
)

const (
	deploying = "the deploy may still be under way"
	siteDown  = "the web server has trouble; ask whoever runs it, and run again later"
)

// get makes one request and hands the answer of a 200 to read.
func (g *Gate) get(ctx context.Context, what, address, accept string, read func(*http.Response) *denial) *denial {
	limit := g.Timeout
	if limit == 0 {
		limit = Timeout
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || req.URL.Host == "" || req.URL.Scheme != "https" && req.URL.Scheme != "http" {
		return wrong("correct site.url in nadi.yaml", "%s has an address that cannot be asked for: %q", what, address)
	}
	req.Header.Set("User-Agent", g.Agent)
	req.Header.Set("Accept", accept)
	req.Header.Set("Cache-Control", "no-cache") // caches that honour it ask the origin
	client := &http.Client{Transport: g.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return unreachable(what, address, limit, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return status(what, address, resp)
	}
	return read(resp)
}

// unreachable explains why there was no answer.
func unreachable(what, address string, limit time.Duration, err error) *denial {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	var name *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return notYet(siteDown, "%s does not answer within %v: %s", what, limit, address)
	case errors.As(err, &name):
		return notYet("is site.url in nadi.yaml right, and is the domain paid for?", "%s cannot be reached, for the name %s is not known: %s", what, name.Name, address)
	}
	return notYet("is the site up, and this machine on the network?", "%s cannot be reached (%v): %s", what, err, address)
}

// status explains an answer that is not 200.
func status(what, address string, resp *http.Response) *denial {
	code := resp.StatusCode
	switch {
	case code == http.StatusNotFound || code == http.StatusGone:
		return notYet(deploying, "%s is not there: %s answers %d", what, address, code)
	case code >= 300 && code < 400 && code != http.StatusNotModified:
		return notYet("readers must get it at this very address: is there a login, a maintenance page or a missing / at the end?",
			"%s answers with a redirect (%d) to %s: %s", what, code, target(resp), address)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return notYet("the site must be open to everybody before it is announced", "%s is closed to visitors: %s answers %d", what, address, code)
	case code == http.StatusTooManyRequests:
		return notYet("the web server thinks that there are too many visitors; run again later", "%s is refused for now: %s answers %d", what, address, code)
	}
	return notYet(siteDown, "%s cannot be had: %s answers %d", what, address, code)
}

// target is where a redirect leads, without what may be secret in it.
func target(resp *http.Response) string {
	to, err := resp.Location()
	if err != nil {
		return "nowhere"
	}
	clean := url.URL{Scheme: to.Scheme, Host: to.Host, Path: to.Path, RawPath: to.RawPath}
	return clean.String()
}

// page fetches an item's page and reads its head.
func (g *Gate) page(ctx context.Context, address string) (*page, *denial) {
	var p *page
	no := g.get(ctx, "the page", address, "text/html", func(resp *http.Response) *denial {
		kind := mediaType(resp)
		if kind != "text/html" && kind != "application/xhtml+xml" {
			return notYet(deploying, "the page is no HTML but %s: %s", orNothing(kind), address)
		}
		var err error
		p, err = readHead(&capped{r: resp.Body, left: MaxPage}, resp.Header)
		if errors.Is(err, errTooLarge) {
			return wrong("the head of a page must be short; is something large written into it by the theme?",
				"the head of the page does not end within %d MiB: %s", MaxPage>>20, address)
		}
		if err != nil {
			return broke("the page", address, g.Timeout, err)
		}
		return nil
	})
	return p, no
}

// broke explains an answer that ended too early.
func broke(what, address string, limit time.Duration, err error) *denial {
	if errors.Is(err, context.DeadlineExceeded) {
		if limit == 0 {
			limit = Timeout
		}
		return notYet(siteDown, "%s does not arrive within %v: %s", what, limit, address)
	}
	return notYet(siteDown, "%s broke off (%v): %s", what, err, address)
}

// capped is a reader that fails, not ends, after so many bytes.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		var one [1]byte
		if n, err := io.ReadFull(c.r, one[:]); n == 0 {
			return 0, err
		}
		return 0, errTooLarge
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

func mediaType(resp *http.Response) string {
	kind, _, err := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

func orNothing(kind string) string {
	if kind == "" {
		return "of no stated type"
	}
	return kind
}

// pictures fetches the item's picture, and the one that networks will show in
// a link card if that is another.
func (g *Gate) pictures(ctx context.Context, item syndicate.Item, p *page) (*syndicate.Media, *denial) {
	var own *syndicate.Media
	if item.Image != nil {
		var no *denial
		if own, no = g.picture(ctx, "the picture", item.Image.URL); no != nil {
			return nil, no
		}
	}
	if p.card == "" || item.Image != nil && sameAddress(p.card, item.Image.URL) {
		return own, nil
	}
	_, no := g.picture(ctx, "the card picture (og:image)", p.card)
	return own, no
}

// decoders read the size of a picture, by its type.
var decoders = map[string]func(io.Reader) (image.Config, error){
	"image/jpeg": jpeg.DecodeConfig, "image/png": png.DecodeConfig, "image/gif": gif.DecodeConfig, "image/webp": webp.DecodeConfig,
}

func (g *Gate) picture(ctx context.Context, what, address string) (*syndicate.Media, *denial) {
	var m *syndicate.Media
	no := g.get(ctx, what, address, "image/*", func(resp *http.Response) *denial {
		var data []byte
		err := errTooLarge
		if resp.ContentLength <= MaxPicture {
			data, err = io.ReadAll(&capped{r: resp.Body, left: MaxPicture})
		}
		if errors.Is(err, errTooLarge) {
			return wrong("make the picture smaller and build again", "%s is larger than %d MiB: %s", what, MaxPicture>>20, address)
		}
		if err != nil {
			return broke(what, address, g.Timeout, err)
		}
		var no *denial
		m, no = decode(what, address, mediaType(resp), data)
		return no
	})
	return m, no
}

// decode makes sure that bytes are the picture that their header says.
func decode(what, address, kind string, data []byte) (*syndicate.Media, *denial) {
	found, _, _ := strings.Cut(http.DetectContentType(data), ";")
	size, known := decoders[found]
	switch {
	case len(data) == 0:
		return nil, notYet(deploying, "%s is empty: %s", what, address)
	case found == "text/html":
		return nil, notYet(deploying, "%s is a page and no picture: %s", what, address)
	case !known && !strings.HasPrefix(kind, "image/"):
		return nil, notYet(deploying, "%s is no picture (%s): %s", what, found, address)
	case !known:
		return nil, wrong("networks show JPEG, PNG, WebP and GIF", "%s is none that networks show (%s): %s", what, kind, address)
	case found != kind:
		return nil, wrong("the web server must send the right Content-Type, or networks will not show it", "%s is %s, and the server says %s: %s", what, found, orNothing(kind), address)
	}
	c, err := size(bytes.NewReader(data))
	if err == nil && (c.Width < 1 || c.Height < 1) {
		err = fmt.Errorf("%d × %d pixels", c.Width, c.Height)
	}
	if err != nil {
		return nil, notYet("is the file whole? build and deploy again", "%s cannot be read (%v): %s", what, err, address)
	}
	return &syndicate.Media{Data: data, Type: found, Width: c.Width, Height: c.Height}, nil
}
