package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"

	"nadi/internal/check"
	"nadi/internal/diag"
)

// known is one line of a baseline: how often a rule is broken in a file. It
// holds no value, no place and no hash of any.
type known struct {
	Rule  string `json:"rule"`
	Path  string `json:"path"`
	Count int    `json:"count"`
}

// fresh returns the findings that the baseline does not count, and how many it
// did. Errors about a patient are never passed over.
func (f *checkFlags) fresh(all []diag.Finding) ([]diag.Finding, int, error) {
	if f.baseline == "" {
		return all, 0, nil
	}
	data, err := os.ReadFile(f.baseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, hinted{fmt.Errorf("there is no baseline %s", f.baseline), "nadi check --accept " + f.baseline + "  writes one"}
	}
	if err != nil {
		return nil, 0, fmt.Errorf("reading the baseline: %w", err)
	}
	var lines []known
	if err := json.Unmarshal(data, &lines); err != nil {
		return nil, 0, hinted{fmt.Errorf("%s is not a baseline", f.baseline), "nadi check --accept " + f.baseline + "  writes it anew"}
	}
	left := map[known]int{}
	for _, k := range lines {
		left[known{Rule: k.Rule, Path: k.Path}] = k.Count
	}
	var out []diag.Finding
	for _, x := range all {
		k := known{Rule: x.Rule, Path: x.Path}
		if left[k] > 0 && !stands(x) {
			left[k]--
			continue
		}
		out = append(out, x)
	}
	return out, len(all) - len(out), nil
}

// stands reports findings that no baseline may hide.
func stands(f diag.Finding) bool {
	return f.Severity == diag.Error && check.All().Absolute(f.Rule)
}

// accept writes a baseline of all findings.
func (u *ui) accept(name string, fs []diag.Finding) error {
	counts := map[known]int{}
	refused := 0
	for _, f := range fs {
		if stands(f) {
			refused++
			continue
		}
		counts[known{Rule: f.Rule, Path: f.Path}]++
	}
	lines := []known{}
	for k, n := range counts {
		lines = append(lines, known{k.Rule, k.Path, n})
	}
	slices.SortFunc(lines, func(a, b known) int { return slices.Compare([]string{a.Path, a.Rule}, []string{b.Path, b.Rule}) })
	data, err := json.MarshalIndent(lines, "", " ")
	if err != nil {
		panic(err) // strings and numbers can always be written
	}
	if err := os.WriteFile(name, append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("writing the baseline: %w", err)
	}
	u.say("%s written: %s in %s", name, count(len(fs)-refused, "finding"), count(len(pathsOf(lines)), "file"))
	if refused > 0 {
		u.note("%s about patients stand and must be mended", count(refused, "error"))
		return failed{1}
	}
	return nil
}

func pathsOf(lines []known) []string {
	set := map[string]bool{}
	for _, k := range lines {
		set[k.Path] = true
	}
	return slices.Sorted(maps.Keys(set))
}
