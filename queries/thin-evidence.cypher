// Facts on thin evidence
//
// Question: Which facts rest on one report, or on sources without a name?
// Category: Evidence
// Answer: table
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter reason: string of one report | unnamed sources, default null. Only facts that are thin for
//   this reason.
// Parameter limit: int, default 100. At most so many rows.
//
// Column reasons: one report: nobody else tells it; unnamed sources: every report rests on speakers or
//   sources without a name
// Column kind: Event, Policy or Statement
// Column when: the date, or span of dates, that the words give
// Column status: of an event or policy
// Column name: the fact in one line
// Column sources: the sources that its reports name, as ids or words
// Column publishers: who reports it
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: reason = 'unnamed sources'
:param actor => null;
:param reason => null;
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
CALL (actorSide) {
  UNWIND actorSide AS x
  MATCH (x)-[:INITIATED|ISSUED|SAID|TARGETS|ABOUT|OCCURRED_IN]-(f:Event|Policy|Statement)
  RETURN f
  UNION
  UNWIND CASE WHEN $actor IS NULL THEN ['all'] ELSE [] END AS every
  MATCH (f:Event|Policy|Statement)
  RETURN f
}
// A report is unnamed where it names sources and none of them is a person, a body or a country.
WITH f, f.independentReports = 1 AS single,
  NOT EXISTS {
    MATCH (f)-[r:REPORTED_IN]->(:Article)
    WHERE size([s IN coalesce(r.attributedTo, []) WHERE s STARTS WITH 'person:' OR s STARTS WITH 'org:' OR s STARTS WITH 'country:']) > 0
      OR size(coalesce(r.attributedTo, [])) = 0 AND NOT coalesce(r.anonymous, false)
  } AS unnamed
WITH f, CASE WHEN single THEN ['one report'] ELSE [] END + CASE WHEN unnamed THEN ['unnamed sources'] ELSE [] END AS reasons
WHERE size(reasons) > 0 AND ($reason IS NULL OR $reason IN reasons)
WITH f, reasons
ORDER BY size(reasons) DESC, f.lastReported DESC, f.id
LIMIT $limit
RETURN reasons, [label IN labels(f) WHERE label IN ['Event', 'Policy', 'Statement']][0] AS kind,
  f.when AS when, f.status AS status, f.name AS name,
  COLLECT { MATCH (f)-[r:REPORTED_IN]->(:Article) UNWIND r.attributedTo AS source RETURN DISTINCT source ORDER BY source } AS sources,
  COLLECT { MATCH (f)-[:REPORTED_IN]->(art:Article) RETURN DISTINCT coalesce(art.publisher, art.url, art.title, art.id) AS publisher ORDER BY publisher } AS publishers,
  f.independentReports AS reports, f.id AS id
ORDER BY size(reasons) DESC, f.lastReported DESC, id;
