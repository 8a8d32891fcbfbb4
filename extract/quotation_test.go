package extract

import (
	"strings"
	"testing"
)

// Who says the words of a quotation, and where they end.
func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a cue phrase between commas, the quotation in the second half",
			"The new crane, Maria Lopez said, “is a good example of planning” for the town.",
			[]string{"Maria Lopez <said> The new crane | “is a good example of planning” for the town"}},
		{"a cue phrase between commas, a quoted phrase far behind",
			"Patience, he noted, has long been the rule of the “old guard” in the port.",
			[]string{"he <noted> Patience | has long been the rule of the “old guard” in the port"}},
		{"the report leads in with a colon, the cue follows",
			"The harbor master had one wish for the town: “Build the second pier this year,” he said.",
			[]string{"he <said> “Build the second pier this year,”"}},
		{"how a whole sentence was said",
			"“He did not report the loan,” he said as some in the hall booed.",
			[]string{"he <said> “He did not report the loan,”"}},
		{"a speaker far from the verb, who is no subject in the parse",
			"Maria Lopez, an Accra, Ghana, rabbi helping to run the school, said that the roof was unsafe.",
			[]string{"Maria Lopez, an Accra, Ghana <said> that the roof was unsafe"}},
		{"any verb behind a quotation, speaker first",
			"“Leave the pier before the tide comes in,” Jan Novak barked.",
			[]string{"Jan Novak <barked> “Leave the pier before the tide comes in,”"}},
		{"any verb behind a quotation, speaker last",
			"“They behave as if they had never seen a boat,” scoffed Maria Lopez, 22, who runs the ferry.",
			[]string{"Maria Lopez, 22 <scoffed> “They behave as if they had never seen a boat,”"}},
		{"the cue behind the words, not a verb before them",
			"Often Jan Novak broke off, as if he were tired of the support. “I really mean this,” he said.",
			[]string{"he <said> “I really mean this,”"}},
		{"the speaker is no pronoun of the quotation",
			"“We were quite wrong not to have asked him from the start,” Maria Lopez told the court.",
			[]string{"Maria Lopez <told> “We were quite wrong not to have asked him from the start,”"}},
		{"a participle behind a quotation that a comma ends",
			"Jan Novak said that the talks “should be over by Friday,” referring to the round in Accra.",
			[]string{"Jan Novak <said> that the talks “should be over by Friday,”", "Jan Novak <referring to> the round in Accra"}},
		{"dashes around a parenthesis",
			"Maria Lopez warned that the dam – a wall of sand and stones – would not hold.",
			[]string{"Maria Lopez <warned> that the dam – a wall of sand and stones – would not hold"}},
		{"the verb before a colon, not one of the sentence before",
			"“I doubt that he can win the vote,” Jan Novak said in an interview. Later that day Maria Lopez went even further: “If he loses, it is the end of his career.”",
			[]string{"Jan Novak <said> “I doubt that he can win the vote,”", "Maria Lopez <went> “If he loses, it is the end of his career.”"}},
		{"the verb before a colon, not one that its participle hangs on",
			"“The pier will be closed for good,” Jan Novak said before adding: “Nobody will miss the old thing.”",
			[]string{"Jan Novak <said> “The pier will be closed for good,”", "Jan Novak <adding> “Nobody will miss the old thing.”"}},
		{"a name by itself before a colon",
			"Few voted in the north – Maria Lopez: “The north has been asleep for a decade or more.”",
			[]string{"Maria Lopez <:> “The north has been asleep for a decade or more.”"}},
		{"who issues a document says its words",
			"Ghana released a statement saying that the dam was safe.",
			[]string{"Ghana <saying> that the dam was safe"}},
		{"who brings out an advertisement says its words",
			"Jan Novak is airing a new ad that urges voters to save the dam.",
			[]string{"Jan Novak <urges> voters to save the dam"}},
		{"who holds a sign does not say its words",
			"Maria Lopez held up a sign saying “No dam in our valley at all.”",
			[]string{"a sign <saying> “No dam in our valley at all.”"}},
		{"an expressed concern is one statement",
			"Maria Lopez expressed concern about the old dam.",
			[]string{"Maria Lopez <expressed concern about> the old dam"}},
		{"what somebody is called or blamed for",
			"Maria Lopez referred to the dam as “a wall of sand.”",
			[]string{"Maria Lopez <referred to> the dam as “a wall of sand.”"}},
		{"pronouns that mean nothing without what follows",
			"Those surveyed say the dam should be torn down.",
			[]string{"Those surveyed <say> the dam should be torn down"}},
		{"a participle behind an adverb",
			"Jan Novak said the old dam “costs the town a million,” further saying, “It should be torn down by the spring.”",
			[]string{"Jan Novak <said> the old dam “costs the town a million,”", "Jan Novak <saying> “It should be torn down by the spring.”"}},
		{"the cue between two halves of a sentence",
			"“No soldiers were hurt in the raid last night;” read the letter; “we will not be moved by it.”",
			[]string{"the letter <read> “No soldiers were hurt in the raid last night;” | “we will not be moved by it.”"}},
		{"a title is no speech",
			"“The Long Winter,” Jan Novak wandered home.", nil},
	} {
		doc := Document{Text: c.text, Published: may}
		var got []string
		for _, s := range read(t, doc).Statements {
			got = append(got, line(doc, s))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %q: got %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
