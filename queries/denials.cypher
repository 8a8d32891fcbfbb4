// Denials next to what they deny
//
// Question: What is denied, by whom in which words, and who says that it is so?
// Category: What may come
// Answer: table
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter limit: int, default 100. At most so many rows.
//
// Column name: the event or policy that is denied
// Column when: the date, or span of dates, that the words give
// Column status: what its reports come to
// Column actors: who is said to do or have done it
// Column targets: to whom
// Column deniedBy: speakers, with their words
// Column deniedIn: publishers whose report says that it is not so
// Column assertedBy: speakers who assert it, with their words
// Column assertedIn: publishers whose report says that it is, or may be, so
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
CALL () {
  MATCH (f:Event {status: 'denied'})
  RETURN f
  UNION
  MATCH (:Statement)-[about:ABOUT]->(f:Event|Policy)
  WHERE about.stance = 'denies'
  RETURN f
  UNION
  MATCH (f:Event)
  WHERE f.reports > 1 AND EXISTS { MATCH (f)-[r:REPORTED_IN]->() WHERE r.status = 'denied' }
  RETURN f
}
WITH DISTINCT f, actorSide
WHERE $actor IS NULL
  OR EXISTS { MATCH (f)-[:INITIATED|ISSUED|TARGETS|OCCURRED_IN]-(x:Actor) WHERE x IN actorSide }
  OR EXISTS { MATCH (f)<-[:ABOUT]-(:Statement)<-[:SAID]-(x:Actor) WHERE x IN actorSide }
WITH f
ORDER BY f.lastReported DESC, f.id
LIMIT $limit
RETURN f.name AS name, f.when AS when, f.status AS status,
  COLLECT { MATCH (by:Actor)-[:INITIATED|ISSUED]->(f) RETURN by.name ORDER BY by.name, by.id } AS actors,
  COLLECT { MATCH (f)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  COLLECT {
    MATCH (by:Actor)-[:SAID]->(s:Statement)-[about:ABOUT]->(f)
    WHERE about.stance = 'denies'
    RETURN by.name + ': ' + coalesce(s.text, s.name, s.id) AS line ORDER BY line
  } AS deniedBy,
  COLLECT {
    MATCH (f)-[r:REPORTED_IN]->(art:Article)
    WHERE r.status = 'denied'
    RETURN DISTINCT coalesce(art.publisher, art.url, art.title, art.id) AS source ORDER BY source
  } AS deniedIn,
  COLLECT {
    MATCH (by:Actor)-[:SAID]->(s:Statement)-[about:ABOUT]->(f)
    WHERE about.stance = 'asserts'
    RETURN by.name + ': ' + coalesce(s.text, s.name, s.id) AS line ORDER BY line
  } AS assertedBy,
  COLLECT {
    MATCH (f)-[r:REPORTED_IN]->(art:Article)
    WHERE r.status <> 'denied'
    RETURN DISTINCT coalesce(art.publisher, art.url, art.title, art.id) AS source ORDER BY source
  } AS assertedIn,
  f.id AS id
ORDER BY f.lastReported DESC, id;
