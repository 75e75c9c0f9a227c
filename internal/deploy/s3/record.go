package s3

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"nadi/internal/bucket"
	"nadi/internal/deploy"
)

// recordKey is where the record lies, beside the site.
const recordKey = ".nadi-deploy.json"

// recordVersion is raised when an older Nadi would misunderstand a record.
const recordVersion = 1

// record is what deploys remember in the bucket.
type record struct {
	Version int              `json:"version"`
	Run     string           `json:"run"`  // which run wrote it
	Site    string           `json:"site"` // the identity of the release
	Done    bool             `json:"done"` // false: a deploy is under way, or was stopped
	Files   map[string]entry `json:"files"`
}

// entry is one object that a deploy put, or was about to put, into the bucket.
type entry struct {
	SHA256 string `json:"sha256"`
	Type   string `json:"type"`
	Cache  string `json:"cache"`
	ETag   string `json:"etag,omitempty"` // as the server gave it; empty: to be put
	// Same says of an entry to be put that the very bytes were there before, so
	// that to find them tells nothing of the rest.
	Same bool `json:"same,omitempty"`
}

// read reads the record and its ETag; nil where there is none.
func (t *Target) read(ctx context.Context) (*record, string, error) {
	data, etag, err := t.pair(ctx)
	if err != nil || etag == "" {
		return nil, "", err
	}
	r := &record{}
	if err := json.Unmarshal(data, r); err != nil || r.Version == 0 {
		return nil, "", &deploy.Error{Kind: deploy.Person, Message: recordKey + " in the bucket cannot be read, so it is not known which objects are Nadi's",
			Hint: "if nothing but this site lies there, delete that object and run this again: everything is then sent anew, and what the site has not any more stays"}
	}
	if r.Version > recordVersion {
		return nil, "", &deploy.Error{Kind: deploy.Person, Message: recordKey + " in the bucket was written by a newer version of Nadi", Hint: "deploy with that version, or a newer one"}
	}
	return r, etag, nil
}

// looks is how often a pair of bytes and ETag is asked for.
const looks = 5

// pair reads the bytes of the record and the ETag that is theirs; no ETag where
// there is no record. While an object is replaced, a server may give the bytes
// of one version with the ETag of another (versitygw 1.8 on a folder, November
// 2026), and who writes on the condition of such an ETag overwrites what it
// never saw. So a pair counts if the ETag is the MD5 of the bytes, as on most
// hosts, or else if it is seen twice, for on others it is not.
func (t *Target) pair(ctx context.Context) (data []byte, etag string, err error) {
	for range looks {
		now, at, err := t.look(ctx)
		if err != nil || at == "" || isMD5(at, now) || at == etag && bytes.Equal(now, data) {
			return now, at, err
		}
		data, etag = now, at
	}
	return nil, "", overtaken(bucket.ErrLost) // it is being replaced all the time
}

func (t *Target) look(ctx context.Context) (data []byte, etag string, err error) {
	err = t.again(ctx, "reading the record of deploys", func() (err error) {
		data, etag, _, err = t.bucket.GetChanged(ctx, recordKey, "")
		if errors.Is(err, bucket.ErrMissing) {
			data, etag, err = nil, "", nil
		}
		return err
	})
	return data, etag, err
}

func isMD5(etag string, data []byte) bool {
	sum := md5.Sum(data)
	return strings.Trim(etag, `"`) == hex.EncodeToString(sum[:])
}

// write writes a record on the condition that nobody has since etag was read.
// Where the answer was lost, what is there says whether it was taken.
func (t *Target) write(ctx context.Context, r *record, etag string) (string, error) {
	r.Version, r.Run = recordVersion, t.run
	data, err := json.Marshal(r)
	if err != nil {
		return "", deploy.Because(deploy.Failed, "writing the record of deploys", err)
	}
	cond := bucket.IfNew
	if etag != "" {
		cond = bucket.IfMatch(etag)
	}
	asked, now := false, ""
	err = t.again(ctx, "writing the record of deploys", func() (err error) {
		if asked {
			is, at, err := t.pair(ctx)
			if err == nil && at != "" && bytes.Equal(is, data) {
				now = at
			}
			if err != nil || now != "" {
				return err
			}
		}
		asked = true
		now, err = t.bucket.Put(ctx, recordKey, data, bucket.Meta{Type: "application/json", Cache: "no-store"}, cond)
		return err
	})
	if errors.Is(err, bucket.ErrLost) {
		return "", overtaken(err)
	}
	return now, err
}

func overtaken(err error) error {
	return &deploy.Error{Kind: deploy.Again, Message: "another deploy into this bucket began meanwhile; this one stopped, and that one goes on", Err: err,
		Hint: "wait for it to end; run this again if what it brings is older"}
}

// ours reports, as an error, that another deploy has begun since the record was
// read or written.
func (w *work) ours(ctx context.Context) error {
	changed := false
	err := w.target.again(ctx, "reading the record of deploys", func() (err error) {
		_, _, changed, err = w.target.bucket.GetChanged(ctx, recordKey, w.etag)
		return err
	})
	missing := errors.Is(err, bucket.ErrMissing)
	switch {
	case missing && w.etag == "": // nobody has deployed here yet
		return nil
	case missing, err == nil && changed:
		return overtaken(bucket.ErrLost)
	}
	return err
}

// claim writes down what may be in the bucket from now on: all that was, and
// all that is to come.
func (w *work) claim(ctx context.Context) (err error) {
	r := &record{Site: w.id, Files: map[string]entry{}}
	if w.old != nil {
		for k, e := range w.old.Files {
			r.Files[k] = e
		}
	}
	for k, e := range w.now {
		r.Files[k] = e
	}
	w.etag, err = w.target.write(ctx, r, w.etag)
	return err
}

// end writes down what is there now.
func (w *work) end(ctx context.Context) error {
	for k, e := range w.now {
		if e.ETag == "" { // a server without ETags could not have written the record on a condition
			return &deploy.Error{Message: fmt.Sprintf("the server gave no ETag for %s", k)}
		}
	}
	_, err := w.target.write(ctx, &record{Site: w.id, Done: true, Files: w.now}, w.etag)
	return err
}
