package main

import "testing"

// TestKeysInBraces: front matter in braces is left alone, for lines behind
// them would break it.
func TestKeysInBraces(t *testing.T) {
	for src, want := range map[string]bool{
		"---\n{title: Heat, date: 2026-05-02}\n---\n\nText.\n": false,
		"---\ntitle: Heat\n---\n\nText.\n":                     true,
	} {
		if _, ok := withKeys([]byte(src), [][2]string{{"reviewedBy", "asha"}}); ok != want {
			t.Errorf("%q: %v", src, ok)
		}
	}
}
