package tabular

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
)

// A Batch gathers what comes of the rows of a block. Its methods that give
// slices take them from larger ones: rows are many and their parts small.
type Batch struct {
	source   string
	items    []loaders.Item
	problems []located
	unknown  unknowns

	Reports      Slab[graph.Report]
	Actors       Slab[graph.Actor]
	Participants Slab[graph.Participant]
	Records      Slab[graph.Record]
	Strings      Slab[string]
	Floats       Slab[float64]
}

type located struct {
	loaders.Problem
	at int // items before it
}

// A Slab gives out parts of larger slices.
type Slab[T any] struct{ free []T }

// Take gives n zero elements.
func (s *Slab[T]) Take(n int) []T {
	const chunk = 128
	if len(s.free) < n {
		s.free = make([]T, max(n, chunk))
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}

// Of gives a slice with these elements; nil of none.
func (s *Slab[T]) Of(list ...T) []T {
	if len(list) == 0 {
		return nil
	}
	out := s.Take(len(list))
	copy(out, list)
	return out
}

// New gives a place for one element, with this value.
func (s *Slab[T]) New(v T) *T {
	p := &s.Take(1)[0]
	*p = v
	return p
}

// Emit adds a place for the item of a row, and gives its Fragment to fill in.
func (b *Batch) Emit(r *Row) *graph.Fragment {
	b.items = append(b.items, loaders.Item{Source: b.source, Line: r.Line})
	return &b.items[len(b.items)-1].Fragment
}

// Refuse says why a row is not loaded.
func (b *Batch) Refuse(r *Row, reason, cure string) {
	b.problems = append(b.problems, located{loaders.Refuse(b.source, r.Line, reason, cure), len(b.items)})
}

// Warn says what is not as it should be with a row that is loaded.
func (b *Batch) Warn(r *Row, reason, cure string) {
	b.problems = append(b.problems, located{loaders.Warn(b.source, r.Line, reason, cure), len(b.items)})
}

// Unknown counts a code that no list has: "country XYZ".
func (b *Batch) Unknown(r *Row, codes ...string) {
	for _, c := range codes {
		b.unknown.count(c, 1, b.source, r.Line)
	}
}

// work maps the rows of a block.
func work(_ context.Context, in block) (*Batch, error) {
	if in.problem != nil {
		return &Batch{problems: []located{{Problem: *in.problem}}}, nil
	}
	doc := in.doc
	b := &Batch{source: doc.source}
	m := doc.mappers.Get().(Mapper)
	defer doc.mappers.Put(m)
	sound, nul := utf8.ValidString(in.text), strings.IndexByte(in.text, 0) >= 0
	lines := strings.Count(in.text, "\n") + 1
	b.items = make([]loaders.Item, 0, lines)
	var row Row
	var csv csvSplitter
	line := in.line
	for text := in.text; text != ""; {
		end, length := 0, 0
		if doc.table.CSV {
			end = csv.record(text)
		} else {
			end = strings.IndexByte(text, '\n') + 1
		}
		if end <= 0 {
			end = len(text)
		}
		record := text[:end]
		length, text = strings.Count(record, "\n"), text[end:]
		row.Line = line
		line += length
		record = strings.TrimSuffix(strings.TrimSuffix(record, "\n"), "\r")
		if record == "" || row.Line < in.from {
			continue
		}
		if !sound && !utf8.ValidString(record) {
			record = latin(record)
			b.Warn(&row, "the row is not UTF-8 and was read as Windows-1252", "convert the file to UTF-8")
		}
		if nul && strings.IndexByte(record, 0) >= 0 {
			if record = strings.ReplaceAll(record, "\x00", ""); record == "" {
				b.Refuse(&row, "nothing but NUL characters: a part of the file was never written", "fetch the file again")
				continue
			}
			b.Warn(&row, "the row holds NUL characters, which were left out", "fetch the file again")
		}
		if doc.table.CSV {
			row.text, row.Fields = record, csv.split(record)
		} else {
			row.tabs(record)
		}
		m.Map(&row, b)
	}
	return b, nil
}

// latin reads bytes as Windows-1252, which every byte is something in.
func latin(s string) string {
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return out
}

// unknowns count codes that no list has.
type unknowns map[string]*unknown

type unknown struct {
	n      int
	source string
	line   int
}

// mostUnknown is how many different codes are told apart: a damaged file
// could have as many as rows.
const mostUnknown = 1000

func (u *unknowns) count(code string, n int, source string, line int) {
	if *u == nil {
		*u = unknowns{}
	}
	if len(code) > 60 {
		code = strings.ToValidUTF8(code[:60], "") + "…"
	}
	have := (*u)[code]
	if have == nil {
		if len(*u) >= mostUnknown {
			return
		}
		have = &unknown{source: source, line: line}
		(*u)[strings.Clone(code)] = have
	}
	have.n += n
}

func (u *unknowns) add(more unknowns) {
	for _, code := range slices.Sorted(maps.Keys(more)) {
		m := more[code]
		u.count(code, m.n, m.source, m.line)
	}
}

func (u unknowns) report(report func(loaders.Problem)) {
	codes := slices.SortedFunc(maps.Keys(u), func(a, b string) int {
		return cmp.Or(cmp.Compare(u[b].n, u[a].n), cmp.Compare(a, b))
	})
	for _, c := range codes {
		rows := "1 row"
		if u[c].n > 1 {
			rows = fmt.Sprintf("%d rows, first here", u[c].n)
		}
		report(loaders.Warn(u[c].source, u[c].line, fmt.Sprintf("%s is a code that no list has (%s)", c, rows), "it is kept as it is"))
	}
}
