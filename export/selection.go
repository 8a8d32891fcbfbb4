package export

import (
	"github.com/entente/entente/graph"
)

// NodesIn calls with the id of every node in a value of an answer: of nodes,
// of the ends of relationships, and texts that are a node's id.
func NodesIn(v any, use func(id string)) {
	switch v := v.(type) {
	case string:
		if graph.ValidID(v) {
			use(v)
		}
	case graph.Node:
		use(v.ID)
	case graph.Relationship:
		use(v.Start)
		use(v.End)
	case graph.Path:
		for _, n := range v.Nodes {
			use(n.ID)
		}
	case []any:
		for _, e := range v {
			NodesIn(e, use)
		}
	case map[string]any:
		for _, e := range v {
			NodesIn(e, use)
		}
	}
}
