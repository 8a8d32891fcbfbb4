package export

import (
	"slices"

	"github.com/entente/entente/graph"
)

// less tells whether a mode keeps less text than another.
func less(a, b graph.TextMode) bool {
	return slices.Index(graph.TextModes(), a) > slices.Index(graph.TextModes(), b)
}

// worded are the properties that graph.Fragment.Keep leaves out in mode none:
// words of the article. A test holds both equal.
var worded = map[graph.Label][]string{
	graph.ArticleLabel:   {"text"},
	graph.EventLabel:     {"dateText"},
	graph.PolicyLabel:    {"dateText"},
	graph.StatementLabel: {"dateText", "text", "name", "caption"},
}

// strip gives a node's properties with no more text than a mode allows; "" is
// all that there is.
func strip(label graph.Label, p graph.Properties, mode graph.TextMode) graph.Properties {
	if label == graph.ArticleLabel && mode != "" {
		if have, _ := p["textMode"].(string); less(mode, graph.TextMode(have)) {
			p["textMode"] = string(mode)
			delete(p, "digest") // of what was said before
			delete(p, "text")
		}
	}
	if mode == graph.TextNone {
		for _, name := range worded[label] {
			delete(p, name)
		}
	}
	return p
}

func stripRelationship(r graph.Relationship, mode graph.TextMode) graph.Relationship {
	if mode != graph.TextNone {
		return r
	}
	var names []string
	switch r.Type {
	case graph.ReportedIn:
		names = []string{"quote", "text", "figures", "dateText", "notes", "afterQuotes"}
		if graph.LabelOf(r.Start) == graph.StatementLabel {
			names = append(names, "name", "caption")
		}
	case graph.Mentions:
		names = []string{"roleQuotes"}
	case graph.After:
		names = []string{"quote"}
	}
	for _, name := range names {
		delete(r.Properties, name)
	}
	return r
}
