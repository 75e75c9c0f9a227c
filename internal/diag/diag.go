// Package diag holds findings: messages to the person who wrote the content,
// the configuration or the theme. A finding says where, what they wrote, what
// is allowed and the nearest right thing.
//
// Findings are data until they are printed. They are collected, never thrown:
// a build reports all of them, sorted by place. Trouble of our own (a full
// disk, no network) is an ordinary Go error and never becomes a finding.
//
// Do not put a secret or a private value into a message; every excerpt of the
// source passes the printer's mask.
package diag

import (
	"cmp"
	"slices"
	"sync"
)

// Severity says what a finding does: an error stops publication, a warning
// and an info do not.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one message. Lines and columns are 1-based, columns count
// Unicode code points, 0 means unknown; Path is slash-separated from the site
// root. The JSON form is part of the command line's promise (design 9).
type Finding struct {
	Rule      string   `json:"rule"`
	Severity  Severity `json:"severity"`
	Path      string   `json:"path"`
	Line      int      `json:"line,omitempty"`
	Column    int      `json:"column,omitempty"`
	EndLine   int      `json:"endLine,omitempty"`
	EndColumn int      `json:"endColumn,omitempty"`
	Message   string   `json:"message"`
	Hint      string   `json:"hint,omitempty"`
	Account   string   `json:"account,omitempty"`
	Swap      string   `json:"swap,omitempty"` // what to write in place of the marked words, where that is clear
}

// Span is a place in a source file.
type Span struct{ Line, Column, EndLine, EndColumn int }

// At returns f placed at span s of the file at path.
func (f Finding) At(path string, s Span) Finding {
	f.Path, f.Line, f.Column, f.EndLine, f.EndColumn = path, s.Line, s.Column, s.EndLine, s.EndColumn
	return f
}

// Compare orders findings by path, place, rule and message.
func Compare(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
}

// Sort puts findings in the order in which they are shown and drops repeats.
func Sort(fs []Finding) []Finding {
	slices.SortStableFunc(fs, Compare)
	return slices.Compact(fs)
}

// Count returns how many findings have the given severity.
func Count(fs []Finding, s Severity) int {
	n := 0
	for _, f := range fs {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// List collects findings from several goroutines. The zero value is ready.
type List struct {
	mu sync.Mutex
	fs []Finding
}

// Add appends findings.
func (l *List) Add(fs ...Finding) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fs = append(l.fs, fs...)
}

// All returns the findings so far, sorted.
func (l *List) All() []Finding {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Sort(slices.Clone(l.fs))
}
