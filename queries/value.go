package queries

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// A Type is the type of a parameter.
type Type string

// The types of parameters.
const (
	String  Type = "string"
	Int     Type = "int" // whole number, not negative
	Float   Type = "float"
	Bool    Type = "bool"
	Date    Type = "date" // as its ISO string
	Strings Type = "strings"
	Actor   Type = "actor" // an actor's id, name or alias, a country's code: text
)

func types() []Type { return []Type{String, Int, Float, Bool, Date, Strings, Actor} }

// check gives v as the driver is to have it, or an error that says what would
// do instead.
func (p Param) check(v any) (any, error) {
	switch p.Type {
	case String, Actor:
		if s, ok := v.(string); ok {
			return s, p.allowed(s)
		}
	case Int:
		switch n := v.(type) {
		case int:
			return p.check(int64(n))
		case int64:
			if n >= 0 {
				return n, nil
			}
		}
	case Float:
		switch n := v.(type) {
		case int:
			return float64(n), nil
		case int64:
			return float64(n), nil
		case float64:
			return n, nil
		}
	case Bool:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case Date:
		if s, ok := v.(string); ok {
			if _, err := time.Parse(time.DateOnly, s); err == nil {
				return s, nil
			}
		}
	case Strings:
		return p.checkList(v)
	}
	return nil, p.mismatch(v)
}

func (p Param) checkList(v any) (any, error) {
	var list []string
	switch v := v.(type) {
	case []string:
		list = slices.Clone(v)
	case []any:
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, p.mismatch(v)
			}
			list = append(list, s)
		}
	default:
		return nil, p.mismatch(v)
	}
	for _, s := range list {
		if err := p.allowed(s); err != nil {
			return nil, err
		}
	}
	if list == nil {
		list = []string{} // the driver makes null of a nil slice
	}
	return list, nil
}

func (p Param) allowed(s string) error {
	if p.OneOf == nil || slices.Contains(p.OneOf, s) {
		return nil
	}
	return fmt.Errorf("parameter %s: %q is not one of %s%s", p.Name, s, strings.Join(p.OneOf, ", "), suggestion(s, p.OneOf))
}

func (p Param) mismatch(v any) error {
	want := map[Type]string{
		String:  "text",
		Actor:   "text (a name, an id, a country's code)",
		Int:     "a whole number from 0 on, such as 20",
		Float:   "a number, such as 2.5",
		Bool:    "true or false",
		Date:    "a day, such as 2025-08-10",
		Strings: "a list of words, separated by commas",
	}[p.Type]
	if s, ok := v.(string); ok {
		return fmt.Errorf("parameter %s: %q is not %s", p.Name, s, want)
	}
	return fmt.Errorf("parameter %s: %v is not %s", p.Name, v, want)
}

// read takes a value from a command line.
func (p Param) read(s string) (any, error) {
	var v any = s
	var err error
	switch p.Type {
	case Int:
		v, err = strconv.ParseInt(s, 10, 64)
	case Float:
		v, err = strconv.ParseFloat(s, 64)
	case Bool:
		v, err = strconv.ParseBool(s)
	case Strings:
		list := []string{}
		for e := range strings.SplitSeq(s, ",") {
			if e = strings.TrimSpace(e); e != "" {
				list = append(list, e)
			}
		}
		v = list
	}
	if err != nil {
		return nil, p.mismatch(s)
	}
	return p.check(v)
}

// Literal writes a parameter's value as Cypher. It keeps to printable ASCII
// without the dollar sign, which Neo4j Browser does not take in a :param line.
func Literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return quote(v)
	case []string:
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = quote(s)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case float64:
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	return fmt.Sprint(v)
}

func quote(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\'' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '$' || r < ' ' || r > unicode.MaxASCII && !unicode.IsPrint(r) || r == 0x7f:
			for _, u := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04X`, u)
			}
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// literal reads a Cypher literal of the kinds that Literal writes from the
// start of s, and gives the rest.
func literal(s string) (v any, rest string, err error) {
	switch {
	case s == "":
		return nil, "", fmt.Errorf("a value is missing")
	case s[0] == '\'' || s[0] == '"':
		return stringLiteral(s)
	case s[0] == '[':
		return listLiteral(s)
	}
	n := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("+-.", r)
	})
	if n < 0 {
		n = len(s)
	}
	word := strings.TrimRight(s[:n], ".") // a full stop ends the sentence
	rest = s[len(word):]
	switch word {
	case "null":
		return nil, rest, nil
	case "true", "false":
		return word == "true", rest, nil
	}
	if i, err := strconv.ParseInt(word, 10, 64); err == nil {
		return i, rest, nil
	}
	if f, err := strconv.ParseFloat(word, 64); err == nil && strings.Trim(word, "+-.0123456789") == "" {
		return f, rest, nil
	}
	return nil, "", fmt.Errorf("%q is no value (write text as 'text', a list as ['a', 'b'])", word)
}

func stringLiteral(s string) (any, string, error) {
	var b []rune
	for i := 1; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == rune(s[0]):
			return string(b), s[i:], nil
		case r != '\\':
			b = append(b, r)
			continue
		case i == len(s):
			return nil, "", fmt.Errorf("the text %s has no end", s)
		}
		r, n, err := escaped(s[i:])
		if err != nil {
			return nil, "", err
		}
		b = append(b, r)
		i += n
	}
	return nil, "", fmt.Errorf("the text %s has no end", s)
}

// escaped reads what follows a backslash.
func escaped(s string) (r rune, n int, err error) {
	switch s[0] {
	case 'n':
		return '\n', 1, nil
	case 't':
		return '\t', 1, nil
	case '\\', '\'', '"':
		return rune(s[0]), 1, nil
	case 'u':
		hex := func(s string) (rune, bool) {
			if len(s) < 5 || s[0] != 'u' {
				return 0, false
			}
			u, err := strconv.ParseUint(s[1:5], 16, 16)
			return rune(u), err == nil
		}
		r, ok := hex(s)
		if !ok {
			break
		}
		if utf16.IsSurrogate(r) {
			if !strings.HasPrefix(s[5:], `\`) {
				break
			}
			low, ok := hex(s[6:])
			if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError {
				break
			}
			return r, 11, nil
		}
		return r, 5, nil
	}
	return 0, 0, fmt.Errorf(`the escape \%.1s is none of \\ \' \" \n \t \uXXXX`, s)
}

func listLiteral(s string) (any, string, error) {
	list := []string{}
	s = strings.TrimLeft(s[1:], " ")
	for !strings.HasPrefix(s, "]") {
		v, rest, err := literal(s)
		if err != nil {
			return nil, "", err
		}
		e, ok := v.(string)
		if !ok {
			return nil, "", fmt.Errorf("a list holds texts, not %v", v)
		}
		list = append(list, e)
		s = strings.TrimLeft(rest, " ")
		if after, ok := strings.CutPrefix(s, ","); ok {
			s = strings.TrimLeft(after, " ")
		} else if !strings.HasPrefix(s, "]") {
			return nil, "", fmt.Errorf("the list has no end")
		}
	}
	return list, s[1:], nil
}
