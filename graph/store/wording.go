package store

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A plan does not show what runs within an expression: of
//
//	RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'http://...' AS line RETURN line }]
//
// it has one operator, a projection. So the words of a statement are looked at
// too, in which such things cannot hide but behind comments and escapes.

// escaped is a character by its number. Cypher 5 replaces it before it looks
// for words, comments and quotation marks; later versions within strings only.
var escaped = regexp.MustCompile(`\\u+[0-9A-Fa-f]{4}`)

// guardWords refuses statements that speak of files and addresses, of
// procedures that are not allowed, or of functions of plug-ins.
func guardWords(cypher string) error {
	plain := escaped.ReplaceAllStringFunc(cypher, func(s string) string {
		n, err := strconv.ParseUint(strings.TrimLeft(s, `\u`), 16, 16)
		if err != nil {
			return s
		}
		return string(rune(n))
	})
	for _, text := range slices.Compact([]string{plain, cypher}) {
		if err := guardTokens(tokens(text)); err != nil {
			return err
		}
	}
	return nil
}

func guardTokens(list []token) error {
	for i, t := range list {
		if t.word == "" || i > 0 && list[i-1].mark == '.' && (i == 1 || list[i-2].mark != '.') {
			continue // a part of a name; after two dots begins another
		}
		if t.keyword("LOAD") && i+1 < len(list) && list[i+1].keyword("CSV") {
			return fmt.Errorf("%w: LOAD CSV is not", ErrNotReadOnly)
		}
		name, after := dotted(list[i:])
		if !strings.Contains(name, ".") {
			continue
		}
		switch {
		case i > 0 && list[i-1].keyword("CALL"):
			if !slices.Contains(allowedProcedures, name) {
				return notAllowed(name)
			}
		case after.mark == '(' && !slices.Contains(builtinNamespaces, strings.ToLower(t.word)):
			return ofPlugin(name)
		}
	}
	return nil
}

// dotted gives the name of several parts that tokens begin with, and what
// comes after it.
func dotted(list []token) (name string, after token) {
	name = list[0].word
	for list = list[1:]; len(list) > 1 && list[0].mark == '.' && list[1].word != ""; list = list[2:] {
		name += "." + list[1].word
	}
	if len(list) > 0 {
		after = list[0]
	}
	return name, after
}

// A token is a word of a statement, or a mark. Strings are one mark, comments
// and blanks none.
type token struct {
	word   string
	quoted bool // in backticks, where it is no keyword
	mark   rune
}

func (t token) keyword(k string) bool { return !t.quoted && strings.EqualFold(t.word, k) }

func tokens(s string) []token {
	var list []token
	r := []rune(s)
	for i := 0; i < len(r); {
		switch c := r[i]; {
		case c == '/' && i+1 < len(r) && r[i+1] == '/':
			for i < len(r) && r[i] != '\n' && r[i] != '\r' {
				i++
			}
		case c == '/' && i+1 < len(r) && r[i+1] == '*':
			for i += 2; i < len(r) && (r[i] != '*' || i+1 == len(r) || r[i+1] != '/'); i++ {
			}
			i += 2
		case c == '\'' || c == '"':
			for i++; i < len(r) && r[i] != c; i++ {
				if r[i] == '\\' {
					i++
				}
			}
			i++
			list = append(list, token{mark: c})
		case c == '`':
			from := i + 1
			for i++; i < len(r) && (r[i] != '`' || i+1 < len(r) && r[i+1] == '`'); i++ {
				if r[i] == '`' {
					i++
				}
			}
			list = append(list, token{word: strings.ReplaceAll(string(r[from:min(i, len(r))]), "``", "`"), quoted: true})
			i++
		case inWord(c):
			from := i
			for i < len(r) && inWord(r[i]) {
				i++
			}
			list = append(list, token{word: string(r[from:i])})
		default:
			if !unicode.IsSpace(c) && !unicode.IsControl(c) {
				list = append(list, token{mark: c})
			}
			i++
		}
	}
	return list
}

func inWord(c rune) bool {
	return c == '_' || c == '$' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}
