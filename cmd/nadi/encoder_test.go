package main

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"nadi/internal/image"
)

// fakeEncoder is a cwebp for scripts: it writes its version, or a file that
// says what it was given.
func fakeEncoder() {
	args := os.Args[1:]
	if slices.Equal(args, []string{"-version"}) {
		fmt.Println("9.9.9")
		return
	}
	in, err := os.ReadFile(args[len(args)-3])
	if err == nil {
		var size image.Info
		if size, err = image.Probe("in.png", in); err == nil {
			err = os.WriteFile(args[len(args)-1], fmt.Appendf(nil, "webp of %d × %d\n", size.Width, size.Height), 0o600)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// writePhotograph is "photograph FILE WIDTH HEIGHT".
func writePhotograph(ts *testscript.TestScript, _ bool, args []string) {
	var size [2]int
	for i := range size {
		var err error
		size[i], err = strconv.Atoi(args[1+i])
		ts.Check(err)
	}
	m := stdimage.NewYCbCr(stdimage.Rect(0, 0, size[0], size[1]), stdimage.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = byte(i%m.YStride/8) ^ byte(i/m.YStride/8) + byte(i*i>>7)&15
	}
	var b bytes.Buffer
	ts.Check(jpeg.Encode(&b, m, nil))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o644))
}

// TestEncoders has the real programs write a photograph and a drawing. They are
// installed by test/pictures, which sets NADI_ENCODERS.
func TestEncoders(t *testing.T) {
	if os.Getenv("NADI_ENCODERS") == "" {
		t.Skip("test/pictures runs this")
	}
	m := stdimage.NewRGBA(stdimage.Rect(0, 0, 640, 480))
	for i := range 640 * 480 {
		x, y := i%640, i/640
		m.SetRGBA(x, y, color.RGBA{byte(x / 3), byte(y / 2), byte(x*y/1200) ^ byte(x*7+y*13)&7, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	for format, head := range map[string]string{"webp": "WEBP", "avif": "ftypavif"} {
		e, err := findEncoder(format)
		if err != nil {
			t.Fatal(err)
		}
		for _, drawing := range []bool{false, true} {
			first, err := e.Write(t.Context(), b.Bytes(), drawing)
			if err != nil || !strings.Contains(string(first[:min(len(first), 40)]), head) {
				t.Fatalf("%s: %v, %.40q", format, err, first)
			}
			second, err := e.Write(t.Context(), b.Bytes(), drawing)
			if err != nil || !bytes.Equal(first, second) {
				t.Errorf("%s: not the same bytes twice: %v", format, err)
			}
			if !drawing && len(first) > b.Len()/3 {
				t.Errorf("%s: %d bytes of %d", format, len(first), b.Len())
			}
		}
		if _, err := e.Write(t.Context(), []byte("no picture"), false); err == nil || !strings.Contains(err.Error(), "failed") {
			t.Errorf("%s: no picture gave %v", format, err)
		}
	}
}
