package store

import (
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/dbtype"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// wgs84 is Neo4j's number for longitude and latitude.
const wgs84 = 4326

// toDB gives properties as the driver takes them.
func toDB(p graph.Properties) map[string]any {
	out := make(map[string]any, len(p))
	for name, v := range p {
		out[name] = valueToDB(v)
	}
	return out
}

func valueToDB(v any) any {
	switch v := v.(type) {
	case calendar.Date:
		return dateToDB(v)
	case graph.Point:
		return dbtype.Point2D{X: v.Longitude, Y: v.Latitude, SpatialRefId: wgs84}
	}
	return v
}

// dateToDB gives a date as the driver takes it, null for the zero Date.
func dateToDB(d calendar.Date) any {
	if d.IsZero() {
		return nil
	}
	return neo4j.DateOf(d.Time())
}

// fromDB gives a node's or relationship's properties as package graph has them.
func fromDB(m map[string]any) (graph.Properties, error) {
	out := make(graph.Properties, len(m))
	for name, v := range m {
		x, err := valueFromDB(v)
		if err != nil {
			return nil, fmt.Errorf("property %s: %w", name, err)
		}
		out[name] = x
	}
	return out, nil
}

func valueFromDB(v any) (any, error) {
	switch v := v.(type) {
	case string, bool, float64:
		return v, nil
	case int64:
		return int(v), nil
	case dbtype.Date:
		return calendar.FromTime(v.Time()), nil
	case time.Time:
		return v.UTC(), nil
	case dbtype.Point2D:
		return graph.Point{Longitude: v.X, Latitude: v.Y}, nil
	case []any:
		list := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, fmt.Errorf("a list of %T is nothing that entente writes", e)
			}
			list[i] = s
		}
		return list, nil
	}
	return nil, fmt.Errorf("a %T is nothing that entente writes", v)
}
