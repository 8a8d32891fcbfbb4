// Package printabletest looks, in tests, whether text from outside stays where
// it was put.
package printabletest

import "strings"

// Unquoted gives s without what stands in quotes, read as the languages read
// it: a backslash takes the next character along.
func Unquoted(s string, quote rune) string {
	var b strings.Builder
	inside, escaped := false, false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
		case inside && r == '\\':
			escaped = true
		case r == quote:
			inside = !inside
		case !inside:
			b.WriteRune(r)
		}
	}
	return b.String()
}
