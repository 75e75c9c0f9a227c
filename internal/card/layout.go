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

	topicSize = 34
	topicLine = 99 // baselines of what is small
	footLine  = 574
	ruleTop   = 518
	ruleHigh  = 5

	headTop    = 140 // where the headline's letters begin below a topic
	headAlone  = 76  // and without one
	headBottom = 492

	maxLines = 4
)

// The headline's sizes in pixels.
const (
	largest        = 100
	largestByPhoto = 74
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

// fit finds the largest size at which a text fits, or one a little smaller that
// breaks it better.
func (d *Drawer) fit(text []rune, st style, lang string, f frame) (block, bool) {
	words := d.shape(text, st, lang)
	b := block{space: d.space(st), leading: leadingOf(words)}
	var best block
	var first, bestFault float32
	for b.size = f.from; b.size >= f.to && b.size >= first*0.86; b.size -= step {
		lines := f.lines
		for lines > 1 && (b.above+float32(lines-1)*b.line+b.below)*b.size > f.height {
			lines--
		}
		if b.lines = wrap(words, b.space, f.width/b.size, lines); b.lines == nil {
			continue
		}
		if first == 0 {
			first = b.size
		}
		if fault := b.fault() + 4*(1-b.size/first); best.lines == nil || fault < bestFault {
			best, bestFault = b, fault
		}
	}
	return best, best.lines != nil
}

// fault is how badly a text is broken: one for every two words that are torn
// apart and for a short last line, and a half for each line. To mend one, a
// headline may become a quarter smaller, but fit does not go as far.
func (b *block) fault() float32 {
	fault := 0.5 * float32(len(b.lines))
	for i := 1; i < len(b.lines); i++ {
		above := b.lines[i-1]
		if torn(above[len(above)-1], b.lines[i][0]) {
			fault++
		}
	}
	if n := len(b.lines); n > 1 && b.widthOf(n-1)*3 < b.widthOf(n-2) {
		fault++
	}
	return fault
}

func (b *block) widthOf(line int) float32 {
	w := -b.space
	for _, x := range b.lines[line] {
		w += x.width + b.space
	}
	return w
}

// torn reports two words that lean on each other.
func torn(before, after word) bool {
	return !before.stop && (before.leans > 0 || after.leans < 0)
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
// spread evenly, and the sense is kept together where that costs little.
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
				cost := best[k-1][j].cost + left*left + sense(words, i)
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

// sense is what it costs to begin a line with word i: less than nothing behind
// a comma, colon or dash, and something where two words lean on each other.
func sense(words []word, i int) float32 {
	switch {
	case i == len(words):
		return 0
	case words[i-1].stop:
		return -0.1
	case torn(words[i-1], words[i]):
		return 0.08
	}
	return 0
}

// plan is the cheapest way to some words, whose last line begins at from.
type plan struct {
	cost float32
	from int
}
