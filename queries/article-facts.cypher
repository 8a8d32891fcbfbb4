// What one article says
//
// Question: Which facts does this article report, sentence by sentence?
// Category: Look up
// Answer: table
//
// Parameter article: string, required. An article's id, URL or the id that its record gave.
// Parameter limit: int, default 500. At most so many rows.
//
// Column kind: Event, Policy or Statement
// Column when: the date that this article gives it
// Column status: the status in this article
// Column name: the fact in one line
// Column by: who did, issued or said it
// Column targets: to whom, or what a statement is about
// Column quote: the sentence
// Column start: where the sentence starts, in Unicode code points
// Column id: the id, for query evidence
//
// Example: article = 'https://example.org/harbour-post/fishing-licences'
:param article => 'https://example.org/harbour-post/fishing-licences';
:param limit => 500;

CALL () {
  MATCH (art:Article {id: $article})
  RETURN art
  UNION
  MATCH (art:Article {url: $article})
  RETURN art
  UNION
  MATCH (art:Article {sourceId: $article})
  RETURN art
}
MATCH (f:Event|Policy|Statement)-[r:REPORTED_IN]->(art)
RETURN [label IN labels(f) WHERE label IN ['Event', 'Policy', 'Statement']][0] AS kind,
  coalesce(r.dateText, f.when) AS when, r.status AS status, f.name AS name,
  COLLECT { MATCH (by:Actor)-[:INITIATED|ISSUED|SAID]->(f) RETURN by.name ORDER BY by.name, by.id } AS by,
  COLLECT { MATCH (f)-[:TARGETS|ABOUT]->(target:Actor|Event|Policy) RETURN target.name ORDER BY target.name, target.id } AS targets,
  r.quote AS quote, r.start AS start, f.id AS id
ORDER BY art.id, coalesce(r.in, ''), r.start, id, r.dataset, r.key
LIMIT $limit;
