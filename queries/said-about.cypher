// Who said what about whom
//
// Question: Who has said what about this actor?
// Category: Words
// Answer: table
//
// Parameter about: actor, required. Who is spoken of: an id, country code, name or alias; a country
//   stands for all who act for its state.
// Parameter speaker: actor, default null. Only what this actor said, likewise.
// Parameter stances: strings of asserts | denies | supports | opposes | warns | demands | neutral,
//   default []. Only these stances; none means all.
// Parameter from: date, default null. Only what can have happened on this day or later; what has no
//   date of its own counts by its article's.
// Parameter to: date, default null. Only what can have happened on this day or earlier.
// Parameter limit: int, default 100. At most so many rows.
//
// Column when: the date, or span of dates, that the words give
// Column speaker: who said it
// Column as: the words that the report used for the speaker
// Column cue: the word of saying
// Column stance: asserts, denies, supports, opposes, warns, demands or neutral
// Column about: who is spoken of
// Column text: the words
// Column form: direct, mixed or indirect
// Column via: the outlet that was spoken to
// Column id: the id of the statement, for query evidence
//
// Example: about = 'United States', speaker = 'Mexico'
:param about => 'United States';
:param speaker => null;
:param stances => [];
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
// Who $speaker is: by id, country code, name or alias, a country with all who act for its state.
CALL () {
  WITH $speaker AS asked
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
  RETURN collect(DISTINCT member) AS speakerSide
}
UNWIND aboutSide AS x
MATCH (by:Actor)-[said:SAID]->(s:Statement)-[about:ABOUT]->(x)
WHERE ($speaker IS NULL OR by IN speakerSide)
  AND (size($stances) = 0 OR about.stance IN $stances)
  AND ($from IS NULL OR s.endDate IS NULL OR s.endDate >= date($from))
  AND ($to IS NULL OR s.startDate IS NULL OR s.startDate <= date($to))
OPTIONAL MATCH (outlet:Actor {id: said.via})
RETURN s.when AS when, by.name AS speaker, said.as AS as, said.cue AS cue, about.stance AS stance, x.name AS about,
  coalesce(s.text, s.name) AS text, s.form AS form, coalesce(outlet.name, said.via) AS via, s.id AS id
ORDER BY s.endDate, s.startDate, id, by.id, x.id
LIMIT $limit;
