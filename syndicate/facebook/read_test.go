package facebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

// old puts n posts on the Page, one an hour, the newest at Moment.
func old(f *fake, n int) {
	for i := n; i > 0; i-- {
		link := fmt.Sprintf("https://news.example.org/articles/%d/", i)
		f.posts = append(f.posts, &fakePost{
			Public: channeltest.Public{ID: fmt.Sprint(fakePage, "_", i), Text: fmt.Sprint("No ", i), Links: []string{link}},
			link:   link, at: channeltest.Moment().Add(-time.Duration(i-1) * time.Hour),
		})
	}
}

func TestRecentPages(t *testing.T) {
	const day = 24 * time.Hour
	for _, x := range []struct {
		name        string
		posts       int
		since       time.Duration
		pinned      bool
		want, calls int
	}{
		{"none", 0, day, false, 0, 1},
		{"one page", 99, 365 * day, false, 99, 1},
		{"exactly a page", 100, 365 * day, false, 100, 1},
		{"three pages", 250, 365 * day, false, 250, 3},
		{"the second page is too old", 250, day, false, 25, 2}, // the hour at the border is in
		{"an old post is pinned", 250, day, true, 25, 2},
		{"a pinned post that is young enough", 99, 365 * day, true, 99, 1},
		{"all of it", 1100, 365 * day, false, 1000, 10},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(t, fakeSecret)
			f.unsorted = x.pinned
			old(f, x.posts)
			got, err := opened(t, f).Recent(t.Context(), channeltest.Moment().Add(-x.since))
			if err != nil || len(got) != x.want || len(f.seen) != x.calls {
				t.Errorf("%d posts in %d calls, want %d in %d (%v)", len(got), len(f.seen), x.want, x.calls, err)
			}
			if !slices.IsSortedFunc(got, func(a, b syndicate.Seen) int { return b.At.Compare(a.At) }) {
				t.Error("not newest first")
			}
		})
	}
}

func TestRecentSeen(t *testing.T) {
	for _, x := range []struct {
		name          string
		wrapped, bare bool
	}{{"plain", false, false}, {"wrapped", true, false}, {"without address", false, true}} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(t, "")
			f.wrapped, f.bare = x.wrapped, x.bare
			c := opened(t, f)
			r := sent(t, c, draft("Two links: (https://a.example.org/x), https://b.example.org/y."))
			got, err := c.Recent(t.Context(), channeltest.Moment().Add(-time.Minute))
			if err != nil || len(got) != 1 {
				t.Fatalf("%v, %v", got, err)
			}
			want := []string{"https://a.example.org/x", "https://b.example.org/y", articleLink}
			if s := got[0]; !slices.Equal(s.Links, want) || s.ID != r.ID || s.URL != r.URL || !s.At.Equal(channeltest.Moment()) {
				t.Errorf("seen %+v, want the links %q", s, want)
			}
		})
	}
}

// A list that repeats its cursor would never end.
func TestRecentEnds(t *testing.T) {
	f := newFake(t, "")
	f.answer = func(call) (int, string) {
		return 200, `{"data":[{"id":"1_2","created_time":"soon"}],"paging":{"cursors":{"after":"A"},"next":"https://x.example/"}}`
	}
	got, err := opened(t, f).Recent(t.Context(), time.Time{})
	if err != nil || len(f.seen) != 2 || len(got) != 2 {
		t.Errorf("%d posts in %d calls, %v; a post without a readable time is kept", len(got), len(f.seen), err)
	}
}

func TestFind(t *testing.T) {
	moment := channeltest.Moment()
	text := syndicate.Payload(`{"message":"Drink\n\nwater","link":"` + articleLink + `"}`)
	for _, x := range []struct {
		name  string
		posts []fakePost
		links []string
		data  syndicate.Payload
		want  string
	}{
		{"by link", []fakePost{{link: articleLink, at: moment}}, []string{articleLink}, nil, "0"},
		{"by an earlier address", []fakePost{{link: "http://NEWS.example.org/articles/heat?x=1", at: moment}}, []string{"https://news.example.org/other/", "https://news.example.org/articles/heat/?x=1"}, nil, "0"},
		{"by the payload's link", []fakePost{{link: articleLink, at: moment}}, nil, text, "0"},
		{"by text", []fakePost{{Public: channeltest.Public{Text: "Drink water"}, at: moment}}, nil, text, "0"},
		{"the same text with another address", []fakePost{{Public: channeltest.Public{Text: "Drink water"}, link: "https://news.example.org/articles/flu/", at: moment}}, nil, text, ""},
		{"text before link", []fakePost{
			{Public: channeltest.Public{Text: "Drink water"}, link: articleLink, at: moment},
			{Public: channeltest.Public{Text: "Someone else's words"}, link: articleLink, at: moment}}, []string{articleLink}, text, "0"},
		{"a clock that is behind", []fakePost{{link: articleLink, at: moment.Add(-time.Minute)}}, []string{articleLink}, nil, "0"},
		{"an earlier occasion", []fakePost{{link: articleLink, at: moment.Add(-time.Hour)}}, []string{articleLink}, text, ""},
		{"another query", []fakePost{{link: articleLink + "?page=2", at: moment}}, []string{articleLink}, text, ""},
		{"nothing to go by", []fakePost{{link: articleLink, at: moment}}, nil, syndicate.Payload("garbage"), ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := newFake(t, "")
			f.wrapped = true
			for i, p := range x.posts {
				p.ID = fmt.Sprint(i)
				f.posts = append(f.posts, &p)
			}
			a, r, err := opened(t, f).Find(t.Context(), syndicate.Sought{Links: x.links, Payload: x.data, Since: moment})
			if err != nil || (a == syndicate.Found) != (x.want != "") || r.ID != x.want || a == syndicate.Absent {
				t.Errorf("answer %d, receipt %+v, error %v; want %q", a, r, err, x.want)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"no address":              "",
		"https://a.example/x.":    "https://a.example/x",
		"(https://a.example/x)":   "https://a.example/x",
		"https://a.example/x_(y)": "https://a.example/x_(y)",
		"पढ़ें https://a.example/लू। और":                "https://a.example/लू",
		"“https://a.example/x” HTTP://b.example!":       "https://a.example/x HTTP://b.example",
		"https://a.example/?q=1&r=2, https://b.example": "https://a.example/?q=1&r=2 https://b.example",
	} {
		if got := strings.Join(addresses(text), " "); got != want {
			t.Errorf("%q holds %q, want %q", text, got, want)
		}
	}
}

func TestUnwrap(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x?y=1": "https://a.example/x?y=1",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx%3Ffbclid%3DI&h=A":                 "https://a.example/x",
		"http://LM.facebook.com/l.php?h=A&u=https%3A%2F%2Fa.example%2Fx%3Fy%3D1%26fbclid%3DI%26z%3D2": "https://a.example/x?y=1&z=2",
		"https://l.facebook.com/l.php":          "https://l.facebook.com/l.php",
		"https://l.facebook.com.example/?u=b":   "https://l.facebook.com.example/?u=b",
		"https://a.example/x?fbclid=IwAR#part":  "https://a.example/x#part",
		"https://a.example/%zz?fbclid=I":        "https://a.example/%zz?fbclid=I",
		"https://a.example/%E0%A4%B2?b=2&a=1;c": "https://a.example/%E0%A4%B2?b=2&a=1;c",
	} {
		if got := unwrap(in); got != want {
			t.Errorf("%q unwraps to %q, want %q", in, got, want)
		}
	}
	same := [][2]string{{"https://a.example/%e0%a4%b2/", "http://A.example/ल"}, {"https://a.example", "https://a.example/#top"}}
	for _, x := range same {
		if !syndicate.Carries(x[:1], x[1:]) {
			t.Errorf("%q and %q are told apart", x[0], x[1])
		}
	}
	if syndicate.Carries([]string{"https://a.example/x"}, []string{"https://a.example/y", "https://a.example/x?page=2"}) {
		t.Error("different addresses are taken for one")
	}
}
