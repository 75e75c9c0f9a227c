package check

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"nadi/internal/article"
	"nadi/internal/decode"
	"nadi/internal/diag"
	"nadi/internal/markdown"
	"nadi/internal/text"
)

// allowWord begins a comment that lets findings stand:
//
//	<!-- nadi-allow privacy/name by=asha-example reason="she asked to be named" -->
const allowWord = "nadi-allow"

// allowances are those of comments. A comment covers the block behind it, or
// the one it stands in.
func (p *Pass) allowances() []article.Allowance {
	var out []article.Allowance
	var lines [][]byte // cut once: there may be thousands of comments
	for _, c := range p.Doc.Comments {
		rest, ok := strings.CutPrefix(c.Text, allowWord)
		if !ok {
			word, _, _ := strings.Cut(c.Text, " ")
			if text.Nearest(word, []string{allowWord}) == "" {
				continue // of somebody else
			}
			rest = strings.TrimPrefix(c.Text, word)
		}
		a := p.allowance(c, rest)
		if !ok {
			a.Fault = "this comment lets nothing stand: its first word is " + allowWord
		}
		if lines == nil {
			lines = bytes.Split(p.Source, []byte("\n"))
		}
		a.From, a.To = p.reach(c.Span, lines)
		out = append(out, a)
	}
	return out
}

func (p *Pass) allowance(c markdown.Comment, rest string) article.Allowance {
	at := func(s string) decode.Text {
		return decode.Text{S: s, Line: int32(c.Span.Line), Col: int32(c.Span.Column), Len: int32(max(1, c.Span.EndColumn-c.Span.Column))}
	}
	a := article.Allowance{Rule: at("")}
	for i, w := range words(rest) {
		key, value, _ := strings.Cut(w, "=")
		value = strings.Trim(value, `"'`)
		switch {
		case i == 0 && !strings.Contains(w, "="):
			a.Rule = at(w)
		case key == "by":
			a.By = at(value)
		case key == "reason":
			a.Reason = at(value)
		case key == "until":
			a.Until = at(value)
			if _, err := time.Parse("2006-01-02", value); err != nil {
				a.Fault = fmt.Sprintf("until %q is not a date; write until=2026-11-23", value)
			}
			a.Ends = endOf(value)
		default:
			a.Fault = fmt.Sprintf("%q belongs to nothing here; a reason of several words stands in quotes", w)
		}
	}
	return a
}

// endOf is the end of an allowance. A date that cannot be read has passed:
// nothing may stand for ever by a slip.
func endOf(until string) time.Time {
	t, err := time.Parse("2006-01-02", strings.TrimSpace(until))
	if err != nil {
		return time.Unix(0, 0)
	}
	return t
}

// words cuts at white space outside quotes.
func words(s string) []string {
	quote := rune(0)
	return strings.FieldsFunc(s, func(r rune) bool {
		switch {
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case r == quote:
			quote = 0
		}
		return quote == 0 && unicode.IsSpace(r)
	})
}

// reach is the lines that a comment covers: the block it stands in, or, where
// it stands alone, the next one. A heading is a block of its own.
func (p *Pass) reach(at diag.Span, lines [][]byte) (from, to int) {
	blank := func(i int) bool { return len(bytes.TrimSpace(lines[i])) == 0 }
	i := at.EndLine // the next line, counted from 0
	if !alone(lines, at) {
		for ; i < len(lines) && !blank(i); i++ {
		}
		return at.Line, i
	}
	for i < len(lines) && blank(i) {
		i++
	}
	for ; i < len(lines) && !blank(i); i++ {
		if bytes.HasPrefix(bytes.TrimLeft(lines[i], " >"), []byte("#")) {
			return at.Line, i + 1
		}
	}
	return at.Line, i
}

// alone reports whether nothing but the marks of lists and quotations stands
// on a comment's lines.
func alone(lines [][]byte, at diag.Span) bool {
	if at.Line < 1 || at.EndLine > len(lines) {
		return true
	}
	first, last := []rune(string(lines[at.Line-1])), []rune(string(lines[at.EndLine-1]))
	before, behind := string(first[:min(at.Column-1, len(first))]), string(last[min(at.EndColumn-1, len(last)):])
	return strings.Trim(before, " \t\ufeff>-*+") == "" && strings.TrimSpace(strings.TrimSuffix(behind, "\r")) == "" ||
		strings.HasPrefix(strings.TrimSpace(behind), "<!--") && strings.Trim(before, " \t>-*+") == ""
}

// Settle takes out of all findings those that a person lets stand. What it
// adds are faults of the allowances themselves: those that name nobody, those
// that nobody may give, and those that nothing needed.
func (j *Judge) Settle(fs []diag.Finding, given map[string][]article.Allowance, authors func(source string) []decode.Text, now time.Time) (kept []diag.Finding, released []article.Release) {
	used := map[string]map[int]bool{}
	for _, f := range fs {
		i := j.match(f, given[f.Path], now)
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		a := given[f.Path][i]
		if used[f.Path] == nil {
			used[f.Path] = map[int]bool{}
		}
		used[f.Path][i] = true
		if why, hint := j.mayNot(f, a, authors(f.Path)); why != "" {
			kept = append(kept, f, diag.Finding{Rule: "check/release", Severity: diag.Error, Message: why, Hint: hint}.At(f.Path, a.Rule.Span()))
			continue
		}
		released = append(released, article.Release{Finding: f, By: a.By.S, Reason: a.Reason.S})
	}
	for _, path := range sortedKeys(given) {
		for i, a := range given[path] {
			if f := j.faulty(a, used[path][i], now); f != nil {
				kept = append(kept, f.At(path, a.Rule.Span()))
			}
		}
	}
	return kept, released
}

// match returns the allowance that covers a finding, or -1.
func (j *Judge) match(f diag.Finding, given []article.Allowance, now time.Time) int {
	return slices.IndexFunc(given, func(a article.Allowance) bool {
		return a.Rule.S == f.Rule && (a.From == 0 || f.Line >= a.From && f.Line <= a.To) &&
			a.Fault == "" && named(a) && (a.Ends.IsZero() || now.Before(a.Ends)) && !j.fixed(f.Rule)
	})
}

// named reports whether somebody gives a reason, in words of their own: not
// those with which an editor fills the blanks.
func named(a article.Allowance) bool {
	return a.By.S != "" && a.By.S != "NAME" && a.Reason.S != "" && a.Reason.S != "…" && a.Reason.S != "..."
}

// fixed reports rules whose findings no person can let stand, because the
// output would be wrong.
func (j *Judge) fixed(rule string) bool {
	r := j.set.byID[rule]
	return r == nil || r.Fixed && !j.set.Absolute(rule)
}

// ofPatients reports the rules that protect patients (decision 027).
func ofPatients(rule string) bool {
	return strings.HasPrefix(rule, "privacy/") || strings.HasPrefix(rule, "consent/")
}

// mayNot says why this person may not let this finding stand.
func (j *Judge) mayNot(f diag.Finding, a article.Allowance, authors []decode.Text) (why, hint string) {
	if !ofPatients(f.Rule) || f.Severity != diag.Error {
		return "", ""
	}
	who := j.people[a.By.S]
	switch {
	case who == nil:
		return fmt.Sprintf("%q is not in content/people and cannot let this stand", a.By.S), "by: the file name of a person whose duties include privacy"
	case !who.Has("privacy"):
		return fmt.Sprintf("%s has no duty of privacy and cannot let this stand", a.By.S), "a person with  duties: [privacy]  decides this"
	case article.Wrote(j.people, authors, a.By.S):
		return fmt.Sprintf("%s wrote this article and cannot let this stand", a.By.S), "another person with  duties: [privacy]  decides this"
	}
	return "", ""
}

// lacking says what an allowance does not name.
func lacking(a article.Allowance) string {
	by, why := a.By.S != "" && a.By.S != "NAME", a.Reason.S != "" && a.Reason.S != "…" && a.Reason.S != "..."
	switch {
	case by && !why:
		return "this gives no reason"
	case why && !by:
		return "this does not say who decided"
	}
	return "this does not say who decided, nor why"
}

// form is how a decision is written.
func form(rule string) string {
	return "a comment is written  <!-- nadi-allow " + cmp.Or(rule, "RULE") + " by=NAME reason=\"…\" -->"
}

// faulty returns what is wrong with an allowance.
func (j *Judge) faulty(a article.Allowance, used bool, now time.Time) *diag.Finding {
	r, near := j.set.Get(a.Rule.S)
	f := &diag.Finding{Rule: "check/allow", Severity: diag.Error}
	switch {
	case strings.HasSuffix(a.Rule.S, ","):
		f.Message, f.Hint = "one comment is for one rule", "write a comment for each, one above the other"
	case a.Fault != "":
		f.Message, f.Hint = a.Fault, form(a.Rule.S)
	case r == nil && a.Rule.S == "":
		f.Message, f.Hint = "this names no rule", form("")
	case r == nil:
		f.Message, f.Hint = fmt.Sprintf("there is no rule %q", a.Rule.S), "nadi explain lists the rules"
		if near != "" {
			f.Hint = "did you mean " + near + "?"
		}
	case a.Ends.Equal(time.Unix(0, 0)):
		f.Message, f.Hint = fmt.Sprintf("until %q cannot be read", text.Shorten(a.Until.S, 40)), "write it as 2027-11-24"
	case !named(a):
		f.Message, f.Hint = lacking(a), form(r.ID)
	case j.fixed(r.ID):
		f.Message, f.Hint = "findings of "+r.ID+" cannot be let stand", "nadi explain "+r.ID+" says why"
	case !a.Ends.IsZero() && !now.Before(a.Ends):
		f.Rule, f.Severity, f.Message, f.Hint = "check/expired", diag.Warning, "this held until "+a.Until.S, "look at the text again, then renew it or take it out"
	case r.ID == "privacy/metadata":
		f.Message, f.Hint = "what a file tells inside cannot be let stand here", "clean the file: nadi check says how"
	case !used && j.set.ran(r):
		f.Rule, f.Severity, f.Message, f.Hint = "check/unused", diag.Warning, "nothing here needs "+r.ID+" to be let stand", "take it out"
	default:
		return nil
	}
	return f
}
