package youtube

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

const (
	perPage  = "50" // most items of a list, and 1 unit of quota each time
	maxPages = 20   // when looking for one message: a thousand videos

	// settled is how long after the last moment of sending an upload that is
	// not complete may still become so by itself, from bytes on their way.
	settled = 2 * time.Minute

	// scheduled is how long before it is shown a video may have been uploaded.
	scheduled = 30 * 24 * time.Hour
)

// owner is the channel that the token speaks for.
type owner struct{ id, handle, uploads string }

func (c *channel) me(ctx context.Context) (*owner, error) {
	if c.self != nil {
		return c.self, nil
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodGet, Path: "/youtube/v3/channels", Query: url.Values{"part": {"snippet,contentDetails"}, "mine": {"true"}}})
	if err != nil {
		return nil, err
	}
	if !resp.OK() {
		return nil, c.refused(resp)
	}
	var list struct {
		Kind  string
		Items []struct {
			ID      string
			Snippet struct{ Title, CustomURL string }
			Details struct {
				Related struct{ Uploads string } `json:"relatedPlaylists"`
			} `json:"contentDetails"`
		}
	}
	if err := resp.JSON(&list); err != nil {
		return nil, err
	}
	if list.Kind != "youtube#channelListResponse" {
		return nil, resp.Error("the answer is not a list of channels")
	}
	if len(list.Items) == 0 || list.Items[0].ID == "" {
		return nil, &syndicate.Error{Kind: syndicate.Disabled, Message: "YouTube: this Google account has no channel", Hint: verdicts["youtubeSignupRequired"].hint}
	}
	x := list.Items[0]
	c.self = &owner{x.ID, x.Snippet.CustomURL, x.Details.Related.Uploads}
	if c.self.handle == "" {
		c.self.handle = x.Snippet.Title
	}
	return c.self, nil
}

// listed is an upload of the channel.
type listed struct {
	video
	added, shown time.Time // to the channel, and to readers
}

func (l *listed) receipt() syndicate.Receipt {
	if _, _, ours := l.tags(); ours {
		return place{video: l.ID}.receipt()
	}
	return place{l.ID, inDescription, ""}.receipt()
}

// uploads visits the channel's videos, newest first, until visit returns false
// or pages are read.
func (c *channel) uploads(ctx context.Context, pages int, visit func(listed) bool) error {
	me, err := c.me(ctx)
	if err != nil {
		return err
	}
	for token := ""; pages > 0; pages-- {
		all, next, err := c.page(ctx, me.uploads, token)
		if err != nil {
			return err
		}
		for _, l := range all {
			if !visit(l) {
				return nil
			}
		}
		if token = next; token == "" {
			return nil
		}
	}
	return nil
}

// page reads one page of a playlist and then its videos, whose tags and whole
// descriptions the playlist does not have.
func (c *channel) page(ctx context.Context, playlist, token string) ([]listed, string, error) {
	q := url.Values{"part": {"snippet,contentDetails"}, "playlistId": {playlist}, "maxResults": {perPage}}
	if token != "" {
		q.Set("pageToken", token)
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodGet, Path: "/youtube/v3/playlistItems", Query: q})
	if err != nil {
		return nil, "", err
	}
	if resp.Status == http.StatusNotFound { // a channel without videos has no such playlist
		if reason, _ := reasonOf(resp); reason == "playlistNotFound" {
			return nil, "", nil
		}
	}
	if !resp.OK() {
		return nil, "", c.refused(resp)
	}
	var list struct {
		Kind  string
		Next  string `json:"nextPageToken"`
		Items []struct {
			Snippet struct{ PublishedAt time.Time }
			Details struct {
				Video string     `json:"videoId"`
				Shown *time.Time `json:"videoPublishedAt"`
			} `json:"contentDetails"`
		}
	}
	if err := resp.JSON(&list); err != nil {
		return nil, "", err
	}
	if list.Kind != "youtube#playlistItemListResponse" {
		return nil, "", resp.Error("the answer is not a list of videos")
	}
	var all []listed
	for _, x := range list.Items {
		l := listed{video: video{ID: x.Details.Video}, added: x.Snippet.PublishedAt, shown: x.Snippet.PublishedAt}
		if x.Details.Shown != nil {
			l.shown = *x.Details.Shown
		}
		all = append(all, l)
	}
	all, err = c.fill(ctx, all)
	return all, list.Next, err
}

// fill reads the videos of a page. One that was deleted meanwhile drops out.
func (c *channel) fill(ctx context.Context, all []listed) ([]listed, error) {
	if len(all) == 0 {
		return nil, nil
	}
	var ids []string
	for _, l := range all {
		ids = append(ids, l.ID)
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodGet, Path: "/youtube/v3/videos",
		Query: url.Values{"part": {"snippet"}, "id": {strings.Join(ids, ",")}, "maxResults": {perPage}}})
	if err != nil {
		return nil, err
	}
	videos, err := c.videos(resp)
	if err != nil {
		return nil, err
	}
	var out []listed
	for _, l := range all {
		if i := slices.IndexFunc(videos, func(v video) bool { return v.ID == l.ID }); i >= 0 {
			l.video = videos[i]
			out = append(out, l)
		}
	}
	return out, nil
}

// Recent returns the channel's videos with their descriptions. A video that
// was not uploaded here has a receipt that says so, and is never deleted.
func (c *channel) Recent(ctx context.Context, since time.Time) ([]syndicate.Seen, error) {
	var all []syndicate.Seen
	err := c.uploads(ctx, 10*maxPages, func(l listed) bool {
		if !l.shown.Before(since) {
			all = append(all, syndicate.Seen{Receipt: l.receipt(), At: l.shown, Links: links(l.description()), Text: l.description()})
		}
		return !l.added.Before(since.Add(-scheduled))
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b syndicate.Seen) int { return b.At.Compare(a.At) })
	return all, nil
}

// Find asks the upload's session, or reads the video whose description should
// have the part. Without a payload it looks through the channel's videos for
// the message's tag or, if it is an announcement, the article's address.
func (c *channel) Find(ctx context.Context, s syndicate.Sought) (syndicate.Answer, syndicate.Receipt, error) {
	if len(s.Payload) == 0 {
		return c.search(ctx, s, time.Time{})
	}
	m, err := readPayload(s.Payload)
	switch {
	case err != nil:
		return syndicate.NotSeen, syndicate.Receipt{}, err
	case m.Part != nil:
		return c.findPart(ctx, *m.Part)
	}
	return c.findUpload(ctx, s, *m.Upload)
}

func (c *channel) findPart(ctx context.Context, p part) (syndicate.Answer, syndicate.Receipt, error) {
	v, err := c.video(ctx, p.Video, false)
	switch {
	case err != nil:
		return syndicate.NotSeen, syndicate.Receipt{}, err
	case v == nil || !mentions(v.description(), p.Link):
		return syndicate.Absent, syndicate.Receipt{}, nil
	}
	return syndicate.Found, p.receipt(v), nil
}

// findUpload: a session that is not complete proves that nothing is public,
// once nothing can be on its way any more.
func (c *channel) findUpload(ctx context.Context, s syndicate.Sought, u upload) (syndicate.Answer, syndicate.Receipt, error) {
	if u.There != "" {
		return c.search(ctx, s, s.Since)
	}
	a, err := c.ask(ctx, u.Session, u.Size, false)
	switch {
	case err != nil:
		return syndicate.NotSeen, syndicate.Receipt{}, err
	case a.gone:
		return c.search(ctx, s, s.Since.Add(-settled))
	case a.video != nil && refusedVideo(a.video) != nil:
		return syndicate.Absent, syndicate.Receipt{}, nil
	case a.video != nil:
		return syndicate.Found, place{video: a.video.ID}.receipt(u.undone()...), nil
	case a.held < u.Size && c.tools.Now().Sub(s.Since) >= sendTimeout+settled: // Since is when the intent was written
		return syndicate.Absent, syndicate.Receipt{}, nil
	}
	return syndicate.NotSeen, syndicate.Receipt{}, nil
}

// undone are the remarks on a video whose answer was lost: what follows it was
// not sent.
func (u *upload) undone() []string {
	if u.Thumbnail == nil && u.Captions == nil {
		return nil
	}
	return []string{"the answer to the upload was lost, so thumbnail and captions were not sent; add them in YouTube Studio"}
}

// present looks among the newest videos for one that is this very message. It
// keeps a message that is prepared again, because its payload is not kept, from
// being uploaded again.
func (c *channel) present(ctx context.Context, k syndicate.Key) (string, error) {
	id := ""
	err := c.uploads(ctx, 1, func(l listed) bool {
		if _, t, ours := l.tags(); ours && t.key == keyHash(k) {
			id = l.ID
		}
		return id == ""
	})
	return id, err
}

// search looks through the channel's videos. An address counts only in a video
// that is no older than since and no other message of ours.
func (c *channel) search(ctx context.Context, s syndicate.Sought, since time.Time) (syndicate.Answer, syndicate.Receipt, error) {
	answer, found := syndicate.NotSeen, syndicate.Receipt{}
	err := c.uploads(ctx, maxPages, func(l listed) bool {
		_, t, ours := l.tags()
		linked := !ours && s.Key.Occasion == syndicate.Announce && !l.added.Before(since) && mentions(l.description(), s.Links...)
		if ours && t.key == keyHash(s.Key) || linked {
			answer, found = syndicate.Found, l.receipt()
		}
		return answer != syndicate.Found
	})
	return answer, found, err
}
