package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"path/filepath"
)

// photos is how many pictures the articles share. All but two are as a camera
// would make them, large and without two equal pixels; one has the size of a
// whole film, one is a drawing with a ground that shows through.
const photos = 24

// picture names the file of the i-th picture.
func picture(i int) string {
	if i%photos == photos-1 {
		return "drawing.png"
	}
	return fmt.Sprintf("photo-%02d.jpg", i%photos)
}

func pictures(dir string) error {
	for i := range photos - 1 {
		w, h := 1600, 1000+i%3*40
		if i == 5 {
			w, h = 4000, 2600
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, photo(w, h, float64(i)), &jpeg.Options{Quality: 88}); err != nil {
			return err
		}
		if err := put(filepath.Join(dir, picture(i)), b.Bytes()); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, drawing(900, 500)); err != nil {
		return err
	}
	return put(filepath.Join(dir, picture(photos-1)), b.Bytes())
}

// photo is a field below a sky, with soft patches and the grain of a film.
func photo(w, h int, seed float64) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	grain := uint32(seed) + 1
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			light := 0.5 + 0.25*math.Sin(6*u+seed)*math.Cos(5*v+seed/2) + 0.15*math.Sin(23*u*v+seed)
			grain = grain*1664525 + 1013904223
			light += (float64(grain>>24)/255 - 0.5) * 0.06
			ground := 1 / (1 + math.Exp((0.55+0.05*math.Sin(9*u+seed)-v)*40))
			m.SetRGBA(x, y, color.RGBA{
				tone(light*(150+60*ground) + 30), tone(light*(190-20*ground) + 30), tone(light*(220-160*ground) + 30), 255})
		}
	}
	return m
}

func tone(v float64) uint8 { return uint8(max(0, min(255, v))) }

// drawing is a green ring on nothing.
func drawing(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			d := math.Hypot(float64(x-w/2), float64(y-h/2))
			if d > 140 && d < 200 {
				m.SetNRGBA(x, y, color.NRGBA{11, 110, 79, 255})
			}
		}
	}
	return m
}
