package extract

import (
	"strings"
	"testing"
)

func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, text, speaker, words string
		form                       Form
	}{
		{"direct, speaker behind", `"The border will stay closed," said Jan Novak.`, "Jan Novak", `"The border will stay closed,"`, Direct},
		{"direct, speaker before", `Jan Novak said, "The border will stay closed."`, "Jan Novak", `"The border will stay closed."`, Direct},
		{"direct, interrupted", `"The border," Jan Novak said, "will stay closed."`, "Jan Novak", `"The border," "will stay closed."`, Direct},
		{"indirect", "Jan Novak said that the border would stay closed.", "Jan Novak", "that the border would stay closed", Indirect},
		{"mixed", `Jan Novak said the border "will stay closed".`, "Jan Novak", `the border "will stay closed"`, Mixed},
		{"according to", "According to Jan Novak, the border is closed.", "Jan Novak", "the border is closed", Indirect},
		{"a body", "The Foreign Ministry of Ghana said the border is closed.", "Foreign Ministry of Ghana", "the border is closed", Indirect},
		{"pronoun", `Jan Novak closed the border. "We had no choice," he said.`, "Jan Novak", `"We had no choice,"`, Direct},
		{"a cue within a clause that is taken for a noun's", "These cuts, doctor Jan Novak warns, risk fueling anger and could close clinics in the north.", "Jan Novak", "These cuts risk fueling anger and could close clinics in the north", Indirect},
		{"apposition", `The mayor, Jan Novak, said the border is closed.`, "Jan Novak", "the border is closed", Indirect},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		if len(e.Statements) != 1 {
			t.Errorf("%s: %d statements in %q, want 1", c.name, len(e.Statements), c.text)
			continue
		}
		s := e.Statements[0]
		var words []string
		for _, sp := range s.Content {
			words = append(words, c.text[sp.Start:sp.End])
		}
		speaker := ""
		if s.Speaker.Actor >= 0 {
			speaker = e.Actors[s.Speaker.Actor].Name
		}
		if got := strings.Join(words, " "); got != c.words || speaker != c.speaker || s.Form != c.form {
			t.Errorf("%s: %q by %q, %s; want %q by %q, %s", c.name, got, speaker, s.Form, c.words, c.speaker, c.form)
		}
	}
}

// A quotation goes on over sentences and paragraphs.
func TestLongQuotation(t *testing.T) {
	text := "\"The border is closed,\" Jan Novak said. \"It will stay so for years.\n\n\"Nobody will pass.\""
	e := read(t, Document{Text: text, Published: may})
	if len(e.Statements) != 1 || len(e.Statements[0].Content) != 3 {
		t.Errorf("got %+v", e.Statements)
	}
}

// line writes a statement as "source <cue> content".
func line(doc Document, s Statement) string {
	var words []string
	for _, c := range s.Content {
		words = append(words, c.In(doc))
	}
	return strings.TrimSpace(s.Source.In(doc) + " <" + s.Cue.In(doc) + "> " + strings.Join(words, " | "))
}

// What somebody wants, holds or speaks of is read by the construction of its
// cue; held marks what need not have been uttered.
func TestViews(t *testing.T) {
	for _, c := range []struct {
		text, want string
		held       bool
	}{
		{"Ghana wants to reopen the port.", "Ghana <wants> to reopen the port", true},
		{"Farmers hope that the rains will come early.", "Farmers <hope> that the rains will come early", true},
		{"The generals believe the bridge is lost.", "The generals <believe> the bridge is lost", true},
		{"Residents know why the dam failed.", "Residents <know> why the dam failed", true},
		{"Jan Novak proposed building a second dam.", "Jan Novak <proposed> building a second dam", false},
		{"Jan Novak lamented the slow pace of repairs.", "Jan Novak <lamented> the slow pace of repairs", false},
		{"Maria Lopez spoke about the floods in the delta.", "Maria Lopez <spoke about> the floods in the delta", false},
		{"Ghana sees the railway as a lifeline.", "Ghana <sees> the railway as a lifeline", true},
		{"The navy is expected to leave the harbor.", "<expected> The navy | to leave the harbor", true},
		{"The railway is seen by farmers as a threat.", "farmers <seen> The railway | a threat", true},
		{"No casualties were reported.", "<reported> No casualties", true},
		{"Asked whether the dam would hold, Maria Lopez smiled.", "<Asked> whether the dam would hold", true},
		{"The army appears to control the bridge.", "<appears> The army | to control the bridge", true},
		{"A new poll shows Lopez ahead by ten points.", "A new poll <shows> Lopez ahead by ten points", false},
		{"Ghana has no doubt that the dam will hold.", "Ghana <doubt> that the dam will hold", true},
		{"Maria Lopez kept her promise to rebuild the bridge.", "her <promise> to rebuild the bridge", false},
		{"Maria Lopez has concerns about the dam.", "Maria Lopez <concerns about> the dam", true},
		{"Maria Lopez talked to reporters about the dam.", "Maria Lopez <talked> the dam", false},
		{"His claim is that the dam is safe.", "His <claim> that the dam is safe", false},
		{"The raid was condemned by Ghana.", "Ghana <condemned> The raid", false},
		{"Maria Lopez is confident that the dam will hold.", "Maria Lopez <confident> that the dam will hold", true},
		{"Ghana is reluctant to close the border.", "Ghana <reluctant> to close the border", true},
		{"Maria Lopez is critical of the new tax.", "Maria Lopez <critical of> the new tax", true},
	} {
		doc := Document{Text: c.text, Published: may}
		e := read(t, doc)
		found := false
		var got []string
		for _, s := range e.Statements {
			got = append(got, line(doc, s))
			if line(doc, s) == c.want {
				found = true
				if s.Held != c.held {
					t.Errorf("%q: held is %t", c.text, s.Held)
				}
			}
		}
		if !found {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// What is only supposed, or part of what another one says, is nobody's
// statement.
func TestNoViews(t *testing.T) {
	for _, c := range []struct{ text, not string }{
		{"If Ghana wants to reopen the port, it has to pay.", "wants"},
		{"Ghana could support the treaty.", "support"},
		{"To oppose the treaty is easy.", "oppose"},
		{"Jan Novak said that Ghana opposed the treaty.", "opposed"},
		{"It seems late.", "seems"},
		{"While Jan Novak has kept the border open, the map tells another story.", "tells"},
	} {
		doc := Document{Text: c.text, Published: may}
		for _, s := range read(t, doc).Statements {
			if s.Cue.In(doc) == c.not {
				t.Errorf("%q: statement %s", c.text, line(doc, s))
			}
		}
	}
}

// A quotation behind reported speech is a statement of its own, by the same
// speaker; what reads only with its cue says so.
func TestStatementsApart(t *testing.T) {
	for _, c := range []struct {
		text    string
		want    []string
		withCue bool // of the first
	}{
		{`Jan Novak said the border would stay closed. "It is the only way to keep everybody safe."`,
			[]string{"Jan Novak <said> the border would stay closed", `Jan Novak <said> "It is the only way to keep everybody safe."`}, false},
		{"Jan Novak said on Friday at a rally in Accra that the border would stay closed.", []string{"Jan Novak <said> that the border would stay closed"}, false},
		{"Jan Novak said that the dam, “a wall of sand”, would break, and that nobody would pay.", []string{"Jan Novak <said> that the dam, “a wall of sand”, would break, and that nobody would pay"}, false},
		{"Those who take on debt will struggle, he said.", []string{"he <said> Those who take on debt will struggle"}, false},
		{"Jan Novak said that he would meet the general, who leads the rebels.", []string{"Jan Novak <said> that he would meet the general"}, false},
		{"“It will be a long winter for the valley.” ― Jan Novak", []string{"Jan Novak <―> “It will be a long winter for the valley.”"}, false},
		{"Jan Novak spoke in a brief statement. “It will be a long winter for the valley.”", nil, false},
		{"Jan Novak responded in a brief statement. “It will be a long winter for the valley.”", []string{"Jan Novak <responded> “It will be a long winter for the valley.”"}, false},
		{"“It will be a long winter for the valley,“ Jan Novak said.", []string{"Jan Novak <said> “It will be a long winter for the valley,“"}, false},
		{"Jan Novak condemned the raid on the village.", []string{"Jan Novak <condemned> the raid on the village"}, true},
		{"Jan Novak vowed to close the border.", []string{"Jan Novak <vowed> to close the border"}, true},
		{"Jan Novak called for an inquiry.", []string{"Jan Novak <called for> an inquiry"}, true},
		{"The inquiry, analysts warn, will take years.", []string{"analysts <warn> The inquiry | will take years"}, false},
		{"Jan Novak announced a curfew, which he said would end the riots.", []string{"Jan Novak <announced> a curfew", "he <said> which | would end the riots"}, true},
	} {
		doc := Document{Text: c.text, Published: may}
		e := read(t, doc)
		var got []string
		for _, s := range e.Statements {
			got = append(got, line(doc, s))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		} else if len(got) > 0 && e.Statements[0].WithCue != c.withCue {
			t.Errorf("%q: with cue is %t", c.text, !c.withCue)
		}
	}
}

// In an excerpt each paragraph has a mark of its own, also before who speaks.
func TestExcerpt(t *testing.T) {
	doc := Document{Text: "\"NOVAK: We will keep the “old bridge” open for as long as we can.\n\n\"LOPEZ: That will not be easy at all, as everybody knows.", Published: may}
	var got []string
	for _, s := range read(t, doc).Statements {
		got = append(got, s.Source.In(doc))
	}
	if strings.Join(got, ", ") != "NOVAK, LOPEZ" {
		t.Errorf("speakers %q", got)
	}
}
