package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/datasets"
	"github.com/entente/entente/loaders/input"
)

// headSize is how much of a document is looked at to tell what it is: more
// than the longest first row of the data sets.
const headSize = 64 << 10

// tables tells which of the sources are tables of event data sets: by their
// content, of an address by its name. A directory or archive whose first
// documents are of both kinds is looked through file by file.
func (a *app) tables(ctx context.Context, sources []string) (articles, tables []string, err error) {
	for _, s := range sources {
		table, other, err := a.holds(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case table && other:
			err := eachDocument(ctx, s, func(name string, k kind) error {
				list := &articles
				if k == isTable {
					list = &tables
				}
				file, _, inside := strings.Cut(name, "!")
				if _, err := os.Stat(file); !inside || err != nil {
					file = name
				}
				if !slices.Contains((*list)[max(len(*list)-1, 0):], file) {
					*list = append(*list, file)
				}
				return nil
			})
			if err != nil {
				return nil, nil, err
			}
		case table:
			tables = append(tables, s)
		default:
			articles = append(articles, s)
		}
	}
	return articles, tables, nil
}

// A kind is what a document is.
type kind int

const (
	unreadable kind = iota
	isTable
	isOther
)

// fewDocuments is how many documents of a source are looked at to tell what it
// holds.
const fewDocuments = 20

// holds tells whether there are tables, and other documents, among the first of
// a source. What is empty or damaged is neither.
func (a *app) holds(ctx context.Context, source string) (table, other bool, err error) {
	if source == "-" {
		in := bufio.NewReaderSize(a.in, headSize)
		a.in = in
		// Only what is there already: a slow stream must not be held back. What
		// is wrong with it is found by reading.
		_, _ = in.Peek(1)
		head, _ := in.Peek(in.Buffered())
		_, ok := datasets.Detect("", head)
		return ok, false, nil
	}
	if input.IsURL(source) {
		u, err := url.Parse(source)
		return err == nil && tableName(path.Base(u.Path)), false, nil
	}
	if info, err := os.Stat(source); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return false, false, nil // a pipe can be read once only; --as names what it holds
	}
	n := 0
	seen := errors.New("seen")
	err = eachDocument(ctx, source, func(_ string, k kind) error {
		table, other = table || k == isTable, other || k == isOther
		if n++; n == fewDocuments || table && other {
			return seen
		}
		return nil
	})
	if errors.Is(err, seen) {
		err = nil
	}
	return table, other, err
}

// eachDocument calls with every document on disk that a source holds, and with
// files that cannot be read as one.
func eachDocument(ctx context.Context, source string, visit func(name string, k kind) error) error {
	var failed error
	err := input.Walk(ctx, input.Options{}, []string{source}, func(f *input.File) error {
		head, _ := f.Body.Peek(headSize)
		k := isOther
		if _, ok := datasets.Detect(f.Base, head); ok {
			k = isTable
		} else if len(bytes.TrimSpace(head)) == 0 {
			k = unreadable
		}
		return visit(f.Name, k)
	}, func(p loaders.Problem) {
		if info, err := os.Stat(p.Source); failed == nil && !p.Warning && err == nil && info.Mode().IsRegular() {
			failed = visit(p.Source, unreadable)
		}
	})
	return errors.Join(err, failed)
}

// tableName tells whether a name is one that GDELT gives its files.
func tableName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range []string{".export.csv", ".mentions.csv", ".gkg.csv"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}
