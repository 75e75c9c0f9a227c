package handoff

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

func TestFolderContract(t *testing.T) {
	channeltest.Run(t, channeltest.Suite{
		Network: func(t *testing.T) channeltest.Network { return &desk{Folder: channeltest.NewFolder(), t: t} },
		Entry:   Network(),
		Account: syndicate.Account{Name: "notice-board", Languages: []string{"hi"}},
		Tune: func(_ *testing.T, n channeltest.Network, tools *syndicate.Tools) {
			tools.Folder = n.(*desk).Folder
		},
		NoHTTP: true,
	})
}

func key() syndicate.Key {
	return syndicate.Key{Site: "k7m2qd9x", Item: "heat", Account: "notice-board", Occasion: syndicate.Announce}
}

func draft() syndicate.Draft {
	return syndicate.Draft{
		Key: key(), Due: channeltest.Moment(),
		Post: syndicate.Post{Account: "notice-board", Channel: name, Lang: "hi", Text: "गर्मी & <आप>\n\nhttps://news.example.org/heat/",
			Link: "https://news.example.org/heat/", Title: "गर्मी & <आप>", Summary: "पाँच बातें"},
		Media: &syndicate.Media{Data: []byte("\x89PNG…"), Type: "image/png", Width: 640, Height: 360, Alt: "एक \"गिलास\""},
	}
}

// inFolder is a channel into a folder, which breaks when told to.
func inFolder(t *testing.T) (*folder, *faulty) {
	t.Helper()
	f := &faulty{Folder: channeltest.NewFolder()}
	c, err := open(syndicate.Account{Name: "notice-board"}, syndicate.Tools{Folder: f})
	if err != nil {
		t.Fatal(err)
	}
	return c.(*folder), f
}

// faulty is a folder in which one name cannot be touched.
type faulty struct {
	*channeltest.Folder
	broken string // the last part of the name
	after  bool   // it is written all the same
}

var errDisk = errors.New("input/output error")

func (f *faulty) WriteFile(name string, data []byte) error {
	if path.Base(name) != f.broken {
		return f.Folder.WriteFile(name, data)
	}
	if f.after {
		f.Folder.WriteFile(name, data)
	}
	return &fs.PathError{Op: "write", Path: name, Err: errDisk}
}

func (f *faulty) Stat(name string) (fs.FileInfo, error) {
	if f.broken == "stat" {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: errDisk}
	}
	return f.Folder.Stat(name)
}

func (f *faulty) Remove(name string) error {
	if f.broken == "remove" && path.Base(name) == text {
		return &fs.PathError{Op: "remove", Path: name, Err: errDisk}
	}
	return f.Folder.Remove(name)
}

func prepared(t *testing.T, c syndicate.Channel) syndicate.Payload {
	t.Helper()
	p, err := c.Prepare(t.Context(), draft())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The folder of a post holds the exact text, and the files in an order in
// which post.json comes last.
func TestFiles(t *testing.T) {
	c, f := inFolder(t)
	r, err := c.Send(t.Context(), key(), prepared(t, c))
	if err != nil || r.ID != "notice-board/heat-announce" {
		t.Fatalf("Send: %+v, %v", r, err)
	}
	want := []string{"notice-board/heat-announce/picture.png", "notice-board/heat-announce/post.html",
		"notice-board/heat-announce/post.txt", "notice-board/heat-announce/post.json"}
	if got := f.Names(); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
	files := f.Files()
	if got := string(files[want[2]]); got != draft().Post.Text {
		t.Errorf("post.txt is %q", got)
	}
	for _, part := range []string{"<pre lang=\"hi\">गर्मी &amp; &lt;आप&gt;\n\nhttps://news.example.org/heat/</pre>", "(44 characters)",
		`<img src="picture.png" alt="एक &#34;गिलास&#34;" width="640" height="360">`, "2026-11-23 09:00 UTC"} {
		if !strings.Contains(string(files[want[1]]), part) {
			t.Errorf("post.html lacks %q:\n%s", part, files[want[1]])
		}
	}
}

// A write that fails before post.json has handed over nothing; at post.json
// only looking tells.
func TestFolderFaults(t *testing.T) {
	for _, x := range []struct {
		broken string
		after  bool
		kind   syndicate.Kind
		find   syndicate.Answer
	}{
		{"picture.png", false, syndicate.Unavailable, syndicate.NotSeen}, // nothing is there to prove anything
		{page, false, syndicate.Unavailable, syndicate.NotSeen},
		{text, true, syndicate.Unavailable, syndicate.Absent},
		{proof, false, syndicate.Unknown, syndicate.Absent},
		{proof, true, syndicate.Unknown, syndicate.Found},
	} {
		c, f := inFolder(t)
		f.broken, f.after = x.broken, x.after
		p := prepared(t, c)
		_, err := c.Send(t.Context(), key(), p)
		if syndicate.KindOf(err) != x.kind || !strings.Contains(err.Error(), "/posts/notice-board/heat-announce cannot be written: input/output error") {
			t.Errorf("%s: %v (%v), want %v", x.broken, err, syndicate.KindOf(err), x.kind)
		}
		if a, _, err := c.Find(t.Context(), syndicate.Sought{Key: key()}); a != x.find || err != nil {
			t.Errorf("%s: Find answers %v, %v; want %v", x.broken, a, err, x.find)
		}
		f.broken = ""
		if _, err := c.Send(t.Context(), key(), p); err != nil || len(f.Names()) != 4 {
			t.Errorf("%s: sent again: %v, files %q", x.broken, err, f.Names())
		}
	}
	c, f := inFolder(t)
	f.broken = "stat"
	if a, _, err := c.Find(t.Context(), syndicate.Sought{Key: key()}); a != syndicate.NotSeen || syndicate.KindOf(err) != syndicate.Unavailable {
		t.Errorf("a folder that cannot be read: %v, %v", a, err)
	}
}

// What is taken back leaves a note without a word of the post.
func TestRemoveLeavesNote(t *testing.T) {
	c, f := inFolder(t)
	r, err := c.Send(t.Context(), key(), prepared(t, c))
	if err != nil {
		t.Fatal(err)
	}
	f.broken = "remove"
	if err := c.Remove(t.Context(), r); syndicate.KindOf(err) != syndicate.Unavailable || !strings.Contains(err.Error(), "post.txt cannot be removed") {
		t.Errorf("Remove that fails: %v", err)
	}
	f.broken = ""
	if err := c.Remove(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if want := []string{"notice-board/heat-announce/removed.txt"}; !cmp.Equal(f.Names(), want) {
		t.Error(cmp.Diff(want, f.Names()))
	}
	if err := c.Remove(t.Context(), syndicate.Receipt{ID: "notice-board/never-was"}); err != nil || len(f.Names()) != 1 {
		t.Errorf("removing what never was: %v, files %q", err, f.Names())
	}
	for _, id := range []string{"", "notice-board", "notice-board/", "other/heat-announce", "notice-board/../other", "../notice-board/x", "/etc/passwd", "notice-board/a/b"} {
		if err := c.Remove(t.Context(), syndicate.Receipt{ID: id}); syndicate.KindOf(err) != syndicate.Invalid {
			t.Errorf("Remove of %q: %v", id, err)
		}
	}
}

// No two messages share a folder, on a disk that tells no capitals apart
// either.
func TestPlaces(t *testing.T) {
	seen := map[string]syndicate.Key{}
	for _, k := range []syndicate.Key{
		{Item: "heat", Account: "board", Occasion: "announce"},
		{Item: "Heat", Account: "board", Occasion: "announce"},
		{Item: "heat", Account: "Board", Occasion: "announce"},
		{Item: "heat", Account: "board", Occasion: "reshare-2"},
		{Item: "गर्मी", Account: "board", Occasion: "announce"},
		{Item: "सर्दी", Account: "board", Occasion: "announce"},
		{Item: "../heat", Account: "board", Occasion: "announce"},
		{Item: "heat", Account: "con", Occasion: "announce"},
		{Item: "heat", Account: "", Occasion: "announce"},
		{Item: strings.Repeat("long", 50), Account: "board", Occasion: "announce"},
		{Item: strings.Repeat("long", 51), Account: "board", Occasion: "announce"},
	} {
		p := strings.ToLower(placeOf(k))
		if old, known := seen[p]; known || !fs.ValidPath(p) || len(p) > 250 || strings.Count(p, "/") != 1 || strings.HasPrefix(p, "con/") {
			t.Errorf("%+v has the folder %q, as has %+v", k, p, old)
		}
		seen[p] = k
	}
}

func TestOpen(t *testing.T) {
	for _, x := range []struct {
		options map[string]string
		folder  bool
		user    string
		want    string // part of the error, "" for none
	}{
		{nil, true, "", ""},
		{nil, false, "", "set the option mail"},
		{map[string]string{"smtp": "smtp://mail.example.org"}, true, "", "needs the option mail"},
		{map[string]string{"limit": "0"}, true, "", "write a number"},
		{map[string]string{"mail": "comms@example.org", "smtp": "smtp://mail.example.org"}, false, "", ""},
		{map[string]string{"mail": "comms@example.org", "smtp": "smtps://mail.example.org:465/"}, false, "", ""},
		{map[string]string{"mail": "comms", "smtp": "smtp://mail.example.org"}, false, "", "write one mail address"},
		{map[string]string{"mail": "a@example.org, b@example.org", "smtp": "smtp://mail.example.org"}, false, "", "write one mail address"},
		{map[string]string{"mail": "comms@example.org\r\nBcc: x@example.org", "smtp": "smtp://mail.example.org"}, false, "", "write one mail address"},
		{map[string]string{"mail": "comms@example.org", "from": "news", "smtp": "smtp://mail.example.org"}, false, "", "from is"},
		{map[string]string{"mail": "comms@example.org"}, false, "", "smtp is"},
		{map[string]string{"mail": "comms@example.org", "smtp": "mail.example.org:587"}, false, "", "smtp is"},
		{map[string]string{"mail": "comms@example.org", "smtp": "smtp://news:hush-hush@mail.example.org"}, false, "", "goes into NADI_BOARD_SMTP_USER"},
		{map[string]string{"mail": "comms@example.org", "smtp": "smtp://mail.example.org"}, false, "news", "NADI_BOARD_SMTP_PASSWORD go together"},
	} {
		tools := syndicate.Tools{Secret: func(n string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName("board", n), map[string]string{"SMTP_USER": x.user}[n])
		}}
		if x.folder {
			tools.Folder = channeltest.NewFolder()
		}
		_, err := open(syndicate.Account{Name: "board", Options: x.options}, tools)
		switch {
		case (err == nil) != (x.want == ""):
			t.Errorf("%v: %v, want %q", x.options, err, x.want)
		case err != nil && (!strings.Contains(err.Error(), x.want) || strings.Contains(err.Error(), "hush")):
			t.Errorf("%v: %v, want %q", x.options, err, x.want)
		}
	}
}
