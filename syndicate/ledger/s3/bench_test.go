package s3_test

import (
	"net/http"
	"os"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"nadi/internal/bucket"
	"nadi/syndicate/ledger"
	"nadi/syndicate/ledger/ledgertest"
	"nadi/syndicate/ledger/line"
	"nadi/syndicate/ledger/s3"
)

// TestLong measures a log of 20,000 appends of six entries, and 200 appends in
// a row, on the server of NADI_S3. It takes a minute and is run by hand, with
// NADI_S3_LONG=1.
func TestLong(t *testing.T) {
	where := os.Getenv("NADI_S3")
	if where == "" || os.Getenv("NADI_S3_LONG") == "" {
		t.Skip("NADI_S3 and NADI_S3_LONG are not set")
	}
	o := s3.Options{Place: below(where, nonce()), Env: os.Getenv, Transport: http.DefaultTransport, Nonce: nonce}
	b, err := bucket.Open(o.Place, bucket.Options{Env: o.Env, Transport: o.Transport})
	if err != nil {
		t.Fatal(err)
	}
	const appends = 20000
	g := errgroup.Group{}
	g.SetLimit(16)
	for i := range appends {
		g.Go(func() error {
			var batch []ledger.Entry
			for j := range 6 {
				batch = append(batch, ledgertest.Entry(6*i+j))
			}
			data, err := line.Encode(batch)
			if err == nil {
				_, err = b.Put(t.Context(), key(i + 1)[len("ledger/"):], line.Mark(data, nonce()), bucket.Meta{}, bucket.IfNew)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	var h *s3.Store
	var at ledger.Position
	for _, what := range []string{"without segments, making them", "with segments", "with segments again"} {
		if h, err = s3.Open(o); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		var all []ledger.Entry
		all, at = entries(t, h)
		if len(all) != 6*appends {
			t.Fatalf("%d entries", len(all))
		}
		t.Logf("read %s: %v", what, time.Since(begin))
	}
	begin := time.Now()
	for i := range 200 {
		at = must(h.Append(t.Context(), at, []ledger.Entry{ledgertest.Entry(i)}))(t)
	}
	t.Logf("200 appends: %v", time.Since(begin))
}
