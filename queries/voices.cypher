// Who is quoted, and for whom they speak
//
// Question: Whose words make the news, in what office, and with which stances?
// Category: Words
// Answer: table
//
// Parameter about: actor, default null. Only words about this actor: an id, country code, name or
//   alias; a country stands for all who act for its state.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column speaker: who is quoted
// Column country: country code
// Column sector: PLOVER sector code
// Column offices: roles, and where
// Column statements: number of statements
// Column unnamed: how many of them gave no name
// Column critical: how many oppose, deny or warn
// Column favourable: how many support
// Column publishers: number of publishers that quote the actor
// Column id: the id of the speaker
:param about => null;
:param from => null;
:param to => null;
:param limit => 100;

// Who $about is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $about AS asked
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
  RETURN collect(DISTINCT member) AS aboutSide
}
CALL (aboutSide) {
  UNWIND aboutSide AS x
  MATCH (x)<-[:ABOUT]-(s:Statement)
  RETURN s
  UNION
  UNWIND CASE WHEN $about IS NULL THEN ['all'] ELSE [] END AS every
  MATCH (s:Statement)
  RETURN s
}
MATCH (by:Actor)-[said:SAID]->(s)
WHERE ($from IS NULL OR s.endDate IS NULL OR s.endDate >= date($from))
  AND ($to IS NULL OR s.startDate IS NULL OR s.startDate <= date($to))
WITH by, count(DISTINCT s) AS statements, count(DISTINCT CASE WHEN said.anonymous THEN s END) AS unnamed, collect(DISTINCT s) AS all
RETURN by.name AS speaker, by.country AS country, by.sector AS sector,
  COLLECT { MATCH (by)-[r:AFFILIATED_WITH]->(of:Actor) RETURN r.role + CASE r.role WHEN 'of' THEN ' ' ELSE ', ' END + of.name AS office ORDER BY office } AS offices,
  statements, unnamed,
  size([s IN all WHERE EXISTS { MATCH (s)-[about:ABOUT]->() WHERE about.stance IN ['opposes', 'denies', 'warns'] }]) AS critical,
  size([s IN all WHERE EXISTS { MATCH (s)-[about:ABOUT]->() WHERE about.stance = 'supports' }]) AS favourable,
  COUNT { UNWIND all AS s MATCH (s)-[:REPORTED_IN]->(art:Article) RETURN DISTINCT coalesce(art.publisher, art.id) } AS publishers,
  by.id AS id
ORDER BY statements DESC, id
LIMIT $limit;
