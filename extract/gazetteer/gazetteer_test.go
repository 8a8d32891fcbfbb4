package gazetteer

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func load(t testing.TB, options ...Option) *Gazetteer {
	t.Helper()
	g, err := Load(options...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func ids(es []*Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return strings.Join(out, " ")
}

func date(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := time.Parse("2006-01-02", s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLookup(t *testing.T) {
	g := load(t)
	tests := []struct {
		words string // tokens, the match starts at the first
		want  string // tokens matched | readings: id/form ..., "-" for none
	}{
		{"Mexico said", "Mexico|country:MEX/name"},
		{"US officials", "US|country:USA/name country:USA/adjective"},
		{"U.S. officials", "U.S.|country:USA/name country:USA/adjective"},
		{"us officials", "-"},
		{"who said", "-"},
		{"WHO said", "WHO|org:world-health-organization/name"},
		{"turkey dinner", "-"},
		{"MEXICO CITY", "MEXICO CITY|place:MEX/mexico-city/name"},
		{"al - Qaeda in Iraq", "al - Qaeda in Iraq|org:al-qaeda-in-iraq/name"},
		{"Al Qaeda said", "Al Qaeda|org:al-qaeda/name"},
		{"People 's Republic of China", "People 's Republic of China|country:CHN/name"},
		{"Côte d'Ivoire", "Côte d'Ivoire|country:CIV/name"},
		{"Cote d’Ivoire", "Cote d’Ivoire|country:CIV/name"},
		{"Guinea - Bissau", "Guinea - Bissau|country:GNB/name"},
		{"Mexico 's Foreign Ministry", "Mexico 's Foreign Ministry|org:foreign-ministry-of-mexico/name"},
		{"Norwegian foreign ministry", "Norwegian foreign ministry|org:foreign-ministry-of-norway/name"},
		{"Ministry of Defence of Ukraine", "Ministry of Defence of Ukraine|org:defense-ministry-of-ukraine/name"},
		{"Supreme Court of the United States", "Supreme Court of the United States|org:us-supreme-court/name"},
		{"US Navy", "US Navy|org:us-navy/name"},
		{"Peruvian Navy", "Peruvian Navy|org:peruvian-navy/name"},
		{"Royal Thai Navy", "Royal Thai Navy|org:thai-navy/name"},
		{"foreign ministry said", "foreign ministry|foreign-ministry/body"},
		{"Mexican government", "Mexican government|country:MEX/government"},
		{"Kabul government", "Kabul government|country:AFG/government"},
		{"government of Iran", "government of Iran|country:IRN/government"},
		{"Moscow police", "Moscow|place:RUS/moscow/name"},
		{"Pentagon officials", "Pentagon|org:department-of-defense/name"},
		{"Brazilians", "Brazilians|country:BRA/people"},
		{"Claudia Sheinbaum said", "Claudia Sheinbaum|person:claudia-sheinbaum/name"},
		{"Lula said", "Lula|person:luiz-inacio-lula-da-silva/name"},
		{"New York Times", "New York Times|org:the-new-york-times/name"},
		{"The Hague", "The Hague|place:NLD/the-hague/name"},
		{"Latin American leaders", "Latin American|region:latin-america/adjective region:latin-america/people"},
		{"Congolese", "Congolese|country:COD/adjective country:COG/adjective country:COD/people country:COG/people"},
	}
	forms := map[Form]string{FormName: "name", FormAdjective: "adjective", FormPeople: "people", FormBody: "body", FormGovernment: "government"}
	for _, tt := range tests {
		t.Run(tt.words, func(t *testing.T) {
			words := strings.Fields(tt.words)
			m, ok := g.Lookup(words, 0)
			got := "-"
			if ok {
				var rs []string
				for _, r := range m.Readings {
					id := ""
					if r.Entry != nil {
						id = r.Entry.ID
					} else {
						id = r.Body.Key
					}
					rs = append(rs, id+"/"+forms[r.Form])
				}
				got = strings.Join(words[:m.Len], " ") + "|" + strings.Join(rs, " ")
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMononyms(t *testing.T) {
	g := load(t)
	for name, want := range map[string]bool{"Lula": false, "Jokowi": false, "Salman": true, "Hussein": true} {
		m, ok := g.Lookup([]string{name}, 0)
		if !ok || m.Readings[0].Ambiguous != want {
			t.Errorf("%s: %v %+v, want ambiguous %v", name, ok, m.Readings, want)
		}
	}
}

func TestOwner(t *testing.T) {
	g := load(t)
	words := strings.Fields("in South Korea 's Defense Ministry yesterday")
	m, ok := g.Lookup(words, 1)
	if !ok || m.Owner == nil || m.Owner.ID != "country:KOR" || m.OwnerStart != 1 || m.OwnerLen != 2 || m.Len != 5 {
		t.Fatalf("got %+v", m)
	}
	if e := m.Entry(); e.Parent != "country:KOR" || e.Sector() != "GOV" || e.Name != "Defense Ministry of South Korea" {
		t.Errorf("got %+v", e)
	}
}

func TestHolders(t *testing.T) {
	g := load(t)
	tests := []struct{ role, of, day, want string }{
		{"president", "USA", "2025-08-10", "Donald Trump"},
		{"president", "USA", "2021-01-19", "Donald Trump"},
		{"president", "USA", "2021-01-20", "Joe Biden"},
		{"president", "MEX", "2025-08-10", "Claudia Sheinbaum"},
		{"foreign minister", "USA", "2019-03-01", "Mike Pompeo"},
		{"secretary-general", "UNO", "2019-03-01", "António Guterres"},
		{"secretary-general", "org:nato", "2019-03-01", "Jens Stoltenberg"},
		{"leader", "FRA", "2019-03-01", "Emmanuel Macron"},
		{"leader", "DEU", "2019-03-01", "Angela Merkel"},
		{"leader", "ITA", "2019-03-01", "Giuseppe Conte"},
		{"leader", "RUS", "2010-03-01", "Dmitry Medvedev"},
		{"head of government", "GBR", "2019-03-01", "Theresa May"},
		{"president", "VEN", "2012-05-05", "Hugo Chávez"},
		{"president", "EGY", "2012-03-01", ""},
		{"president", "XYZ", "2012-03-01", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, h := range g.HolderOf(tt.role, tt.of, date(t, tt.day)) {
			got = append(got, h.Person.Name)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s of %s on %s: got %q, want %q", tt.role, tt.of, tt.day, s, tt.want)
		}
	}
	if hs := g.HolderOf("president", "USA", time.Time{}); hs != nil {
		t.Errorf("an unknown day gave %v", hs)
	}
}

func TestPersonByLastName(t *testing.T) {
	g := load(t)
	tests := []struct{ name, day, want string }{
		{"Sheinbaum", "2025-08-10", "person:claudia-sheinbaum/0"},
		{"Obama", "2019-02-01", "person:barack-obama/1"},
		{"Assad", "2018-02-01", "person:bashar-al-assad/0"},
		{"al-Assad", "2018-02-01", "person:bashar-al-assad/0"},
		{"Bush", "2005-02-01", "person:george-w-bush/0"},
		{"Kim", "2019-02-28", "person:kim-jong-un/0"},
		{"Moon", "2019-02-28", "person:moon-jae-in/0"},
		{"Bolsonaro", "2017-02-28", "person:jair-bolsonaro/2"},
		{"MBS", "2018-10-10", "person:mohammed-bin-salman/0"},
		{"López Obrador", "2019-10-10", "person:andres-manuel-lopez-obrador/0"},
		{"Lopez Obrador", "2019-10-10", "person:andres-manuel-lopez-obrador/0"},
		{"may", "2018-10-10", ""},
	}
	for _, tt := range tests {
		cs := g.PersonByLastName(tt.name, date(t, tt.day))
		got := ""
		if len(cs) > 0 {
			got = cs[0].Person.ID + "/" + string(rune('0'+cs[0].Relation))
		}
		if got != tt.want {
			t.Errorf("%s on %s: got %q, want %q", tt.name, tt.day, got, tt.want)
		}
	}
	if cs := g.PersonByLastName("Bush", date(t, "2005-02-01")); len(cs) < 2 {
		t.Errorf("Bush: the ambiguity is lost: %v", cs)
	}
}

func TestLeaderGovernment(t *testing.T) {
	g := load(t)
	tests := []struct{ words, day, want string }{
		{"Trump administration said", "2025-08-10", "2 country:USA"},
		{"Assad regime", "2018-02-01", "2 country:SYR"},
		{"Bashar al - Assad regime", "2018-02-01", "5 country:SYR"},
		{"Obama administration", "2019-02-01", "2 country:USA"},
		{"Trump tower", "2019-02-01", ""},
		{"Smith administration", "2019-02-01", ""},
		{"government", "2019-02-01", ""},
	}
	for _, tt := range tests {
		got := ""
		if m, ok := g.LeaderGovernment(strings.Fields(tt.words), 0, date(t, tt.day)); ok {
			got = strconv.Itoa(m.Len) + " " + m.Entry().ID
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.words, got, tt.want)
		}
	}
}

func TestTitle(t *testing.T) {
	g := load(t)
	tests := []struct {
		words, role, office, sector string
		n                           int
	}{
		{"President Trump", "president", "president", "GOV", 1},
		{"Defense Secretary Pete", "defense minister", "defense minister", "GOV", 2},
		{"Secretary of State Marco", "secretary of state", "foreign minister", "GOV", 3},
		{"former President Obama", "former president", "president", "ELI", 2},
		{"former acting defense minister X", "former acting defense minister", "defense minister", "ELI", 4},
		{"deputy foreign minister X", "deputy foreign minister", "", "GOV", 3},
		{"Vice President Vance", "vice president", "vice president", "GOV", 2},
		{"vice - president Vance", "vice president", "vice president", "GOV", 3},
		{"president - elect Biden", "president-elect", "president", "GOV", 3},
		{"Lt. Gen. Smith", "general", "", "MIL", 2},
		{"Gen. Smith", "general", "", "MIL", 1},
		{"Sen. Smith", "senator", "", "LEG", 1},
		{"Mr. Smith", "mr", "", "", 1},
		{"spokeswoman Maria", "spokesperson", "", "", 1},
		{"Minister of Foreign Affairs Wang", "foreign minister", "foreign minister", "GOV", 4},
	}
	for _, tt := range tests {
		m, ok := g.Title(strings.Fields(tt.words), 0)
		if !ok || m.Role != tt.role || m.Office != tt.office || m.Sector != tt.sector || m.Len != tt.n {
			t.Errorf("%s: got %v role %q office %q sector %q len %d", tt.words, ok, m.Role, m.Office, m.Sector, m.Len)
		}
	}
	for _, none := range []string{"former ally", "table", "elect him", "the president"} {
		if m, ok := g.Title(strings.Fields(none), 0); ok {
			t.Errorf("%s: got %+v", none, m)
		}
	}
	if m, _ := g.Title([]string{"Defense", "Minister"}, 0); m.Title.Body != "defense-ministry" {
		t.Errorf("no body: %+v", m.Title)
	}
}

func TestGroupNouns(t *testing.T) {
	g := load(t)
	for noun, want := range map[string]string{
		"official": "GOV", "troop": "MIL", "soldier": "MIL", "police": "COP", "lawmaker": "LEG", "rebel": "REB", "militant": "UAF",
		"cartel": "CRM", "gang": "CRM", "trafficker": "CRM", "protester": "CVL", "journalist": "JRN", "student": "EDU", "resident": "CVL",
		"refugee": "REF", "judge": "JUD", "opposition": "OPP", "doctor": "MED", "farmer": "AGR", "union": "LAB", "analyst": "", "expert": "",
	} {
		n := g.GroupNoun(noun)
		if n == nil {
			t.Errorf("%s: unknown", noun)
			continue
		}
		got := ""
		if len(n.Sectors) > 0 {
			got = n.Sectors[0]
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", noun, got, want)
		}
	}
	if n, k := g.GroupPhrase([]string{"the", "drug", "cartel", "leader"}, 1); n == nil || k != 2 {
		t.Errorf("got %v, %d", n, k)
	}
}

func TestDemonymsAndSeats(t *testing.T) {
	g := load(t)
	if ds := g.Demonym("Mexican"); len(ds) != 1 || !ds[0].Adjective || !ds[0].People || ds[0].Plural || ds[0].Entry.ID != "country:MEX" {
		t.Errorf("Mexican: %+v", ds)
	}
	if ds := g.Demonym("Frenchmen"); len(ds) != 1 || ds[0].Adjective || !ds[0].People || !ds[0].Plural {
		t.Errorf("Frenchmen: %+v", ds)
	}
	if ds := g.Demonym("polish"); len(ds) != 0 {
		t.Errorf("polish: %+v", ds)
	}
	if ds := g.Demonym("Dominican"); len(ds) != 2 || !ds[0].Ambiguous {
		t.Errorf("Dominican: %+v", ds)
	}
	for name, want := range map[string]string{"Washington": "country:USA", "Beijing": "country:CHN", "Brussels": "country:BEL org:european-union", "Tijuana": "", "Kiev": "country:UKR"} {
		if got := ids(g.Capital(name)); got != want {
			t.Errorf("capital %s: got %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{"Aleppo": "place:SYR/aleppo", "Gaza": "place:PSE/gaza", "Crimea": "place:UKR/crimea", "Georgia": "country:GEO place:USA/georgia~state", "Sahel": "region:sahel"} {
		if got := ids(g.Place(name)); got != want {
			t.Errorf("place %s: got %q, want %q", name, got, want)
		}
	}
}

func TestPloverCountry(t *testing.T) {
	g := load(t)
	for code, want := range map[string]string{"PRI": "USA", "FLK": "GBR", "HKG": "HKG", "PSE": "PSE", "XKX": "KOS", "MEX": "MEX", "IGO": "IGO"} {
		if got := g.PloverCountry(code); got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
	if e := g.Country("KOS"); e == nil || e.Country != "XKX" {
		t.Errorf("KOS: %v", e)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{"Claudia Sheinbaum": "claudia-sheinbaum", "São Tomé and Príncipe": "sao-tome-and-principe", "Łódź": "lodz", " 'Ndrangheta ": "ndrangheta", "G20": "g20", "习近平": "习近平", "": ""} {
		if got := slug(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := load(b)
	words := strings.Fields(`The Mexican Foreign Ministry said that Claudia Sheinbaum had spoken with US officials about the cartels , the United
		Nations Security Council and Russia 's Defense Ministry , while troops moved from Mexico City to the border near El Paso , Texas .`)
	b.ReportMetric(float64(len(words)), "tokens/op")
	for b.Loop() {
		for i := range words {
			g.Lookup(words, i)
		}
	}
}
