package queries

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed *.cypher
var files embed.FS

// A Query is one canned question.
type Query struct {
	Name     string // the file's name without ".cypher"
	Title    string
	Question string
	Category string // the folder of favourites that it belongs to
	// Picture tells that the answer is nodes and paths to look at, not a table.
	Picture bool
	Params  []Param
	Columns []Column
	// Example holds parameters to try it with; what is not in it has its default.
	Example map[string]any
	// Cypher is the statement alone, without :param lines and semicolon.
	Cypher string
	// Source is the file as it is.
	Source string
}

// A Param is a parameter of a Query.
type Param struct {
	Name     string
	Type     Type
	OneOf    []string // where only these values are allowed, of a string or of each in strings
	Required bool
	Default  any // nil, string, int64, float64, bool or []string; of a required one nil
	Doc      string
}

// A Column is a column of a Query's answer.
type Column struct {
	Name string
	Doc  string
}

// A Catalogue is queries by category and name.
type Catalogue []Query

// categories is the order in which the categories are shown; others follow.
var categories = []string{"Look up", "Who did what", "What may come", "Policies", "Words", "Evidence", "Pictures"}

// All gives the queries that come with the program.
func All() (Catalogue, error) { return Load(files) }

// Load reads every *.cypher file at the top of fsys. The error names the file
// and the line of everything that is wrong with a header.
func Load(fsys fs.FS) (Catalogue, error) {
	names, err := fs.Glob(fsys, "*.cypher")
	if err != nil {
		return nil, err
	}
	var c Catalogue
	for _, name := range names {
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		q, err := parse(name, string(source))
		if err != nil {
			return nil, err
		}
		c = append(c, q)
	}
	slices.SortStableFunc(c, func(a, b Query) int {
		return cmp.Or(cmp.Compare(rank(a.Category), rank(b.Category)), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Name, b.Name))
	})
	return c, nil
}

func rank(category string) int {
	if i := slices.Index(categories, category); i >= 0 {
		return i
	}
	return len(categories)
}

// Find gives the query of that name. The error for an unknown one suggests the
// nearest.
func (c Catalogue) Find(name string) (Query, error) {
	name = strings.TrimSuffix(path.Base(name), ".cypher")
	var names []string
	for _, q := range c {
		if q.Name == name {
			return q, nil
		}
		names = append(names, q.Name)
	}
	return Query{}, fmt.Errorf("there is no query %q%s; `entente query list` shows all", name, suggestion(name, names))
}

func (q Query) param(name string) (Param, bool) {
	for _, p := range q.Params {
		if p.Name == name {
			return p, true
		}
	}
	return Param{}, false
}
