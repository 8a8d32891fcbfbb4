// Corrections and notes
//
// Question: What have analysts corrected or noted, and what do the reports say?
// Category: Evidence
// Answer: table
//
// Parameter limit: int, default 100. At most so many rows.
//
// Column kind: Event, Policy, Statement, Actor or Article
// Column name: what it is about
// Column corrections: what was corrected, and why
// Column notes: what was noted
// Column status: the status now
// Column reported: the statuses in the reports
// Column reports: number of independent reports
// Column id: the id, for query evidence
:param limit => 100;

CALL () {
  MATCH (n:Event) WHERE n.corrections IS NOT NULL OR n.notes IS NOT NULL RETURN n, 'Event' AS kind
  UNION
  MATCH (n:Policy) WHERE n.corrections IS NOT NULL OR n.notes IS NOT NULL RETURN n, 'Policy' AS kind
  UNION
  MATCH (n:Statement) WHERE n.corrections IS NOT NULL OR n.notes IS NOT NULL RETURN n, 'Statement' AS kind
  UNION
  MATCH (n:Actor) WHERE n.notes IS NOT NULL RETURN n, 'Actor' AS kind
  UNION
  MATCH (n:Article) WHERE n.notes IS NOT NULL RETURN n, 'Article' AS kind
}
RETURN kind, coalesce(n.name, n.title) AS name, coalesce(n.corrections, []) AS corrections, coalesce(n.notes, []) AS notes,
  n.status AS status, COLLECT { MATCH (n)-[r:REPORTED_IN]->(:Article) WHERE r.status IS NOT NULL RETURN DISTINCT r.status AS v ORDER BY v } AS reported,
  n.independentReports AS reports, n.id AS id
ORDER BY kind, name, id
LIMIT $limit;
