// Who acted against a country
//
// Question: Who has acted against this country, in words or deeds, and whom did it hit?
// Category: Who did what
// Answer: table
//
// Parameter country: actor, required. A country by code or name; all who act for its state count, and
//   the answer shows who. Any other actor stands for itself.
// Parameter people: bool, default false. Also what hit its people, companies and groups, not only its
//   state.
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
// Column actors: all who did it
// Column type: PLOVER event type
// Column event: what happened, in one line
// Column targets: all to whom it was done
// Column goldstein: PLOVER score from -10 (conflict) to 10 (cooperation)
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: country = 'Mexico'
:param country => 'Mexico';
:param people => false;
:param include => [];
:param from => null;
:param to => null;
:param limit => 100;

// Who $country is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $country AS asked
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
  RETURN collect(DISTINCT member) AS countrySide
}
CALL (countrySide) {
  UNWIND countrySide AS hit
  RETURN hit
  UNION
  MATCH (hit:Actor)
  WHERE $people AND hit.country IN [c IN countrySide WHERE c:Country | c.country]
  RETURN hit
}
MATCH (e:Event)-[:TARGETS]->(hit)
WHERE e.quadClass IN [3, 4]
  AND (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
  AND ($from IS NULL OR e.endDate IS NULL OR e.endDate >= date($from))
  AND ($to IS NULL OR e.startDate IS NULL OR e.startDate <= date($to))
WITH DISTINCT e, countrySide
WHERE NOT EXISTS { MATCH (by:Actor)-[:INITIATED]->(e) WHERE by IN countrySide }
WITH e
ORDER BY e.endDate, e.startDate, e.id
LIMIT $limit
RETURN e.when AS when, e.dateBasis AS dated, e.status AS status,
  COLLECT { MATCH (by:Actor)-[:INITIATED]->(e) RETURN by.name ORDER BY by.name, by.id } AS actors,
  e.type AS type, e.name AS event,
  COLLECT { MATCH (e)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  e.goldstein AS goldstein, e.independentReports AS reports, e.id AS id
ORDER BY e.endDate, e.startDate, id;
