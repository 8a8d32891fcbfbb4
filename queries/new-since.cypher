// What is new since a day
//
// Question: Which facts were first reported, or first loaded, since this day?
// Category: Evidence
// Answer: table
//
// Parameter since: date, required. The day from which on a fact is new.
// Parameter by: string of reported | loaded, default 'reported'. Count from the first article's day
//   (reported), or from when the graph first had it (loaded).
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter limit: int, default 200. At most so many rows.
//
// Column firstReported: earliest date of an article that reports it
// Column firstLoaded: when the graph first had it
// Column kind: Event, Policy or Statement
// Column when: the date, or span of dates, that the words give
// Column status: of an event or policy
// Column name: the fact in one line
// Column by: who did, issued or said it
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: since = '2025-06-01'
:param since => '2025-06-01';
:param by => 'reported';
:param actor => null;
:param limit => 200;

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
CALL () {
  MATCH (f:Event)
  WHERE $by = 'reported' AND f.firstReported >= date($since)
  RETURN f
  UNION
  MATCH (f:Event)
  WHERE $by = 'loaded' AND f.firstLoaded >= datetime({date: date($since)})
  RETURN f
  UNION
  MATCH (f:Policy)
  WHERE $by = 'reported' AND f.firstReported >= date($since)
  RETURN f
  UNION
  MATCH (f:Policy)
  WHERE $by = 'loaded' AND f.firstLoaded >= datetime({date: date($since)})
  RETURN f
  UNION
  MATCH (f:Statement)
  WHERE $by = 'reported' AND f.firstReported >= date($since)
  RETURN f
  UNION
  MATCH (f:Statement)
  WHERE $by = 'loaded' AND f.firstLoaded >= datetime({date: date($since)})
  RETURN f
}
WITH f, actorSide
WHERE $actor IS NULL OR EXISTS { MATCH (f)-[:INITIATED|ISSUED|SAID|TARGETS|ABOUT|OCCURRED_IN]-(x:Actor) WHERE x IN actorSide }
WITH f, [label IN labels(f) WHERE label IN ['Event', 'Policy', 'Statement']][0] AS kind
ORDER BY CASE $by WHEN 'loaded' THEN f.firstLoaded ELSE f.firstReported END DESC, kind, f.id
LIMIT $limit
RETURN f.firstReported AS firstReported, f.firstLoaded AS firstLoaded,
  kind,
  f.when AS when, f.status AS status, f.name AS name,
  COLLECT { MATCH (x:Actor)-[:INITIATED|ISSUED|SAID]->(f) RETURN x.name ORDER BY x.name, x.id } AS by,
  f.independentReports AS reports, f.id AS id
ORDER BY CASE $by WHEN 'loaded' THEN firstLoaded ELSE firstReported END DESC, kind, id;
