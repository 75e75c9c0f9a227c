package main

import (
	"io"

	"nadi/internal/check"
	"nadi/internal/sarif"
	"nadi/internal/site"
)

// writeSARIF writes what check found for code scanning.
func writeSARIF(w io.Writer, res *site.Result) error {
	var rules []sarif.Rule
	for _, r := range check.All().Rules() {
		rules = append(rules, sarif.Rule{ID: r.ID, Title: r.Title, Why: r.Why, Severity: r.Severity, Bad: sarif.Example(r.Bad), Good: sarif.Example(r.Good)})
	}
	var released []sarif.Suppressed
	for _, r := range res.Released {
		released = append(released, sarif.Suppressed{Finding: r.Finding, By: r.By, Reason: r.Reason})
	}
	return sarif.Write(w, sarif.Tool{Name: "Nadi", Version: version}, rules, res.Findings, released...)
}
