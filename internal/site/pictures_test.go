package site_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	stdimage "image"
	"image/jpeg"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"nadi/internal/image"
	"nadi/internal/publish"
	"nadi/internal/site"
)

// memoryCache is a cache that counts.
type memoryCache struct {
	mu      sync.Mutex
	records map[site.Key][]byte
	stored  int
}

func (c *memoryCache) Load(key site.Key) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.records[key]
	return r, ok
}

func (c *memoryCache) Store(key site.Key, record []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.records == nil {
		c.records = map[site.Key][]byte{}
	}
	c.records[key] = record
	c.stored++
}

// whereabouts is what no published file may hold.
const whereabouts = "GPS 28.6139 N 77.2090 E"

// shot is a photograph with grain, EXIF, XMP and a comment.
func shot(w, h, orientation int) []byte {
	m := stdimage.NewYCbCr(stdimage.Rect(0, 0, w, h), stdimage.YCbCrSubsampleRatio420)
	seed := uint32(1)
	for i := range m.Y {
		seed = seed*1664525 + 1013904223
		m.Y[i] = byte(60+i%m.YStride*90/w) + byte(seed>>27)
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = byte(i), 110
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		panic(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00\x00\x00\x00\x00" + whereabouts
	out := []byte("\xff\xd8")
	for marker, body := range map[byte]string{0xe1: exif, 0xed: "Photoshop 3.0\x00" + whereabouts, 0xfe: whereabouts} {
		out = append(out, 0xff, marker)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(body)))
		out = append(out, body...)
	}
	return append(out, b.Bytes()[2:]...)
}

// photographs are three that differ in which sizes they have.
var photographs = sync.OnceValue(func() [][]byte { return [][]byte{shot(2100, 60, 1), shot(700, 190, 6), shot(90, 60, 3)} })

const shown = "---\nid: shown123\ntitle: Shown\ndescription: A picture.\ndate: 2026-05-01\nimage: {src: big.jpg, alt: A hill, credit: A. Example, people: none}\n---\n\n"

// withPhotographs is a site that shows one as a lead and others in its text.
func withPhotographs(body string) fstest.MapFS {
	return fstest.MapFS{
		"nadi.yaml":                        {Data: []byte(config + "outputs: {cards: none}\n")},
		"content/articles/s/index.md":      {Data: []byte(shown + body)},
		"content/articles/s/big.jpg":       {Data: shot(2400, 320, 1)},
		"content/articles/s/middle.jpg":    {Data: shot(190, 1000, 6)}, // 1000 × 190 as seen
		"content/articles/s/small.jpg":     {Data: shot(90, 60, 1)},
		"content/static/press/release.jpg": {Data: shot(2200, 100, 1)},
	}
}

func media(files map[string]string) []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(p, "media/") || strings.HasSuffix(p, ".jpg") {
			out = append(out, regexp.MustCompile(`\.[0-9a-f]{12}`).ReplaceAllString(p, ""))
		}
	}
	slices.Sort(out)
	return out
}

func TestPhotographsComeInSizes(t *testing.T) {
	var sink publish.Memory
	build(t, withPhotographs("![A river](middle.jpg){people=none}\n\nA ![dot](small.jpg){people=none}."), &sink, nil)
	got := bodies(&sink)
	want := []string{"media/big-1200.jpg", "media/big-1600.jpg", "media/big-2000.jpg", "media/big-480.jpg", "media/big-800.jpg",
		"media/middle-480.jpg", "media/middle-800.jpg", "media/middle.jpg", "media/small.jpg", "press/release.jpg"}
	if d := cmp.Diff(want, media(got)); d != "" {
		t.Errorf("files: %s", d)
	}
	page := got["articles/s/index.html"]
	for _, want := range []string{
		`-800.jpg 800w, /media/big.`, `-2000.jpg 2000w" sizes="(min-width:41rem) 40rem, 100vw" alt="A hill" width="2000" height="267" fetchpriority="high" decoding="async">`,
		`-800.jpg 800w, /media/middle.`, `.jpg 1000w" sizes="(min-width:41rem) 40rem, 100vw"`, ` width="1000" height="190" loading="lazy" decoding="async">`, `<span class="credit">A. Example</span>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if home := got["index.html"]; !strings.Contains(home, `-2000.jpg 2000w`) || !strings.Contains(home, "A. Example") || !strings.Contains(home, `fetchpriority="high"`) {
		t.Error("the home page's lead has no sizes, credit or haste")
	}
	wantWhatPagesName(t, got)
	if rss := got["index.xml"]; strings.Contains(rss, "srcset") || !regexp.MustCompile(`<img src="https://news.example.org/media/middle\.[0-9a-f]+\.jpg" alt="A river" width`).MatchString(rss) {
		t.Error("feeds want one address")
	}
	wantClean(t, got)
}

// wantWhatPagesName demands that each address of a picture in a page is a file,
// and as wide as is said of it.
func wantWhatPagesName(t *testing.T, files map[string]string) {
	t.Helper()
	widths := regexp.MustCompile(`/(media/[^ "]+) (\d+)w`)
	sources := regexp.MustCompile(`src="/(media/[^"]+)"`)
	n := 0
	for name, body := range files {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range widths.FindAllStringSubmatch(body, -1) {
			n++
			if info, err := image.Probe(m[1], []byte(files[m[1]])); path.Ext(m[1]) == ".jpg" && (err != nil || strconv.Itoa(info.Width) != m[2]) {
				t.Errorf("%s: %s is said to be %s wide: %+v, %v", name, m[1], m[2], info, err)
			}
		}
		for _, m := range sources.FindAllStringSubmatch(body, -1) {
			if files[m[1]] == "" {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
	}
	if n == 0 {
		t.Error("no page names a width")
	}
}

// wantClean demands that no published file holds what photographs say beside
// their pixels.
func wantClean(t *testing.T, files map[string]string) {
	t.Helper()
	for name, body := range files {
		for _, secret := range []string{whereabouts, "Exif\x00\x00", "Photoshop", "http://ns.adobe.com/xap"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

// A photograph in its full size is for those who follow a link to it.
func TestHugePhotographOnlyForALink(t *testing.T) {
	var sink publish.Memory
	files := withPhotographs("Words.")
	res := build(t, files, &sink, nil)
	if got := media(bodies(&sink)); slices.Contains(got, "media/big.jpg") {
		t.Errorf("published without need: %v", got)
	}
	if url := res.Items[0].Image.URL; !strings.HasSuffix(url, "-2000.jpg") || res.Items[0].Card.URL != url || res.Items[0].Card.Alt != "A hill" {
		t.Errorf("posts show %+v, %+v", res.Items[0].Image, res.Items[0].Card)
	}
	files["content/articles/s/index.md"].Data = []byte(shown + "![A hill](big.jpg){people=none}\n\n[In full size](big.jpg)")
	build(t, files, &sink, nil)
	if got := media(bodies(&sink)); !slices.Contains(got, "media/big.jpg") || !slices.Contains(got, "media/big-480.jpg") {
		t.Errorf("the link leads nowhere, or the sizes are gone: %v", got)
	}
}

// The same bytes in two places are one output, also where one is static.
func TestSamePhotographTwice(t *testing.T) {
	files := withPhotographs("![A hill](../t/big.jpg){people=none}\n\n![A hill](/big.jpg){people=none}")
	files["content/articles/t/big.jpg"] = files["content/articles/s/big.jpg"]
	files["content/static/big.jpg"] = files["content/articles/s/big.jpg"]
	var sink publish.Memory
	build(t, files, &sink, nil)
	wantWhatPagesName(t, bodies(&sink))
	if got := media(bodies(&sink)); !slices.Contains(got, "big.jpg") || slices.Contains(got, "media/big.jpg") {
		t.Errorf("%v", got)
	}
}

func TestDrawnOnce(t *testing.T) {
	cache, files := &memoryCache{}, withPhotographs("![A river](middle.jpg){people=none}")
	built := func(sink *publish.Memory) *site.Result {
		in := input(files, nil)
		in.Cache = cache
		res, err := site.Build(context.Background(), in, sink)
		if err != nil || res.Blocked {
			t.Fatal(err, res.Findings)
		}
		if _, err := sink.Commit(); err != nil {
			t.Fatal(err)
		}
		return res
	}
	var first, second publish.Memory
	built(&first)
	n := cache.stored
	if n == 0 {
		t.Fatal("nothing is remembered")
	}
	built(&second)
	if cache.stored != n {
		t.Errorf("a build from nothing drew %d pictures again", cache.stored-n)
	}
	if d := cmp.Diff(bodies(&first), bodies(&second)); d != "" {
		t.Errorf("what is remembered is not what is drawn: %.500s", d)
	}
	if res := built(&second); res.Rendered != 0 {
		t.Errorf("the next build made %d files", res.Rendered)
	}
	for key := range cache.records { // one is lost
		delete(cache.records, key)
		break
	}
	built(&publish.Memory{})
	if cache.stored != n+1 {
		t.Errorf("for one lost record %d pictures were drawn", cache.stored-n)
	}
}

func TestNewFormats(t *testing.T) {
	files := withPhotographs("![A river](middle.jpg){people=none}")
	files["nadi.yaml"].Data = append(files["nadi.yaml"].Data, "pictures: {formats: [avif, webp]}\n"...)
	version := "fakewebp 1"
	fail := false
	in := input(files, nil)
	in.Encoder = func(format string) (site.Encoder, error) {
		if format == "avif" {
			return site.Encoder{}, errors.New("the program is not there")
		}
		return site.Encoder{Tool: version, Write: func(_ context.Context, png []byte, drawing bool) ([]byte, error) {
			if fail {
				return nil, errors.New("out of memory")
			}
			return fmt.Appendf(nil, "webp %v", drawing), nil
		}}, nil
	}
	built := func() map[string]string {
		var sink publish.Memory
		res, err := site.Build(context.Background(), in, &sink)
		if err != nil || res.Blocked {
			t.Fatal(err, res.Findings)
		}
		f := find(res, "media/encoder")
		if f == nil || f.Path != "nadi.yaml" || f.Line != 5 || !strings.Contains(f.Message, "avif: the program is not there") {
			t.Errorf("a missing program gave %+v", f)
		}
		if _, err := sink.Commit(); err != nil {
			t.Fatal(err)
		}
		return bodies(&sink)
	}
	got := built()
	page := got["articles/s/index.html"]
	if strings.Contains(page, "avif") || !strings.Contains(page, `<picture><source type="image/webp" srcset="/media/big.`) || !strings.Contains(page, `-1000.webp 1000w"`) || strings.Count(page, "<picture>") != strings.Count(page, "</picture>") {
		t.Error("the page names formats that are not there, or not those that are")
	}
	wantWhatPagesName(t, got)
	n := 0
	for name, body := range got {
		if path.Ext(name) == ".webp" {
			n++
			if body != "webp false" {
				t.Errorf("%s: %q", name, body)
			}
		}
	}
	if n != 8 || strings.Contains(got["index.xml"], "<picture") {
		t.Errorf("%d pictures as WebP; feeds: %v", n, strings.Contains(got["index.xml"], "<picture"))
	}
	version = "fakewebp 2"
	if slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(built()))) {
		t.Error("another version of the program has the same names")
	}
	fail = true
	if _, err := site.Build(context.Background(), in, &publish.Memory{}); err == nil || !strings.Contains(err.Error(), "writing webp: out of memory") {
		t.Errorf("a program that fails gave %v", err)
	}
}
