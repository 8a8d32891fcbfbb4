package codes

import (
	"bufio"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/entente/entente/graph"
)

func TestCountry(t *testing.T) {
	for _, c := range []struct {
		list List
		code string
		want string // "" where it is in no list
	}{
		{ISO, "PER", "country:PER"}, {ISO, "per", ""}, {Numeric, "004", "country:AFG"}, {Numeric, "4", "country:AFG"}, {FIPS, "UP", "country:UKR"},
		{FIPS, "GZ", "country:PSE"}, {FIPS, "YI", "country:SRB"}, {FIPS, "OC", ""}, {GW, "365", "country:RUS"}, {GW, "260", "country:DEU"},
		{CAMEO, "ROM", "country:ROU"}, {CAMEO, "ROU", "country:ROU"}, {CAMEO, "AFR", ""}, {Name, "Congo, Democratic Republic of", "country:COD"},
		{Name, "Yemen (North Yemen)", "country:YEM"}, {Name, "Cote d'Ivoire", "country:CIV"}, {Name, "Côte d’Ivoire", "country:CIV"}, {Name, "Atlantis", ""}, {Name, "", ""},
	} {
		a, ok := Country(c.list, c.code)
		if ok != (c.want != "") || ok && a.ID != c.want {
			t.Errorf("list %d, %q: %+v, want %q", c.list, c.code, a, c.want)
		}
	}
}

func TestPLOVER(t *testing.T) {
	for _, c := range []struct {
		code  string
		want  graph.EventType
		mode  string
		known bool
	}{
		{"112", graph.Accuse, "disapprove", true}, {"010", "", "", true}, {"0256", "", "", true}, {"0199", "", "", false}, {"1823", graph.Assault, "", true},
		{"186", graph.Assault, "targeted", true}, {"0841", graph.Retreat, "release", true}, {"0811", graph.Concede, "", true}, {"1951", graph.Assault, "heavy-weapons", false},
		{"14", graph.Protest, "", true}, {"---", "", "", false}, {"", "", "", false}, {"9", "", "", false}, {"99", "", "", false},
	} {
		got, known := PLOVER(c.code)
		if got.Type != c.want || got.Mode != c.mode || known != c.known {
			t.Errorf("%q: %+v, %v", c.code, got, known)
		}
	}
}

// The list holds what can stand in a graph, and no code twice.
func TestListsAreSound(t *testing.T) {
	tab := load()
	for code, c := range tab.plover {
		if c.Type != "" && !slices.Contains(graph.EventTypes(), c.Type) {
			t.Errorf("%s is a %s", code, c.Type)
		}
	}
	check := func(a *graph.Actor) {
		if !graph.ValidID(a.ID) || a.Name == "" {
			t.Errorf("%+v", a)
		}
	}
	for _, list := range tab.countries {
		for _, a := range list {
			check(a)
		}
	}
	for _, list := range []map[string]*graph.Actor{tab.groups, tab.regions} {
		for _, a := range list {
			check(a)
		}
	}
	for file, columns := range map[string][]int{actorsFile: {1}, ploverFile: {3}, countriesFile: {0, 1, 2, 3}} {
		for _, column := range columns {
			seen := map[string]bool{}
			each(file, strings.Count(lastLine(file), "|")+1, func(f []string) {
				for code := range strings.FieldsSeq(f[column]) {
					if seen[code] {
						t.Errorf("%s is there twice", code)
					}
					seen[code] = true
				}
			})
		}
	}
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

func TestIdentity(t *testing.T) {
	for _, c := range []struct {
		in            Identity
		id, name      string
		country       string
		sector, wrong string
	}{
		{Identity{Code: "MEX", Name: "MEXICO", Country: "MEX"}, "country:MEX", "Mexico", "MEX", "", ""},
		{Identity{Code: "MEXGOV", Name: "PRESIDENT", Country: "MEX", Type: "GOV"}, "country:MEX", "Mexico", "MEX", "", ""},
		{Identity{Code: "MEXCOP", Name: "POLICE", Country: "MEX", Type: "COP"}, "group:MEX-COP", "Mexico police", "MEX", "COP", ""},
		{Identity{Code: "MEXMED", Name: "PAPER", Country: "MEX", Type: "MED"}, "group:MEX-JRN", "Mexico media", "MEX", "JRN", ""},
		{Identity{Code: "HLH", Name: "DOCTOR", Type: "HLH"}, "group:MED", "medical workers", "", "MED", ""},
		{Identity{Code: "REL", Name: "PRIEST"}, "group:REL", "religious groups", "", "REL", ""},
		{Identity{Code: "IGOUNO", Name: "THE UN", Group: "UNO", Type: "IGO"}, "org:united-nations", "United Nations", "UNO", "", ""},
		{Identity{Code: "MNC", Name: "COMPANY", Type: "MNC"}, "group:MNC", "multinational companies", "MNC", "", ""},
		{Identity{Code: "AFR", Name: "AFRICA", Country: "AFR"}, "region:africa", "Africa", "", "", ""},
		{Identity{Code: "AFRMIL", Name: "AFRICAN TROOPS", Country: "AFR", Type: "MIL"}, "group:africa-military", "Africa military", "", "MIL", ""},
		{Identity{Code: "IRQkur", Name: "KURD", Country: "IRQ", Ethnic: "kur"}, "group:IRQ~kurd", "Kurd", "IRQ", "", ""},
		{Identity{Code: "MOSSUN", Name: "SUNNI CLERIC", Religion: "MOS"}, "group:sunni-cleric", "Sunni Cleric", "", "", ""},
		{Identity{Code: "QQQ", Name: "SOMEWHERE", Country: "QQQ"}, "group:QQQ~somewhere", "Somewhere", "QQQ", "", "country QQQ"},
		{Identity{Code: "MEXQQQ", Name: "THEM", Country: "MEX", Type: "QQQ"}, "group:MEX-QQQ", "Mexico QQQ", "MEX", "QQQ", "type QQQ"},
		{Identity{Code: "QQQ", Name: "A LEAGUE", Group: "QQQ"}, "org:a-league", "A League", "", "", "group QQQ"},
		{Identity{Code: "\x01", Name: "\x02", Country: "/%"}, "", "", "", "", "country /%"},
		{Identity{}, "", "", "", "", ""},
	} {
		a, unknown, ok := c.in.Actor()
		if ok != (c.id != "") || a.ID != c.id || a.Name != c.name || a.Country != c.country || a.Sector != c.sector || strings.Join(unknown, " ") != c.wrong {
			t.Errorf("%+v: %+v, %v, unknown %q", c.in, a, ok, unknown)
		}
		if ok && !graph.ValidID(a.ID) {
			t.Errorf("%q is no id", a.ID)
		}
	}
}

func TestSomeone(t *testing.T) {
	for _, c := range []struct{ name, country, sector, want string }{
		{"India", "IND", "", "country:IND"}, {"Police (India)", "IND", "COP", "group:IND-COP"}, {"Citizen (India)", "IND", "", "group:IND-CVL"},
		{"Weavers (India)", "IND", "", "group:IND~weavers"}, {"Jane Doe", "IND", "GOV", "person:jane-doe"}, {"Ministry of Weaving", "IND", "GOV", "org:ministry-of-weaving"},
		{"FOO Front", "", "", "org:foo-front"}, {"", "IND", "GOV", "country:IND"}, {"", "IND", "REB", "group:IND-REB"}, {"", "", "", ""}, {"…", "", "", ""},
	} {
		if a, ok := Someone(c.name, c.country, c.sector, ""); a.ID != c.want && ok || ok != (c.want != "") {
			t.Errorf("%+v: %+v, %v", c, a, ok)
		}
	}
}

func FuzzIdentity(f *testing.F) {
	f.Add("USAGOV", "PRESIDENT", "USA", "", "", "", "GOV")
	f.Add("\xff", "é ~", "", "x", "y", "z", "~")
	f.Fuzz(func(t *testing.T, code, name, country, group, ethnic, religion, kind string) {
		a, _, ok := Identity{code, name, country, group, ethnic, religion, kind}.Actor()
		if ok && (!graph.ValidID(a.ID) || a.Name == "") {
			t.Errorf("%+v", a)
		}
		if a, ok = Someone(name, country, kind, ""); ok && (!graph.ValidID(a.ID) || a.Name == "") {
			t.Errorf("%+v", a)
		}
	})
}

// Every code that the codebook's conversion table has, we have, with its type.
func TestConversionTable(t *testing.T) {
	f, err := os.Open(filepath.Join("../../../shared/data", "plover-CAMEO2PLOVER-2021.txt"))
	if err != nil {
		t.Skip("needs the conversion table: ", err)
	}
	defer f.Close()
	line := regexp.MustCompile(`^(\d{3,4}):\s*(\w+),`)
	n := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		m := line.FindStringSubmatch(s.Text())
		if m == nil {
			continue
		}
		n++
		if got, known := PLOVER(m[1]); !known || string(got.Type) != m[2] {
			t.Errorf("%s is %s, want %s", m[1], got.Type, m[2])
		}
	}
	if n < 200 {
		t.Errorf("only %d codes were looked at", n)
	}
}

// The lists that GDELT publishes hold no code that we lack.
func TestPublishedLists(t *testing.T) {
	for file, known := range map[string]func(code string) bool{
		"cameoGroup.txt":   func(c string) bool { return load().groups[c] != nil || load().countries[CAMEO][c] != nil },
		"cameoType.txt":    func(c string) bool { _, ok := load().types[c]; return ok || load().groups[c] != nil },
		"cameoCountry.txt": func(c string) bool { return load().regions[c] != nil || load().countries[CAMEO][c] != nil },
		"cameoEvent.txt":   func(c string) bool { _, ok := PLOVER(c); return ok },
	} {
		b, err := os.ReadFile(filepath.Join("../../../shared/data/gdelt/lookups", file))
		if err != nil {
			t.Skip("needs the published lists: ", err)
		}
		for i, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			if code, _, _ := strings.Cut(l, "\t"); i > 0 && !known(strings.TrimSpace(code)) {
				t.Errorf("%s: %s", file, l)
			}
		}
	}
}
