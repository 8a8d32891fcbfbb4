// Picture: threats, promises and what they foresee
//
// Question: What has been threatened or promised, by whom, against whom?
// Category: Pictures
// Answer: picture
//
// Parameter actor: actor, default null. Only what this actor has a part in: an id, country code, name
//   or alias; a country stands for all who act for its state.
// Parameter limit: int, default 20. At most so many facts, those with most reports first; a picture
//   holds a few dozen.
//
// Column path: nodes and relationships to look at
:param actor => null;
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
MATCH (e:Event)-[:FORESEES]->(f:Event)
WHERE $actor IS NULL
  OR EXISTS { MATCH (e)-[:INITIATED|TARGETS]-(x:Actor) WHERE x IN actorSide }
  OR EXISTS { MATCH (f)-[:INITIATED|TARGETS]-(x:Actor) WHERE x IN actorSide }
WITH e, f
ORDER BY e.independentReports DESC, e.lastReported DESC, e.id, f.id
LIMIT $limit
MATCH said = (by:Actor)-[:INITIATED]->(e)-[:FORESEES]->(f)
OPTIONAL MATCH path = (by)-[:INITIATED]->(e)-[:FORESEES]->(f)-[:TARGETS]->(:Actor)
WITH coalesce(path, said) AS path
RETURN path
ORDER BY [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
