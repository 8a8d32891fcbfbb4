// Timeline of two sides
//
// Question: What have these two done to each other, in which order?
// Category: Who did what
// Answer: table
//
// Parameter actor: actor, required. One side: an id, country code, name or alias; a country stands for
//   all who act for its state.
// Parameter other: actor, required. The other side, likewise.
// Parameter include: strings of planned | hypothetical | denied, default []. What has not happened, or
//   is said not to have, is left out unless listed here.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column when: the date, or span of dates, that the words give
// Column dated: what the date rests on: explicit or relative words, or publication (no words: the
//   article's date stands in)
// Column status: occurred, ongoing, planned, hypothetical, denied or unknown
// Column direction: who acted upon whom, in the parameters' words; mutual where both did
// Column actors: all who did it
// Column type: PLOVER event type
// Column event: what happened, in one line
// Column targets: all to whom it was done
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: actor = 'United States', other = 'Mexico'
:param actor => 'United States';
:param other => 'Mexico';
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
// Who $other is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $other AS asked
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
  RETURN collect(DISTINCT member) AS otherSide
}
CALL (actorSide, otherSide) {
  UNWIND actorSide AS by
  MATCH (by)-[:INITIATED]->(e:Event)-[:TARGETS]->(target:Actor)
  WHERE target IN otherSide
  RETURN e, 1 AS forth, 0 AS back
  UNION
  UNWIND otherSide AS by
  MATCH (by)-[:INITIATED]->(e:Event)-[:TARGETS]->(target:Actor)
  WHERE target IN actorSide
  RETURN e, 0 AS forth, 1 AS back
}
WITH e, CASE max(forth) + 2 * max(back) WHEN 1 THEN $actor + ' > ' + $other WHEN 2 THEN $other + ' > ' + $actor ELSE 'mutual' END AS direction
WHERE (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
  AND ($from IS NULL OR e.endDate IS NULL OR e.endDate >= date($from))
  AND ($to IS NULL OR e.startDate IS NULL OR e.startDate <= date($to))
WITH e, direction
ORDER BY e.endDate, e.startDate, e.id
LIMIT $limit
RETURN e.when AS when, e.dateBasis AS dated, e.status AS status, direction,
  COLLECT { MATCH (by:Actor)-[:INITIATED]->(e) RETURN by.name ORDER BY by.name, by.id } AS actors,
  e.type AS type, e.name AS event,
  COLLECT { MATCH (e)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  e.independentReports AS reports, e.id AS id
ORDER BY e.endDate, e.startDate, id;
