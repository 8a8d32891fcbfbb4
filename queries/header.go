package queries

import (
	"errors"
	"fmt"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A parser reads one file.
type parser struct {
	file string
	q    Query
	seen map[string]int // header fields, by the line of their first occurrence
	// defaults are the :param lines.
	defaults map[string]any
	example  field
	errs     []error
}

// A field is one entry of the header, its continuation lines joined.
type field struct {
	line  int
	key   string // "Question", "Parameter", ...
	name  string // of a parameter or column
	value string
}

var (
	fieldForm = regexp.MustCompile(`^(Question|Category|Answer|Example|(?:Parameter|Column) (\w+)): +(.*)$`)
	nameForm  = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
	fileForm  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.cypher$`)
	paramForm = regexp.MustCompile(`^:param\s+(\w+)\s*=>\s*(.*?)\s*;?\s*$`)
	typeForm  = regexp.MustCompile(`^(\w+)(?: of ([^,]+))?, (required|default )`)
)

// parse reads a file. Its error has a line for everything that is wrong.
func parse(file, source string) (Query, error) {
	p := &parser{file: file, seen: map[string]int{}, defaults: map[string]any{}}
	p.q = Query{Name: strings.TrimSuffix(path.Base(file), ".cypher"), Source: source, Example: map[string]any{}}
	if !fileForm.MatchString(path.Base(file)) {
		p.failf(1, "a query's file is named in small letters with hyphens, like dyad-timeline.cypher")
	}
	if !utf8.ValidString(source) {
		p.failf(1, "the file is not UTF-8")
		return Query{}, errors.Join(p.errs...)
	}
	lines := strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
	n := p.header(lines)
	n = p.params(lines, n)
	p.statement(lines, n)
	p.finish()
	if err := errors.Join(p.errs...); err != nil {
		return Query{}, err
	}
	return p.q, nil
}

func (p *parser) failf(line int, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("%s:%d: %w", p.file, line, fmt.Errorf(format, args...)))
}

// header reads the comment lines at the top and gives the index of the line
// after them.
func (p *parser) header(lines []string) int {
	var fields []field
	i := 0
	for ; i < len(lines) && strings.HasPrefix(lines[i], "//"); i++ {
		text := strings.TrimPrefix(lines[i], "//")
		body := strings.TrimSpace(text)
		switch m := fieldForm.FindStringSubmatch(body); {
		case i == 0:
			p.q.Title = body
		case body == "":
		case strings.HasPrefix(text, "  "):
			if len(fields) == 0 {
				p.failf(i+1, "an indented line continues the one before, but there is none")
				continue
			}
			fields[len(fields)-1].value += " " + body
		case m == nil:
			p.failf(i+1, "%q is no part of a header (Question, Category, Answer, Parameter NAME, Column NAME, Example; an indented line continues)", body)
		default:
			key, _, _ := strings.Cut(m[1], " ")
			fields = append(fields, field{line: i + 1, key: key, name: m[2], value: m[3]})
		}
	}
	if p.q.Title == "" {
		p.failf(1, "the first line is the title: // Title")
	}
	for _, f := range fields {
		p.field(f)
	}
	return i
}

func (p *parser) field(f field) {
	id := strings.TrimSpace(f.key + " " + f.name)
	if first := p.seen[id]; first > 0 {
		p.failf(f.line, "%s is there already, in line %d", id, first)
		return
	}
	p.seen[id] = f.line
	switch f.key {
	case "Question":
		p.q.Question = f.value
	case "Category":
		p.q.Category = f.value
	case "Answer":
		if f.value != "table" && f.value != "picture" {
			p.failf(f.line, "the answer is a table or a picture, not %q", f.value)
		}
		p.q.Picture = f.value == "picture"
	case "Parameter":
		p.parameter(f)
	case "Column":
		p.q.Columns = append(p.q.Columns, Column{f.name, f.value})
	case "Example":
		p.example = f
	}
}

// parameter reads "TYPE, required. DOC" or "TYPE of A | B, default VALUE. DOC".
func (p *parser) parameter(f field) {
	m := typeForm.FindStringSubmatch(f.value)
	if m == nil {
		p.failf(f.line, "parameter %s: %q does not begin with 'TYPE, required. ' or 'TYPE, default VALUE. '", f.name, f.value)
		return
	}
	par := Param{Name: f.name, Type: Type(m[1]), Required: m[3] == "required"}
	if !nameForm.MatchString(f.name) {
		p.failf(f.line, "parameter %s: a name is written likeThis", f.name)
	}
	if !slices.Contains(types(), par.Type) {
		p.failf(f.line, "parameter %s: there is no type %q, only %v", f.name, par.Type, types())
		return
	}
	if m[2] != "" {
		for v := range strings.SplitSeq(m[2], "|") {
			par.OneOf = append(par.OneOf, strings.TrimSpace(v))
		}
		if par.Type != String && par.Type != Strings {
			p.failf(f.line, "parameter %s: only string and strings have values to choose from", f.name)
		}
	}
	rest := f.value[len(m[0]):]
	if !par.Required {
		v, after, err := literal(rest)
		if err == nil && v != nil {
			v, err = par.check(v)
		}
		if err != nil {
			p.failf(f.line, "default of parameter %s: %w", f.name, err)
			return
		}
		par.Default, rest = v, after
	}
	doc, ok := strings.CutPrefix(rest, ". ")
	if !ok || doc == "" {
		p.failf(f.line, "parameter %s: what it means is to follow after a full stop", f.name)
	}
	par.Doc = strings.TrimSuffix(doc, ".")
	p.q.Params = append(p.q.Params, par)
}

// paramLine gives the name in a :param line.
func paramLine(line string) (string, bool) {
	if m := paramForm.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
		return m[1], true
	}
	return "", false
}

// params reads the :param lines from line i on and gives the index of the line
// after them.
func (p *parser) params(lines []string, i int) int {
	var order []string
	for ; i < len(lines); i++ {
		line := lines[i]
		if strings.TrimSpace(line) == "" {
			continue
		}
		if !strings.HasPrefix(line, ":") {
			break
		}
		m := paramForm.FindStringSubmatch(line)
		if m == nil {
			p.failf(i+1, "%q is not ':param NAME => VALUE;'", line)
			continue
		}
		if !strings.HasSuffix(strings.TrimSpace(line), ";") {
			p.failf(i+1, ":param %s has no semicolon at its end", m[1])
		}
		par, ok := p.q.param(m[1])
		if !ok {
			p.failf(i+1, "the header has no parameter %s", m[1])
			continue
		}
		v, rest, err := literal(m[2])
		if err == nil && rest != "" {
			err = fmt.Errorf("%q follows the value", rest)
		}
		if err == nil && v != nil {
			v, err = par.check(v)
		}
		if err != nil {
			p.failf(i+1, ":param %s: %w", m[1], err)
			continue
		}
		if _, twice := p.defaults[m[1]]; twice {
			p.failf(i+1, ":param %s is there already", m[1])
		}
		p.defaults[m[1]] = v
		order = append(order, m[1])
	}
	var declared []string
	for _, par := range p.q.Params {
		declared = append(declared, par.Name)
	}
	if !slices.Equal(order, declared) {
		p.failf(i, "the :param lines are of %v, the header's parameters %v", order, declared)
	}
	return i
}

// statement takes what is left as the statement.
func (p *parser) statement(lines []string, i int) {
	text := strings.TrimSpace(strings.Join(lines[min(i, len(lines)):], "\n"))
	text, ok := strings.CutSuffix(text, ";")
	switch {
	case text == "" && !ok:
		p.failf(i+1, "there is no statement")
	case !ok:
		p.failf(len(lines), "the statement has no semicolon at its end")
	}
	p.q.Cypher = strings.TrimSpace(text)
}

// finish checks what can be checked only of the whole.
func (p *parser) finish() {
	for _, key := range []string{"Question", "Category", "Answer"} {
		if p.seen[key] == 0 {
			p.failf(1, "the header has no '%s: '", key)
		}
	}
	if len(p.q.Columns) == 0 {
		p.failf(1, "the header names no column")
	}
	p.readExample()
	for _, par := range p.q.Params {
		v, ok := p.defaults[par.Name]
		if !ok {
			continue // said already
		}
		want := par.Default
		if par.Required {
			if want = p.q.Example[par.Name]; want == nil {
				p.failf(1, "the example has no value for the required parameter %s", par.Name)
				continue
			}
		}
		if !reflect.DeepEqual(v, want) {
			p.failf(p.seen["Parameter "+par.Name], ":param %s is %s, but the header says %s", par.Name, Literal(v), Literal(want))
		}
	}
}

// readExample reads "NAME = VALUE, NAME = VALUE".
func (p *parser) readExample() {
	rest := p.example.value
	for rest != "" {
		name, after, ok := strings.Cut(rest, "=")
		par, known := p.q.param(strings.TrimSpace(name))
		if !ok || !known {
			p.failf(p.example.line, "example: %q does not begin with a parameter's name and '='", rest)
			return
		}
		v, after, err := literal(strings.TrimSpace(after))
		if err == nil {
			v, err = par.check(v)
		}
		if err != nil {
			p.failf(p.example.line, "example: %w", err)
			return
		}
		p.q.Example[par.Name] = v
		after = strings.TrimSpace(after)
		if rest, ok = strings.CutPrefix(after, ","); !ok && after != "" {
			p.failf(p.example.line, "example: a comma is missing before %q", after)
			return
		}
		rest = strings.TrimSpace(rest)
	}
}
