package person

import (
	"slices"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// fileName looks for a patient in the name of a file or an address:
// tommy-brandt-leukemia.jpg.
func (f *finder) fileName(t *prose.Text, report func(finding.Hit)) {
	f.compound(t, 0, len(t.Tokens), report)
}

// compound looks for a patient in words joined by hyphens. Without capitals
// only names of the lists count, and only beside a word of care; doctors'
// portraits have such names too. At the head a given name is enough, whatever
// surname follows.
func (f *finder) compound(t *prose.Text, start, end int, report func(finding.Hit)) {
	from, to, care := -1, 0, false
	prev, before := -1, -1 // the word before, and the one before it
	for i := start; i < end; i++ {
		k := &t.Tokens[i]
		if k.Sort != prose.Word && k.Sort != prose.Mixed {
			continue
		}
		b, w := f.names.Get(k.ID), f.care.Get(k.ID)
		if b&(staffTitle|credential|org) != 0 || b&role != 0 && w&(patient|public) == 0 || f.adviceWord(t.Of(*k)) {
			return
		}
		care = care || w&(patient|passive|event|treat|ward) != 0 || f.lifeWord(t.Of(*k))
		if prev >= 0 && i-prev <= 2 && f.startsFileName(t.Tokens[prev].ID) && from < 0 && (b&(surname|surnameWord) == surname || f.head(t, before) && f.someSurname(t, prev, i)) {
			from, to = int(t.Tokens[prev].From), int(k.To)
		}
		prev, before = i, prev
	}
	if from >= 0 && care {
		report(finding.Hit{Rule: ruleName, From: from, To: to, What: "the name of a patient", Because: "it stands beside an illness in the name of a file"})
	}
}

// head reports whether a name may begin behind the word at before: none, or one
// of patients and stories.
func (f *finder) head(t *prose.Text, before int) bool {
	if before < 0 {
		return true
	}
	k := t.Tokens[before]
	return f.care.Get(k.ID)&(patient|meet) != 0 || f.leadsIn(t.Of(k)) || f.lifeWord(t.Of(k))
}

// someSurname reports whether the word at i can be the surname of a given name
// at prev: no disease is called so, and nobody famous.
func (f *finder) someSurname(t *prose.Text, prev, i int) bool {
	k := t.Tokens[i]
	b := f.names.Get(k.ID)
	return k.Sort == prose.Word && k.To-k.From > 2 && b&(eponymNoun|common|placeBefore|hindi|particle|staffNoun) == 0 && f.care.Get(k.ID) == 0 && !f.famous[[2]prose.WordID{t.Tokens[prev].ID, k.ID}]
}

// leadsIn reports whether a name may follow a word in a title.
func (f *finder) leadsIn(w string) bool {
	switch w {
	case "how", "why", "when", "remembering", "of", "for", "with", "our":
		return true
	}
	return false
}

// lifeWord reports whether a word says that somebody's life is told.
func (f *finder) lifeWord(w string) bool {
	switch w {
	case "story", "stories", "journey", "testimonial", "thankyou", "survivors", "patients", "tribute", "obituary":
		return true
	}
	return false
}

// adviceWord reports whether a word is one of articles about no one.
func (f *finder) adviceWord(w string) bool {
	switch w {
	case "tips", "guide", "faq", "faqs", "symptoms", "prevention", "awareness", "research", "study", "trial", "test", "law", "technique", "method", "brochure", "policy", "lecture", "award":
		return true
	}
	return false
}

// compounds looks at the given name at token i of other texts for such a name
// around it: behind slug: or image:, or in front matter.
func (f *finder) compounds(t *prose.Text, i int, report func(finding.Hit)) {
	start, end := i, i+1
	for start >= 2 && i-start < 16 && hyphenAt(t, start-1) && !t.Tokens[start].Spaced {
		if start -= 2; f.startsFileName(t.Tokens[start].ID) {
			return // it was looked at from there
		}
	}
	for end+1 < len(t.Tokens) && end-i < 24 && hyphenAt(t, end) && !t.Tokens[end+1].Spaced {
		end += 2
	}
	if end-start >= 5 && (t.Kind == prose.Meta || f.pathBefore(t, start)) {
		f.compound(t, start, end, report)
	}
}

// hyphenAt reports whether token i joins two words: a hyphen or a low line.
func hyphenAt(t *prose.Text, i int) bool {
	k := t.Tokens[i]
	return !k.Spaced && (t.Folded[k.From] == '-' || t.Folded[k.From] == '_')
}

// pathBefore reports whether what stands before token i says that the name of a
// file or an address begins: slug:, /stories/.
func (f *finder) pathBefore(t *prose.Text, i int) bool {
	if i == 0 {
		return false
	}
	if m := t.Folded[t.Tokens[i-1].From]; m == '/' {
		return true
	} else if i < 2 || m != ':' && m != '"' && m != '=' && m != '\'' {
		return false
	}
	for q := i - 2; q >= max(0, i-4); q-- {
		if slices.Contains(pathWords[:], prose.Lower(t.Of(t.Tokens[q]))) {
			return true
		}
	}
	return false
}

var pathWords = [...]string{"slug", "permalink", "url", "alias", "aliases", "path", "file", "filename", "image", "img", "photo", "cover", "src", "href", "id", "key", "asset", "thumbnail", "banner", "link", "page"}

func (f *finder) startsFileName(id prose.WordID) bool {
	b := f.names.Get(id)
	return b&given != 0 && b&givenWord == 0 && len(f.staff[id]) == 0
}
