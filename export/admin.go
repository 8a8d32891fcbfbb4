// Package export writes graphs down for other programs.
package export

import (
	"cmp"
	"context"
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
// the graph that graph.Set would derive of them, with what a store keeps beside
// it. What it cannot hold in memory it keeps on disk meanwhile; in memory are
// what is known of each actor, and an id for each article that has its text's
// hash.
type Admin struct {
	dir       string // what the files are for
	work      string // where they are until all are whole
	at        time.Time
	most      int64 // bytes of a part that is held in memory
	fragments *spill
	evidence  *spill
	enc       encoder
	hashed    bool
	done      bool
	tables    map[string]*table
	order     []*table
	event     *table // what most rows are of
	reported  *table
	mentions  *table

	resolver *graph.Resolver // of news

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
// empty. at is the time of loading that the graph will have. The files are
// there when Finish has succeeded, and not before.
func NewAdmin(dir string, at time.Time) (*Admin, error) {
	work, err := unfinished(dir)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	a := &Admin{dir: dir, work: work, at: at.UTC().Truncate(time.Microsecond), most: partSize,
		resolver: graph.NewResolver(nil), smallest: map[[2]string]string{}, actors: map[string]*graph.Profile{}, tables: map[string]*table{}}
	var err1, err2 error
	a.fragments, err1 = newSpill(filepath.Join(work, ".f"), parts, 0)
	a.evidence, err2 = newSpill(filepath.Join(work, ".e"), parts, 0)
	if err := errors.Join(err1, err2); err != nil {
		return nil, fmt.Errorf("export: %w", errors.Join(err, os.RemoveAll(work)))
	}
	return a, nil
}

// Add takes a Fragment, which must be valid.
func (a *Admin) Add(f graph.Fragment) error {
	a.hashed = a.hashed || f.Article.ContentHash != ""
	a.enc.b = a.enc.b[:0]
	a.enc.fragment(&f)
	if err := a.fragments.add(f.Article.ID, a.enc.b); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// Close drops what was kept meanwhile, and unfinished files. It is to be called
// in any case.
func (a *Admin) Close() error {
	err := errors.Join(a.fragments.remove(), a.evidence.remove())
	if a.done {
		return err
	}
	for _, t := range a.order {
		t.abandon() // perhaps closed before
	}
	return errors.Join(err, os.RemoveAll(a.work))
}

// Finish writes the files, and gives the arguments for neo4j-admin that import
// them into the database of that name.
func (a *Admin) Finish(ctx context.Context, database string) (args []string, err error) {
	for _, step := range []func(context.Context) error{a.open, a.noteHashes, a.noteNews, a.writeArticles, a.writeFacts, a.writeActors, a.writeBeside, a.finish} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("export: %w", err)
		}
	}
	return a.arguments(database), nil
}

// finish puts the files where they are to be.
func (a *Admin) finish(_ context.Context) error {
	for _, t := range a.order {
		if err := t.close(); err != nil {
			return err
		}
	}
	if err := errors.Join(os.RemoveAll(a.fragments.dir), os.RemoveAll(a.evidence.dir)); err != nil {
		return err
	}
	if err := publish(a.work, a.dir); err != nil {
		return err
	}
	a.done = true
	return nil
}

// noteHashes finds which of the articles with one text stands in the graph.
func (a *Admin) noteHashes(ctx context.Context) error {
	if !a.hashed {
		return nil
	}
	return a.eachArticle(ctx, func(_ int, id string, heads []head) error {
		if !slices.ContainsFunc(heads, func(h head) bool { return h.hashed }) {
			return nil
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		for _, f := range merged(heads, a.at) {
			k := [2]string{strings.Clone(f.Article.ContentHash), strings.Clone(f.Dataset)}
			if have, ok := a.smallest[k]; k[0] != "" && (!ok || id < have) {
				a.smallest[k] = strings.Clone(id)
			}
		}
		return nil
	}, nil)
}

// noteNews has the resolver see all that is read from texts: it alone tells who
// is who.
func (a *Admin) noteNews(ctx context.Context) error {
	if !a.hashed {
		return nil
	}
	defer a.resolver.Settle()
	return a.eachArticle(ctx, func(_ int, id string, heads []head) error {
		if !slices.ContainsFunc(heads, func(h head) bool { return h.dataset == graph.News }) {
			return nil
		}
		for _, f := range merged(heads, a.at) {
			if h := f.Article.ContentHash; f.Dataset == graph.News && (h == "" || a.smallest[[2]string{h, f.Dataset}] == id) {
				a.mu.Lock()
				a.resolver.Add(f)
				a.mu.Unlock()
			}
		}
		return nil
	}, nil)
}

// writeBeside writes what a store keeps of who is who.
func (a *Admin) writeBeside(context.Context) error {
	w := newWriter(len(a.order))
	beside := a.resolver.Beside()
	slices.SortFunc(beside, func(p, q graph.Properties) int { return cmp.Compare(p["id"].(string), q["id"].(string)) })
	for _, p := range beside {
		id, _ := p["id"].(string)
		delete(p, "id")
		if err := a.meta(w, id, p); err != nil {
			return err
		}
	}
	return a.flush(w)
}

// writeArticles writes articles with their mentions, and keeps their reports
// for the facts.
func (a *Admin) writeArticles(ctx context.Context) error {
	each := make([]*articles, workers())
	for i := range each {
		each[i] = &articles{admin: a, w: newWriter(len(a.order)), claims: map[claim]int{}}
	}
	err := a.eachArticle(ctx, func(worker int, _ string, heads []head) error { return each[worker].write(heads) },
		func(worker, part int) error { return a.keep(each[worker].w, part) })
	if err != nil {
		return err
	}
	for _, x := range each {
		x.count()
	}
	return a.joinSections()
}

// writeFacts writes facts with their reports and relationships.
func (a *Admin) writeFacts(ctx context.Context) error {
	each := make([]*facts, workers())
	for i := range each {
		each[i] = &facts{admin: a, w: newWriter(len(a.order))}
	}
	err := a.evidence.each(ctx, len(each), a.most, evidenceKey, func(worker int, records func(func(string) error) error) error {
		return each[worker].part(records)
	}, func(worker, part int) error { return a.keep(each[worker].w, part) })
	if err != nil {
		return err
	}
	return a.joinSections()
}

func (a *Admin) writeActors(_ context.Context) error {
	w := newWriter(len(a.order))
	for _, id := range slices.Sorted(maps.Keys(a.actors)) {
		p := a.actors[id]
		if err := a.node(w, p.Node(id)); err != nil {
			return err
		}
		for _, r := range p.Affiliations(id) {
			if err := a.relationship(w, r); err != nil {
				return err
			}
		}
	}
	return a.flush(w)
}

// flush writes out what a writer has, whose rows come next.
func (a *Admin) flush(w *writer) error {
	if err := a.keep(w, 0); err != nil {
		return err
	}
	return a.joinSections()
}

// keep keeps what a writer has written of a part.
func (a *Admin) keep(w *writer, part int) error {
	for _, t := range a.order {
		if err := w.keep(t, part); err != nil {
			return err
		}
	}
	return nil
}

// joinSections appends what was kept of parts to the files, in their order:
// the order in which they were written is that of the goroutines.
func (a *Admin) joinSections() error {
	for _, t := range a.order {
		if err := t.join(); err != nil {
			return err
		}
	}
	return nil
}

// metaProperties are what a store keeps beside the graph: what each of several
// data sets says of an article, and articles whose text is there under another
// id.
var metaProperties = []graph.Property{
	{Name: "article", Type: graph.String}, {Name: "dataset", Type: graph.String}, {Name: "claim", Type: graph.String},
	{Name: "of", Type: graph.String}, {Name: "contentHash", Type: graph.String}, {Name: "fragment", Type: graph.String},
	{Name: "url", Type: graph.String}, {Name: "sourceId", Type: graph.String},
	{Name: "persona", Type: graph.String}, {Name: "is", Type: graph.String}, {Name: "why", Type: graph.String},
	{Name: "slot", Type: graph.String}, {Name: "slotOf", Type: graph.String},
}

// open begins a file for each label and type.
func (a *Admin) open(_ context.Context) error {
	add := func(name string, fixed []string, properties []graph.Property, known map[string]column) error {
		t, err := newTable(a.work, name, fixed, properties)
		if err != nil {
			return err
		}
		t.at = len(a.order)
		a.tables[name], a.order = t, append(a.order, t)
		if known == nil {
			return nil
		}
		t.columns, err = compile(known, properties)
		return err
	}
	for _, s := range graph.NodeSchemas() {
		properties := slices.DeleteFunc(slices.Clone(s.Properties), func(p graph.Property) bool { return p.Name == "id" })
		var known map[string]column
		if s.Label == graph.EventLabel {
			known = eventColumns()
		}
		if err := add(string(s.Label), []string{"id:ID", ":LABEL"}, properties, known); err != nil {
			return err
		}
	}
	for _, s := range graph.RelSchemas() {
		known := map[graph.RelType]map[string]column{graph.ReportedIn: reportColumns(), graph.Mentions: mentionColumns()}[s.Type]
		if err := add(string(s.Type), []string{":START_ID", ":END_ID"}, s.Properties, known); err != nil {
			return err
		}
	}
	// Ids of their own: a copy has the id of an article.
	if err := add(string(graph.MetaLabel), []string{"id:ID(" + string(graph.MetaLabel) + ")", ":LABEL"}, metaProperties, nil); err != nil {
		return err
	}
	a.event, a.reported, a.mentions = a.tables[string(graph.EventLabel)], a.tables[string(graph.ReportedIn)], a.tables[string(graph.Mentions)]
	return nil
}

func labels(n graph.Node) string {
	list := make([]string, len(n.Labels))
	for i, l := range n.Labels {
		list[i] = string(l)
	}
	return strings.Join(list, between)
}

func (a *Admin) node(w *writer, n graph.Node) error {
	return w.row(a.tables[string(n.Labels[0])], []string{n.ID, labels(n)}, n.Properties)
}

func (a *Admin) relationship(w *writer, r graph.Relationship) error {
	return w.row(a.tables[string(r.Type)], []string{r.Start, r.End}, r.Properties)
}

func (a *Admin) meta(w *writer, id string, p graph.Properties) error {
	return w.row(a.tables[string(graph.MetaLabel)], []string{id, string(graph.MetaLabel)}, p)
}

// arguments gives neo4j-admin's, with files by their names in the directory.
func (a *Admin) arguments(database string) []string {
	args := []string{"database", "import", "full", cmp.Or(database, "neo4j"), "--id-type=string", "--array-delimiter=U+001F", "--multiline-fields=true"}
	for _, l := range graph.NodeLabels() {
		args = append(args, fmt.Sprintf("--nodes=%s.csv", l))
	}
	if t := a.tables[string(graph.MetaLabel)]; t.rows > 0 {
		args = append(args, "--nodes="+t.name+".csv")
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
