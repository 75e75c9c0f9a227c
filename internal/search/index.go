package search

import (
	"crypto/sha256"
	"slices"
	"strings"
)

// Limit is the number of articles in a shard at most, and so of articles that
// one word leads to. It keeps a shard to some 30 KB on the way to a phone.
const Limit = 300

// Words are the folded words of an article by how much they tell of it. A word
// may stand in several; the first counts.
type Words struct {
	Title  []string
	Marked []string // topics, tags, key points
	Rest   []string // description, headings
}

func (w *Words) classes() [3][]string { return [3][]string{w.Title, w.Marked, w.Rest} }

// Doc is an article as a list of results shows it. URL is a path that a
// browser may be given as it is; Date is written for people and may be empty.
type Doc struct {
	Title, URL, Date, Topic string
	Words                   Words
}

// Index is the search of one language.
type Index struct {
	docs   []doc
	terms  []string  // sorted
	count  []int     // of each term: in how many articles it stands
	lists  [][]int32 // of each term: its articles, Limit at most, in the order of docs
	shards []Shard
}

// doc is a Doc with its words as numbers of terms.
type doc struct {
	*Doc
	words  [3][]int32 // each word once
	common bool       // each word of the title stands in more than Limit articles
	hash   [sha256.Size]byte
}

// New arranges docs, the best of equals first (the newest), which must not
// change afterwards.
func New(docs []Doc) *Index {
	x := &Index{docs: make([]doc, len(docs))}
	x.number(docs)
	for i := range x.docs {
		x.docs[i].common = !slices.ContainsFunc(x.docs[i].words[0], func(n int32) bool { return x.count[n] <= Limit })
	}
	x.choose()
	if len(x.terms) > 0 {
		x.split(0, len(x.terms), 0)
	}
	return x
}

// number gives every word its number, in alphabetical order, and counts it.
func (x *Index) number(docs []Doc) {
	at := map[string]int32{}
	for i := range docs {
		for _, class := range docs[i].Words.classes() {
			for _, w := range class {
				at[w] = 0
			}
		}
	}
	x.terms = make([]string, 0, len(at))
	for w := range at {
		x.terms = append(x.terms, w)
	}
	slices.Sort(x.terms)
	for i, w := range x.terms {
		at[w] = int32(i)
	}
	x.count = make([]int, len(x.terms))
	seen := make([]int, len(x.terms)) // the last article, counted from 1, in which a term was met
	for i := range docs {
		d := doc{Doc: &docs[i]}
		for c, class := range docs[i].Words.classes() {
			for _, w := range class {
				if n := at[w]; seen[n] != i+1 {
					seen[n] = i + 1
					x.count[n]++
					d.words[c] = append(d.words[c], n)
				}
			}
		}
		d.hash = sha256.Sum256([]byte(strings.Join([]string{d.Title, d.URL, d.Date, d.Topic, strings.Join(d.Words.Title, " "), strings.Join(d.Words.Marked, " "), strings.Join(d.Words.Rest, " ")}, "\n")))
		x.docs[i] = d
	}
}

// choose makes each term's list. Of a term in more than Limit articles those
// are kept that a search for it should show: first articles with nothing but
// such words in their title, which are found by no other; then those with the
// word in the title; then with it among topics, tags and key points; of equals
// the first of docs.
func (x *Index) choose() {
	grades := make([][]uint8, len(x.terms))
	x.lists = make([][]int32, len(x.terms))
	for i := range x.docs {
		d := &x.docs[i]
		for c, class := range d.words {
			for _, n := range class {
				grade := uint8(c + 1)
				if d.common && c == 0 {
					grade = 0
				}
				x.lists[n], grades[n] = append(x.lists[n], int32(i)), append(grades[n], grade)
			}
		}
	}
	for n, list := range x.lists {
		if len(list) > Limit {
			x.lists[n] = best(list, grades[n])
		}
	}
}

// best keeps the Limit articles of the lowest grades, in their order.
func best(list []int32, grades []uint8) []int32 {
	out := make([]int32, 0, Limit)
	for grade := range uint8(4) {
		for i, d := range list {
			if grades[i] == grade && len(out) < Limit {
				out = append(out, d)
			}
		}
	}
	slices.Sort(out)
	return out
}
