package render

import (
	"bytes"
	"encoding/json"
	"io"
	"math"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
)

// A GeoJSON writes a feature collection (RFC 7946): points in WGS 84, longitude
// before latitude, and at the end the box that bounds them.
type GeoJSON struct {
	w    io.Writer
	n    int
	b    bytes.Buffer
	box  [4]float64 // west, south, east, north
	west [2]float64 // least and greatest longitude, counted from 0 to 360
}

// NewGeoJSON begins a file.
func NewGeoJSON(w io.Writer) *GeoJSON { return &GeoJSON{w: w} }

// Feature writes a point with its properties; id may be "".
func (g *GeoJSON) Feature(id string, at graph.Point, names []string, values []any) error {
	g.b.Reset()
	if g.n == 0 {
		g.b.WriteString(`{"type":"FeatureCollection","features":[` + "\n")
	} else {
		g.b.WriteString(",\n")
	}
	g.bound(at)
	g.b.WriteString(`{"type":"Feature"`)
	if id != "" {
		g.b.WriteString(`,"id":`)
		if err := appendJSON(&g.b, id); err != nil {
			return err
		}
	}
	g.b.WriteString(`,"geometry":{"type":"Point","coordinates":`)
	if err := appendJSON(&g.b, [2]float64{at.Longitude, at.Latitude}); err != nil {
		return err
	}
	g.b.WriteString(`},"properties":{`)
	for i, name := range names {
		if i > 0 {
			g.b.WriteByte(',')
		}
		if err := appendJSON(&g.b, name); err != nil {
			return err
		}
		g.b.WriteByte(':')
		if err := appendJSON(&g.b, jsonValue(values[i])); err != nil {
			return err
		}
	}
	g.b.WriteString("}}")
	_, err := g.w.Write(printable.JSON(g.b.Bytes()))
	return err
}

func (g *GeoJSON) bound(at graph.Point) {
	eastward := math.Mod(at.Longitude+360, 360)
	if g.n == 0 {
		g.box = [4]float64{at.Longitude, at.Latitude, at.Longitude, at.Latitude}
		g.west = [2]float64{eastward, eastward}
	}
	g.n++
	g.box = [4]float64{min(g.box[0], at.Longitude), min(g.box[1], at.Latitude), max(g.box[2], at.Longitude), max(g.box[3], at.Latitude)}
	g.west = [2]float64{min(g.west[0], eastward), max(g.west[1], eastward)}
}

// bbox gives the box. Where the points are nearer to each other over the
// antimeridian, its west is greater than its east (RFC 7946, 5.2).
func (g *GeoJSON) bbox() [4]float64 {
	if g.west[1]-g.west[0] >= g.box[2]-g.box[0] {
		return g.box
	}
	back := func(x float64) float64 {
		if x > 180 {
			return x - 360
		}
		return x
	}
	return [4]float64{back(g.west[0]), g.box[1], back(g.west[1]), g.box[3]}
}

// Count tells how many features there are.
func (g *GeoJSON) Count() int { return g.n }

// Close ends the file.
func (g *GeoJSON) Close() error {
	if g.n == 0 {
		_, err := io.WriteString(g.w, `{"type":"FeatureCollection","features":[]}`+"\n")
		return err
	}
	box, err := json.Marshal(g.bbox())
	if err != nil {
		return err
	}
	_, err = io.WriteString(g.w, "\n],"+`"bbox":`+string(box)+"}\n")
	return err
}
