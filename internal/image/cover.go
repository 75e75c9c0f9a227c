package image

import stdimage "image"

// Cover makes a picture fill a shape, whole in one direction and cut in the
// other: upright, scaled, and without a profile, for what shows it has none.
// Of what is too wide the part is taken that has most to see and whose edges
// cut least; what is too high is cut mostly below, for faces are above. When it
// takes another part, card.Version must be raised.
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
		whole := d.img.(interface {
			SubImage(stdimage.Rectangle) stdimage.Image
		})
		out = whole.SubImage(part(d.img, width, height))
		if out.Bounds().Size() != stdimage.Pt(width, height) {
			out = smaller(out, width, height)
		}
		return nil
	})
	return out, err
}

// part is what is shown of a picture, in the shape of width by height. It begins
// where the planes of a JPEG can be cut.
func part(img stdimage.Image, width, height int) stdimage.Rectangle {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w*height > h*width {
		w = max(1, (h*width+height/2)/height)
		b.Min.X += window(busy(img), w) &^ 3
	} else {
		h = max(1, min(h, (w*height+width/2)/width))
		b.Min.Y += (b.Dy() - h) / 3 &^ 3
	}
	return stdimage.Rectangle{Min: b.Min, Max: b.Min.Add(stdimage.Pt(w, h))}
}

// window finds where among the columns of a picture to cut a part of this
// width. Each counts by how much is to see in it, those near a cut against it,
// for they show something that is cut in two. Of like parts the middle one is
// taken.
func window(columns []int, width int) int {
	n, room, edge := len(columns), len(columns)-width, max(1, width/33)
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

// busy says of each column of pixels how much there is to see. Some three
// hundred rows are enough to know.
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
	step := max(1, p.height/300)
	for y := step; y < p.height; y += step {
		row, above := p.pix[y*p.stride:], p.pix[(y-step)*p.stride:]
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
