package site

import (
	"cmp"
	"slices"

	"nadi/internal/theme"
)

// maxRelated is how many related articles a page shows.
const maxRelated = 3

// newestInTopic is that number for the setting newest-in-topic, the usual
// box of other generators.
const newestInTopic = 5

// related finds what to read next. By tag overlap it looks among older
// articles only, so that a new article changes no page but its own.
func (b *builder) related(e *entry) theme.Cards {
	switch b.cfg.Related {
	case "off":
		return nil
	case "newest-in-topic":
		return newest(e)
	}
	return overlap(e)
}

func newest(e *entry) theme.Cards {
	if len(e.topics) == 0 {
		return nil
	}
	var out theme.Cards
	for _, o := range e.topics[0].entries {
		if o != e && len(out) < newestInTopic {
			out = append(out, o.card)
		}
	}
	return out
}

// candidate is an article with how much it shares: 2 for a tag, 1 for a
// topic.
type candidate struct {
	e     *entry
	score int
}

// lookBack bounds the search in each list, so that a topic of thousands does
// not make a build quadratic; what is older than that is rarely the better
// advice.
const lookBack = 200

func overlap(e *entry) theme.Cards {
	scores := map[*entry]int{}
	count := func(terms []*term, weight int) {
		for _, t := range terms {
			from := olderThan(t.entries, e)
			for _, o := range t.entries[from:min(len(t.entries), from+lookBack)] {
				scores[o] += weight
			}
		}
	}
	count(e.tags, 2)
	count(e.topics, 1)
	var cs []candidate
	for o, s := range scores {
		if o.at != e.at+1 { // which stands below as the earlier one
			cs = append(cs, candidate{o, s})
		}
	}
	slices.SortFunc(cs, func(x, y candidate) int { return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.e.at, y.e.at)) })
	var out theme.Cards
	for _, c := range cs[:min(maxRelated, len(cs))] {
		out = append(out, c.e.card)
	}
	return out
}

// olderThan is the index of the first entry after e in a list of newest
// first that holds e.
func olderThan(entries []*entry, e *entry) int {
	i, _ := slices.BinarySearchFunc(entries, e.at, func(x *entry, at int) int { return cmp.Compare(x.at, at) })
	return min(i+1, len(entries))
}
