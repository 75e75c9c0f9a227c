package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Shard is one file of an index: the terms from..to and the articles they lead
// to. Key identifies its bytes and is known before them.
type Shard struct {
	Key      [sha256.Size]byte
	x        *Index
	from, to int
	docs     []int32
}

// Name is the shard's name in the words file: the first part of its key, so
// that a name never means other bytes.
func (s *Shard) Name() string { return hex.EncodeToString(s.Key[:5]) }

// Shards are all shards in alphabetical order.
func (x *Index) Shards() []Shard { return x.shards }

// split makes shards of the terms from..to, which begin with the same depth
// bytes. Where they lead to more articles than a shard holds, they are parted
// by their next letter, and neighbours that fit together stay together. So the
// borders lie where the alphabet has them, and a new article moves few.
func (x *Index) split(from, to, depth int) {
	if docs := x.union(from, to); len(docs) <= Limit || to-from == 1 {
		x.add(from, to, docs)
		return
	}
	start := from // of the neighbours that stay together
	for at := from; at < to; {
		end := x.sameLetter(at, to, depth)
		if at > start && len(x.union(start, end)) > Limit {
			x.add(start, at, x.union(start, at))
			start = at
		}
		if start == at && len(x.union(at, end)) > Limit {
			x.split(at, end, depth+x.letter(at, depth))
			start = end
		}
		at = end
	}
	if start < to {
		x.add(start, to, x.union(start, to))
	}
}

// letter is the length in bytes of the letter of a term at depth, 0 at its end.
func (x *Index) letter(term, depth int) int {
	for i := range x.terms[term][depth:] {
		if i > 0 {
			return i
		}
	}
	return len(x.terms[term]) - depth
}

// sameLetter is the end of the run of terms that share the letter at depth.
func (x *Index) sameLetter(at, to, depth int) int {
	prefix := x.terms[at][:depth+x.letter(at, depth)]
	end := at + 1
	for end < to && len(prefix) > depth && strings.HasPrefix(x.terms[end], prefix) {
		end++
	}
	return end
}

// union are the articles of some terms, each once, in order; or, when there
// are more than Limit, so many that one sees it.
func (x *Index) union(from, to int) []int32 {
	var out []int32
	for _, list := range x.lists[from:to] {
		out = append(out, list...)
		if len(out) > 4*Limit {
			if out = sorted(out); len(out) > Limit {
				return out
			}
		}
	}
	return sorted(out)
}

func sorted(docs []int32) []int32 {
	slices.Sort(docs)
	return slices.Compact(docs)
}

func (x *Index) add(from, to int, docs []int32) {
	h := sha256.New()
	for n := from; n < to; n++ {
		h.Write([]byte(x.terms[n] + " "))
	}
	for _, d := range docs {
		h.Write(x.docs[d].hash[:])
	}
	x.shards = append(x.shards, Shard{Key: [sha256.Size]byte(h.Sum(nil)), x: x, from: from, to: to, docs: docs})
}

// Words is the words file:
//
//	{"fold": Table, "shards": [[name, "term term:COUNT …"] …]}
//
// in which a term without a count stands in one article.
func (x *Index) Words() []byte {
	f := struct {
		Fold   Table       `json:"fold"`
		Shards [][2]string `json:"shards"`
	}{Fold: forBrowser(), Shards: make([][2]string, len(x.shards))}
	for i, s := range x.shards {
		var b strings.Builder
		for n := s.from; n < s.to; n++ {
			b.WriteString(x.terms[n])
			if x.count[n] > 1 {
				b.WriteString(":" + strconv.Itoa(x.count[n]))
			}
			b.WriteByte(' ')
		}
		f.Shards[i] = [2]string{s.Name(), strings.TrimSuffix(b.String(), " ")}
	}
	return encode(f)
}

// Body is the shard's bytes:
//
//	{"words": "term term …", "topics": [name …],
//	 "docs": [[title, URL, date, number of its topic or -1, title's words, marked, rest] …]}
//
// in which words are places in words, written by pack; frequent words come
// first, so that most cost a byte. Nothing in it depends on articles of other
// shards, or the key would have to.
func (s *Shard) Body() []byte {
	place, words := s.vocabulary()
	var topics []string
	docs := make([]byte, 0, 256*len(s.docs))
	for i, n := range s.docs {
		d := &s.x.docs[n]
		if i > 0 {
			docs = append(docs, ',')
		}
		docs = text(append(docs, '['), d.Title)
		docs = text(append(docs, ','), d.URL)
		docs = text(append(docs, ','), d.Date)
		docs = strconv.AppendInt(append(docs, ','), int64(among(&topics, d.Topic)), 10)
		for _, class := range d.words {
			docs = text(append(docs, ','), pack(class, place))
		}
		docs = append(docs, ']')
	}
	out := text([]byte(`{"words":`), words)
	out = append(append(out, `,"topics":`...), encode(append([]string{}, topics...))...)
	return append(append(append(out, `,"docs":[`...), docs...), "]}"...)
}

// among is the place of a name in a list, to which it is added; no name is -1.
func among(list *[]string, name string) int {
	at := slices.Index(*list, name)
	if at < 0 && name != "" {
		at = len(*list)
		*list = append(*list, name)
	}
	return at
}

// vocabulary gives the words of the shard's articles their places, the most
// frequent first. A place is only meant for words that are there.
func (s *Shard) vocabulary() (place []int, words string) {
	count := make([]int, len(s.x.terms))
	var order []int32
	for _, n := range s.docs {
		for _, class := range s.x.docs[n].words {
			for _, w := range class {
				if count[w]++; count[w] == 1 {
					order = append(order, w)
				}
			}
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	names := make([]string, len(order))
	for at, w := range order {
		count[w], names[at] = at, s.x.terms[w] // from here on its place
	}
	return count, strings.Join(names, " ")
}

// pack writes places in rising order, each as the character that lies as far
// behind # as the place behind the one before.
func pack(words []int32, place []int) string {
	places := make([]int, 0, len(words))
	for _, w := range words {
		if place[w] < mostPlaces {
			places = append(places, place[w])
		}
	}
	slices.Sort(places)
	out := make([]rune, len(places))
	before := 0
	for i, at := range places {
		out[i], before = rune('#'+at-before), at
	}
	return string(out)
}

// mostPlaces ends before the characters that are halves of others. Limit
// articles would need a hundred and eighty words each that no other has.
const mostPlaces = 0xd800 - '#'

// text appends a JSON string.
func text(out []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			return append(out, encode(s)...)
		}
	}
	return append(append(append(out, '"'), strings.ToValidUTF8(s, "\ufffd")...), '"')
}

// encode writes plain data; it cannot fail on the types it is given.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("search: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
