package render

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
)

// A GraphML writes a graph in the form that Gephi, NetworkX, yEd and Neo4j's
// APOC read: typed keys, labels of nodes as APOC writes them (":Actor:Country"),
// a relationship's type as the edge's label, lists as JSON. Nodes must come
// before the relationships between them.
//
// A key is declared for each property that is there, before all else, so what
// comes is kept in a file until Close.
type GraphML struct {
	out   io.Writer
	spool *os.File
	w     *bufio.Writer
	keys  map[string]key
	order []string
	edges int
	b     []byte
}

type key struct{ id, of, name, kind string }

// NewGraphML begins a file. Close must be called, also after an error; what
// Finish has not been called on is not written.
func NewGraphML(out io.Writer) (*GraphML, error) {
	spool, err := os.CreateTemp("", "entente-*.graphml")
	if err != nil {
		return nil, err
	}
	return &GraphML{out: out, spool: spool, w: bufio.NewWriterSize(spool, 128<<10), keys: map[string]key{}}, nil
}

// Node writes a node.
func (g *GraphML) Node(n graph.Node) error {
	var labels strings.Builder
	for _, l := range n.Labels {
		labels.WriteString(":" + string(l))
	}
	b := append(g.b[:0], `<node id="`...)
	b = xmlText(b, n.ID)
	b = append(b, `" labels="`...)
	b = xmlText(b, labels.String())
	b = append(b, '"', '>')
	b = g.data(b, "node", "labels", labels.String())
	for _, name := range sortedNames(n.Properties) {
		if name != "id" {
			b = g.data(b, "node", name, n.Properties[name])
		}
	}
	return g.line(append(b, "</node>\n"...))
}

// Relationship writes a relationship between nodes that are there.
func (g *GraphML) Relationship(r graph.Relationship) error {
	b := append(g.b[:0], `<edge id="e`...)
	b = strconv.AppendInt(b, int64(g.edges), 10)
	g.edges++
	b = append(b, `" source="`...)
	b = xmlText(b, r.Start)
	b = append(b, `" target="`...)
	b = xmlText(b, r.End)
	b = append(b, `" label="`...)
	b = xmlText(b, string(r.Type))
	b = append(b, '"', '>')
	b = g.data(b, "edge", "label", string(r.Type))
	for _, name := range sortedNames(r.Properties) {
		b = g.data(b, "edge", name, r.Properties[name])
	}
	return g.line(append(b, "</edge>\n"...))
}

func (g *GraphML) line(b []byte) error {
	g.b = b
	_, err := g.w.Write(b)
	return err
}

// Axes names the two numbers of a point where files have no points: of where it
// happened they are "latitude" and "longitude", of where a source is
// "sourceLatitude" and its like.
func Axes(point string) (latitude, longitude string) {
	if of := strings.TrimSuffix(point, "Location"); of != point {
		return of + "Latitude", of + "Longitude"
	}
	return "latitude", "longitude"
}

// data writes a property. A point is two.
func (g *GraphML) data(b []byte, of, name string, v any) []byte {
	if p, ok := v.(graph.Point); ok {
		latitude, longitude := Axes(name)
		return g.data(g.data(b, of, latitude, p.Latitude), of, longitude, p.Longitude)
	}
	kind := map[string]string{"int": "long", "float64": "double", "bool": "boolean"}[fmt.Sprintf("%T", v)]
	if kind == "" {
		kind = "string"
	}
	k, ok := g.keys[of+" "+name]
	if !ok {
		k = key{of + "." + name, of, name, kind}
		g.keys[of+" "+name], g.order = k, append(g.order, of+" "+name)
	} else if k.kind != kind { // of a graph that others wrote
		k.kind = "string"
		g.keys[of+" "+name] = k
	}
	b = append(b, `<data key="`...)
	b = xmlText(b, k.id)
	b = append(b, '"', '>')
	b = xmlText(b, Plain(v))
	return append(b, "</data>"...)
}

// Finish writes the whole file.
func (g *GraphML) Finish() error {
	if err := g.w.Flush(); err != nil {
		return err
	}
	if _, err := g.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	b := []byte(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n")
	slices.Sort(g.order)
	for _, name := range g.order {
		k := g.keys[name]
		b = append(b, `<key id="`...)
		b = xmlText(b, k.id)
		b = append(b, `" for="`+k.of+`" attr.name="`...)
		b = xmlText(b, k.name)
		b = append(b, `" attr.type="`+k.kind+`"/>`+"\n"...)
	}
	b = append(b, `<graph id="entente" edgedefault="directed">`+"\n"...)
	if _, err := g.out.Write(b); err != nil {
		return err
	}
	if _, err := io.Copy(g.out, g.spool); err != nil {
		return err
	}
	_, err := io.WriteString(g.out, "</graph>\n</graphml>\n")
	return err
}

// Close drops what was kept meanwhile.
func (g *GraphML) Close() error { return errors.Join(g.spool.Close(), os.Remove(g.spool.Name())) }

// xmlText appends text as XML has it; what cannot be shown, and XML cannot have
// in part, is written out.
func xmlText(b []byte, s string) []byte {
	s = printable.Text(s)
	plain := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '<' || c == '>' || c == '&' || c == '"' || c == '\'' {
			plain = false
			break
		}
	}
	if plain {
		return append(b, s...)
	}
	var buf bytes.Buffer
	_ = xml.EscapeText(&buf, []byte(s)) // a Buffer gives no error
	return append(b, buf.Bytes()...)
}

func sortedNames(p graph.Properties) []string {
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
