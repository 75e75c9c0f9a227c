package language

import "math"

// fewestWords is the length from which on a grade is given. Below, one long
// name changes it by years.
const fewestWords = 100

// smogSentences is what McLaughlin's formula was made for.
const smogSentences = 30

func (d *Document) grades() {
	r := &d.rep
	if r.Words < fewestWords {
		return
	}
	words, sentences := float64(r.Words), float64(r.Sentences)
	r.Grade = max(0, grade(r.Words, r.Sentences, d.syllables))
	r.Ease = ease(r.Words, r.Sentences, d.syllables)
	r.Fog = 0.4 * (words/sentences + 100*float64(d.hard)/words)
	if r.Sentences >= smogSentences {
		r.SMOG = 1.0430*math.Sqrt(float64(d.long)*30/sentences) + 3.1291
	}
}

// grade is Kincaid's (Kincaid, Fishburne, Rogers and Chissom, 1975).
func grade(words, sentences, syllables int) float64 {
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59
}

// ease is Flesch's reading ease (1948).
func ease(words, sentences, syllables int) float64 {
	return 206.835 - 1.015*float64(words)/float64(sentences) - 84.6*float64(syllables)/float64(words)
}
