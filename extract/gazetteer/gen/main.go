// Command gen writes data/offices/others.txt: presidents, heads of government
// and monarchs of the countries that no hand-written file has, from a CSV of
// the World Factbook's leaders (public domain) with the columns gec_code,
// country, role, title_and_name, since, first_seen_commit, last_seen_commit.
//
//	go run ./extract/gazetteer/gen ../shared/data/gazetteer/office_holders_since.csv
package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/entente/entente/extract/gazetteer"
)

const dir = "extract/gazetteer/data/offices"

type term struct {
	from, seen time.Time
	name       string // family name in braces
	family     string
	acting     bool
}

type office struct {
	code, role, title, head string
	terms                   []term
}

var titles = []struct{ prefix, role, title string }{
	{"President ", "president", "President"},
	{"Prime Minister ", "prime minister", "Prime Minister"},
	{"Premier ", "prime minister", "Premier"},
	{"Chancellor ", "chancellor", "Chancellor"},
	{"King ", "monarch", "King"},
	{"Grand Duke ", "monarch", "Grand Duke"},
	{"Prince ", "monarch", "Prince"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: gen office_holders_since.csv")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	written, err := handWritten()
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	offices := map[string]*office{}
	people := known{g: g, seen: map[string]string{}}
	for _, r := range rows[1:] {
		code := country(g, r[1])
		role, title, name, acting := split(r[3])
		if code == "" || role == "" || written[code+" "+role] || shared(code, role, name) {
			continue
		}
		since, err := time.Parse("2 January 2006", r[4])
		if err != nil {
			continue // a year or month alone, or a remark
		}
		seen, _ := time.Parse(time.DateOnly, r[6])
		braced, family := person(name)
		if family == "" {
			continue
		}
		k := code + " " + role
		if offices[k] == nil {
			offices[k] = &office{code: code, role: role, title: title}
		}
		o := offices[k]
		if r[2] == "chief of state" {
			o.head = join(o.head, "state")
		} else {
			o.head = join(o.head, "government")
		}
		o.terms = append(o.terms, term{from: since, seen: seen, name: people.name(code, braced, family), family: family, acting: acting})
	}
	return write(offices)
}

// shared reports the monarch of another state who is head of this one too.
func shared(code, role, name string) bool {
	return role == "monarch" && code != "GBR" && (strings.HasPrefix(name, "CHARLES") || strings.HasPrefix(name, "ELIZABETH"))
}

// known writes one person's names in one way: as the other files have it, else
// as they were first met here.
type known struct {
	g    *gazetteer.Gazetteer
	seen map[string]string // code and short name to the name
}

func (k *known) name(code, braced, family string) string {
	plain := strings.NewReplacer("{", "", "}", "").Replace(braced)
	short := plain
	if given := strings.Fields(strings.Split(braced, "{")[0]); len(given) > 0 {
		short = given[0] + " " + family
	}
	for _, n := range []string{plain, short} {
		for _, e := range k.g.Named(n) {
			if e.Kind == gazetteer.Person && e.Country == code && !k.g.Minor(e) {
				return e.Name
			}
		}
		if was, ok := k.seen[code+" "+n]; ok {
			return was
		}
	}
	k.seen[code+" "+plain], k.seen[code+" "+short] = braced, braced
	return braced
}

// handWritten lists the offices of the other files.
func handWritten() (map[string]bool, error) {
	out := map[string]bool{}
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	header := regexp.MustCompile(`(?m)^@ of: ([A-Z]{3}) \| role: ([a-z ]+?) \|`)
	for _, p := range paths {
		if filepath.Base(p) == "others.txt" {
			continue
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		for _, m := range header.FindAllStringSubmatch(string(text), -1) {
			out[m[1]+" "+m[2]] = true
			if m[2] == "supreme leader" || m[2] == "state counsellor" {
				out[m[1]+" president"], out[m[1]+" prime minister"] = true, true
			}
		}
	}
	return out, nil
}

// country finds the independent state that the Factbook means.
func country(g *gazetteer.Gazetteer, name string) string {
	name = html.UnescapeString(name)
	for _, n := range []string{name, strings.TrimPrefix(name, "The "), strings.Split(name, " (")[0]} {
		for _, e := range g.Place(n) {
			if e.Kind == gazetteer.Country && e.Parent == "" {
				return e.Country
			}
		}
	}
	return ""
}

func split(s string) (role, title, name string, acting bool) {
	for _, w := range []string{"Acting ", "Interim ", "Caretaker ", "Transitional "} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			s, acting = rest, true
		}
	}
	for _, t := range titles {
		if rest, ok := strings.CutPrefix(s, t.prefix); ok {
			if strings.HasPrefix(rest, "of ") || strings.HasPrefix(rest, "and ") || strings.HasPrefix(rest, "Elect") || strings.Contains(rest, " of ") {
				return "", "", "", false
			}
			return t.role, t.title, rest, acting
		}
	}
	return "", "", "", false
}

var rank = regexp.MustCompile(`^(Gen\.|Sr\. Gen\.|Lt\. Gen\.|Maj\. Gen\.|Col\.|Maj\.|Capt\.|Lt\. Col\.|Dr\.|Sir|Ms\.|Ms|Mr\.|General|Sheikh|Tan Sri|Dame|Crown Prince|Field Marshal)\s+`)

// person gives the name in normal capitals with the family name, which the
// Factbook writes in capitals, in braces.
func person(s string) (braced, family string) {
	s = strings.Split(strings.Split(strings.Split(s, " (")[0], ",")[0], " - ")[0]
	s = strings.TrimSpace(strings.ReplaceAll(s, `"`, ""))
	for rank.MatchString(s) {
		s = rank.ReplaceAllString(s, "")
	}
	words := strings.Fields(s)
	first, last := -1, -1
	for i, w := range words {
		if isCapitals(w) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return "", ""
	}
	for i, w := range words {
		if isCapitals(w) || i > first && i < last {
			words[i] = normal(w)
		}
	}
	end := last
	if words[end] == strings.ToUpper(words[end]) && end > first { // the II of 'Letsie II'
		end--
	}
	family = strings.Join(words[first:end+1], " ")
	before, after := strings.Join(words[:first], " "), strings.Join(words[end+1:], " ")
	return strings.TrimSpace(before + " {" + family + "} " + after), family
}

func isCapitals(w string) bool {
	n := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}

func normal(w string) string {
	if strings.Trim(w, "IVX") == "" {
		return w
	}
	up := true
	return strings.Map(func(r rune) rune {
		defer func() { up = r == '-' || r == '\'' }()
		if up {
			return r
		}
		return unicode.ToLower(r)
	}, w)
}

func join(head, part string) string {
	if head == "" || head == part {
		return part
	}
	return "both"
}

func write(offices map[string]*office) error {
	f, err := os.Create(filepath.Join(dir, "others.txt"))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprint(w, "# Made by extract/gazetteer/gen from the World Factbook's leaders since 2015; do not edit. Offices that another file\n"+
		"# has are left out. The form is described in americas.txt. An end without a successor is when the name was last seen.\n")
	var keys []string
	for k := range offices {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		o := offices[k]
		fmt.Fprintf(w, "@ of: %s | role: %s | title: %s | head: %s | minor: yes\n", o.code, o.role, o.title, o.head)
		ts := o.merged()
		for i, t := range ts {
			end := ""
			if i == len(ts)-1 && t.seen.Before(time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)) {
				end = ".." + t.seen.Format("2006-01")
			}
			acting, alias := "", ""
			if t.acting {
				acting = " (acting)"
			}
			plain := strings.NewReplacer("{", "", "}", "").Replace(t.name)
			if given := strings.Fields(strings.Split(t.name, "{")[0]); strings.Contains(t.name, "{") && len(given) > 0 && given[0]+" "+t.family != plain {
				alias = " = " + given[0] + " " + t.family
			}
			fmt.Fprintf(w, "%s%s %s%s%s\n", t.from.Format(time.DateOnly), end, t.name, alias, acting)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// merged sorts the terms and joins the rows of one holder: other spellings,
// later oaths.
func (o *office) merged() []term {
	sort.SliceStable(o.terms, func(i, j int) bool { return o.terms[i].from.Before(o.terms[j].from) })
	var out []term
	for _, t := range o.terms {
		if n := len(out); n > 0 {
			p := &out[n-1]
			if same(p.family, t.family) || t.from.Equal(p.from) {
				if t.seen.After(p.seen) {
					p.seen = t.seen
				}
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

func same(a, b string) bool {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", " ")) }
	a, b = fold(a), fold(b)
	return a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
