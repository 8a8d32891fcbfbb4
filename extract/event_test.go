package extract

import (
	"strings"
	"testing"
)

// Each construction in which an event is told, by a sentence of its own.
func TestEvents(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"active", "Ghana condemned Togo.", "ACCUSE occurred: Ghana > Togo"},
		{"passive", "Togo was condemned by Ghana.", "ACCUSE occurred: Ghana > Togo"},
		{"coordinated subjects", "Ghana and Kenya condemned Togo.", "ACCUSE occurred: Ghana, Kenya > Togo"},
		{"government", "The Ghanaian government criticized Togo.", "ACCUSE occurred: Ghana > Togo"},
		{"metonym", "Paris rejected the proposal by Italy.", "REJECT occurred: France > Italy"},
		{"object belongs to the target", "France rejected an Italian proposal.", "REJECT occurred: France > Italy"},
		{"reciprocal", "Ghana and Togo signed a treaty on Monday.", "SUPPORT occurred: Ghana, Togo > Ghana, Togo"},
		{"light verb", "Peru held talks with Chile.", "CONSULT occurred: Chile, Peru > Chile, Peru"},
		{"promise", "Japan promised to send aid to Nepal.", "AGREE occurred: Japan > Nepal"},
		{"visit ahead", "Kenya's foreign minister will visit Uganda in June.", "AGREE occurred: foreign minister > Uganda"},
		{"retreat ahead", "Uganda said it would withdraw its troops from Somalia.", "CONCEDE occurred: Uganda > Somalia"},
		{"threat", "Serbia threatened to attack Croatia.", "THREATEN occurred: Serbia > Croatia; ASSAULT hypothetical: Serbia > Croatia"},
		{"threat by announcement", "Russia said it would bomb Georgia.", "THREATEN occurred: Russia > Georgia; ASSAULT hypothetical: Russia > Georgia"},
		{"demand", "Egypt demanded that Sudan release the prisoners.", "REQUEST occurred: Egypt > Sudan"},
		{"demand by must", "Egypt said that Sudan must withdraw.", "REQUEST occurred: Egypt > Sudan"},
		{"refusal", "Cuba refused to meet with Spain.", "REJECT occurred: Cuba > Spain"},
		{"refusal ahead", "Cuba said it would not negotiate with Spain.", "REJECT occurred: Cuba > Spain"},
		{"control", "Poland urged Hungary to ratify the treaty.", "REQUEST occurred: Poland > Hungary"},
		{"nominal", "An Israeli airstrike on Syria killed three people.", "ASSAULT occurred: Israel > Syria, people"},
		{"deployment", "Turkey deployed thousands of troops along the border with Iraq.", "MOBILIZE occurred: Turkey > Iraq"},
		{"no plans", "There are no plans to deploy Turkish troops to Libya.", "MOBILIZE denied: Turkish troops > Libya"},
		{"weighing", "Iran is considering strikes on Iraq.", "ASSAULT hypothetical: Iran > Iraq"},
		{"criticism of a thing", "President Emmanuel Macron attacked the decision of Hungary.", "ACCUSE occurred: Emmanuel Macron > Hungary"},
		{"signing ahead", "Ghana and Togo are expected to sign an agreement on fisheries in April.", "AGREE planned: Ghana, Togo > Ghana, Togo"},
		{"both others", "Peru and Chile welcomed the move. The United States pledged $20 million in aid to both countries.", "SUPPORT occurred: Chile, Peru > ; AGREE occurred: United States > Chile, Peru"},
		{"wish for another", "Kenya wants Uganda to withdraw its troops.", "REQUEST occurred: Kenya > Uganda"},
		{"claim about another", "The United Nations claims Uganda sells weapons to rebels.", "ACCUSE occurred: United Nations > Uganda"},
		{"target of", "Nairobi was the target of an attack by al-Shabaab in 2015.", "ASSAULT occurred: al-Shabaab > Kenya"},
		{"done in a deed", "Three soldiers were killed in an Israeli airstrike on Monday.", "ASSAULT occurred: Israel > soldiers"},
		{"forces by a modifier", "A rebel attack killed ten soldiers in Mali.", "ASSAULT occurred: rebel > soldiers"},
		{"protest held somewhere", "Anti-government protests continue in Lima.", "PROTEST ongoing:  > Peru"},
		{"blows of politicians are words", "President Emmanuel Macron attacked Marine Le Pen.", "ACCUSE occurred: Emmanuel Macron > Marine Le Pen"},
		{"retreat from words", "France retreated from its demand.", "CONCEDE occurred: France > "},
		{"leaving a treaty", "Chile pulled out of a treaty with Peru.", "SANCTION occurred: Chile > Peru"},
		{"kin are somebody else", "A former adviser of President Emmanuel Macron was sentenced on Monday.", "SANCTION occurred:  > adviser"},
		{"a dismissed suit was brought", "The court dismissed Kenya's lawsuit against Uganda.", "ACCUSE occurred: Kenya > Uganda"},
		{"plural of a body", "Leaders of the African Union met in Accra.", "CONSULT occurred: Leaders > Leaders"},
		{"own state", "The Ghanaian president declared a state of emergency.", "COERCE occurred: Nana Akufo-Addo > Ghana"},
		{"forces of several states", "Iran held drills with the navies of Oman and India.", "MOBILIZE occurred: Iran > India, Oman"},
		{"that stands for its noun", "Kenya left the land of Uganda that it had occupied.", "COERCE occurred: Kenya > Uganda"},
		{"who made the law", "Ghana condemned a law that Togo passed.", "ACCUSE occurred: Ghana > Togo"},
		{"by whom, wherever it hangs", "Ghana rejected the recognition of Abkhazia as a state by Russia.", "REJECT occurred: Ghana > Russia"},
		{"two persons in one name", "On Monday, US President Donald Trump and Turkish President Recep Tayyip Erdoğan spoke on the phone.", "CONSULT occurred: Donald Trump, Recep Tayyip Erdoğan > Donald Trump, Recep Tayyip Erdoğan"},
		{"demands listed", "Kenyan protesters' demands include the release of prisoners.", "REQUEST occurred: Kenyan protesters > Kenya"},
		{"accused by nobody told", "President Emmanuel Macron was accused of treason.", "ACCUSE occurred:  > Emmanuel Macron"},
		{"joins a body", "Kenya joined the African Union.", "COOPERATE occurred: Kenya > African Union"},
		{"the victim's murder", "Jamal Khashoggi's murder shocked Kenya.", "ASSAULT occurred:  > Jamal Khashoggi"},
		{"coup", "A military coup removed President Robert Mugabe in 2017.", "COERCE occurred: military > Robert Mugabe"},
		{"purpose is no event", "Greek farmers blocked roads to demand help from the government of Greece.", "PROTEST occurred: Greek farmers > Greece"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, v := range e.Events {
			if !v.Foreseen {
				got = append(got, eventLine(e, v))
			}
		}
		for _, v := range e.Events {
			if v.Foreseen {
				got = append(got, eventLine(e, v))
			}
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, line, c.want)
		}
	}
}

// What a definite noun leaves out is told by the act or policy that it stands
// for, which also dates what is said about it.
func TestReferents(t *testing.T) {
	for _, c := range []struct{ name, text, want, dates string }{
		{"claimed", "Gunmen attacked a village in Mali on Monday. The attack was claimed by al-Qaeda.", "ASSAULT occurred: al-Qaeda > Mali", "2024-05-13..2024-05-13"},
		{"responsibility", "A village in Mali was attacked on Monday. Al-Qaeda claimed responsibility for the attack.", "ASSAULT occurred: al-Qaeda > Mali", "2024-05-13..2024-05-13"},
		{"told again", "Israel attacked Syria on Monday. The attack killed ten.", "ASSAULT occurred: Israel > Syria", "2024-05-13..2024-05-13"},
		{"reaction", "Ghana announced a ban on Togolese fish on Monday. Benin condemned the ban.", "ACCUSE occurred: Benin > Ghana", "2024-05-13..2024-05-15"},
		{"measure", "Peru announced new rules on imports from Chile on Monday. The new rules ban Chilean wine.", "COERCE occurred: Peru > Chile", "2024-05-13..2024-05-13"},
		{"region", "Turkey bombed a town in Syria on Monday. The United States announced a withdrawal from the region.", "ASSAULT occurred: Turkey > Syria; RETREAT occurred: United States > Syria", "2024-05-13..2024-05-13"},
		{"beside a quotation", "Uganda is poor. Uganda said, \"Kenya must pay\", while speaking yesterday.", "REQUEST occurred: Uganda > Kenya", "2024-05-14..2024-05-14"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, v := range e.Events {
			got = append(got, eventLine(e, v))
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, line, c.want)
			continue
		}
		if w := e.Events[0].When; w.Start.String()+".."+w.End.String() != c.dates {
			t.Errorf("%s: %q\n got %v..%v\nwant %s", c.name, c.text, w.Start, w.End, c.dates)
		}
	}
}

// A headline leaves out auxiliaries: nobody kills without a victim.
func TestHeadlinePassive(t *testing.T) {
	e := read(t, Document{Title: "Rebel leader killed near Bamako", Text: "Mali mourned.", Published: may})
	for _, v := range e.Events {
		if len(v.Sources) > 0 {
			t.Errorf("got %s", eventLine(e, v))
		}
	}
}

// The dead of an accident were killed by nobody.
func TestDisaster(t *testing.T) {
	e := read(t, Document{Title: "Earthquake shakes the coast of Peru", Text: "Ten people were killed in Peru on Monday.", Published: may})
	for _, v := range e.Events {
		t.Errorf("got %s", eventLine(e, v))
	}
}

// Texts without an event: an analyst forgives a missed one sooner.
func TestNoEvents(t *testing.T) {
	for _, text := range []string{
		"The storm hit the coast at noon.",
		"Kenya is a country in Africa.",
		"The orchestra visited the museum.",
		"The company released a statement.",
		"France has the right to fire on pirates.",
		"Guidelines of the ministry require visitors to register.",
		"The singer collaborated with Jan Novak and other artists.",
		"Maria Lopez was killed by her lions.",
		"Jan Novak retreated to Norway.",
		"A majority of the members is needed to condemn Togo.",
		"The engineer was demonstrating a new pump.",
		"A traffic collision which killed Jan Novak closed the road.",
		"Many schools were closed on Monday in Kenya.",
		"Kenya fears the storm. It blocked roads.",
		"Journalists asked the president of Kenya about it.",
		"It is not known who is to blame.",
		"Kenya's parliament proposed a bill.",
		"The views of Kenya clashed with those of Uganda.",
		"Seven people were killed in Kenya when a plane crashed.",
		"The airline of Jan Novak offers flights to Kenya.",
		"The party of Jan Novak withdrew from using the hall.",
	} {
		e := read(t, Document{Text: text, Published: may})
		for _, v := range e.Events {
			t.Errorf("%q: %s", text, eventLine(e, v))
		}
	}
}

func TestEventDates(t *testing.T) {
	for _, c := range []struct{ text, start, end, basis string }{
		{"Ghana condemned Togo on Monday.", "2024-05-13", "2024-05-13", "relative"},
		{"On 2 March 2023, Ghana condemned Togo.", "2023-03-02", "2023-03-02", "explicit"},
		{"Earlier this year, Ghana condemned Togo.", "2024-01-01", "2024-05-15", "relative"},
		{"Ghana condemned Togo.", "2024-05-15", "2024-05-15", "publication"},
		{"Ghana has occupied Togo since January.", "2024-01-01", "2024-05-15", "relative"},
		{"Ghana condemned Togo, which attacked Benin in April.", "2024-05-15", "2024-05-15", "publication"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		if len(e.Events) == 0 {
			t.Errorf("%q: no event", c.text)
			continue
		}
		w := e.Events[0].When
		if w.Interval.Start.String() != c.start || w.Interval.End.String() != c.end || string(w.Basis) != c.basis {
			t.Errorf("%q: %v..%v %s, want %s..%s %s", c.text, w.Interval.Start, w.Interval.End, w.Basis, c.start, c.end, c.basis)
		}
	}
}

func TestPolicies(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Ghana imposed sanctions on Togo.", "sanctions, in force: Ghana > Togo"},
		{"Ghana designated two gangs as terrorist organizations.", "designation, in force: Ghana > gangs"},
		{"Ghana and Togo plan to sign a trade agreement.", "agreement, planned: Ghana, Togo > "},
		{"Ghana lifted the curfew in Tamale.", "curfew, ended: Ghana > "},
		{"Ghana sanctioned Togo.", "sanctions, in force: Ghana > Togo"},
		{"Traders complain of Ghanaian sanctions on Togo.", "sanctions, unknown: Ghana > Togo"},
		{"The port is part of a pact between Ghana and Togo.", "agreement, unknown: Ghana, Togo > "},
		{"Farmers cite the Lima Water Accord.", "agreement, unknown:  > "},
		{"Ghanaian law forbids the sale of guns.", "law, unknown: Ghana > "},
		{"Ghana announced a new irrigation scheme.", "programme, in force: Ghana > "},
		{"Ghana signed a fishing treaty with Togo. The treaty is new. Parliament passed a law on schools.", "agreement, in force: Ghana, Togo > ; law, in force: Parliament of Ghana > "},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, p := range e.Policies {
			got = append(got, p.Kind+", "+p.Status+": "+names(e, p.Issuers)+" > "+names(e, p.Targets))
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%q: got %s; want %s", c.text, line, c.want)
		}
	}
}

// The name of what was not done says so.
func TestNegatedName(t *testing.T) {
	for text, want := range map[string]string{
		"Brazil did not attack Peru on Monday.":               "Brazil did not attack Peru on Monday",
		"Brazil and Peru could not agree on a budget.":        "Brazil and Peru could not agree on a budget",
		"Brazil attacked Peru on Monday and took the island.": "Brazil attacked Peru on Monday",
	} {
		e := read(t, Document{Text: text, Published: may})
		if len(e.Events) == 0 || e.Events[0].Name != want {
			t.Errorf("%s: %+v, want %s", text, e.Events, want)
		}
	}
}
