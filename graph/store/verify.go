package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/entente/entente/graph"
)

// A Violation is something in the database that cannot follow from its
// evidence.
type Violation struct {
	ID     string // of the node it was found at
	Reason string
}

// page is how many nodes are checked at a time.
const page = 500

// Verify re-checks the graph: that every fact and actor is what its evidence
// makes of it, that there is none without, that words and offsets match, that every
// node has an id of its label, that copies belong to an article, that ids follow
// from content and words from the codebooks, that everything keeps to the schema. It calls found for each
// violation and gives the number of nodes checked. It changes nothing.
func (s *Store) Verify(ctx context.Context, found func(Violation)) (checked int, err error) {
	v := &verifier{store: s, found: found}
	for _, check := range []func(context.Context) error{v.decided, v.articles, v.identities, v.facts, v.actors, v.strangers, v.form} {
		if err := check(ctx); err != nil {
			return v.checked, s.explain(err, "")
		}
	}
	return v.checked, nil
}

type verifier struct {
	store   *Store
	found   func(Violation)
	checked int

	decisions []graph.Decision // as DeriveFact takes them
	absent    map[string]bool  // actors that they name and no article mentions
	resolver  *graph.Resolver
	news      []graph.Fragment // as they are stored
}

func (v *verifier) violation(id, format string, args ...any) {
	v.found(Violation{id, fmt.Sprintf(format, args...)})
}

// pages calls work with the ids of all nodes of a label, some at a time.
func (v *verifier) pages(ctx context.Context, label graph.Label, work func(tx *transaction, ids []string) error) error {
	last := ""
	for {
		var ids []string
		err := v.store.readTx(ctx, func(tx *transaction) error {
			ids = nil
			if err := tx.each(ctx, fmt.Sprintf("MATCH (n:%s) WHERE n.id > $last RETURN n.id ORDER BY n.id LIMIT %d", label, page),
				map[string]any{"last": last}, func(row []any) error {
					id, _ := row[0].(string)
					ids = append(ids, id)
					return nil
				}); err != nil {
				return err
			}
			return work(tx, ids)
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		v.checked += len(ids)
		last = ids[len(ids)-1]
	}
}

// articles checks each article's Fragment as it is stored.
func (v *verifier) articles(ctx context.Context) error {
	return v.pages(ctx, graph.ArticleLabel, func(tx *transaction, ids []string) error {
		for _, id := range ids {
			all, err := readFragments(ctx, tx, id)
			if err != nil {
				v.violation(id, "cannot be read: %v", err)
				continue
			}
			if err := v.article(ctx, tx, id, byDataset(all[id])); err != nil {
				return err
			}
		}
		return nil
	})
}

// article checks what each data set says of an article, and the node.
func (v *verifier) article(ctx context.Context, tx *transaction, id string, list []graph.Fragment) error {
	claims, err := articleClaims(ctx, tx, id)
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := f.Validate(); err != nil {
			v.violation(id, "%v", err)
			continue
		}
		for _, flaw := range f.Flaws() {
			v.violation(flaw.ID, "%s", flaw.Reason)
		}
		v.quotes(f)
		if f.Dataset == graph.News {
			v.resolver.Add(f.Unresolved())
			v.news = append(v.news, withoutText(f))
		}
		if d, ok := claims[id][f.Dataset]["digest"]; ok && d != graph.Digest(f) {
			v.violation(id, "what it says is not what was loaded")
		}
	}
	return tx.rows(ctx, "UNWIND $rows AS row MATCH (a:Article {id: row.id}) RETURN properties(a)", idRows(id), func(row []any) error {
		p, err := rowProperties(row[0])
		if err != nil {
			return err
		}
		for _, name := range differing(p, graph.DeriveArticle(id, claims[id], v.decisions...).Properties) {
			v.violation(id, "%s is not what the data sets that tell of it say", name)
		}
		return nil
	})
}

// quotes checks words against offsets.
func (v *verifier) quotes(f graph.Fragment) {
	text := []rune(f.Article.Text)
	title := []rune(f.Article.Title)
	for _, r := range f.Reports {
		where, length := text, f.Article.TextLength
		if r.InTitle {
			where, length = title, len(title)
		}
		switch {
		case length > 0 && r.End > length:
			v.violation(r.Key, "its quote in %s ends at %d, past the end of %d characters", f.Article.ID, r.End, length)
		case r.Quote != "" && len(where) >= r.End && string(where[r.Start:r.End]) != r.Quote:
			v.violation(r.Key, "its quote is not what %s has from %d to %d", f.Article.ID, r.Start, r.End)
		case r.Quote == "" && f.Article.TextMode != graph.TextNone && f.Dataset == graph.News:
			v.violation(r.Key, "its report in %s has no quote", f.Article.ID)
		}
	}
	if n := utf8.RuneCountInString(f.Article.Text); n > 0 && f.Article.TextLength != n {
		v.violation(f.Article.ID, "its text has %d characters, not %d", n, f.Article.TextLength)
	}
	if a := f.Article; a.Text != "" && a.ContentHash != "" && a.ContentHash != graph.ContentHash(a.Title, a.Text, a.PublishedOn) {
		v.violation(a.ID, "its text is not the one that it was loaded with")
	}
}

// facts checks each fact against what its reports make of it.
func (v *verifier) facts(ctx context.Context) error {
	for _, label := range graph.FactLabels() {
		err := v.pages(ctx, label, func(tx *transaction, ids []string) error {
			have, err := v.stored(ctx, tx, label, ids)
			if err != nil {
				return err
			}
			evidence := map[string][]graph.Evidence{}
			c := &change{tx: tx}
			if err := c.readEvidence(ctx, label, idRows(ids...), evidence); err != nil {
				v.violation(string(label), "its reports cannot be read: %v", err)
				return nil
			}
			for _, id := range ids {
				if len(evidence[id]) == 0 {
					v.violation(id, "no article reports it")
					continue
				}
				n, edges := graph.DeriveFact(id, evidence[id], v.decisions...)
				edges = slices.DeleteFunc(edges, func(e graph.Relationship) bool { return v.absent[e.Start] || v.absent[e.End] })
				v.compare(have[id], stored{n, edges}, "its reports")
				for _, e := range evidence[id] {
					if e.NodeID() != id {
						v.violation(id, "a report in %s has the key %s", e.ArticleID, e.Key)
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) actors(ctx context.Context) error {
	return v.pages(ctx, graph.ActorLabel, func(tx *transaction, ids []string) error {
		have, err := v.stored(ctx, tx, graph.ActorLabel, ids)
		if err != nil {
			return err
		}
		c := &change{tx: tx}
		claims, err := c.claims(ctx, ids)
		if err != nil {
			v.violation(string(graph.ActorLabel), "its mentions cannot be read: %v", err)
			return nil
		}
		for _, id := range ids {
			if len(claims[id]) == 0 {
				v.violation(id, "no article mentions it")
				continue
			}
			v.compare(have[id], stored{graph.DeriveActor(id, claims[id], v.decisions...), graph.DeriveAffiliations(id, claims[id])}, "its mentions")
		}
		return nil
	})
}

// A stored is a node with the relationships that follow from its own evidence.
type stored struct {
	node  graph.Node
	edges []graph.Relationship
}

// stored reads nodes with the relationships that follow from their evidence.
func (v *verifier) stored(ctx context.Context, tx *transaction, label graph.Label, ids []string) (map[string]stored, error) {
	out, in := ownTypes(label)
	have := map[string]stored{}
	err := tx.rows(ctx, fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id})
		RETURN n, [(n)-[r:%s]->(m) | [type(r), n.id, m.id, properties(r)]] + %s`, label, out, incoming(in)), idRows(ids...), func(row []any) error {
		n, _ := row[0].(dbtype.Node)
		p, err := fromDB(n.Props)
		if err != nil {
			id, _ := n.Props["id"].(string)
			v.violation(id, "%v", err)
			return nil
		}
		id, _ := p["id"].(string)
		s := stored{node: graph.Node{ID: id, Labels: orderedLabels(n.Labels), Properties: p}}
		list, _ := row[1].([]any)
		for _, e := range list {
			r, _ := e.([]any)
			if len(r) != 4 {
				continue
			}
			props, err := rowProperties(r[3])
			if err != nil {
				v.violation(id, "%v", err)
				continue
			}
			t, _ := r[0].(string)
			start, _ := r[1].(string)
			end, _ := r[2].(string)
			s.edges = append(s.edges, graph.Relationship{Type: graph.RelType(t), Start: start, End: end, Properties: props})
		}
		have[id] = s
		return nil
	})
	return have, err
}

func incoming(types string) string {
	if types == "" {
		return "[]"
	}
	return fmt.Sprintf("[(n)<-[r:%s]-(m) | [type(r), m.id, n.id, properties(r)]]", types)
}

func (v *verifier) compare(have, want stored, evidence string) {
	id := want.node.ID
	slices.Sort(have.node.Labels[min(1, len(have.node.Labels)):])
	slices.Sort(want.node.Labels[1:])
	if !slices.Equal(have.node.Labels, want.node.Labels) {
		v.violation(id, "has the labels %v, but %s make it %v", have.node.Labels, evidence, want.node.Labels)
	}
	for _, name := range differing(have.node.Properties, want.node.Properties) {
		v.violation(id, "%s is %v, but %s make it %v", name, have.node.Properties[name], evidence, want.node.Properties[name])
	}
	slices.SortFunc(have.edges, graph.CompareRelationships)
	slices.SortFunc(want.edges, graph.CompareRelationships)
	for i := 0; i < len(have.edges) || i < len(want.edges); i++ {
		switch {
		case i >= len(want.edges) || i < len(have.edges) && graph.CompareRelationships(have.edges[i], want.edges[i]) < 0:
			e := have.edges[i]
			v.violation(id, "%s from %s to %s is there, but %s do not say so", e.Type, e.Start, e.End, evidence)
			return
		case i >= len(have.edges) || graph.CompareRelationships(have.edges[i], want.edges[i]) > 0:
			e := want.edges[i]
			v.violation(id, "%s from %s to %s is missing, though %s say so", e.Type, e.Start, e.End, evidence)
			return
		case len(differing(have.edges[i].Properties, want.edges[i].Properties)) > 0:
			e := want.edges[i]
			v.violation(id, "%s from %s to %s does not say what %s say", e.Type, e.Start, e.End, evidence)
		}
	}
}

// differing gives the names of properties in which a and b differ.
func differing(a, b graph.Properties) []string {
	names := map[string]bool{}
	for _, p := range []graph.Properties{a, b} {
		for name := range p {
			if fmt.Sprint(a[name]) != fmt.Sprint(b[name]) {
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// strangers looks for nodes of other labels and relationships of other types.
func (v *verifier) strangers(ctx context.Context) error {
	return v.store.readTx(ctx, func(tx *transaction) error {
		if err := v.nameless(ctx, tx); err != nil {
			return err
		}
		if err := v.danglingCopies(ctx, tx); err != nil {
			return err
		}
		if err := tx.each(ctx, fmt.Sprintf("MATCH (n) WHERE NOT (n%s) RETURN labels(n), count(*)", anyOf(append(graph.NodeLabels(), graph.MetaLabel))), nil, func(row []any) error {
			v.violation("", "%v nodes with the labels %v, which are none of ours", row[1], row[0])
			return nil
		}); err != nil {
			return err
		}
		var types []string
		for _, r := range graph.RelSchemas() {
			types = append(types, string(r.Type))
		}
		return tx.each(ctx, "MATCH ()-[r]->() WHERE NOT type(r) IN $types RETURN type(r), count(*)", map[string]any{"types": types}, func(row []any) error {
			v.violation("", "%v relationships of the type %v, which is none of ours", row[1], row[0])
			return nil
		})
	})
}

// nameless looks for nodes whose id is not one of their label: the other checks
// go by id.
func (v *verifier) nameless(ctx context.Context, tx *transaction) error {
	for _, label := range graph.NodeLabels() {
		if err := tx.each(ctx, fmt.Sprintf("MATCH (n:%s) RETURN n.id, elementId(n)", label), nil, func(row []any) error {
			id, _ := row[0].(string)
			if graph.LabelOf(id) != label || !graph.ValidID(id) {
				v.violation(fmt.Sprint(row[1]), "a node with the label %s has the id %v", label, row[0])
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// danglingCopies checks what is kept of articles whose text is there under
// another identity.
func (v *verifier) danglingCopies(ctx context.Context, tx *transaction) error {
	return tx.each(ctx, "MATCH (m:EntenteMeta) WHERE m.of IS NOT NULL OPTIONAL MATCH (a:Article {id: m.of}) RETURN m.id, m.fragment, m.contentHash, a.contentHash", nil, func(row []any) error {
		id := fmt.Sprint(row[0])
		line, _ := row[1].(string)
		f, err := graph.ReadFragment([]byte(line))
		switch {
		case err != nil:
			v.violation(id, "what is kept of this copy cannot be read: %v", err)
		case f.Article.ID != id || f.Article.ContentHash != row[2]:
			v.violation(id, "what is kept of this copy is of another article")
		case row[2] != row[3]:
			v.violation(id, "it is kept as a copy of an article that is not there, or has another text")
		}
		return nil
	})
}

func anyOf(list []graph.Label) string {
	s := ""
	for i, l := range list {
		if i > 0 {
			s += "|"
		}
		s += string(l)
	}
	return ":" + s
}
