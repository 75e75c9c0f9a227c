package youtube

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// state is what an upload session says.
type state struct {
	video *video // it is complete, and this is the video
	gone  bool   // it is not known any more
	held  int64  // how many bytes it has
}

// ask asks a session how far it came, without sending anything. As part of
// sending, a lost answer leaves it open whether an earlier attempt completed
// the upload.
func (c *channel) ask(ctx context.Context, session string, size int64, sending bool) (state, error) {
	if err := c.checkSession(session); err != nil {
		return state{}, err
	}
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPut, Path: session, Commit: sending,
		Header: http.Header{"Content-Range": {fmt.Sprintf("bytes */%d", size)}}})
	if err != nil {
		return state{}, err
	}
	return c.answer(resp)
}

// answer reads what a session answers to a piece or to a question.
func (c *channel) answer(r *wire.Response) (state, error) {
	switch {
	case r.Status == http.StatusPermanentRedirect: // here it means: go on
		return state{held: held(r.Header.Get("Range"))}, nil
	case r.Status == http.StatusNotFound || r.Status == http.StatusGone:
		return state{gone: true}, nil
	case !r.OK():
		return state{}, c.refused(r)
	}
	var v video
	if err := r.JSON(&v); err != nil {
		return state{}, err
	}
	if v.ID == "" {
		return state{}, r.Error("the answer names no video")
	}
	return state{video: &v}, nil
}

// held reads "bytes=0-41" as 42; without the header a session has nothing.
func held(header string) int64 {
	_, last, _ := strings.Cut(strings.TrimPrefix(header, "bytes="), "-")
	n, err := strconv.ParseInt(strings.TrimSpace(last), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n + 1
}

// sendUpload sends what a session lacks. It asks first, so that a repeat goes
// on where the last attempt stopped, and learns if that one arrived.
func (c *channel) sendUpload(ctx context.Context, u upload) (syndicate.Receipt, error) {
	if u.There != "" {
		return c.sendNothing(ctx, u.There)
	}
	a, err := c.ask(ctx, u.Session, u.Size, true)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if a.video == nil {
		if a, err = c.finish(ctx, u, a); err != nil {
			return syndicate.Receipt{}, err
		}
	}
	if err := refusedVideo(a.video); err != nil {
		return syndicate.Receipt{}, err
	}
	return c.dress(ctx, u, a.video), nil
}

// sendNothing returns the receipt of a video that was there when the message
// was prepared.
func (c *channel) sendNothing(ctx context.Context, id string) (syndicate.Receipt, error) {
	v, err := c.video(ctx, id, true)
	if err == nil && v == nil {
		err = &syndicate.Error{Kind: syndicate.Unavailable, Message: "YouTube: the video " + id + " was deleted meanwhile", Hint: "it is uploaded at the next run"}
	}
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return place{video: id}.receipt("the video was on the channel already; nothing was uploaded"), nil
}

// finish sends the rest of the last piece: the request that makes a video
// public.
func (c *channel) finish(ctx context.Context, u upload, a state) (state, error) {
	switch {
	case a.gone:
		return a, &syndicate.Error{Kind: syndicate.Unknown, Message: "YouTube does not know the upload session any more",
			Hint: "see whether the video is on the channel"}
	case a.held < u.from():
		return a, &syndicate.Error{Kind: syndicate.Unavailable, Message: fmt.Sprintf("YouTube has only %d of the %d bytes that were uploaded before", a.held, u.from()),
			Hint: "nothing is public; the upload begins again at the next run"}
	case a.held >= u.Size:
		return a, &syndicate.Error{Kind: syndicate.Unknown, Message: "YouTube has all of the video and does not yet say that it is complete"}
	}
	rest := u.Tail[a.held-u.from():]
	resp, err := c.do(ctx, wire.Request{Method: http.MethodPut, Path: u.Session, Body: rest, Commit: true, Timeout: commitTimeout,
		Header: span(typeOf(u.File), a.held, int64(len(rest)), u.Size)})
	if err != nil {
		return state{}, err
	}
	b, err := c.answer(resp)
	if err == nil && b.video == nil {
		err = &syndicate.Error{Kind: syndicate.Unknown, Status: resp.Status, Message: fmt.Sprintf("YouTube took the end of the video and says that it is not complete (%d)", resp.Status)}
	}
	return b, err
}

// refusedVideo is the error of a video that arrived and is not shown.
func refusedVideo(v *video) error {
	s := v.Status
	why := s.Rejection + s.Failure
	switch s.Upload {
	case "rejected", "failed", "deleted":
		return &syndicate.Error{Kind: syndicate.Rejected, Code: why, Message: "YouTube does not show the video (" + strings.TrimSpace(s.Upload+" "+why) + ")",
			Hint: "YouTube Studio says why; change the file, and give the article a new one"}
	}
	return nil
}

// dress adds thumbnail and captions to a video. It is public by now, so that
// what fails is a remark.
func (c *channel) dress(ctx context.Context, u upload, v *video) syndicate.Receipt {
	var remarks []string
	note := func(what string, err error) {
		if err != nil {
			remarks = append(remarks, what+" was not taken; add it in YouTube Studio: "+err.Error())
		}
	}
	if p := v.Status.Privacy; p != "" && p != u.Privacy {
		remarks = append(remarks, fmt.Sprintf("YouTube made the video %s instead of %s; see the channel's settings in YouTube Studio", p, u.Privacy))
	}
	if u.Thumbnail != nil {
		note("the thumbnail", c.thumbnail(ctx, v.ID, *u.Thumbnail))
	}
	if u.Captions != nil {
		note("the captions file", c.captions(ctx, v.ID, u.Lang, *u.Captions))
	}
	return place{video: v.ID}.receipt(remarks...)
}
