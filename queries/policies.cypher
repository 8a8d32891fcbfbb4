// Policies and whom they target
//
// Question: Which policies are there, who made them, whom do they target and how do they stand?
// Category: Policies
// Answer: table
//
// Parameter issuer: actor, default null. Only policies of this actor: an id, country code, name or
//   alias; a country stands for all who act for its state.
// Parameter target: actor, default null. Only policies that target this actor, likewise.
// Parameter kinds: strings, default []. Only these kinds, such as sanction or agreement; none means
//   all.
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
// Column status: proposed, planned, in force, ended or unknown
// Column kind: executive order, law, designation, sanction, agreement and the like
// Column policy: its name
// Column issuers: who made it
// Column targets: whom it is aimed at
// Column enactedBy: the events that put it in force
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: issuer = 'United States'
:param issuer => null;
:param target => null;
:param kinds => [];
:param include => [];
:param from => null;
:param to => null;
:param limit => 100;

// Who $issuer is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $issuer AS asked
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
  RETURN collect(DISTINCT member) AS issuerSide
}
// Who $target is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $target AS asked
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
  RETURN collect(DISTINCT member) AS targetSide
}
CALL (issuerSide, targetSide) {
  UNWIND issuerSide AS x
  MATCH (x)-[:ISSUED]->(p:Policy)
  RETURN p
  UNION
  UNWIND CASE WHEN $issuer IS NULL THEN targetSide ELSE [] END AS x
  MATCH (x)<-[:TARGETS]-(p:Policy)
  RETURN p
  UNION
  UNWIND CASE WHEN $issuer IS NULL AND $target IS NULL THEN ['all'] ELSE [] END AS every
  MATCH (p:Policy)
  RETURN p
}
WITH p, targetSide
WHERE ($target IS NULL OR EXISTS { MATCH (p)-[:TARGETS]->(x:Actor) WHERE x IN targetSide })
  AND (size($kinds) = 0 OR p.kind IN $kinds)
  AND (NOT p.status IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] OR p.status IN $include)
  AND ($from IS NULL OR p.endDate IS NULL OR p.endDate >= date($from))
  AND ($to IS NULL OR p.startDate IS NULL OR p.startDate <= date($to))
WITH p
ORDER BY p.endDate, p.startDate, p.id
LIMIT $limit
RETURN p.when AS when, p.dateBasis AS dated, p.status AS status, p.kind AS kind, p.name AS policy,
  COLLECT { MATCH (by:Actor)-[:ISSUED]->(p) RETURN by.name ORDER BY by.name, by.id } AS issuers,
  COLLECT { MATCH (p)-[:TARGETS]->(aim:Actor) RETURN aim.name ORDER BY aim.name, aim.id } AS targets,
  COLLECT { MATCH (e:Event)-[:ENACTS]->(p) RETURN e.name ORDER BY e.name, e.id } AS enactedBy,
  p.independentReports AS reports, p.id AS id
ORDER BY p.endDate, p.startDate, id;
