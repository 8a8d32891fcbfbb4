// Reports that differ
//
// Question: Of which facts do the reports differ, in status, date, actors or figures?
// Category: Evidence
// Answer: table
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter limit: int, default 100. At most so many rows.
//
// Column differ: in what: status, date, sources, targets, figures
// Column kind: Event or Policy
// Column name: the fact in one line
// Column statuses: what the reports say of the status
// Column dates: the dates that they give
// Column sources: the words for who did it
// Column targets: the words for whom it was done to
// Column figures: the amounts that they give
// Column reports: number of independent reports
// Column id: the id, for query evidence
:param actor => null;
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
  MATCH (f:Event)
  WHERE f.reports > 1 AND ($actor IS NULL OR EXISTS { MATCH (f)-[:INITIATED|ISSUED|SAID|TARGETS|ABOUT|OCCURRED_IN]-(x:Actor) WHERE x IN actorSide })
  RETURN f
  UNION
  MATCH (f:Policy)
  WHERE f.reports > 1 AND ($actor IS NULL OR EXISTS { MATCH (f)-[:INITIATED|ISSUED|SAID|TARGETS|ABOUT|OCCURRED_IN]-(x:Actor) WHERE x IN actorSide })
  RETURN f
}
MATCH (f)-[r:REPORTED_IN]->(:Article)
WITH f,
  CASE WHEN count(DISTINCT r.status) > 1 THEN ['status'] ELSE [] END +
  CASE WHEN count(DISTINCT CASE WHEN r.dateBasis <> 'publication' THEN [r.startDate, r.endDate] END) > 1 THEN ['date'] ELSE [] END +
  CASE WHEN count(DISTINCT coalesce(r.sources, [])) > 1 THEN ['sources'] ELSE [] END +
  CASE WHEN count(DISTINCT coalesce(r.targets, [])) > 1 THEN ['targets'] ELSE [] END +
  CASE WHEN count(DISTINCT r.figures) > 1 THEN ['figures'] ELSE [] END AS differ
WHERE size(differ) > 0
WITH f, differ
ORDER BY f.independentReports DESC, f.id
LIMIT $limit
RETURN differ, [label IN labels(f) WHERE label IN ['Event', 'Policy']][0] AS kind, f.name AS name,
  COLLECT { MATCH (f)-[r:REPORTED_IN]->(:Article) WHERE r.status IS NOT NULL RETURN DISTINCT r.status AS v ORDER BY v } AS statuses,
  COLLECT {
    MATCH (f)-[r:REPORTED_IN]->(:Article)
    WHERE r.dateBasis <> 'publication'
    RETURN DISTINCT coalesce(toString(r.startDate), '') + '..' + coalesce(toString(r.endDate), '') AS v ORDER BY v
  } AS dates,
  COLLECT { MATCH (f)-[r:REPORTED_IN]->(:Article) UNWIND r.sourcesAs AS v RETURN DISTINCT v ORDER BY v } AS sources,
  COLLECT { MATCH (f)-[r:REPORTED_IN]->(:Article) UNWIND r.targetsAs AS v RETURN DISTINCT v ORDER BY v } AS targets,
  COLLECT { MATCH (f)-[r:REPORTED_IN]->(:Article) UNWIND r.figures AS v RETURN DISTINCT v ORDER BY v } AS figures,
  f.independentReports AS reports, f.id AS id
ORDER BY reports DESC, id;
