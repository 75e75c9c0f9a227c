package check

import (
	"strings"

	"nadi/internal/diag"
	"nadi/internal/privacy"
	"nadi/internal/prose"
)

// private makes a finding of a hit. Nothing of what was found goes into it.
func (p *Pass) private(t *prose.Text, h privacy.Hit) {
	message := h.What
	if h.Rule != "privacy/link" { // which says so itself
		message += where(t.Kind)
	}
	if h.Because != "" {
		message += ": " + h.Because
	}
	r := p.judge.set.byID[h.Rule]
	hint := "take it out"
	if r != nil && r.Hint != "" {
		hint = r.Hint
	}
	at := t.Span(h.From, h.To)
	if t.Kind == prose.FileName {
		at = diag.Span{}
	}
	p.tells = p.tells || h.Sure && ofStory(h.Rule)
	p.add(h.Rule, severity(h.Sure), at, message, hint)
}

// ofStory reports rules whose findings say that one patient is told of.
func ofStory(rule string) bool {
	switch rule {
	case "privacy/name", "privacy/date", "privacy/age", "privacy/address", "privacy/phone", "privacy/story", "privacy/record-number":
		return true
	}
	return false
}

// where says in which part of an article something stands, if that is not to
// be seen from its line.
func where(k prose.Kind) string {
	switch k {
	case prose.FileName:
		return " in the name of the file"
	case prose.Alt:
		return " in the text that stands for a picture"
	case prose.LinkTitle:
		return " in the title of a link or picture"
	case prose.Address:
		return " in an address"
	case prose.Slug:
		return " in the address of the page"
	case prose.Inside:
		return " inside the file"
	case prose.Post:
		return " in the words of a post"
	}
	return ""
}

// isPrivate reports rules whose findings mark private values.
func isPrivate(rule string) bool { return strings.HasPrefix(rule, "privacy/") }
