// Package render writes answers and graphs for people and programs. Text that
// comes from articles is data in every format: it can neither drive the
// terminal, nor start a formula, nor end a string that it stands in.
package render

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// Clean gives s as it can be shown on a terminal, on one line: line breaks are
// blanks, and characters that control a terminal or reverse the direction of
// writing are shown escaped.
func Clean(s string) string {
	plain := true
	for _, r := range s {
		if r == '\n' || r == '\r' || r == '\t' || dangerous(r) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case dangerous(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// SafeJSON gives JSON that means the same, with the characters escaped that
// control a terminal or reverse the direction of writing.
func SafeJSON(line []byte) []byte {
	if !bytes.ContainsFunc(line, func(r rune) bool { return dangerous(r) }) {
		return line
	}
	var b bytes.Buffer
	for _, r := range string(line) {
		if dangerous(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.Bytes()
}

// dangerous are control characters (C0, DEL, C1), line and paragraph
// separators, and the characters that embed, override or isolate a direction
// of writing (Unicode Standard Annex 9).
func dangerous(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return r != '\n' && r != '\t'
	case r == '\u2028' || r == '\u2029' || r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\ufeff':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}
