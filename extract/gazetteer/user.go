package gazetteer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// WithFile adds a user's YAML file. Its keys are those of the embedded files:
//
//	entries:
//	  - name: Meridian Risk
//	    kind: organization        # country, region, person, organization, group, place
//	    aliases: [Meridian Risk Ltd]     # 'name?' marks a doubtful one
//	    country: USA
//	    sector: BUS
//	offices:
//	  - {of: MEX, role: president, person: Claudia Sheinbaum, from: 2024-10-01}
//	titles:
//	  - {title: lehendakari, role: president, sector: GOV}
//	groups:
//	  - {noun: huachicolero, sector: CRM}
//
// A term in offices ends the open one before it (not if acting: true). An entry
// that exists (same id: kind and name) is extended: names are added, given
// fields replaced.
func WithFile(path string) Option {
	return func(b *builder) error {
		text, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("gazetteer file: %w", err)
		}
		b.readUser(path, text)
		return nil
	}
}

// WithReader is WithFile for open input; name is used in errors.
func WithReader(name string, r io.Reader) Option {
	return func(b *builder) error {
		text, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("gazetteer file %s: %w", name, err)
		}
		b.readUser(name, text)
		return nil
	}
}

// tooDeep gives the line where brackets, or marks of lists, stand too deep in one
// another; 0 where none do. It counts those in texts too.
func tooDeep(text []byte) int {
	depth, line, marks := 0, 1, 0
	for _, c := range text {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-', '?':
			marks++
		case ' ':
		case '\n':
			line++
			marks = 0
		default:
			marks = 0
		}
		if depth > deepest || marks > deepest && c != '-' {
			return line
		}
	}
	return 0
}

// userTerm is one item of 'offices'.
type userTerm struct {
	Of      string   `yaml:"of"`
	Role    string   `yaml:"role"`
	Title   string   `yaml:"title"`
	Sector  string   `yaml:"sector"`
	Head    string   `yaml:"head"`
	Person  string   `yaml:"person"`
	Aliases []string `yaml:"aliases"`
	Country string   `yaml:"country"`
	From    string   `yaml:"from"`
	To      string   `yaml:"to"`
	Acting  bool     `yaml:"acting"`
}

type userTitle struct {
	Title     string `yaml:"title"`
	Role      string `yaml:"role"`
	Office    string `yaml:"office"`
	Body      string `yaml:"body"`
	Sector    string `yaml:"sector"`
	Honorific bool   `yaml:"honorific"`
}

type userGroup struct {
	Noun   string `yaml:"noun"`
	Sector string `yaml:"sector"`
	Source bool   `yaml:"source"`
}

// mostUser and deepest bound a file. Nothing in one stands deeper than in the
// examples above, and what parses YAML takes much memory for each level.
const (
	mostUser = 64 << 20
	deepest  = 50
)

func (b *builder) readUser(file string, text []byte) {
	if len(text) > mostUser {
		b.fail(file, fmt.Errorf("more than %d bytes", mostUser))
		return
	}
	if line := tooDeep(text); line > 0 {
		b.fail(fmt.Sprintf("%s:%d", file, line), fmt.Errorf("values more than %d deep in one another", deepest))
		return
	}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		b.fail(file, fmt.Errorf("no YAML: %s", firstLine(err)))
		return
	}
	for _, doc := range parsed.Docs {
		if doc == nil || doc.Body == nil {
			continue
		}
		for _, kv := range mapping(doc.Body) {
			b.userSection(file, kv)
		}
		if mapping(doc.Body) == nil && doc.Body.Type() != ast.NullType && doc.Body.Type() != ast.CommentType {
			b.fail(position(file, doc.Body), errors.New("want the keys entries, offices, titles, groups"))
		}
	}
}

func (b *builder) userSection(file string, kv *ast.MappingValueNode) {
	section := kv.Key.String()
	seq, ok := kv.Value.(*ast.SequenceNode)
	if !ok {
		if kv.Value.Type() != ast.NullType {
			b.fail(position(file, kv), fmt.Errorf("%s wants a list (lines that begin with '- ')", section))
		}
		return
	}
	for _, item := range seq.Values {
		where := position(file, item)
		var err error
		switch section {
		case "entries":
			err = b.userEntry(where, item)
		case "offices":
			err = b.userOffice(where, item)
		case "titles":
			var t userTitle
			if err = decode(item, &t); err == nil {
				err = b.userTitle(t)
			}
		case "groups":
			var n userGroup
			if err = decode(item, &n); err == nil {
				err = b.group(&GroupNoun{Noun: n.Noun, Sectors: list(n.Sector), Source: n.Source})
			}
		default:
			b.fail(position(file, kv), fmt.Errorf("unknown section %q (entries, offices, titles, groups)", section))
			return
		}
		if err != nil {
			b.fail(where, err)
		}
	}
}

func (b *builder) userEntry(where string, item ast.Node) error {
	r := record{where: where}
	kvs := mapping(item)
	if kvs == nil {
		return errors.New("an entry wants keys (name: ..., kind: ...)")
	}
	for _, kv := range kvs {
		k := kv.Key.String()
		vs, err := strs(kv.Value)
		if err != nil {
			return fmt.Errorf("%s: %w", k, err)
		}
		if k == "name" {
			if len(vs) != 1 {
				return errors.New("name takes one value")
			}
			r.name = vs[0]
			continue
		}
		if err := r.set(k, vs); err != nil {
			return err
		}
	}
	return b.entry(&r, true)
}

func (b *builder) userOffice(where string, item ast.Node) error {
	var t userTerm
	if err := decode(item, &t); err != nil {
		return err
	}
	o := officeBlock{of: t.Of, role: t.Role, title: t.Title, sector: t.Sector, head: t.Head}
	if o.sector == "" {
		o.sector = "GOV"
	}
	if err := o.check(); err != nil {
		return err
	}
	h := &Holding{Role: o.role, Title: o.title, Sector: o.sector, Head: o.head, Acting: t.Acting, closes: !t.Acting}
	var err error
	if h.From, err = day(t.From, false); err != nil {
		return fmt.Errorf("from: %w", err)
	}
	if t.To != "" {
		if h.To, err = day(t.To, true); err != nil {
			return fmt.Errorf("to: %w", err)
		}
		if !h.To.After(h.From) {
			return errors.New("the term ends before it starts")
		}
	}
	names := t.Person
	if len(t.Aliases) > 0 {
		names += " = " + strings.Join(t.Aliases, "; ")
	}
	return b.hold(where, t.Of, h, names, t.Country)
}

func (b *builder) userTitle(t userTitle) error {
	title := &Title{Name: t.Title, Role: t.Role, Office: t.Office, Body: t.Body, Sector: t.Sector, Honorific: t.Honorific}
	if title.Role == "" {
		title.Role = strings.ToLower(t.Title)
	}
	return b.title(title)
}

// decode is strict: an unknown key is an error.
func decode(n ast.Node, to any) error {
	if err := yaml.NodeToValue(n, to, yaml.Strict()); err != nil {
		return errors.New(firstLine(err))
	}
	return nil
}

func mapping(n ast.Node) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	return nil
}

// strs reads a scalar or a list of scalars.
func strs(n ast.Node) ([]string, error) {
	switch v := n.(type) {
	case *ast.NullNode:
		return nil, nil
	case *ast.SequenceNode:
		var out []string
		for _, item := range v.Values {
			one, err := strs(item)
			if err != nil || len(one) != 1 {
				return nil, errors.New("want a list of words")
			}
			out = append(out, one[0])
		}
		return out, nil
	case ast.ScalarNode:
		if s := strings.TrimSpace(fmt.Sprint(v.GetValue())); s != "" {
			return []string{s}, nil
		}
		return nil, nil
	}
	return nil, errors.New("want a word or a list of words")
}

func position(file string, n ast.Node) string {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return fmt.Sprintf("%s:%d", file, t.Position.Line)
	}
	return file
}

func firstLine(err error) string {
	s, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return s
}
