// Timeline of a country
//
// Question: What has this country done, what was done to it and what happened there, with its status?
// Category: Who did what
// Answer: table
//
// Parameter country: actor, required. A country by code or name; all who act for its state count, and
//   the answer shows who. Any other actor stands for itself.
// Parameter include: strings of proposed | planned | hypothetical | denied, default []. What has not
//   happened, or is said not to have, is left out unless listed here.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column when: the date, or span of dates, that the words give
// Column dated: what the date rests on: explicit or relative words, or publication (no words: the
//   article's date stands in)
// Column status: of an event: occurred, ongoing, planned, hypothetical, denied or unknown; of a
//   policy: proposed, planned, in force, ended or unknown
// Column part: what part the country has: did it, issued it, target, place
// Column actors: all who did or issued it
// Column kind: PLOVER event type, or the kind of a policy
// Column name: the event or policy in one line
// Column targets: all to whom it was done
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: country = 'Mexico'
:param country => 'Mexico';
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
  UNWIND countrySide AS member
  MATCH (member)-[:INITIATED]->(f:Event)
  RETURN f, 'did it' AS part
  UNION
  UNWIND countrySide AS member
  MATCH (member)-[:ISSUED]->(f:Policy)
  RETURN f, 'issued it' AS part
  UNION
  UNWIND countrySide AS member
  MATCH (member)<-[:TARGETS]-(f:Event|Policy)
  RETURN f, 'target' AS part
  UNION
  UNWIND countrySide AS member
  MATCH (member)<-[:OCCURRED_IN]-(f:Event)
  RETURN f, 'place' AS part
}
WITH f, part
ORDER BY part
WITH f, collect(part) AS parts
WHERE (NOT f.status IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] OR f.status IN $include)
  AND ($from IS NULL OR f.endDate IS NULL OR f.endDate >= date($from))
  AND ($to IS NULL OR f.startDate IS NULL OR f.startDate <= date($to))
WITH f, parts
ORDER BY f.endDate, f.startDate, f.id
LIMIT $limit
RETURN f.when AS when, f.dateBasis AS dated, f.status AS status,
  reduce(all = '', part IN parts | all + CASE all WHEN '' THEN '' ELSE ', ' END + part) AS part,
  COLLECT { MATCH (by:Actor)-[:INITIATED|ISSUED]->(f) RETURN by.name ORDER BY by.name, by.id } AS actors,
  coalesce(f.type, f.kind) AS kind, f.name AS name,
  COLLECT { MATCH (f)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  f.independentReports AS reports, f.id AS id
ORDER BY f.endDate, f.startDate, id;
