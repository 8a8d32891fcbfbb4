package gazetteer

import (
	"errors"
	"fmt"
	"strings"
)

// officeBlock is an '@ of: ... | role: ...' header with its last term, which
// the next line ends.
type officeBlock struct {
	of, role, title, sector, head string
	leads                         bool // who governs, where that is the head of state
	minor                         bool
	last                          *Holding
}

func newOfficeBlock(h *header) (*officeBlock, error) {
	o := &officeBlock{sector: "GOV"}
	for _, c := range h.cells {
		switch c[0] {
		case "of":
			o.of = c[1]
		case "role":
			o.role = c[1]
		case "title":
			o.title = c[1]
		case "sector":
			o.sector = c[1]
		case "head":
			o.head = c[1]
		case "leads":
			o.leads = c[1] == "yes"
		case "minor":
			o.minor = c[1] == "yes"
		default:
			return nil, fmt.Errorf("%w %q in the header of an office", errKey, c[0])
		}
	}
	return o, o.check()
}

func (o *officeBlock) check() error {
	switch {
	case o.of == "" || o.role == "":
		return errors.New("an office needs of and role")
	case o.role != strings.ToLower(o.role):
		return fmt.Errorf("the role %q must be in lower case (its local name goes to title)", o.role)
	case !sectorCodes[o.sector]:
		return fmt.Errorf("unknown sector %q (see PLOVER's table of sector codes)", o.sector)
	case o.head != "" && o.head != "state" && o.head != "government" && o.head != "both":
		return fmt.Errorf("head is state, government or both, not %q", o.head)
	}
	if o.title == "" {
		o.title = o.role
	}
	return nil
}

// readOffice reads '2018-12-01 Andrés Manuel {López Obrador} = AMLO': from when
// ('..' and until when, else until the next line), the name with the family
// name in braces where it is not the last word, other names, and at the end
// '[POL]' (country where it is not the office's) and '(acting)'.
func readOffice(b *builder, where, line string, h *header) error {
	if h.block == nil {
		block, err := newOfficeBlock(h)
		if err != nil {
			return err
		}
		h.block = block
	}
	o := h.block
	span, rest, ok := strings.Cut(line, " ")
	if !ok {
		return errors.New("want: from[..to] name")
	}
	hold := &Holding{Role: o.role, Title: o.title, Sector: o.sector, Head: o.head, leads: o.leads, minor: o.minor}
	if s, ok := strings.CutSuffix(rest, "(acting)"); ok {
		hold.Acting, rest = true, strings.TrimSpace(s)
	}
	from, to, closed := strings.Cut(span, "..")
	var err error
	if hold.From, err = day(from, false); err != nil {
		return err
	}
	if closed {
		if hold.To, err = day(to, true); err != nil {
			return err
		}
		if !hold.To.After(hold.From) {
			return fmt.Errorf("the term %s ends before it starts", span)
		}
	}
	if o.last != nil && o.last.To.IsZero() {
		o.last.To = hold.From
		if !hold.From.After(o.last.From) {
			return fmt.Errorf("the term from %s does not follow the one before it (give that one an end: from..to)", from)
		}
	}
	o.last = hold
	nationality := ""
	if i := strings.LastIndex(rest, "["); i > 0 && strings.HasSuffix(rest, "]") {
		nationality, rest = rest[i+1:len(rest)-1], strings.TrimSpace(rest[:i])
	}
	return b.hold(where, o.of, hold, rest, nationality)
}

// hold enters a term; the person is made at first sight.
func (b *builder) hold(where, of string, h *Holding, names, nationality string) error {
	parts := strings.Split(names, "=")
	r := record{where: where, kind: Person, name: strings.TrimSpace(parts[0]), sectors: []string{h.Sector}, country: nationality}
	if len(parts) == 2 {
		r.aliases = list(parts[1])
	}
	if r.country == "" && isCode(of) && !international[of] {
		r.country = of
	}
	clean, _ := bracedName(r.name)
	clean, q := qualified(clean)
	probe := record{kind: Person, name: clean, qualifier: q}
	id := probe.id()
	p := b.g.byID[id]
	if p == nil {
		if err := b.entry(&r, false); err != nil {
			return err
		}
		p = b.g.byID[id]
	} else {
		for _, a := range r.aliases {
			b.alias(p, a)
		}
	}
	h.Person = p
	b.pending = append(b.pending, pendingHolding{where: where, of: of, h: h})
	return nil
}

// bracedName takes the braces off 'Carlos {Salinas} de Gortari' and returns the
// family name in them. Braces after the name that repeat a part of it go:
// 'Elizabeth II {Elizabeth}'.
func bracedName(s string) (name, family string) {
	i, j := strings.IndexByte(s, '{'), strings.IndexByte(s, '}')
	if i < 0 || j < i {
		return s, ""
	}
	family = s[i+1 : j]
	if j == len(s)-1 && strings.Contains(s[:i], family) {
		return strings.TrimSpace(s[:i]), family
	}
	return s[:i] + family + s[j+1:], family
}
