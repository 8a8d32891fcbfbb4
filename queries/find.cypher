// Find facts by words
//
// Question: Which events, policies and statements have these words?
// Category: Look up
// Answer: table
//
// Parameter words: string, required. Words that must all be in the name or text; in any order,
//   capitals do not matter.
// Parameter kinds: strings of Event | Policy | Statement, default []. Only these kinds; none means
//   all.
// Parameter limit: int, default 100. At most so many rows.
//
// Column kind: Event, Policy or Statement
// Column when: the date, or span of dates, that the words give
// Column status: of an event or policy
// Column name: the fact in one line
// Column reports: number of independent reports
// Column score: how well the words fit, by the full-text index
// Column id: the id, for query evidence
//
// Example: words = 'tariffs'
:param words => 'tariffs';
:param kinds => [];
:param limit => 100;

CALL db.index.fulltext.queryNodes('fact_words', reduce(all = '', word IN [w IN split($words, ' ') WHERE w <> ''] | all + ' +"' + replace(replace(word, '\\', '\\\\'), '"', '\\"') + '"')) YIELD node AS f, score
WITH f, score, [label IN labels(f) WHERE label IN ['Event', 'Policy', 'Statement']][0] AS kind
WHERE size($kinds) = 0 OR kind IN $kinds
RETURN kind, f.when AS when, f.status AS status, f.name AS name, f.independentReports AS reports,
  round(score, 2) AS score, f.id AS id
ORDER BY score DESC, id
LIMIT $limit;
