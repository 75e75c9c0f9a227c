package youtube

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s snippet) refuse(w http.ResponseWriter) bool {
	tags := strings.Join(s.Tags, ",")
	switch {
	case s.Title == "" || units(s.Title) > 100 || strings.ContainsAny(s.Title, "<>"):
		oops(w, 400, "youtube.video", "invalidTitle", "The request metadata specifies an invalid or empty video title.")
	case len(s.Description) > 5000 || strings.ContainsAny(s.Description, "<>"):
		oops(w, 400, "youtube.video", "invalidDescription", "The request metadata specifies an invalid video description.")
	case !slices.Contains([]string{"22", "24", "25", "26", "27", "28", "29"}, s.Category):
		oops(w, 400, "youtube.video", "invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.")
	case len(tags) > 500:
		oops(w, 400, "youtube.video", "invalidTags", "The request metadata specifies invalid video keywords.")
	default:
		return false
	}
	return true
}

func (f *youTube) begin(w http.ResponseWriter, x recorded) {
	if !asked(w, x, map[string]string{"uploadType": "resumable", "part": "snippet,status"}) {
		return
	}
	s := &session{kind: x.header.Get("X-Upload-Content-Type")}
	s.size, _ = strconv.ParseInt(x.header.Get("X-Upload-Content-Length"), 10, 64)
	if s.size <= 0 || !strings.HasPrefix(s.kind, "video/") && s.kind != "application/octet-stream" || !strings.HasPrefix(x.kind, "application/json") {
		oops(w, 400, "global", "badRequest", "the headers of the session are wrong")
		return
	}
	if !strict(w, x.body, &s.about) || s.about.Snippet.refuse(w) {
		return
	}
	// The real network would take it and make the video public.
	if st := s.about.Status; !slices.Contains([]string{"public", "unlisted", "private"}, st.Privacy) || st.Kids == nil || st.Embeddable == nil {
		oops(w, 400, "youtube.video", "invalidVideoMetadata", "the status is not said in full")
		return
	}
	f.seq++
	s.id = fmt.Sprintf("AHmUCY0invented-upload-id-%04d", f.seq)
	f.sessions[s.id] = s
	w.Header().Set("Location", "http://"+x.header.Get("X-Test-Host")+"/upload/youtube/v3/videos?uploadType=resumable&part=snippet%2Cstatus&upload_id="+s.id)
	w.WriteHeader(200)
}

func readSpan(s string) (first, last, size int64, ok bool) {
	n, err := fmt.Sscanf(s, "bytes %d-%d/%d", &first, &last, &size)
	return first, last, size, n == 3 && err == nil
}

// piece takes what comes of an upload. What broke off in the middle is kept in
// whole grains.
func (f *youTube) piece(w http.ResponseWriter, x recorded, id string, broken error) {
	s := f.sessions[id]
	span := x.header.Get("Content-Range")
	switch {
	case s == nil:
		w.WriteHeader(404)
		return
	case s.made != nil:
		reply(w, 200, f.resource(s.made))
		return
	case span == fmt.Sprintf("bytes */%d", s.size):
		s.incomplete(w)
		return
	}
	first, last, size, ok := readSpan(span)
	whole := int64(len(x.body)) == last-first+1
	switch {
	case !ok || size != s.size || first != int64(len(s.data)) || last >= size || broken == nil && !whole:
		oops(w, 400, "global", "badRequest", "Content-Range is "+span)
		return
	case broken != nil && !f.exact:
		x.body = x.body[:len(x.body)/grain*grain]
	case broken == nil && last != size-1 && len(x.body)%grain != 0:
		oops(w, 400, "global", "badRequest", "a piece that is not the last is no multiple of 256 KiB")
		return
	}
	s.data = append(s.data, x.body...)
	if int64(len(s.data)) < s.size {
		s.incomplete(w)
		return
	}
	f.seq++
	s.made = &clip{id: fmt.Sprintf("vid%08d", f.seq), owner: ownID, snippet: s.about.Snippet, privacy: s.about.Status.Privacy, uploaded: true,
		etag: f.seq, seq: f.seq, at: f.now(), data: s.data, upload: "uploaded"}
	if f.forced != "" {
		s.made.privacy = f.forced
	}
	f.clips = append(f.clips, s.made)
	reply(w, 201, f.resource(s.made))
}

func (s *session) incomplete(w http.ResponseWriter) {
	if n := len(s.data); n > 0 {
		w.Header().Set("Range", fmt.Sprintf("bytes=0-%d", n-1))
	}
	w.WriteHeader(308)
}
