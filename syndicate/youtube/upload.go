package youtube

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// grain is what every piece of an upload but the last must be a multiple of.
const grain = 256 << 10

// largest is the most bytes of a video: 256 GB.
const largest = 256 << 30

// film is a video file.
type film struct {
	name string
	size int64
	sum  string
	data io.ReaderAt
}

// prepareUpload sends all of a video but its last piece.
func (c *channel) prepareUpload(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	u, about, err := c.describe(d)
	if err != nil {
		return nil, err
	}
	f, err := openFile(d, d.Post.Video.File, "video")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	v, err := measure(ctx, d.Post.Video.File, f)
	if err != nil {
		return nil, err
	}
	if err := v.tail(u); err != nil {
		return nil, err
	}
	there, err := c.present(ctx, d.Key)
	if err != nil {
		return nil, err
	}
	if there != "" {
		return written(payload{Upload: &upload{There: there}})
	}
	if u.Session, err = c.transfer(ctx, v, u, about); err != nil {
		return nil, err
	}
	return written(payload{Upload: u})
}

// describe checks everything about a video but its file, and writes the
// resource that its session is begun with.
func (c *channel) describe(d syndicate.Draft) (*upload, []byte, error) {
	privacy, err := c.option(d, "privacy")
	if err != nil {
		return nil, nil, err
	}
	u := &upload{Tag: tag{keyHash(d.Key), markOf(plain(d.Post.Text), d.Post.Link)}.String(), Lang: d.Post.Lang, Privacy: privacy, File: d.Post.Video.File}
	if m := d.Media; m != nil {
		if len(m.Data) > maxThumbnail {
			return nil, nil, syndicate.Errorf(syndicate.Invalid, "YouTube: the picture has %d bytes; a thumbnail may have %d", len(m.Data), maxThumbnail)
		}
		u.Thumbnail = &medium{m.Type, m.Data}
	}
	if u.Captions, err = captions(d); err != nil {
		return nil, nil, err
	}
	about, err := c.resource(d, u)
	return u, about, err
}

// resource is the video as the session is told of it. Its privacy is always
// said. That it is not made for children is said because the law has somebody
// say it, and an article for patients is not.
func (c *channel) resource(d syndicate.Draft, u *upload) ([]byte, error) {
	category, err := c.option(d, "category")
	if err != nil {
		return nil, err
	}
	title := titled(d.Post.Title)
	if title == "" {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: a video needs a title, and the article has none")
	}
	about, err := json.Marshal(map[string]any{
		"snippet": map[string]any{"title": title, "description": plain(d.Post.Text), "categoryId": category,
			"defaultLanguage": d.Post.Lang, "tags": []string{u.Tag}},
		"status": map[string]any{"privacyStatus": u.Privacy, "selfDeclaredMadeForKids": false, "embeddable": true},
	})
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: the video's title and text cannot be written as JSON")
	}
	return about, nil
}

// option is what the post says, else the account, else the default. A value
// that is not on the list is refused: for one, the network would understand a
// wrong privacy as public.
func (c *channel) option(d syndicate.Draft, name string) (string, error) {
	for _, o := range Network().Options {
		if o.Name != name {
			continue
		}
		v := cmp.Or(d.Post.Options[name], c.account.Options[name], o.Default)
		if slices.Contains(o.Values, v) {
			return v, nil
		}
		return "", syndicate.Errorf(syndicate.Invalid, "YouTube: the option %s is %q; it may be %s", name, v, strings.Join(o.Values, ", "))
	}
	return "", syndicate.Errorf(syndicate.Invalid, "YouTube has no option %s", name)
}

func captions(d syndicate.Draft) (*medium, error) {
	name := d.Post.Video.Captions
	if name == "" {
		return nil, nil
	}
	f, err := openFile(d, name, "captions")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxCaptions+1))
	switch {
	case err != nil:
		return nil, syndicate.Errorf(syndicate.Invalid, "%s: the captions cannot be read", name)
	case len(data) > maxCaptions:
		return nil, syndicate.Errorf(syndicate.Invalid, "%s: captions of more than 1 MB are not sent", name)
	case len(strings.TrimSpace(string(data))) == 0:
		return nil, syndicate.Errorf(syndicate.Invalid, "%s: the captions are empty", name)
	}
	return &medium{"application/octet-stream", data}, nil
}

func openFile(d syndicate.Draft, name, what string) (fs.File, error) {
	if d.Files == nil || !fs.ValidPath(name) {
		return nil, syndicate.Errorf(syndicate.Invalid, "%s: the %s must be a file in the site's folder, named from its top", name, what)
	}
	f, err := d.Files.Open(name)
	if err != nil {
		e := syndicate.Errorf(syndicate.Invalid, "%s: there is no such %s in the site's folder", name, what)
		e.Hint = "compare the name in the article's video: with the file; big and small letters differ"
		return nil, e
	}
	return f, nil
}

// measure reads a file once, for its size and hash.
func measure(ctx context.Context, name string, f fs.File) (film, error) {
	at, ok := f.(io.ReaderAt)
	info, err := f.Stat()
	switch {
	case err != nil || !ok || info.IsDir():
		return film{}, syndicate.Errorf(syndicate.Invalid, "%s: the video cannot be read as a file", name)
	case info.Size() == 0:
		return film{}, syndicate.Errorf(syndicate.Invalid, "%s: the video is empty", name)
	case info.Size() > largest:
		return film{}, syndicate.Errorf(syndicate.Invalid, "%s: the video is larger than 256 GB, the most YouTube takes", name)
	}
	h := sha256.New()
	n, err := io.Copy(h, stoppable{ctx, io.NewSectionReader(at, 0, info.Size())})
	if ctx.Err() != nil {
		return film{}, &syndicate.Error{Kind: syndicate.Unavailable, Message: "YouTube: stopped while reading " + name, Err: ctx.Err()}
	}
	if err != nil || n != info.Size() {
		return film{}, syndicate.Errorf(syndicate.Invalid, "%s: the video cannot be read to its end", name)
	}
	return film{name, n, hex.EncodeToString(h.Sum(nil)), at}, nil
}

// stoppable ends a long reading when the run is stopped.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// tail puts the last piece of a video into an upload.
func (v film) tail(u *upload) error {
	n := v.size % grain
	if n == 0 {
		n = grain
	}
	u.Size, u.SHA256, u.Tail = v.size, v.sum, make([]byte, n)
	if _, err := v.data.ReadAt(u.Tail, v.size-n); err != nil && err != io.EOF {
		return syndicate.Errorf(syndicate.Invalid, "%s: the video cannot be read to its end", v.name)
	}
	return nil
}

// transfer brings a session to the point where only the last piece is missing.
// One that broke off here before is continued.
func (c *channel) transfer(ctx context.Context, v film, u *upload, about []byte) (string, error) {
	id := hash(string(about)) + v.sum
	session, held, err := c.resume(ctx, c.begun[id], v.size)
	if err != nil {
		return "", err
	}
	if session == "" || held > u.from() {
		if session, err = c.begin(ctx, v, about); err != nil {
			return "", err
		}
		held = 0
	}
	c.begun[id] = session
	for held < u.from() {
		if held, err = c.advance(ctx, session, v, held, min(c.piece, u.from()-held)); err != nil {
			return "", err
		}
	}
	delete(c.begun, id)
	return session, nil
}

// resume asks a session how far it came; "" if it cannot be continued.
func (c *channel) resume(ctx context.Context, session string, size int64) (string, int64, error) {
	if session == "" {
		return "", 0, nil
	}
	a, err := c.ask(ctx, session, size, false)
	if err != nil || a.gone || a.video != nil {
		return "", 0, err
	}
	return session, a.held, nil
}

// begin opens a resumable session.
func (c *channel) begin(ctx context.Context, v film, about []byte) (string, error) {
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPost, Path: "/upload/youtube/v3/videos", Body: about,
		Query: url.Values{"uploadType": {"resumable"}, "part": {"snippet,status"}},
		Header: http.Header{"Content-Type": {"application/json; charset=UTF-8"}, "X-Upload-Content-Type": {typeOf(v.name)},
			"X-Upload-Content-Length": {strconv.FormatInt(v.size, 10)}}})
	if err != nil {
		return "", err
	}
	if !resp.OK() {
		return "", c.refused(resp)
	}
	session := resp.Header.Get("Location")
	return session, c.checkSession(session)
}

// checkSession demands that a session is where our token may be sent.
func (c *channel) checkSession(session string) error {
	u, err := url.Parse(session)
	base, _ := url.Parse(c.server)
	if err == nil && u.Scheme == base.Scheme && u.User == nil && (u.Host == base.Host || googles(u.Host) && googles(base.Host)) {
		return nil
	}
	return syndicate.Errorf(syndicate.Unavailable, "YouTube: the upload session is not on the server of this account")
}

func googles(host string) bool { return strings.HasSuffix(host, ".googleapis.com") }

// types are the media types of videos. The system's own table would make the
// same file another type on another machine.
var types = map[string]string{".mp4": "video/mp4", ".m4v": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm",
	".mkv": "video/x-matroska", ".avi": "video/x-msvideo", ".mpg": "video/mpeg", ".mpeg": "video/mpeg", ".3gp": "video/3gpp", ".ogv": "video/ogg"}

// typeOf is a video's media type, by its name.
func typeOf(name string) string {
	if t := types[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

// advance sends one piece that is not the last, and returns how many bytes the
// session then holds.
func (c *channel) advance(ctx context.Context, session string, v film, held, n int64) (int64, error) {
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPut, Path: session, Stream: io.NewSectionReader(v.data, held, n), Length: n,
		Header: span(typeOf(v.name), held, n, v.size), Timeout: pieceTimeout})
	if err != nil {
		return 0, err
	}
	a, err := c.answer(resp)
	switch {
	case err != nil:
		return 0, err
	case a.video != nil:
		return 0, syndicate.Errorf(syndicate.Unknown, "YouTube: the upload is called complete although its end was not sent")
	case a.gone || a.held <= held:
		return 0, syndicate.Errorf(syndicate.Unavailable, "YouTube: the upload stands still at %d of %d bytes", held, v.size)
	}
	return a.held, nil
}

func span(kind string, from, n, size int64) http.Header {
	return http.Header{"Content-Type": {kind}, "Content-Range": {fmt.Sprintf("bytes %d-%d/%d", from, from+n-1, size)}}
}
