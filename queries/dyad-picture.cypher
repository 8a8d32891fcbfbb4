// Picture: two sides
//
// Question: What is between these two: acts, policies and words?
// Category: Pictures
// Answer: picture
//
// Parameter actor: actor, required. One side: an id, country code, name or alias; a country stands for
//   all who act for its state.
// Parameter other: actor, required. The other side, likewise.
// Parameter include: strings of proposed | planned | hypothetical | denied, default []. What has not
//   happened, or is said not to have, is left out unless listed here.
// Parameter limit: int, default 25. At most so many facts, those with most reports first; a picture
//   holds a few dozen.
//
// Column path: nodes and relationships to look at
//
// Example: actor = 'United States', other = 'Mexico'
:param actor => 'United States';
:param other => 'Mexico';
:param include => [];
:param limit => 25;

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
  UNWIND actorSide AS a
  MATCH path = (a)-[:INITIATED|ISSUED|SAID]->(f:Event|Policy|Statement)-[:TARGETS|ABOUT]->(b:Actor)
  WHERE b IN otherSide
  RETURN f, path
  UNION
  UNWIND otherSide AS a
  MATCH path = (a)-[:INITIATED|ISSUED|SAID]->(f:Event|Policy|Statement)-[:TARGETS|ABOUT]->(b:Actor)
  WHERE b IN actorSide
  RETURN f, path
  UNION
  // What both did or issued together.
  UNWIND actorSide AS a
  MATCH path = (a)-[:INITIATED|ISSUED]->(f:Event|Policy)<-[:INITIATED|ISSUED]-(b:Actor)
  WHERE b IN otherSide
  RETURN f, path
  UNION
  // What one says of the other's policies and acts.
  UNWIND actorSide AS a
  MATCH path = (a)-[:SAID]->(f:Statement)-[:ABOUT]->(x:Policy|Event)<-[:ISSUED|INITIATED]-(b:Actor)
  WHERE b IN otherSide
  RETURN f, path
  UNION
  UNWIND otherSide AS a
  MATCH path = (a)-[:SAID]->(f:Statement)-[:ABOUT]->(x:Policy|Event)<-[:ISSUED|INITIATED]-(b:Actor)
  WHERE b IN actorSide
  RETURN f, path
}
WITH f, collect(DISTINCT path) AS paths
WHERE NOT EXISTS { (f)-[:ENACTS]->(:Policy) }
  AND (f:Statement OR (NOT f.status IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] OR f.status IN $include))
WITH f, paths
ORDER BY f.independentReports DESC, f.lastReported DESC, f.id
LIMIT $limit
UNWIND paths AS path
RETURN path
ORDER BY f.id, [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
