package export

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// between stands between the elements of a list. It is a character that text
// does not hold; where some does, a blank takes its place.
const between = "\x1f"

// importTypes are the names that neo4j-admin has for the schema's types.
var importTypes = map[graph.Type]string{
	graph.String: "string", graph.Strings: "string[]", graph.Int: "long", graph.Float: "double", graph.Bool: "boolean",
	graph.DateType: "date", graph.DateTime: "datetime", graph.PointGeo: "point",
}

// A table is one CSV file, with the columns of a label or relationship type.
type table struct {
	name       string
	file       *os.File
	properties []graph.Property
	mu         sync.Mutex // of what follows
	w          *bufio.Writer
	rows       int
}

func newTable(dir, name string, fixed []string, properties []graph.Property) (*table, error) {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return nil, err
	}
	t := &table{name: name, file: f, w: bufio.NewWriterSize(f, 128<<10), properties: properties}
	head := slices.Clone(fixed)
	for _, p := range properties {
		head = append(head, p.Name+":"+importTypes[p.Type])
	}
	_, err = t.w.WriteString(strings.Join(head, ",") + "\n")
	return t, err
}

// row writes a row. Several goroutines may.
func (t *table) row(fixed []string, p graph.Properties) error {
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	b := (*buf)[:0]
	for i, v := range fixed {
		if i > 0 {
			b = append(b, ',')
		}
		b = quoted(b, v)
	}
	for _, s := range t.properties {
		b = append(b, ',')
		if v, ok := p[s.Name]; ok {
			b = cell(b, v)
		}
	}
	b = append(b, '\n')
	*buf = b
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows++
	_, err := t.w.Write(b)
	return err
}

func (t *table) close() error {
	if err := t.w.Flush(); err != nil {
		t.file.Close()
		return err
	}
	return t.file.Close()
}

func cell(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return quoted(b, v)
	case []string:
		return quoted(b, list(v))
	case int:
		return strconv.AppendInt(b, int64(v), 10)
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	case bool:
		return strconv.AppendBool(b, v)
	case calendar.Date:
		return append(b, v.String()...)
	case time.Time:
		return v.UTC().AppendFormat(b, "2006-01-02T15:04:05.999999999Z")
	case graph.Point:
		b = append(b, `"{longitude: `...)
		b = strconv.AppendFloat(b, v.Longitude, 'f', -1, 64)
		b = append(b, `, latitude: `...)
		b = strconv.AppendFloat(b, v.Latitude, 'f', -1, 64)
		return append(b, `}"`...)
	}
	return b
}

func list(v []string) string {
	if slices.ContainsFunc(v, func(s string) bool { return strings.Contains(s, between) }) {
		v = slices.Clone(v)
		for i := range v {
			v[i] = strings.ReplaceAll(v[i], between, " ")
		}
	}
	return strings.Join(v, between)
}

func quoted(b []byte, s string) []byte {
	b = append(b, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			b = append(b, s...)
			return append(b, '"')
		}
		b = append(b, s[:i+1]...)
		b = append(b, '"')
		s = s[i+1:]
	}
}
