package image

import (
	"errors"
	"strings"
	"sync"
	"testing"
)

func TestProbe(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want Info
	}{
		{"a.jpg", encodeJPEG(t, corners(30, 20), 80), Info{Format: "jpeg", Width: 30, Height: 20, Drawn: "jpeg"}},
		{"a.jpg", encodeJPEG(t, corners(30, 20), 80, exifSegment(5, 1)), Info{Format: "jpeg", Width: 20, Height: 30, Drawn: "jpeg"}},
		{"a.png", encodePNG(t, corners(30, 20)), Info{Format: "png", Width: 30, Height: 20, Drawn: "png"}},
		{"a.gif", encodeGIF(t, 2), Info{Format: "gif", Width: 20, Height: 10}},
		{"wrong.png", encodeGIF(t, 1), Info{Format: "gif", Width: 20, Height: 10}},
		{"a.webp", joinWebP(chunk{"VP8X", vp8x(webpAnimation, 300, 200)}), Info{Format: "webp", Width: 300, Height: 200}},
		{"A.SVG", []byte(`<svg viewBox="0 0 3 2"/>`), Info{Format: "svg", Width: 3, Height: 2}},
	} {
		c.want.Bytes = int64(len(c.data))
		if got, err := Probe(c.name, c.data); err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestUnknownPictures(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a.jpg", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"},
		{"a.avif", "\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "AVIF"},
		{"a.jpg", "\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "not a JPEG"},
		{"a.png", "<svg/>", "not a JPEG"},
		{"a.jpg", "", "not a JPEG"},
		{"a.webp", "RIFF\x04\x00\x00\x00WAVE", "not a JPEG"},
		{"a.svg", string(encodeGIF(t, 1)), "its name ends in .svg"},
		{"a.png", pngSignature, "damaged"},
		{"a.gif", "GIF89a\x00\x00\x00\x00\x00\x00\x00", "no pixels"},
	} {
		_, err := Clean(c.name, []byte(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "it") {
			t.Errorf("%s %q: %v, want %q", c.name, c.data, err, c.want)
		}
	}
}

// Two large pictures are not decoded at the same time; an error and a panic
// give the lock back.
func TestLargePicturesWait(t *testing.T) {
	var running, most int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			err := alone(large+1, func() error {
				mu.Lock()
				running++
				most = max(most, running)
				mu.Unlock()
				defer func() {
					mu.Lock()
					running--
					mu.Unlock()
				}()
				return errTruncated
			})
			if !errors.Is(err, errTruncated) {
				t.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if most != 1 {
		t.Errorf("%d at a time", most)
	}
	inner := make(chan error, 1)
	err := alone(large+1, func() error { // a small one does not wait for the large one
		inner <- alone(large, func() error { return nil })
		return nil
	})
	if err != nil || <-inner != nil {
		t.Error(err)
	}
}
