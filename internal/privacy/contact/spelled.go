package contact

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// spelledMailbox looks at a word "at": "asha at gmail.com", "asha [at] gmail
// [dot] com", "आशा ऐट जीमेल डॉट कॉम". It returns where to go on.
func (f *finder) spelledMailbox(t *prose.Text, i int, report func(finding.Hit)) int {
	first, last, marked := i-1, i+1, false
	if opens(mark(t, i-1)) && shuts(mark(t, i+1)) {
		first, last, marked = i-2, i+2, true
	}
	if next, _ := f.spelledDot(t, last+1); next < 0 { // most often: at the clinic
		return i + 1
	}
	start, ok := f.spelledLocal(t, first)
	if !ok {
		return i + 1
	}
	end, host, dotted := f.spelledDomain(t, last)
	if host == "" || !(marked || dotted || freeMail[host] || f.mailNear(t, start)) {
		return i + 1
	}
	if plainly := !marked && !dotted; plainly && (f.bits(t, first)&(common|copula|polite|reach|office) != 0) {
		return i + 1
	}
	from, to := int(t.Tokens[start].From), int(t.Tokens[end-1].To)
	local := t.Folded[from:int(t.Tokens[first].To)]
	f.judgeMailbox(t, start, end, from, to, strings.ReplaceAll(local, " ", ""), host, report)
	return end
}

func opens(c byte) bool { return c == '[' || c == '(' || c == '{' || c == '<' }
func shuts(c byte) bool { return c == ']' || c == ')' || c == '}' || c == '>' }

// spelledLocal returns the token where a mailbox's name begins that ends at i.
func (f *finder) spelledLocal(t *prose.Text, i int) (int, bool) {
	if i < 0 || t.Tokens[i].Sort == prose.Mark {
		return 0, false
	}
	for n := 0; n < 4; n++ {
		switch c := mark(t, i-1); {
		case (c == '.' || c == '_') && tight(t, i) && tight(t, i-1) && i >= 2 && t.Tokens[i-2].Sort != prose.Mark:
			i -= 2
		case f.bits(t, i-1)&dot != 0 && i >= 2 && t.Tokens[i-2].Sort != prose.Mark:
			i -= 2
		default:
			return i, true
		}
	}
	return i, true
}

// spelledDomain reads labels and dots from i on; dotted says that a dot was
// written as a word. The host is empty when it ends in nothing known.
func (f *finder) spelledDomain(t *prose.Text, i int) (end int, host string, dotted bool) {
	var labels []string
	for len(labels) < 5 && i < len(t.Tokens) && t.Tokens[i].Sort != prose.Mark {
		labels = append(labels, prose.Lower(t.Of(t.Tokens[i])))
		end = i + 1
		next, word := f.spelledDot(t, i+1)
		if next < 0 {
			break
		}
		dotted = dotted || word
		i = next
	}
	if len(labels) < 2 || !topLevels[labels[len(labels)-1]] {
		return 0, "", false
	}
	return end, strings.Join(labels, "."), dotted
}

// spelledDot reads a dot at i, as a mark or a word, and returns what follows.
func (f *finder) spelledDot(t *prose.Text, i int) (next int, word bool) {
	switch {
	case mark(t, i) == '.' && tight(t, i) && tight(t, i+1):
		return i + 1, false
	case f.bits(t, i)&dot != 0:
		return i + 1, true
	case opens(mark(t, i)) && (f.bits(t, i+1)&dot != 0 || mark(t, i+1) == '.') && shuts(mark(t, i+2)):
		return i + 3, true
	}
	return -1, false
}

// mailNear reports whether the words before speak of mail.
func (f *finder) mailNear(t *prose.Text, i int) bool {
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		if f.bits(t, j)&letter != 0 {
			return true
		}
	}
	return false
}
