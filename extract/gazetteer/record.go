package gazetteer

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// record is one entry as a data file gives it, before it is checked. The keys
// are the same in the embedded files and in a user's.
type record struct {
	where      string // file:line
	kind       Kind
	name       string
	qualifier  string
	code       string // of a country
	codes      []string
	aliases    []string
	adjectives []string
	people     []string
	capitals   []string
	country    string
	sectors    []string
	parent     string
	wikidata   string
	typ        string
	seat       string
}

var errKey = errors.New("unknown key")

// set fills one field. Values are lists already cut at semicolons.
func (r *record) set(k string, vs []string) error {
	one := func(to *string) error {
		if len(vs) != 1 {
			return fmt.Errorf("%s takes one value, not %d", k, len(vs))
		}
		*to = vs[0]
		return nil
	}
	switch k {
	case "kind":
		var s string
		if err := one(&s); err != nil {
			return err
		}
		return r.setKind(s)
	case "code":
		if len(vs) == 0 {
			return errors.New("code needs a value")
		}
		r.code, r.codes = vs[0], vs[1:]
	case "aliases":
		r.aliases = vs
	case "adj":
		r.adjectives = vs
	case "people":
		r.people = vs
	case "capital":
		r.capitals = vs
	case "country":
		return one(&r.country)
	case "sector":
		r.sectors = vs
	case "parent":
		return one(&r.parent)
	case "wikidata":
		return one(&r.wikidata)
	case "type":
		return one(&r.typ)
	case "seat":
		return one(&r.seat)
	default:
		return fmt.Errorf("%w %q (known: name, kind, aliases, code, adj, people, capital, country, sector, parent, wikidata, type, seat)", errKey, k)
	}
	return nil
}

func (r *record) setKind(s string) error {
	for _, k := range []Kind{Country, Region, Person, Organization, Group, Place} {
		if strings.EqualFold(s, string(k)) {
			r.kind = k
			return nil
		}
	}
	return fmt.Errorf("unknown kind %q (country, region, person, organization, group or place)", s)
}

// sectorCodes are PLOVER's (manual, table 'Sector Codes').
var sectorCodes = map[string]bool{
	"COP": true, "GOV": true, "JUD": true, "LEG": true, "MIL": true, "PRM": true, "PTY": true, "REB": true, "SPY": true,
	"UAF": true, "UNK": true, "AGR": true, "BUS": true, "CRM": true, "CVL": true, "EDU": true, "ELI": true, "JRN": true,
	"LAB": true, "MED": true, "REF": true, "OPP": true, "PRE": true, "REL": true, "SOC": true,
}

// international are PLOVER's non-state actor codes (manual, table
// 'International Non-state actor names').
var international = map[string]bool{"IGO": true, "UNO": true, "EUR": true, "NGO": true, "ISM": true, "IMG": true, "MNC": true}

// ofState are the sectors whose bodies belong to their state by nature.
var ofState = map[string]bool{"GOV": true, "MIL": true, "COP": true, "SPY": true, "LEG": true, "JUD": true}

func (r *record) check() error {
	switch {
	case r.name == "":
		return errors.New("an entry needs a name")
	case r.kind == "":
		return fmt.Errorf("%q has no kind (country, region, person, organization, group or place)", r.name)
	case !strings.ContainsFunc(r.name, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }):
		return fmt.Errorf("the name %q has no letters", r.name)
	case r.kind == Country && !isCode(r.code):
		return fmt.Errorf("country %q needs a code of three capitals (ISO 3166-1 alpha-3)", r.name)
	case r.kind != Country && r.code != "":
		return fmt.Errorf("%q: only a country has a code (meant: country?)", r.name)
	}
	for _, s := range r.sectors {
		if !sectorCodes[s] {
			return fmt.Errorf("%q: unknown sector %q (see PLOVER's table of sector codes)", r.name, s)
		}
	}
	return nil
}

func isCode(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := 0; i < 3; i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// id is what the graph calls the entry.
func (r *record) id() string {
	s := slug(r.name)
	if r.qualifier != "" {
		s += "~" + slug(r.qualifier)
	}
	switch r.kind {
	case Country:
		return "country:" + r.code
	case Place:
		at := r.country
		if at == "" {
			at = "ZZZ"
		}
		return "place:" + at + "/" + s
	case Organization:
		return "org:" + s
	}
	return strings.ToLower(string(r.kind)) + ":" + s
}

// doubtful cuts the mark '?' off a name that also means something else.
func doubtful(name string) (string, bool) {
	if s, ok := strings.CutSuffix(name, "?"); ok {
		return strings.TrimSpace(s), true
	}
	return name, false
}

// qualified cuts '~qualifier' off a name.
func qualified(name string) (string, string) {
	n, q, _ := strings.Cut(name, "~")
	return strings.TrimSpace(n), strings.TrimSpace(q)
}

// inflect gives the singular and plural of a people noun: 'Mexican' is regular,
// 'Frenchman/Frenchmen' is not, '=Chinese' has one form for both.
func inflect(noun string) (singular, plural string) {
	if s, ok := strings.CutPrefix(noun, "="); ok {
		return s, s
	}
	if s, p, ok := strings.Cut(noun, "/"); ok {
		return s, p
	}
	return noun, noun + "s"
}

// day reads a date of the data, whole or without day or month. An end known by
// its month or year lies after its last day.
func day(s string, end bool) (time.Time, error) {
	for i, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) != len(layout) {
			continue
		}
		t, err := time.Parse(layout, s)
		if err != nil {
			break
		}
		if end && i == 1 {
			t = t.AddDate(0, 1, 0)
		}
		if end && i == 2 {
			t = t.AddDate(1, 0, 0)
		}
		return t, nil
	}
	return time.Time{}, fmt.Errorf("%q is no date (write 2024-10-01, 2024-10 or 2024)", s)
}
