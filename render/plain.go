package render

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/printable"
)

// Plain gives a value as one text that a program can take apart again: text as
// it is, dates and times in ISO form, lists and what else has parts as JSON;
// "" for what is not there.
func Plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case calendar.Date:
		return v.String()
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	}
	var b bytes.Buffer
	if err := appendJSON(&b, jsonValue(v)); err != nil {
		return fmt.Sprint(v)
	}
	return b.String()
}

// A Sheet is a CSV file (RFC 4180) whose cells are as Plain gives them. Text
// that a spreadsheet would take for a formula has an apostrophe before it, and
// what cannot be shown is written out.
type Sheet struct {
	w     *csv.Writer
	cells []string
}

// NewSheet begins a file with these columns.
func NewSheet(w io.Writer, columns []string) (*Sheet, error) {
	s := &Sheet{w: csv.NewWriter(w)}
	return s, s.w.Write(texts(columns, func(c string) string { return noFormula(printable.Line(c)) }))
}

// Row writes a row.
func (s *Sheet) Row(row []any) error {
	s.cells = s.cells[:0]
	for _, v := range row {
		cell := printable.Text(Plain(v))
		if _, ok := v.(string); ok {
			cell = noFormula(cell)
		}
		s.cells = append(s.cells, cell)
	}
	return s.w.Write(s.cells)
}

// Close writes what is left.
func (s *Sheet) Close() error {
	s.w.Flush()
	return s.w.Error()
}
