CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT policy_id IF NOT EXISTS FOR (n:Policy) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entente_meta_id IF NOT EXISTS FOR (n:EntenteMeta) REQUIRE n.id IS UNIQUE;
CREATE INDEX article_url IF NOT EXISTS FOR (n:Article) ON (n.url);
CREATE INDEX article_source_id IF NOT EXISTS FOR (n:Article) ON (n.sourceId);
CREATE INDEX article_content_hash IF NOT EXISTS FOR (n:Article) ON (n.contentHash);
CREATE INDEX article_published_on IF NOT EXISTS FOR (n:Article) ON (n.publishedOn);
CREATE INDEX actor_name IF NOT EXISTS FOR (n:Actor) ON (n.name);
CREATE INDEX actor_country IF NOT EXISTS FOR (n:Actor) ON (n.country);
CREATE INDEX event_start_date IF NOT EXISTS FOR (n:Event) ON (n.startDate);
CREATE INDEX event_type IF NOT EXISTS FOR (n:Event) ON (n.type);
CREATE INDEX event_status IF NOT EXISTS FOR (n:Event) ON (n.status);
CREATE INDEX event_first_reported IF NOT EXISTS FOR (n:Event) ON (n.firstReported);
CREATE INDEX event_first_loaded IF NOT EXISTS FOR (n:Event) ON (n.firstLoaded);
CREATE INDEX policy_kind IF NOT EXISTS FOR (n:Policy) ON (n.kind);
CREATE INDEX policy_start_date IF NOT EXISTS FOR (n:Policy) ON (n.startDate);
CREATE INDEX statement_start_date IF NOT EXISTS FOR (n:Statement) ON (n.startDate);
CREATE INDEX entente_meta_of IF NOT EXISTS FOR (n:EntenteMeta) ON (n.of);
CREATE INDEX entente_meta_article IF NOT EXISTS FOR (n:EntenteMeta) ON (n.article);
CREATE INDEX entente_meta_content_hash IF NOT EXISTS FOR (n:EntenteMeta) ON (n.contentHash);
CREATE FULLTEXT INDEX actor_names IF NOT EXISTS FOR (n:Actor) ON EACH [n.name, n.aliases];
CREATE FULLTEXT INDEX fact_words IF NOT EXISTS FOR (n:Event|Policy|Statement) ON EACH [n.name, n.text];
CREATE FULLTEXT INDEX report_quotes IF NOT EXISTS FOR ()-[r:REPORTED_IN]-() ON EACH [r.quote];
MERGE (m:EntenteMeta {id: 'writer'}) SET m.turn = coalesce(m.turn, 0) + 1;
UNWIND $rows AS row MERGE (n:Article {id: row.id}) SET n = row.props;
UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:Country RETURN row.id, properties(n);
UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:Region RETURN row.id, properties(n);
UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:Person RETURN row.id, properties(n);
UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:Organization RETURN row.id, properties(n);
UNWIND $rows AS row MERGE (n:Actor {id: row.id}) ON CREATE SET n:Group RETURN row.id, properties(n);
UNWIND $rows AS row MERGE (n:Event {id: row.id}) RETURN row.id, n.reports IS NULL;
UNWIND $rows AS row MATCH (n:Event {id: row.id}) SET n = row.props;
UNWIND $rows AS row MATCH (n:Event {id: row.id}) REMOVE n:Planned:Hypothetical:Denied;
UNWIND $rows AS row MATCH (n:Event {id: row.id}) CALL (n) { MATCH (n)-[r:TARGETS|ENACTS|FORESEES|AFTER|OCCURRED_IN]->() RETURN r UNION MATCH (n)<-[r:INITIATED]-() RETURN r } DELETE r;
UNWIND $rows AS row MATCH (n:Event {id: row.id})-[r:REPORTED_IN]->(a:Article) RETURN n.id, properties(r), a.id;
UNWIND $rows AS row MATCH (n:Event {id: row.id}) DETACH DELETE n;
UNWIND $rows AS row MERGE (n:Policy {id: row.id}) RETURN row.id, n.reports IS NULL;
UNWIND $rows AS row MATCH (n:Policy {id: row.id}) SET n = row.props;
UNWIND $rows AS row MATCH (n:Policy {id: row.id}) REMOVE n:Planned:Hypothetical:Denied;
UNWIND $rows AS row MATCH (n:Policy {id: row.id}) CALL (n) { MATCH (n)-[r:TARGETS]->() RETURN r UNION MATCH (n)<-[r:ISSUED]-() RETURN r } DELETE r;
UNWIND $rows AS row MATCH (n:Policy {id: row.id})-[r:REPORTED_IN]->(a:Article) RETURN n.id, properties(r), a.id;
UNWIND $rows AS row MATCH (n:Policy {id: row.id}) DETACH DELETE n;
UNWIND $rows AS row MERGE (n:Statement {id: row.id}) RETURN row.id, n.reports IS NULL;
UNWIND $rows AS row MATCH (n:Statement {id: row.id}) SET n = row.props;
UNWIND $rows AS row MATCH (n:Statement {id: row.id}) REMOVE n:Planned:Hypothetical:Denied;
UNWIND $rows AS row MATCH (n:Statement {id: row.id}) CALL (n) { MATCH (n)-[r:ABOUT|EXPRESSES]->() RETURN r UNION MATCH (n)<-[r:SAID]-() RETURN r } DELETE r;
UNWIND $rows AS row MATCH (n:Statement {id: row.id})-[r:REPORTED_IN]->(a:Article) RETURN n.id, properties(r), a.id;
UNWIND $rows AS row MATCH (n:Statement {id: row.id}) DETACH DELETE n;
UNWIND $rows AS row MATCH (a:Actor {id: row.start}) MATCH (b:Event {id: row.end}) CREATE (a)-[r:INITIATED]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:TARGETS]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Policy {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:TARGETS]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Actor {id: row.start}) MATCH (b:Policy {id: row.end}) CREATE (a)-[r:ISSUED]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Actor {id: row.start}) MATCH (b:Statement {id: row.end}) CREATE (a)-[r:SAID]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Statement {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:ABOUT]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Statement {id: row.start}) MATCH (b:Policy {id: row.end}) CREATE (a)-[r:ABOUT]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Statement {id: row.start}) MATCH (b:Event {id: row.end}) CREATE (a)-[r:ABOUT]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Policy {id: row.end}) CREATE (a)-[r:ENACTS]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Event {id: row.end}) CREATE (a)-[r:FORESEES]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Event {id: row.end}) CREATE (a)-[r:AFTER]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Statement {id: row.start}) MATCH (b:Event {id: row.end}) CREATE (a)-[r:EXPRESSES]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:OCCURRED_IN]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Actor {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:AFFILIATED_WITH]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Event {id: row.start}) MATCH (b:Article {id: row.end}) CREATE (a)-[r:REPORTED_IN]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Policy {id: row.start}) MATCH (b:Article {id: row.end}) CREATE (a)-[r:REPORTED_IN]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Statement {id: row.start}) MATCH (b:Article {id: row.end}) CREATE (a)-[r:REPORTED_IN]->(b) SET r = row.props;
UNWIND $rows AS row MATCH (a:Article {id: row.start}) MATCH (b:Actor {id: row.end}) CREATE (a)-[r:MENTIONS]->(b) SET r = row.props;
UNWIND $rows AS row
MATCH (a:Actor {id: row.start}) MATCH (b:Actor {id: row.end})
MERGE (a)-[r:AFFILIATED_WITH {role: row.role}]->(b)
ON CREATE SET r = row.props
ON MATCH SET r.reports = r.reports + row.props.reports,
  r.basis = CASE 'text' WHEN r.basis THEN 'text' ELSE row.props.basis END,
  r.firstReported = CASE WHEN r.firstReported <= row.props.firstReported THEN r.firstReported ELSE coalesce(row.props.firstReported, r.firstReported) END,
  r.lastReported = CASE WHEN r.lastReported >= row.props.lastReported THEN r.lastReported ELSE coalesce(row.props.lastReported, r.lastReported) END;
