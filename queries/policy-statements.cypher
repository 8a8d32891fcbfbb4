// Who says what about a policy
//
// Question: Who supports, opposes or comments on this policy, in which words?
// Category: Policies
// Answer: table
//
// Parameter policy: string, required. A policy's id, or words that are all in its name (in any order).
// Parameter limit: int, default 100. At most so many rows.
//
// Column policy: its name
// Column stance: asserts, denies, supports, opposes, warns, demands or neutral
// Column speaker: who said it
// Column speaksFor: offices of the speaker
// Column when: the date, or span of dates, that the words give
// Column text: the words
// Column about: the policy, or the event that enacts it
// Column id: the id of the statement, for query evidence
//
// Example: policy = 'fishing licences'
:param policy => 'fishing licences';
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
CALL (p) {
  RETURN p AS topic
  UNION
  MATCH (topic:Event)-[:ENACTS]->(p)
  RETURN topic
}
MATCH (by:Actor)-[:SAID]->(s:Statement)-[about:ABOUT]->(topic)
RETURN p.name AS policy, about.stance AS stance, by.name AS speaker,
  COLLECT { MATCH (by)-[r:AFFILIATED_WITH]->(of:Actor) RETURN r.role + CASE r.role WHEN 'of' THEN ' ' ELSE ', ' END + of.name AS office ORDER BY office } AS speaksFor,
  s.when AS when, coalesce(s.text, s.name) AS text, topic.name AS about, s.id AS id
ORDER BY p.id, stance, s.endDate, s.startDate, id, by.id, topic.id
LIMIT $limit;
