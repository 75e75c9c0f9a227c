package card

import (
	"image"
	"math"
	"slices"
)

// Where things stand, in pixels.
const (
	margin = 80 // left and right
	gutter = 48 // between words and photograph

	topicSize = 31
	topicLine = 98 // baselines of what is small
	footLine  = 573
	ruleTop   = 518
	ruleHigh  = 5

	headTop    = 138 // where the headline's letters begin below a topic
	headAlone  = 76  // and without one
	headBottom = 492

	maxLines = 4
)

// The headline's sizes in pixels.
const (
	largest        = 88
	largestByPhoto = 66
	smallest       = 40
	step           = 2
)

// leading is a script's distance of lines, and how far its letters reach above
// the first baseline and below the last, in ems.
type leading struct{ line, above, below float32 }

var (
	latinLeading      = leading{1.15, 0.74, 0.24}
	devanagariLeading = leading{1.4, 0.95, 0.42}
)

func leadingOf(words []word) leading {
	if slices.ContainsFunc(words, func(w word) bool { return w.deep }) {
		return devanagariLeading
	}
	return latinLeading
}

// lay puts everything on the card, between the left margin and right.
func (d *Drawer) lay(c *canvas, s Spec, right int) {
	width := float32(right - margin)
	one := frame{width: width, height: math.MaxInt32, lines: 1, from: topicSize, to: topicSize - 5}
	if b := d.set(s.Topic, sans, s.Lang, one); len(b.lines) > 0 {
		d.line(c, b, 0, topicLine, mark)
	}
	head := frame{width: width, height: headBottom - headAlone, lines: maxLines, from: largest, to: smallest}
	top := float32(headAlone)
	if s.Topic != "" {
		head.height, top = headBottom-headTop, headTop
	}
	if c.full != nil {
		head.from = largestByPhoto
	}
	b := d.set(s.Title, serif, s.Lang, head)
	for i := range b.lines {
		d.line(c, b, i, top+(b.above+float32(i)*b.line)*b.size, headline)
	}
	c.rule(image.Rect(margin, ruleTop, right, ruleTop+ruleHigh), mark)
	if b := d.set(s.Organization, sans, s.Lang, one); len(b.lines) > 0 {
		d.line(c, b, 0, footLine, small)
	}
}

// frame is the room for a text, and the sizes it may have.
type frame struct {
	width, height float32
	lines         int
	from, to      float32
}

// block is a text broken into lines.
type block struct {
	lines [][]word
	size  float32 // pixels
	space float32 // ems
	leading
}

// most is how many letters are looked at; no card has room for more.
const most = 400

// set finds the largest size at which a text fits; if there is none, it takes
// the smallest and cuts the text.
func (d *Drawer) set(text string, st style, lang string, f frame) block {
	in := clean(text)
	ends := letters(in, most)
	if len(ends) == 0 {
		return block{}
	}
	if ends[len(ends)-1] == len(in) {
		if b, ok := d.fit(in, st, lang, f); ok {
			return b
		}
	}
	return d.cut(in, ends, st, lang, f)
}

// fit tries the sizes from the largest.
func (d *Drawer) fit(text []rune, st style, lang string, f frame) (block, bool) {
	words := d.shape(text, st, lang)
	b := block{space: d.faces[st][latin].HorizontalAdvance(d.space(st)) / d.faces[st][latin].upem, leading: leadingOf(words)}
	for b.size = f.from; b.size >= f.to; b.size -= step {
		lines := f.lines
		for lines > 1 && (b.above+float32(lines-1)*b.line+b.below)*b.size > f.height {
			lines--
		}
		if b.lines = wrap(words, b.space, f.width/b.size, lines); b.lines != nil {
			return b, true
		}
	}
	return b, false
}

// cut takes as many letters as have room together with an ellipsis.
func (d *Drawer) cut(text []rune, ends []int, st style, lang string, f frame) block {
	f.from = f.to
	var best block
	low, high := 1, len(ends)
	for low <= high {
		n := (low + high) / 2
		p := append(slices.Clone(prefix(text, ends, n)), '…')
		if b, ok := d.fit(p, st, lang, f); ok {
			best, low = b, n+1
		} else {
			high = n - 1
		}
	}
	return best
}

// wrap breaks words into as few lines as they need, all of like length; nil
// if they need more than there are.
func wrap(words []word, space, width float32, most int) [][]word {
	if len(words) == 0 || slices.ContainsFunc(words, func(w word) bool { return w.width-w.hang > width }) {
		return nil
	}
	n := greedy(words, space, width)
	if n > most {
		return nil
	}
	return balanced(words, space, width, n)
}

// greedy counts the lines when each takes what it can.
func greedy(words []word, space, width float32) int {
	lines, x := 1, -words[0].hang
	for i, w := range words {
		if i > 0 {
			x += space
		}
		if x+w.width > width && i > 0 {
			lines, x = lines+1, -w.hang
		}
		x += w.width
	}
	return lines
}

// balanced breaks words into exactly n lines so that what is left empty is
// spread evenly. A line that ends with a comma, colon or dash reads better,
// which counts as a little.
func balanced(words []word, space, width float32, n int) [][]word {
	best := make([][]plan, n+1) // best[k][i]: the first i words in k lines
	for k := range best {
		best[k] = make([]plan, len(words)+1)
		for i := range best[k] {
			best[k][i].cost = float32(math.Inf(1))
		}
	}
	best[0][0].cost = 0
	for k := 1; k <= n; k++ {
		for i := k; i <= len(words); i++ {
			x := -space
			for j := i - 1; j >= k-1; j-- {
				x += words[j].width + space
				if x-words[j].hang > width {
					break
				}
				left := (width - x + words[j].hang) / width
				cost := best[k-1][j].cost + left*left
				if words[i-1].stop && i < len(words) {
					cost -= 0.03
				}
				if cost < best[k][i].cost {
					best[k][i] = plan{cost, j}
				}
			}
		}
	}
	out := make([][]word, n)
	for i, k := len(words), n; k > 0; k-- {
		out[k-1] = words[best[k][i].from:i]
		i = best[k][i].from
	}
	return out
}

// plan is the cheapest way to some words, whose last line begins at from.
type plan struct {
	cost float32
	from int
}
