package bucket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"
)

// Object is one object of a list.
type Object struct {
	Key  string // relative to the place of the bucket
	Size int64  // in bytes
	ETag string
}

// List yields the objects whose keys begin with a prefix, in the order of
// their keys, or one error. All are known before the first is yielded, so that
// the caller may take its time.
func (b *Bucket) List(ctx context.Context, prefix string) iter.Seq2[Object, error] {
	return b.ListAfter(ctx, prefix, "")
}

// ListAfter is List for the keys that come after one, which need not be there.
func (b *Bucket) ListAfter(ctx context.Context, prefix, after string) iter.Seq2[Object, error] {
	o := minio.ListObjectsOptions{Prefix: b.place.prefix + prefix, Recursive: true}
	if after != "" {
		o.StartAfter = b.place.prefix + after
	}
	return func(yield func(Object, error) bool) {
		var all []Object
		for info, err := range b.objects(ctx, listing, o) {
			if err != nil {
				yield(Object{}, err)
				return
			}
			all = append(all, Object{Key: strings.TrimPrefix(info.Key, b.place.prefix), Size: info.Size, ETag: info.ETag})
		}
		for _, o := range all {
			if !yield(o, nil) {
				return
			}
		}
	}
}

// objects is the library's list, which ends without a word where the context
// does, and never where a server gives the same page again and again.
func (b *Bucket) objects(ctx context.Context, d deed, o minio.ListObjectsOptions) iter.Seq2[minio.ObjectInfo, error] {
	return func(yield func(minio.ObjectInfo, error) bool) {
		w := watch(ctx)
		defer w.end()
		first := ""
		for info := range b.core.ListObjectsIter(w.ctx, b.place.bucket, o) {
			if info.Err != nil {
				yield(minio.ObjectInfo{}, b.listTrouble(ctx, d, info.Err))
				return
			}
			this := info.Key + "\x00" + info.VersionID
			if this == first {
				yield(minio.ObjectInfo{}, fmt.Errorf("%s: the server's list begins anew before its end", b))
				return
			}
			first = cmp.Or(first, this)
			w.alive()
			if !yield(info, nil) {
				return
			}
		}
		if err := w.ctx.Err(); err != nil {
			yield(minio.ObjectInfo{}, b.trouble(ctx, d, "", err))
		}
	}
}

// listTrouble: a list that is not there is a bucket that is not there.
func (b *Bucket) listTrouble(ctx context.Context, d deed, err error) error {
	if r := minio.ToErrorResponse(err); r.StatusCode == http.StatusNotFound && ctx.Err() == nil {
		r.Code = minio.NoSuchBucket
		return b.answered(d, r)
	}
	return b.trouble(ctx, d, "", err)
}

// Erase takes an object away for good: in a versioned bucket all its versions.
// A missing one is no error. A server without versions has none to erase.
func (b *Bucket) Erase(ctx context.Context, key string) error {
	versions, err := b.versions(ctx, key)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if err := b.remove(ctx, key, v); err != nil {
			return err
		}
	}
	if len(versions) == 0 { // a bucket that never had versions
		return b.remove(ctx, key, "")
	}
	return nil
}

// versions returns the names of an object's versions; none where the bucket
// never had any.
func (b *Bucket) versions(ctx context.Context, key string) ([]string, error) {
	var all []string
	named := false
	for info, err := range b.objects(ctx, erasing, minio.ListObjectsOptions{Prefix: b.place.prefix + key, Recursive: true, WithVersions: true}) {
		if errors.Is(err, errUnknown) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if info.Key != b.place.prefix+key {
			break // in order, so the key itself comes before all it is the beginning of
		}
		if info.VersionID != "" {
			all, named = append(all, info.VersionID), named || info.VersionID != "null"
		}
	}
	if !named { // the one version of a bucket without versions is called null, and not all servers know it by that name
		return nil, nil
	}
	return all, nil
}
