// Package sarif writes findings as SARIF 2.1.0, the Static Analysis Results
// Interchange Format (OASIS standard, 2020, with errata 01 of 2023), which
// code-scanning services and editors read.
//
// It promises a file that the published schema accepts and that GitHub takes:
// what is over GitHub's limits is left out, the least severe first, and the
// file says how much that was. Columns count Unicode code points, and the file
// says so. A fingerprint is made of rule, path and ordinal, never of what was
// found: a hash of a telephone number can be undone by trying them all.
//
// Do not put a private value into a message; this package has no mask, and
// what it is given it writes.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"nadi/internal/diag"
)

// GitHub's limits for one run, from "SARIF support for code scanning"
// (docs.github.com, 2025). Rules may be more there, but nobody reads them.
const (
	MaxResults = 25_000
	MaxRules   = 1_000
	MaxMessage = 1_000 // characters of a message
)

const (
	version = "2.1.0"
	schema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

// Tool is the program that found it. URI is left out when empty.
type Tool struct{ Name, Version, URI string }

// Rule is what findings are about.
type Rule struct {
	ID, Title, Why string
	Severity       diag.Severity
	Bad, Good      Example
}

// Example is a file that breaks or keeps a rule.
type Example struct{ File, Text string }

// Suppressed is a finding that a person lets stand.
type Suppressed struct {
	diag.Finding
	By, Reason string
}

// Write writes one run. The order of rules is kept; results are sorted by
// severity only where some had to be left out.
func Write(w io.Writer, tool Tool, rules []Rule, findings []diag.Finding, released ...Suppressed) error {
	all := collect(findings, released)
	number(all)
	kept, note := limit(all)
	shown := choose(rules, kept)
	out := log{Schema: schema, Version: version, Runs: []run{{
		Tool:       toolOf(tool, shown),
		ColumnKind: "unicodeCodePoints",
		Results:    results(kept, shown, len(released) > 0),
	}}}
	if lost := len(rules) - len(shown); lost > 0 {
		note = append(note, fmt.Sprintf("%d rules are not described here, because a file may hold %d.", lost, MaxRules))
	}
	out.Runs[0].Invocations = told(note)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// entry is a finding with what is to be said of it.
type entry struct {
	diag.Finding
	let     *Suppressed // nil when nobody lets it stand
	ordinal int         // which of its rule in its file
}

func collect(findings []diag.Finding, released []Suppressed) []entry {
	all := make([]entry, 0, len(findings)+len(released))
	for _, f := range findings {
		all = append(all, entry{Finding: f})
	}
	for i := range released {
		all = append(all, entry{Finding: released[i].Finding, let: &released[i]})
	}
	return all
}

// number counts the findings of one rule in one file, by place. Those let
// stand count too, so that letting one stand does not rename its neighbours.
func number(all []entry) {
	slices.SortStableFunc(all, func(a, b entry) int { return diag.Compare(a.Finding, b.Finding) })
	type key struct{ rule, path string }
	seen := map[key]int{}
	for i := range all {
		k := key{all[i].Rule, all[i].Path}
		seen[k]++
		all[i].ordinal = seen[k]
	}
}

// limit keeps as many results as a file may hold: what stops publication
// before what does not, and what nobody let stand before what somebody did.
func limit(all []entry) (kept []entry, note []string) {
	if len(all) <= MaxResults {
		return all, nil
	}
	rank := func(e entry) int {
		if e.let != nil {
			return 3
		}
		return slices.Index([]string{"error", "warning", "note"}, level(e.Severity))
	}
	slices.SortStableFunc(all, func(a, b entry) int { return rank(a) - rank(b) })
	return all[:MaxResults], []string{fmt.Sprintf("%d findings are not in this file, because it may hold %d.", len(all)-MaxResults, MaxResults)}
}

// choose returns the rules that are described: all, or those with findings
// first.
func choose(rules []Rule, kept []entry) []Rule {
	if len(rules) <= MaxRules {
		return rules
	}
	used := map[string]bool{}
	for _, e := range kept {
		used[e.Rule] = true
	}
	out := slices.Clone(rules)
	slices.SortStableFunc(out, func(a, b Rule) int {
		switch {
		case used[a.ID] == used[b.ID]:
			return 0
		case used[a.ID]:
			return -1
		}
		return 1
	})
	return out[:MaxRules]
}

// told makes the notes that the tool itself has.
func told(notes []string) []invocation {
	if len(notes) == 0 {
		return nil
	}
	in := invocation{Done: true}
	for _, n := range notes {
		in.Notes = append(in.Notes, notification{Level: "warning", Message: message{Text: n}})
	}
	return []invocation{in}
}

// Markdown says what a rule asks for, with an example that breaks it and one
// that keeps it.
func (r Rule) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", sentence(r.Title))
	if r.Why != "" {
		fmt.Fprintf(&b, "\n%s\n", r.Why)
	}
	for _, x := range [...]struct {
		head string
		Example
	}{{"Not so", r.Bad}, {"But so", r.Good}} {
		if x.Text == "" {
			continue
		}
		fence := fenceFor(x.Text)
		fmt.Fprintf(&b, "\n**%s** (`%s`):\n\n%s\n%s\n%s\n", x.head, x.File, fence, strings.TrimRight(x.Text, "\n"), fence)
	}
	return b.String()
}

// Text is Markdown's words for readers that show none.
func (r Rule) Text() string {
	out := sentence(r.Title)
	if r.Why != "" {
		out += "\n" + r.Why
	}
	for _, x := range [...][2]string{{"not so:\n", r.Bad.Text}, {"but so:\n", r.Good.Text}} {
		if x[1] != "" {
			out += "\n\n" + x[0] + strings.TrimRight(x[1], "\n")
		}
	}
	return out
}

// fenceFor returns a fence longer than any in the text: examples are Markdown
// themselves.
func fenceFor(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence
}

func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
