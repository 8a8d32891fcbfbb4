package extract

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract/gazetteer"
	"github.com/entente/entente/nlp"
)

var update = flag.Bool("update", false, "write the golden files anew")

var load = sync.OnceValues(func() (*Extractor, error) {
	p, err := nlp.Load()
	if err != nil {
		return nil, err
	}
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return New(p, g), nil
})

func extractor(t testing.TB) *Extractor {
	t.Helper()
	x, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func read(t testing.TB, doc Document) Extraction {
	t.Helper()
	e, err := extractor(t).Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

var may = calendar.Date{Year: 2024, Month: 5, Day: 15} // a Wednesday

func names(e Extraction, roles []Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, e.Actors[r.Actor].Name)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func eventLine(e Extraction, v Event) string {
	return v.Type + " " + string(v.Status) + ": " + names(e, v.Sources) + " > " + names(e, v.Targets)
}

func TestAffiliations(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Ghanaian Foreign Minister Maria Lopez spoke.", "Maria Lopez, Foreign Minister, Ghana"},
		{"Maria Lopez, the director of the Volta Institute, spoke.", "Maria Lopez, director, Volta Institute"},
		{"Ghana condemned the attack, and its president, Maria Lopez, spoke.", "Maria Lopez, president, Ghana"},
		{"Former Ghanaian ambassador Maria Lopez spoke.", "Maria Lopez, former ambassador, Ghana"},
		{"The Volta Institute, led by Maria Lopez, closed.", "Maria Lopez, leader, Volta Institute"},
		{"Presidents Maria Lopez of Ghana and Paul Biya of Cameroon met.", "Maria Lopez, president, Ghana; Paul Biya, president, Cameroon"},
		{"The Volta Institute, whose director is Maria Lopez, closed.", "Maria Lopez, director, Volta Institute"},
		{"NATO air and missile defence commissioner Maria Lopez spoke.", "Maria Lopez, commissioner, NATO"},
		{"He criticized Democratic challenger former Vice President Joe Biden.", "Joe Biden, former Vice President, United States"},
		{"Trade grew during the presidency of Paul Biya.", "Paul Biya, president, Cameroon"},
		{"France trained troops of Paul Biya's government.", "Paul Biya, leader, Cameroon"},
		{"President Paul Biya spoke. France trained troops of Paul Biya's government.", "Paul Biya, President, Cameroon"},
		{"King Felipe VI spoke.", "Felipe VI, King, Spain"},
		{"Bavarian interior minister Maria Lopez spoke.", ""},
		{"California Attorney General Maria Lopez spoke.", ""},
		{"California Senator Maria Lopez spoke.", "Maria Lopez, Senator, United States"},
	} {
		e := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, a := range e.Affiliations {
			if !a.Known {
				got = append(got, e.Actors[a.Who].Name+", "+a.Role+", "+e.Actors[a.Of].Name)
			}
		}
		if line := strings.Join(got, "; "); line != c.want {
			t.Errorf("%q: got %s; want %s", c.text, line, c.want)
		}
	}
}

// Who held an office counts by the article's date.
func TestOfficeByDate(t *testing.T) {
	for year, want := range map[int]string{2016: "Barack Obama", 2019: "Donald Trump", 2023: "Joe Biden"} {
		e := read(t, Document{Text: "The president of the United States criticized Iran.", Published: calendar.Date{Year: year, Month: 6, Day: 1}})
		if len(e.Events) != 1 || names(e, e.Events[0].Sources) != want {
			t.Errorf("%d: %+v, want %s", year, e.Events, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"The minister said that the border was closed and that the talks had failed.":                       "en",
		"El ministro dijo que la frontera estaba cerrada y que las conversaciones habían fracasado.":        "es",
		"大臣は国境が閉鎖され、交渉が失敗したと述べた。":                                                                           "ja",
		"Der Minister sagte, die Grenze sei geschlossen und die Gespräche seien gescheitert, wie es heißt.": "de",
	} {
		e := read(t, Document{Text: text, Published: may})
		if e.Language != want {
			t.Errorf("%q: %q, want %q", text, e.Language, want)
		}
		if want != "en" && len(e.Actors)+len(e.Events)+len(e.Statements)+len(e.Mentions)+len(e.Dates) > 0 {
			t.Errorf("%q: findings in another language", text)
		}
	}
}

func sample(t testing.TB) Document {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "harbor.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return Document{Title: "Philippines declares emergency in Palawan ports", Text: string(text), Published: calendar.Date{Year: 2024, Month: 3, Day: 6}}
}

// The sample article of our own writing, with everything that is read in it.
func TestGolden(t *testing.T) {
	doc := sample(t)
	e := read(t, doc)
	got, err := json.MarshalIndent(readable(doc, e), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "harbor.golden.json")
	if *update {
		if err := os.WriteFile(path, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.TrimSpace(string(want)), string(got)); d != "" {
		t.Errorf("the reading changed (-want +got):\n%s", d)
	}
}

// readable writes an Extraction with words instead of offsets and numbers.
func readable(doc Document, e Extraction) map[string][]string {
	out := map[string][]string{}
	add := func(k string, parts ...string) { out[k] = append(out[k], strings.Join(parts, " | ")) }
	for _, a := range e.Actors {
		add("actors", a.Name, string(a.Kind), a.Country, a.Sector, a.Known)
	}
	for _, a := range e.Affiliations {
		add("affiliations", e.Actors[a.Who].Name, a.Role, e.Actors[a.Of].Name)
	}
	for _, v := range e.Events {
		add("events", eventLine(e, v), v.Mode, v.CAMEO, v.Trigger.In(doc), v.When.Interval.String(), string(v.When.Basis), v.When.Words)
	}
	for _, p := range e.Policies {
		add("policies", p.Kind, p.Status, p.Name, names(e, p.Issuers), names(e, p.Targets), p.When.Interval.String())
	}
	for _, s := range e.Statements {
		speaker, via := "", ""
		if s.Speaker.Actor >= 0 {
			speaker = e.Actors[s.Speaker.Actor].Name
		}
		if s.Via >= 0 {
			via = e.Actors[s.Via].Name
		}
		words := ""
		for _, c := range s.Content {
			words += c.In(doc) + " "
		}
		add("statements", speaker, s.CueLemma, string(s.Form), via, strings.TrimSpace(words))
	}
	for _, d := range e.Dates {
		add("dates", d.Span.In(doc), d.Interval.String())
	}
	return out
}

// The same document gives the same Extraction, from many goroutines.
func TestDeterministic(t *testing.T) {
	doc := sample(t)
	want := read(t, doc)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got, err := extractor(t).Extract(context.Background(), doc)
			if err != nil {
				t.Error(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("differs:\n%s", d)
			}
		})
	}
	wg.Wait()
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := extractor(t).Extract(ctx, sample(t)); err == nil {
		t.Error("no error although the context had ended")
	}
}

// check fails unless every span lies in the text at character bounds and every
// index has its target.
func check(t *testing.T, doc Document, e Extraction) {
	t.Helper()
	span := func(what string, s Span) {
		text := doc.Text
		if s.InTitle {
			text = doc.Title
		}
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%s: span %+v outside the text of %d bytes", what, s, len(text))
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("%s: span %+v cuts a character", what, s)
		}
	}
	index := func(what string, i, n, least int) {
		if i < least || i >= n {
			t.Fatalf("%s: index %d of %d", what, i, n)
		}
	}
	roles := func(what string, rs []Role) {
		for _, r := range rs {
			span(what, r.Words)
			index(what, r.Actor, len(e.Actors), 0)
		}
	}
	for _, m := range e.Mentions {
		span("mention", m.Span)
		index("mention", m.Actor, len(e.Actors), 0)
	}
	for _, a := range e.Affiliations {
		span("affiliation", a.Sentence)
		index("affiliation", a.Who, len(e.Actors), 0)
		index("affiliation", a.Of, len(e.Actors), 0)
	}
	for _, v := range e.Events {
		for _, s := range append(append([]Span{v.Trigger, v.Sentence}, v.Figures...), v.Also...) {
			span("event", s)
		}
		roles("event", v.Sources)
		roles("event", v.Targets)
		roles("event", v.AttributedTo)
		index("place", v.Place, len(e.Actors), -1)
		for _, i := range v.Enacts {
			index("enacts", i, len(e.Policies), 0)
		}
		for _, i := range v.Foresees {
			index("foresees", i, len(e.Events), 0)
		}
		for _, o := range v.After {
			index("after", o.Event, len(e.Events), 0)
			span("after", o.Words)
		}
		if err := v.When.Interval.Valid(); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range e.Policies {
		span("policy", p.Words)
		span("policy", p.Sentence)
		roles("policy", p.Issuers)
		roles("policy", p.Targets)
	}
	for _, s := range e.Statements {
		for _, c := range append([]Span{s.Cue, s.Source, s.Sentence, s.Speaker.Words}, s.Content...) {
			span("statement", c)
		}
		index("speaker", s.Speaker.Actor, len(e.Actors), -1)
		index("via", s.Via, len(e.Actors), -1)
		for _, a := range s.About {
			index("about", a.Actor, len(e.Actors), -1)
			index("about", a.Event, len(e.Events), -1)
			index("about", a.Policy, len(e.Policies), -1)
		}
		for _, i := range s.Expresses {
			index("expresses", i, len(e.Events), 0)
		}
	}
	for _, d := range e.Dates {
		span("date", d.Span)
	}
}

func TestSpans(t *testing.T) {
	doc := sample(t)
	check(t, doc, read(t, doc))
}

func FuzzExtract(f *testing.F) {
	f.Add("Title", "Ghana and Togo signed a treaty on Monday, \"at last,\" said Maria Lopez.")
	f.Add("", "“He said “she said “they said")
	f.Add("A", "According to according to , said said \"\" '' `` —")
	f.Add("\xff", "the \xffgovernment\xfe of \xf0\x9f the Trump administration")
	f.Add("", "(UN) (UN) of of of the the the to to to\n\n\n\nit it it they they")
	f.Add("", strings.Repeat("and the president who said that ", 40))
	f.Fuzz(func(t *testing.T, title, text string) {
		doc := Document{Title: title, Text: text, Published: may}
		check(t, doc, read(t, doc))
	})
}

// Reading may cost at most a third more than parsing alone (BenchmarkParse).
func BenchmarkExtract(b *testing.B) {
	x, doc := extractor(b), sample(b)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		if _, err := x.Extract(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	x, doc := extractor(b), sample(b)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		x.p.Parse(doc.Title)
		x.p.Parse(doc.Text, nlp.SplitLines())
	}
}

// An act of force that the lead dates keeps that date where it is told again,
// but not where the paragraph looks back.
func TestLeadDate(t *testing.T) {
	for _, c := range []struct{ second, start string }{
		{"The army bombed Togo with drones and helicopters, said people who live near the border between the two.", "2024-05-13"},
		{"In 2019, the two had a dispute over the river that divides them. The army bombed Togo in that dispute.", "2024-05-15"},
	} {
		text := "On Monday, Ghana attacked several towns along the border with Togo and closed all of its ports to ships.\n\n" + c.second
		e := read(t, Document{Text: text, Published: may})
		found := false
		for _, v := range e.Events {
			if v.Head == "bomb" {
				found = true
				if got := v.When.Interval.Start.String(); got != c.start {
					t.Errorf("%q: from %s, want %s", c.second, got, c.start)
				}
			}
		}
		if !found {
			t.Errorf("%q: no event", c.second)
		}
	}
}
