package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/entente/entente/graph"
)

// finishBereft derives anew the actors of whom evidence has been taken away,
// and takes away those of whom nobody speaks any more.
func (c *change) finishBereft(ctx context.Context) error {
	if len(c.bereft) == 0 {
		return nil
	}
	ids := slices.Sorted(maps.Keys(c.bereft))
	claims, err := c.claims(ctx, ids)
	if err != nil {
		return err
	}
	var gone []any
	var ties []graph.Relationship
	for _, id := range ids {
		if len(claims[id]) == 0 {
			gone = append(gone, idRow(id))
			continue
		}
		ties = append(ties, graph.DeriveAffiliations(id, claims[id])...)
	}
	if err := c.tx.rows(ctx, deleteNodes(graph.ActorLabel), gone, nil); err != nil {
		return err
	}
	if err := c.tx.rows(ctx, deleteAffiliations, idRows(ids...), nil); err != nil {
		return err
	}
	if err := c.createRelationships(ctx, ties); err != nil {
		return err
	}
	return c.writeActors(ctx, claims)
}

// finishClaimed brings the other actors up to date. It reads what all articles
// say about an actor only where this change's fragments contradict its node:
// else a country that every article mentions would cost more with each.
func (c *change) finishClaimed(ctx context.Context) error {
	var ties []any
	var contested []string
	var nodes []any
	for _, id := range slices.Sorted(maps.Keys(c.claimed)) {
		if c.bereft[id] {
			continue
		}
		for _, r := range graph.DeriveAffiliations(id, c.claimed[id]) {
			ties = append(ties, map[string]any{"start": r.Start, "end": r.End, "role": r.Properties["role"], "props": toDB(r.Properties)})
		}
		n, agreed := agree(id, c.actors[id], c.claimed[id])
		if !agreed || c.noted(id) {
			contested = append(contested, id)
		} else if n != nil {
			nodes = append(nodes, nodeRow(*n))
		}
	}
	if err := c.tx.rows(ctx, setNodes(graph.ActorLabel), nodes, nil); err != nil {
		return err
	}
	if err := c.tx.rows(ctx, addAffiliations, ties, nil); err != nil {
		return err
	}
	claims, err := c.claims(ctx, contested)
	if err != nil {
		return err
	}
	return c.writeActors(ctx, claims)
}

// noted tells whether a note stands at an actor, by one of the ids that the
// change knows it by.
func (c *change) noted(id string) bool {
	former, _ := c.actors[id]["formerIds"].([]string)
	ids := append(slices.Clone(former), id)
	for _, claim := range c.claimed[id] {
		ids = append(ids, claim.Actor.ID)
	}
	return slices.ContainsFunc(c.decisions, func(d graph.Decision) bool {
		return d.Kind == graph.NoteDecision && slices.ContainsFunc(d.Subjects, func(s string) bool { return slices.Contains(ids, s) })
	})
}

// agree adds claims to what an actor's node has. Where each says the same as
// the node or nothing, what most say stays what it is, and only aliases can
// grow; a property that the node lacks nobody has claimed before, so the
// claims alone decide it. It gives the node, nil where nothing changes, and
// whether the claims agree.
func agree(id string, have graph.Properties, claims []graph.Claim) (*graph.Node, bool) {
	n := graph.DeriveActor(id, claims)
	if len(have) <= 1 { // the id alone: a new actor
		return &n, true
	}
	for _, name := range []string{"name", "country", "sector", "wikidataId"} {
		old, claimed := have[name], n.Properties[name]
		if claimed != nil && old != nil && claimed != old {
			return nil, false
		}
		for _, c := range claims {
			if v := claimedValue(c.Actor, name); v != "" && old != nil && v != old {
				return nil, false
			}
		}
		if claimed == nil && old != nil {
			n.Properties[name] = old
		}
	}
	grown := false
	for _, list := range []string{"aliases", "formerIds"} {
		before, _ := have[list].([]string)
		after, _ := n.Properties[list].([]string)
		all := slices.Concat(before, after)
		slices.Sort(all)
		all = slices.Compact(all)
		all = slices.DeleteFunc(all, func(s string) bool { return s == n.Properties["name"] })
		if len(all) > 0 {
			n.Properties[list] = all
		}
		grown = grown || len(all) != len(before)
	}
	if !grown && len(n.Properties) == len(have) {
		return nil, true
	}
	return &n, true
}

func claimedValue(a graph.Actor, property string) string {
	switch property {
	case "name":
		return a.Name
	case "country":
		return a.Country
	case "sector":
		return a.Sector
	case "wikidataId":
		return a.WikidataID
	}
	return ""
}

func (c *change) claims(ctx context.Context, ids []string) (map[string][]graph.Claim, error) {
	claims := map[string][]graph.Claim{}
	err := c.tx.rows(ctx, readClaims, idRows(ids...), func(row []any) error {
		id, _ := row[0].(string)
		m, _ := row[1].(map[string]any)
		article, _ := row[2].(string)
		p, err := fromDB(m)
		if err != nil {
			return fmt.Errorf("mention of %s: %w", id, err)
		}
		a, err := graph.ActorFrom(id, p)
		if err != nil {
			return err
		}
		dataset, _ := p["dataset"].(string)
		claims[id] = append(claims[id], graph.Claim{Actor: a, Dataset: dataset, ArticleID: article, PublishedOn: publishedOn(p)})
		return nil
	})
	return claims, err
}

func (c *change) writeActors(ctx context.Context, claims map[string][]graph.Claim) error {
	var nodes []any
	for _, id := range slices.Sorted(maps.Keys(claims)) {
		nodes = append(nodes, nodeRow(graph.DeriveActor(id, claims[id], c.decisions...)))
	}
	return c.tx.rows(ctx, setNodes(graph.ActorLabel), nodes, nil)
}
