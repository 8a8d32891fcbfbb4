package extract

import (
	"strings"
	"testing"
)

// What looks like an event and is none, and sides that are not told.
func TestDoubt(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"bared is not barred", "Bared to its core, the plan of President Emmanuel Macron is weak.", ""},
		{"a fight for something", "Kenya is fighting to keep its lead.", ""},
		{"a show", "Kenya hosted a show in Uganda.", ""},
		{"a summit", "Kenya hosted a summit with Uganda.", "CONSULT occurred: Kenya > Uganda"},
		{"no weapons test", "The FBI conducted tests of the hair.", ""},
		{"one's own decision", "President Emmanuel Macron defended his decision.", ""},
		{"what must not be", "Ghana must not allow Togo to win.", ""},
		{"suspected", "Ghana arrested two men suspected of bombing Togo.", "COERCE occurred: Ghana > men"},
		{"a storm's emergency", "The president of Ghana declared a state of emergency after the flooding.", ""},
		{"responsibility is for a deed", "Saudi Arabia accepted responsibility for the murder of Jamal Khashoggi.", "CONCEDE occurred: Saudi Arabia > "},
		{"the participle of a noun in a plan", "The attack seems to be an attempt by rebels opposed to Uganda.", "REJECT occurred: rebels > Uganda"},
		{"in favour of a suit", "The court ruled in favor of a lawsuit filed by Ghana against Togo.", "ACCUSE occurred: Ghana > Togo"},
		{"where one sues", "Ann Lee, the mayor of Accra, sued in Austria for defamation.", ""},
		{"somebody's relatives are not their town", "The president of Ghana lashed out at his Miami relatives.", ""},
		{"a war's name", "Kenya rejected the Iraq War.", "REJECT occurred: Kenya > "},
		{"who is returned is not who is asked", "Cuba demanded the return of Elian Gonzalez.", "REQUEST occurred: Cuba > "},
		{"who was killed is not who is blamed", "Ghana condemned the killing of Jamal Khashoggi.", "ACCUSE occurred: Ghana > ; ASSAULT occurred:  > Jamal Khashoggi"},
		{"we have to", "President Emmanuel Macron said, \"We have to leave Mali.\"", ""},
		{"if, then has to", "President Emmanuel Macron said that if there is a ruling, Mali has to pay.", ""},
		{"a passive asks nobody", "President Emmanuel Macron said that Mali should be opened to trade.", ""},
		{"council of one's own", "The Ghanaian president agreed to add two members to the Ghanaian government's council.", "AGREE occurred: Nana Akufo-Addo > "},
		{"not said", "Kenya did not say whom it would support.", ""},
		{"who is asked, whoever it is", "Peru urged entities to leave Chile.", "REQUEST occurred: Peru > "},
		{"insists that it is so", "Kenya insisted that Uganda was the best neighbor.", ""},
		{"insists that it be so", "Kenya insisted that Uganda withdraw.", "REQUEST occurred: Kenya > Uganda"},
		{"victims", "The president of Ghana paid tribute to bombing victims.", ""},
		{"a map's legend", "Syrian and Turkish occupation", ""},
		{"what a constitution says", "Under the constitution, parliament impeaches the president of Ghana.", ""},
		{"an interview", "Kenya's foreign minister spoke with the BBC about Uganda.", ""},
		{"demand for whose release", "Kenya rejected Uganda's demand for the release of Jamal Khashoggi.", "REJECT occurred: Kenya > Uganda"},
		{"until", "Kenya said its troops will stay until Uganda complies with the treaty with Togo.", "CONCEDE hypothetical: Uganda > Togo"},
		{"as barring", "President Emmanuel Macron cited a Kenyan law as barring Uganda from trade.", "COERCE occurred: Kenya > Uganda"},
		{"nothing of two nouns is the other's deed", "A military coup, and the sister of Robert Mugabe, removed the government of Mali.", "COERCE occurred: military > Mali"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, v := range e.Events {
			got = append(got, eventLine(e, v))
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, line, c.want)
		}
	}
}

// What has not happened yet is not dated by the day on which it was said, nor
// what is said of a deed by the deed's day.
func TestNotYet(t *testing.T) {
	for _, c := range []struct{ text, start string }{
		{"On Monday, Kenya announced that it would be launching an inquiry into Uganda.", "2024-05-15"},
		{"Canada charged Uganda with the 1995 shooting of a soldier.", "2024-05-15"},
		{"Kenya left after Uganda attacked its towns, officials said on Monday.", "2024-05-15"},
		{"Uganda attacked Kenya on Monday.", "2024-05-13"},
		{"Kenya's foreign minister may have met Uganda's president on Monday.", "2024-05-13"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		if len(e.Events) == 0 {
			t.Errorf("%q: no event", c.text)
			continue
		}
		for _, v := range e.Events {
			if got := v.When.Interval.Start.String(); got != c.start {
				t.Errorf("%q: %s from %s, want %s", c.text, v.Type, got, c.start)
			}
		}
	}
}

// Arrests and killings of private persons are no events where a text tells of
// nothing political, but beside politics they are.
func TestCrimes(t *testing.T) {
	crime := strings.Repeat("Two men broke into a museum and took a painting of a dog that had hung there for years, its director said. ", 5) +
		"Police arrested a man on Monday."
	for text, want := range map[string]int{crime: 0, "The president of Ghana condemned Togo. " + crime: 2} {
		if e := read(t, Document{Text: text, Published: may}); len(e.Events) != want {
			t.Errorf("%.30q: %d events, want %d", text, len(e.Events), want)
		}
	}
}

// Constructions in which an event is told that no verb names by itself.
func TestToldOtherwise(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"responsible", "Ghana said Togo was responsible for the attack.", "ACCUSE occurred: Ghana > Togo"},
		{"violated", "Ghana said that Togo had violated the treaty.", "ACCUSE occurred: Ghana > Togo"},
		{"received", "Ghana received weapons from Togo.", "AID occurred: Togo > Ghana"},
		{"received by", "French assistance was received by Mali.", "AID occurred: France > Mali"},
		{"crossed", "Troops from Rwanda crossed into Burundi.", "MOBILIZE occurred: Troops > Burundi"},
		{"took a town", "Rwanda's army took the town of Goma.", "ASSAULT occurred: Rwandan Army > Democratic Republic of the Congo"},
		{"unveiled", "Canada unveiled sanctions on Belarus.", "SANCTION occurred: Canada > Belarus"},
		{"came for talks", "The Chinese president arrived in Moscow for talks with Vladimir Putin.", "CONSULT occurred: Vladimir Putin, Xi Jinping > Vladimir Putin, Xi Jinping"},
		{"used a speech", "Ghana used the speech to thank Togo.", "SUPPORT occurred: Ghana > Togo"},
		{"called for something to be done", "Ghana called for the Togolese law to be dropped.", "REQUEST occurred: Ghana > Togo"},
		{"another attack", "Last week a Kabul car bombing killed five, another attack ascribed to the Taliban.", "ASSAULT occurred: Taliban > Afghanistan"},
		{"goes on", "Iran supports Syria.", "SUPPORT ongoing: Iran > Syria"},
		{"goes on, passive", "Syria is backed by Iran.", "SUPPORT ongoing: Iran > Syria"},
		{"mayor of a town", "The mayor of New Orleans, LaToya Cantrell, condemned Cuba.", "ACCUSE occurred: LaToya Cantrell > Cuba"},
		{"powers of the world", "Iran told foreign powers to leave Iraq.", "REQUEST occurred: Iran > foreign powers"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, v := range e.Events {
			got = append(got, eventLine(e, v))
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, line, c.want)
		}
	}
}
