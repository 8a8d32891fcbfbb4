package gazetteer

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// The embedded files share one plain form, so that they can be read and
// reviewed as they are: '#' begins a comment line; cells are cut by ' | ' and
// lists by '; '. The first cell is the name, the second (if it has no key) the
// aliases, the others 'key: values'. A line '@ key: value | ...' gives
// defaults to the lines after it. data/README describes each file.
//
//go:embed data
var dataFS embed.FS

// reader takes the lines of one kind of file.
type reader func(b *builder, where, line string, defaults *header) error

// header is the last '@' line.
type header struct {
	cells [][2]string // key, values
	block *officeBlock
}

func (h *header) get(k string) string {
	for _, c := range h.cells {
		if c[0] == k {
			return c[1]
		}
	}
	return ""
}

// fileReaders are tried by the prefix of the path under data/, in the order
// that later files refer to earlier ones.
var fileReaders = []struct {
	prefix string
	read   reader
}{
	{"countries", readEntry},
	{"regions", readEntry},
	{"areas", readEntry},
	{"peoples", readEntry},
	{"places", readPlaces},
	{"portfolios", readPortfolio},
	{"bodies", readBody},
	{"orgs/", readEntry},
	{"people/", readEntry},
	{"offices/", readOffice},
	{"titles", readTitle},
	{"groups", readGroup},
	{"words", readWords},
}

func (b *builder) readEmbedded() error {
	var all []string
	err := fs.WalkDir(dataFS, "data", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".txt") {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, fr := range fileReaders {
		for _, path := range all {
			if !strings.HasPrefix(strings.TrimPrefix(path, "data/"), fr.prefix) {
				continue
			}
			text, err := dataFS.ReadFile(path)
			if err != nil {
				return err
			}
			b.readLines(strings.TrimPrefix(path, "data/"), string(text), fr.read)
		}
	}
	return nil
}

func (b *builder) readLines(file, text string, read reader) {
	var h header
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '@' {
			h = header{cells: cells(line[1:])}
			continue
		}
		where := file + ":" + strconv.Itoa(n)
		if err := read(b, where, line, &h); err != nil {
			b.fail(where, err)
		}
	}
}

// cells cuts a line; a cell without a key has the key "".
func cells(line string) [][2]string {
	out := make([][2]string, 0, strings.Count(line, "|")+1)
	for more := true; more; {
		var p string
		p, line, more = strings.Cut(line, "|")
		p = strings.TrimSpace(p)
		if k, v, ok := strings.Cut(p, ":"); ok && isKey(k) && (v == "" || v[0] == ' ') {
			out = append(out, [2]string{k, strings.TrimSpace(v)})
			continue
		}
		out = append(out, [2]string{"", p})
	}
	return out
}

func isKey(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	out := make([]string, 0, strings.Count(s, ";")+1)
	for s != "" {
		var v string
		v, s, _ = strings.Cut(s, ";")
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func readEntry(b *builder, where, line string, h *header) error {
	r := record{where: where}
	for _, c := range h.cells {
		if err := r.set(c[0], list(c[1])); err != nil {
			return err
		}
	}
	cs := cells(line)
	r.name = cs[0][1]
	for i, c := range cs[1:] {
		if c[0] == "" {
			if i != 0 {
				return fmt.Errorf("cell %d, %q, has no key (write key: value)", i+2, c[1])
			}
			c[0] = "aliases"
		}
		if err := r.set(c[0], list(c[1])); err != nil {
			return err
		}
	}
	return b.entry(&r, false)
}

// readPlaces reads 'MEX: Tijuana; Ciudad Juárez = Juárez; ...'.
func readPlaces(b *builder, where, line string, h *header) error {
	code, rest, ok := strings.Cut(line, ":")
	if !ok || !isCode(code) {
		return fmt.Errorf("%q: want a country code, a colon and places", line)
	}
	for _, p := range list(rest) {
		names := strings.Split(p, "=")
		r := record{where: where, kind: Place, name: strings.TrimSpace(names[0]), country: code, typ: h.get("type")}
		for _, a := range names[1:] {
			r.aliases = append(r.aliases, strings.TrimSpace(a))
		}
		if err := b.entry(&r, false); err != nil {
			b.fail(where, err)
		}
	}
	return nil
}

func readPortfolio(b *builder, _, line string, _ *header) error {
	cs := cells(line)
	if len(cs) < 4 {
		return errors.New("want: key | forms | body | head")
	}
	sectors := []string{"GOV"}
	for _, c := range cs[4:] {
		if c[0] != "sector" {
			return fmt.Errorf("%w %q", errKey, c[0])
		}
		sectors = list(c[1])
	}
	return b.portfolio(cs[0][1], list(cs[1][1]), cs[2][1], cs[3][1], sectors)
}

func readBody(b *builder, _, line string, _ *header) error {
	cs := cells(line)
	if len(cs) < 3 {
		return errors.New("want: key | name | names | sector")
	}
	body := &Body{Key: cs[0][1], Name: cs[1][1], Names: list(cs[2][1])}
	for _, c := range cs[3:] {
		switch c[0] {
		case "sector":
			body.Sectors = list(c[1])
		case "head":
			body.Head = c[1]
		case "default":
			body.Default = c[1]
		case "style":
			body.adjectival = c[1] == "adjective"
		default:
			return fmt.Errorf("%w %q", errKey, c[0])
		}
	}
	return b.body(body)
}

func readTitle(b *builder, _, line string, h *header) error {
	cs := cells(line)
	var t Title
	for _, c := range append(append([][2]string(nil), h.cells...), cs[1:]...) {
		switch c[0] {
		case "role":
			t.Role = c[1]
		case "office":
			t.Office = c[1]
		case "body":
			t.Body = c[1]
		case "sector":
			t.Sector = c[1]
		case "honorific":
			t.Honorific = true
		default:
			return fmt.Errorf("%w %q", errKey, c[0])
		}
	}
	seen := map[string]bool{}
	for _, name := range list(cs[0][1]) {
		if seen[key(name)] { // 'editor in chief' is 'editor-in-chief'
			continue
		}
		seen[key(name)] = true
		one := t
		one.Name = name
		if one.Role == "" {
			one.Role = name
			if one.Office != "" {
				one.Role = one.Office
			}
		}
		if err := b.title(&one); err != nil {
			return err
		}
	}
	return nil
}

func readGroup(b *builder, _, line string, h *header) error {
	cs := cells(line)
	var g GroupNoun
	for _, c := range append(append([][2]string(nil), h.cells...), cs[1:]...) {
		switch c[0] {
		case "sector":
			g.Sectors = list(c[1])
		case "source":
			g.Source = c[1] == "yes"
		default:
			return fmt.Errorf("%w %q", errKey, c[0])
		}
	}
	for _, noun := range list(cs[0][1]) {
		one := g
		one.Noun = noun
		if err := b.group(&one); err != nil {
			return err
		}
	}
	return nil
}

// readWords reads the short lists: 'modifier former: former; ex', 'government: ...'.
func readWords(b *builder, _, line string, _ *header) error {
	k, v, _ := strings.Cut(line, ":")
	switch {
	case k == "government":
		for _, w := range list(v) {
			b.g.govNouns[key(w)] = true
		}
	case strings.HasPrefix(k, "modifier "):
		for _, w := range list(v) {
			b.g.modifiers[w] = strings.TrimPrefix(k, "modifier ")
		}
	default:
		return fmt.Errorf("%w %q", errKey, k)
	}
	return nil
}
