// Picture: a policy and everything around it
//
// Question: Who made this policy, whom does it target, who speaks of it and what came after?
// Category: Pictures
// Answer: picture
//
// Parameter policy: string, required. A policy's id, or words that are all in its name (in any order).
// Parameter limit: int, default 30. At most so many facts, those with most reports first; a picture
//   holds a few dozen.
//
// Column path: nodes and relationships to look at
//
// Example: policy = 'fishing licences'
:param policy => 'fishing licences';
:param limit => 30;

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
CALL (p) {
  MATCH path = (:Actor)-[:ISSUED]->(p)
  RETURN path, 1 AS part
  UNION
  MATCH path = (p)-[:TARGETS]->(:Actor)
  RETURN path, 1 AS part
  UNION
  MATCH path = (p)<-[:ABOUT]-(:Statement)<-[:SAID]-(:Actor)
  RETURN path, 2 AS part
  UNION
  // The event that enacts it would be the policy drawn twice: only what the text sets before or after it.
  MATCH (p)<-[:ENACTS]-(:Event)-[:AFTER]-(e:Event)
  WHERE NOT EXISTS { (e)-[:ENACTS]->(p) }
  MATCH did = (:Actor)-[:INITIATED]->(e)
  OPTIONAL MATCH (e)-[:TARGETS]->(target:Actor)
  WITH e, did, target
  OPTIONAL MATCH whole = (by:Actor)-[:INITIATED]->(e)-[:TARGETS]->(target)
  WHERE by = nodes(did)[0]
  RETURN coalesce(whole, did) AS path, 3 AS part
}
WITH p, path, part
ORDER BY p.id, part, [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')]
LIMIT $limit
RETURN path
ORDER BY p.id, part, [n IN nodes(path) | n.id], [way IN relationships(path) | type(way) + coalesce(way.role, '')];
