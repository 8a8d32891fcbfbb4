package export

import (
	"bufio"
	"cmp"
	"os"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/render"
)

// A sheet is a CSV file of the nodes of a label, or the relationships of a
// type, with a column for each property of the schema; a point has two.
type sheet struct {
	file       *os.File
	w          *bufio.Writer
	out        *render.Sheet
	properties []graph.Property
	cells      []any
	rows       int
}

func newSheet(path string, fixed []string, properties []graph.Property) (*sheet, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	s := &sheet{file: f, w: bufio.NewWriterSize(f, 128<<10), properties: properties}
	columns := fixed
	for _, p := range properties {
		if p.Type == graph.PointGeo {
			latitude, longitude := render.Axes(p.Name)
			columns = append(columns, latitude, longitude)
		} else {
			columns = append(columns, p.Name)
		}
	}
	s.out, err = render.NewSheet(s.w, columns)
	if err != nil {
		return nil, cmp.Or(f.Close(), err)
	}
	return s, nil
}

func (s *sheet) row(first, second string, p graph.Properties) error {
	row := append(s.cells[:0], first, second)
	for _, c := range s.properties {
		switch v := p[c.Name].(type) {
		case graph.Point:
			row = append(row, v.Latitude, v.Longitude)
		case nil:
			row = append(row, nil)
			if c.Type == graph.PointGeo {
				row = append(row, nil)
			}
		default:
			row = append(row, v)
		}
	}
	s.cells = row
	s.rows++
	return s.out.Row(row)
}

func (s *sheet) close() error { return cmp.Or(s.out.Close(), s.w.Flush(), s.file.Close()) }
