package check

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
)

// whole is a site as a rule sees it that looks at several files or at the
// calendar.
type whole struct {
	*article.Library
	judge *Judge
	out   []diag.Finding
}

func (w *whole) add(rule string, path string, at diag.Span, message, hint string) {
	r := w.judge.set.byID[rule]
	w.out = append(w.out, diag.Finding{Rule: rule, Severity: r.Severity, Message: message, Hint: hint}.At(path, at))
}

// Whole returns what is found by looking at all content of the site and at the
// day. It is quick and runs in every build.
func (j *Judge) Whole(l *article.Library) []diag.Finding {
	w := &whole{Library: l, judge: j}
	byBase := map[string][]*article.Article{}
	for _, a := range l.Articles {
		byBase[a.Base] = append(byBase[a.Base], a)
	}
	for _, a := range l.Articles {
		w.review(a)
		w.consent(a)
		w.evidence(a)
		w.translation(a, byBase[a.Base])
	}
	for _, a := range l.Pages {
		w.consent(a)
	}
	w.records()
	w.places()
	return w.out
}

// ReviewHash is the fingerprint of the words that a reviewer signs for: title,
// description and body, not the keys about them.
func ReviewHash(a *article.Article) string {
	h := sha256.New()
	for _, s := range []string{a.Title.S, a.Summary.S, string(a.WordsHash[:])} {
		fmt.Fprintf(h, "%d\n%s\n", len(s), s)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func (w *whole) review(a *article.Article) {
	if a.Draft {
		return // it waits for its review
	}
	if len(a.ReviewedBy) == 0 {
		w.add("review/reviewer", a.Source, a.Title.Span(), "nobody reviewed this article", "when a clinician has read it:  nadi review "+a.Source+" --as NAME")
		return
	}
	for _, r := range a.ReviewedBy {
		if article.Wrote(w.People, a.Authors, r.S) {
			w.add("review/self", a.Source, r.Span(), fmt.Sprintf("%s wrote the article and reviewed it", r.S), "let somebody else review it")
		}
	}
	w.reviewed(a)
}

func (w *whole) reviewed(a *article.Article) {
	at := a.ReviewedAt.Span()
	again := "when it has been read again:  nadi review " + a.Source + " --as " + a.ReviewedBy[0].S
	switch {
	case a.Reviewed.IsZero():
		w.add("review/date", a.Source, a.ReviewedBy[0].Span(), "the review has no date", again)
	case a.Reviewed.After(w.Now):
		w.add("review/future", a.Source, at, "the review lies in the future", "write the day on which it was read")
	case a.ReviewHash.S != "" && a.ReviewHash.S != ReviewHash(a):
		w.add("review/changed", a.Source, a.ReviewHash.Span(), "the words have changed since they were reviewed", again)
	case a.ReviewHash.S == "" && lastChange(a).After(a.Reviewed.AddDate(0, 0, 1)):
		w.add("review/before-change", a.Source, at, "the article was changed after its review", again)
	case w.Now.After(a.Reviewed.Add(time.Duration(w.judge.cfg.Check.Review))):
		w.add("review/old", a.Source, at, fmt.Sprintf("the review is older than %s", span(time.Duration(w.judge.cfg.Check.Review))), again)
	}
	if !a.ReviewDue.IsZero() && !w.Now.Before(a.ReviewDue.AddDate(0, 0, 1)) { // its day counts
		w.add("review/due", a.Source, at, "the next review was due on "+a.ReviewDue.Format("2 January 2006"), again)
	}
}

// lastChange is the last change of the words that is written in the front
// matter.
func lastChange(a *article.Article) time.Time {
	if a.Updated.After(a.Date) {
		return a.Updated
	}
	return time.Time{}
}

func span(d time.Duration) string {
	if days := int(d.Hours() / 24); days >= 730 {
		return fmt.Sprintf("%d years", (days+30)/365)
	} else {
		return fmt.Sprintf("%d days", days)
	}
}

// Upcoming lists the articles whose review ends within ahead, soonest first.
// Where an article does not say when, a review holds for every.
func Upcoming(l *article.Library, every, ahead time.Duration) []Due {
	var out []Due
	for _, a := range l.Articles {
		if a.Reviewed.IsZero() {
			continue
		}
		at := a.ReviewDue
		if at.IsZero() {
			at = a.Reviewed.Add(every)
		}
		if at.Before(l.Now.Add(ahead)) {
			out = append(out, Due{Source: a.Source, Title: a.Title.S, At: at, By: strings.Join(texted(a.ReviewedBy), ", ")})
		}
	}
	slices.SortFunc(out, func(x, y Due) int { return x.At.Compare(y.At) })
	return out
}

// Due is an article that will need a review.
type Due struct {
	Source string    `json:"source"`
	Title  string    `json:"title"`
	By     string    `json:"reviewedBy"`
	At     time.Time `json:"due"`
}

func texted(ts []decode.Text) []string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.S
	}
	return out
}
