package graph

// A Label is a node's label.
type Label string

// The labels. Every Actor has one of the five kinds as well, and an Event may
// have the label of its status.
const (
	ArticleLabel   Label = "Article"
	ActorLabel     Label = "Actor"
	EventLabel     Label = "Event"
	PolicyLabel    Label = "Policy"
	StatementLabel Label = "Statement"

	Country      Label = "Country"
	Region       Label = "Region"
	Person       Label = "Person"
	Organization Label = "Organization"
	Group        Label = "Group"

	PlannedLabel      Label = "Planned"
	HypotheticalLabel Label = "Hypothetical"
	DeniedLabel       Label = "Denied"
	RejectedLabel     Label = "Rejected"

	// MetaLabel marks what the program keeps for itself; no part of the graph
	// that is compared or counted.
	MetaLabel Label = "EntenteMeta"
)

// ActorKinds are the second labels of an Actor.
func ActorKinds() []Label { return []Label{Country, Region, Person, Organization, Group} }

// StatusLabels are the labels that a fact has by its status.
func StatusLabels() []Label {
	return []Label{PlannedLabel, HypotheticalLabel, DeniedLabel, RejectedLabel}
}

// FactLabels are the labels of what is reported.
func FactLabels() []Label { return []Label{EventLabel, PolicyLabel, StatementLabel} }

// NodeLabels are the primary labels: every node has exactly one of them.
func NodeLabels() []Label {
	return []Label{ArticleLabel, ActorLabel, EventLabel, PolicyLabel, StatementLabel}
}

// A RelType is a relationship's type.
type RelType string

// The relationship types.
const (
	Initiated      RelType = "INITIATED"
	Targets        RelType = "TARGETS"
	Issued         RelType = "ISSUED"
	Said           RelType = "SAID"
	About          RelType = "ABOUT"
	Enacts         RelType = "ENACTS"
	Foresees       RelType = "FORESEES"
	After          RelType = "AFTER"
	Expresses      RelType = "EXPRESSES"
	OccurredIn     RelType = "OCCURRED_IN"
	AffiliatedWith RelType = "AFFILIATED_WITH"
	ReportedIn     RelType = "REPORTED_IN"
	Mentions       RelType = "MENTIONS"
)

// A Type is the type of a property's value.
type Type string

// The property types, in the words that docs/schema.md uses.
const (
	String   Type = "string"
	Strings  Type = "list of strings"
	Int      Type = "integer"
	Float    Type = "float"
	Bool     Type = "boolean"
	DateType Type = "date"
	DateTime Type = "datetime"
	PointGeo Type = "point"
)

// A Property describes one property of a node or relationship.
type Property struct {
	Name string
	Type Type
	Doc  string
}

// A NodeSchema describes the nodes of one primary label.
type NodeSchema struct {
	Label      Label
	Doc        string
	Properties []Property
}

// An Endpoint is a pair of primary labels that a relationship may join.
type Endpoint struct{ From, To Label }

// A RelSchema describes the relationships of one type.
type RelSchema struct {
	Type       RelType
	Doc        string
	Endpoints  []Endpoint
	Properties []Property
}

var dateProperties = []Property{
	{"startDate", DateType, "first day of the interval, included"},
	{"endDate", DateType, "last day of the interval, included"},
	{"datePrecision", String, "how exactly the words gave the date: day, week, weekend, month, quarter, season, half, year, decade, century, range or unknown"},
	{"dateText", String, "the article's words for the date"},
	{"dateBasis", String, "explicit (the words name the date), relative (they count from the article's date) or publication (no words: the article's date)"},
}

var factProperties = []Property{
	{"id", String, "the smallest of its reports' keys: stable, unique, made of content"},
	{"formerIds", Strings, "the other keys of its reports: ids that it has where only some of them are loaded"},
	{"name", String, "one readable line; '[corrected]' behind it where an analyst has corrected the fact"},
	{"caption", String, "at most 24 characters, for the circle in a picture"},
	{"when", String, "the date for people: '20 Jan 2025', 'Jan-Aug 2025', 'by 10 Aug 2025' where no words tell it, 'undated'"},
	{"contexts", Strings, "PLOVER contexts"},
	{"firstReported", DateType, "earliest date of an article that reports it"},
	{"lastReported", DateType, "latest date of an article that reports it"},
	{"firstLoaded", DateTime, "when the first of its reports was loaded"},
	{"reports", Int, "number of reports"},
	{"independentReports", Int, "number of stories that report it: articles of which the text is near-identical, or which tell of it in the same sentence, count once"},
	{"corrections", Strings, "what analysts have corrected, and why"},
	{"notes", Strings, "what analysts have noted"},
}

func join(lists ...[]Property) []Property {
	var out []Property
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// NodeSchemas describes every node, in the order of NodeLabels.
func NodeSchemas() []NodeSchema {
	return []NodeSchema{
		{ArticleLabel, "An article, or the source of a data set's rows.", []Property{
			{"id", String, "'article:' and a hash of its identity: canonical URL, unless a feed of another site gave it; else record id and file, else file"},
			{"title", String, "headline"},
			{"subtitle", String, "the line below the headline"},
			{"url", String, "where it was published"},
			{"publisher", String, "who published it"},
			{"section", String, "section of the paper"},
			{"author", String, "byline"},
			{"publishedOn", DateType, "day of publication"},
			{"publishedAt", DateTime, "moment of publication, where a time is given"},
			{"language", String, "ISO 639-1 code"},
			{"themes", Strings, "what a data set says it is about, in its vocabulary"},
			{"tone", Float, "its tone, as a data set measures it"},
			{"contentHash", String, "hash of title, text and date"},
			{"sourceId", String, "the id that the record gave"},
			{"text", String, "the whole text, only in text mode 'full'"},
			{"textMode", String, "how much text is kept: full, quote or none"},
			{"textLength", Int, "length of the text in Unicode code points"},
			{"datasets", Strings, "the data sets that tell of it: news, gdelt, ..."},
			{"sketch", Strings, "hashes of some runs of five words, by which near-identical texts are recognised"},
			{"notes", Strings, "what analysts have noted"},
			{"loader", String, "the loader that read it"},
			{"extractor", String, "name and version of what read the text"},
			{"loadedAt", DateTime, "when it was last loaded"},
			{"digest", String, "hash of all that was read from it, to tell an unchanged article"},
		}},
		{ActorLabel, "Somebody who acts, is acted upon, speaks or is spoken of. Has one more label: Country, Region, Person, Organization or Group (an unnamed collective).", []Property{
			{"id", String, "'country:MEX', 'person:claudia-sheinbaum', 'org:cia', 'group:MEX-CRM', 'region:central-america'"},
			{"name", String, "the name that most reports use"},
			{"aliases", Strings, "its other names"},
			{"formerIds", Strings, "the other ids under which reports speak of it"},
			{"notes", Strings, "what analysts have noted"},
			{"country", String, "ISO 3166-1 alpha-3, or PLOVER's IGO, UNO, EUR, NGO, ISM, IMG, MNC"},
			{"sector", String, "PLOVER sector code: GOV, MIL, COP, SPY, LEG, JUD, PTY, OPP, REB, PRM, UAF, CRM, JRN, MED (health), BUS, CVL, ..."},
			{"wikidataId", String, "Wikidata item, where known"},
		}},
		{EventLabel, "Something that somebody did, does, plans, might do or is said not to do. Also labelled Planned, Hypothetical, Denied or Rejected by its status.", join(factProperties, dateProperties, []Property{
			{"type", String, "PLOVER event type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT; none for CAMEO's comments and appeals (01 and 02), which PLOVER leaves out"},
			{"mode", String, "PLOVER mode of the type"},
			{"cameo", String, "CAMEO code"},
			{"quadClass", Int, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"},
			{"goldstein", Float, "PLOVER's conflict-cooperation score, -10 to 10"},
			{"status", String, "occurred, ongoing, planned, hypothetical, denied or unknown; rejected where an analyst has found that there is no such event"},
			{"placeName", String, "where, in words"},
			{"location", PointGeo, "where, WGS 84"},
			{"placePrecision", Int, "precision of the place as the data set gives it"},
			{"fatalitiesLow", Int, "lowest estimate of deaths"},
			{"fatalitiesBest", Int, "best estimate of deaths"},
			{"fatalitiesHigh", Int, "highest estimate of deaths"},
		}, recordProperties)},
		{PolicyLabel, "An order, a law, a designation, a sanction, an agreement and the like.", join(factProperties, dateProperties, []Property{
			{"kind", String, "executive order, law, designation, sanction, agreement, reward, declaration, programme, ..."},
			{"status", String, "proposed, planned, in force, ended or unknown; or rejected by an analyst"},
		})},
		{StatementLabel, "What somebody said.", join(factProperties, dateProperties, []Property{
			{"text", String, "the words (not in text mode 'none')"},
			{"form", String, "direct (all in quotation marks), mixed or indirect"},
			{"status", String, "rejected, where an analyst has found that nobody said it"},
		})},
	}
}

// RelSchemas describes every relationship.
func RelSchemas() []RelSchema {
	as := Property{"as", String, "the words that the report used for the actor"}
	return []RelSchema{
		{Initiated, "An actor did it.", []Endpoint{{ActorLabel, EventLabel}}, []Property{as}},
		{Targets, "Whom it was done to, or whom a policy is aimed at.", []Endpoint{{EventLabel, ActorLabel}, {PolicyLabel, ActorLabel}}, []Property{as}},
		{Issued, "Who made a policy.", []Endpoint{{ActorLabel, PolicyLabel}}, []Property{as}},
		{Said, "Who said it.", []Endpoint{{ActorLabel, StatementLabel}}, []Property{
			as,
			{"cue", String, "the word of saying: 'warned'"},
			{"via", String, "id of the outlet that was spoken to"},
			{"anonymous", Bool, "true where the speaker has no name"},
		}},
		{About, "What a statement is about.", []Endpoint{{StatementLabel, ActorLabel}, {StatementLabel, PolicyLabel}, {StatementLabel, EventLabel}}, []Property{
			{"stance", String, "asserts, denies, supports, opposes, warns, demands or neutral"},
		}},
		{Enacts, "The event that puts a policy in force.", []Endpoint{{EventLabel, PolicyLabel}}, nil},
		{Foresees, "A threat or promise, and the act in view.", []Endpoint{{EventLabel, EventLabel}}, nil},
		{After, "The text itself says that one came after the other.", []Endpoint{{EventLabel, EventLabel}}, []Property{
			{"quote", String, "the words that give the order"},
		}},
		{Expresses, "The words that are the act: a REJECT, an ACCUSE.", []Endpoint{{StatementLabel, EventLabel}}, nil},
		{OccurredIn, "Where it happened.", []Endpoint{{EventLabel, ActorLabel}}, nil},
		{AffiliatedWith, "Who holds or held which office where; a body and its state.", []Endpoint{{ActorLabel, ActorLabel}}, []Property{
			{"role", String, "the role, in the article's words"},
			{"basis", String, "text, or gazetteer where no article says so"},
			{"reports", Int, "number of articles that say so"},
			{"firstReported", DateType, "earliest date of an article that says so"},
			{"lastReported", DateType, "latest date of an article that says so"},
		}},
		{ReportedIn, "One report of one fact by one article and data set: the evidence. What the fact's node says follows from these.", []Endpoint{{EventLabel, ArticleLabel}, {PolicyLabel, ArticleLabel}, {StatementLabel, ArticleLabel}}, reportProperties()},
		{Mentions, "An article names an actor.", []Endpoint{{ArticleLabel, ActorLabel}}, []Property{
			{"dataset", String, "news, gdelt, ..."},
			{"key", String, "the id under which the article speaks of the actor, where the graph has brought it under another"},
			{"resolved", Strings, "ids that the report holds and what the graph has brought them under, in pairs"},
			{"publishedOn", DateType, "day of publication, as this data set has it"},
			{"count", Int, "how often"},
			{"names", Strings, "by which names"},
			{"name", String, "the fullest name that the report has for the actor"},
			{"country", String, "the country that the report gives the actor"},
			{"sector", String, "the sector that the report gives the actor"},
			{"wikidataId", String, "the Wikidata item that the loader knows"},
			{"roles", Strings, "roles that the article gives the actor"},
			{"of", Strings, "ids of where it has them, in the order of roles"},
			{"roleQuotes", Strings, "the words that say so, in the order of roles; empty for what the gazetteer knows"},
			{"roleBases", Strings, "text or gazetteer, in the order of roles"},
		}},
	}
}

func reportProperties() []Property {
	return join([]Property{
		{"key", String, "the report's own id of the fact: a hash of type, sources, targets, interval, precision, place and head word"},
		{"dataset", String, "news, gdelt, ..."},
		{"publishedOn", DateType, "day of publication, as this data set has it"},
		{"sourceEventId", String, "the data set's id of the event"},
		{"quote", String, "the verbatim sentence (not in text mode 'none')"},
		{"start", Int, "where the quote starts, in Unicode code points of the article's text"},
		{"end", Int, "where it ends, not included"},
		{"in", String, "'title' where the quote stands in the title"},
		{"attributedTo", Strings, "ids or words of the sources that the article names"},
		{"figures", Strings, "amounts, verbatim"},
		{"status", String, "the status in this report"},
		{"sources", Strings, "actor ids: who did, issued or said it"},
		{"sourcesAs", Strings, "the words for them, in the same order"},
		{"targets", Strings, "actor ids: whom it was done to"},
		{"targetsAs", Strings, "the words for them, in the same order"},
		{"head", String, "the lemma of the word that tells of it"},
		{"dyads", Strings, "the states on both sides, 'USA>MEX'"},
		{"resolved", Strings, "ids and keys that the report holds and what the graph has brought them under, in pairs"},
		{"places", Strings, "ids of the countries and regions where it happened"},
		{"name", String, "one readable line"},
		{"caption", String, "at most 24 characters"},
		{"contexts", Strings, "PLOVER contexts"},
		{"type", String, "PLOVER event type"},
		{"mode", String, "PLOVER mode"},
		{"cameo", String, "CAMEO code"},
		{"goldstein", Float, "the data set's score, where it gives one"},
		{"quadClass", Int, "the data set's quad class, where it gives one"},
		{"placeName", String, "where, in words"},
		{"location", PointGeo, "where, WGS 84"},
		{"placePrecision", Int, "precision of the place as the data set gives it"},
		{"fatalitiesLow", Int, "lowest estimate of deaths"},
		{"fatalitiesBest", Int, "best estimate of deaths"},
		{"fatalitiesHigh", Int, "highest estimate of deaths"},
		{"kind", String, "of a policy"},
		{"text", String, "of a statement"},
		{"form", String, "of a statement"},
		{"cue", String, "of a statement: the word of saying"},
		{"via", String, "of a statement: id of the outlet spoken to"},
		{"anonymous", Bool, "of a statement: the speaker has no name"},
		{"about", Strings, "of a statement: ids or keys of what it is about"},
		{"stances", Strings, "of a statement: the stances, in the order of about"},
		{"expresses", Strings, "of a statement: keys of the events that the words are"},
		{"enacts", Strings, "of an event: keys of the policies that it puts in force"},
		{"foresees", Strings, "of an event: keys of the events in view"},
		{"after", Strings, "of an event: keys of the events that it followed"},
		{"afterQuotes", Strings, "the words that say so, in the order of after"},
		{"loadedAt", DateTime, "when this report was first loaded"},
	}, recordProperties, recordReportProperties, dateProperties)
}
