package gazetteer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const userFile = `# a user's own actors
entries:
  - name: Meridian Risk
    kind: organization
    aliases: [Meridian Risk Ltd, "MRX?"]
    country: USA
    sector: BUS
  - name: CIA
    kind: organization
    aliases: [The Company of Langley]
    wikidata: Q37230
  - {name: Ruritania, kind: country, code: RRT, adj: Ruritanian, people: [Ruritanian], capital: Strelsau}
offices:
  - {of: MEX, role: president, person: "Juan {Ejemplo} Mora", from: 2030-10-01}
  - {of: org:cia, role: director, title: CIA Director, person: Jane Q. Public, from: 2031-01, sector: SPY}
titles:
  - {title: lehendakari, role: president, sector: GOV}
groups:
  - {noun: huachicolero, sector: CRM}
`

func TestUserFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.yaml")
	if err := os.WriteFile(path, []byte(userFile), 0o600); err != nil {
		t.Fatal(err)
	}
	g := load(t, WithFile(path))
	if m, ok := g.Lookup([]string{"Meridian", "Risk", "Ltd"}, 0); !ok || m.Entry().ID != "org:meridian-risk" || m.Entry().Sector() != "BUS" {
		t.Errorf("Meridian Risk Ltd: %+v", m)
	}
	if m, ok := g.Lookup([]string{"MRX"}, 0); !ok || !m.Readings[0].Ambiguous {
		t.Errorf("MRX: %+v", m)
	}
	if e := g.Entry("org:cia"); e.WikidataID != "Q37230" || e.Parent != "country:USA" || ids(g.Named("The Company of Langley")) != "org:cia" {
		t.Errorf("CIA was not extended: %+v", e)
	}
	if m, ok := g.Lookup([]string{"Ruritanian", "foreign", "ministry"}, 0); !ok || m.Entry().ID != "org:foreign-ministry-of-ruritania" {
		t.Errorf("Ruritanian foreign ministry: %+v", m)
	}
	for day, want := range map[string]string{"2030-09-30": "Claudia Sheinbaum", "2030-10-01": "Juan Ejemplo Mora"} {
		hs := g.HolderOf("president", "MEX", date(t, day))
		if len(hs) != 1 || hs[0].Person.Name != want {
			t.Errorf("%s: %v, want %s", day, hs, want)
		}
	}
	if cs := g.PersonByLastName("Ejemplo", date(t, "2031-01-01")); len(cs) != 1 || cs[0].Relation != InOffice {
		t.Errorf("Ejemplo: %v", cs)
	}
	if m, ok := g.Title([]string{"Lehendakari"}, 0); !ok || m.Role != "president" {
		t.Errorf("lehendakari: %+v", m)
	}
	if n := g.GroupNoun("huachicolero"); n == nil || n.Sectors[0] != "CRM" {
		t.Errorf("huachicolero: %v", n)
	}
	if plain := load(t); plain.Entry("org:meridian-risk") != nil || plain.Entry("org:cia").WikidataID != "" {
		t.Error("one gazetteer's file changed another")
	}
}

func TestUserFileErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no YAML", "entries: [", "mine.yaml: no YAML"},
		{"scalar", "hello", "mine.yaml:1: want the keys entries"},
		{"section", "\nentry:\n  - name: X", "mine.yaml:2: unknown section \"entry\""},
		{"no list", "entries:\n  name: X", "entries wants a list"},
		{"key", "entries:\n  - name: X\n    kind: place\n    colour: red", "mine.yaml:2: unknown key \"colour\""},
		{"kind", "entries:\n  - {name: X, kind: planet}", "unknown kind \"planet\""},
		{"no kind", "entries:\n  - {name: X}", "has no kind"},
		{"sector", "entries:\n  - {name: X, kind: organization, sector: XXX}", "unknown sector \"XXX\""},
		{"country", "entries:\n  - {name: Xylo, kind: organization, country: QQQ}", "mine.yaml:2: \"Xylo\": unknown country code \"QQQ\""},
		{"parent", "entries:\n  - {name: Xylo, kind: organization, parent: org:none}", "the parent \"org:none\" is unknown"},
		{"date", "offices:\n  - {of: MEX, role: president, person: A B, from: soon}", "\"soon\" is no date"},
		{"term", "offices:\n  - {of: MEX, role: president, person: A B, from: 2031-01-01, to: 2030-01-01}", "ends before it starts"},
		{"office key", "offices:\n  - {of: MEX, role: president, who: A B, from: 2031}", "unknown field \"who\""},
		{"of", "offices:\n  - {of: QQQ, role: president, person: A B, from: 2031}", "is of \"QQQ\", which is unknown"},
		{"title", "titles:\n  - {title: president, role: boss, sector: BUS}", "is there twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load(WithReader("mine.yaml", strings.NewReader(tt.text)))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
	if _, err := Load(WithFile("/nonexistent/mine.yaml")); err == nil || !strings.Contains(err.Error(), "/nonexistent/mine.yaml") {
		t.Errorf("got %v", err)
	}
}

func TestUserFileTooDeep(t *testing.T) {
	for name, text := range map[string]string{"brackets": "entries: " + strings.Repeat("[", 60_000), "braces": "entries:\n" + strings.Repeat("{a: ", 15_000), "lists": "entries:\n" + strings.Repeat("- ", 30_000)} {
		b := newBuilder()
		b.readUser("f.yaml", []byte(text))
		if len(b.errs) != 1 || !strings.Contains(b.errs[0].Error(), "deep in one another") {
			t.Errorf("%s: %v", name, b.errs)
		}
	}
	b := newBuilder()
	b.readUser("f.yaml", []byte(strings.Repeat("# "+strings.Repeat("-", 200)+"\n", 3)+"entries: []\n"))
	if len(b.errs) > 0 {
		t.Error(b.errs)
	}
}

// FuzzUserFile: whatever the file holds, there is an error or a gazetteer whose
// new entries are found by their names.
func FuzzUserFile(f *testing.F) {
	f.Add(userFile)
	f.Add("entries:\n- name: \"?\"\n  kind: person")
	f.Add("entries:\n- name: \"A {B\"\n  kind: person\n  aliases: [\"~\", \"\"]")
	f.Add("entries: &a\n- *a")
	f.Add("offices:\n- {of: MEX, role: x, person: \"{} = [\", from: 2001}")
	f.Add("titles: [{title: \"\"}]\ngroups: [{noun: \"\"}]")
	base, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := newBuilder()
		b.readUser("f.yaml", []byte(text))
		b.finish()
		if len(b.errs) > 0 {
			for _, err := range b.errs {
				if !strings.HasPrefix(err.Error(), "f.yaml") {
					t.Errorf("no file in %q", err)
				}
			}
			return
		}
		for _, e := range b.g.entries {
			if base.byID[e.ID] == nil && len(b.g.Named(e.Name)) == 0 {
				t.Errorf("%q is not found by its name", e.Name)
			}
		}
	})
}

func FuzzLookup(f *testing.F) {
	f.Add("Mexico 's Foreign Ministry of the")
	f.Add("al - Qaeda in the Arabian Peninsula ' - . /")
	f.Add("former deputy vice - president - elect")
	g, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Split(text, " ")
		for i := -1; i <= len(words); i++ {
			if m, ok := g.Lookup(words, i); ok {
				if m.Start != i || m.Len < 1 || i+m.Len > len(words) || len(m.Readings) == 0 {
					t.Fatalf("match %+v in %q at %d", m, words, i)
				}
				for _, r := range m.Readings {
					if (r.Entry == nil) != (r.Form == FormBody) {
						t.Fatalf("reading %+v in %q at %d", r, words, i)
					}
				}
			}
			if m, ok := g.LeaderGovernment(words, i, time.Now()); ok && i+m.Len > len(words) {
				t.Fatalf("match %+v in %q at %d", m, words, i)
			}
			if m, ok := g.Title(words, i); ok && (m.Len < 1 || i+m.Len > len(words)) {
				t.Fatalf("title %+v in %q at %d", m, words, i)
			}
		}
	})
}
