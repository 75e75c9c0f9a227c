package youtube

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nadi/syndicate"
)

const oldID = "oldWardTour"

func (l *lab) part() (syndicate.Draft, *clip) {
	old := l.net.add(oldID, "A walk through ward 4.\n\n00:00 Entrance\n01:10 Garden\n")
	return l.draft(syndicate.Video{ID: oldID}), old
}

// TestPart: the description grows by a blank line and the text, and nothing
// else of the video changes.
func TestPart(t *testing.T) {
	l := newLab(t)
	d, old := l.part()
	before := old.snippet
	r := l.send(l.prepare(d))
	want := before
	want.Description += "\n\n" + d.Post.Text
	if !reflect.DeepEqual(old.snippet, want) {
		t.Errorf("the video is %+v, want %+v", old.snippet, want)
	}
	if !strings.HasPrefix(r.ID, oldID+"/description/") || r.URL != "https://www.youtube.com/watch?v="+oldID || len(r.Remarks) != 0 {
		t.Errorf("receipt %+v", r)
	}
	if err := l.c.Remove(t.Context(), r); err != nil || !reflect.DeepEqual(old.snippet, before) {
		t.Errorf("removed (%v), the video is %+v, want %+v", err, old.snippet, before)
	}
}

// TestPartAgain: a repeat finds the address and writes nothing.
func TestPartAgain(t *testing.T) {
	l := newLab(t)
	d, old := l.part()
	p := l.prepare(d)
	r, after := l.send(p), old.snippet.Description
	for _, p := range []syndicate.Payload{p, l.prepare(d)} {
		if again := l.send(p); again.ID != r.ID || old.snippet.Description != after {
			t.Errorf("again: %+v, %q", again, old.snippet.Description)
		}
	}
	old.snippet.Description = "See " + article + "?from=tour or " + strings.TrimSuffix(article, "/") + "."
	p = l.prepare(d)
	if !strings.Contains(string(p), `"there":true`) {
		t.Errorf("the payload does not say that the address is there: %s", p)
	}
	bare := l.send(p)
	if bare.ID != oldID+"/description" || len(bare.Remarks) != 1 {
		t.Errorf("receipt of what people wrote: %+v", bare)
	}
	l.want(l.c.Remove(t.Context(), bare), syndicate.Rejected, "YouTube Studio")
	_, err := l.c.Amend(t.Context(), bare, d.Post)
	l.want(err, syndicate.Rejected, "YouTube Studio")
}

// TestPartRefused: what cannot be done is said, and the description stays.
func TestPartRefused(t *testing.T) {
	for name, x := range map[string]struct {
		change func(l *lab, d *syndicate.Draft, c *clip)
		kind   syndicate.Kind
		word   string
	}{
		"missing":     {func(_ *lab, d *syndicate.Draft, _ *clip) { d.Post.Video.ID = "nothing-000" }, syndicate.Rejected, "nothing-000"},
		"not ours":    {func(_ *lab, _ *syndicate.Draft, c *clip) { c.owner = "UCsomebodyelse" }, syndicate.Rejected, "@riverside"},
		"full":        {func(_ *lab, _ *syndicate.Draft, c *clip) { c.snippet.Description = strings.Repeat("x", 4990) }, syndicate.Rejected, "4990"},
		"an odd id":   {func(_ *lab, d *syndicate.Draft, _ *clip) { d.Post.Video.ID = "https://youtu.be/x" }, syndicate.Invalid, "11 characters"},
		"no channel":  {func(l *lab, _ *syndicate.Draft, _ *clip) { l.net.fail = empty("channels") }, syndicate.Disabled, "no channel"},
		"other words": {func(l *lab, _ *syndicate.Draft, _ *clip) { l.net.fail = other }, syndicate.Unavailable, "not a list"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			d, old := l.part()
			x.change(l, &d, old)
			before := old.snippet.Description
			_, err := l.c.Prepare(t.Context(), d)
			l.want(err, x.kind, x.word)
			if old.snippet.Description != before {
				t.Error("the description changed")
			}
		})
	}
}

// empty answers an empty list of a kind; other answers JSON that is no list.
func empty(what string) func(w http.ResponseWriter, r *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/"+what) {
			return false
		}
		reply(w, 200, map[string]any{"kind": "youtube#channelListResponse", "items": []any{}})
		return true
	}
}

func other(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet {
		return false
	}
	reply(w, 200, map[string]any{"status": "ok"})
	return true
}

// TestPartShort: where the text has no room the address alone has.
func TestPartShort(t *testing.T) {
	l := newLab(t)
	d, old := l.part()
	old.snippet.Description = strings.Repeat("x", maxDescription-2-len(article))
	r := l.send(l.prepare(d))
	if n := len(old.snippet.Description); n != maxDescription || !strings.HasSuffix(old.snippet.Description, "x\n\n"+article) {
		t.Errorf("the description has %d bytes and ends in %q", n, old.snippet.Description[n-60:])
	}
	if err := l.c.Remove(t.Context(), r); err != nil || len(old.snippet.Description) != maxDescription-2-len(article) {
		t.Errorf("removed: %v, %d bytes are left", err, len(old.snippet.Description))
	}
}

// TestPartMoved: a change by people between reading and writing is kept.
func TestPartMoved(t *testing.T) {
	l := newLab(t)
	d, old := l.part()
	p := l.prepare(d)
	l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPut {
			l.net.mu.Lock()
			old.etag, old.snippet.Description = 9999, "Written at this moment."
			l.net.mu.Unlock()
		}
		return false
	}
	_, err := l.open().Send(t.Context(), d.Key, p)
	l.want(err, syndicate.Unavailable, "same moment")
	if old.snippet.Description != "Written at this moment." {
		t.Errorf("the description is %q", old.snippet.Description)
	}
	l.net.fail = nil
	l.send(p)
	if !strings.HasPrefix(old.snippet.Description, "Written at this moment.\n\nFive steps") {
		t.Errorf("tried again, the description is %q", old.snippet.Description)
	}
}

// TestPeopleEdit: what people wrote around our part stays; our part, once they
// changed it, is theirs.
func TestPeopleEdit(t *testing.T) {
	for _, kind := range []string{"part", "upload"} {
		t.Run(kind, func(t *testing.T) {
			l := newLab(t)
			d, _ := l.part()
			if kind == "upload" {
				d.Post.Video = &syndicate.Video{File: "media/heat.mp4"}
			}
			r := l.send(l.prepare(d))
			c := l.net.clips[len(l.net.clips)-1]
			ours := d.Post.Text
			c.snippet.Description = "Chapters:\n" + ours + "\n\nThanks to all.\n"
			d.Post.Text = "Corrected: six steps.\n\n" + article
			after, err := l.c.Amend(t.Context(), r, d.Post)
			if want := "Chapters:\n" + d.Post.Text + "\n\nThanks to all.\n"; err != nil || c.snippet.Description != want {
				t.Fatalf("amended (%v) it is %q, want %q", err, c.snippet.Description, want)
			}
			d.Post.Text = "Corrected again.\n" + article
			if after, err = l.c.Amend(t.Context(), after, d.Post); err != nil {
				t.Fatalf("amended again: %v", err)
			}
			c.snippet.Description = strings.ReplaceAll(c.snippet.Description, "again", "by hand")
			_, err = l.c.Amend(t.Context(), after, d.Post)
			l.want(err, syndicate.Rejected, "YouTube Studio")
			if kind == "part" {
				l.want(l.c.Remove(t.Context(), after), syndicate.Rejected, "still there")
				c.snippet.Description = "All new."
				if err := l.c.Remove(t.Context(), after); err != nil || c.snippet.Description != "All new." {
					t.Errorf("what is not there is removed: %v, %q", err, c.snippet.Description)
				}
			}
		})
	}
}

// TestForeignVideosAreKept: a video with the article's address that was not
// uploaded here is seen, and cannot be deleted by its receipt.
func TestForeignVideosAreKept(t *testing.T) {
	l := newLab(t)
	d, old := l.part()
	old.snippet.Description = "By hand: " + article
	all, err := l.c.Recent(t.Context(), l.now().Add(-1))
	if err != nil || len(all) != 1 || !slices.Contains(all[0].Links, article) {
		t.Fatalf("Recent: %+v, %v", all, err)
	}
	l.want(l.c.Remove(t.Context(), all[0].Receipt), syndicate.Rejected, "YouTube Studio")
	a, r, err := l.c.Find(t.Context(), syndicate.Sought{Key: d.Key, Links: []string{article}})
	if a != syndicate.Found || r.ID != oldID+"/description" || err != nil {
		t.Errorf("Find: %v %+v %v", a, r, err)
	}
	d.Key.Occasion = "correction-2026-11-23" // the announcement is no proof of it
	if a, _, err := l.c.Find(t.Context(), syndicate.Sought{Key: d.Key, Links: []string{article}}); a != syndicate.NotSeen || err != nil {
		t.Errorf("Find of a correction: %v %v", a, err)
	}
	if len(l.net.clips) != 1 {
		t.Error("the video is gone")
	}
}

// TestWholeSnippet: fields nobody here knows go back as they came; those that
// YouTube writes itself do not.
func TestWholeSnippet(t *testing.T) {
	const in = `{"id":"v","snippet":{"title":"T","description":"old","newField":{"a":[1,2.50]},"tags":["x"],"categoryId":"22","publishedAt":"2020-01-01T00:00:00Z","localized":{"title":"T"},"thumbnails":{}}}`
	var v video
	if err := json.Unmarshal([]byte(in), &v); err != nil {
		t.Fatal(err)
	}
	body, err := v.with("new", nil)
	if want := `{"id":"v","snippet":{"categoryId":"22","description":"new","newField":{"a":[1,2.50]},"tags":["x"],"title":"T"}}`; err != nil || string(body) != want {
		t.Errorf("sent is %s (%v), want %s", body, err, want)
	}
}

// TestComments: a reply to a video is a comment, one to a comment is below it,
// and both can be changed and taken away.
func TestComments(t *testing.T) {
	l := newLab(t)
	d, _ := l.part()
	video := l.send(l.prepare(d))
	d.Post.Text = "Corrected: 2 < 3"
	first, err := l.c.Reply(t.Context(), d.Key, video, d.Post)
	if err != nil || !strings.Contains(first.URL, "v="+oldID) || !strings.Contains(first.URL, "lc=") {
		t.Fatalf("Reply: %+v, %v", first, err)
	}
	second, err := l.c.Reply(t.Context(), d.Key, first, d.Post)
	if err != nil || l.net.remarks[1].parent != l.net.remarks[0].id || l.net.remarks[0].text != d.Post.Text {
		t.Fatalf("Reply to a comment: %+v, %v", l.net.remarks, err)
	}
	d.Post.Text = "Corrected twice"
	if r, err := l.c.Amend(t.Context(), second, d.Post); err != nil || r.ID != second.ID || l.net.remarks[1].text != d.Post.Text {
		t.Errorf("Amend: %+v, %v", r, err)
	}
	for range 2 {
		if err := l.c.Remove(t.Context(), second); err != nil || len(l.net.remarks) != 1 || len(l.net.clips) != 1 {
			t.Errorf("Remove: %v, %d comments, %d videos", err, len(l.net.remarks), len(l.net.clips))
		}
	}
	for _, text := range []string{"", strings.Repeat("x", maxComment+1)} {
		d.Post.Text = text
		_, err = l.c.Reply(t.Context(), d.Key, video, d.Post)
		l.want(err, syndicate.Invalid)
		_, err = l.c.Amend(t.Context(), first, d.Post)
		l.want(err, syndicate.Invalid)
	}
	for _, id := range []string{"", "/description", "x/comment", "x/playlist/y"} {
		l.want(l.c.Remove(t.Context(), syndicate.Receipt{ID: id}), syndicate.Invalid)
	}
}
