package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/printable"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

// A Making is what a page says of itself.
type Making struct {
	Program string // name and version
	On      time.Time
}

// view is what the template sees.
type view struct {
	Report
	Making
	Style      template.CSS
	Policy     string
	Months     monthChart
	Relations  relationPicture
	Timeline   []Fact // events and policies
	Scale      scale
	Articles   int
	Publishers []string
	Counts     []count
}

type count struct {
	Name   string
	Number int
}

// Write writes the page: HTML of one file, with a policy that keeps whatever a
// text may hold from loading or running anything, and without characters that
// turn round what stands beside them.
func (rep Report) Write(w io.Writer, m Making) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"number": number, "status": func(f Fact) string { return statusText(f.Status) }, "names": names, "list": func(s []string) string { return strings.Join(s, ", ") },
		"happened": Fact.happened, "quoted": quoted, "web": web, "quad": quadText, "day": dayText, "differs": differs,
		"first": func(s string, n int) string { return graph.Shorten(s, n) },
	}).Parse(pageSource)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	sum := sha256.Sum256([]byte(pageStyle))
	v := view{
		Report: rep, Making: m, Style: template.CSS(pageStyle),
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		Months: newMonthChart(rep.Events), Relations: newRelationPicture(rep.Events),
		Timeline: byDate(rep.Events, rep.Policies),
	}
	v.Scale = newScale(v.Timeline)
	v.Articles, v.Publishers = sources(slices.Concat(rep.Events, rep.Policies, rep.Statements))
	v.Counts = statusCounts(rep.Events)
	var page bytes.Buffer
	if err := t.Execute(&page, v); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if _, err := io.WriteString(w, printable.Text(page.String())); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

func byDate(lists ...[]Fact) []Fact {
	out := slices.Concat(lists...)
	slices.SortStableFunc(out, compareDates)
	return out
}

func sources(facts []Fact) (articles int, publishers []string) {
	seen := map[string]bool{}
	for _, f := range facts {
		for _, e := range f.Reports {
			seen[e.Article] = true
			if e.Publisher != "" {
				publishers = append(publishers, e.Publisher)
			}
		}
	}
	slices.Sort(publishers)
	return len(seen), slices.Compact(publishers)
}

func statusCounts(events []Fact) (out []count) {
	for _, s := range graph.EventStatuses() {
		n := 0
		for _, e := range events {
			if e.Status == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, count{statusText(s), n})
		}
	}
	return out
}

func statusText(s graph.Status) string {
	switch s {
	case graph.Hypothetical:
		return "only possible"
	case graph.StatusUnknown, "":
		return "status unknown"
	}
	return string(s)
}

func quadText(quad int) string {
	return [...]string{"", "cooperation in words", "cooperation in deeds", "conflict in words", "conflict in deeds"}[max(0, min(quad, 4))]
}

func dayText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return calendar.DayOf(d).String()
}

func names(list []Party) string {
	var out []string
	for _, p := range list {
		if !slices.Contains(out, p.Name) {
			out = append(out, p.Name)
		}
	}
	return strings.Join(out, ", ")
}

// differs tells whether a report gives the fact another status than the fact has.
func differs(f Fact, e Evidence) bool { return e.Status != "" && e.Status != string(f.Status) }

// quoted tells whether a sentence of the reports has all of a statement's words.
func quoted(f Fact) bool {
	return slices.ContainsFunc(f.Reports, func(e Evidence) bool { return strings.Contains(e.Quote, f.Name) })
}

// web tells whether an article's address is one to link to.
func web(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

func number(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
}

func path(ax, ay, mx, my, bx, by float64) string {
	return "M" + number(ax) + " " + number(ay) + "Q" + number(mx) + " " + number(my) + " " + number(bx) + " " + number(by)
}

// A scale puts days between the first and the last of a report.
type scale struct{ First, Last calendar.Date }

func newScale(facts []Fact) (s scale) {
	for _, f := range facts {
		if f.Interval.IsZero() || f.Basis == calendar.Publication {
			continue
		}
		if s.First.IsZero() || f.Interval.Start.Before(s.First) {
			s.First = f.Interval.Start
		}
		if f.Interval.End.After(s.Last) {
			s.Last = f.Interval.End
		}
	}
	return s
}

// A placed fact has its place on the scale of the report.
type placed struct {
	Fact
	Span *span
}

// Placed puts a fact on the report's scale.
func (v view) Placed(f Fact) placed { return placed{f, v.Scale.Of(f)} }

// A span is a piece of the scale, of a hundred.
type span struct{ From, Width float64 }

// Of gives where on the scale a fact is; nil where no words date it.
func (s scale) Of(f Fact) *span {
	if f.Interval.IsZero() || f.Basis == calendar.Publication || s.First.IsZero() {
		return nil
	}
	days := float64(s.First.DaysUntil(s.Last) + 1)
	from := float64(s.First.DaysUntil(f.Interval.Start)) / days * 100
	width := float64(f.Interval.Days()) / days * 100
	width = max(width, 1.5)
	return &span{min(from, 100-width), width}
}
