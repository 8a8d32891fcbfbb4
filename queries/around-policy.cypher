// Events around a policy
//
// Question: What happened between those whom this policy concerns before it and after it, and of what
//   can that not be told?
// Category: Policies
// Answer: table
//
// Parameter policy: string, required. A policy's id, or words that are all in its name (in any order).
// Parameter days: int, default 365. Leave out what is surely further away than so many days.
// Parameter include: strings of planned | hypothetical | denied, default []. What has not happened, or
//   is said not to have, is left out unless listed here.
// Parameter limit: int, default 100. At most so many rows.
//
// Column policy: its name
// Column enacted: its date, or span of dates
// Column order: before, after or cannot tell; an event that enacts the policy is neither
// Column why: what the order rests on: the dates, the text's own words, or why it cannot be told
// Column when: the date, or span of dates, that the words give
// Column dated: what the date rests on: explicit or relative words, or publication (no words: the
//   article's date stands in)
// Column status: occurred, ongoing, planned, hypothetical, denied or unknown
// Column actors: all who did it
// Column type: PLOVER event type
// Column event: what happened, in one line
// Column targets: all to whom it was done
// Column id: the id, for query evidence
//
// Example: policy = 'fishing licences'
:param policy => 'fishing licences';
:param days => 365;
:param include => [];
:param limit => 100;

// Which policy $policy is: by id, or by words that are all in its name.
CALL () {
  MATCH (p:Policy {id: $policy})
  RETURN p
  UNION
  CALL db.index.fulltext.queryNodes('fact_words', reduce(all = '', word IN [w IN split($policy, ' ') WHERE w <> ''] | all + ' +"' + replace(replace(word, '\\', '\\\\'), '"', '\\"') + '"')) YIELD node AS p
  WITH p
  WHERE p:Policy
  RETURN p
}
// Those whom it concerns, and of a state all who act for it.
CALL (p) {
  MATCH (x:Actor)-[:ISSUED]->(p)
  CALL (x) {
    RETURN x AS member
    UNION
    MATCH (member:Actor {country: x.country})
    WHERE (x:Country OR x.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
      AND (member:Country OR member.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
    RETURN member
  }
  RETURN collect(DISTINCT member) AS issuers
}
CALL (p) {
  MATCH (p)-[:TARGETS]->(x:Actor)
  CALL (x) {
    RETURN x AS member
    UNION
    MATCH (member:Actor {country: x.country})
    WHERE (x:Country OR x.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
      AND (member:Country OR member.sector IN ['GOV', 'MIL', 'COP', 'SPY', 'LEG', 'JUD'])
    RETURN member
  }
  RETURN collect(DISTINCT member) AS targets
}
// What they did to each other, and what the text itself sets before or after the policy.
CALL (p, issuers, targets) {
  UNWIND issuers AS by
  MATCH (by)-[:INITIATED]->(e:Event)
  WHERE size(targets) = 0 OR EXISTS { MATCH (e)-[:TARGETS]->(x:Actor) WHERE x IN targets }
  RETURN e
  UNION
  UNWIND targets AS by
  MATCH (by)-[:INITIATED]->(e:Event)-[:TARGETS]->(x:Actor)
  WHERE x IN issuers
  RETURN e
  UNION
  MATCH (p)<-[:ENACTS]-(:Event)-[:AFTER]-(e:Event)
  RETURN e
}
WITH DISTINCT p, e
WHERE NOT EXISTS { (e)-[:ENACTS]->(p) }
  AND (NOT e.status IN ['planned', 'hypothetical', 'denied', 'rejected'] OR e.status IN $include)
// What no words date is only known to be no later than its report, or no earlier where it is planned.
WITH p, e,
  CASE WHEN e.dateBasis = 'publication' AND e.status <> 'planned' THEN null ELSE e.startDate END AS earliest,
  CASE WHEN e.dateBasis = 'publication' AND NOT e.status IN ['occurred', 'unknown'] THEN null ELSE e.endDate END AS latest,
  EXISTS { (e)-[:AFTER]->(:Event)-[:ENACTS]->(p) } AS saidAfter,
  EXISTS { (e)<-[:AFTER]-(:Event)-[:ENACTS]->(p) } AS saidBefore
WHERE coalesce(latest >= p.startDate - duration({days: $days}), true)
  AND coalesce(earliest <= p.endDate + duration({days: $days}), true)
WITH p, e, earliest, latest,
  saidAfter AND NOT saidBefore AS saidAfter, saidBefore AND NOT saidAfter AS saidBefore,
  p.dateBasis = 'publication' AS loose
WITH p, e, CASE
    WHEN saidBefore THEN ['before', 'the text says so']
    WHEN saidAfter THEN ['after', 'the text says so']
    WHEN loose THEN ['cannot tell', 'the policy has no date']
    WHEN latest < p.startDate THEN ['before', 'dates']
    WHEN earliest > p.endDate THEN ['after', 'dates']
    WHEN e.dateBasis = 'publication' OR e.startDate IS NULL AND e.endDate IS NULL THEN ['cannot tell', 'the event has no date']
    WHEN earliest = latest AND p.startDate = p.endDate AND earliest = p.startDate THEN ['cannot tell', 'the same day']
    ELSE ['cannot tell', 'the dates overlap']
  END AS answer
RETURN p.name AS policy, p.when AS enacted, answer[0] AS order, answer[1] AS why, e.when AS when, e.dateBasis AS dated, e.status AS status,
  COLLECT { MATCH (by:Actor)-[:INITIATED]->(e) RETURN by.name ORDER BY by.name, by.id } AS actors,
  e.type AS type, e.name AS event,
  COLLECT { MATCH (e)-[:TARGETS]->(target:Actor) RETURN target.name ORDER BY target.name, target.id } AS targets,
  e.id AS id
ORDER BY p.id, CASE order WHEN 'before' THEN 1 WHEN 'cannot tell' THEN 2 ELSE 3 END, e.endDate, e.startDate, id
LIMIT $limit;
