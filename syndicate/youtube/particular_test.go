package youtube

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

const article = "https://news.example.org/articles/heat/"

// lab is the network, a channel opened to it, and a clock.
type lab struct {
	*testing.T
	net  *youTube
	web  *httptest.Server
	c    *channel
	late time.Duration
	cut  atomic.Int64 // break the next PUT off after so many bytes
	puts atomic.Int64 // bytes of bodies that were sent by PUT
}

func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{T: t, net: newYouTube()}
	l.net.now = l.now
	l.web = httptest.NewServer(suiteNet{l.net})
	t.Cleanup(l.web.Close)
	l.c = l.open()
	return l
}

func (l *lab) now() time.Time { return channeltest.Moment().Add(l.late) }

// open opens a channel as another process would.
func (l *lab) open() *channel {
	l.Helper()
	c, err := open(syndicate.Account{Name: "youtube-en", Server: l.web.URL}, syndicate.Tools{Transport: l, Now: l.now, Agent: "test",
		Secret: func(s string) syndicate.Secret {
			return syndicate.NewSecret(syndicate.SecretName("youtube-en", s), secrets[s])
		}})
	if err != nil {
		l.Fatal(err)
	}
	return c.(*channel)
}

// RoundTrip breaks uploads off where the test says so.
func (l *lab) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodPut && r.Body != nil {
		l.puts.Add(r.ContentLength)
		if n := l.cut.Swap(0); n > 0 {
			r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, n), torn{}))
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

type torn struct{}

func (torn) Read([]byte) (int, error) { return 0, errors.New("the cable was pulled") }

func (l *lab) draft(v syndicate.Video) syndicate.Draft {
	return syndicate.Draft{Key: syndicate.Key{Site: "k7m2qd9x", Item: "heat", Account: "youtube-en", Occasion: syndicate.Announce}, Files: site(),
		Post: syndicate.Post{Lang: "en", Title: "Heat: drink early", Link: article, Text: "Five steps for hot days.\n\n" + article, Video: &v}}
}

func (l *lab) prepare(d syndicate.Draft) syndicate.Payload {
	l.Helper()
	p, err := l.c.Prepare(l.Context(), d)
	if err != nil {
		l.Fatalf("Prepare: %v", err)
	}
	return p
}

func (l *lab) send(p syndicate.Payload) syndicate.Receipt {
	l.Helper()
	r, err := l.open().Send(l.Context(), syndicate.Key{}, p)
	if err != nil {
		l.Fatalf("Send: %v", err)
	}
	return r
}

// want demands an error of a kind that says some words, and no secret.
func (l *lab) want(err error, k syndicate.Kind, words ...string) *syndicate.Error {
	l.Helper()
	var e *syndicate.Error
	if !errors.As(err, &e) || e.Kind != k {
		l.Fatalf("error is %v (%v), want %v", err, syndicate.KindOf(err), k)
	}
	for _, w := range words {
		if !strings.Contains(e.Message+" "+e.Hint, w) {
			l.Errorf("%q (%s) does not say %q", e.Message, e.Hint, w)
		}
	}
	for _, s := range []string{"upload_id", "upload-id", "ya29.", clientKey, refreshed} {
		if strings.Contains(e.Message+e.Hint, s) {
			l.Errorf("the error shows %s: %s", s, e.Message)
		}
	}
	return e
}

func film3() []byte { return bytes.Repeat([]byte("0123456789abcdef"), 3*grain/16-100) }

func (l *lab) big() (syndicate.Draft, []byte) {
	data := film3()
	d := l.draft(syndicate.Video{File: "media/long.mov"})
	d.Files = fstest.MapFS{"media/long.mov": {Data: data}}
	l.c.piece = grain
	return d, data
}

// TestUpload: what is public is what the draft says, in full.
func TestUpload(t *testing.T) {
	l := newLab(t)
	d := l.draft(syndicate.Video{File: "media/heat.mp4", Captions: "media/heat.vtt"})
	d.Post.Text = "Below 38 °C? Pulse < 100.\n\n" + article
	d.Post.Options = map[string]string{"privacy": "unlisted", "category": "28"}
	d.Media = &syndicate.Media{Data: []byte("\x89PNG picture"), Type: "image/png"}
	r := l.send(l.prepare(d))
	c := l.net.clips[0]
	got := []string{c.snippet.Title, c.snippet.Description, c.snippet.Category, c.snippet.Language, c.privacy, r.ID, r.URL, strings.Join(r.Remarks, "|"), c.captions[0]}
	want := []string{"Heat: drink early", "Below 38 °C? Pulse ＜ 100.\n\n" + article, "28", "en", "unlisted", c.id, "https://www.youtube.com/watch?v=" + c.id, "",
		"en/en/" + string(site()["media/heat.vtt"].Data)}
	if !slices.Equal(got, want) || !c.thumb {
		t.Errorf("readers get %q (thumbnail %v), want %q", got, c.thumb, want)
	}
	if !bytes.Equal(c.data, site()["media/heat.mp4"].Data) {
		t.Error("the video is not the file")
	}
	if len(c.snippet.Tags) != 1 || !strings.HasPrefix(c.snippet.Tags[0], "nadi-") {
		t.Errorf("tags are %q", c.snippet.Tags)
	}
	l.late = time.Hour
	if again := l.send(l.prepare(d)); again.ID != r.ID || len(l.net.clips) != 1 {
		t.Errorf("prepared and sent again it is %+v, and there are %d videos", again, len(l.net.clips))
	}
}

// TestUploadBreaksOff: pieces that arrived are not sent again, and nothing is
// public until Send, which sends the last piece only.
func TestUploadBreaksOff(t *testing.T) {
	l := newLab(t)
	d, data := l.big()
	l.cut.Store(grain / 2)
	_, err := l.c.Prepare(t.Context(), d)
	l.want(err, syndicate.Unavailable)
	l.cut.Store(0)
	p, before := l.prepare(d), l.puts.Load()
	if before != grain+2*grain { // the first piece twice, for half a grain is not kept
		t.Errorf("%d bytes were sent while preparing", before)
	}
	if len(l.net.sessions) != 1 || len(l.net.clips) != 0 {
		t.Fatalf("%d sessions, %d videos after Prepare", len(l.net.sessions), len(l.net.clips))
	}
	l.send(p)
	if n := l.puts.Load() - before; n != int64(len(data)-2*grain) {
		t.Errorf("Send sent %d bytes", n)
	}
	if !bytes.Equal(l.net.clips[0].data, data) {
		t.Error("the video is not the file")
	}
	var m payload
	if json.Unmarshal(p, &m); m.Upload.Size != int64(len(data)) || len(m.Upload.SHA256) != 64 || m.Upload.File != "media/long.mov" {
		t.Errorf("the payload describes %+v", m.Upload)
	}
}

// TestSendBreaksOff: a repeat goes on where the last attempt stopped; Find
// calls it absent only when nothing can be on its way.
func TestSendBreaksOff(t *testing.T) {
	l := newLab(t)
	l.net.exact = true
	d, data := l.big()
	p := l.prepare(d)
	sought := syndicate.Sought{Key: d.Key, Payload: p, Links: []string{article}, Since: l.now()}
	l.cut.Store(1000)
	_, err := l.open().Send(t.Context(), d.Key, p)
	l.want(err, syndicate.Unknown)
	for late, want := range map[time.Duration]syndicate.Answer{time.Minute: syndicate.NotSeen, 3 * time.Minute: syndicate.NotSeen, sendTimeout + settled: syndicate.Absent} {
		l.late = late
		if a, _, err := l.open().Find(t.Context(), sought); err != nil || a != want {
			t.Errorf("Find after %v: %v, %v; want %v", late, a, err, want)
		}
	}
	before := l.puts.Load()
	r := l.send(p)
	if n := l.puts.Load() - before; n != int64(len(data)-2*grain-1000) {
		t.Errorf("the repeat sent %d bytes", n)
	}
	if again := l.send(p); again.ID != r.ID || len(l.net.clips) != 1 || !bytes.Equal(l.net.clips[0].data, data) {
		t.Errorf("sent again: %+v, %d videos", again, len(l.net.clips))
	}
	if a, found, err := l.open().Find(t.Context(), sought); err != nil || a != syndicate.Found || found.ID != r.ID {
		t.Errorf("Find: %v %+v %v", a, found, err)
	}
}

// TestSessionStates: what a session can say besides yes.
func TestSessionStates(t *testing.T) {
	for _, x := range []struct {
		name string
		do   func(f *youTube, s *session)
		send syndicate.Kind
		find syndicate.Answer
		at   time.Duration
	}{
		{"gone", func(f *youTube, s *session) { delete(f.sessions, s.id) }, syndicate.Unknown, syndicate.NotSeen, time.Hour},
		{"gone, the video is there", func(f *youTube, s *session) {
			delete(f.sessions, s.id)
			f.add("vidpublic01", "").snippet = s.about.Snippet
		}, syndicate.Unknown, syndicate.Found, time.Hour},
		{"gone, somebody uploaded it by hand", func(f *youTube, s *session) {
			delete(f.sessions, s.id)
			f.add("byhand00001", "Watch.\n"+article)
		}, syndicate.Unknown, syndicate.Found, time.Hour},
		{"lost what it had", func(_ *youTube, s *session) { s.data = nil }, syndicate.Unavailable, syndicate.Absent, time.Hour},
		{"has all and does not say", func(_ *youTube, s *session) { s.data = make([]byte, s.size) }, syndicate.Unknown, syndicate.NotSeen, time.Hour},
		{"refused as a duplicate", func(f *youTube, s *session) {
			s.made = &clip{id: "rejected001", upload: "rejected", why: "duplicate"}
		}, syndicate.Rejected, syndicate.Absent, 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			l := newLab(t)
			d, _ := l.big()
			p := l.prepare(d)
			for _, s := range l.net.sessions {
				x.do(l.net, s)
			}
			_, err := l.open().Send(t.Context(), d.Key, p)
			l.want(err, x.send)
			sought := syndicate.Sought{Key: d.Key, Payload: p, Links: []string{article}, Since: l.now()}
			l.late = x.at
			if a, _, err := l.open().Find(t.Context(), sought); a != x.find || err != nil {
				t.Errorf("Find: %v, %v; want %v", a, err, x.find)
			}
		})
	}
}

// TestForeignSession: the token goes to no other host, whatever a payload says.
func TestForeignSession(t *testing.T) {
	l := newLab(t)
	reached := false
	foreign := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer foreign.Close()
	d := l.draft(syndicate.Video{File: "media/heat.mp4"})
	p := syndicate.Payload(strings.ReplaceAll(string(l.prepare(d)), l.web.URL, foreign.URL))
	_, err := l.open().Send(t.Context(), d.Key, p)
	l.want(err, syndicate.Unavailable)
	if reached {
		t.Error("the foreign host was asked")
	}
	c := &channel{server: server}
	for session, ok := range map[string]bool{"https://www.googleapis.com/upload/x": true, "https://youtube.googleapis.com/x": true, "http://youtube.googleapis.com/x": false,
		"https://googleapis.com.example.org/x": false, "https://u@www.googleapis.com/x": false, "": false, "/upload/x": false} {
		if err := c.checkSession(session); (err == nil) != ok {
			t.Errorf("session %q: %v", session, err)
		}
	}
}

// TestSessionIsSecret: the address of an upload is in no error, whoever repeats
// it there.
func TestSessionIsSecret(t *testing.T) {
	l := newLab(t)
	d, _ := l.big()
	echo := func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("upload_id") == "" {
			return false
		}
		oops(w, 400, "global", "badRequest", "no such upload: http://"+r.Host+r.URL.String())
		return true
	}
	l.net.fail = echo
	_, err := l.c.Prepare(t.Context(), d)
	l.want(err, syndicate.Rejected, "no such upload")
	l.net.fail = nil
	p := l.prepare(d)
	l.net.fail = echo
	_, err = l.open().Send(t.Context(), d.Key, p)
	l.want(err, syndicate.Rejected, "no such upload")
	_, _, err = l.open().Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: p})
	l.want(err, syndicate.Rejected, "no such upload")
}

// TestDressing: thumbnail and captions that fail are remarks.
func TestDressing(t *testing.T) {
	l := newLab(t)
	d := l.draft(syndicate.Video{File: "media/heat.mp4", Captions: "media/heat.vtt"})
	d.Media = &syndicate.Media{Data: []byte("no picture"), Type: "image/png"}
	l.net.forced = "private"
	p := l.prepare(d)
	l.net.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/captions") {
			oops(w, 403, "youtube.caption", "forbidden", "The permissions associated with the request are not sufficient.")
			return true
		}
		return false
	}
	r := l.send(p)
	for i, word := range []string{"private instead of public", "thumbnail was not taken", "captions file was not taken"} {
		if len(r.Remarks) != 3 || !strings.Contains(r.Remarks[i], word) {
			t.Errorf("remarks %q, want number %d to say %q", r.Remarks, i, word)
		}
	}
	l.net.fail = nil
	if r = l.send(p); len(r.Remarks) != 2 { // a repeat tries what it can
		t.Errorf("remarks of the repeat: %q", r.Remarks)
	}
	if r = l.send(p); len(r.Remarks) != 2 || len(l.net.clips[0].captions) != 1 {
		t.Errorf("captions that are there already: %q, %d tracks", r.Remarks, len(l.net.clips[0].captions))
	}
	a, found, err := l.open().Find(t.Context(), syndicate.Sought{Key: d.Key, Payload: p})
	if a != syndicate.Found || err != nil || len(found.Remarks) != 1 || !strings.Contains(found.Remarks[0], "captions were not sent") {
		t.Errorf("Find: %v, %+v, %v", a, found, err)
	}
}

// TestDraftsRefused: what can be known before is said before, and no session
// is opened for it.
func TestDraftsRefused(t *testing.T) {
	files := site()
	files["media/empty.mp4"], files["media/empty.vtt"] = &fstest.MapFile{}, &fstest.MapFile{Data: []byte(" \n")}
	files["media/huge.vtt"] = &fstest.MapFile{Data: make([]byte, maxCaptions+1)}
	for name, x := range map[string]struct {
		change func(d *syndicate.Draft)
		word   string
	}{
		"no video":        {func(d *syndicate.Draft) { d.Post.Video = nil }, "text posts"},
		"no file":         {func(d *syndicate.Draft) { d.Post.Video.File = "media/Heat.mp4" }, "media/Heat.mp4"},
		"outside":         {func(d *syndicate.Draft) { d.Post.Video.File = "../heat.mp4" }, "site's folder"},
		"a folder":        {func(d *syndicate.Draft) { d.Post.Video.File = "media" }, "cannot be read"},
		"empty":           {func(d *syndicate.Draft) { d.Post.Video.File = "media/empty.mp4" }, "empty"},
		"no files":        {func(d *syndicate.Draft) { d.Files = nil }, "site's folder"},
		"no captions":     {func(d *syndicate.Draft) { d.Post.Video.Captions = "media/none.vtt" }, "captions"},
		"empty captions":  {func(d *syndicate.Draft) { d.Post.Video.Captions = "media/empty.vtt" }, "empty"},
		"huge captions":   {func(d *syndicate.Draft) { d.Post.Video.Captions = "media/huge.vtt" }, "1 MB"},
		"no title":        {func(d *syndicate.Draft) { d.Post.Title = " " }, "title"},
		"long text":       {func(d *syndicate.Draft) { d.Post.Text = strings.Repeat("क", 1667) }, "5001"},
		"big picture":     {func(d *syndicate.Draft) { d.Media = &syndicate.Media{Data: make([]byte, maxThumbnail+1)} }, "thumbnail"},
		"odd privacy":     {func(d *syndicate.Draft) { d.Post.Options = map[string]string{"privacy": "friends"} }, "friends"},
		"odd category":    {func(d *syndicate.Draft) { d.Post.Options = map[string]string{"category": "1"} }, "category"},
		"no link in part": {func(d *syndicate.Draft) { d.Post.Video.ID, d.Post.Video.File, d.Post.Text = "old00000001", "", "Look." }, "{{.Link}}"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLab(t)
			d := l.draft(syndicate.Video{File: "media/heat.mp4"})
			d.Files = files
			x.change(&d)
			_, err := l.c.Prepare(t.Context(), d)
			l.want(err, syndicate.Invalid, x.word)
			if len(l.net.seen) != 0 {
				t.Errorf("%d requests were made", len(l.net.seen))
			}
		})
	}
}

func TestStopped(t *testing.T) {
	l := newLab(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.c.Prepare(ctx, l.draft(syndicate.Video{File: "media/heat.mp4"}))
	if e := l.want(err, syndicate.Unavailable); !errors.Is(e, context.Canceled) {
		t.Error("the error hides that the run was stopped")
	}
}
