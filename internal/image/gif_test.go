package image

import (
	"bytes"
	"image/gif"
	"reflect"
	"strings"
	"testing"
)

// dirtyGIF has comments and other programs' blocks before, between and behind
// its frames.
func dirtyGIF(t testing.TB, data []byte) []byte {
	at := 13 + tableSize(data[10])
	block := func(label byte, body string) string {
		return string([]byte{0x21, label, byte(len(body))}) + body + "\x00"
	}
	xmp := "\x21\xff\x0bXMP DataXMP\x3b" + secret + strings.Repeat("x", 0x3b-len(secret)) + "\x00"
	waste := block(0xfe, secret) + xmp + "\x21\xff\x0bNETSCAPE2.0\x05\x02SECR\x00" + block(0x01, "plaintextSECRET")
	end := len(data) - 1
	return []byte(string(data[:at]) + waste + string(data[at:end]) + block(0xfe, secret) + ";" + secret)
}

func TestGIFLosesAllButThePicture(t *testing.T) {
	for _, frames := range []int{1, 3} {
		data := encodeGIF(t, frames)
		if out := mustClean(t, "a.gif", data); !bytes.Equal(out, data) {
			t.Errorf("a clean picture of %d frames changes", frames)
		}
		out := mustClean(t, "a.gif", dirtyGIF(t, data))
		wantNoLeak(t, out)
		if !bytes.Equal(out, data) {
			t.Errorf("%d frames: not what it was before it was made dirty", frames)
		}
		a, err := gif.DecodeAll(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if b, err := gif.DecodeAll(bytes.NewReader(out)); err != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("the pictures differ: %v", err)
		}
	}
}

func TestGIFFaults(t *testing.T) {
	data := encodeGIF(t, 1)
	for n := range len(data) - 1 { // many lack the last byte
		if _, err := Clean("a.gif", data[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes, it is cleaned", n, len(data))
		}
	}
	if out := mustClean(t, "a.gif", data[:len(data)-1]); !bytes.Equal(out, data) {
		t.Error("the mark of the end is not added")
	}
	frame := bytes.Index(data, []byte("\x2c\x00\x00\x00\x00\x14\x00\x0a\x00"))
	if frame < 0 {
		t.Fatal("no frame")
	}
	edit := func(at int, b string) []byte {
		out := bytes.Clone(data)
		copy(out[at:], b)
		return out
	}
	for name, bad := range map[string][]byte{
		"more pixels than there are": edit(frame+5, "\xff\x00"),
		"far too many":               edit(frame+5, "\xff\xff\xff\xff"),
		"wide codes":                 edit(frame+10+tableSize(data[frame+9]), "\x20"),
		"unknown block":              edit(frame, "\x00"),
		"no frame":                   []byte(string(data[:13+tableSize(data[10])]) + ";"),
		"too large":                  edit(6, "\xff\xff\xff\xff"),
	} {
		if _, err := Clean("a.gif", bad); err == nil {
			t.Errorf("%s: cleaned", name)
		}
	}
}
