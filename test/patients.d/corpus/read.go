package main

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// text is an article's words in one language.
type text struct {
	title, body string
	source      string // the address of the original, for the list of sources
}

// pair is one subject in both languages.
type pair struct{ en, hi text }

var (
	question  = regexp.MustCompile(`(?m)^## (.+)$`)
	markup    = strings.NewReplacer("<", "‹", ">", "›", "[", "(", "]", ")", "`", "'", "|", "/", "\\", "/")
	setApart  = regexp.MustCompile(`(?m)^(#{3,}|[-*=+_]{2,}|\d+[.)]|\s+)\s*`) // what Markdown would take for more than a paragraph
	telephone = regexp.MustCompile(`\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b|1-\d{3}-[\dA-Z-]{7,}`)
)

// head reads the plain keys of a corpus's front matter and gives the rest.
func head(src string) (map[string]string, string) {
	_, rest, _ := strings.Cut(src, "---\n")
	meta, body, _ := strings.Cut(rest, "\n---\n")
	keys := map[string]string{}
	for line := range strings.Lines(meta) {
		k, v, _ := strings.Cut(strings.TrimSpace(line), ": ")
		keys[k] = strings.Trim(v, `"`)
	}
	return keys, strings.TrimSpace(body)
}

// plain leaves of a text what a paragraph may hold, and no telephone number:
// those of the corpora are real.
func plain(s string) string {
	return telephone.ReplaceAllString(setApart.ReplaceAllString(markup.Replace(s), ""), "555-0100")
}

// medquad gives an article for each file, and one more for each of its
// questions that has an answer of some length.
func medquad(corpora fs.FS) ([]text, error) {
	names, err := fs.Glob(corpora, "medquad-sample/*/*.md")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no articles below medquad-sample: %w", err)
	}
	var whole, parts []text
	for _, name := range names {
		src, err := fs.ReadFile(corpora, name)
		if err != nil {
			return nil, err
		}
		keys, body := head(string(src))
		if unfit(name, keys["title"], body) {
			continue
		}
		whole = append(whole, text{keys["title"], answers(body, len(body)), keys["source_url"]})
		for _, part := range strings.Split("\n"+body, "\n## ")[1:] {
			title, answer, _ := strings.Cut(part, "\n")
			if n := len(strings.Fields(answer)); n > 150 && n < 1500 {
				parts = append(parts, text{title, plain(answer), keys["source_url"]})
			}
		}
	}
	return append(whole, parts...), nil
}

// unfit are notes on licences, articles of a size that nobody writes, and
// subjects on which Nadi demands more than a corpus can give.
func unfit(name, title, body string) bool {
	return path.Base(name) == "LICENCE-NOTE.md" || title == "" || len(body) < 400 || len(body) > 30_000 ||
		strings.Contains(strings.ToLower(title+body), "suicid")
}

// answers keeps the headings of a text and makes plain what is below them.
func answers(body string, most int) string {
	var out strings.Builder
	rest := body[:min(most, len(body))]
	for _, at := range question.FindAllStringIndex(rest, -1) {
		_, below, _ := strings.Cut(rest[at[0]:], "\n")
		if next := strings.Index(below, "\n## "); next >= 0 {
			below = below[:next]
		}
		fmt.Fprintf(&out, "## %s\n\n%s\n\n", plain(strings.TrimPrefix(rest[at[0]:at[1]], "## ")), plain(strings.TrimSpace(below)))
	}
	return out.String()
}

// tico gives the translated articles, and all their Hindi sentences.
func tico(corpora fs.FS) ([]pair, sentences, error) {
	names, err := fs.Glob(corpora, "tico19-hindi/hi/*.md")
	if err != nil || len(names) == 0 {
		return nil, nil, fmt.Errorf("no articles below tico19-hindi/hi: %w", err)
	}
	var out []pair
	var hindi sentences
	for _, name := range names {
		var p pair
		for _, side := range []struct {
			name string
			to   *text
		}{{name, &p.hi}, {strings.Replace(name, "/hi/", "/en/", 1), &p.en}} {
			src, err := fs.ReadFile(corpora, side.name)
			if err != nil {
				return nil, nil, err
			}
			keys, body := head(string(src))
			*side.to = text{keys["title"], plain(body), keys["source_url"]}
		}
		if strings.Contains(name, "wikinews") { // they name people who died
			continue
		}
		hindi = append(hindi, split(p.hi.body)...)
		out = append(out, p)
	}
	return out, hindi, nil
}

// sentences are Hindi ones of a length that reads well.
type sentences []string

func split(body string) sentences {
	var out sentences
	for _, s := range strings.Split(strings.ReplaceAll(body, "\n", " "), "।") {
		if s = strings.TrimSpace(s); len([]rune(s)) > 40 && len([]rune(s)) < 260 {
			out = append(out, s+"।")
		}
	}
	return out
}

var hindiHeadings = []string{"लक्षण क्या हैं", "यह क्यों होता है", "बचाव कैसे करें", "इलाज", "डॉक्टर को कब दिखाएँ", "घर पर देखभाल"}

// article puts sentences together to the i-th article; its title is the
// beginning of its first sentence.
func (all sentences) article(i int) text {
	next := i * 7
	take := func(n int) string {
		var out []string
		for range n {
			out = append(out, all[next%len(all)])
			next += 3
		}
		return strings.Join(out, " ")
	}
	var body strings.Builder
	body.WriteString(take(3) + "\n\n")
	sections := 2 + i%4
	if i%50 == 9 { // about a thousand words
		sections = 9
	}
	for h := range sections {
		fmt.Fprintf(&body, "## %s\n\n%s\n\n%s\n\n", hindiHeadings[(i+h)%len(hindiHeadings)], take(4), take(3))
	}
	words := strings.Fields(strings.TrimSuffix(all[i*7%len(all)], "।"))
	return text{title: strings.Join(words[:min(7, len(words))], " "), body: body.String()}
}
