// Package tabular reads tables of event data sets, row by row, fast and in
// bounded memory, and hands each row to what knows the data set. Documents are
// cut into blocks of whole rows that several goroutines map at once; what comes
// of them is emitted in the order of the rows.
package tabular

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
)

// A Format knows the tables of one kind.
type Format interface {
	// Name is what users call it: "gdelt".
	Name() string
	// Open gives the Table that begins with this head; ok is false where it is
	// of another kind.
	Open(h Head) (t Table, ok bool)
}

// A Head is how a document begins.
type Head struct {
	Base  string     // the file's name
	Tabs  [][]string // the first lines, cut at their tabs
	Comma [][]string // the first records, read as CSV
	// Named is set where the user names the format: what is only likely is
	// then enough.
	Named bool
}

// A Table says how a document's rows are read.
type Table struct {
	CSV    bool // else columns are between tabs, without quotation
	Header bool // the first row has the names
	// Mapper gives what maps rows; each is used by one goroutine at a time.
	Mapper func() Mapper
}

// A Mapper makes items of rows.
type Mapper interface {
	// Map adds what the row says to the batch, or why it says nothing. The row
	// is the caller's again afterwards; its strings stay.
	Map(r *Row, b *Batch)
}

// A Row is one row of a table.
type Row struct {
	Fields []string
	Line   int
	text   string
	starts []int
}

// Span gives the text of columns from i up to, not including, j with the tabs
// between them. It is for tables without quotation.
func (r *Row) Span(i, j int) string {
	end := len(r.text)
	if j < len(r.starts) {
		end = r.starts[j] - 1
	}
	return r.text[r.starts[i]:end]
}

// Options say how tables are read. The zero Options are good.
type Options struct {
	Input   input.Options
	Workers int // goroutines that map rows; default one for each processor
	// Done, where set, is called with each document before its rows are read,
	// and tells up to which line it is in the graph already. These rows are
	// passed over.
	Done func(ctx context.Context, d Document) (line int, err error)
}

// A Document is a table as it is named and known again.
type Document struct {
	Source string // as Items have it
	// Key is a hash of name, size, time of change and beginning of a file, and
	// of what it is taken for; "" where there is no file that stays as it is.
	Key string
}

// A Loader makes Fragments of tables. It is a loaders.Loader.
type Loader struct {
	Options Options
	// Formats are what a document is tried as, in this order. Where there is
	// just one, documents are taken for it if they can be.
	Formats []Format
}

// Load reads the sources and emits what each row says, in their order. Codes
// that no list has are reported in the end, each once with how often it was
// there.
func (l *Loader) Load(ctx context.Context, sources []string, emit func(loaders.Item) error, report func(loaders.Problem)) error {
	workers := l.Options.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var all unknowns
	read := func(ctx context.Context, yield func(block) error) error {
		return l.read(ctx, sources, yield)
	}
	err := loaders.Ordered(ctx, workers, read, work, func(b *Batch) error {
		next := 0
		for i, it := range b.items {
			for ; next < len(b.problems) && b.problems[next].at <= i; next++ {
				report(b.problems[next].Problem)
			}
			if err := emit(it); err != nil {
				return err
			}
		}
		for _, p := range b.problems[next:] {
			report(p.Problem)
		}
		all.add(b.unknown)
		return nil
	})
	if err != nil {
		return err
	}
	all.report(report)
	return nil
}

// A block is rows of one document on their way through the workers, or a
// problem.
type block struct {
	text    string
	line    int // of its first row
	from    int // rows before this line are passed over
	doc     *document
	problem *loaders.Problem
}

type document struct {
	source  string
	table   Table
	mappers sync.Pool
}

func (l *Loader) read(ctx context.Context, sources []string, yield func(block) error) error {
	var failed error // of yield, where Walk's callback cannot return it
	say := func(p loaders.Problem) {
		if failed == nil {
			failed = yield(block{problem: &p})
		}
	}
	err := input.Walk(ctx, l.Options.Input, sources, func(f *input.File) error {
		return l.document(ctx, f, yield, say)
	}, say)
	return errors.Join(err, failed)
}

func (l *Loader) document(ctx context.Context, f *input.File, yield func(block) error, say func(loaders.Problem)) error {
	table, key, err := l.open(f)
	if err != nil {
		return err
	}
	doc := &document{source: f.Name, table: table}
	doc.mappers.New = func() any { return table.Mapper() }
	done := 0
	if l.Options.Done != nil {
		if done, err = l.Options.Done(ctx, Document{Source: f.Name, Key: key}); err != nil {
			return err
		}
	}
	if table.Header {
		done = max(done, 1)
	}
	c := cutter{r: f.Body, csv: table.CSV, line: 1}
	for {
		text, line, err := c.next()
		var p loaders.Problem
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &p) && c.goOn:
			p.Source = f.Name
			say(p)
			continue
		case errors.As(err, &p):
			p.Line = line
			return p
		case err != nil:
			return err
		}
		if err := yield(block{text: text, line: line, from: done + 1, doc: doc}); err != nil {
			return err
		}
	}
}

// open tells what kind of table a document is, and its key.
func (l *Loader) open(f *input.File) (Table, string, error) {
	head, err := f.Body.Peek(headSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		return Table{}, "", err
	}
	if len(head) == 0 {
		return Table{}, "", loaders.Refuse(f.Name, 0, "the file is empty", "fetch it again")
	}
	if bad := wide(head); bad {
		return Table{}, "", loaders.Refuse(f.Name, 0, "text in UTF-16", "convert it to UTF-8")
	}
	if strings.HasPrefix(string(head[:min(3, len(head))]), bom) {
		_, _ = f.Body.Discard(len(bom))
		head = head[len(bom):]
	}
	h := NewHead(head)
	h.Base, h.Named = f.Base, len(l.Formats) == 1
	for _, format := range l.Formats {
		if t, ok := format.Open(h); ok {
			return t, keyOf(f, format.Name(), head), nil
		}
	}
	var names []string
	for _, format := range l.Formats {
		names = append(names, format.Name())
	}
	return Table{}, "", loaders.Refuse(f.Name, 0, fmt.Sprintf("its first row has %d columns (%d, were they between commas) and is not one of %s",
		len(h.Tabs[0]), len(h.Comma[0]), strings.Join(names, ", ")), "check that it is whole and as it was published")
}

// keyOf gives a document's key.
func keyOf(f *input.File, format string, head []byte) string {
	if f.Modified.IsZero() {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%d\n%d\n", format, filepath.Base(f.Name), f.Size, f.Modified.UnixNano())
	h.Write(head)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// headSize is how much of a document is looked at to tell its kind: rows of
// GKG are long. input gives documents with a buffer of at least as much.
const headSize = 64 << 10

const bom = "\ufeff"

func wide(head []byte) bool {
	return len(head) >= 2 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff)
}

// NewHead looks at how a document begins.
func NewHead(head []byte) Head {
	const most = 40
	text := strings.TrimPrefix(string(head), bom)
	var h Head
	for line := range strings.Lines(text) {
		if len(h.Tabs) == most {
			break
		}
		h.Tabs = append(h.Tabs, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
	}
	var s csvSplitter
	for len(h.Comma) < most && text != "" {
		end := s.record(text)
		if end < 0 {
			end = len(text)
		}
		h.Comma = append(h.Comma, slices.Clone(s.split(strings.TrimRight(text[:end], "\r\n"))))
		text = text[end:]
	}
	return h
}

// Any tells whether one of the rows is as f says: the first may be damaged.
func Any(rows [][]string, f func(row []string) bool) bool { return slices.ContainsFunc(rows, f) }

// Columns finds the columns with these names in a header, whatever their case
// and whatever stands around the names; -1 for one that is not there.
func Columns(header []string, names ...string) []int {
	at := make([]int, len(names))
	for i, name := range names {
		at[i] = slices.IndexFunc(header, func(h string) bool { return strings.EqualFold(strings.Trim(h, "\" \t"), name) })
	}
	return at
}
