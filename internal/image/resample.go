package image

import "math"

// Pictures are made smaller with the Catmull-Rom filter, in two passes over
// planes of bytes: across, then down. Values are taken as they are stored, as
// browsers and nearly all programs do; in linear light, fine bright patterns
// would come out lighter by a shade nobody misses, at three times the cost.
//
// golang.org/x/image/draw has the same filter, in floating point and through
// RGBA. A JPEG's own planes have half as many values and are packed again
// without having been anything else.

// precise is how many bits of a weight stand behind the point.
const precise = 14

// taps say for each value of the result which values of the source it is made
// from: as many as in each other, from first on, each with its weight.
type taps struct {
	n       int
	first   []int
	weights []int32 // n for each value
}

// tapsOf makes the taps for a row of from values that becomes one of to, where
// a step in the result is scale in the source. What lies beyond an edge is like
// the edge.
func tapsOf(from, to int, scale float64) taps {
	wide := max(scale, 1)
	n := min(from, 2*int(math.Ceil(2*wide))+1)
	t := taps{n: n, first: make([]int, to), weights: make([]int32, n*to)}
	for i := range to {
		centre := (float64(i)+0.5)*scale - 0.5
		left := int(math.Ceil(centre - 2*wide))
		t.first[i] = max(0, min(left, from-n))
		t.weigh(i, from, left, int(math.Floor(centre+2*wide)), func(j int) float64 { return catmullRom((float64(j) - centre) / wide) })
	}
	return t
}

// weigh fills the weights of value i from those of the source's values left to
// right. Their sum is exactly one, so that a flat colour stays what it is.
func (t *taps) weigh(i, from, left, right int, weight func(int) float64) {
	exact, sum := make([]float64, t.n), 0.0
	for j := left; j <= right; j++ {
		w := weight(j)
		exact[min(max(0, min(j, from-1)-t.first[i]), t.n-1)] += w
		sum += w
	}
	ws := t.weights[i*t.n : (i+1)*t.n]
	rest, largest := int32(1<<precise), 0
	for k, w := range exact {
		ws[k] = int32(math.Round(w / sum * (1 << precise)))
		rest -= ws[k]
		if ws[k] > ws[largest] {
			largest = k
		}
	}
	ws[largest] += rest
}

// catmullRom is the cubic filter with B = 0 and C = 1/2 (Mitchell and
// Netravali, 1988).
func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// plane is a rectangle of bytes, channels of them for each value in a row.
type plane struct {
	pix           []byte
	stride        int
	width, height int
	channels      int
}

func newPlane(width, height, channels int) plane {
	return plane{make([]byte, width*channels*height), width * channels, width, height, channels}
}

// into resamples p into to. A step in to is across and down in p.
func (p plane) into(to plane, across, down float64) {
	between := newPlane(to.width, p.height, p.channels)
	p.across(between, tapsOf(p.width, to.width, across))
	between.down(to, tapsOf(p.height, to.height, down))
}

func (p plane) across(to plane, t taps) {
	for y := range p.height {
		from, row := p.pix[y*p.stride:], to.pix[y*to.stride:][:to.width*to.channels]
		for x, first := range t.first {
			ws := t.weights[x*t.n:][:t.n]
			if p.channels == 1 {
				row[x] = mix(from[first:], ws)
				continue
			}
			mixPixel(row[x*p.channels:][:p.channels], from[first*p.channels:], ws)
		}
	}
}

// mix is one value of a row.
func mix(from []byte, ws []int32) byte {
	sum := int32(1 << (precise - 1))
	from = from[:len(ws)]
	for k, w := range ws {
		sum += int32(from[k]) * w
	}
	return clamp(sum >> precise)
}

// mixPixel is one pixel of a row with several channels.
func mixPixel(to, from []byte, ws []int32) {
	for c := range to {
		sum := int32(1 << (precise - 1))
		for k, w := range ws {
			sum += int32(from[k*len(to)+c]) * w
		}
		to[c] = clamp(sum >> precise)
	}
}

func (p plane) down(to plane, t taps) {
	sums := make([]int32, to.width*to.channels)
	for y, first := range t.first {
		for i := range sums {
			sums[i] = 1 << (precise - 1)
		}
		for k, w := range t.weights[y*t.n:][:t.n] {
			row := p.pix[(first+k)*p.stride:][:len(sums)]
			for i, v := range row {
				sums[i] += int32(v) * w
			}
		}
		row := to.pix[y*to.stride:][:len(sums)]
		for i, s := range sums {
			row[i] = clamp(s >> precise)
		}
	}
}

// clamp brings what the filter's swing carried beyond black or white back.
func clamp(v int32) byte { return byte(max(0, min(v, 255))) }
