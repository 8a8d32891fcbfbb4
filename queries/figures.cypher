// Figures, and who gives them
//
// Question: Which amounts are reported of what this actor has a part in, and do they differ?
// Category: Evidence
// Answer: table
//
// Parameter actor: actor, required. Whom the question is about: an id, country code, name or alias; a
//   country stands for all who act for its state.
// Parameter limit: int, default 100. At most so many rows.
//
// Column figure: the amount, verbatim
// Column kind: Event, Policy or Statement
// Column name: the fact in one line
// Column when: the date, or span of dates, that the words give
// Column status: occurred, ongoing, planned, hypothetical, denied or unknown
// Column publisher: who published it
// Column published: day of publication
// Column quote: the sentence
// Column id: the id, for query evidence
//
// Example: actor = 'United States'
:param actor => 'United States';
:param limit => 100;

// Who $actor is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $actor AS asked
  CALL (asked) {
    CALL (asked) {
      MATCH (a:Actor {id: asked})
      RETURN a
      UNION
      CALL db.index.fulltext.queryNodes('actor_names', '"' + replace(replace(coalesce(asked, ''), '\\', '\\\\'), '"', '\\"') + '"') YIELD node AS a
      WITH a
      WHERE toLower(asked) IN [name IN coalesce(a.aliases, []) + a.name | toLower(name)]
      RETURN a
    }
    RETURN collect(a) AS named
  }
  CALL (asked, named) {
    UNWIND named AS member
    RETURN member
    UNION
    MATCH (member:Actor)
    WHERE member.country IN [a IN named WHERE a:Country | a.country] + toUpper(asked)
      AND (member:Country OR member.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
    RETURN member
  }
  RETURN collect(DISTINCT member) AS actorSide
}
UNWIND actorSide AS member
MATCH (member)-[:INITIATED|ISSUED|SAID|TARGETS|ABOUT|OCCURRED_IN]-(f:Event|Policy|Statement)
WITH DISTINCT f
MATCH (f)-[r:REPORTED_IN]->(art:Article)
WHERE r.figures IS NOT NULL
UNWIND r.figures AS figure
RETURN figure, [label IN labels(f) WHERE label IN ['Event', 'Policy', 'Statement']][0] AS kind, f.name AS name,
  f.when AS when, r.status AS status, art.publisher AS publisher, art.publishedOn AS published, r.quote AS quote, f.id AS id
ORDER BY f.endDate, f.startDate, id, published, art.id, r.dataset, r.key, figure
LIMIT $limit;
