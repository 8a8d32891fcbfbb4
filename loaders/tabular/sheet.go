package tabular

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Sheet reads the rows of a table by the names in its header: data sets
// change the order of their columns, and add some.
type Sheet struct {
	at    []int // of the columns that are asked for, by their order
	names []string
	width int
}

// NewSheet finds the named columns in a header. ok is false where one of the
// first required ones is not there.
func NewSheet(header, names []string, required int) (s *Sheet, ok bool) {
	s = &Sheet{at: Columns(header, names...), names: names, width: len(header)}
	for _, i := range s.at[:required] {
		if i < 0 {
			return nil, false
		}
	}
	return s, true
}

// Fits refuses a row that has other columns than the header; empty ones in the
// end are of no account.
func (s *Sheet) Fits(r *Row, b *Batch) bool {
	n := len(r.Fields)
	for n > s.width && strings.TrimSpace(r.Fields[n-1]) == "" {
		n--
	}
	if n != s.width {
		b.Refuse(r, fmt.Sprintf("a row of %d columns, where the header has %d", n, s.width), "correct it, or fetch the file again")
	}
	return n == s.width
}

// Get gives a column's text, by its place among the names; "" where the table
// has no such column, or a word for nothing in it.
func (s *Sheet) Get(r *Row, column int) string {
	i := s.at[column]
	if i < 0 || i >= len(r.Fields) {
		return ""
	}
	v := strings.TrimSpace(r.Fields[i])
	if len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"' { // a quoted field between tabs
		v = strings.TrimSpace(strings.ReplaceAll(v[1:len(v)-1], `""`, `"`))
	}
	switch v {
	case "None", "NA", "NULL", "null", "nan", "NaN":
		return ""
	}
	return v
}

// Bad refuses a row for a column's value.
func (s *Sheet) Bad(r *Row, b *Batch, column int) {
	v := s.Get(r, column)
	if len(v) > 40 {
		v = strings.ToValidUTF8(v[:40], "") + "…"
	}
	b.Refuse(r, fmt.Sprintf("%s is %q", s.names[column], v), "correct it, or fetch the file again")
}

// Int reads a whole number, 0 where there is none. A false ok has refused the
// row.
func (s *Sheet) Int(r *Row, b *Batch, column int) (n int, ok bool) {
	v := s.Get(r, column)
	if v == "" {
		return 0, true
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		f, err := strconv.ParseFloat(v, 64) // "3.0"
		if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<40 {
			s.Bad(r, b, column)
			return 0, false
		}
		n = int(f)
	}
	return n, true
}

// Float reads a number; there is false where there is none. A false ok has
// refused the row.
func (s *Sheet) Float(r *Row, b *Batch, column int, most float64) (v float64, there, ok bool) {
	text := s.Get(r, column)
	if text == "" {
		return 0, false, true
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(math.Abs(v) <= most) {
		s.Bad(r, b, column)
		return 0, false, false
	}
	return v, true, true
}

// List cuts a cell at its semicolons.
func List(cell string) []string {
	var out []string
	for part := range strings.SplitSeq(cell, ";") {
		if part = strings.TrimSpace(part); part != "" && part != "None" {
			out = append(out, part)
		}
	}
	return out
}
