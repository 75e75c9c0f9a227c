package youtube

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// video is a resource of the API. Of the snippet every field is kept as it
// came, for it goes back whole.
type video struct {
	ID      string                     `json:"id"`
	Etag    string                     `json:"etag"`
	Snippet map[string]json.RawMessage `json:"snippet"`
	Status  struct {
		Upload    string `json:"uploadStatus"`
		Failure   string `json:"failureReason"`
		Rejection string `json:"rejectionReason"`
		Privacy   string `json:"privacyStatus"`
	} `json:"status"`
}

// readOnly are the fields of a snippet that YouTube writes itself. All others
// are sent back, those too that are not known here.
var readOnly = []string{"channelId", "channelTitle", "publishedAt", "thumbnails", "localized", "liveBroadcastContent"}

func (v *video) text(field string) string {
	var s string
	_ = json.Unmarshal(v.Snippet[field], &s) // what is no text is no text of ours
	return s
}

func (v *video) description() string { return v.text("description") }

// tags are the tags of a video, and ours among them.
func (v *video) tags() (all []string, ours tag, ok bool) {
	_ = json.Unmarshal(v.Snippet["tags"], &all)
	for _, s := range all {
		if t, is := readTag(s); is {
			ours, ok = t, true
		}
	}
	return all, ours, ok
}

// video reads one video; nil if it is not there.
func (c *channel) video(ctx context.Context, id string, sending bool) (*video, error) {
	resp, err := c.do(ctx, wire.Request{Method: http.MethodGet, Path: "/youtube/v3/videos", Query: url.Values{"part": {"snippet"}, "id": {id}}, Commit: sending})
	if err != nil {
		return nil, err
	}
	all, err := c.videos(resp)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

func (c *channel) videos(resp *wire.Response) ([]video, error) {
	if !resp.OK() {
		return nil, c.refused(resp)
	}
	var list struct {
		Kind  string
		Items []video
	}
	if err := resp.JSON(&list); err != nil {
		return nil, err
	}
	if list.Kind != "youtube#videoListResponse" { // else any JSON would prove that a video is gone
		return nil, resp.Error("the answer is not a list of videos")
	}
	return list.Items, nil
}

func missing(id string) *syndicate.Error {
	return &syndicate.Error{Kind: syndicate.Rejected, Message: fmt.Sprintf("YouTube has no video %s", id), Hint: "see whether the id is right and the video was not deleted"}
}

// put replaces a video's snippet by the one that was read, with another
// description and, if given, other tags. YouTube refuses it if the video was
// changed since.
func (c *channel) put(ctx context.Context, v *video, description string, tags []string) error {
	if n := len(description); n > maxDescription {
		return &syndicate.Error{Kind: syndicate.Rejected, Message: fmt.Sprintf("YouTube: the description would have %d bytes; it holds %d", n, maxDescription),
			Hint: "shorten the description in YouTube Studio, or the text of the article's post; nothing is cut off by itself"}
	}
	body, err := v.with(description, tags)
	if err != nil {
		return err
	}
	header := http.Header{"Content-Type": {"application/json; charset=UTF-8"}}
	if v.Etag != "" {
		header.Set("If-Match", v.Etag)
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPut, Path: "/youtube/v3/videos", Query: url.Values{"part": {"snippet"}}, Header: header, Body: body,
		Commit: true, Timeout: commitTimeout})
	if err != nil {
		return err
	}
	if !resp.OK() {
		return c.refused(resp)
	}
	var after video
	if err := resp.JSON(&after); err != nil {
		return err
	}
	if after.ID != v.ID {
		return resp.Error("the answer is about another video")
	}
	return nil
}

func (v *video) with(description string, tags []string) ([]byte, error) {
	snippet := map[string]any{}
	for k, x := range v.Snippet {
		if !slices.Contains(readOnly, k) {
			snippet[k] = x
		}
	}
	if snippet["description"] = description; tags != nil {
		snippet["tags"] = tags
	}
	body, err := json.Marshal(map[string]any{"id": v.ID, "snippet": snippet})
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: the video's description cannot be written as JSON")
	}
	return body, nil
}

// preparePart makes sure that the video is there, is ours, and has room.
func (c *channel) preparePart(ctx context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	p := part{Video: d.Post.Video.ID, Text: plain(d.Post.Text), Link: d.Post.Link}
	if !mentions(p.Text, p.Link) {
		return nil, &syndicate.Error{Kind: syndicate.Invalid, Message: "YouTube: the text for an existing video must hold the article's address",
			Hint: "put {{.Link}} into the template"}
	}
	me, err := c.me(ctx)
	if err != nil {
		return nil, err
	}
	v, err := c.video(ctx, p.Video, false)
	switch {
	case err != nil:
		return nil, err
	case v == nil:
		return nil, missing(p.Video)
	case v.text("channelId") != me.id:
		return nil, &syndicate.Error{Kind: syndicate.Rejected, Message: fmt.Sprintf("YouTube: the video %s is not on the channel %s", p.Video, me.handle),
			Hint: "only descriptions of the hospital's own videos can be changed"}
	}
	old := v.description()
	p.There = mentions(old, p.Link)
	if len(join(old, p.Text)) > maxDescription {
		p.Text = p.Link // the short form
	}
	if n := len(join(old, p.Text)); n > maxDescription && !p.There {
		return nil, &syndicate.Error{Kind: syndicate.Rejected, Message: fmt.Sprintf("YouTube: the description of %s has %d bytes; with the article's address it would have %d, and it holds %d",
			p.Video, len(old), n, maxDescription), Hint: "shorten the description in YouTube Studio; nothing is cut off by itself"}
	}
	return written(payload{Part: &p})
}

// sendPart reads the description again and adds the part, unless the address
// is in it.
func (c *channel) sendPart(ctx context.Context, p part) (syndicate.Receipt, error) {
	v, err := c.video(ctx, p.Video, true)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if v == nil {
		return syndicate.Receipt{}, missing(p.Video)
	}
	if mentions(v.description(), p.Link) {
		return p.receipt(v), nil
	}
	if err := c.put(ctx, v, join(v.description(), p.Text), nil); err != nil {
		return syndicate.Receipt{}, err
	}
	return place{p.Video, inDescription, markOf(p.Text, p.Link).String()}.receipt(), nil
}

// receipt is that of a video whose description has the address. Only what is
// there as we write it counts as ours.
func (p part) receipt(v *video) syndicate.Receipt {
	m := markOf(p.Text, p.Link)
	if _, _, ours := m.in(v.description()); ours {
		return place{p.Video, inDescription, m.String()}.receipt()
	}
	return place{p.Video, inDescription, ""}.receipt("the article's address was in the description already; nothing was written")
}

// replaceTag puts a new tag of ours in the place of the old one.
func replaceTag(all []string, t tag) []string {
	out := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return strings.HasPrefix(s, tagged+t.key+"-") })
	return append(out, t.String())
}
