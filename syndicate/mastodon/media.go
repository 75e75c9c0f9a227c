package mastodon

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// fileNames are what pictures are called when they are uploaded; readers see
// the alt text and never the name.
var fileNames = map[string]string{"image/jpeg": "picture.jpg", "image/png": "picture.png", "image/webp": "picture.webp", "image/gif": "picture.gif"}

// uploadTimeout bounds the upload of a picture over a slow line.
const uploadTimeout = 2 * time.Minute

// attachment is a picture on the server.
type attachment struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// fingerprint tells one picture with its alt text from another.
func fingerprint(m *syndicate.Media) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%d\n", m.Type, len(m.Data))
	h.Write(m.Data)
	h.Write([]byte(m.Alt))
	return hex.EncodeToString(h.Sum(nil))
}

// upload brings a picture to the server, waits until it can be attached, and
// returns its id. No reader sees it before it is part of a post; the server
// drops it after about a day if it never is.
func (c *Channel) upload(ctx context.Context, m *syndicate.Media) (string, error) {
	body, kind, err := form(m)
	if err != nil {
		return "", err
	}
	var a attachment
	r := wire.Request{Method: http.MethodPost, Path: "/api/v2/media", Body: body, Header: http.Header{"Content-Type": {kind}}, Timeout: uploadTimeout}
	status, err := c.call(ctx, r, &a)
	if err != nil {
		return "", pictured(err)
	}
	if a.ID == "" {
		return "", syndicate.Errorf(syndicate.Unavailable, "Mastodon: the server took the picture and gave it no id")
	}
	if status == http.StatusAccepted {
		return a.ID, c.ready(ctx, a.ID)
	}
	return a.ID, nil
}

// form is the picture as a web form. Its boundary comes from the picture, so
// that the same picture is the same request.
func form(m *syndicate.Media) ([]byte, string, error) {
	if fileNames[m.Type] == "" {
		return nil, "", syndicate.Errorf(syndicate.Invalid, "Mastodon: a picture of the type %q cannot be sent", m.Type)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if err := w.SetBoundary(fingerprint(m)); err != nil {
		return nil, "", syndicate.Errorf(syndicate.Invalid, "Mastodon: the picture cannot be packed: %v", err)
	}
	file, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="` + fileNames[m.Type] + `"`},
		"Content-Type":        {m.Type},
	})
	if err == nil {
		_, err = file.Write(m.Data)
	}
	if err == nil && m.Alt != "" {
		err = w.WriteField("description", m.Alt)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, "", syndicate.Errorf(syndicate.Invalid, "Mastodon: the picture cannot be packed: %v", err)
	}
	return body.Bytes(), w.FormDataContentType(), nil
}

// ready waits until the server has worked on a picture. Attached before, it
// would be refused.
func (c *Channel) ready(ctx context.Context, id string) error {
	for range pollTimes {
		if err := pause(ctx, c.every); err != nil {
			return err
		}
		status, err := c.get(ctx, "/api/v1/media/"+url.PathEscape(id), nil, &attachment{})
		switch {
		case answered(err, http.StatusNotFound):
			return syndicate.Errorf(syndicate.Unavailable, "Mastodon: the server has lost the picture")
		case err != nil:
			return pictured(err)
		case status == http.StatusOK:
			return nil
		}
	}
	e := syndicate.Errorf(syndicate.Unavailable, "Mastodon: the server is still working on the picture after %v", pollTimes*c.every)
	e.Hint = "nothing was posted; run again later"
	return e
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return &syndicate.Error{Kind: syndicate.Unavailable, Message: "Mastodon: stopped while the server worked on the picture", Err: ctx.Err()}
	}
}

// pictured says that an error is about the picture.
func pictured(err error) error {
	if answered(err, http.StatusUnprocessableEntity) {
		if e := err.(*syndicate.Error); e.Hint == "" {
			e.Hint = "the server does not take this picture; look whether it opens in a browser"
		}
	}
	return err
}
