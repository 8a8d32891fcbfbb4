// Copies of one story
//
// Question: Which articles print nearly the same text, and count as one report?
// Category: Evidence
// Answer: table
//
// Parameter from: date, default null. Only articles of this day or later.
// Parameter to: date, default null. Only articles of this day or earlier.
// Parameter likeness: float, default 0.3. At least this share of the text is the same, 0 to 1; from
//   0.3 on, reports count as one.
// Parameter limit: int, default 100. At most so many rows.
//
// Column likeness: share of both texts that is the same, estimated
// Column publisher: who printed the one
// Column published: when
// Column title: its headline
// Column otherPublisher: who printed the other
// Column otherPublished: when
// Column otherTitle: its headline
// Column facts: number of facts that both report
// Column id: the one's id
// Column otherId: the other's id
:param from => null;
:param to => null;
:param likeness => 0.3;
:param limit => 100;

MATCH (a:Article)<-[:REPORTED_IN]-(f)-[:REPORTED_IN]->(b:Article)
WHERE a.id < b.id AND a.sketch IS NOT NULL AND b.sketch IS NOT NULL
  AND ($from IS NULL OR a.publishedOn >= date($from)) AND ($to IS NULL OR a.publishedOn <= date($to))
WITH a, b, count(DISTINCT f) AS facts
// Of the smallest hashes of both texts, those that both have.
CALL (a, b) {
  UNWIND a.sketch + b.sketch AS hash
  WITH DISTINCT hash ORDER BY hash
  WITH collect(hash) AS hashes, CASE WHEN size(a.sketch) > size(b.sketch) THEN size(a.sketch) ELSE size(b.sketch) END AS most
  WITH [i IN range(0, most - 1) | hashes[i]] AS smallest
  RETURN toFloat(size([hash IN smallest WHERE hash IN a.sketch AND hash IN b.sketch])) / size(smallest) AS share
}
WITH a, b, facts, share
WHERE share >= $likeness
RETURN round(share, 2) AS likeness, a.publisher AS publisher, a.publishedOn AS published, a.title AS title,
  b.publisher AS otherPublisher, b.publishedOn AS otherPublished, b.title AS otherTitle, facts, a.id AS id, b.id AS otherId
ORDER BY likeness DESC, id, otherId
LIMIT $limit;
