// Conflict and cooperation by month
//
// Question: How do conflict and cooperation between these two stand, month by month?
// Category: Who did what
// Answer: table
//
// Parameter actor: actor, required. One side: an id, country code, name or alias; a country stands for
//   all who act for its state.
// Parameter other: actor, required. The other side, likewise.
// Parameter include: strings of planned | hypothetical | denied, default []. What has not happened, or
//   is said not to have, is left out unless listed here.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
//
// Column month: '2025-06' for events that surely lie within that month; 'spans months' for those that
//   may lie in several, and 'undated' for those that no words date, have rows of their own
// Column direction: who acted upon whom, in the parameters' words; mutual where both did
// Column verbalCooperation: number of such events (quad class 1)
// Column materialCooperation: quad class 2
// Column verbalConflict: quad class 3
// Column materialConflict: quad class 4
// Column events: number of events
// Column goldstein: mean PLOVER score, from -10 (conflict) to 10 (cooperation)
//
// Example: actor = 'United States', other = 'Mexico'
:param actor => 'United States';
:param other => 'Mexico';
:param include => [];
:param from => null;
:param to => null;

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
  UNWIND actorSide AS by
  MATCH (by)-[:INITIATED]->(e:Event)-[:TARGETS]->(target:Actor)
  WHERE target IN otherSide
  RETURN e, 1 AS forth, 0 AS back
  UNION
  UNWIND otherSide AS by
  MATCH (by)-[:INITIATED]->(e:Event)-[:TARGETS]->(target:Actor)
  WHERE target IN actorSide
  RETURN e, 0 AS forth, 1 AS back
}
WITH e, CASE max(forth) + 2 * max(back) WHEN 1 THEN $actor + ' > ' + $other WHEN 2 THEN $other + ' > ' + $actor ELSE 'mutual' END AS direction
WHERE (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
  AND ($from IS NULL OR e.endDate IS NULL OR e.endDate >= date($from))
  AND ($to IS NULL OR e.startDate IS NULL OR e.startDate <= date($to))
WITH e, direction,
  CASE
    WHEN e.dateBasis = 'publication' OR e.startDate IS NULL AND e.endDate IS NULL THEN 'undated'
    WHEN left(toString(e.startDate), 7) = left(toString(e.endDate), 7) THEN left(toString(e.startDate), 7)
    ELSE 'spans months'
  END AS month
RETURN month, direction,
  count(CASE e.quadClass WHEN 1 THEN 1 END) AS verbalCooperation,
  count(CASE e.quadClass WHEN 2 THEN 1 END) AS materialCooperation,
  count(CASE e.quadClass WHEN 3 THEN 1 END) AS verbalConflict,
  count(CASE e.quadClass WHEN 4 THEN 1 END) AS materialConflict,
  count(e) AS events, round(avg(e.goldstein), 1) AS goldstein
ORDER BY month, direction;
