// Picture: what one article says
//
// Question: Who does what to whom in this article, and who speaks?
// Category: Pictures
// Answer: picture
//
// Parameter article: string, required. An article's id, URL or the id that its record gave.
// Parameter limit: int, default 22. At most so many facts, in the order of the text.
//
// Column path: nodes and relationships to look at
//
// Example: article = 'https://example.org/harbour-post/fishing-licences'
:param article => 'https://example.org/harbour-post/fishing-licences';
:param limit => 22;

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
WHERE NOT EXISTS { (f)-[:ENACTS]->(:Policy) }
WITH f, min(r.start) AS start
ORDER BY start, f.id
LIMIT $limit
MATCH did = (by:Actor)-[:INITIATED|ISSUED|SAID]->(f)
OPTIONAL MATCH path = (by)-[:INITIATED|ISSUED|SAID]->(f)-[:TARGETS|ABOUT]->(:Actor|Policy)
WITH f, start, coalesce(path, did) AS path
RETURN path
ORDER BY start, f.id, [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
