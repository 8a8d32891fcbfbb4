package gazetteer

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"
)

// shared opens a file of the reference material beside the repository; the
// test is skipped where that is absent.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "gazetteer", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared/data/gazetteer/%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestNamesAreDistinct: a name for two entries of the same standing must be
// marked doubtful ('?') in both, so that nobody takes it without a context.
func TestNamesAreDistinct(t *testing.T) {
	g := load(t)
	seen := map[string]bool{}
	check := func(name string) {
		uses := g.names.exact(name)
		for i, u := range uses {
			for _, v := range uses[:i] {
				if u.entry == nil || v.entry == nil || u.entry == v.entry || u.form != v.form || u.ambiguous || v.ambiguous {
					continue
				}
				if k := key(name); !seen[k] {
					seen[k] = true
					t.Errorf("%q is %s and %s: mark it with ? in at least one of them", name, v.entry.ID, u.entry.ID)
				}
			}
		}
	}
	for _, e := range g.entries {
		check(e.Name)
		for _, a := range e.Aliases {
			check(a)
		}
		for _, a := range g.adjectives[e.ID] {
			check(a)
		}
	}
}

func TestEntriesAreWhole(t *testing.T) {
	g := load(t)
	if n := len(g.entries); n < 5000 {
		t.Errorf("only %d entries", n)
	}
	counts := map[Kind]int{}
	for _, e := range g.entries {
		counts[e.Kind]++
		switch {
		case e.Kind == Organization && e.Sectors == nil && !international[e.Country]:
			t.Errorf("%s has no sector", e.ID)
		case e.Kind == Organization && e.Country == "":
			t.Errorf("%s has no country", e.ID)
		case e.Kind == Person && (e.Country == "" || e.Sectors == nil):
			t.Errorf("%s has no country or sector", e.ID)
		case e.Kind == Place && e.Country == "":
			t.Errorf("%s has no country", e.ID)
		}
		for _, a := range e.Aliases {
			if strings.ContainsAny(a, "~{}|=?") {
				t.Errorf("%s: the alias %q has a sign of the file format", e.ID, a)
			}
		}
	}
	t.Logf("entries: %v; terms: %d; titles: %d; nouns: %d", counts, len(g.holdings), len(g.titles.ends), len(g.groups))
}

// TestTermsDoNotOverlap: two regular holders of one office at once are an error
// of the data, but for offices of several people.
func TestTermsDoNotOverlap(t *testing.T) {
	g := load(t)
	several := map[string]bool{"presidency member": true, "captain regent": true, "co-prince": true}
	for k, hs := range g.byOffice {
		for i := 1; i < len(hs); i++ {
			a, b := hs[i-1], hs[i]
			if several[a.Role] || a.Acting || b.Acting {
				continue
			}
			if a.To.IsZero() || a.To.After(b.From) {
				t.Errorf("%s: the term of %s (to %s) overlaps that of %s (from %s)", k, a.Person.Name, a.To.Format(time.DateOnly), b.Person.Name, b.From.Format(time.DateOnly))
			}
		}
	}
}

// TestCountryCodes: every alpha-3 code of ISO 3166-1 is there, and nothing else
// but XKX.
func TestCountryCodes(t *testing.T) {
	const iso = `ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ
		BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK
		DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY
		HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA
		LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER
		NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP
		SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV
		TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE XKX`
	g := load(t)
	want := map[string]bool{}
	for _, c := range strings.Fields(iso) {
		want[c] = true
		if g.Country(c) == nil {
			t.Errorf("%s is missing", c)
		}
	}
	for _, e := range g.entries {
		if e.Kind == Country && !want[e.Country] {
			t.Errorf("%s is no ISO code", e.Country)
		}
	}
}

// TestFactbookCountries: the World Factbook's states and territories are all
// known, by name, long name and capital.
func TestFactbookCountries(t *testing.T) {
	var book []struct{ Name, Long, Capital, Region string }
	if err := json.Unmarshal(shared(t, "factbook.json"), &book); err != nil {
		t.Fatal(err)
	}
	g := load(t)
	missing := 0
	for _, c := range book {
		e := g.factbookEntry(c.Name, c.Long)
		if e == nil {
			if c.Region != "oceans" && c.Region != "world" && c.Region != "meta" && c.Name != "" && c.Name != "none" {
				missing++
				t.Errorf("%q (%q) is unknown", c.Name, c.Long)
			}
			continue
		}
		capital := html.UnescapeString(c.Capital)
		if i := strings.IndexAny(capital, ";("); i > 0 {
			capital = capital[:i]
		}
		capital = strings.TrimSpace(strings.Split(capital, " in Romanian")[0])
		if e.Kind != Country || capital == "" || capital == "none" || strings.Contains(capital, "administered") || strings.Contains(capital, "base") || strings.HasPrefix(capital, "no official") {
			continue
		}
		found := false
		for _, p := range g.Place(capital) {
			found = found || p.Country == e.Country
		}
		if !found && capital != e.Name {
			t.Errorf("%s: the capital %q is unknown", e.Name, capital)
		}
	}
}

// factbookEntry finds a country by the Factbook's way of naming.
func (g *Gazetteer) factbookEntry(names ...string) *Entry {
	for _, n := range names {
		n = html.UnescapeString(n)
		for _, form := range []string{n, strings.Split(n, ",")[0], strings.Split(n, " (")[0], strings.TrimPrefix(n, "The ")} {
			if form == "" || form == "none" {
				continue
			}
			for _, e := range g.Place(form) {
				if e.Kind == Country {
					return e
				}
			}
			if es := g.Place(form); len(es) > 0 {
				return es[0]
			}
		}
	}
	return nil
}

var title = regexp.MustCompile(`^(President|Prime Minister|Chancellor|Federal Chancellor|Premier|Taoiseach) `)

// TestOfficeHolders compares the terms with the Factbook's leaders since 2015:
// whom it calls president or prime minister must be known by family name and
// be in office on the day that it gives, or within a month of it.
func TestOfficeHolders(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(string(shared(t, "office_holders_since.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	g := load(t)
	type result struct{ known, late, unknown int }
	var sum result
	var bad []string
	for _, r := range rows[1:] {
		if len(r) < 5 || !title.MatchString(r[3]) {
			continue
		}
		e := g.factbookEntry(r[1])
		since, err := time.Parse("2 January 2006", r[4])
		if e == nil || e.Kind != Country || e.Parent != "" || err != nil {
			continue
		}
		switch g.checkTerm(e, r[3], since) {
		case "known":
			sum.known++
		case "late":
			sum.late++
			bad = append(bad, "other day: "+r[1]+": "+r[3]+" since "+r[4])
		default:
			sum.unknown++
			bad = append(bad, "unknown: "+r[1]+": "+r[3]+" since "+r[4])
		}
	}
	sort.Strings(bad)
	total := sum.known + sum.late + sum.unknown
	t.Logf("of %d terms %d agree, %d have another day, %d are unknown", total, sum.known, sum.late, sum.unknown)
	if float64(sum.known) < 0.95*float64(total) {
		t.Errorf("too few agree:\n%s", strings.Join(bad, "\n"))
	} else if testing.Verbose() {
		t.Log(strings.Join(bad, "\n"))
	}
}

var capitals = regexp.MustCompile(`\p{Lu}[\p{Lu}'-]+`)

func (g *Gazetteer) checkTerm(of *Entry, name string, since time.Time) string {
	words := map[string]bool{}
	for _, w := range capitals.FindAllString(name, -1) {
		for _, p := range strings.Fields(key(w)) {
			words[p] = true
		}
	}
	found := "unknown"
	for _, h := range g.holdings {
		if h.Of != of {
			continue
		}
		same := false
		for _, n := range append([]string{h.Person.Name}, h.Person.Aliases...) {
			for _, p := range strings.Fields(key(n)) {
				same = same || words[p]
			}
		}
		if !same {
			continue
		}
		if d := h.From.Sub(since).Hours() / 24; d > -31 && d < 31 || h.holds(since) { // the day may be a later oath
			return "known"
		}
		found = "late"
	}
	return found
}
