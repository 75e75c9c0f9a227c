// Package bucket keeps objects in a bucket of any host that speaks S3: a
// ledger, or the files of a deployed site. It is the one place that knows the
// protocol and the library for it.
//
// It promises what a ledger needs. A request is made once: a repeat behind the
// caller's back would turn an answer that was lost into "somebody else was
// quicker". A condition (IfNew, IfMatch) is sent with the very request that
// writes, and Prove finds out whether the server keeps to it, for some accept
// the header and overwrite all the same. A missing object is ErrMissing, and a
// missing bucket never is: what cannot be read must not look empty. Errors are
// for the person who must act, and hold neither keys nor signatures.
//
// Do not take ErrUnanswered for "not written", and do not rely on conditions
// before Prove. Facts are those of the S3 API reference and of the conditional
// writes chapter of its user guide, read in November 2026.
package bucket

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Options say with what a bucket is opened.
type Options struct {
	Env       func(name string) string // the environment: keys, region, endpoint
	Transport http.RoundTripper        // nil is the library's own
}

// Bucket is a place in a bucket. Its keys are relative to that place. It may
// be used by many goroutines.
type Bucket struct {
	place place
	core  *minio.Core
}

// Open returns the bucket at a place, s3://BUCKET/PREFIX, with or without
// ?endpoint=https://HOST&region=REGION. It asks the server nothing. What the
// place does not say is taken from AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL
// (else it is AWS itself) and from AWS_REGION or AWS_DEFAULT_REGION; the keys
// are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if there is one,
// AWS_SESSION_TOKEN.
func Open(where string, o Options) (*Bucket, error) {
	p, err := parse(where, o.Env)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		if o.Env(name) == "" {
			return nil, fmt.Errorf("%s is not set; the bucket %q is opened with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", name, p.bucket)
		}
	}
	core, err := minio.NewCore(p.host, &minio.Options{
		Creds:        credentials.NewStaticV4(o.Env("AWS_ACCESS_KEY_ID"), o.Env("AWS_SECRET_ACCESS_KEY"), o.Env("AWS_SESSION_TOKEN")),
		Secure:       !p.plain,
		Transport:    o.Transport,
		Region:       p.region,
		BucketLookup: p.lookup(),
		MaxRetries:   1, // one request a call
	})
	if err != nil {
		return nil, fmt.Errorf("%q cannot be the host of a bucket: %w", p.host, err)
	}
	return &Bucket{place: p, core: core}, nil
}

// String names the bucket and its host, for messages.
func (b *Bucket) String() string { return fmt.Sprintf("bucket %q at %s", b.place.bucket, b.place.host) }

// Largest is the most that Get and Put take, in bytes; PutFrom takes more.
const Largest = 64 << 20

// Get returns an object and its etag, or ErrMissing.
func (b *Bucket) Get(ctx context.Context, key string) (data []byte, etag string, err error) {
	data, etag, _, err = b.GetChanged(ctx, key, "")
	return data, etag, err
}

// GetChanged is Get for who has the object as it was under an etag: where that
// is still so, changed is false and the data is not sent again.
func (b *Bucket) GetChanged(ctx context.Context, key, known string) (data []byte, etag string, changed bool, err error) {
	w := watch(ctx)
	defer w.end()
	var o minio.GetObjectOptions
	o.Set("Accept-Encoding", "identity") // a server that packs the bytes gives them another etag
	if known != "" {
		_ = o.SetMatchETagExcept(known) // fails for an empty one alone
	}
	body, info, _, err := b.core.GetObject(w.ctx, b.place.bucket, b.place.prefix+key, o)
	if minio.ToErrorResponse(err).StatusCode == http.StatusNotModified {
		return nil, known, false, nil
	}
	if err != nil {
		return nil, "", false, b.trouble(ctx, reading, key, err)
	}
	defer body.Close()
	if data, err = io.ReadAll(io.LimitReader(w.reader(body), Largest+1)); err != nil {
		return nil, "", false, b.trouble(ctx, reading, key, err)
	}
	if len(data) > Largest {
		return nil, "", false, fmt.Errorf("%s: %s%s is larger than %d MB and cannot be Nadi's", b, b.place.prefix, key, Largest>>20)
	}
	return data, info.ETag, true, nil
}

// Meta is what a browser is told of an object.
type Meta struct {
	Type  string // Content-Type; empty is application/octet-stream
	Cache string // Cache-Control; empty says nothing
}

// Condition is what must be so at the moment of writing.
type Condition string

// Conditions of Put.
const (
	Any   Condition = ""  // whatever is there
	IfNew Condition = "*" // nothing is there
)

// IfMatch is the condition that an object is as it was under an etag.
func IfMatch(etag string) Condition { return Condition("=" + etag) }

func (c Condition) set(o *minio.PutObjectOptions) error {
	switch {
	case c == IfNew:
		o.SetMatchETagExcept("*")
	case c == IfMatch("") || c == IfMatch("*"):
		return errors.New("an object is compared with an etag, and there is none")
	case c != Any:
		o.SetMatchETag(strings.TrimPrefix(string(c), "="))
	}
	return nil
}

// Put writes an object whole, in one request, and returns its etag. Where the
// condition does not hold the error is ErrLost; who had an answer lost before
// may have lost to itself.
func (b *Bucket) Put(ctx context.Context, key string, data []byte, m Meta, c Condition) (etag string, err error) {
	if len(data) > Largest {
		return "", fmt.Errorf("%s: %s%s would be larger than %d MB", b, b.place.prefix, key, Largest>>20)
	}
	sum := sha256.Sum256(data)
	return b.put(ctx, key, bytes.NewReader(data), int64(len(data)), hex.EncodeToString(sum[:]), m, c)
}

// PutFrom is Put for a file of some size, in bytes and at most 5 GiB.
func (b *Bucket) PutFrom(ctx context.Context, key string, data io.Reader, size int64, m Meta, c Condition) (etag string, err error) {
	return b.put(ctx, key, data, size, "", m, c)
}

func (b *Bucket) put(ctx context.Context, key string, data io.Reader, size int64, sum string, m Meta, c Condition) (etag string, err error) {
	w := watch(ctx)
	defer w.end()
	o := minio.PutObjectOptions{ContentType: m.Type, CacheControl: m.Cache, DisableContentSha256: true}
	if err := c.set(&o); err != nil {
		return "", err
	}
	info, err := b.core.PutObject(w.ctx, b.place.bucket, b.place.prefix+key, w.reader(data), size, "", sum, o)
	if err != nil && c != Any && lost(err, c) {
		return "", fmt.Errorf("%s, %s%s: %w", b, b.place.prefix, key, ErrLost)
	}
	if err != nil {
		return "", b.trouble(ctx, writing, key, err)
	}
	return info.ETag, nil
}

// Delete takes an object away; a missing one is no error. In a versioned
// bucket the bytes stay: see Erase.
func (b *Bucket) Delete(ctx context.Context, key string) error {
	return b.remove(ctx, key, "")
}

func (b *Bucket) remove(ctx context.Context, key, version string) error {
	w := watch(ctx)
	defer w.end()
	err := b.core.RemoveObject(w.ctx, b.place.bucket, b.place.prefix+key, minio.RemoveObjectOptions{VersionID: version})
	if err != nil && missing(err) {
		return nil
	}
	return b.trouble(ctx, deleting, key, err)
}
