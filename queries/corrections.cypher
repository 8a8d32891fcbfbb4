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

CALL db.index.fulltext.queryNodes('remarks', '*:*') YIELD node AS n // all that it holds
WITH n, [label IN labels(n) WHERE label IN ['Event', 'Policy', 'Statement', 'Actor', 'Article']][0] AS kind
WHERE n.corrections IS NOT NULL OR n.notes IS NOT NULL
RETURN kind, coalesce(n.name, n.title) AS name, coalesce(n.corrections, []) AS corrections, coalesce(n.notes, []) AS notes,
  n.status AS status, COLLECT { MATCH (n)-[r:REPORTED_IN]->(:Article) WHERE r.status IS NOT NULL RETURN DISTINCT r.status AS v ORDER BY v } AS reported,
  n.independentReports AS reports, n.id AS id
ORDER BY kind, name, id
LIMIT $limit;
