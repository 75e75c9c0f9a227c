package youtube

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// thumbnail sets the picture that stands for a video.
func (c *channel) thumbnail(ctx context.Context, id string, m medium) error {
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPost, Path: "/upload/youtube/v3/thumbnails/set", Body: m.Data,
		Query: url.Values{"videoId": {id}, "uploadType": {"media"}}, Header: http.Header{"Content-Type": {m.Type}}})
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.refused(resp)
	}
	return nil
}

// captions adds a captions file in one multipart request. The track's name is
// required; viewers see it beside the language's own name.
func (c *channel) captions(ctx context.Context, id, lang string, m medium) error {
	about, err := json.Marshal(map[string]any{"snippet": map[string]any{"videoId": id, "language": lang, "name": lang, "isDraft": false}})
	if err != nil {
		return syndicate.Errorf(syndicate.Invalid, "YouTube: the captions cannot be described")
	}
	body, kind, err := related(about, m)
	if err != nil {
		return syndicate.Errorf(syndicate.Invalid, "YouTube: the captions cannot be sent")
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPost, Path: "/upload/youtube/v3/captions", Body: body,
		Query: url.Values{"part": {"snippet"}, "uploadType": {"multipart"}}, Header: http.Header{"Content-Type": {kind}}})
	switch {
	case err != nil:
		return err
	case resp.Status == http.StatusConflict: // an earlier attempt added them
		return nil
	case !resp.OK():
		return c.refused(resp)
	}
	return nil
}

// related writes a body of type multipart/related (RFC 2387): JSON, then data.
func related(about []byte, m medium) ([]byte, string, error) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, p := range []medium{{"application/json; charset=UTF-8", about}, m} {
		part, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {p.Type}})
		if err == nil {
			_, err = part.Write(p.Data)
		}
		if err != nil {
			return nil, "", err
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", err
	}
	return body.Bytes(), `multipart/related; boundary="` + w.Boundary() + `"`, nil
}
