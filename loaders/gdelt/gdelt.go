// Package gdelt reads the tables of GDELT (codebooks 'GDELT Event Codebook
// V2.0', 'GKG Codebook V2.1'): events of versions 1.0 and 2.0, mentions, and the
// Global Knowledge Graph. One row makes one Fragment.
//
// An event is told by its first article (SOURCEURL); mentions add further
// articles, under a data set name of their own, so that neither takes the
// place of the other. Actor codes are CAMEO's, codes of places FIPS 10-4.
package gdelt

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/tabular"
)

// The names of the data sets.
const (
	Events   = "gdelt"
	Mentions = "gdelt-mentions"
	GKG      = "gdelt-gkg"
)

// Formats gives the kinds of table that GDELT has.
func Formats() []tabular.Format { return []tabular.Format{events{}, mentions{}, gkg{}} }

// number reads a whole number of digits alone.
func number(s string) (int, bool) {
	if len(s) == 0 || len(s) > 18 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

// heads tells whether a row has the names of the columns, which GDELT's own
// files do not have, but those that others pass on. Only on the first line it
// is nothing to speak of.
func heads(r *tabular.Row, b *tabular.Batch) bool {
	if !strings.EqualFold(r.Fields[0], "GLOBALEVENTID") && !strings.EqualFold(r.Fields[0], "GKGRECORDID") {
		return false
	}
	if r.Line > 1 {
		b.Refuse(r, "the names of the columns, amid the rows", "nothing is missing; files were put together")
	}
	return true
}

// day reads YYYYMMDD.
func day(s string) (calendar.Date, bool) {
	n, ok := number(s)
	if !ok || len(s) != 8 {
		return calendar.Date{}, false
	}
	d := calendar.Date{Year: n / 10000, Month: time.Month(n / 100 % 100), Day: n % 100}
	if d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 28 && d != calendar.NewDate(d.Year, d.Month, d.Day) {
		return calendar.Date{}, false
	}
	return d, true
}

// stamp reads YYYYMMDDHHMMSS, or YYYYMMDD as version 1.0 has it; UTC.
func stamp(s string) (time.Time, bool) {
	if len(s) < 8 {
		return time.Time{}, false
	}
	d, ok := day(s[:8])
	if !ok || len(s) == 8 {
		return d.Time(), ok
	}
	n, ok := number(s[8:])
	hour, minute, second := n/10000, n/100%100, n%100
	if !ok || len(s) != 14 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	return time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, time.UTC), true
}

// float reads a number that is finite.
func float(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && v-v == 0
}

// An unreadable column ends the reading of its row.
type unreadable struct{ column, value string }

func (u unreadable) refuse(r *tabular.Row, b *tabular.Batch) {
	v := u.value
	if len(v) > 40 {
		v = strings.ToValidUTF8(v[:40], "") + "…"
	}
	cure := "correct it, or fetch the file again"
	if strings.ContainsAny(v, "eE") && strings.Contains(v, "+") {
		cure = "a spreadsheet has rounded it: fetch the file again"
	}
	b.Refuse(r, fmt.Sprintf("%s is %q", u.column, v), cure)
}

// articles makes Articles of addresses; rows of one article often follow each
// other.
type articles struct {
	url, canonical, id string
}

// at gives the article at an address; ok is false where it is no address.
func (a *articles) at(url string) (id, canonical string, ok bool) {
	if url != a.url || a.id == "" {
		a.url, a.id = url, ""
		if a.canonical = loaders.CanonicalURL(url); a.canonical == "" || len(a.canonical) > 4000 {
			return "", "", false
		}
		a.id = graph.ArticleID(a.canonical)
	}
	return a.id, a.canonical, true
}

// article gives the Article of a document that GDELT names. record is what the
// Article of one without an address is known by.
func (a *articles) article(dataset, document, record string) graph.Article {
	out := graph.Article{TextMode: graph.TextQuote, Loader: dataset}
	if id, canonical, ok := a.at(document); ok {
		out.ID, out.URL = id, canonical
		return out
	}
	out.ID = graph.ArticleID(dataset + "\x00" + record)
	out.SourceID = record
	out.Title = strings.TrimSpace(document)
	return out
}

// A cache keeps what columns were found to mean.
type cache[T any] map[string]T

// most is how many it keeps: combinations of codes and names are many, but the
// frequent ones few.
const most = 1 << 14

func (c *cache[T]) get(columns string, resolve func() T) T {
	v, ok := (*c)[columns]
	if !ok {
		if *c == nil || len(*c) >= most {
			*c = cache[T]{}
		}
		v = resolve()
		(*c)[strings.Clone(columns)] = v
	}
	return v
}
