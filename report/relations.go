package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/entente/entente/graph"
)

// A relationPicture has the actors of what happened on a ring, those with most
// events first, and between two of them a line for cooperation and one for
// conflict, the thicker the more.
type relationPicture struct {
	Actors        []ringActor
	Pairs         []pair
	Left          int // actors that had no place
	Width, Height float64
}

type ringActor struct {
	Party
	X, Y           float64
	LabelX, LabelY float64
	Anchor         string
	events         int
}

// A pair is two actors and their events, whoever acted.
type pair struct {
	A, B                  string // names
	Cooperation, Conflict int
	Lines                 []line
	a, b                  string // ids
}

type line struct {
	Path     string
	Conflict bool
	Width    float64
}

const mostActors = 14

func newRelationPicture(events []Fact) relationPicture {
	p := relationPicture{Width: 720, Height: 460}
	pairs := map[[2]string]*pair{}
	actors := map[string]*ringActor{}
	for _, e := range events {
		if !e.happened() {
			continue
		}
		told := map[[2]string]bool{} // a mutual event counts once
		for _, by := range e.By {
			for _, target := range e.Targets {
				x, y := by, target
				if x.ID > y.ID {
					x, y = y, x
				}
				key := [2]string{x.ID, y.ID}
				if x.ID == y.ID || told[key] {
					continue
				}
				told[key] = true
				if pairs[key] == nil {
					pairs[key] = &pair{A: x.Name, B: y.Name, a: x.ID, b: y.ID}
				}
				pairs[key].count(e)
				for _, who := range []Party{x, y} {
					if actors[who.ID] == nil {
						actors[who.ID] = &ringActor{Party: who}
					}
					actors[who.ID].events++
				}
			}
		}
	}
	for _, q := range pairs {
		p.Pairs = append(p.Pairs, *q)
	}
	slices.SortFunc(p.Pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.Cooperation+b.Conflict, a.Cooperation+a.Conflict), cmp.Compare(a.a, b.a), cmp.Compare(a.b, b.b))
	})
	p.choose(actors)
	p.place()
	for i := range p.Pairs {
		p.draw(&p.Pairs[i])
	}
	return p
}

// choose puts the actors of the pairs with most events on the ring, as long as
// there is room for both.
func (p *relationPicture) choose(actors map[string]*ringActor) {
	chosen := map[string]bool{}
	for _, q := range p.Pairs {
		missing := 0
		for _, id := range []string{q.a, q.b} {
			if !chosen[id] {
				missing++
			}
		}
		if len(chosen)+missing <= mostActors {
			chosen[q.a], chosen[q.b] = true, true
		}
	}
	for id := range chosen {
		p.Actors = append(p.Actors, *actors[id])
	}
	p.Left = len(actors) - len(chosen)
	slices.SortFunc(p.Actors, func(a, b ringActor) int { return cmp.Or(cmp.Compare(b.events, a.events), cmp.Compare(a.ID, b.ID)) })
}

func (q *pair) count(e Fact) {
	switch e.Quad {
	case graph.VerbalCooperation, graph.MaterialCooperation:
		q.Cooperation++
	case graph.VerbalConflict, graph.MaterialConflict:
		q.Conflict++
	}
}

// place puts the actors on the ring, clockwise from the top.
func (p *relationPicture) place() {
	cx, cy, rx, ry := p.Width/2, p.Height/2, p.Width/2-190, p.Height/2-50
	for i := range p.Actors {
		a := &p.Actors[i]
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(p.Actors)))
		a.X, a.Y = cx+rx*sin, cy-ry*cos
		a.LabelX, a.LabelY, a.Anchor = a.X, a.Y+5, "middle"
		switch {
		case math.Abs(sin) < 0.2:
			a.LabelY = a.Y - cos*22 + 5
		case sin > 0:
			a.LabelX, a.Anchor = a.X+14, "start"
		default:
			a.LabelX, a.Anchor = a.X-14, "end"
		}
	}
}

// draw gives a pair its lines, which bend towards the middle.
func (p *relationPicture) draw(q *pair) {
	i := slices.IndexFunc(p.Actors, func(a ringActor) bool { return a.ID == q.a })
	j := slices.IndexFunc(p.Actors, func(a ringActor) bool { return a.ID == q.b })
	if i < 0 || j < 0 {
		return
	}
	a, b := p.Actors[i], p.Actors[j]
	length := max(1, math.Hypot(b.X-a.X, b.Y-a.Y))
	// Aside of each other, so that one does not hide the other.
	sideX, sideY := (b.Y-a.Y)/length, (a.X-b.X)/length
	middleX, middleY := (a.X+b.X)/2*0.75+p.Width/2*0.25, (a.Y+b.Y)/2*0.75+p.Height/2*0.25
	for k, n := range []int{q.Cooperation, q.Conflict} {
		if n == 0 {
			continue
		}
		aside := float64(2*k-1) * 10
		q.Lines = append(q.Lines, line{
			Path:     path(a.X, a.Y, middleX+sideX*aside, middleY+sideY*aside, b.X, b.Y),
			Conflict: k == 1,
			Width:    min(9, 1.5+float64(n)),
		})
	}
}
