package export

import (
	"bufio"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// between stands between the elements of a list. It is a character that text
// does not hold; where some does, a blank takes its place.
const between = "\x1f"

// importTypes are the names that neo4j-admin has for the schema's types.
var importTypes = map[graph.Type]string{
	graph.String: "string", graph.Strings: "string[]", graph.Int: "long", graph.Float: "double", graph.Bool: "boolean",
	graph.DateType: "date", graph.DateTime: "datetime", graph.PointGeo: "point",
}

// A table is one CSV file, with the columns of a label or relationship type.
type table struct {
	name       string
	at         int // among the tables
	file       *os.File
	properties []graph.Property
	columns    []column   // where the rows are made of sources
	mu         sync.Mutex // of what follows
	sections   map[int]section
	open       []*os.File // of sections
	w          *bufio.Writer
	rows       int
}

// A section is the rows of one part of what is exported, until those of the
// parts before it are there: in a file of its own where they are many.
type section struct {
	few  []byte
	many string // a file's name
	n    int
}

func newTable(dir, name string, fixed []string, properties []graph.Property) (*table, error) {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return nil, err
	}
	t := &table{name: name, file: f, sections: map[int]section{}, w: bufio.NewWriterSize(f, 128<<10), properties: properties}
	head := slices.Clone(fixed)
	for _, p := range properties {
		head = append(head, p.Name+":"+importTypes[p.Type])
	}
	_, err = t.w.WriteString(strings.Join(head, ",") + "\n")
	return t, err
}

// rowsBuffer is when a writer's rows of a table go to the file.
const rowsBuffer = 64 << 10

// A writer is one goroutine's way to the tables, and writes one part after the
// other.
type writer struct {
	rows  [][]byte // by table
	n     []int
	files []*os.File // with rows before those
}

func newWriter(tables int) *writer {
	return &writer{make([][]byte, tables), make([]int, tables), make([]*os.File, tables)}
}

// row writes a row with these properties.
func (w *writer) row(t *table, fixed []string, p graph.Properties) error {
	b := w.rows[t.at]
	for i, v := range fixed {
		if i > 0 {
			b = append(b, ',')
		}
		b = quoted(b, v)
	}
	for _, s := range t.properties {
		b = append(b, ',')
		if v, ok := p[s.Name]; ok {
			b = cell(b, v)
		}
	}
	return w.done(t, b)
}

// source writes a row of a source.
func (w *writer) source(t *table, first, second string, s *source) error {
	b := quoted(append(quoted(w.rows[t.at], first), ','), second)
	for _, c := range t.columns {
		b = c(append(b, ','), s)
	}
	return w.done(t, b)
}

// done ends a row.
func (w *writer) done(t *table, b []byte) error {
	w.rows[t.at] = append(b, '\n')
	w.n[t.at]++
	if len(b) < rowsBuffer {
		return nil
	}
	return w.flush(t)
}

func (w *writer) flush(t *table) (err error) {
	if w.files[t.at] == nil {
		if w.files[t.at], err = t.section(); err != nil {
			return err
		}
	}
	_, err = w.files[t.at].Write(w.rows[t.at])
	w.rows[t.at] = w.rows[t.at][:0]
	return err
}

// keep ends a part.
func (w *writer) keep(t *table, part int) error {
	if w.n[t.at] == 0 {
		return nil
	}
	s := section{n: w.n[t.at]}
	if f := w.files[t.at]; f == nil {
		s.few = slices.Clone(w.rows[t.at])
		w.rows[t.at] = w.rows[t.at][:0]
	} else {
		s.many = f.Name()
		if err := errors.Join(w.flush(t), f.Close()); err != nil {
			return err
		}
	}
	w.files[t.at], w.n[t.at] = nil, 0
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sections[part] = s
	return nil
}

// join appends the sections.
func (t *table) join() error {
	for _, part := range slices.Sorted(maps.Keys(t.sections)) {
		s := t.sections[part]
		t.rows += s.n
		if _, err := t.w.Write(s.few); err != nil {
			return err
		}
		if s.many == "" {
			continue
		}
		if err := t.append(s.many); err != nil {
			return err
		}
	}
	clear(t.sections)
	t.open = nil
	return nil
}

// append appends a file, and removes it.
func (t *table) append(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := t.w.Flush(); err != nil {
		return err
	}
	if _, err := io.Copy(t.file, f); err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(name))
}

// section begins the file of a section.
func (t *table) section() (*os.File, error) {
	f, err := os.CreateTemp(filepath.Dir(t.file.Name()), "."+t.name+"-*")
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = append(t.open, f)
	return f, nil
}

// abandon closes what may be open.
func (t *table) abandon() {
	for _, f := range t.open {
		f.Close()
	}
	t.file.Close()
}

func (t *table) close() error {
	if err := t.w.Flush(); err != nil {
		t.file.Close()
		return err
	}
	return t.file.Close()
}

func cell(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return quoted(b, v)
	case []string:
		return quotedList(b, v)
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case float64:
		return appendFloat(b, v)
	case bool:
		return strconv.AppendBool(b, v)
	case calendar.Date:
		return appendDate(b, v)
	case time.Time:
		return appendTime(b, v)
	case graph.Point:
		return appendPoint(b, v)
	}
	return b
}

func appendFloat(b []byte, v float64) []byte { return strconv.AppendFloat(b, v, 'g', -1, 64) }

func appendTime(b []byte, t time.Time) []byte {
	return t.UTC().AppendFormat(b, "2006-01-02T15:04:05.999999999Z")
}

// appendDate writes a date as its String does.
func appendDate(b []byte, d calendar.Date) []byte {
	if d.Year < 0 || d.Year > 9999 || d.IsZero() {
		return append(b, d.String()...)
	}
	two := func(n int) { b = append(b, byte('0'+n/10), byte('0'+n%10)) }
	two(d.Year / 100)
	two(d.Year % 100)
	b = append(b, '-')
	two(int(d.Month))
	b = append(b, '-')
	two(d.Day)
	return b
}

func appendPoint(b []byte, p graph.Point) []byte {
	b = append(b, `"{longitude: `...)
	b = strconv.AppendFloat(b, p.Longitude, 'f', -1, 64)
	b = append(b, `, latitude: `...)
	b = strconv.AppendFloat(b, p.Latitude, 'f', -1, 64)
	return append(b, `}"`...)
}

func quotedList(b []byte, v []string) []byte {
	b = append(b, '"')
	for i, s := range v {
		if i > 0 {
			b = append(b, between...)
		}
		b = element(b, s)
	}
	return append(b, '"')
}

// element writes one of a list.
func element(b []byte, s string) []byte {
	if strings.Contains(s, between) {
		s = strings.ReplaceAll(s, between, " ")
	}
	return escaped(b, s)
}

func quoted(b []byte, s string) []byte { return append(escaped(append(b, '"'), s), '"') }

// escaped writes text with its quotation marks doubled.
func escaped(b []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return append(b, s...)
		}
		b = append(b, s[:i+1]...)
		b = append(b, '"')
		s = s[i+1:]
	}
}
