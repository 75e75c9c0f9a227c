package bucket

import (
	"context"
	"errors"
	"fmt"
)

// Prove finds out whether the server keeps to conditions, with an object of
// its own under a key that nobody else uses. Some servers accept the headers
// and write all the same; two writers would then both believe that they had
// won. The error for such a server is ErrUnconditional and says what to do;
// any other error leaves the question open. The object is erased again.
//
// It asks one request after another: a server that keeps to conditions except
// when two come at the same moment is not found out.
func (b *Bucket) Prove(ctx context.Context, key string) (err error) {
	defer func() {
		if gone := b.Erase(context.WithoutCancel(ctx), key); err == nil {
			err = gone
		}
	}()
	put := func(data string, c Condition) (string, error) {
		return b.Put(ctx, key, []byte(data), Meta{Type: "text/plain"}, c)
	}
	was, err := put("1", IfNew)
	if err != nil {
		return b.unproven("does not create an object under the condition that it is new", err)
	}
	if _, err = put("2", IfNew); !errors.Is(err, ErrLost) {
		return b.unproven("creates an object that is there already (If-None-Match)", err)
	}
	data, etag, err := b.Get(ctx, key)
	if err != nil || string(data) != "1" || etag != was || etag == "" {
		return b.unproven("does not read back what was written, under the same etag", err)
	}
	now, err := put("3", IfMatch(was))
	if err != nil {
		return b.unproven("does not replace an object that is unchanged (If-Match)", err)
	}
	if _, err = put("4", IfMatch(was)); !errors.Is(err, ErrLost) {
		return b.unproven("replaces an object that was changed meanwhile (If-Match)", err)
	}
	if err = b.Delete(ctx, key); err != nil {
		return err
	}
	if _, err = put("5", IfMatch(now)); !errors.Is(err, ErrLost) {
		return b.unproven("replaces an object that is gone (If-Match)", err)
	}
	return nil
}

// unproven tells a server that does not keep to conditions from one that did
// not answer the question.
func (b *Bucket) unproven(what string, err error) error {
	if err != nil && !errors.Is(err, ErrLost) && !errors.Is(err, errUnknown) {
		return err
	}
	return &failure{fmt.Sprintf("%s: the server %s, so two runs could both write and neither would know. "+
		"Take a host that keeps to conditional writes (AWS S3, Cloudflare R2 and others; docs/posting.md), a newer version of this one, or another kind of ledger", b, what), ErrUnconditional}
}
