package graph

import (
	"encoding/json"
	"fmt"
)

// What tells who is who and what is one event is kept beside the graph, as
// EntenteMeta nodes: of each unit what reports of news say of it ("who:"), of
// each key that is not its event's id what is ("is:"), and of both the slots in
// which they are found ("slot:"). So a new article looks at those that it may
// hang together with, and never at the whole graph.

// WhoID gives the id of what is kept of a unit.
func WhoID(u Unit) string { return "who:" + u.String() }

// IsID gives the id of what is kept of an event's key.
func IsID(key string) string { return "is:" + key }

// BesideActor gives what is kept of a unit.
func BesideActor(p Persona, who Identity) []Properties {
	return append(slots(p.Slots(), p.Unit.String()), besideActor(p, who))
}

func besideActor(p Persona, who Identity) Properties {
	line, err := json.Marshal(p)
	if err != nil {
		panic(fmt.Sprintf("graph: a persona that cannot be written as JSON: %v", err)) // it holds strings only
	}
	out := Properties{"id": WhoID(p.Unit), "persona": string(line)}
	if who.ID != p.Key {
		out.set("is", who.ID)
	}
	out.set("why", who.Why)
	return out
}

// BesideEvent gives what is kept of an event's key.
func BesideEvent(o Occurrence, is Grouping) []Properties {
	out := slots(o.Slots(), o.Key)
	if is.Group != o.Key {
		p := Properties{"id": IsID(o.Key), "is": is.Group}
		p.set("why", is.Why)
		out = append(out, p)
	}
	return out
}

func slots(slots []string, of string) []Properties {
	return mapped(slots, func(s string) Properties {
		return Properties{"id": "slot:" + s + "|" + of, "slot": s, "slotOf": of}
	})
}

// Beside gives what is kept beside the graph of all that was added.
func (r *Resolver) Beside() []Properties {
	r.Settle()
	var out []Properties
	for _, p := range r.personas {
		out = append(out, BesideActor(p, r.actors[p.Unit])...)
	}
	for _, o := range r.occurrences {
		out = append(out, BesideEvent(o, r.events[o.Key])...)
	}
	return out
}
