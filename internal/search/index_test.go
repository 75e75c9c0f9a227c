package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// browser is what a browser does with an index, from its files alone: find of
// search.js in Go, without its ranking among equals.
type browser struct {
	shards map[string][]byte // files by name
	term   map[string]string // term → shard
	count  map[string]int
	read   map[string]*shardFile
	loaded int
}

type shardFile struct {
	Words  string
	Topics []string
	Docs   [][7]any
}

func open(t *testing.T, x *Index) *browser {
	t.Helper()
	b := &browser{shards: map[string][]byte{}, term: map[string]string{}, count: map[string]int{}, read: map[string]*shardFile{}}
	for _, s := range x.Shards() {
		if b.shards[s.Name()] != nil {
			t.Fatalf("two shards are named %s", s.Name())
		}
		b.shards[s.Name()] = s.Body()
	}
	var f struct{ Shards [][2]string }
	if err := json.Unmarshal(x.Words(), &f); err != nil {
		t.Fatal(err)
	}
	for _, s := range f.Shards {
		for term := range strings.FieldsSeq(s[1]) {
			name, n, counted := strings.Cut(term, ":")
			b.term[name], b.count[name] = s[0], 1
			if counted {
				b.count[name], _ = strconv.Atoi(n)
			}
		}
	}
	return b
}

// near is search.js's: one letter more, less or other, or two that changed
// places.
func near(a, b string) bool {
	if d := len(a) - len(b); d > utf8.UTFMax || d < -utf8.UTFMax {
		return false
	}
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	x, y = x[i:], y[i:]
	same := func(m, n int) bool { return m <= len(x) && n <= len(y) && slices.Equal(x[m:], y[n:]) }
	return same(1, 1) || same(1, 0) || same(0, 1) || same(0, 0) || len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && same(2, 2)
}

// match are the terms that a word may mean.
func (b *browser) match(word string, last bool) map[string]float64 {
	typed, stem, out := strings.Join(strings.FieldsFunc(letters(word), between), ""), strings.Join(Fold(word), ""), map[string]float64{}
	if b.count[stem] > 0 {
		out[stem] = 1
	}
	if last || len(out) == 0 {
		for t := range b.count {
			if strings.HasPrefix(t, typed) && t != stem {
				out[t] = .6
			}
		}
	}
	if len(out) > 0 || units(typed) < 4 {
		return out
	}
	for t := range b.count {
		if near(t, stem) || near(t, typed) || units(t) > 3 && strings.HasPrefix(typed, t) {
			out[t] = .3
			if []rune(t)[0] == []rune(stem)[0] {
				out[t] = .4
			}
		}
	}
	return out
}

// find returns the URLs of what is found, and whether they have all words.
func (b *browser) find(t *testing.T, query string) (urls []string, all bool) {
	t.Helper()
	words := slices.DeleteFunc(strings.FieldsFunc(query, between), func(w string) bool { return len(Fold(w)) == 0 })
	var matches []map[string]float64
	first, least := -1, 0.0
	for i, w := range words {
		m := b.match(w, i == len(words)-1)
		total := 0.0
		for term, weight := range m {
			total += float64(b.count[term]) / weight / weight
		}
		if len(m) > 0 && (first < 0 || total < least) {
			first, least = i, total
		}
		matches = append(matches, m)
	}
	if first < 0 {
		return nil, false
	}
	best := slices.MaxFunc(slices.Sorted(maps.Keys(matches[first])), func(x, y string) int {
		return cmp.Or(cmp.Compare(matches[first][x], matches[first][y]), cmp.Compare(b.count[x], b.count[y]))
	})
	b.loaded++
	s := b.load(t, b.term[best])
	known, most := strings.Fields(s.Words), 0
	for _, d := range s.Docs {
		hits := map[int]bool{}
		for _, class := range d[4:] {
			at := 0
			for _, c := range class.(string) {
				at += int(c) - '#'
				for i, m := range matches {
					if m[known[at]] > 0 {
						hits[i] = true
					}
				}
			}
		}
		if !hits[first] || len(hits) < most {
			continue
		}
		if len(hits) > most {
			most, urls = len(hits), nil
		}
		urls = append(urls, d[1].(string))
	}
	return urls, most == len(words)
}

func (b *browser) load(t *testing.T, name string) *shardFile {
	t.Helper()
	if b.read[name] == nil {
		b.read[name] = &shardFile{}
		if err := json.Unmarshal(b.shards[name], b.read[name]); err != nil {
			t.Fatal(err)
		}
	}
	return b.read[name]
}

// someDocs are n articles with titles of made-up words, of which a few are in
// every second article and most are rare.
func someDocs(n int, r *rand.Rand) []Doc {
	syllables := strings.Fields("ba ko ri tu men sal vor gli pan dex o a रो गी खा दि मा नू चक दवा बु")
	word := func() string {
		if r.IntN(3) == 0 {
			return []string{"health", "heart", "patients", "मरीज़", "care"}[r.IntN(5)]
		}
		w := ""
		for range 2 + r.IntN(3) {
			w += syllables[min(r.IntN(len(syllables)), r.IntN(len(syllables)))]
		}
		return w
	}
	docs := make([]Doc, n)
	for i := range docs {
		var title, rest []string
		for range 4 {
			title = append(title, word())
		}
		for range 12 {
			rest = append(rest, word())
		}
		docs[i] = Doc{Title: strings.Join(title, " "), URL: fmt.Sprintf("/articles/%d/", i), Date: "1 May 2026", Topic: "Heart",
			Words: Words{Title: Fold(strings.Join(title, " ")), Marked: Fold("heart"), Rest: Fold(strings.Join(rest, " "))}}
	}
	return docs
}

// TestTitlesAreFound: the words of a title lead to its article, also with one
// letter that was typed wrong, and one shard is enough.
func TestTitlesAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	docs := someDocs(700, r)
	b := open(t, New(docs))
	if len(b.shards) < 5 {
		t.Fatalf("all is in %d shards", len(b.shards))
	}
	wrong := 0
	for i, d := range docs {
		b.loaded = 0
		if urls, all := b.find(t, d.Title); !slices.Contains(urls, d.URL) || !all || b.loaded != 1 {
			t.Fatalf("%q does not find its article: %v, all words %v, %d shards", d.Title, urls, all, b.loaded)
		}
		if i%7 != 0 {
			continue
		}
		words := strings.Fields(d.Title)
		for k, w := range words {
			if typo, ok := b.mistype(r, w); ok {
				wrong++
				asked := slices.Clone(words)
				asked[k] = typo
				if urls, all := b.find(t, strings.Join(asked, " ")); !slices.Contains(urls, d.URL) || !all {
					t.Errorf("%q does not find %q", asked, d.Title)
				}
			}
		}
	}
	if wrong < 100 {
		t.Errorf("only %d errors were tried", wrong)
	}
}

// mistype changes a letter of a word of five letters or more, unless it then
// is, or begins, another word of the index, or could as well be meant for one
// in another shard: then nobody knows what was meant.
func (b *browser) mistype(r *rand.Rand, w string) (string, bool) {
	rs := []rune(w)
	if len(rs) < 5 {
		return "", false
	}
	at := r.IntN(len(rs))
	switch r.IntN(4) {
	case 0:
		rs = slices.Delete(rs, at, at+1)
	case 1:
		rs = slices.Insert(rs, at, 'q')
	case 2:
		rs[at] = 'q'
	default:
		at = min(at, len(rs)-2)
		rs[at], rs[at+1] = rs[at+1], rs[at]
	}
	typo := string(rs)
	if strings.Contains(typo, "ae") || strings.Contains(typo, "oe") {
		return "", false // an error that looks like British spelling counts as two
	}
	shards := map[string]bool{}
	for term, grade := range b.match(typo, true) {
		if shards[b.term[term]] = true; grade > .5 || len(shards) > 1 {
			return "", false
		}
	}
	return typo, units(stem(letters(typo))) > 3
}

func TestShardsAreSmall(t *testing.T) {
	x := New(someDocs(3000, rand.New(rand.NewPCG(3, 4))))
	if len(x.Shards()) < 20 {
		t.Fatalf("3,000 articles are in %d shards", len(x.Shards()))
	}
	terms := map[string]bool{}
	for _, s := range x.Shards() {
		if len(s.docs) > Limit || len(s.docs) == 0 || s.from >= s.to {
			t.Errorf("a shard of the terms %d to %d holds %d articles", s.from, s.to, len(s.docs))
		}
		for n := s.from; n < s.to; n++ {
			if terms[x.terms[n]] {
				t.Errorf("%q is in two shards", x.terms[n])
			}
			terms[x.terms[n]] = true
		}
	}
	if len(terms) != len(x.terms) {
		t.Errorf("%d of %d terms are in shards", len(terms), len(x.terms))
	}
}

// TestCommonWords: a word in very many articles leads to those that have it in
// their title, and an article that has no rarer word is among them.
func TestCommonWords(t *testing.T) {
	var docs []Doc
	for i := range 3 * Limit {
		d := Doc{Title: fmt.Sprintf("Title %d", i), URL: fmt.Sprintf("/%d/", i), Words: Words{Title: Fold(fmt.Sprintf("number%d", i)), Rest: []string{"heart"}}}
		if i%10 == 9 {
			d.Words.Title = append(d.Words.Title, "heart")
		}
		docs = append(docs, d)
	}
	docs[len(docs)-1].Words = Words{Title: []string{"heart"}}
	b := open(t, New(docs))
	urls, _ := b.find(t, "heart")
	if len(urls) != Limit {
		t.Fatalf("%d articles are found", len(urls))
	}
	for i, d := range docs {
		if slices.Contains(d.Words.Title, "heart") && !slices.Contains(urls, d.URL) {
			t.Errorf("article %d with the word in its title is not among them", i)
		}
	}
	if b.count["heart"] != len(docs) {
		t.Errorf("the word stands in %d articles, it says", b.count["heart"])
	}
}

// TestOneArticleMoreMovesLittle: shards without a word of it stay as they are.
func TestOneArticleMoreMovesLittle(t *testing.T) {
	docs := someDocs(2000, rand.New(rand.NewPCG(5, 6)))
	before := open(t, New(docs[1:]))
	after := open(t, New(docs))
	fresh := 0
	for name, body := range after.shards {
		if old, ok := before.shards[name]; !ok {
			fresh++
		} else if !bytes.Equal(old, body) {
			t.Errorf("the shard %s has other bytes under the same name", name)
		}
	}
	if fresh == 0 || fresh > 24 {
		t.Errorf("one article of at most 17 words made %d of %d shards anew", fresh, len(after.shards))
	}
}

func TestNothingToFind(t *testing.T) {
	x := New(nil)
	b := open(t, x)
	if urls, _ := b.find(t, "heart"); len(urls) > 0 || len(x.Shards()) > 0 {
		t.Errorf("an empty index has %d shards and finds %v", len(x.Shards()), urls)
	}
	b = open(t, New([]Doc{{Title: "…", URL: "/x/"}, {Title: "Heart", URL: "/y/", Words: Words{Title: []string{"heart", "heart"}, Rest: []string{"heart"}}}}))
	if urls, all := b.find(t, "Hearts of gold"); !slices.Equal(urls, []string{"/y/"}) || all {
		t.Errorf("found %v, all %v", urls, all)
	}
}

// TestTitleOfCommonWords: an old article whose title has nothing but words of
// very many titles is found by its title.
func TestTitleOfCommonWords(t *testing.T) {
	var docs []Doc
	for i := range 3 * Limit {
		docs = append(docs, Doc{Title: "Heart", URL: fmt.Sprintf("/%d/", i), Words: Words{Title: []string{"heart", "care", fmt.Sprintf("number%d", i)}}})
	}
	docs = append(docs, Doc{Title: "Heart care", URL: "/old/", Words: Words{Title: []string{"heart", "care"}}})
	if urls, _ := open(t, New(docs)).find(t, "Heart care"); !slices.Contains(urls, "/old/") || len(urls) != Limit {
		t.Errorf("the old one is not among the %d found", len(urls))
	}
}

// TestOddTitles: whatever stands in a title, the files are JSON and give it
// back.
func TestOddTitles(t *testing.T) {
	for _, title := range []string{`Say "ah" \ now`, "Tab\tand\x00null", "line\u2028end", "</script><b>", "bad\xffbyte", "𝔘"} {
		b := open(t, New([]Doc{{Title: title, URL: "/x/", Topic: title, Words: Words{Title: []string{"ah"}}}}))
		s := b.load(t, b.term["ah"])
		want := strings.ToValidUTF8(title, "\ufffd")
		if s.Docs[0][0] != want || s.Topics[0] != want || s.Docs[0][1] != "/x/" || s.Docs[0][3] != 0.0 {
			t.Errorf("%q comes back as %q", title, s.Docs[0])
		}
	}
}
