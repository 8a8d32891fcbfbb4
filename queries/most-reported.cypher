// Events with most independent reports
//
// Question: Which events do most independent reports tell of?
// Category: Evidence
// Answer: table
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter minimum: int, default 2. Only events with at least so many independent reports.
// Parameter include: strings of planned | hypothetical | denied, default []. What has not happened, or
//   is said not to have, is left out unless listed here.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column reports: number of independent reports
// Column publishers: number of publishers
// Column when: the date, or span of dates, that the words give
// Column dated: what the date rests on: explicit or relative words, or publication (no words: the
//   article's date stands in)
// Column status: occurred, ongoing, planned, hypothetical, denied or unknown
// Column actors: all who did it
// Column type: PLOVER event type
// Column event: what happened, in one line
// Column targets: all to whom it was done
// Column id: the id, for query evidence
:param actor => null;
:param minimum => 2;
:param include => [];
:param from => null;
:param to => null;
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
MATCH (e:Event)
WHERE e.reports >= $minimum AND e.independentReports >= $minimum
  AND (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
  AND ($from IS NULL OR e.endDate IS NULL OR e.endDate >= date($from))
  AND ($to IS NULL OR e.startDate IS NULL OR e.startDate <= date($to))
  AND ($actor IS NULL OR EXISTS { MATCH (e)-[:INITIATED|TARGETS]-(x:Actor) WHERE x IN actorSide })
WITH e
ORDER BY e.independentReports DESC, e.lastReported DESC, e.id
LIMIT $limit
RETURN e.independentReports AS reports,
  COUNT { MATCH (e)-[:REPORTED_IN]->(art:Article) RETURN DISTINCT coalesce(art.publisher, art.id) } AS publishers,
  e.when AS when, e.dateBasis AS dated, e.status AS status,
  COLLECT { MATCH (by:Actor)-[:INITIATED]->(e) RETURN by.name ORDER BY by.name, by.id } AS actors,
  e.type AS type, e.name AS event,
  COLLECT { MATCH (e)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  e.id AS id
ORDER BY reports DESC, e.lastReported DESC, id;
