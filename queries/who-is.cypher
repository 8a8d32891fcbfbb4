// Find actors by name
//
// Question: Whom does the graph know under these words, and by which names, offices and ids?
// Category: Look up
// Answer: table
//
// Parameter name: string, required. Words of a name or alias; whoever has more of them comes first.
// Parameter limit: int, default 20. At most so many rows.
//
// Column name: the name that most reports use
// Column kind: Country, Region, Person, Organization or Group
// Column country: country code
// Column sector: PLOVER sector code
// Column aliases: other names
// Column offices: roles, and where
// Column facts: number of events, policies and statements that the actor has a part in
// Column score: how well the words fit
// Column id: the id, good for every parameter that takes an actor
//
// Example: name = 'Mexico'
:param name => 'Mexico';
:param limit => 20;

CALL db.index.fulltext.queryNodes('actor_names', reduce(any = '', word IN [w IN split($name, ' ') WHERE w <> ''] | any + ' "' + replace(replace(word, '\\', '\\\\'), '"', '\\"') + '"')) YIELD node AS a, score
RETURN a.name AS name, [label IN labels(a) WHERE label <> 'Actor'][0] AS kind, a.country AS country, a.sector AS sector,
  coalesce(a.aliases, []) AS aliases,
  COLLECT { MATCH (a)-[r:AFFILIATED_WITH]->(of:Actor) RETURN r.role + CASE r.role WHEN 'of' THEN ' ' ELSE ', ' END + of.name AS office ORDER BY office } AS offices,
  COUNT { (a)-[:INITIATED|ISSUED|SAID]->() } + COUNT { (a)<-[:TARGETS|ABOUT]-() } AS facts,
  round(score, 2) AS score, a.id AS id
ORDER BY score DESC, facts DESC, id
LIMIT $limit;
