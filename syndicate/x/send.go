package x

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"unicode/utf8"

	"nadi/syndicate"
	"nadi/syndicate/measure"
	"nadi/syndicate/wire"
)

// payload is the body of POST /2/tweets. X refuses any other key.
type payload struct {
	Text  string `json:"text"`
	Media *media `json:"media,omitempty"`
	Reply *reply `json:"reply,omitempty"`
}

type media struct {
	IDs []string `json:"media_ids"`
}

type reply struct {
	To string `json:"in_reply_to_tweet_id"`
}

// Prepare uploads the picture and gives it its alt text. A picture whose alt
// text is refused is not posted: people would miss it and nobody would know.
func (c *Channel) Prepare(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	if err := refuse(d); err != nil {
		return nil, err
	}
	p := payload{Text: d.Post.Text}
	if d.Media != nil && c.as == asPhoto {
		id, err := c.upload(ctx, d.Media)
		if err != nil {
			return nil, err
		}
		p.Media = &media{IDs: []string{id}}
	}
	return asJSON(p), nil
}

// refuse says why a draft cannot be sent, as far as we can know.
func refuse(d syndicate.Draft) error {
	if err := refuseText(d.Post.Text); err != nil || d.Media == nil {
		return err
	}
	switch m := d.Media; {
	case pictureTypes[m.Type] == "":
		return syndicate.Errorf(syndicate.Invalid, "X: the picture is %s, and JPEG, PNG or WebP is wanted", m.Type)
	case len(m.Data) > maxPicture:
		return syndicate.Errorf(syndicate.Invalid, "X: the picture has %d bytes, and X takes at most %d", len(m.Data), maxPicture)
	case measure.Runes(m.Alt) > maxAlt:
		return syndicate.Errorf(syndicate.Invalid, "X: the alt text has %d characters, and X takes at most %d", measure.Runes(m.Alt), maxAlt)
	}
	return nil
}

func refuseText(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return syndicate.Errorf(syndicate.Invalid, "X: the post has no text")
	case !utf8.ValidString(text) || holdsForbidden(text):
		return syndicate.Errorf(syndicate.Invalid, "X: the post holds characters that are none, such as U+FEFF; type the text anew")
	case weigh(text) > maxWeight:
		return syndicate.Errorf(syndicate.Invalid, "X: the post has %d characters as X counts them, and X takes at most %d", weigh(text), maxWeight)
	}
	return nil
}

// uploaded is what X says of a picture. Its id is good for a day.
type uploaded struct {
	Data struct {
		ID         string `json:"id"`
		Processing *struct {
			State string `json:"state"`
		} `json:"processing_info"`
	} `json:"data"`
	Errors []problem `json:"errors"`
}

// upload stores a picture that nobody sees and returns its id.
func (c *Channel) upload(ctx context.Context, m *syndicate.Media) (string, error) {
	kind, body := form(m)
	var u uploaded
	err := c.call(ctx, wire.Request{
		Method:  http.MethodPost,
		Path:    "/2/media/upload",
		Header:  http.Header{"Content-Type": {kind}},
		Body:    body,
		Timeout: sendTimeout,
	}, &u)
	switch p := u.Data.Processing; {
	case err != nil:
		return "", err
	case u.Data.ID == "":
		return "", c.silent("X took the picture and gave it no number", u.Errors)
	case p != nil && p.State == "failed":
		return "", syndicate.Errorf(syndicate.Rejected, "X cannot read the picture")
	case p != nil && p.State != "succeeded": // with a picture this does not happen, as far as is known
		return "", syndicate.Errorf(syndicate.Unavailable, "X has not finished with the picture yet")
	}
	return u.Data.ID, c.describePicture(ctx, u.Data.ID, m.Alt)
}

// form is a picture as multipart/form-data; the same picture gives the same
// bytes.
func form(m *syndicate.Media) (kind string, body []byte) {
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	sum := sha256.Sum256(m.Data)
	part := textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="media"; filename="%s"`, pictureTypes[m.Type])},
		"Content-Type":        {m.Type},
	}
	err := w.SetBoundary("nadi-" + hex.EncodeToString(sum[:16]))
	if err == nil {
		err = w.WriteField("media_category", "tweet_image")
	}
	if err == nil {
		var file interface{ Write([]byte) (int, error) }
		if file, err = w.CreatePart(part); err == nil {
			_, err = file.Write(m.Data)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes everything
	}
	return w.FormDataContentType(), buf.Bytes()
}

// describePicture gives a picture its alt text.
func (c *Channel) describePicture(ctx context.Context, id, alt string) error {
	if alt == "" {
		return nil
	}
	type words struct {
		Text string `json:"text"`
	}
	type metadata struct {
		Alt words `json:"alt_text"`
	}
	body := asJSON(struct {
		ID       string   `json:"id"`
		Metadata metadata `json:"metadata"`
	}{id, metadata{words{alt}}})
	var done struct{}
	return c.post(ctx, "/2/media/metadata", body, false, &done)
}

// Send posts. X has no use for the key: a repeat would be a second post, or be
// refused as a duplicate.
func (c *Channel) Send(ctx context.Context, _ syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	return c.create(ctx, p)
}

// created is what X says of a post that it has made.
type created struct {
	Data struct {
		ID string `json:"id"`
	} `json:"data"`
	Errors []problem `json:"errors"`
}

func (c *Channel) create(ctx context.Context, body []byte) (syndicate.Receipt, error) {
	var made created
	if err := c.post(ctx, "/2/tweets", body, true, &made); err != nil {
		var e *syndicate.Error
		if errors.As(err, &e) && e.Status == http.StatusNotFound && e.Code == "" { // not X's own words: something on the way, which says nothing about the post
			e.Kind = syndicate.Disabled
		}
		return syndicate.Receipt{}, err
	}
	if made.Data.ID == "" {
		e := c.silent("X said yes and gave the post no number", made.Errors)
		e.Kind = syndicate.Unknown
		return syndicate.Receipt{}, e
	}
	return receiptOf(made.Data.ID), nil
}

// receiptOf is made of the number alone, so that whoever makes it makes the
// same. The address leads to the post whatever the account is called.
func receiptOf(id string) syndicate.Receipt {
	return syndicate.Receipt{ID: id, URL: "https://x.com/i/web/status/" + url.PathEscape(id)}
}

// Reply answers one of the account's own posts. Whether X allows that to an app
// is not stated (its rule of 2026-02-23 is about posts of others); if not, the
// refusal says what is left.
func (c *Channel) Reply(ctx context.Context, _ syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	if err := refuseText(p.Text); err != nil {
		return syndicate.Receipt{}, err
	}
	return c.create(ctx, asJSON(payload{Text: p.Text, Reply: &reply{To: to.ID}}))
}

// Remove takes a post down. An answer that does not say so is none.
func (c *Channel) Remove(ctx context.Context, r syndicate.Receipt) error {
	var done struct {
		Data struct {
			Deleted *bool `json:"deleted"`
		} `json:"data"`
		Errors []problem `json:"errors"`
	}
	path := "/2/tweets/" + url.PathEscape(r.ID)
	err := c.call(ctx, wire.Request{Method: http.MethodDelete, Path: path, Commit: true, Timeout: sendTimeout}, &done)
	switch deleted := done.Data.Deleted; {
	case missing(err) || err == nil && deleted == nil && allMissing(done.Errors):
		return nil
	case err != nil:
		return err
	case deleted == nil:
		e := c.silent("X did not say whether the post is removed", done.Errors)
		e.Kind = syndicate.Unknown
		return e
	case !*deleted:
		e := syndicate.Errorf(syndicate.Rejected, "X did not remove the post and gave no reason")
		e.Hint = "remove it by hand at " + receiptOf(r.ID).URL
		return e
	}
	return nil
}
