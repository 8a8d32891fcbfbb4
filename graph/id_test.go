package graph

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/entente/entente/calendar"
)

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Claudia Sheinbaum":     "claudia-sheinbaum",
		"Nicolás Maduro Moros":  "nicolas-maduro-moros",
		"al-Qaeda":              "al-qaeda",
		"U.S. Army":             "us-army",
		"Mexico’s Navy":         "mexicos-navy",
		"São Tomé and Príncipe": "sao-tome-and-principe",
		"Łódź / Køge":           "lodz-koge",
		"  -- ":                 "",
		"习近平":                   "习近平",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for id, want := range map[string]struct {
		valid bool
		label Label
		kind  Label
	}{
		"country:MEX":                      {true, ActorLabel, Country},
		"person:ronald-johnson~ambassador": {true, ActorLabel, Person},
		"group:MEX-CRM":                    {true, ActorLabel, Group},
		"event:gdelt:719024974":            {true, EventLabel, ""},
		"statement:0a1b":                   {true, StatementLabel, ""},
		"article:":                         {false, ArticleLabel, ""},
		"person:":                          {false, ActorLabel, Person},
		"thing:x":                          {false, "", ""},
		"event:a b":                        {false, EventLabel, ""},
		"event:a'b":                        {false, EventLabel, ""},
		"event:a\u202eb":                   {false, EventLabel, ""},
	} {
		if got := ValidID(id); got != want.valid {
			t.Errorf("ValidID(%q) = %v", id, got)
		}
		if got := LabelOf(id); got != want.label {
			t.Errorf("LabelOf(%q) = %q", id, got)
		}
		if got := KindOf(id); got != want.kind {
			t.Errorf("KindOf(%q) = %q", id, got)
		}
	}
}

// The way that most ids take is the one that all may.
func TestPlainIDs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.StringOfN(rapid.SampledFrom([]rune("ab::Z9_-.~+ 'é")), 0, 8, -1).Draw(t, "id")
		ascii := strings.IndexFunc(id, func(r rune) bool { return r > unicode.MaxASCII }) < 0
		if plain, form := plainID(id), idForm.MatchString(id); plain && !form || ascii && plain != form {
			t.Fatalf("%q: %v and %v", id, plain, form)
		}
	})
}

func TestKeysIgnoreOrderAndTypesetting(t *testing.T) {
	day := calendar.DayOf(calendar.NewDate(2025, 1, 20))
	a := EventKey(Coerce, []string{"country:USA", "person:a"}, []string{"country:MEX"}, day, nil, "Order")
	b := EventKey(Coerce, []string{"person:a", "country:USA"}, []string{"country:MEX"}, day, nil, "order")
	if a != b {
		t.Error("the order of sources, or the head's case, changes an event's key")
	}
	if c := EventKey(Coerce, []string{"country:MEX"}, []string{"country:USA", "person:a"}, day, nil, "order"); c == a {
		t.Error("who did it to whom makes no difference to an event's key")
	}
	if StatementID("person:a", "“No, never.”", day.Start) != StatementID("person:a", "no  never", day.Start) {
		t.Error("quotation marks change a statement's id")
	}
}
