package codes

import (
	"strconv"
	"strings"

	"github.com/entente/entente/graph"
)

// A Coding is what PLOVER says of an event. It is shared: Contexts must not be
// changed.
type Coding struct {
	Type     graph.EventType // "" for comments and appeals (CAMEO 01 and 02), which PLOVER has dropped
	Mode     string
	Contexts []string
}

func (t *tables) coding(f []string) {
	c := Coding{Type: graph.EventType(f[0]), Mode: f[1], Contexts: strings.Fields(f[2])}
	for code := range strings.FieldsSeq(f[3]) {
		t.plover[code] = c
	}
}

// PLOVER gives what PLOVER makes of a CAMEO event code: of the longest known
// one that it begins with. known is false where the code itself is in no list.
func PLOVER(cameo string) (c Coding, known bool) {
	t := load()
	for code := cameo; len(code) >= 2; code = code[:len(code)-1] {
		if c, ok := t.plover[code]; ok {
			return c, code == cameo
		}
	}
	if len(cameo) < 2 {
		return Coding{}, false
	}
	c, ok := t.plover[cameo[:2]+"0"]
	return c, ok && len(cameo) == 2
}

// Act gives a verb for an event, between its source and its target, for a line
// that people read.
func Act(t graph.EventType, cameo string) string {
	switch {
	case t != "":
		return acts[t]
	case strings.HasPrefix(cameo, "02"):
		return "appeals to"
	case strings.HasPrefix(cameo, "01"):
		return "comments on"
	}
	return "acts towards"
}

var acts = map[graph.EventType]string{
	graph.Agree: "agrees with", graph.Consult: "consults", graph.Support: "supports", graph.Concede: "concedes to", graph.Cooperate: "cooperates with",
	graph.Aid: "aids", graph.Retreat: "retreats before", graph.Request: "demands of", graph.Accuse: "accuses", graph.Reject: "rejects",
	graph.Threaten: "threatens", graph.Protest: "protests against", graph.Sanction: "sanctions", graph.Mobilize: "mobilizes against",
	graph.Coerce: "coerces", graph.Assault: "assaults",
}

// Line names an event by who did what to whom; either may be empty.
func Line(source, act, target string) string {
	switch {
	case source != "" && target != "":
		return source + " " + act + " " + target
	case source != "":
		return source + " " + act + " somebody"
	case target != "":
		return "somebody " + act + " " + target
	}
	return "somebody " + act + " somebody"
}

// QuadClass gives the quad class of a CAMEO event code by its first two
// digits, 0 for what is none.
func QuadClass(cameo string) int {
	root, err := strconv.Atoi(cameo[:min(2, len(cameo))])
	switch {
	case err != nil || len(cameo) < 2 || root < 1 || root > 20:
		return 0
	case root <= 5:
		return graph.VerbalCooperation
	case root <= 8:
		return graph.MaterialCooperation
	case root <= 13:
		return graph.VerbalConflict
	}
	return graph.MaterialConflict
}
