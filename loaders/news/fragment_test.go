package news

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
)

// drawArticle and drawExtraction make any article with any findings in it,
// spans that point nowhere and references to nothing among them: the converter
// must make a valid Fragment of whatever an extractor hands it.
func drawArticle(t *rapid.T) Article {
	sentence := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"Perú", "“No”", "talks", "naïve", "border—post", "10%", "𝔘nion", "\n\n", "café", "Lima"}), 1, 8).Draw(t, "words"), " ") + "."
	})
	a := Article{
		Title: rapid.OneOf(rapid.Just(""), sentence).Draw(t, "title"),
		Text:  strings.Join(rapid.SliceOfN(sentence, 1, 6).Draw(t, "text"), " "),
		File:  rapid.SampledFrom([]string{"a.txt", "b.jsonl", "-"}).Draw(t, "file"),
	}
	a.SourceID = rapid.SampledFrom([]string{"", "7", "x y"}).Draw(t, "id")
	if rapid.Bool().Draw(t, "dated") {
		a.Published = day("2025-08-10")
	}
	return a
}

func drawExtraction(t *rapid.T, a Article) extract.Extraction {
	d := a.Document()
	spans := rapid.Custom(func(t *rapid.T) extract.Span {
		s := extract.Span{InTitle: rapid.Bool().Draw(t, "title")}
		text := d.Text
		if s.InTitle {
			text = d.Title
		}
		s.Start = rapid.IntRange(-1, len(text)+1).Draw(t, "start")
		s.End = rapid.IntRange(-1, len(text)+1).Draw(t, "end")
		return s
	})
	index := rapid.IntRange(-1, 5)
	some := func(name string) []int { return rapid.SliceOfN(index, 0, 2).Draw(t, name) }
	role := rapid.Custom(func(t *rapid.T) extract.Role {
		return extract.Role{Actor: index.Draw(t, "actor"), Words: spans.Draw(t, "words")}
	})
	roles := func(name string) []extract.Role { return rapid.SliceOfN(role, 0, 3).Draw(t, name) }
	when := rapid.Custom(func(t *rapid.T) extract.When {
		v := rapid.SampledFrom([]calendar.Interval{{}, calendar.DayOf(day("2025-08-09")), calendar.MonthOf(day("2025-06-01")), {Start: day("2025-02-01"), End: day("2025-01-01"), Precision: calendar.Range}}).Draw(t, "interval")
		return extract.When{Interval: v, Words: "then", Basis: calendar.Explicit}
	})
	x := extract.Extraction{Language: "en"}
	for range rapid.IntRange(0, 5).Draw(t, "actors") {
		x.Actors = append(x.Actors, extract.Actor{
			Kind:    rapid.SampledFrom([]extract.Kind{extract.Country, extract.Region, extract.Person, extract.Organization, extract.Group}).Draw(t, "kind"),
			Name:    rapid.SampledFrom([]string{"Ana Pardo", "Río Port Authority", "drivers", "—", "", "Юрий", strings.Repeat("long ", 60)}).Draw(t, "name"),
			Known:   rapid.SampledFrom([]string{"", "", "country:PER", "org:cia", "no id"}).Draw(t, "known"),
			Country: rapid.SampledFrom([]string{"", "PER", "CHL"}).Draw(t, "country"),
			Sector:  rapid.SampledFrom([]string{"", "GOV"}).Draw(t, "sector"),
		})
	}
	for range rapid.IntRange(0, 6).Draw(t, "mentions") {
		x.Mentions = append(x.Mentions, extract.Mention{Span: spans.Draw(t, "mention"), Actor: index.Draw(t, "of"), Pronominal: rapid.Bool().Draw(t, "pronoun")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "affiliations") {
		x.Affiliations = append(x.Affiliations, extract.Affiliation{Who: index.Draw(t, "who"), Of: index.Draw(t, "body"), Role: rapid.SampledFrom([]string{"", "minister", "former envoy"}).Draw(t, "role"),
			Sentence: spans.Draw(t, "sentence"), Known: rapid.Bool().Draw(t, "known")})
	}
	for range rapid.IntRange(0, 4).Draw(t, "policies") {
		x.Policies = append(x.Policies, extract.Policy{Kind: rapid.SampledFrom([]string{"", "law", "agreement"}).Draw(t, "kind"), Name: rapid.SampledFrom([]string{"", "transit pact"}).Draw(t, "name"),
			Status: rapid.SampledFrom([]string{"", "in force", "odd"}).Draw(t, "status"), Issuers: roles("issuers"), Targets: roles("targets"), When: when.Draw(t, "when"),
			Words: spans.Draw(t, "words"), Sentence: spans.Draw(t, "sentence")})
	}
	for range rapid.IntRange(0, 6).Draw(t, "events") {
		x.Events = append(x.Events, extract.Event{Foreseen: rapid.Bool().Draw(t, "foreseen"), Type: rapid.SampledFrom([]string{"AGREE", "COERCE", "odd"}).Draw(t, "type"), CAMEO: "057",
			Status: rapid.SampledFrom([]extract.Status{extract.Occurred, extract.Denied, "odd"}).Draw(t, "status"), Sources: roles("sources"), Targets: roles("targets"), When: when.Draw(t, "when"),
			Place: index.Draw(t, "place"), Trigger: spans.Draw(t, "trigger"), Head: rapid.SampledFrom([]string{"sign", "meet"}).Draw(t, "head"), Sentence: spans.Draw(t, "sentence"),
			Name: rapid.SampledFrom([]string{"", "Ana Pardo signs the pact on the transit of goods"}).Draw(t, "name"), Figures: rapid.SliceOfN(spans, 0, 2).Draw(t, "figures"),
			AttributedTo: roles("by"), Enacts: some("enacts"), Foresees: some("foresees"), After: []extract.Order{{Event: index.Draw(t, "after"), Words: spans.Draw(t, "order")}}})
	}
	for range rapid.IntRange(0, 4).Draw(t, "statements") {
		x.Statements = append(x.Statements, extract.Statement{Speaker: role.Draw(t, "speaker"), Anonymous: rapid.Bool().Draw(t, "anonymous"), Cue: spans.Draw(t, "cue"), Via: index.Draw(t, "via"),
			Content: rapid.SliceOfN(spans, 0, 3).Draw(t, "content"), Form: rapid.SampledFrom([]extract.Form{extract.Direct, extract.Indirect, "odd"}).Draw(t, "form"), When: when.Draw(t, "when"),
			About:     []extract.Topic{{Actor: index.Draw(t, "actor"), Event: -1, Policy: -1, Stance: extract.Neutral}, {Actor: -1, Event: index.Draw(t, "event"), Policy: -1, Stance: extract.Opposes}, {Actor: -1, Event: -1, Policy: index.Draw(t, "policy"), Stance: "odd"}},
			Expresses: some("expresses"), Sentence: spans.Draw(t, "sentence")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "dates") {
		x.Dates = append(x.Dates, extract.DateMention{Span: spans.Draw(t, "date"), Interval: calendar.DayOf(day("2025-08-09"))})
	}
	return x
}

// Every report slices to its quote, whatever the extractor hands over.
func TestFragmentProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		x := drawExtraction(t, a)
		f := Fragment(a, x, graph.TextFull)
		if err := f.Validate(); err != nil {
			t.Fatal(err)
		}
		text, title := []rune(a.Text), []rune(a.Title)
		for _, r := range f.Reports {
			in := text
			if r.InTitle {
				in = title
			}
			if r.Quote == "" || string(in[r.Start:r.End]) != r.Quote {
				t.Fatalf("%d..%d of %q is not %q", r.Start, r.End, string(in), r.Quote)
			}
		}
		line, err := f.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		back, err := graph.ReadFragment(line)
		if err != nil {
			t.Fatal(err)
		}
		if graph.Digest(back) != graph.Digest(f) {
			t.Fatalf("after writing and reading:\n%+v\nbefore:\n%+v", back, f)
		}
		for _, r := range Fragment(a, x, graph.TextNone).Reports {
			if r.Quote != "" || r.Text != "" || r.End == 0 {
				t.Fatalf("mode none keeps %+v", r)
			}
		}
	})
}

func TestSpansProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArticle(t)
		x := drawExtraction(t, a)
		line, err := AppendSpans(nil, a, x)
		if err != nil {
			t.Fatal(err)
		}
		var got spansLine
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		if got.Text != a.Text || strings.Count(string(line), "\n") != 1 {
			t.Fatalf("the text changed, or the line is none: %s", line)
		}
		size := map[string]int{"": utf8.RuneCountInString(a.Text), "title": utf8.RuneCountInString(a.Title)}
		for _, m := range got.Mentions {
			if m.Span[0] < 0 || m.Span[1] <= m.Span[0] || m.Span[1] > size[m.In] {
				t.Fatalf("mention %+v of a text of %d characters", m, size[m.In])
			}
		}
		events := 0
		for _, e := range x.Events {
			if !e.Foreseen {
				events++
			}
		}
		said := map[string]bool{}
		for _, st := range x.Statements {
			said[fmt.Sprint(st.Content)] = true
		}
		if len(got.Events) != events || len(got.Statements) != len(said) {
			t.Fatalf("%d events and %d statements, want %d and %d", len(got.Events), len(got.Statements), events, len(said))
		}
	})
}

// spanOf finds words in a text.
func spanOf(t *testing.T, text, words string) extract.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return extract.Span{Start: i, End: i + len(words)}
}

// signing is an article with what a careful reader finds in it.
func signing(t *testing.T) (Article, extract.Extraction) {
	text := "Foreign Minister Ana Pardo said on Friday the “Río Pact” would hold. Peru signed the pact with Chile on 1 August 2025, officials said. She did not name the drivers."
	at := func(w string) extract.Span { return spanOf(t, text, w) }
	first := at("Foreign Minister Ana Pardo said on Friday the “Río Pact” would hold.")
	second := at("Peru signed the pact with Chile on 1 August 2025, officials said.")
	a := Article{Title: "Pact signed", Text: text, Published: day("2025-08-10"), File: "news/pact.txt", Publisher: "The Andes Courier"}
	on := extract.When{Interval: calendar.DayOf(day("2025-08-01")), Words: "on 1 August 2025", Basis: calendar.Explicit}
	peru, chile := extract.Role{Actor: 1, Words: at("Peru")}, extract.Role{Actor: 2, Words: at("Chile")}
	return a, extract.Extraction{
		Language: "en",
		Actors: []extract.Actor{{Kind: extract.Person, Name: "Ana Pardo", Country: "PER", Sector: "GOV"}, {Kind: extract.Country, Name: "Peru", Known: "country:PER", Country: "PER"},
			{Kind: extract.Country, Name: "Chile", Known: "country:CHL", Country: "CHL"}, {Kind: extract.Group, Name: "drivers", Sector: "BUS"}, {Kind: extract.Organization, Name: "never mentioned"}},
		Mentions:     []extract.Mention{{Span: at("Ana Pardo")}, {Span: at("Peru"), Actor: 1}, {Span: at("Chile"), Actor: 2}, {Span: at("She"), Actor: 0, Pronominal: true}, {Span: at("drivers"), Actor: 3}},
		Affiliations: []extract.Affiliation{{Who: 0, Of: 1, Role: "Foreign Minister", Sentence: first}},
		Policies:     []extract.Policy{{Kind: "agreement", Name: "Río Pact", Status: "in force", Issuers: []extract.Role{peru, chile}, When: on, Words: at("Río Pact"), Sentence: first}},
		Events: []extract.Event{{Type: "AGREE", CAMEO: "057", Status: extract.Occurred, Sources: []extract.Role{peru}, Targets: []extract.Role{chile}, When: on, Place: -1, Trigger: at("signed"),
			Head: "sign", Sentence: second, Name: "Peru signed the pact with Chile", AttributedTo: []extract.Role{{Actor: -1, Words: at("officials")}}, Enacts: []int{0}}},
		Statements: []extract.Statement{{Speaker: extract.Role{Actor: 0, Words: at("Foreign Minister Ana Pardo")}, Cue: at("said"), CueLemma: "say", Via: -1, Content: []extract.Span{at("the “Río Pact” would hold")},
			Form: extract.Mixed, Sentence: first, About: []extract.Topic{{Actor: -1, Event: -1, Policy: 0, Stance: extract.Supports}}, When: extract.When{Interval: calendar.DayOf(day("2025-08-08")), Words: "on Friday", Basis: calendar.Relative}}},
		Dates: []extract.DateMention{{Span: at("1 August 2025"), Interval: calendar.DayOf(day("2025-08-01"))}},
	}
}

func TestFragment(t *testing.T) {
	a, x := signing(t)
	f := Fragment(a, x, graph.TextQuote)
	if err := f.Validate(); err != nil {
		t.Fatal(err)
	}
	if f.Article.ID != graph.ArticleID("news/pact.txt") || f.Article.Text != "" || f.Article.TextLength != utf8.RuneCountInString(a.Text) || f.Article.Loader != "news" {
		t.Errorf("article %+v", f.Article)
	}
	var got []string
	for _, ac := range f.Actors {
		got = append(got, fmt.Sprintf("%s %s %d %q %v", ac.ID, ac.Name, ac.Count, ac.Names, ac.Roles))
	}
	want := []string{
		`person:ana-pardo Ana Pardo 2 ["Ana Pardo"] [{Foreign Minister country:PER Foreign Minister Ana Pardo said on Friday the “Río Pact” would hold. false}]`,
		`country:PER Peru 1 ["Peru"] []`, `country:CHL Chile 1 ["Chile"] []`, `group:drivers drivers 1 ["drivers"] []`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("actors\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(f.Reports) != 3 {
		t.Fatalf("%d reports", len(f.Reports))
	}
	p, e, s := f.Reports[0], f.Reports[1], f.Reports[2]
	if p.Caption != "Río Pact" || p.Kind != "agreement" || p.Status != graph.InForce || len(p.Sources) != 2 {
		t.Errorf("policy %+v", p)
	}
	if e.Caption != "signed the pact with…" || e.Name != "Peru signed the pact with Chile" || !slices.Equal(e.AttributedTo, []string{"officials"}) || !slices.Equal(e.Enacts, []string{p.Key}) ||
		e.Start != 69 || e.Sources[0] != (graph.Participant{ID: "country:PER", As: "Peru"}) {
		t.Errorf("event %+v", e)
	}
	if s.Text != "the “Río Pact” would hold" || s.Cue != "say" || s.About[0] != (graph.Topic{ID: p.Key, Stance: "supports"}) || s.Sources[0].ID != "person:ana-pardo" {
		t.Errorf("statement %+v", s)
	}
}

func TestNamesakesAreToldApart(t *testing.T) {
	x := extract.Extraction{Actors: []extract.Actor{{Kind: extract.Person, Name: "Ana Pardo"}, {Kind: extract.Person, Name: "Ana Pardo"}, {Kind: extract.Country, Known: "country:PER", Name: "Peru"}},
		Affiliations: []extract.Affiliation{{Who: 1, Of: 2, Role: "bus driver"}}}
	if got, want := actorIDs(x), []string{"person:ana-pardo", "person:ana-pardo~bus-driver", "country:PER"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestIdentity(t *testing.T) {
	for _, c := range []struct {
		a, b Article
		same bool
	}{
		{Article{Canonical: "https://n.example/1", File: "a", Text: "x"}, Article{Canonical: "https://n.example/1", File: "b", Text: "y"}, true},
		{Article{SourceID: "1", File: "a.jsonl", Text: "x"}, Article{SourceID: "1", File: "a.jsonl", Text: "y"}, true},
		{Article{SourceID: "1", File: "a.jsonl"}, Article{SourceID: "1", File: "b.jsonl"}, false},
		{Article{File: "a.txt", Text: "x"}, Article{File: "a.txt", Text: "y"}, true},
		{Article{File: "a.jsonl", Record: 1, Text: "x"}, Article{File: "a.jsonl", Record: 1, Text: "y"}, false},
		{Article{File: "a.jsonl", Record: 1, Text: "x"}, Article{File: "a.jsonl", Record: 2, Text: "x"}, true},
		{Article{File: "-", Text: "x"}, Article{File: "-", Text: "y"}, false},
	} {
		if same := c.a.Identity() == c.b.Identity(); same != c.same {
			t.Errorf("%+v and %+v are the same: %v", c.a, c.b, same)
		}
	}
}
