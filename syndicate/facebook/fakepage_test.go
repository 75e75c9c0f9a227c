package facebook

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"nadi/syndicate/channeltest"
)

// What the fake does with each call.

var inText = regexp.MustCompile(`https?://\S+`)

func (f *fake) scrape(c *call) (any, *graphError) {
	if e := only(c, "id", "scrape"); e != nil {
		return nil, e
	}
	if u, err := url.Parse(c.query.Get("id")); err != nil || !u.IsAbs() || c.query.Get("scrape") != "true" {
		return nil, wrong("id must be an address and scrape true")
	}
	return map[string]any{"url": c.query.Get("id"), "type": "article", "title": "A title", "id": "42"}, nil
}

func (f *fake) node(id string, c *call) (any, *graphError) {
	if e := only(c, "fields"); e != nil {
		return nil, e
	}
	var known map[string]string
	switch p := f.find(id); {
	case id == "me":
		known = f.me
	case id == fakePage:
		known = f.page
	case p != nil:
		known = map[string]string{"id": p.ID, "message": p.Text}
	default:
		return nil, absent(id)
	}
	asked, e := fields(c, "id", "name", "link", "username", "message")
	if e != nil {
		return nil, e
	}
	out := map[string]string{}
	for _, name := range asked {
		if v := known[name]; v != "" {
			out[name] = v
		}
	}
	return out, nil
}

func (f *fake) find(id string) *fakePost {
	i := slices.IndexFunc(f.posts, func(p *fakePost) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return f.posts[i]
}

func (f *fake) upload(page string, c *call, r *http.Request) (any, *graphError) {
	parts, err := r.MultipartReader()
	switch e := only(c); {
	case page != fakePage:
		return nil, absent(page)
	case e != nil:
		return nil, e
	case err != nil:
		return nil, wrong("multipart/form-data is wanted: %v", err)
	}
	photo, published := &fakePhoto{}, "true"
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, wrong("The form cannot be read: %v", err)
		}
		data, _ := io.ReadAll(part)
		switch part.FormName() {
		case "published":
			published = string(data)
		case "alt_text_custom":
			photo.alt = string(data)
		case "source":
			photo.size, photo.kind, photo.name = len(data), http.DetectContentType(data), part.FileName()
			if photo.kind != part.Header.Get("Content-Type") {
				return nil, wrong("%s is called %s", photo.kind, part.Header.Get("Content-Type"))
			}
		default: // caption would be a text of the photo's own
			return nil, wrong("Unknown parameter %s", part.FormName())
		}
	}
	switch {
	case published != "false":
		return nil, wrong("the picture would be public")
	case photo.kind != "image/jpeg" && photo.kind != "image/png" || photo.name == "":
		return nil, wrong("Invalid image %q %q", photo.kind, photo.name)
	case photo.size > 4<<20:
		return nil, &graphError{1, 1366046, "Your photos could not be uploaded"}
	}
	f.serial++
	id := fmt.Sprint(7000 + f.serial)
	f.photos[id] = photo
	return map[string]string{"id": id}, nil
}

func (f *fake) feed(page string, c *call, r *http.Request) (any, *graphError) {
	var body struct {
		Message   string `json:"message"`
		Link      string `json:"link"`
		Published *bool  `json:"published"`
		Media     []struct {
			ID string `json:"media_fbid"`
		} `json:"attached_media"`
	}
	if e := take(c, r, &body); e != nil {
		return nil, e
	}
	if page != fakePage {
		return nil, absent(page)
	}
	p := &fakePost{Public: channeltest.Public{Text: body.Message}, link: body.Link, at: f.now()}
	switch {
	case tooLong(body.Message):
		return nil, wrong("the message is too long")
	case body.Published == nil || !*body.Published:
		return nil, wrong("published must be true, or the post is invisible")
	case body.Link != "" && len(body.Media) > 0 || len(body.Media) > 1 || body.Link == "" && len(body.Media) == 0:
		return nil, wrong("a link or one picture is wanted")
	}
	if body.Link != "" {
		if u, err := url.Parse(body.Link); err != nil || !u.IsAbs() {
			return nil, &graphError{100, 2061006, "the link is not an address"}
		}
		p.Links = append(p.Links, body.Link)
	}
	for _, m := range body.Media {
		photo := f.photos[m.ID]
		if photo == nil || photo.used {
			return nil, wrong("no unpublished picture %s", m.ID)
		}
		photo.used = true
		p.photo, p.Picture, p.Alt = m.ID, true, photo.alt
	}
	p.Links = append(p.Links, inText.FindAllString(body.Message, -1)...)
	return f.publish(p, c)
}

func tooLong(s string) bool { return len(utf16.Encode([]rune(s))) > 2000 }

// publish gives a post its number and answers with the fields asked for.
func (f *fake) publish(p *fakePost, c *call) (any, *graphError) {
	if e := only(c, "fields"); e != nil {
		return nil, e
	}
	asked, e := fields(c, "id", "permalink_url")
	if e != nil {
		return nil, e
	}
	f.serial++
	p.ID = fmt.Sprintf("%s_%d", fakePage, f.serial)
	f.posts = append(f.posts, p)
	out := map[string]string{"id": p.ID}
	if slices.Contains(asked, "permalink_url") && !f.bare {
		out["permalink_url"] = permalink(p)
	}
	return out, nil
}

func permalink(p *fakePost) string {
	return "https://www.facebook.com/riverside.example/posts/pfbid" + strings.TrimPrefix(p.ID, fakePage+"_")
}

func (f *fake) comment(id string, c *call, r *http.Request) (any, *graphError) {
	var body struct {
		Message string `json:"message"`
	}
	if e := take(c, r, &body); e != nil {
		return nil, e
	}
	if f.find(id) == nil {
		return nil, absent(id)
	}
	if body.Message == "" || tooLong(body.Message) {
		return nil, wrong("message is wanted")
	}
	return f.publish(&fakePost{Public: channeltest.Public{Text: body.Message, Parent: id}, at: f.now()}, c)
}

func (f *fake) amend(id string, c *call, r *http.Request) (any, *graphError) {
	var body struct {
		Message string `json:"message"`
	}
	if e := take(c, r, &body); e != nil {
		return nil, e
	}
	p := f.find(id)
	switch e := only(c); {
	case e != nil:
		return nil, e
	case p == nil:
		return nil, absent(id)
	case p.foreign:
		return nil, &graphError{200, 0, "(#200) The post was not made by this app"}
	case body.Message == "" || tooLong(body.Message):
		return nil, wrong("message is wanted")
	}
	p.Text = body.Message
	return f.done(), nil
}

func (f *fake) remove(id string, c *call) (any, *graphError) {
	p := f.find(id)
	switch e := only(c); {
	case e != nil:
		return nil, e
	case p == nil || p.foreign:
		return nil, absent(id)
	}
	f.posts = slices.DeleteFunc(f.posts, func(x *fakePost) bool { return x == p })
	return f.done(), nil
}

func (f *fake) done() any {
	if f.mute {
		return map[string]bool{}
	}
	return map[string]bool{"success": true}
}

// list answers one page, newest first. The address of the next one holds the
// token; who follows it is caught.
func (f *fake) list(page string, c *call) (any, *graphError) {
	if e := only(c, "fields", "limit", "after"); e != nil {
		return nil, e
	}
	limit, err := strconv.Atoi(c.query.Get("limit"))
	switch {
	case page != fakePage:
		return nil, absent(page)
	case err != nil || limit < 1 || limit > 100:
		return nil, wrong("limit is 1 to 100")
	case c.query.Get("fields") != "id,message,created_time,permalink_url,attachments{media_type,url,unshimmed_url,title}":
		return nil, wrong("Tried accessing nonexisting field (%s)", c.query.Get("fields"))
	}
	all := f.visible()
	start, _ := strconv.Atoi(strings.TrimPrefix(c.query.Get("after"), "CURSOR"))
	end := min(start+limit, len(all))
	data := []any{}
	for _, p := range all[min(start, len(all)):end] {
		data = append(data, f.item(p))
	}
	paging := map[string]any{"cursors": map[string]string{"before": fmt.Sprint("CURSOR", start), "after": fmt.Sprint("CURSOR", end)}}
	if end < len(all) {
		paging["next"] = fmt.Sprintf("https://graph.facebook.com/%s/%s/posts?access_token=%s&after=CURSOR%d", version, page, fakeToken, end)
	}
	return map[string]any{"data": data, "paging": paging}, nil
}

func (f *fake) visible() []*fakePost {
	var all []*fakePost
	for _, p := range f.posts {
		if p.Parent == "" {
			all = append(all, p)
		}
	}
	if f.lag > 0 && len(all) > 0 {
		f.lag--
		all = all[:len(all)-1]
	}
	slices.Reverse(all)
	if f.unsorted && len(all) > 0 {
		all = slices.Concat(all[len(all)-1:], all[:len(all)-1])
	}
	return all
}

func (f *fake) item(p *fakePost) map[string]any {
	a := map[string]string{"media_type": "link", "title": "A title", "url": "https://fb.example/opaque", "unshimmed_url": p.link}
	if p.photo != "" {
		at := "https://www.facebook.com/photo.php?fbid=" + p.photo
		a = map[string]string{"media_type": "photo", "url": at, "unshimmed_url": at}
	}
	if f.wrapped && p.photo == "" {
		a["url"] = wrap(p.link)
		delete(a, "unshimmed_url")
	}
	item := map[string]any{
		"id": p.ID, "message": p.Text, "created_time": p.at.UTC().Format("2006-01-02T15:04:05+0000"),
	}
	if p.link != "" || p.photo != "" {
		item["attachments"] = map[string]any{"data": []any{a}}
	}
	if !f.bare {
		item["permalink_url"] = permalink(p)
	}
	return item
}

func wrap(link string) string {
	mark := "?"
	if strings.Contains(link, mark) {
		mark = "&"
	}
	return "https://l.facebook.com/l.php?u=" + url.QueryEscape(link+mark+"fbclid=IwAR0x") + "&h=AT0y"
}
