package youtube

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

func (f *youTube) setThumbnail(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"videoId": "", "uploadType": "media"}) {
		return
	}
	c := f.clip(x.query.Get("videoId"))
	magic := map[string]string{"image/jpeg": "\xff\xd8\xff", "image/png": "\x89PNG"}[x.kind]
	switch {
	case c == nil:
		oops(w, 404, "youtube.thumbnail", "videoNotFound", "The video cannot be found.")
	case magic == "" || !bytes.HasPrefix(x.body, []byte(magic)):
		oops(w, 400, "youtube.thumbnail", "invalidImage", "The provided image content is invalid.")
	case len(x.body) > 2<<20:
		oops(w, 413, "youtube.thumbnail", "mediaTooLarge", "The image is too large.")
	default:
		c.thumb = true
		reply(w, 200, map[string]any{"kind": "youtube#thumbnailSetResponse", "items": []any{}})
	}
}

func (f *youTube) insertCaptions(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"part": "snippet", "uploadType": "multipart"}) {
		return
	}
	kind, params, err := mime.ParseMediaType(x.kind)
	if err != nil || kind != "multipart/related" {
		oops(w, 400, "global", "badContent", "Media type is "+x.kind)
		return
	}
	var parts [][]byte
	for m := multipart.NewReader(bytes.NewReader(x.body), params["boundary"]); ; {
		p, err := m.NextRawPart()
		if err != nil {
			break
		}
		data, _ := io.ReadAll(p)
		parts = append(parts, data)
	}
	var about struct {
		Snippet struct {
			Video    string `json:"videoId"`
			Language string `json:"language"`
			Name     string `json:"name"`
			Draft    bool   `json:"isDraft"`
		} `json:"snippet"`
	}
	if len(parts) != 2 || len(parts[1]) == 0 || !strict(w, parts[0], &about) {
		oops(w, 400, "youtube.caption", "contentRequired", "The request does not contain the caption track contents.")
		return
	}
	s := about.Snippet
	track := s.Language + "/" + s.Name + "/" + string(parts[1])
	c := f.clip(s.Video)
	switch {
	case c == nil:
		oops(w, 404, "youtube.caption", "videoNotFound", "The video cannot be found.")
	case s.Language == "" || s.Name == "" || s.Draft:
		oops(w, 400, "youtube.caption", "invalidMetadata", "The request contains invalid metadata values.")
	case slices.Contains(c.captions, track):
		oops(w, 409, "youtube.caption", "captionExists", "The specified video already has a caption track with the given language and name.")
	default:
		c.captions = append(c.captions, track)
		reply(w, 200, map[string]any{"kind": "youtube#caption", "id": "AUieDaYinvented"})
	}
}

func (f *youTube) channels(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"part": "snippet,contentDetails", "mine": "true"}) {
		return
	}
	reply(w, 200, map[string]any{"kind": "youtube#channelListResponse", "items": []any{map[string]any{"kind": "youtube#channel", "id": ownID,
		"snippet":        map[string]any{"title": "Riverside Hospital", "customUrl": "@riverside"},
		"contentDetails": map[string]any{"relatedPlaylists": map[string]any{"likes": "", "uploads": ownList}}}}})
}

// playlist lists the uploads, newest first; a replica that is behind misses the
// newest.
func (f *youTube) playlist(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"part": "snippet,contentDetails", "playlistId": ownList, "maxResults": ""}, "pageToken") {
		return
	}
	var all []*clip
	for _, c := range f.clips {
		if c.owner == ownID {
			all = append(all, c)
		}
	}
	slices.Reverse(all)
	if f.lag > 0 && len(all) > 0 {
		f.lag--
		all = all[1:]
	}
	if len(f.clips) == 0 {
		oops(w, 404, "youtube.playlistItem", "playlistNotFound", "The playlist identified with the request's playlistId parameter cannot be found.")
		return
	}
	most, _ := strconv.Atoi(x.query.Get("maxResults"))
	from, _ := strconv.Atoi(strings.TrimPrefix(x.query.Get("pageToken"), "page-"))
	if most < 1 || most > 50 || from > len(all) {
		oops(w, 400, "global", "invalidParameter", "maxResults or pageToken")
		return
	}
	to := min(from+most, len(all))
	out := map[string]any{"kind": "youtube#playlistItemListResponse"}
	items := []any{}
	for _, c := range all[from:to] {
		items = append(items, map[string]any{"kind": "youtube#playlistItem", "snippet": map[string]any{"publishedAt": c.at.Format(time.RFC3339)},
			"contentDetails": map[string]any{"videoId": c.id, "videoPublishedAt": c.at.Format(time.RFC3339)}})
	}
	if out["items"] = items; to < len(all) {
		out["nextPageToken"] = fmt.Sprintf("page-%d", to)
	}
	reply(w, 200, out)
}

func (f *youTube) list(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"part": "snippet", "id": ""}, "maxResults") {
		return
	}
	ids := strings.Split(x.query.Get("id"), ",")
	if len(ids) > 50 {
		oops(w, 400, "youtube.video", "invalidFilters", "too many ids")
		return
	}
	items := []any{}
	for _, id := range ids {
		if c := f.clip(id); c != nil {
			items = append(items, f.resource(c))
		}
	}
	slices.Reverse(items) // the order is not promised
	reply(w, 200, map[string]any{"kind": "youtube#videoListResponse", "items": items})
}

// update replaces the snippet: what is not in the request is lost.
func (f *youTube) update(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"part": "snippet"}) {
		return
	}
	var in struct {
		ID      string  `json:"id"`
		Snippet snippet `json:"snippet"`
	}
	if !strict(w, x.body, &in) {
		return
	}
	c := f.clip(in.ID)
	switch etag := x.header.Get("If-Match"); {
	case c == nil:
		oops(w, 404, "youtube.video", "videoNotFound", "The video that you are trying to update cannot be found.")
	case c.owner != ownID:
		oops(w, 403, "youtube.video", "forbidden", "The request might not be properly authorized.")
	case etag == "" || etag != fmt.Sprintf("etag-%d", c.etag):
		oops(w, 412, "global", "conditionNotMet", "Precondition Failed")
	case in.Snippet.refuse(w):
	default:
		f.seq++
		c.etag = f.seq
		if !c.uploaded && c.snippet.Description == c.base {
			c.seq = f.seq
		}
		c.snippet = in.Snippet
		reply(w, 200, f.resource(c))
	}
}

func (f *youTube) remove(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"id": ""}) {
		return
	}
	i := slices.Index(f.clips, f.clip(x.query.Get("id")))
	if i < 0 {
		oops(w, 404, "youtube.video", "videoNotFound", "The video that you are trying to delete cannot be found.")
		return
	}
	f.clips = slices.Delete(f.clips, i, i+1)
	w.WriteHeader(204)
}

func (f *youTube) speak(w http.ResponseWriter, video, parent, text string) *remark {
	switch {
	case f.clip(video) == nil:
		oops(w, 404, "youtube.commentThread", "videoNotFound", "The video cannot be found.")
	case text == "" || utf8.RuneCountInString(text) > 10_000:
		oops(w, 400, "youtube.comment", "commentTextTooLong", "The comment text is too long or empty.")
	default:
		f.seq++
		r := &remark{fmt.Sprintf("Ugx%08d", f.seq), parent, video, text, f.seq}
		f.remarks = append(f.remarks, r)
		return r
	}
	return nil
}

func (f *youTube) insertThread(w http.ResponseWriter, x recorded) {
	var in struct {
		Snippet struct {
			Video string `json:"videoId"`
			Top   struct {
				Snippet struct {
					Text string `json:"textOriginal"`
				} `json:"snippet"`
			} `json:"topLevelComment"`
		} `json:"snippet"`
	}
	if !asked(w, x, map[string]string{"part": "snippet"}) || !strict(w, x.body, &in) {
		return
	}
	if r := f.speak(w, in.Snippet.Video, in.Snippet.Video, in.Snippet.Top.Snippet.Text); r != nil {
		reply(w, 200, map[string]any{"kind": "youtube#commentThread", "id": r.id, "snippet": map[string]any{"topLevelComment": map[string]any{"id": r.id}}})
	}
}

func (f *youTube) insertComment(w http.ResponseWriter, x recorded) {
	var in struct {
		Snippet struct {
			Parent string `json:"parentId"`
			Text   string `json:"textOriginal"`
		} `json:"snippet"`
	}
	if !asked(w, x, map[string]string{"part": "snippet"}) || !strict(w, x.body, &in) {
		return
	}
	parent := f.remark(in.Snippet.Parent)
	if parent == nil {
		oops(w, 404, "youtube.comment", "parentCommentNotFound", "The specified parent comment could not be found.")
		return
	}
	if r := f.speak(w, parent.video, parent.id, in.Snippet.Text); r != nil {
		reply(w, 200, map[string]any{"kind": "youtube#comment", "id": r.id})
	}
}

func (f *youTube) updateComment(w http.ResponseWriter, x recorded) {
	var in struct {
		ID      string `json:"id"`
		Snippet struct {
			Text string `json:"textOriginal"`
		} `json:"snippet"`
	}
	if !asked(w, x, map[string]string{"part": "snippet"}) || !strict(w, x.body, &in) {
		return
	}
	r := f.remark(in.ID)
	if r == nil {
		oops(w, 404, "youtube.comment", "commentNotFound", "The specified comment could not be found.")
		return
	}
	r.text = in.Snippet.Text
	reply(w, 200, map[string]any{"kind": "youtube#comment", "id": r.id})
}

func (f *youTube) removeComment(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"id": ""}) {
		return
	}
	i := slices.Index(f.remarks, f.remark(x.query.Get("id")))
	if i < 0 {
		oops(w, 404, "youtube.comment", "commentNotFound", "The specified comment could not be found.")
		return
	}
	f.remarks = slices.Delete(f.remarks, i, i+1)
	w.WriteHeader(204)
}

func (f *youTube) remark(id string) *remark {
	for _, r := range f.remarks {
		if r.id == id {
			return r
		}
	}
	return nil
}
