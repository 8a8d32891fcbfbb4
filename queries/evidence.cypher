// The evidence of a fact
//
// Question: Who reports this fact, in which words, and how do the reports differ?
// Category: Evidence
// Answer: table
//
// Parameter id: string, required. The id of an event, a policy or a statement.
//
// Column published: day of publication
// Column publisher: who published it
// Column article: its title
// Column dataset: news (read from the text), gdelt and the like
// Column quote: the sentence
// Column in: 'title' where it stands there, else 'text'
// Column start: where it starts, in Unicode code points
// Column end: where it ends, not included
// Column status: the status in this report
// Column startDate: first possible day, in this report
// Column endDate: last possible day, in this report
// Column dateText: the words for the date
// Column sources: the words for who did or said it
// Column targets: the words for whom it was done to
// Column attributedTo: the sources that the article names
// Column figures: amounts, verbatim
// Column url: where it was published
// Column articleId: the id of the article
//
// Example: id = 'event:b9472f5c14236aa08890'
:param id => 'event:b9472f5c14236aa08890';

CALL () {
  MATCH (f:Event {id: $id})
  RETURN f
  UNION
  MATCH (f:Policy {id: $id})
  RETURN f
  UNION
  MATCH (f:Statement {id: $id})
  RETURN f
}
MATCH (f)-[r:REPORTED_IN]->(art:Article)
RETURN art.publishedOn AS published, art.publisher AS publisher, art.title AS article, r.dataset AS dataset,
  r.quote AS quote, coalesce(r.in, 'text') AS in, r.start AS start, r.end AS end, r.status AS status,
  r.startDate AS startDate, r.endDate AS endDate, r.dateText AS dateText,
  coalesce(r.sourcesAs, []) AS sources, coalesce(r.targetsAs, []) AS targets,
  coalesce(r.attributedTo, []) AS attributedTo, coalesce(r.figures, []) AS figures,
  art.url AS url, art.id AS articleId
ORDER BY published, articleId, dataset, r.key;
