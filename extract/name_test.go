package extract

import (
	"slices"
	"strings"
	"testing"
)

// A person's name is taken whole, and behind a title known for one.
func TestPersonsNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Brazilian President Joao Silva met Peruvian President Elena Vargas Prado in Lima on March 10.", "Elena Vargas Prado, Joao Silva"},
		{"Brazilian President Joao Silva met Peruvian President Ana Quispe Flores in Lima on March 10.", "Ana Quispe Flores, Joao Silva"},
		{"Peruvian President Quispe condemned Chile on Wednesday.", "Quispe"},
		{"Macron condemned Chile on Wednesday.", "Emmanuel Macron"},
		{"The minister condemned Chile on Wednesday.", ""},
	} {
		x := read(t, Document{Text: c.text, Published: may})
		var got []string
		for _, a := range x.Actors {
			if a.Kind == Person {
				got = append(got, a.Name)
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s\n%s, want %s", c.text, s, c.want)
		}
	}
}
