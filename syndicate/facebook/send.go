package facebook

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// payload is everything that Send needs.
type payload struct {
	Message string   `json:"message"`
	Link    string   `json:"link,omitempty"`  // link posts
	Photo   string   `json:"photo,omitempty"` // photo posts: id of the unpublished photo
	Remarks []string `json:"remarks,omitempty"`
}

// feed is the body of POST /{page}/feed.
type feed struct {
	Message   string  `json:"message"`
	Link      string  `json:"link,omitempty"`
	Media     []media `json:"attached_media,omitempty"`
	Published bool    `json:"published"`
}

type media struct {
	ID string `json:"media_fbid"`
}

// node is what Facebook answers when it has made something.
type node struct {
	ID        string `json:"id"`
	Permalink string `json:"permalink_url"`
}

// made asks for what a receipt is made of.
var made = url.Values{"fields": {"id,permalink_url"}}

// Prepare has Facebook read the card anew, or uploads the picture unpublished.
// A card that Facebook will not read anew is a remark on the receipt: it then
// shows what it read before, or reads the page when the post is made.
func (c *Channel) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	p := payload{Message: d.Post.Text}
	if err := c.refuse(d); err != nil {
		return nil, err
	}
	var err error
	if c.as == asPhoto {
		p.Photo, err = c.upload(ctx, d.Media)
	} else {
		p.Link = d.Post.Link
		p.Remarks, err = c.scrape(ctx, d.Post.Link)
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(p)
}

// refuse says why a draft cannot be sent, as far as we can know.
func (c *Channel) refuse(d syndicate.Draft) error {
	switch {
	case strings.TrimSpace(d.Post.Text) == "":
		return syndicate.Errorf(syndicate.Invalid, "Facebook: the post has no text")
	case units(d.Post.Text) > maxMessage:
		return syndicate.Errorf(syndicate.Invalid, "Facebook: the post has %d characters, and Nadi sends at most %d", units(d.Post.Text), maxMessage)
	case c.as == asLink && d.Post.Link == "":
		return syndicate.Errorf(syndicate.Invalid, "Facebook: the post has no link, and a link post is made of one")
	case c.as == asPhoto && d.Media == nil:
		e := syndicate.Errorf(syndicate.Invalid, "Facebook: the article has no picture, and the account posts photos")
		e.Hint = "give the article an image, or write as: link for the account in nadi.yaml"
		return e
	case c.as == asPhoto && photoTypes[d.Media.Type] == "":
		return syndicate.Errorf(syndicate.Invalid, "Facebook: the picture is %s, and JPEG or PNG is wanted", d.Media.Type)
	}
	return nil
}

// scrape has Facebook read the page's card anew. What would stop Send too is
// an error: nothing is sent then, and all can be tried again. What concerns
// the card alone is a remark.
func (c *Channel) scrape(ctx context.Context, link string) ([]string, error) {
	var card struct{}
	r := wire.Request{Method: http.MethodPost, Path: "/", Query: url.Values{"id": {link}, "scrape": {"true"}}}
	_, err := c.call(ctx, r, &card)
	if err == nil {
		return nil, nil
	}
	slow := errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil // Facebook waits for the site
	if kind := syndicate.KindOf(err); !slow && kind != syndicate.Rejected && kind != syndicate.Scope {
		return nil, err
	}
	return []string{fmt.Sprintf("the card may show an old title or picture: Facebook did not read the page anew (%s)", err)}, nil
}

// upload stores a picture that nobody sees and returns its id. It has no
// caption: the text is the post's.
func (c *Channel) upload(ctx context.Context, m *syndicate.Media) (string, error) {
	body, kind, err := form(m)
	if err != nil {
		return "", syndicate.Errorf(syndicate.Invalid, "Facebook: the picture cannot be packed (%v)", err)
	}
	r := wire.Request{Method: http.MethodPost, Path: "/" + c.page + "/photos", Header: http.Header{"Content-Type": {kind}}, Body: body, Timeout: sendTimeout}
	var photo node
	if _, err := c.call(ctx, r, &photo); err != nil {
		return "", err
	}
	if photo.ID == "" {
		return "", syndicate.Errorf(syndicate.Unavailable, "Facebook took the picture and did not say under which number")
	}
	return photo.ID, nil
}

// form packs a picture as multipart/form-data. The boundary is made from the
// picture, so that the same picture makes the same bytes.
func form(m *syndicate.Media) (body []byte, contentType string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	sum := sha256.Sum256(m.Data)
	err = w.SetBoundary(hex.EncodeToString(sum[:]))
	fields := [][2]string{{"published", "false"}, {"alt_text_custom", m.Alt}}
	for _, f := range fields {
		if err == nil && f[1] != "" {
			err = w.WriteField(f[0], f[1])
		}
	}
	if err != nil {
		return nil, "", err
	}
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="source"; filename="` + photoTypes[m.Type] + `"`},
		"Content-Type":        {m.Type},
	})
	if err == nil {
		_, err = part.Write(m.Data)
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), w.FormDataContentType(), err
}

// Send makes the post public.
func (c *Channel) Send(ctx context.Context, _ syndicate.Key, data syndicate.Payload) (syndicate.Receipt, error) {
	var p payload
	if err := json.Unmarshal(data, &p); err != nil || p.Message == "" || p.Link == "" && p.Photo == "" {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "Facebook: the stored post cannot be read")
	}
	body := feed{Message: p.Message, Link: p.Link, Published: true}
	if p.Photo != "" {
		body.Media = []media{{p.Photo}}
	}
	receipt, err := c.create(ctx, "/"+c.page+"/feed", body)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	receipt.Remarks = slices.Clone(p.Remarks)
	return receipt, nil
}

// create makes a post or a comment, visible at once.
func (c *Channel) create(ctx context.Context, path string, body any) (syndicate.Receipt, error) {
	r := commit(path, body)
	r.Query = url.Values{"fields": made["fields"]}
	var n node
	if _, err := c.call(ctx, r, &n); err != nil {
		return syndicate.Receipt{}, err
	}
	if n.ID == "" {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Unknown, "Facebook took the post and did not say under which number")
	}
	return receiptOf(n), nil
}

// commit is a request that readers see the effect of.
func commit(path string, body any) wire.Request {
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // texts can always be written
	}
	return wire.Request{
		Method: http.MethodPost, Path: path, Body: data, Commit: true, Timeout: sendTimeout,
		Header: http.Header{"Content-Type": {"application/json"}},
	}
}

// receiptOf makes the address of a post from its id, {page}_{post}, where
// Facebook does not tell it.
func receiptOf(n node) syndicate.Receipt {
	address := n.Permalink
	if address == "" {
		page, post, both := strings.Cut(n.ID, "_")
		address = "https://www.facebook.com/" + page
		if both {
			address += "/posts/" + post
		}
	}
	return syndicate.Receipt{ID: n.ID, URL: address}
}
