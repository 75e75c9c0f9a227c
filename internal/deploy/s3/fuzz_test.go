package s3

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"nadi/internal/deploy"
)

// FuzzRecord: whatever lies where the record of deploys should, a deploy ends,
// with the whole site or with a word for a person; and what it does not name as
// ours stays as it is.
func FuzzRecord(f *testing.F) {
	good, err := json.Marshal(record{Version: recordVersion, Run: "run 1", Site: "0f3a", Done: true, Files: map[string]entry{
		"index.html": {SHA256: "00", Type: "text/html", Cache: "no", ETag: "x"}, "old.html": {ETag: "y"}, "_headers": {}}})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{string(good), "", "{}", "null", "[]", `{"version":1}`, `{"version":1,"files":null,"done":true}`, `{"version":2}`, `{"version":-1}`,
		`{"version":1,"files":{"":{},"/":{},"../x":{},"notes.txt":{"etag":""}}}`, `{"version":1,"files":{".nadi-deploy.json":{"sha256":"0"}}}`, strings.Repeat("[", 20000)} {
		f.Add([]byte(s))
	}
	site := tree{"index.html": "home", "articles/one/index.html": "one"}
	f.Fuzz(func(t *testing.T, data []byte) {
		b := newBench(t)
		b.Write("news/"+recordKey, data)
		b.Write("news/notes.txt", []byte("mine"))
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		requests := len(b.Requests())
		r, err := b.target().Deploy(ctx, site.Release(t, ""), quiet)
		var named record
		_ = json.Unmarshal(data, &named)
		if n := len(b.Requests()) - requests; n > 40+2*len(named.Files) {
			t.Errorf("%d requests", n)
		}
		if _, ours := named.Files["notes.txt"]; !ours {
			if got, _ := b.Object("news/notes.txt"); string(got) != "mine" {
				t.Errorf("somebody else's object is now %q", got)
			}
		}
		switch e, _ := err.(*deploy.Error); {
		case err == nil && r.State == deploy.Live:
			for path, want := range site {
				if got, _ := b.Object("news/" + path); string(got) != want {
					t.Errorf("%s is %q", path, got)
				}
			}
			if again, err := b.deploy(site); err != nil || !again.Same {
				t.Errorf("again: %+v, %v", again, err)
			}
		case e == nil || e.State == "" || ctx.Err() != nil:
			t.Errorf("%+v, %v", r, err)
		}
	})
}
