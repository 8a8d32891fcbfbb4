// Coverage by publisher
//
// Question: Who publishes how much, about what time, and what is told by them alone?
// Category: Evidence
// Answer: table
//
// Parameter from: date, default null. Only articles of this day or later.
// Parameter to: date, default null. Only articles of this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column publisher: who published it
// Column articles: number of articles
// Column first: day of the earliest article
// Column last: day of the latest
// Column events: number of events that they report
// Column policies: number of policies
// Column statements: number of statements
// Column alone: number of facts that no other publisher reports
// Column languages: languages of the articles
:param from => null;
:param to => null;
:param limit => 100;

MATCH (art:Article)
WHERE ($from IS NULL OR art.publishedOn >= date($from)) AND ($to IS NULL OR art.publishedOn <= date($to))
WITH coalesce(art.publisher, '(not named)') AS publisher, collect(art) AS all, count(art) AS articles,
  min(art.publishedOn) AS first, max(art.publishedOn) AS last
CALL (all, publisher) {
  UNWIND all AS art
  MATCH (f:Event|Policy|Statement)-[:REPORTED_IN]->(art)
  WITH DISTINCT f, publisher
  RETURN count(CASE WHEN f:Event THEN 1 END) AS events, count(CASE WHEN f:Policy THEN 1 END) AS policies,
    count(CASE WHEN f:Statement THEN 1 END) AS statements,
    count(CASE WHEN f.reports = 1 OR NOT EXISTS { MATCH (f)-[:REPORTED_IN]->(other:Article) WHERE coalesce(other.publisher, '(not named)') <> publisher } THEN 1 END) AS alone
}
RETURN publisher, articles, first, last, events, policies, statements, alone,
  COLLECT { UNWIND all AS art WITH art WHERE art.language IS NOT NULL RETURN DISTINCT art.language AS language ORDER BY language } AS languages
ORDER BY articles DESC, publisher
LIMIT $limit;
