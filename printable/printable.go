// Package printable gives text from outside in a form that can be shown: it can
// neither drive the terminal that it ends up on, nor hide or turn round what
// stands beside it.
package printable

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Line gives s on one line: white space that breaks lines or columns becomes a
// blank, and what cannot be shown (see Hidden), bytes that are not UTF-8 among
// it, is written out as an escape: \u001b, \x9b.
func Line(s string) string { return shown(s, func(rune) rune { return ' ' }) }

// Text gives s as Line does, but keeps line breaks and tabs; a carriage return
// before a line break goes.
func Text(s string) string {
	if strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	return shown(s, func(r rune) rune {
		if r == '\r' {
			return '\n'
		}
		return r
	})
}

func shown(s string, space func(rune) rune) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case breaks(r):
			b.WriteRune(space(r))
		case Hidden(r):
			escape(&b, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return breaks(r) || Hidden(r) }) < 0
		}
	}
	return true
}

func breaks(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }

// JSON gives JSON that means the same, with what cannot be shown escaped.
// Line breaks and tabs, which stand in JSON between values only, stay.
func JSON(line []byte) []byte {
	hidden := func(r rune) bool { return r != '\n' && r != '\t' && Hidden(r) }
	if !bytes.ContainsFunc(line, hidden) {
		return line
	}
	var b strings.Builder
	for _, r := range string(line) {
		if hidden(r) {
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		} else {
			b.WriteRune(r)
		}
	}
	return []byte(b.String())
}

func escape(b *strings.Builder, r rune) {
	if r > 0xffff {
		fmt.Fprintf(b, `\U%08x`, r)
	} else {
		fmt.Fprintf(b, `\u%04x`, r)
	}
}

// Hidden tells what has no sign of its own but may do something: control
// characters, line and paragraph separators, and format characters (Unicode
// Standard, 23.2 to 23.9), which embed or override a direction of writing, or
// carry text that nobody sees. Of these, what scripts and hyphenation need
// stays: the two joiners, the soft hyphen, and signs that stand before numbers.
func Hidden(r rune) bool {
	switch {
	case r < ' ' || r == 0x7f:
		return true
	case r < 0x7f || r == '\u00ad' || r == '\u200c' || r == '\u200d':
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
