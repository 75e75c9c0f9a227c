package site

import (
	"cmp"
	"slices"
	"time"

	"nadi/internal/article"
	"nadi/internal/theme"
)

// mended is a note and the article it is about.
type mended struct {
	entry     *entry
	note      article.Note
	withdrawn bool
}

// log lists what was put right in a language, the newest first. A typing
// error is mended in silence, as the field does (COPE 2025).
func (l *language) log() []mended {
	var out []mended
	for _, e := range l.entries {
		if e.Draft || e.scheduled {
			continue
		}
		for _, n := range e.Notes {
			if n.Severity != "typo" {
				out = append(out, mended{e, n, false})
			}
		}
		if e.Retracted != nil {
			out = append(out, mended{e, *e.Retracted, true})
		}
	}
	slices.SortStableFunc(out, func(x, y mended) int {
		return cmp.Or(later(x.note.Date, y.note.Date), cmp.Compare(x.entry.loc, y.entry.loc))
	})
	return out
}

func later(x, y time.Time) int { return y.Compare(x) }

func (b *builder) correctionsData(l *language, loc string) *theme.CorrectionsPage {
	title := word(l, "title.corrections")
	d := &theme.CorrectionsPage{Page: b.common(l, "corrections", title, word(l, "corrections.text"), loc, b.hasCorrections), Headline: title}
	for _, m := range l.log() {
		c := theme.Correction{Date: b.date(l, m.note.Date), Severity: m.note.Severity, Note: m.note.Text}
		d.Log = append(d.Log, theme.Mended{Correction: c, Article: *b.linkTo(m.entry), Withdrawn: m.withdrawn})
	}
	d.JSONLD = b.pageLD(&d.Page, "CollectionPage")
	return d
}

func (b *builder) hasCorrections(l *language) string {
	if len(l.entries) == 0 {
		return ""
	}
	return l.prefix + "/corrections/"
}
