// With whom an actor gets along
//
// Question: With whom does this actor cooperate, and with whom is it in conflict?
// Category: Who did what
// Answer: table
//
// Parameter actor: actor, required. Whom the question is about: an id, country code, name or alias; a
//   country stands for all who act for its state.
// Parameter include: strings of planned | hypothetical | denied, default []. What has not happened, or
//   is said not to have, is left out unless listed here.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column other: the other side; all who act for a state count as its country
// Column acted: events in which the actor acted upon the other
// Column suffered: events in which the other acted upon the actor
// Column cooperation: events of quad classes 1 and 2
// Column conflict: events of quad classes 3 and 4
// Column goldstein: mean PLOVER score, from -10 (conflict) to 10 (cooperation)
// Column id: the other side's id
//
// Example: actor = 'Mexico'
:param actor => 'Mexico';
:param include => [];
:param from => null;
:param to => null;
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
  MATCH (member)-[:INITIATED]->(e:Event)-[:TARGETS]->(x:Actor)
  WHERE NOT x IN actorSide
  RETURN e, x, 1 AS forth, 0 AS back
  UNION
  UNWIND actorSide AS member
  MATCH (member)<-[:TARGETS]-(e:Event)<-[:INITIATED]-(x:Actor)
  WHERE NOT x IN actorSide
  RETURN e, x, 0 AS forth, 1 AS back
}
WITH e, x, forth, back
WHERE (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
  AND ($from IS NULL OR e.endDate IS NULL OR e.endDate >= date($from))
  AND ($to IS NULL OR e.startDate IS NULL OR e.startDate <= date($to))
WITH e, CASE WHEN x.country IS NOT NULL AND x.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'] THEN 'country:' + x.country ELSE x.id END AS id,
  min(x.name) AS name, max(forth) AS forth, max(back) AS back
OPTIONAL MATCH (state:Actor {id: id})
WITH id, min(coalesce(state.name, name)) AS other, collect(e) AS events, sum(forth) AS acted, sum(back) AS suffered
RETURN other, acted, suffered,
  size([e IN events WHERE e.quadClass IN [1, 2]]) AS cooperation,
  size([e IN events WHERE e.quadClass IN [3, 4]]) AS conflict,
  round(reduce(sum = 0.0, e IN events | sum + coalesce(e.goldstein, 0.0)) / size(events), 1) AS goldstein, id
ORDER BY acted + suffered DESC, id
LIMIT $limit;
