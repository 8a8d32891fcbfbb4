package queries

import (
	"strings"
)

// suggestion gives `, did you mean "x"?` with the option nearest to what was
// written, or "" where none is near.
func suggestion(written string, options []string) string {
	best, least := "", 0
	for _, o := range options {
		d := distance(strings.ToLower(written), strings.ToLower(o))
		if best == "" || d < least {
			best, least = o, d
		}
	}
	if best == "" || least > max(2, len([]rune(written))/2) {
		return ""
	}
	return ", did you mean \"" + best + "\"?"
}

// distance is the number of letters to insert, delete, replace or swap with the
// next one that make b of a (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	// Rows of the table for the prefixes of x one shorter than, and as long as, i-1.
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}
