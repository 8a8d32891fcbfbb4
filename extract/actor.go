package extract

import (
	"strings"
	"unicode"

	"github.com/entente/entente/extract/gazetteer"
)

// A registry holds the document's actors, each once.
type registry struct {
	list  []Actor
	byKey map[string]int
}

func newRegistry() registry { return registry{byKey: map[string]int{}} }

// get gives the actor with the key, entering it at first sight.
func (g *registry) get(key string, a Actor) int {
	if i, ok := g.byKey[key]; ok {
		return i
	}
	i := len(g.list)
	g.byKey[key] = i
	g.list = append(g.list, a)
	return i
}

// known gives the actor of a gazetteer entry, or -1 for a place, which is none.
func (r *reader) known(e *gazetteer.Entry) int {
	var kind Kind
	switch e.Kind {
	case gazetteer.Country:
		kind = Country
	case gazetteer.Region:
		kind = Region
	case gazetteer.Person:
		kind = Person
	case gazetteer.Organization:
		kind = Organization
	case gazetteer.Group:
		kind = Group
	default:
		return -1
	}
	a := Actor{Kind: kind, Name: e.Name, Known: e.ID, Country: e.Country, Sector: e.Sector()}
	if kind == Country {
		a.Sector = ""
	}
	return r.actors.get(e.ID, a)
}

// state gives the actor of a country's code, or -1.
func (r *reader) state(code string) int {
	if code == "" {
		return -1
	}
	if e := r.g.Country(code); e != nil {
		return r.known(e)
	}
	switch code {
	case "UNO":
		if e := r.g.Entry("org:united-nations"); e != nil {
			return r.known(e)
		}
	case "EUR":
		if e := r.g.Entry("org:european-union"); e != nil {
			return r.known(e)
		}
	}
	return -1
}

// nameKey folds a name for comparing: lower case, letters and digits, single
// blanks, no leading article.
func nameKey(s string) string {
	var b strings.Builder
	blank := true
	for _, c := range strings.ToLower(s) {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(c)
			blank = false
		case !blank && c != '.' && c != '\'' && c != '’':
			b.WriteByte(' ')
			blank = true
		}
	}
	return strings.TrimPrefix(strings.TrimSpace(b.String()), "the ")
}
