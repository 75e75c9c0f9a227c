package bucket

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// racers is how many creates a proof sends at once.
const racers = 8

// Prove finds out whether the server makes one object of many creates
// (IfNew), with an object of its own under a key that nobody else uses. Some
// servers accept the header and write all the same, and some look first and
// write later; two writers would then both believe that they had won. The
// error for such a server is ErrUnconditional and says what to do; any other
// error leaves the question open. The object is erased again.
//
// Creates alone are proven: a server may replace objects (IfMatch) in two
// steps and pass. And a race is a matter of luck; a server that fails one in a
// hundred will pass mostly.
func (b *Bucket) Prove(ctx context.Context, key string) (err error) {
	defer func() {
		if gone := b.Erase(context.WithoutCancel(ctx), key); err == nil {
			err = gone
		}
	}()
	put := func(data string) (string, error) {
		return b.Put(ctx, key, []byte(data), Meta{Type: "text/plain"}, IfNew)
	}
	data, was, err := b.race(put)
	if err != nil {
		return err
	}
	now, etag, err := b.Get(ctx, key)
	if err != nil || string(now) != data || etag != was || etag == "" {
		return b.unproven("does not read back what was written, under the same etag", err)
	}
	if _, err = put("late"); !errors.Is(err, ErrLost) {
		return b.unproven("creates an object that is there already (If-None-Match)", err)
	}
	return nil
}

// race creates one object many times at once and returns what won. That some
// are told to come later is a host's right; that two are told they won is not.
func (b *Bucket) race(put func(data string) (string, error)) (data, etag string, err error) {
	var etags [racers]string
	var errs [racers]error
	var all sync.WaitGroup
	for i := range racers {
		all.Go(func() { etags[i], errs[i] = put(fmt.Sprint("racer ", i)) })
	}
	all.Wait()
	won := 0
	for i, e := range errs {
		switch {
		case e == nil:
			won, data, etag = won+1, fmt.Sprint("racer ", i), etags[i]
		case err == nil || errors.Is(err, ErrLost):
			err = e
		}
	}
	switch {
	case won > 1:
		return "", "", b.unproven("creates one object for several writers at once (If-None-Match)", nil)
	case won == 1 && (errors.Is(err, ErrLost) || errors.Is(err, ErrUnanswered)):
		return data, etag, nil
	case errors.Is(err, ErrLost): // each stood in the way of the others
		etag, err = put("alone")
	}
	if err != nil {
		err = b.unproven("does not create an object under the condition that it is new", err)
	}
	return "alone", etag, err
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
