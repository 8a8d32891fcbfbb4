// Brought together
//
// Question: Which actors and events are told of under several ids, and were brought together?
// Category: Evidence
// Answer: table
//
// Parameter actor: string, default null. Only what has this in its name or its ids.
// Parameter limit: int, default 100. At most so many rows.
//
// Column kind: Actor or Event
// Column name: its name
// Column aliases: its other names
// Column formerIds: the other ids under which reports speak of it; 'entente resolve show' tells why
// Column reports: number of articles that tell of it
// Column id: its id
:param actor => null;
:param limit => 100;

CALL db.index.fulltext.queryNodes('remarks', '*:*') YIELD node AS n // all that it holds
WITH n, CASE WHEN n:Actor THEN 'Actor' ELSE 'Event' END AS kind,
  COUNT { MATCH (n)<-[:MENTIONS]-(art:Article) RETURN DISTINCT art } + COUNT { MATCH (n)-[:REPORTED_IN]->(art:Article) RETURN DISTINCT art } AS reports
WHERE (n:Actor OR n:Event) AND n.formerIds IS NOT NULL
WITH n, kind, reports
WHERE $actor IS NULL OR any(s IN n.formerIds + n.id + n.name WHERE toLower(s) CONTAINS toLower($actor))
RETURN kind, n.name AS name, coalesce(n.aliases, []) AS aliases, n.formerIds AS formerIds, reports, n.id AS id
ORDER BY reports DESC, kind, name, id
LIMIT $limit;
