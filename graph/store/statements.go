package store

import (
	"fmt"
	"strings"

	"github.com/entente/entente/graph"
)

// Every statement below is made of constants of the schema; what comes from
// data is a parameter, always. Each takes a list of rows.

// mergeArticles writes Article nodes: {id, props}.
const mergeArticles = `UNWIND $rows AS row MERGE (n:Article {id: row.id}) SET n = row.props`

// readClaims of articles are kept apart where several data sets tell of one;
// else they are what the node says.
const (
	readArticleClaims   = `UNWIND $rows AS row MATCH (n:Article {id: row.id}) OPTIONAL MATCH (m:EntenteMeta {article: row.id}) RETURN n.id, properties(n), m.dataset, m.claim`
	deleteArticleClaims = `UNWIND $rows AS row MATCH (m:EntenteMeta {article: row.id}) DELETE m`
	deleteSourcing      = `UNWIND $rows AS row MATCH (n:Article {id: row.id}) CALL (n, row) {
  MATCH (n)-[r:MENTIONS {dataset: row.dataset}]->() RETURN r UNION MATCH (n)<-[r:REPORTED_IN {dataset: row.dataset}]-() RETURN r } DELETE r`
)

// deleteReports takes single reports of a data set away.
func deleteReports(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id})-[r:REPORTED_IN {dataset: row.dataset, key: row.key}]->(a:Article {id: row.article}) DELETE r`, label)
}

// deleteMentions takes single mentions of a data set away.
const deleteMentions = `UNWIND $rows AS row MATCH (a:Article {id: row.article})-[m:MENTIONS {dataset: row.dataset}]->(n:Actor {id: row.id}) WHERE coalesce(m.key, n.id) = row.key DELETE m`

// mergeActors makes sure that actors of one kind are there, and gives the
// properties that they have: none but the id, where they are new.
func mergeActors(kind graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:%s RETURN row.id, properties(n)`, kind)
}

// mergeFacts makes sure that facts of one label are there, and tells which
// are new.
func mergeFacts(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MERGE (n:%s {id: row.id}) RETURN row.id, n.reports IS NULL`, label)
}

// setNodes writes the properties of nodes of one label: {id, props}.
func setNodes(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id}) SET n = row.props`, label)
}

// setStatusLabel gives facts the label of their status.
func setStatusLabel(label, status graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id}) SET n:%s`, label, status)
}

// removeStatusLabels takes the labels of statuses off facts.
func removeStatusLabels(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id}) REMOVE n%s`, label, labels(graph.StatusLabels()))
}

func labels(list []graph.Label) string {
	var b strings.Builder
	for _, l := range list {
		b.WriteByte(':')
		b.WriteString(string(l))
	}
	return b.String()
}

// createRelationships joins nodes that are there: {start, end, props}.
func createRelationships(t graph.RelType, from, to graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (a:%s {id: row.start}) MATCH (b:%s {id: row.end}) CREATE (a)-[r:%s]->(b) SET r = row.props`, from, to, t)
}

// addAffiliations counts further reports of affiliations, from actors nothing
// of whose evidence has been taken away.
const addAffiliations = `UNWIND $rows AS row
MATCH (a:Actor {id: row.start}) MATCH (b:Actor {id: row.end})
MERGE (a)-[r:AFFILIATED_WITH {role: row.role}]->(b)
ON CREATE SET r = row.props
ON MATCH SET r.reports = r.reports + row.props.reports,
  r.basis = CASE 'text' WHEN r.basis THEN 'text' ELSE row.props.basis END,
  r.firstReported = CASE WHEN r.firstReported <= row.props.firstReported THEN r.firstReported ELSE coalesce(row.props.firstReported, r.firstReported) END,
  r.lastReported = CASE WHEN r.lastReported >= row.props.lastReported THEN r.lastReported ELSE coalesce(row.props.lastReported, r.lastReported) END`

// deleteOwnEdges takes away the relationships that follow from a fact's own
// reports, and leaves those that other facts' reports claim.
func deleteOwnEdges(label graph.Label) string {
	out, in := ownTypes(label)
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%[1]s {id: row.id}) CALL (n) { MATCH (n)-[r:%[2]s]->() RETURN r UNION MATCH (n)<-[r:%[3]s]-() RETURN r } DELETE r`,
		label, out, in)
}

// ownTypes gives the types of the relationships that follow from the evidence
// of a node itself, those that leave it and those that reach it.
func ownTypes(label graph.Label) (out, in string) {
	var leave, reach []string
	for _, s := range graph.RelSchemas() {
		for _, e := range s.Endpoints {
			switch {
			case s.Type == graph.ReportedIn || s.Type == graph.Mentions:
			case label == graph.ActorLabel && s.Type != graph.AffiliatedWith:
			case e.From == label:
				leave = append(leave, string(s.Type))
			case e.To == label && e.From == graph.ActorLabel:
				reach = append(reach, string(s.Type))
			}
		}
	}
	return joined(leave), joined(reach)
}

func joined(list []string) string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return strings.Join(out, "|")
}

// readEvidence gives all reports of facts of one label.
func readEvidence(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id})-[r:REPORTED_IN]->(a:Article) RETURN n.id, properties(r), a.id, a.sketch`, label)
}

// readClaims gives all that articles say about actors.
const readClaims = `UNWIND $rows AS row MATCH (n:Actor {id: row.id})<-[m:MENTIONS]-(a:Article) RETURN n.id, properties(m), a.id`

// deleteNodes takes nodes of one label away.
func deleteNodes(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row.id}) DETACH DELETE n`, label)
}

const deleteAffiliations = `UNWIND $rows AS row MATCH (n:Actor {id: row.id})-[r:AFFILIATED_WITH]->() DELETE r`

// lock makes writers take turns: it holds a node that every writing
// transaction writes first. Transactions then cannot deadlock over actors that
// everybody mentions, nor overwrite what another has just derived; reading
// text, the costly part, is done before and outside.
const lock = `MERGE (m:EntenteMeta {id: 'writer'}) SET m.turn = coalesce(m.turn, 0) + 1 RETURN coalesce(m.decisions, 0)`

// findArticles gives what is known of articles by id or by content.
const findArticles = `UNWIND $rows AS row
CALL (row) {
  MATCH (a:Article {id: row.id}) RETURN a
  UNION
  MATCH (a:Article {contentHash: row.contentHash}) RETURN a
}
RETURN DISTINCT a.id, a.contentHash, a.digest, a.datasets`

// findCopies gives the articles whose text is there under another identity.
const findCopies = `UNWIND $rows AS row MATCH (m:EntenteMeta {id: row.id}) RETURN m.id, m.of, m.contentHash, m.fragment`

const copiesOf = `UNWIND $rows AS row MATCH (m:EntenteMeta {of: row.id}) RETURN m.id, m.of, m.contentHash, m.fragment`

// mergeMeta writes what is kept beside the graph, deleteMeta takes it away.
const (
	mergeMeta  = `UNWIND $rows AS row MERGE (m:EntenteMeta {id: row.id}) SET m = row`
	deleteMeta = `UNWIND $rows AS row MATCH (m:EntenteMeta {id: row.id}) DELETE m`
)

const retargetCopies = `UNWIND $rows AS row MATCH (m:EntenteMeta {of: row.id}) SET m.of = row.to`

// readReports and readMentions give an article's evidence.
const (
	readReports  = `UNWIND $rows AS row MATCH (a:Article {id: row.id})<-[r:REPORTED_IN]-(n) RETURN a.id, n.id, properties(r)`
	readMentions = `UNWIND $rows AS row MATCH (a:Article {id: row.id})-[m:MENTIONS]->(n:Actor) RETURN a.id, n.id, properties(m)`
)

// findFacts tells which facts of one label are there.
func findFacts(label graph.Label) string {
	return fmt.Sprintf(`UNWIND $rows AS row MATCH (n:%s {id: row}) RETURN n.id`, label)
}

// createFacts makes facts of one shape, each with one report: [article, the
// node's values, the report's values, then of each tie actor and values].
func createFacts(s shape, ties []tie, node, report []string) string {
	var match, create strings.Builder
	fmt.Fprintf(&match, "UNWIND $rows AS row MATCH (a:Article {id: row[0]})")
	fmt.Fprintf(&create, " CREATE (f%s%s)-[:REPORTED_IN%s]->(a)", s.labels, literal("row[1]", 0, node), literal("row[2]", 0, report))
	for i, t := range ties {
		at := fmt.Sprintf("row[%d]", 3+i)
		fmt.Fprintf(&match, " MATCH (n%d:Actor {id: %s[0]})", i, at)
		from, to := fmt.Sprintf("n%d", i), "f"
		if t.out {
			from, to = to, from
		}
		fmt.Fprintf(&create, ", (%s)-[:%s%s]->(%s)", from, t.t, literal(at, 1, propertyNames(t.t)), to)
	}
	return match.String() + create.String()
}

// createMentions joins articles to actors: [article, actor, values].
func createMentions() string {
	return "UNWIND $rows AS row MATCH (a:Article {id: row[0]}) MATCH (n:Actor {id: row[1]}) CREATE (a)-[:MENTIONS" + literal("row", 2, propertyNames(graph.Mentions)) + "]->(n)"
}

// propertyNames gives the properties that relationships of a type may have.
func propertyNames(t graph.RelType) []string {
	var names []string
	for _, p := range graph.RelProperties(t) {
		names = append(names, p.Name)
	}
	return names
}

// literal gives properties, whose names are the schema's, as a list's elements
// from one on. What is null is not set.
func literal(list string, from int, names []string) string {
	if len(names) == 0 {
		return ""
	}
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s: %s[%d]", name, list, from+i)
	}
	return " {" + strings.Join(parts, ", ") + "}"
}
