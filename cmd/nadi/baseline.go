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
	lines, err := readBaseline(f.baseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, hinted{fmt.Errorf("there is no baseline %s", f.baseline), "write one:  nadi check --accept " + f.baseline}
	}
	if err != nil {
		return nil, 0, err
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

func readBaseline(name string) ([]known, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	var lines []known
	if err := json.Unmarshal(data, &lines); err != nil {
		return nil, hinted{fmt.Errorf("%s is not a baseline", name), "name the file that nadi check --accept wrote"}
	}
	return lines, nil
}

// stands reports findings that no baseline may hide.
func stands(f diag.Finding) bool {
	return f.Severity == diag.Error && check.All().Absolute(f.Rule)
}

// accept writes a baseline of all findings. It takes the place of another
// baseline, and of nothing else.
func (u *ui) accept(name string, found []diag.Finding) error {
	var other hinted
	if _, err := readBaseline(name); errors.As(err, &other) {
		return hinted{fmt.Errorf("%s is there and is not a baseline; nothing was written", name), "write into another file, such as known.json"}
	}
	counts := map[known]int{}
	refused := 0
	for _, f := range found {
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
	u.say("%s written: %s in %s. Next time: nadi check --baseline %s", name, count(len(found)-refused, "finding"), count(len(pathsOf(lines)), "file"), name)
	if refused > 0 {
		u.note("%s about patients stand and must be mended; nadi check shows them", count(refused, "error"))
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
