package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// alone writes a picture, recording or video that is all of its paragraph as
// a figure. It reports false, having written nothing, when it is to be
// written as an ordinary paragraph.
func (r *renderer) alone(n ast.Node) bool {
	i := r.doc.slots[r.slot]
	if i == refused || !r.doc.Links[i].Figure {
		return false
	}
	l, t, ok := r.take()
	if !ok {
		if img, isImage := n.(*ast.Image); isImage {
			r.altParagraph(img, l)
			return true
		}
		r.slot--
		return false
	}
	switch l.Kind {
	case Video:
		r.card(l, t)
	case Media:
		r.open(l, "<figure"+r.landing(Film(t)))
		r.player(l, t)
		r.caption(l, t)
		r.write("</figure>\n")
	default:
		r.open(l, "<figure")
		r.picture(l, t)
		r.caption(l, t)
		r.write("</figure>\n")
	}
	return true
}

func (r *renderer) altParagraph(_ *ast.Image, l *Link) {
	if strings.TrimSpace(l.Text) == "" {
		return
	}
	r.write("<p>")
	r.out = appendHTML(r.out, []byte(l.Text), verbatim)
	r.write("</p>\n")
}

// Where the first film and the first recording to hear of a body stand, for
// links from the head of its page.
const (
	WatchID  = "n:watch"
	ListenID = "n:listen"
)

// Film reports whether a recording is to be watched, not only heard.
func Film(t Target) bool {
	return isVideo(suffix(t.URL)) || strings.HasPrefix(t.Type, "video/")
}

// landing is the id of the first film or recording, as an attribute.
func (r *renderer) landing(film bool) string {
	id, met := ListenID, &r.heard
	if film {
		id, met = WatchID, &r.watched
	}
	if *met {
		return ""
	}
	*met = true
	return ` id="` + id + `"`
}

// open writes a start tag with the language of the picture's words.
func (r *renderer) open(l *Link, tag string) {
	r.write(tag)
	if lang := l.Attrs["lang"]; lang != "" {
		r.out = attribute(r.out, "lang", lang)
	}
	if dir := l.Attrs["dir"]; dir != "" {
		r.out = attribute(r.out, "dir", dir)
	}
	r.write(">\n")
}

// image writes a picture or recording inside a paragraph.
func (r *renderer) image(n *ast.Image) {
	l, t, ok := r.take()
	switch {
	case !ok && l == nil:
		r.out = appendHTML(r.out, r.doc.inlineText(nil, n), verbatim)
	case !ok || l.Kind == Media && r.inLink || l.Kind == Video:
		r.out = appendHTML(r.out, []byte(l.Text), verbatim)
	case l.Kind == Media:
		r.player(l, t)
		if t.Transcript != "" && allowed(t.Transcript) {
			r.write(" ")
			r.transcript(t)
		}
	default:
		r.picture(l, t)
	}
}

func (r *renderer) picture(l *Link, t Target) {
	if len(t.Formats) > 0 {
		r.write("<picture>")
		defer r.write("</picture>")
	}
	for _, f := range t.Formats {
		r.write("<source")
		r.out = attribute(r.out, "type", f.Type)
		r.widths(f.Srcset, t.Sizes)
		r.write(">")
	}
	r.write(`<img src="`)
	r.out = appendURL(r.out, t.URL)
	r.write(`"`)
	r.widths(t.Srcset, t.Sizes)
	r.out = attribute(r.out, "alt", l.Text)
	r.size(t)
	if !l.Figure {
		if l.Title != "" {
			r.out = attribute(r.out, "title", l.Title)
		}
		if lang := l.Attrs["lang"]; lang != "" {
			r.out = attribute(r.out, "lang", lang)
		}
	}
	r.write(` loading="lazy" decoding="async">`)
}

// widths names the files that a browser may choose from.
func (r *renderer) widths(srcset, sizes string) {
	if srcset != "" {
		r.out = attribute(r.out, "srcset", srcset)
		r.out = attribute(r.out, "sizes", sizes)
	}
}

func (r *renderer) size(t Target) {
	if t.Width > 0 && t.Height > 0 {
		r.write(` width="`)
		r.out = strconv.AppendInt(r.out, int64(t.Width), 10)
		r.write(`" height="`)
		r.out = strconv.AppendInt(r.out, int64(t.Height), 10)
		r.write(`"`)
	}
}

// player writes a recording. Nothing of it is loaded before somebody wants to
// hear it. The words inside are for browsers that cannot play.
func (r *renderer) player(l *Link, t Target) {
	tag := "audio"
	if Film(t) {
		tag = "video"
	}
	r.write("<" + tag + ` controls preload="none"`)
	if l.Text != "" {
		r.out = attribute(r.out, "aria-label", l.Text)
	}
	if tag == "video" {
		r.size(t)
		if t.Poster != "" && allowed(t.Poster) {
			r.write(` poster="`)
			r.out = appendURL(r.out, t.Poster)
			r.write(`"`)
		}
	}
	r.write(`><source src="`)
	r.out = appendURL(r.out, t.URL)
	r.write(`"`)
	if t.Type != "" {
		r.out = attribute(r.out, "type", t.Type)
	}
	r.write(`>`)
	if tag == "video" && t.Captions != "" && allowed(t.Captions) {
		r.write(`<track kind="captions" src="`)
		r.out = appendURL(r.out, t.Captions)
		r.write(`" default>`)
	}
	r.write(`<a href="`)
	r.out = appendURL(r.out, t.URL)
	r.write(`">`)
	name := l.Text
	if name == "" {
		name = t.URL[strings.LastIndexByte(t.URL, '/')+1:]
	}
	r.out = appendHTML(r.out, []byte(name), verbatim)
	r.write("</a></" + tag + ">")
}

func (r *renderer) transcript(t Target) {
	r.write(`<a class="transcript" href="`)
	r.out = appendURL(r.out, t.Transcript)
	r.write(`">`)
	label := r.doc.labels.Transcript
	if label == "" {
		label = "Transcript"
	}
	r.out = appendHTML(r.out, []byte(label), verbatim)
	r.write("</a>")
}

// caption writes title, credit and transcript, if there is any of them.
func (r *renderer) caption(l *Link, t Target) {
	credit := l.Attrs["credit"]
	transcript := t.Transcript != "" && allowed(t.Transcript)
	if l.Title == "" && credit == "" && !transcript {
		r.write("\n")
		return
	}
	r.write("\n<figcaption>")
	gap := ""
	if l.Title != "" {
		r.out = appendHTML(r.out, []byte(l.Title), verbatim)
		gap = " "
	}
	if credit != "" {
		r.write(gap + `<span class="credit">`)
		if pattern := r.doc.labels.Credit; strings.Contains(pattern, "%s") {
			credit = strings.Replace(pattern, "%s", credit, 1)
		}
		r.out = appendHTML(r.out, []byte(credit), verbatim)
		r.write("</span>")
		gap = " "
	}
	if transcript {
		r.write(gap)
		r.transcript(t)
	}
	r.write("</figcaption>\n")
}

// card stands for a YouTube video: a link that says where it leads. Nothing
// is loaded from there before somebody follows it.
func (r *renderer) card(l *Link, t Target) {
	labels := r.doc.labels
	id, start, _ := youtube(l.Dest)
	r.open(l, `<figure class="video-card"`+r.landing(true))
	r.write(`<a href="https://www.youtube.com/watch?v=` + id)
	if start != "" {
		r.write("&amp;t=" + start)
	}
	r.write(`" rel="external noopener noreferrer">`)
	if t.Poster != "" && allowed(t.Poster) {
		r.write(`<img src="`)
		r.out = appendURL(r.out, t.Poster)
		r.write(`" alt=""`)
		r.size(t)
		r.write(` loading="lazy" decoding="async">`)
	}
	name := l.Text
	if _, _, bare := youtube(name); bare || strings.HasPrefix(name, "www.") {
		name = ""
	}
	if name != "" {
		r.write(`<span class="video-title">`)
		r.out = appendHTML(r.out, []byte(name), verbatim)
		r.write("</span> ")
	}
	watch := labels.WatchOn
	if watch == "" {
		watch = "YouTube"
	}
	r.write(`<span class="video-watch">`)
	r.out = appendHTML(r.out, []byte(watch), verbatim)
	r.write("</span></a>")
	if labels.LeavesSite != "" {
		r.write(` <span class="video-note">`)
		r.out = appendHTML(r.out, []byte(labels.LeavesSite), verbatim)
		r.write("</span>")
	}
	r.caption(l, t)
	r.write("</figure>\n")
}
