package s3

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"nadi/internal/bucket"
	"nadi/internal/deploy"
)

// answers is a bucket that answers what it is told, one pair after the other,
// the last for ever.
type answers struct {
	Bucket
	pairs [][2]string // bytes, ETag
	asked int
}

func (a *answers) GetChanged(context.Context, string, string) ([]byte, string, bool, error) {
	p := a.pairs[min(a.asked, len(a.pairs)-1)]
	if a.asked++; p[1] == "" {
		return nil, "", false, bucket.ErrMissing
	}
	return []byte(p[0]), p[1], true, nil
}

func tagOf(s string) string {
	sum := md5.Sum([]byte(s))
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// TestTornPair: the bytes of one version with the ETag of another are never
// taken for a pair, and servers whose ETags are no MD5 can be deployed to.
func TestTornPair(t *testing.T) {
	for name, tc := range map[string]struct {
		pairs [][2]string
		want  [2]string
		asked int
	}{
		"a pair":          {[][2]string{{"new", tagOf("new")}}, [2]string{"new", tagOf("new")}, 1},
		"no record":       {[][2]string{{}}, [2]string{}, 1},
		"torn once":       {[][2]string{{"old", tagOf("new")}, {"new", tagOf("new")}}, [2]string{"new", tagOf("new")}, 2},
		"torn twice":      {[][2]string{{"old", tagOf("new")}, {"new", tagOf("newer")}, {"newer", tagOf("newer")}}, [2]string{"newer", tagOf("newer")}, 3},
		"torn, then gone": {[][2]string{{"old", tagOf("new")}, {}}, [2]string{}, 2},
		"no MD5":          {[][2]string{{"new", `"v17"`}}, [2]string{"new", `"v17"`}, 2},
		"no MD5, torn":    {[][2]string{{"old", `"v17"`}, {"new", `"v17"`}}, [2]string{"new", `"v17"`}, 3},
	} {
		b := &answers{pairs: tc.pairs}
		data, etag, err := New(b, "run", func(context.Context, time.Duration) error { return nil }).pair(t.Context())
		if err != nil || string(data) != tc.want[0] || etag != tc.want[1] || b.asked != tc.asked {
			t.Errorf("%s: %q, %s after %d looks, %v; want %q", name, data, etag, b.asked, err, tc.want)
		}
	}
	var restless [][2]string
	for i := range 2 * looks {
		restless = append(restless, [2]string{string(rune('a' + i)), tagOf(string(rune('b' + i)))})
	}
	_, _, err := New(&answers{pairs: restless}, "run", func(context.Context, time.Duration) error { return nil }).pair(t.Context())
	var e *deploy.Error
	if !errors.As(err, &e) || e.Kind != deploy.Again {
		t.Errorf("a record that is replaced all the time: %v", err)
	}
}
