package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"nadi/internal/article"
	"nadi/internal/diag"
	"nadi/internal/image"
	"nadi/internal/markdown"
	"nadi/internal/text"
)

// media knows the files of content/ that pages use: pictures, recordings,
// documents. A file is published only if something uses it or it lies in
// content/static; its name carries the hash of its content, but for those in
// content/static, which keep their names.
type media struct {
	root  fs.FS
	addr  address
	mu    sync.Mutex
	files map[string]*mediaFile
	judge func(*picture, []byte)

	formats   []format
	textWidth string // how wide pictures in the text are shown
}

// mediaFile is one source file, looked at once.
type mediaFile struct {
	once sync.Once
	pic  *picture // nil when the file does not exist
	err  error    // it exists and cannot be published
}

// picture is a file that pages may show or link to; not only pictures have
// one, but only they have a size.
type picture struct {
	source        string
	path          string // output
	href          string
	mime          string
	image         bool // to be cleaned
	width, height int
	bytes         int64
	sum           [sha256.Size]byte

	sizes []sized     // smaller, the smallest first
	newer [][]sized   // the same in each format of the site, and in its own width
	whole atomic.Bool // a page or a post needs it as it is
	shown atomic.Bool // a page shows it in its sizes
}

func (p *picture) raster() bool {
	return p.mime == "image/jpeg" || p.mime == "image/png" || p.mime == "image/webp" || p.mime == "image/gif"
}

// still tells the kinds of pictures that cards can show a part of.
func (p *picture) still() bool {
	return p.mime == "image/jpeg" || p.mime == "image/png" || p.mime == "image/webp"
}

// large tells a picture that networks show as one of its own.
func large(p *picture) bool { return p != nil && p.raster() && p.width >= 600 && p.height >= 315 }

func newMedia(b *builder) *media {
	return &media{root: b.in.Root, addr: b.addr, files: map[string]*mediaFile{}, judge: b.judgeFile, formats: b.formats, textWidth: b.theme.TextWidth()}
}

// mimeTypes are the kinds of files that are published. The table is ours, so
// that the output does not depend on the machine's own.
var mimeTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml", ".ico": "image/x-icon",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav",
	".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".vtt": "text/vtt", ".srt": "application/x-subrip",
	".pdf": "application/pdf", ".txt": "text/plain", ".csv": "text/csv", ".ics": "text/calendar", ".epub": "application/epub+zip", ".zip": "application/zip",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func mimeOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := mimeTypes[ext]; ok {
		return t
	}
	return "application/octet-stream"
}

// locate returns the source file that name means in dir: beside the article,
// or from content/static when it begins with a slash.
func locate(dir, name string) string {
	if strings.HasPrefix(name, "/") {
		return path.Join(staticDir, name)
	}
	return path.Join(dir, name)
}

// file brings the file that name means in dir, or nil if there is none.
func (m *media) file(dir, name string) *picture {
	p, _ := m.look(locate(dir, name))
	return p
}

func (m *media) look(source string) (*picture, error) {
	if !publishable(source) {
		return nil, nil
	}
	m.mu.Lock()
	f, ok := m.files[source]
	if !ok {
		f = &mediaFile{}
		m.files[source] = f
	}
	m.mu.Unlock()
	f.once.Do(func() { f.pic, f.err = m.read(source) })
	return f.pic, f.err
}

// publishable says which files of content/ a page may bring into public: none
// that is hidden, none that the site itself is described by (articles, people,
// consent records), and outside content/static only the kinds that readers
// need.
func publishable(source string) bool {
	if !strings.HasPrefix(source, contentDir+"/") || strings.HasPrefix(source, consentDir+"/") || strings.Contains(source, "/.") || isMarkdown(source) || isYAML(source) {
		return false
	}
	_, known := mimeTypes[strings.ToLower(path.Ext(source))]
	return known || strings.HasPrefix(source, staticDir+"/") || image.Looks(source, nil)
}

func (m *media) read(source string) (*picture, error) {
	file, err := fs.Stat(m.root, source)
	if err != nil || !file.Mode().IsRegular() {
		return nil, nil
	}
	data, err := fs.ReadFile(m.root, source)
	if err != nil {
		return nil, nil
	}
	p := &picture{source: source, mime: mimeOf(source), bytes: int64(len(data)), sum: sha256.Sum256(data)}
	var info image.Info
	if image.Looks(source, data) && p.mime != "image/x-icon" {
		if info, err = image.Probe(source, data); err != nil {
			return nil, err
		}
		p.image, p.width, p.height = true, info.Width, info.Height
		p.mime = mimeTypes["."+info.Format]
	}
	p.path = "media/" + fingerprinted(path.Base(source), p.sum)
	if rest, ok := strings.CutPrefix(source, staticDir+"/"); ok {
		p.path = rest
	}
	p.href = m.addr.href("/" + p.path)
	m.plan(p, info.Sizes())
	m.judge(p, data)
	return p, nil
}

// fingerprinted puts the hash of the content and of the way we publish it
// into a file name, so that it can be cached for ever.
func fingerprinted(name string, sum [sha256.Size]byte) string {
	h := hashOf(sum[:], []byte(cleanVersion))
	return stem(name) + "." + hex.EncodeToString(h[:6]) + strings.ToLower(path.Ext(name))
}

// stem is the readable part of a published name.
func stem(name string) string {
	if s := text.Slug(strings.TrimSuffix(name, path.Ext(name))); s != "" {
		return s
	}
	return "file"
}

// cleanVersion changes when image.Clean gives other bytes for the same input.
const cleanVersion = "1"

// picture resolves a lead picture or portrait.
func (m *media) picture(source, dir string, meta *article.PictureMeta, b *builder) (*picture, *diag.Finding) {
	name := unescape(meta.Src.S)
	fail := func(rule, message, hint string) (*picture, *diag.Finding) {
		f := diag.Finding{Rule: rule, Severity: diag.Error, Message: message, Hint: hint}.At(source, meta.Src.Span())
		return nil, &f
	}
	if strings.Contains(name, "://") {
		return fail("links/remote-media", fmt.Sprintf("the picture %q lies on another server, which would learn who reads this page", text.Shorten(name, 60)), "put the file beside the article")
	}
	p, err := m.look(locate(dir, name))
	if err != nil {
		return fail("media/unusable", fmt.Sprintf("the picture %q cannot be published: %v", name, err), "save it again as JPEG, PNG or plain SVG")
	}
	if p != nil && !p.image {
		return fail("links/image", fmt.Sprintf("%q is not a picture", text.Shorten(name, 60)), "name a JPEG, PNG, GIF, WebP or SVG file")
	}
	if p == nil {
		return fail("links/image", fmt.Sprintf("the picture %q is not there", text.Shorten(name, 60)), m.nearest(dir, name))
	}
	return p, nil
}

// nearest suggests a file of the same folder.
func (m *media) nearest(dir, name string) string {
	folder := path.Dir(locate(dir, name))
	entries, err := fs.ReadDir(m.root, folder)
	if err != nil {
		return "put the file beside the article, or below content/static and begin its name with /"
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() && publishable(path.Join(folder, e.Name())) {
			names = append(names, e.Name())
		}
	}
	return near(path.Base(name), names, "put the file into "+folder)
}

// toFile resolves a link or picture that is a file of content/.
func (b *builder) toFile(e *entry, l *linkFact, name string) (markdown.Target, bool) {
	p, err := b.media.look(locate(e.Dir, name))
	if err != nil {
		return b.broken(e, l, "media/unusable", fmt.Sprintf("%q cannot be published: %v", name, err), "save it again as JPEG, PNG or plain SVG"), true
	}
	if p == nil {
		return markdown.Target{}, false
	}
	if l.Kind == markdown.Image && !p.image {
		return b.broken(e, l, "links/image", fmt.Sprintf("%q is not a picture", name), "write [its name]("+name+") to link to it"), true
	}
	t := b.media.target(p, l.Kind)
	if l.Kind == markdown.Document || p.mime == "application/pdf" {
		t.Note = fmt.Sprintf("%s, %s", strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")), size(p.bytes))
	}
	if l.Kind == markdown.Anchor && p.image {
		t.Note = fmt.Sprintf("%s, %s", strings.ToUpper(strings.TrimPrefix(p.mime, "image/")), size(p.bytes))
	}
	t.Transcript, t.Poster, t.Captions = b.companion(e, l, "transcript"), b.companion(e, l, "poster"), b.companion(e, l, "captions")
	if l.Kind == markdown.Image && l.NoText {
		b.findings.Add(diag.Finding{Rule: "content/image-alt", Severity: diag.Error, Message: fmt.Sprintf("the picture %q has no alt text", name),
			Hint: "say in the square brackets what it shows: ![A hand under a tap](" + name + ")"}.At(e.Source, l.span()))
	}
	return t, true
}

// companion resolves a file named in a picture's attributes.
func (b *builder) companion(e *entry, l *linkFact, key string) string {
	name := l.Attrs[key]
	if name == "" {
		return ""
	}
	if isMarkdown(name) {
		return b.toArticle(e, l, name, "").URL
	}
	p, err := b.media.look(locate(e.Dir, name))
	if p == nil {
		message := fmt.Sprintf("the %s %q is not there", key, name)
		if err != nil {
			message = fmt.Sprintf("the %s %q cannot be published: %v", key, name, err)
		}
		b.broken(e, l, "links/image", message, b.media.nearest(e.Dir, name))
		return ""
	}
	if key == "poster" && p.image {
		return p.src()
	}
	return p.asItIs()
}

func size(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", max(1, (n+500)/1000))
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
