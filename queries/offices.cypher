// People and their offices
//
// Question: Who holds or held which office, where, and since when is it reported?
// Category: Who did what
// Answer: table
//
// Parameter actor: actor, required. A person, a body or a country: an id, country code, name or alias;
//   a country stands for all who act for its state.
// Parameter limit: int, default 100. At most so many rows.
//
// Column person: who has the office (or the body that belongs to a state)
// Column role: the office, in the articles' words
// Column of: where
// Column country: country code of the person or body
// Column sector: PLOVER sector code
// Column firstReported: earliest article that says so
// Column lastReported: latest article that says so
// Column articles: number of articles that say so
// Column basis: text, or gazetteer where no article says so
// Column id: the person's id
//
// Example: actor = 'Mexico'
:param actor => 'Mexico';
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
  UNWIND actorSide AS member
  MATCH (member)-[r:AFFILIATED_WITH]->(:Actor)
  RETURN r
  UNION
  UNWIND actorSide AS member
  MATCH (member)<-[r:AFFILIATED_WITH]-(:Actor)
  RETURN r
}
WITH r, startNode(r) AS who, endNode(r) AS body
RETURN who.name AS person, r.role AS role, body.name AS of, who.country AS country, who.sector AS sector,
  r.firstReported AS firstReported, r.lastReported AS lastReported, r.reports AS articles, r.basis AS basis, who.id AS id
ORDER BY person, id, of, body.id, role
LIMIT $limit;
