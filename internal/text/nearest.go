package text

import "strings"

// Nearest returns the candidate most like word, or "" when none is near: at
// most a third of the letters may differ, or word is how the candidate
// begins.
func Nearest(word string, candidates []string) string {
	w := []rune(strings.ToLower(word))
	best, bestDist := "", len(w)/3+1
	if len(w) <= 3 {
		bestDist = 2
	}
	for _, c := range candidates {
		if len(w) >= 3 && bestDist > 1 && strings.HasPrefix(strings.ToLower(c), string(w)) {
			best, bestDist = c, 1
			continue
		}
		if strings.EqualFold(c, word) || Fold(c) == Fold(word) && Fold(c) != "" {
			return c
		}
		if d := distance(w, []rune(strings.ToLower(c)), bestDist); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the number of single-letter insertions, deletions,
// substitutions and swaps of neighbours between a and b (optimal string
// alignment); it gives up with limit once the lengths alone decide.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
