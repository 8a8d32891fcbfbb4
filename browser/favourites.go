package browser

import (
	"archive/zip"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/entente/entente/queries"
)

// WriteFavourites writes the catalogue as the archive that the Neo4j Browser of
// the 5.x servers takes for favourites: Folder/Name.cypher, each with its title
// in the first line. Values stand in for the examples' where they have the name
// of a parameter.
func WriteFavourites(w io.Writer, c queries.Catalogue, values map[string]any) error {
	z := zip.NewWriter(w)
	for _, q := range c {
		text, err := Statement(q, with(q, values))
		if err != nil {
			return err
		}
		f, err := z.Create(q.Category + "/" + fileName(q.Title) + ".cypher")
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			return fmt.Errorf("favourites: %s: %w", q.Name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("favourites: %w", err)
	}
	return nil
}

// fileName makes a file's name of a title as Browser itself does.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, title)
}

// WriteSavedQueries writes the catalogue as the CSV that newer Browsers (Aura,
// Desktop 2) take for saved queries: folders first, each query below its own.
func WriteSavedQueries(w io.Writer, c queries.Catalogue, values map[string]any) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"name", "description", "query", "id", "parentId", "isFolder"}}
	parent := map[string]string{}
	for _, name := range categories(c) {
		parent[name] = strconv.Itoa(len(rows))
		rows = append(rows, []string{name, "", "", parent[name], "", "true"})
	}
	for _, q := range c {
		text, err := Statement(q, with(q, values))
		if err != nil {
			return err
		}
		rows = append(rows, []string{q.Title, q.Question, text, strconv.Itoa(len(rows)), parent[q.Category], "false"})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("saved queries: %w", err)
	}
	return nil
}
