// Package s3 deploys into a bucket that serves a website.
//
// A bucket knows no moment at which a whole site changes: each object changes
// on its own. So what is promised is an order in which a reader at no time
// finds a link to what is not there yet:
//
//  1. what pages are made of: pictures, styles, scripts;
//  2. pages that are new, which nothing links to so far;
//  3. pages that changed;
//  4. feeds, the site map and other lists for programs;
//  5. the home page;
//  6. and only then what the new site has not any more is deleted, pages before
//     what they are made of.
//
// Beside the site lies its record, .nadi-deploy.json: which objects a deploy
// of Nadi put there, with their hashes. From it follows the rest:
//
//   - Only what the record names is ever deleted or replaced; an object of
//     somebody else stays, and one that stands where a page should go stops
//     the deploy before anything has changed. Only while there is no record at
//     all are objects in the way replaced.
//   - An object whose hash, type and caching are as recorded, and whose ETag
//     is as it was put, is not sent again. Whatever else has happened to it,
//     it is put right.
//   - The record is written, on the condition that nobody has since it was
//     read, before the first object changes and after the last. So of two
//     deploys at once the one that began later goes on, and the other notices
//     and stops; what it still wrote is found in a last look and put right.
//   - A deploy that was stopped leaves a record of what it may have written,
//     and the next one goes on with what is missing.
//
// A bucket cannot honour _redirects and _headers, so they are not sent; of
// _headers only Cache-Control is kept, as each object's own. Puts and deletes
// are repeated when an answer is lost: they are named by their content, and a
// second one changes nothing.
package s3

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"nadi/internal/bucket"
	"nadi/internal/deploy"
)

// Bucket is what is needed of one; *bucket.Bucket is one.
type Bucket interface {
	List(ctx context.Context, prefix string) iter.Seq2[bucket.Object, error]
	GetChanged(ctx context.Context, key, known string) (data []byte, etag string, changed bool, err error)
	Put(ctx context.Context, key string, data []byte, m bucket.Meta, c bucket.Condition) (etag string, err error)
	Delete(ctx context.Context, key string) error
}

const wide = 8 // requests at once

// Target is one place in a bucket.
type Target struct {
	bucket Bucket
	run    string // tells this run from every other
	sleep  func(context.Context, time.Duration) error
}

var _ deploy.Target = (*Target)(nil)

// New makes a target. run must be another text for every run, and sleep waits.
func New(b Bucket, run string, sleep func(context.Context, time.Duration) error) *Target {
	return &Target{bucket: b, run: run, sleep: sleep}
}

// What readers get if a deploy ends early.
const (
	unchanged = "the old site is unchanged"
	halfway   = "some of the new files are live, and no page links to one that is not"
	goesOn    = "run it again; it goes on with what is missing"
)

// Deploy brings the release into the bucket.
func (t *Target) Deploy(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (deploy.Receipt, error) {
	w, err := t.prepare(ctx, r, tell)
	if err != nil {
		return deploy.Receipt{}, deploy.Standing(err, unchanged, goesOn)
	}
	if !w.nothing() {
		if err := w.claim(ctx); err != nil {
			return deploy.Receipt{}, deploy.Standing(err, unchanged, goesOn)
		}
		if err := w.change(ctx, tell); err != nil {
			return deploy.Receipt{}, deploy.Standing(err, halfway, goesOn)
		}
	}
	rec := deploy.Receipt{ID: w.id, State: deploy.Live, Same: w.nothing(), Uploaded: len(w.send), Unchanged: len(w.files) - len(w.send), Deleted: len(w.gone)}
	if w.foreign > 0 {
		rec.Note = fmt.Sprintf("%d objects that an earlier deploy put there were replaced by somebody else, and stayed", w.foreign)
	}
	return rec, nil
}

// prepare finds out what is there and what has to be done; it changes nothing.
func (t *Target) prepare(ctx context.Context, r deploy.Release, tell func(deploy.Progress)) (*work, error) {
	sums, err := r.Sums(ctx, sha256.New, tell)
	if err != nil {
		return nil, err
	}
	tell(deploy.Progress{Stage: "looking at the bucket"})
	w := &work{target: t, release: r}
	if w.old, w.etag, err = t.read(ctx); err != nil {
		return nil, err
	}
	if w.there, err = t.list(ctx); err != nil {
		return nil, err
	}
	if err := w.ours(ctx); err != nil { // or the list would show what the record does not know yet
		return nil, err
	}
	w.files = objects(r, sums)
	w.id = identity(w.files)
	return w, w.plan()
}

// change makes the bucket hold the site.
func (w *work) change(ctx context.Context, tell func(deploy.Progress)) error {
	for s := assets; s <= home; s++ {
		if err := w.upload(ctx, w.stage(s), "uploading "+s.String(), tell); err != nil {
			return err
		}
	}
	if err := w.lastLook(ctx, tell); err != nil {
		return err
	}
	for _, pages := range []bool{true, false} { // a page goes before what it is made of
		keys := slices.DeleteFunc(slices.Clone(w.gone), func(key string) bool { return (extension(key) == "html") != pages })
		err := deploy.EachFile(ctx, len(keys), wide, "deleting", tell, func(ctx context.Context, i int) error {
			return w.target.again(ctx, "deleting "+keys[i], func() error { return w.target.bucket.Delete(ctx, keys[i]) })
		})
		if err != nil {
			return trouble("deleting", err)
		}
	}
	return w.end(ctx)
}

// lastLook finds objects that are not what was put: a deploy that has lost its
// claim may have gone on for a moment. They are put once more.
func (w *work) lastLook(ctx context.Context, tell func(deploy.Progress)) error {
	for range 3 {
		if err := w.ours(ctx); err != nil {
			return err
		}
		there, err := w.target.list(ctx)
		if err != nil {
			return err
		}
		var wrong []int
		for i, o := range w.files {
			if there[o.key] != w.now[o.key].ETag {
				wrong = append(wrong, i)
			}
		}
		if len(wrong) == 0 {
			return nil
		}
		if err := w.upload(ctx, wrong, "putting right", tell); err != nil {
			return err
		}
	}
	return &deploy.Error{Kind: deploy.Again, Message: "somebody else goes on changing the objects of this site"}
}

// checkEvery is after how many uploads a deploy looks whether it still is the
// one that goes on.
const checkEvery = 32

// upload puts files, given by number.
func (w *work) upload(ctx context.Context, files []int, stage string, tell func(deploy.Progress)) error {
	if len(files) == 0 {
		return nil
	}
	if err := w.ours(ctx); err != nil {
		return err
	}
	err := deploy.EachFile(ctx, len(files), wide, stage, tell, func(ctx context.Context, i int) error {
		if i%checkEvery == checkEvery-1 {
			if err := w.ours(ctx); err != nil {
				return err
			}
		}
		return w.put(ctx, w.files[files[i]])
	})
	return trouble(stage, err)
}

func (w *work) put(ctx context.Context, o object) error {
	body, err := w.release.Checked(o.file, sha256.New, o.sum)
	if err != nil {
		return err
	}
	return w.target.again(ctx, "uploading "+o.key, func() error {
		etag, err := w.target.bucket.Put(ctx, o.key, body, bucket.Meta{Type: o.Type, Cache: o.Cache}, bucket.Any)
		if err == nil {
			w.note(o, etag)
		}
		return err
	})
}

// list is what lies in the bucket, but for the record: ETags by key.
func (t *Target) list(ctx context.Context) (map[string]string, error) {
	var all map[string]string
	err := t.again(ctx, "listing the bucket", func() error {
		all = map[string]string{}
		for o, err := range t.bucket.List(ctx, "") {
			if err != nil {
				return err
			}
			if o.Key != recordKey {
				all[o.Key] = o.ETag
			}
		}
		return nil
	})
	return all, err
}

const attempts = 5

// again does something until it is answered, or until it is certain that it
// will not be soon. What it does must be harmless to do twice.
func (t *Target) again(ctx context.Context, what string, do func() error) error {
	for tried := 1; ; tried++ {
		err := do()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil || !errors.Is(err, bucket.ErrUnanswered) || tried == attempts {
			return trouble(what, err)
		}
		if err := t.sleep(ctx, time.Second<<(tried-1)); err != nil {
			return trouble(what, err)
		}
	}
}

// trouble names an error by what has to be done: what a bucket refuses it goes
// on to refuse until somebody has set a key or a right.
func trouble(what string, err error) error {
	var e *deploy.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return e
	case errors.Is(err, bucket.ErrUnanswered):
		return deploy.Because(deploy.Again, what, err)
	}
	return deploy.Because(deploy.Person, what, err)
}
