package main

import (
	"bufio"
	"context"
	"errors"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/datasets"
	"github.com/entente/entente/loaders/input"
)

// headSize is how much of a document is looked at to tell what it is: more
// than the longest first row of the data sets.
const headSize = 64 << 10

// tables tells which of the sources are tables of event data sets: of a
// directory or archive, its first document decides; of an address, its name.
func (a *app) tables(ctx context.Context, sources []string) (articles, tables []string, err error) {
	for _, s := range sources {
		isTable, err := a.isTable(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		if isTable {
			tables = append(tables, s)
		} else {
			articles = append(articles, s)
		}
	}
	return articles, tables, nil
}

func (a *app) isTable(ctx context.Context, source string) (bool, error) {
	if source == "-" {
		in := bufio.NewReaderSize(a.in, headSize)
		a.in = in
		// Only what is there already: a slow stream must not be held back. What
		// is wrong with it is found by reading.
		_, _ = in.Peek(1)
		head, _ := in.Peek(in.Buffered())
		_, ok := datasets.Detect("", head)
		return ok, nil
	}
	if input.IsURL(source) {
		u, err := url.Parse(source)
		return err == nil && tableName(path.Base(u.Path)), nil
	}
	if info, err := os.Stat(source); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return false, nil // a pipe can be read once only; --as names what it holds
	}
	found := false
	seen := errors.New("seen")
	err := input.Walk(ctx, input.Options{}, []string{source}, func(f *input.File) error {
		head, _ := f.Body.Peek(headSize)
		_, found = datasets.Detect(f.Base, head)
		return seen
	}, func(loaders.Problem) {})
	if err != nil && !errors.Is(err, seen) {
		return false, err
	}
	return found, nil
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
