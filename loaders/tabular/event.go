package tabular

import (
	"slices"
	"strings"

	"github.com/entente/entente/graph"
)

// Cast fills in who took part in an event: sources, targets and the places,
// and the fragment's actors, each once.
type Cast struct {
	actors []graph.Actor
}

// Add puts an actor into the cast, and gives its part.
func (c *Cast) Add(a graph.Actor, as string) graph.Participant {
	if !slices.ContainsFunc(c.actors, func(o graph.Actor) bool { return o.ID == a.ID }) {
		c.actors = append(c.actors, a)
	}
	return graph.Participant{ID: a.ID, As: as}
}

// Actors gives the cast.
func (c *Cast) Actors() []graph.Actor { return c.actors }

// Once drops actors that are there twice.
func Once(list []graph.Participant) []graph.Participant {
	var out []graph.Participant
	for _, p := range list {
		if !slices.ContainsFunc(out, func(o graph.Participant) bool { return o.ID == p.ID }) {
			out = append(out, p)
		}
	}
	return out
}

// PlaceName joins the parts of a place's name, from the smallest, leaving out
// what is empty or said before.
func PlaceName(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}

// Point gives a place on earth; nil where a coordinate is not there.
func (s *Sheet) Point(r *Row, b *Batch, latitude, longitude int) (p *graph.Point, ok bool) {
	lat, there1, ok1 := s.Float(r, b, latitude, 90)
	if !ok1 {
		return nil, false
	}
	long, there2, ok2 := s.Float(r, b, longitude, 180)
	if !ok2 {
		return nil, false
	}
	if !there1 || !there2 {
		return nil, true
	}
	return &graph.Point{Longitude: long, Latitude: lat}, true
}

// KeyPart makes a data set's id fit for a key; ok is false where nothing of it
// is.
func KeyPart(id string) (part string, ok bool) {
	if len(id) > 120 {
		return "", false
	}
	for i := range len(id) {
		c := id[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		if !letter && (i == 0 || !strings.ContainsRune("_.:~+-", rune(c))) {
			return "", false
		}
	}
	return id, id != ""
}
