package handoff

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"time"

	"nadi/syndicate"
)

// folder is the channel that writes files. What it hands over is one folder:
// ACCOUNT/ITEM-OCCASION.
type folder struct {
	account string
	limit   int
	files   syndicate.Folder
}

// parcel is the payload: every file as it will be written, in that order.
type parcel struct {
	Folder string `json:"folder"`
	Files  []file `json:"files"`
}

type file struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// The files of a post. proof is written last and taken away first.
const (
	proof   = "post.json"
	text    = "post.txt"
	page    = "post.html"
	removed = "removed.txt" // in place of a post that was taken back
)

func (c *folder) Describe(syndicate.Facts) syndicate.Description {
	d := described(c.limit)
	d.Repeat = time.Hour // the same files again are the same files
	return d
}

// Verify names the account; a folder has nobody to ask.
func (c *folder) Verify(context.Context) (syndicate.Identity, syndicate.Facts, error) {
	return identity(c.account, "folder "+folderName(c.account)), nil, nil
}

// Prepare writes all files into the payload.
func (c *folder) Prepare(_ context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	s, err := sheetOf(d, c.limit)
	if err != nil {
		return nil, err
	}
	return pack(placeOf(d.Key), s, d.Media)
}

func pack(place string, s sheet, m *syndicate.Media) (syndicate.Payload, error) {
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "the post cannot be written as JSON: %v", err)
	}
	var html bytes.Buffer
	if err := pageOf.Execute(&html, s); err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "the page of the post cannot be written: %v", err)
	}
	p := parcel{Folder: place}
	if m != nil {
		p.Files = append(p.Files, file{s.Picture.File, m.Data})
	}
	p.Files = append(p.Files, file{page, html.Bytes()}, file{text, []byte(s.Text)}, file{proof, append(data, '\n')})
	out, err := json.Marshal(p)
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "the post cannot be written as JSON: %v", err)
	}
	return out, nil
}

// Send writes the files. Until the last is there the post is not handed over.
func (c *folder) Send(ctx context.Context, key syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	var x parcel
	if err := json.Unmarshal(p, &x); err != nil || x.Folder != placeOf(key) {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "the stored post is not one of %s", key)
	}
	if err := ctx.Err(); err != nil {
		return syndicate.Receipt{}, &syndicate.Error{Kind: syndicate.Unavailable, Message: "stopped before anything was written", Err: err}
	}
	for _, f := range x.Files {
		err := c.files.WriteFile(path.Join(x.Folder, f.Name), f.Data)
		if err == nil {
			continue
		}
		e := c.unwritten(x.Folder, err)
		if f.Name == proof {
			e.Kind = syndicate.Unknown // it may be there all the same; Find looks
		}
		return syndicate.Receipt{}, e
	}
	return syndicate.Receipt{ID: x.Folder}, nil
}

func (c *folder) unwritten(place string, err error) *syndicate.Error {
	return &syndicate.Error{Kind: syndicate.Unavailable, Err: err,
		Message: fmt.Sprintf("%s cannot be written: %v", c.files.Path(place), cause(err)),
		Hint:    "make room or give the right to write there, and run again"}
}

// cause is an error of the file system without the path that it repeats.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Find looks whether the last file is there. That it is not proves something
// only where earlier ones are: a person may have cleared the folder, and another
// machine has another one.
func (c *folder) Find(_ context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	place := placeOf(s.Key)
	there, err := c.there(place)
	switch {
	case err != nil:
		return syndicate.NotSeen, syndicate.Receipt{}, err
	case there:
		return syndicate.Found, syndicate.Receipt{ID: place}, nil
	}
	if _, err := c.files.Stat(path.Join(place, page)); err != nil {
		return syndicate.NotSeen, syndicate.Receipt{}, nil
	}
	return syndicate.Absent, syndicate.Receipt{}, nil
}

func (c *folder) there(place string) (bool, error) {
	_, err := c.files.Stat(path.Join(place, proof))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return err == nil, nil
	}
	return false, &syndicate.Error{Kind: syndicate.Unavailable, Err: err,
		Message: fmt.Sprintf("%s cannot be looked at: %v", c.files.Path(place), cause(err))}
}

// Remove takes the files away and leaves a note for whoever has posted them
// already.
func (c *folder) Remove(_ context.Context, r syndicate.Receipt) error {
	if !c.mine(r.ID) {
		return syndicate.Errorf(syndicate.Invalid, "%q is not a post of %s", r.ID, c.account)
	}
	there, err := c.there(r.ID)
	if err != nil {
		return err
	}
	if there {
		if err := c.files.WriteFile(path.Join(r.ID, removed), []byte(removedNote)); err != nil {
			return c.unwritten(r.ID, err)
		}
	}
	names := []string{proof, text, page}
	for _, end := range endings {
		names = append(names, "picture"+end)
	}
	for _, n := range names {
		if err := c.files.Remove(path.Join(r.ID, n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			e := c.unwritten(r.ID, err)
			e.Message = fmt.Sprintf("%s cannot be removed: %v", c.files.Path(path.Join(r.ID, n)), cause(err))
			return e
		}
	}
	return nil
}

const removedNote = `The post that was here has been taken back and must not be published.
If you have published it already, please take it down now.
`

// mine guards Remove: a receipt comes from the ledger, which others write too.
func (c *folder) mine(id string) bool {
	dir, last, ok := strings.Cut(id, "/")
	return ok && fs.ValidPath(id) && dir == folderName(c.account) && last != "" && !strings.Contains(last, "/")
}

// Reply hands over a post that belongs under an earlier one.
func (c *folder) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	s, err := sheetOf(syndicate.Draft{Key: key, Post: p}, c.limit)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	s.Under = to.ID
	payload, err := pack(placeOf(key), s, nil)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return c.Send(ctx, key, payload)
}

// placeOf is the folder of a message, from its key alone.
func placeOf(k syndicate.Key) string {
	return folderName(k.Account) + "/" + folderName(k.Item+"-"+k.Occasion)
}

// folderName is a name that every file system takes and tells from others. Of
// a text that is not such a name, the rest is told by a part of its hash.
func folderName(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, s)
	if len(clean) > 100 {
		clean = clean[:100]
	}
	if clean == s && s != "" && !reserved[s] {
		return s
	}
	return clean + "-" + digest(syndicate.Key{Item: s})[:8]
}

// reserved names mean devices on Windows.
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "com1": true, "com2": true, "com3": true, "com4": true,
	"com5": true, "com6": true, "com7": true, "com8": true, "com9": true, "lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true,
	"lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true}

// pageOf is post.html: everything a person needs, to be read and copied.
var pageOf = template.Must(template.New("").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>To post on {{.Account}}: {{.Title}}</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #767676; padding: 1rem; user-select: all }
img { max-width: 100%; height: auto }
dt { font-weight: bold; margin-top: 1rem }
dd { margin: 0; overflow-wrap: anywhere }
</style>
<h1>To post on {{.Account}}</h1>
{{if .Under}}<p>Post this as an answer under the earlier post <strong>{{.Under}}</strong>.</p>
{{end}}<p>Copy the text exactly as it is ({{.Length}} characters):</p>
<pre lang="{{.Lang}}">{{.Text}}</pre>
{{with .Picture}}<p>Add this picture (<a href="{{.File}}">{{.File}}</a>):</p>
<p><img src="{{.File}}" alt="{{.Alt}}" width="{{.Width}}" height="{{.Height}}"></p>
<p>Give the picture this alternative text:</p>
<pre lang="{{$.Lang}}">{{.Alt}}</pre>
{{end}}<dl>
<dt>Article</dt><dd lang="{{.Lang}}"><a href="{{.Link}}">{{.Title}}</a></dd>
<dt>Language</dt><dd>{{.Lang}}</dd>
<dt>Occasion</dt><dd>{{.Occasion}}</dd>
{{if not .Due.IsZero}}<dt>Due</dt><dd>{{.Due.Format "2006-01-02 15:04 MST"}}</dd>
{{end}}</dl>
</html>
`))
