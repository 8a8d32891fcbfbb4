// What is planned or threatened, and by whom
//
// Question: What is planned, promised, threatened or weighed, by whom, against whom, and who said so?
// Category: What may come
// Answer: table
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter statuses: strings of planned | hypothetical | proposed, default ['planned',
//   'hypothetical', 'proposed']. Only these.
// Parameter limit: int, default 100. At most so many rows.
//
// Column standing: threatened, promised or requested where an event foresees it, or its status:
//   planned, hypothetical, proposed (a policy)
// Column when: the date, or span of dates, that the words give
// Column dated: what the date rests on: explicit or relative words, or publication (no words: the
//   article's date stands in)
// Column actors: who would do it
// Column kind: PLOVER event type, or the kind of a policy
// Column name: what is in view, in one line
// Column targets: to whom
// Column announced: the events in which it was threatened, promised or asked for
// Column reports: number of independent reports
// Column id: the id, for query evidence
//
// Example: actor = 'United States'
:param actor => null;
:param statuses => ['planned', 'hypothetical', 'proposed'];
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
CALL () {
  MATCH (f:Event)
  WHERE f.status IN $statuses AND f.status IN ['planned', 'hypothetical']
  RETURN f
  UNION
  MATCH (f:Policy)
  WHERE f.status IN $statuses AND f.status IN ['planned', 'proposed']
  RETURN f
}
WITH f, actorSide
WHERE $actor IS NULL
  OR EXISTS { MATCH (f)-[:INITIATED|ISSUED|TARGETS]-(x:Actor) WHERE x IN actorSide }
  OR EXISTS { MATCH (f)<-[:FORESEES]-(:Event)<-[:INITIATED]-(x:Actor) WHERE x IN actorSide }
WITH f
ORDER BY f.endDate, f.startDate, f.id
LIMIT $limit
WITH f, COLLECT {
  MATCH (f)<-[:FORESEES]-(w:Event)
  RETURN w.type ORDER BY w.type
} AS words
RETURN CASE
    WHEN 'THREATEN' IN words THEN 'threatened'
    WHEN 'AGREE' IN words OR 'CONCEDE' IN words THEN 'promised'
    WHEN 'REQUEST' IN words THEN 'requested'
    ELSE f.status
  END AS standing,
  f.when AS when, f.dateBasis AS dated,
  COLLECT { MATCH (by:Actor)-[:INITIATED|ISSUED]->(f) RETURN by.name ORDER BY by.name, by.id } AS actors,
  coalesce(f.type, f.kind) AS kind, f.name AS name,
  COLLECT { MATCH (f)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  COLLECT { MATCH (w:Event)-[:FORESEES]->(f) RETURN w.name ORDER BY w.name, w.id } AS announced,
  f.independentReports AS reports, f.id AS id
ORDER BY f.endDate, f.startDate, id;
