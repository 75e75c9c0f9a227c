package image

import (
	stdimage "image"
)

// Cover makes a picture fill a shape, whole in one direction and cut in the
// other: upright, scaled, and without a profile, for what shows it has none.
// Of what is too wide the part is taken that has most to see and whose edges
// cut least; what is too high is cut mostly below, for faces are above.
func Cover(name string, data []byte, width, height int) (out stdimage.Image, err error) {
	info, err := Probe(name, data)
	if err != nil {
		return nil, err
	}
	d := &drawer{info: info, data: data}
	err = alone(info.Width*info.Height, func() error {
		if err := d.decode(); err != nil {
			return err
		}
		w, h := width, max(height, (width*info.Height+info.Width/2)/info.Width)
		if info.Width*height > info.Height*width {
			w, h = max(width, (height*info.Width+info.Height/2)/info.Height), height
		}
		out = smaller(d.img, w, h)
		return nil
	})
	if err != nil {
		return nil, err
	}
	at := stdimage.Pt(window(out, width), (out.Bounds().Dy()-height)/3)
	at.X, at.Y = at.X&^1, at.Y&^1 // where planes of a JPEG can be cut
	sub := out.(interface {
		SubImage(stdimage.Rectangle) stdimage.Image
	})
	return sub.SubImage(stdimage.Rectangle{Min: at, Max: at.Add(stdimage.Pt(width, height))}), nil
}

// window finds where in a picture to cut a part of this width. Each column
// counts by how much it differs from the one before, those at the part's edges
// against it, for they show something that is cut in two. Of like parts the
// middle one is taken.
func window(img stdimage.Image, width int) int {
	columns := busy(img)
	room := len(columns) - width
	if room <= 0 {
		return 0
	}
	sums := make([]int, len(columns)+1)
	for x, c := range columns {
		sums[x+1] = sums[x] + c
	}
	total := max(1, sums[len(columns)])
	best, where := 0.0, 0
	for x := range room + 1 {
		inside := float64(sums[x+width]-sums[x]) / float64(total)
		edges := float64(sums[min(x+edge, len(columns))]-sums[max(x-edge, 0)]+sums[min(x+width+edge, len(columns))]-sums[max(x+width-edge, 0)]) / float64(total)
		off := float64(2*x-room) / float64(len(columns))
		if score := 1 + inside - edges - off*off/4; score > best {
			best, where = score, x
		}
	}
	return where
}

// edge is how far from a cut a column counts as cut, in pixels.
const edge = 12

// busy says of each column of pixels how much there is to see.
func busy(img stdimage.Image) []int {
	var p plane
	b := img.Bounds()
	switch m := img.(type) {
	case *stdimage.YCbCr:
		p = plane{m.Y, m.YStride, b.Dx(), b.Dy(), 1}
	case *stdimage.Gray:
		p = plane{m.Pix, m.Stride, b.Dx(), b.Dy(), 1}
	case *stdimage.RGBA:
		p = plane{m.Pix[1:], m.Stride, b.Dx(), b.Dy(), 4} // green is near enough to brightness
	}
	out := make([]int, p.width)
	for y := 2; y < p.height; y += 2 {
		row, above := p.pix[y*p.stride:], p.pix[(y-2)*p.stride:]
		for x := 1; x < p.width; x++ {
			v := int(row[x*p.channels])
			if d := max(v-int(row[(x-1)*p.channels]), int(row[(x-1)*p.channels])-v) + max(v-int(above[x*p.channels]), int(above[x*p.channels])-v); d > grain {
				out[x] += min(d, strongest)
			}
		}
	}
	return out
}

// Differences below grain are that of a photograph, and none counts more than strongest: one hard
// edge is not more to see than a face.
const (
	grain     = 12
	strongest = 80
)
