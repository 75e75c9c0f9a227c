package image

import stdimage "image"

// Cover makes a picture fill a shape, whole in one direction and cut in the
// other: upright, scaled, and without a profile, for what shows it has none.
// Of what is too wide the part is taken that has most to see and whose edges
// cut least; what is too high is cut mostly below, for faces are above.
func Cover(name string, data []byte, width, height int) (out stdimage.Image, err error) {
	info, err := Probe(name, data)
	if err != nil {
		return nil, err
	}
	w, h := covering(info, width, height)
	if w > maxPixels/h {
		return nil, &TooLargeError{w, h}
	}
	d := &drawer{info: info, data: data}
	err = alone(info.Width*info.Height, func() error {
		if err := d.decode(); err != nil {
			return err
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

// covering is the size in which a picture covers a shape.
func covering(info Info, width, height int) (w, h int) {
	w, h = max(1, info.Width), max(1, info.Height)
	if w*height > h*width {
		return max(width, (height*w+h/2)/h), height
	}
	return width, max(height, (width*h+w/2)/w)
}

// window finds where in a picture to cut a part of this width. Each column
// counts by how much is to see in it, those near a cut against it, for they
// show something that is cut in two. Of like parts the middle one is taken.
func window(img stdimage.Image, width int) int {
	columns := busy(img)
	n, room := len(columns), len(columns)-width
	sums := make([]int, n+1)
	for x, c := range columns {
		sums[x+1] = sums[x] + c
	}
	total := float64(max(1, sums[n]))
	between := func(from, to int) float64 { return float64(sums[min(to, n)]-sums[max(from, 0)]) / total }
	best, where := 0.0, 0
	for x := 0; x <= room; x++ {
		off := float64(2*x-room) / float64(n)
		score := 1 + between(x, x+width) - off*off/4
		if x > 0 {
			score -= between(x-edge, x+edge)
		}
		if x < room {
			score -= between(x+width-edge, x+width+edge)
		}
		if score > best {
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
			v := row[x*p.channels]
			if d := apart(v, row[(x-1)*p.channels]) + apart(v, above[x*p.channels]); d > grain {
				out[x] += min(d, strongest)
			}
		}
	}
	return out
}

func apart(a, b byte) int { return int(max(a, b) - min(a, b)) }

// Differences up to grain are those of film and sensors, and none counts more
// than strongest: one hard edge is not more to see than a face.
const (
	grain     = 12
	strongest = 80
)
