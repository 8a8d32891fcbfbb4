// What an actor says
//
// Question: What does this actor say, about what, and to whom was it said?
// Category: Words
// Answer: table
//
// Parameter actor: actor, required. Whom the question is about: an id, country code, name or alias; a
//   country stands for all who act for its state.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column when: the date, or span of dates, that the words give
// Column speaker: who said it
// Column as: the words that the report used for the speaker
// Column cue: the word of saying
// Column text: the words
// Column about: what it is about, each with the stance
// Column via: the outlet that was spoken to
// Column anonymous: true where the speaker has no name
// Column reports: number of independent reports
// Column id: the id of the statement, for query evidence
//
// Example: actor = 'Mexico'
:param actor => 'Mexico';
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
UNWIND actorSide AS by
MATCH (by)-[said:SAID]->(s:Statement)
WHERE ($from IS NULL OR s.endDate IS NULL OR s.endDate >= date($from))
  AND ($to IS NULL OR s.startDate IS NULL OR s.startDate <= date($to))
WITH s, by, said
ORDER BY s.endDate, s.startDate, s.id, by.id
LIMIT $limit
OPTIONAL MATCH (outlet:Actor {id: said.via})
RETURN s.when AS when, by.name AS speaker, said.as AS as, said.cue AS cue, coalesce(s.text, s.name) AS text,
  COLLECT { MATCH (s)-[about:ABOUT]->(x:Actor|Event|Policy) RETURN coalesce(about.stance, 'neutral') + ': ' + coalesce(x.name, x.id) AS topic ORDER BY topic } AS about,
  coalesce(outlet.name, said.via) AS via, coalesce(said.anonymous, false) AS anonymous, s.independentReports AS reports, s.id AS id
ORDER BY s.endDate, s.startDate, id, by.id;
