package render

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/entente/entente/printable"
)

// A Format is a way to write rows.
type Format string

// The formats of rows.
const (
	Table    Format = "table"
	JSON     Format = "json"
	JSONL    Format = "jsonl"
	CSV      Format = "csv"
	Markdown Format = "markdown"
)

// Formats lists the formats of rows.
func Formats() []Format { return []Format{Table, JSON, JSONL, CSV, Markdown} }

// Rows writes rows one after another. Close must be called after the last; it
// writes what is left.
type Rows interface {
	Row(row []any) error
	Close() error
}

// NewRows gives a writer of rows with these columns. A table is fitted into
// width characters; 0 means as wide as it takes.
func NewRows(w io.Writer, f Format, columns []string, width int) (Rows, error) {
	switch f {
	case Table:
		return &tableRows{w: w, columns: columns, width: width}, nil
	case JSON:
		return &jsonRows{w: w, columns: columns, array: true}, nil
	case JSONL:
		return &jsonRows{w: w, columns: columns}, nil
	case CSV:
		out := &csvRows{csv.NewWriter(w)}
		return out, out.w.Write(texts(columns, func(c string) string { return noFormula(printable.Line(c)) }))
	case Markdown:
		out := &markdownRows{w}
		return out, out.head(texts(columns, printable.Line))
	}
	return nil, fmt.Errorf("format %q is not one of %v", f, Formats())
}

type tableRows struct {
	w       io.Writer
	columns []string
	rows    [][]any
	width   int
}

func (t *tableRows) Row(row []any) error {
	t.rows = append(t.rows, slices.Clone(row))
	return nil
}

func (t *tableRows) Close() error {
	if len(t.rows) == 0 {
		_, err := fmt.Fprintln(t.w, "no rows")
		return err
	}
	out := table.NewWriter()
	out.SetStyle(table.StyleLight)
	out.Style().Format.Header = text.FormatDefault
	out.Style().Options.SeparateRows = false
	out.AppendHeader(tableRow(t.columns, func(s string) any { return printable.Line(s) }))
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = text.StringWidthWithoutEscSequences(c)
	}
	for _, row := range t.rows {
		out.AppendRow(tableRow(row, func(v any) any {
			return cellOf(v)
		}))
		for i, v := range row {
			widths[i] = max(widths[i], text.StringWidthWithoutEscSequences(cellOf(v)))
		}
	}
	fitted := fit(widths, t.width)
	configs := make([]table.ColumnConfig, len(t.columns))
	for i := range t.columns {
		configs[i] = table.ColumnConfig{Number: i + 1, WidthMax: fitted[i], WidthMaxEnforcer: text.WrapSoft}
		if i < len(t.rows[0]) && numeric(t.rows[0][i]) {
			configs[i].Align = text.AlignRight
		}
	}
	out.SetColumnConfigs(configs)
	_, err := fmt.Fprintln(t.w, out.Render())
	return err
}

func tableRow[T any](list []T, cell func(T) any) table.Row {
	out := make(table.Row, len(list))
	for i, v := range list {
		out[i] = cell(v)
	}
	return out
}

// fit narrows the widest columns until the table fits into width, but none
// below 12 characters.
func fit(widths []int, width int) []int {
	widths = slices.Clone(widths)
	if width <= 0 {
		return widths
	}
	room := width - 3*len(widths) - 1 // bars and blanks between the columns
	for {
		total, widest := 0, 0
		for i, w := range widths {
			total += w
			if w > widths[widest] {
				widest = i
			}
		}
		if total <= room || widths[widest] <= 12 {
			return widths
		}
		widths[widest]--
	}
}

type jsonRows struct {
	w       io.Writer
	columns []string
	array   bool
	n       int
}

func (j *jsonRows) Row(row []any) error {
	var b bytes.Buffer
	switch {
	case j.array && j.n == 0:
		b.WriteString("[\n ")
	case j.array:
		b.WriteString(",\n ")
	}
	j.n++
	b.WriteByte('{')
	for i, c := range j.columns {
		if i > 0 {
			b.WriteString(", ")
		}
		if err := appendJSON(&b, c); err != nil {
			return err
		}
		b.WriteString(": ")
		if err := appendJSON(&b, jsonValue(row[i])); err != nil {
			return fmt.Errorf("column %s: %w", c, err)
		}
	}
	b.WriteByte('}')
	if !j.array {
		b.WriteByte('\n')
	}
	_, err := j.w.Write(printable.JSON(b.Bytes()))
	return err
}

func appendJSON(b *bytes.Buffer, v any) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // Encode ends with a line break
	return nil
}

func (j *jsonRows) Close() error {
	end := ""
	switch {
	case j.array && j.n == 0:
		end = "[]\n"
	case j.array:
		end = "\n]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

type csvRows struct{ w *csv.Writer }

func (c *csvRows) Row(row []any) error {
	out := make([]string, len(row))
	for i, v := range row {
		out[i] = cellOf(v)
		if !numeric(v) {
			out[i] = noFormula(out[i])
		}
	}
	return c.w.Write(out)
}

func (c *csvRows) Close() error {
	c.w.Flush()
	return c.w.Error()
}

func texts(list []string, write func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = write(s)
	}
	return out
}

// noFormula keeps a spreadsheet from taking text for a formula (OWASP, 'CSV
// Injection'): blanks before a sign, and its full-width form, do not keep all
// of them from it.
func noFormula(s string) string {
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); s != "" && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + s
	}
	return s
}

type markdownRows struct{ w io.Writer }

func (m *markdownRows) head(columns []string) error {
	if err := m.line(columns); err != nil {
		return err
	}
	return m.raw(slices.Repeat([]string{"---"}, len(columns)))
}

func (m *markdownRows) Row(row []any) error {
	out := make([]string, len(row))
	for i, v := range row {
		out[i] = cellOf(v)
	}
	return m.line(out)
}

func (m *markdownRows) line(cells []string) error {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = markdownEscaper.Replace(c)
	}
	return m.raw(out)
}

func (m *markdownRows) raw(cells []string) error {
	_, err := fmt.Fprintf(m.w, "| %s |\n", strings.Join(cells, " | "))
	return err
}

func (m *markdownRows) Close() error { return nil }

// markdownEscaper takes from text what Markdown or HTML would read as markup.
var markdownEscaper = strings.NewReplacer(`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", "&lt;", ">", "&gt;", "&", "&amp;", "!", `\!`, "#", `\#`, "~", `\~`)
