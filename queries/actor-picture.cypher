// Picture: an actor and what is around it
//
// Question: What does this actor have to do with whom?
// Category: Pictures
// Answer: picture
//
// Parameter actor: actor, required. Whom the question is about: an id, country code, name or alias; a
//   country stands for all who act for its state.
// Parameter include: strings of proposed | planned | hypothetical | denied, default []. What has not
//   happened, or is said not to have, is left out unless listed here.
// Parameter limit: int, default 20. At most so many facts, those with most reports first; a picture
//   holds a few dozen.
//
// Column path: nodes and relationships to look at
//
// Example: actor = 'Mexico'
:param actor => 'Mexico';
:param include => [];
:param limit => 20;

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
  UNWIND actorSide AS member
  MATCH (member)-[:INITIATED|TARGETS]-(f:Event)
  WHERE NOT EXISTS { (f)-[:ENACTS]->(:Policy) }
  RETURN f
  UNION
  UNWIND actorSide AS member
  MATCH (member)-[:ISSUED|TARGETS]-(f:Policy)
  RETURN f
  UNION
  UNWIND actorSide AS member
  MATCH (member)-[:SAID|ABOUT]-(f:Statement)
  RETURN f
}
WITH DISTINCT f
WHERE f:Statement OR (NOT f.status IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] OR f.status IN $include)
WITH f
ORDER BY f.independentReports DESC, f.lastReported DESC, f.id
LIMIT $limit
MATCH did = (by:Actor)-[:INITIATED|ISSUED|SAID]->(f)
OPTIONAL MATCH path = (by)-[:INITIATED|ISSUED|SAID]->(f)-[:TARGETS|ABOUT]->(:Actor|Policy)
WITH f, coalesce(path, did) AS path
RETURN path
ORDER BY f.id, [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
