// Package export writes graphs down for other programs.
package export

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/entente/entente/graph"
)

// An Admin writes the files that 'neo4j-admin database import' makes a
// database of: the way for the first hundred million events. It takes Fragments
// as a store does, later ones adding to or replacing earlier ones, and writes
// the graph that graph.Set would derive of them. What it cannot hold in memory
// it keeps in files in the directory meanwhile; in memory are what is known of
// each actor, and an id for each article that has its text's hash.
type Admin struct {
	dir       string
	at        time.Time
	most      int64 // bytes of a part that is held in memory
	fragments *spill[graph.Fragment]
	evidence  *spill[graph.Evidence]
	hashed    bool
	tables    map[string]*table

	mu       sync.Mutex           // of what follows
	smallest map[[2]string]string // article by content hash and dataset
	actors   map[string]*graph.Profile
}

// Parts and their size: files that are open at once, and what one of them may
// come to in memory, which is several times its size on disk.
const (
	parts    = 64
	partSize = 16 << 20
)

func workers() int { return runtime.GOMAXPROCS(0) }

// NewAdmin begins an export into the directory, which must not exist or be
// empty. at is the time of loading that the graph will have.
func NewAdmin(dir string, at time.Time) (*Admin, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	if there, err := os.ReadDir(dir); err != nil || len(there) > 0 {
		return nil, errors.Join(err, fmt.Errorf("export: %s holds files already (name another directory)", dir))
	}
	a := &Admin{dir: dir, at: at, most: partSize, smallest: map[[2]string]string{}, actors: map[string]*graph.Profile{}, tables: map[string]*table{}}
	var err1, err2 error
	a.fragments, err1 = newSpill[graph.Fragment](filepath.Join(dir, ".f"), parts)
	a.evidence, err2 = newSpill[graph.Evidence](filepath.Join(dir, ".e"), parts)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return a, nil
}

// Add takes a Fragment, which must be valid.
func (a *Admin) Add(f graph.Fragment) error {
	a.hashed = a.hashed || f.Article.ContentHash != ""
	if err := a.fragments.add(f.Article.ID, &f); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// Close drops what was kept meanwhile. It is to be called in any case.
func (a *Admin) Close() error {
	return errors.Join(a.fragments.remove(), a.evidence.remove())
}

// Finish writes the files, and gives the arguments for neo4j-admin that import
// them into the database of that name.
func (a *Admin) Finish(database string) (args []string, err error) {
	if a.hashed { // which of the articles with one text stands in the graph
		if err := a.eachArticle(a.noteHash); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
	}
	steps := []func() error{
		a.open,
		func() error { return a.eachArticle(a.article) },
		func() error {
			return a.evidence.each(workers(), a.most, func(e *graph.Evidence) string { return e.Key }, a.facts)
		},
		a.writeActors,
	}
	for _, step := range steps {
		if err = step(); err != nil {
			break
		}
	}
	for _, t := range a.tables {
		err = errors.Join(err, t.close())
	}
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return a.arguments(database), nil
}

// eachArticle merges what was added, and hands over all that is said of each
// article, by data set.
func (a *Admin) eachArticle(use func(id string, fragments []graph.Fragment) error) error {
	return a.fragments.each(workers(), a.most, func(f *graph.Fragment) string { return f.Article.ID }, func(values func(func(*graph.Fragment) error) error) error {
		all := map[string]map[string]graph.Fragment{}
		err := values(func(f *graph.Fragment) error {
			of := all[f.Article.ID]
			if of == nil {
				of = map[string]graph.Fragment{}
				all[f.Article.ID] = of
			}
			if f.Partial {
				of[f.Dataset] = of[f.Dataset].Add(*f)
			} else {
				of[f.Dataset] = *f
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(all)) {
			var list []graph.Fragment
			for _, dataset := range slices.Sorted(maps.Keys(all[id])) {
				list = append(list, all[id][dataset].Stamp(graph.Fragment{}, a.at))
			}
			if err := use(id, list); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *Admin) noteHash(id string, fragments []graph.Fragment) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, f := range fragments {
		k := [2]string{f.Article.ContentHash, f.Dataset}
		if have, ok := a.smallest[k]; f.Article.ContentHash != "" && (!ok || id < have) {
			a.smallest[k] = id
		}
	}
	return nil
}

// article writes an article with its evidence, and keeps that for the facts.
func (a *Admin) article(id string, fragments []graph.Fragment) error {
	claims := map[string]graph.Properties{}
	for _, f := range fragments {
		if h := f.Article.ContentHash; h != "" && a.smallest[[2]string{h, f.Dataset}] != id {
			continue // a copy
		}
		claims[f.Dataset] = f.ArticleClaim()
		for _, r := range f.Sourcing() {
			if err := a.relationship(r); err != nil {
				return err
			}
		}
		for _, e := range f.Evidence() {
			if err := a.evidence.add(e.Key, &e); err != nil {
				return err
			}
		}
		a.profile(f.Claims())
	}
	if len(claims) == 0 {
		return nil
	}
	return a.node(graph.DeriveArticle(id, claims))
}

func (a *Admin) profile(claims []graph.Claim) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range claims {
		p := a.actors[c.ID]
		if p == nil {
			p = &graph.Profile{}
			a.actors[strings.Clone(c.ID)] = p
		}
		p.Add(c)
	}
}

func (a *Admin) facts(values func(func(*graph.Evidence) error) error) error {
	facts := map[string][]graph.Evidence{}
	if err := values(func(e *graph.Evidence) error { facts[e.Key] = append(facts[e.Key], *e); return nil }); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(facts)) {
		n, edges := graph.DeriveFact(id, facts[id])
		if err := a.node(n); err != nil {
			return err
		}
		for _, r := range edges {
			if err := a.relationship(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *Admin) writeActors() error {
	for _, id := range slices.Sorted(maps.Keys(a.actors)) {
		p := a.actors[id]
		if err := a.node(p.Node(id)); err != nil {
			return err
		}
		for _, r := range p.Affiliations(id) {
			if err := a.relationship(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// open begins a file for each label and type.
func (a *Admin) open() error {
	for _, s := range graph.NodeSchemas() {
		properties := slices.DeleteFunc(slices.Clone(s.Properties), func(p graph.Property) bool { return p.Name == "id" })
		t, err := newTable(a.dir, string(s.Label), []string{"id:ID", ":LABEL"}, properties)
		if err != nil {
			return err
		}
		a.tables[t.name] = t
	}
	for _, s := range graph.RelSchemas() {
		t, err := newTable(a.dir, string(s.Type), []string{":START_ID", ":END_ID"}, s.Properties)
		if err != nil {
			return err
		}
		a.tables[t.name] = t
	}
	return nil
}

func (a *Admin) node(n graph.Node) error {
	labels := make([]string, len(n.Labels))
	for i, l := range n.Labels {
		labels[i] = string(l)
	}
	return a.tables[string(n.Labels[0])].row([]string{n.ID, list(labels)}, n.Properties)
}

func (a *Admin) relationship(r graph.Relationship) error {
	return a.tables[string(r.Type)].row([]string{r.Start, r.End}, r.Properties)
}

// arguments gives neo4j-admin's, with files by their names in the directory.
func (a *Admin) arguments(database string) []string {
	args := []string{"database", "import", "full", cmp.Or(database, "neo4j"), "--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true"}
	for _, l := range graph.NodeLabels() {
		args = append(args, fmt.Sprintf("--nodes=%s.csv", l))
	}
	for _, s := range graph.RelSchemas() {
		if a.tables[string(s.Type)].rows > 0 {
			args = append(args, fmt.Sprintf("--relationships=%s=%s.csv", s.Type, s.Type))
		}
	}
	return args
}

// Counts gives how many rows each file has, by label or type.
func (a *Admin) Counts() map[string]int {
	out := map[string]int{}
	for name, t := range a.tables {
		out[name] = t.rows
	}
	return out
}
