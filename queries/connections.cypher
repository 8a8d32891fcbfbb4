// Picture: how two actors are connected
//
// Question: By which acts, policies, words and offices do these two meet?
// Category: Pictures
// Answer: picture
//
// Parameter actor: actor, required. One side: an id, country code, name or alias; a country stands for
//   all who act for its state.
// Parameter other: actor, required. The other side, likewise.
// Parameter include: strings of proposed | planned | hypothetical | denied, default []. What has not
//   happened, or is said not to have, is left out unless listed here.
// Parameter limit: int, default 15. At most so many paths; only the shortest are shown.
//
// Column path: nodes and relationships to look at
//
// Example: actor = 'United States', other = 'Mexico'
:param actor => 'United States';
:param other => 'Mexico';
:param include => [];
:param limit => 15;

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
// Of a side with many members, the ten with most relationships.
UNWIND actorSide AS a
WITH a, otherSide
ORDER BY COUNT { (a)--() } DESC, a.id
LIMIT 10
WITH collect(a) AS some, otherSide
UNWIND otherSide AS b
WITH b, some
ORDER BY COUNT { (b)--() } DESC, b.id
LIMIT 10
WITH collect(b) AS others, some
// Articles connect everybody with everybody, so ways go over neither REPORTED_IN nor MENTIONS. Whom an
// office ties, or one fact has on both sides, is found by going through the facts of one of them once.
CALL (some, others) {
  CALL (some, others) {
    UNWIND some AS a
    MATCH (a)-[:AFFILIATED_WITH]-(b:Actor)
    WHERE b IN others AND a <> b
    RETURN a, b, 1 AS hops, null AS via
    UNION
    UNWIND some AS a
    MATCH (a)-[:INITIATED|TARGETS|ISSUED|SAID|ABOUT|AFFILIATED_WITH]-(n)-[:INITIATED|TARGETS|ISSUED|SAID|ABOUT|AFFILIATED_WITH]-(b:Actor)
    WHERE b IN others AND a <> b
      AND (NOT coalesce(n.status, '') IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] OR n.status IN $include)
    // A way over another member of the same side is a longer way to say the same.
    RETURN a, b, 2 AS hops, min(CASE WHEN NOT n IN some + others THEN n.id END) AS via
  }
  WITH a, b, hops, via
  ORDER BY hops
  WITH a, b, head(collect([hops, via])) AS way
  RETURN collect([a, b] + way) AS near // the two, how many steps, and over what
}
CALL (some, others, near) {
  UNWIND near AS way
  WITH way[0] AS a, way[1] AS b, way[2] AS hops
  WHERE hops = 1
  MATCH path = (a)-[:AFFILIATED_WITH]-(b)
  RETURN a, b, path
  UNION
  UNWIND near AS way
  WITH way[0] AS a, way[1] AS b, way[3] AS via
  WHERE via IS NOT NULL
  CALL (via) {
    MATCH (n:Event {id: via}) RETURN n
    UNION
    MATCH (n:Policy {id: via}) RETURN n
    UNION
    MATCH (n:Statement {id: via}) RETURN n
    UNION
    MATCH (n:Actor {id: via}) RETURN n
  }
  MATCH path = (a)-[:INITIATED|TARGETS|ISSUED|SAID|ABOUT|AFFILIATED_WITH]-(n)-[:INITIATED|TARGETS|ISSUED|SAID|ABOUT|AFFILIATED_WITH]-(b)
  RETURN a, b, path
  UNION
  // Longer ways are of account only where those are fewer than asked for.
  UNWIND CASE WHEN size([way IN near WHERE way[2] = 1 OR way[3] IS NOT NULL]) < $limit THEN some ELSE [] END AS a
  UNWIND others AS b
  WITH a, b, some + others AS ends, near
  WHERE a <> b AND none(way IN near WHERE way[0] = a AND way[1] = b)
  MATCH path = allShortestPaths((a)-[:INITIATED|TARGETS|ISSUED|SAID|ABOUT|AFFILIATED_WITH|FORESEES|EXPRESSES*..6]-(b))
  WHERE none(n IN nodes(path) WHERE coalesce(n.status, '') IN ['proposed', 'planned', 'hypothetical', 'denied', 'rejected'] AND NOT n.status IN $include)
  WITH a, b, path, ends
  WHERE none(n IN nodes(path)[1..-1] WHERE n IN ends) // asked afterwards: it would search every way
  RETURN a, b, path
}
// Of each two the path with the smallest ids, so that the picture is the same every time.
WITH a, b, path
ORDER BY [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')]
WITH a, b, head(collect(path)) AS path
ORDER BY length(path), [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')]
LIMIT $limit
RETURN path
ORDER BY length(path), [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
