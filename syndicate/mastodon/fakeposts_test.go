package mastodon

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"nadi/syndicate/channeltest"
)

// wanted is the body of POST and PUT.
type wanted struct {
	Status     string   `json:"status"`
	Language   string   `json:"language"`
	Visibility string   `json:"visibility"`
	Spoiler    string   `json:"spoiler_text"`
	Sensitive  bool     `json:"sensitive"`
	ReplyTo    string   `json:"in_reply_to_id"`
	Media      []string `json:"media_ids"`
	Alts       []struct {
		ID          string `json:"id"`
		Description string `json:"description"`
	} `json:"media_attributes"`
}

func (f *fake) create(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Idempotency-Key")
	if id, known := f.keys[key]; known && key != "" && !f.ignoresKey {
		f.again(w, id)
		return
	}
	var want wanted
	if err := strict(r, &want); err != nil || want.Alts != nil {
		refuse(w, 422, fmt.Sprintf("Validation failed: %v", err))
		return
	}
	if want.Visibility == "" {
		want.Visibility = "unlisted" // as GoToSocial does
	}
	switch {
	case !slices.Contains([]string{"public", "unlisted", "private", "direct"}, want.Visibility):
		refuse(w, 422, "Validation failed: Visibility is not included in the list")
	case want.ReplyTo != "" && f.find(want.ReplyTo) == nil:
		refuse(w, 404, "The post you are trying to reply to does not appear to exist.")
	case !f.attachable(w, want.Media) || !f.valid(w, want):
	default:
		p := f.put(&fakePost{at: f.now(), visibility: want.Visibility, Public: channeltest.Public{Parent: want.ReplyTo}})
		if f.silenced && p.visibility == "public" {
			p.visibility = "unlisted"
		}
		f.fill(p, want)
		f.keys[key] = p.ID
		answer(w, 200, f.postJSON(p))
	}
}

// again answers a repeat.
func (f *fake) again(w http.ResponseWriter, id string) {
	p := f.find(id)
	switch {
	case f.locks:
		f.Refuse(w, channeltest.Away)
	case f.breaks:
		f.Refuse(w, channeltest.Broken)
	case p == nil:
		refuse(w, 404, "Record not found")
	default:
		answer(w, 200, f.postJSON(p))
	}
}

func (f *fake) attachable(w http.ResponseWriter, ids []string) bool {
	for _, id := range ids {
		switch p := f.pictures[id]; {
		case p == nil || p.used:
			refuse(w, 422, "Validation failed: Media not found")
			return false
		case p.waits > 0:
			refuse(w, 422, "Cannot attach files that have not finished processing. Try again in a moment!")
			return false
		}
	}
	return true
}

// valid refuses empty, too long and oddly labelled texts.
func (f *fake) valid(w http.ResponseWriter, want wanted) bool {
	n := uniseg.GraphemeClusterCount(want.Spoiler + shortened(want.Status, f.perURL))
	if f.codePoints {
		n = len([]rune(want.Spoiler + want.Status))
	}
	switch {
	case strings.TrimSpace(want.Status) == "" && len(want.Media) == 0:
		refuse(w, 422, "Validation failed: Text can't be blank")
	case n > f.limit:
		refuse(w, 422, fmt.Sprintf("Validation failed: Text character limit of %d exceeded", f.limit))
	case !regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z]+)*$`).MatchString(want.Language):
		refuse(w, 422, "Validation failed: Language is invalid")
	default:
		return true
	}
	return false
}

// shortened puts x in place of each address that begins a word. It is not the
// channel's way of finding addresses, on purpose.
func shortened(text string, perURL int) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' })
	for _, w := range words {
		if strings.HasPrefix(w, "https://") || strings.HasPrefix(w, "http://") {
			text = strings.Replace(text, w, strings.Repeat("x", perURL), 1)
		}
	}
	return text
}

// fill writes what readers see into a post.
func (f *fake) fill(p *fakePost, want wanted) {
	p.Text, p.Lang, p.spoiler, p.pictures, p.Links = want.Status, want.Language, want.Spoiler, want.Media, nil
	for _, w := range strings.Fields(want.Status) {
		if strings.HasPrefix(w, "https://") {
			p.Links = append(p.Links, w)
		}
	}
	for _, id := range want.Media {
		f.pictures[id].used = true
	}
	for _, a := range want.Alts {
		f.pictures[a.ID].alt = a.Description
	}
}

func (f *fake) find(id string) *fakePost {
	if i := slices.IndexFunc(f.posts, func(p *fakePost) bool { return p.ID == id }); i >= 0 {
		return f.posts[i]
	}
	return nil
}

func (f *fake) one(w http.ResponseWriter, r *http.Request) {
	if p := f.find(r.PathValue("id")); p != nil {
		answer(w, 200, f.postJSON(p))
		return
	}
	refuse(w, 404, "Record not found")
}

// edit changes a post. What the body leaves out is taken away.
func (f *fake) edit(w http.ResponseWriter, r *http.Request) {
	p := f.find(r.PathValue("id"))
	var want wanted
	err := strict(r, &want)
	switch {
	case p == nil:
		refuse(w, 404, "Record not found")
	case err != nil || want.Visibility != "" || want.ReplyTo != "":
		refuse(w, 422, fmt.Sprintf("Validation failed: %v", err))
	case slices.ContainsFunc(want.Media, func(id string) bool { return !slices.Contains(p.pictures, id) }):
		refuse(w, 422, "Validation failed: Media not found")
	case f.valid(w, want):
		f.fill(p, want)
		answer(w, 200, f.postJSON(p))
	}
}

func (f *fake) remove(w http.ResponseWriter, r *http.Request) {
	p := f.find(r.PathValue("id"))
	if p == nil {
		refuse(w, 404, "Record not found")
		return
	}
	f.posts = slices.DeleteFunc(f.posts, func(x *fakePost) bool { return x == p })
	answer(w, 200, f.postJSON(p))
}

// list reads the account's posts, newest first. What is being
// deleted is taken out of a page that is already cut.
func (f *fake) list(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	all := slices.Clone(f.posts)
	if f.lag > 0 && len(all) > 0 {
		f.lag--
		all = all[:len(all)-1]
	}
	slices.Reverse(all)
	if id := q.Get("max_id"); id != "" {
		all = slices.DeleteFunc(all, func(p *fakePost) bool { return p.ID >= id }) // all of one length
	}
	if q.Get("exclude_reblogs") == "true" && !f.allBoosts {
		all = slices.DeleteFunc(all, func(p *fakePost) bool { return p.boost })
	}
	size := 20
	fmt.Sscan(q.Get("limit"), &size)
	out := []any{}
	for _, p := range all[:min(len(all), size, 40)] {
		if !p.deleting {
			out = append(out, f.postJSON(p))
		}
	}
	answer(w, 200, out)
}

func (f *fake) postJSON(p *fakePost) map[string]any {
	content := p.content
	if content == "" {
		content = asHTML(p.Text)
	}
	m := map[string]any{"id": p.ID, "uri": "https://social.example/users/riverside/statuses/" + p.ID, "url": "https://social.example/@riverside/" + p.ID,
		"created_at": p.at.UTC().Format("2006-01-02T15:04:05.000Z"), "edited_at": nil, "in_reply_to_id": nil, "content": content, "visibility": p.visibility,
		"language": p.Lang, "spoiler_text": p.spoiler, "sensitive": p.spoiler != "", "card": nil}
	if p.boost {
		m["reblog"] = map[string]string{"id": "1", "content": content}
	}
	if p.Parent != "" {
		m["in_reply_to_id"] = p.Parent
	}
	pictures := []any{}
	for _, id := range p.pictures {
		pictures = append(pictures, f.pictureJSON(id))
	}
	m["media_attachments"] = pictures
	return m
}

var linked = regexp.MustCompile(`https?://[^\s<&]+|#[\p{L}\p{M}\p{N}_]+`)

// asHTML is a text as Mastodon shows it: addresses without their beginning and
// with an ellipsis, by way of classes.
func asHTML(text string) string {
	out := linked.ReplaceAllStringFunc(html.EscapeString(text), func(s string) string {
		if tag, is := strings.CutPrefix(s, "#"); is {
			return `<a href="https://social.example/tags/` + tag + `" class="mention hashtag" rel="tag">#<span>` + tag + `</span></a>`
		}
		scheme, rest, _ := strings.Cut(s, "://")
		cut := min(len(rest), 30)
		return `<a href="` + s + `" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">` + scheme + `://</span><span class="ellipsis">` +
			rest[:cut] + `</span><span class="invisible">` + rest[cut:] + `</span></a>`
	})
	return "<p>" + strings.ReplaceAll(strings.ReplaceAll(out, "\n\n", "</p><p>"), "\n", "<br />") + "</p>"
}
