package check

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
)

// consent looks at everything that an article shows of people.
func (w *whole) consent(a *article.Article) {
	if a.Kind.S == "patient-story" {
		w.story(a)
	}
	for _, s := range w.Showings[a.Source] {
		switch s.People {
		case "none", "staff", "model":
		case "patient":
			w.patient(a, s)
		case "":
			w.add("consent/people", a.Source, s.At, fmt.Sprintf("nobody says who is in the %s", s.Kind), whoHint(s))
		default: // under a rule whose level cannot be lowered: it may mean a patient
			w.add("consent/missing", a.Source, s.At, fmt.Sprintf("people cannot be %q", s.People), "write none, staff, model or patient")
		}
	}
}

func whoHint(s article.Showing) string {
	if s.Linked {
		return "show it in the article, ![what it shows](" + path.Base(s.File) + "){people=none}, staff, model or patient, or take the link out"
	}
	if s.Lead {
		return "write people: below " + map[bool]string{true: "video:", false: "image:"}[s.Kind == "video"] + ", with none, staff, model or patient"
	}
	return "write {people=none} right behind it, without a blank; or staff, model, patient for none"
}

// story asks for consent to a story that is told of a patient.
func (w *whole) story(a *article.Article) {
	if a.Consent.S == "" {
		w.add("consent/missing", a.Source, a.Kind.Span(), "a patient's story needs the patient's consent", recordHint("consent: "))
		return
	}
	w.covered(a, a.Consent.S, a.Consent.Span(), "story", scopes(w.posted(a), a.Handout && a.Retracted == nil))
}

func (w *whole) patient(a *article.Article, s article.Showing) {
	if s.Consent == "" {
		w.add("consent/missing", a.Source, s.At, fmt.Sprintf("a patient is in the %s, and no consent is named", s.Kind), recordHint(consentKey(s)))
		return
	}
	onPaper := a.Handout && s.Kind == "picture" && !s.Lead && !s.Linked // the rest is not on the sheet
	w.covered(a, s.Consent, s.At, s.Kind, scopes(s.Lead && w.posted(a), onPaper))
}

// scopes are what a record must cover: the site, and perhaps more.
func scopes(posted, printed bool) []string {
	out := []string{"site"}
	if posted {
		out = append(out, "social")
	}
	if printed {
		out = append(out, "print")
	}
	return out
}

// posted reports whether an article will be announced on social networks.
// Pages are not.
func (w *whole) posted(a *article.Article) bool {
	return w.Posting && !a.Syndicate.Off && !slices.Contains(w.Pages, a)
}

// covered demands that a record permits what is done: to stand on the site, to
// be posted where it is, to be printed and handed out.
func (w *whole) covered(a *article.Article, ref string, at diag.Span, what string, scopes []string) {
	c := w.Consents[ref]
	switch {
	case c == nil:
		w.add("consent/missing", a.Source, at, fmt.Sprintf("there is no consent record %q", ref), "make content/consent/"+ref+".yaml (scopes: [site], status: given), or name another")
	case c.Status.S == "withdrawn":
		w.add("consent/withdrawn", a.Source, at, "the patient has withdrawn this consent: the "+what+" must go", w.takeDown(a))
	case !c.Ends.IsZero() && !w.Now.Before(c.Ends):
		w.add("consent/expired", a.Source, at, "this consent ended on "+c.Until.S+": the "+what+" must go, or be agreed to anew", w.takeDown(a))
	case w.Now.Before(c.Begins):
		w.add("consent/expired", a.Source, at, "this consent begins on "+c.From.S, "publish on that day or later")
	default:
		w.scope(c, a, at, what, scopes)
	}
}

// scope finds the first use that a record does not cover.
func (w *whole) scope(c *article.Consent, a *article.Article, at diag.Span, what string, scopes []string) {
	i := slices.IndexFunc(scopes, func(s string) bool { return !scoped(c, s) })
	if i < 0 {
		return
	}
	switch scopes[i] {
	case "site":
		w.add("consent/scope", a.Source, at, "this consent does not cover the site", "ask the patient and add site to scopes: in "+c.Source+", or take the "+what+" out")
	case "social":
		w.add("consent/scope", a.Source, at, "this consent does not cover social networks, and the article would be posted with it", socialHint(what))
	case "print":
		w.add("consent/scope", a.Source, at, "this consent does not cover print, and the "+what+" would stand on the article's handout", "write handout: false, or ask the patient and add print to scopes: in "+c.Source)
	}
}

// recordHint says how a record is named and what stands in it.
func recordHint(key string) string {
	return "write " + key + "k7m2qd9x for content/consent/k7m2qd9x.yaml, in which stands  scopes: [site]  and  status: given"
}

func consentKey(s article.Showing) string {
	if s.Lead {
		return "consent: "
	}
	return "consent="
}

func socialHint(what string) string {
	if what == "story" {
		return "write syndicate: false, or ask the patient"
	}
	return "write syndicate: false, choose another picture for posts, or ask the patient"
}

func scoped(c *article.Consent, scope string) bool {
	return slices.ContainsFunc(c.Scopes, func(t decode.Text) bool { return t.S == scope })
}

// takeDown says all that must go when a consent is over.
func (w *whole) takeDown(a *article.Article) string {
	hint := "take it out of " + a.Source
	if a.ID != "" {
		hint += "; what was posted goes with  nadi syndicate takedown " + a.ID
	}
	return hint
}

// records looks into the records themselves: they hold a reference and dates,
// never who and never what.
func (w *whole) records() {
	for _, ref := range sortedKeys(w.Consents) {
		c := w.Consents[ref]
		if c.Remark.Line > 0 {
			w.add("consent/record", c.Source, c.Remark.Span(), "a remark has no place in a record: it would be published with the repository", "take it out; what is to be remembered belongs into the hospital's own system")
		}
		if !opaque(ref) {
			w.add("consent/record", c.Source, diag.Span{}, "the record's name reads like words", "name it by a reference that only the hospital can resolve, such as k7m2qd9x")
		}
	}
}

// opaque reports whether a reference is one: letters and digits that say
// nothing.
func opaque(ref string) bool {
	return strings.ContainsAny(ref, "0123456789") && !strings.ContainsAny(ref, " ")
}
