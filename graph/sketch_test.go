package graph

import (
	"fmt"
	"strings"
	"testing"

	"github.com/entente/entente/calendar"
)

func prose(seed, words int) string {
	var b strings.Builder
	for i := range words {
		fmt.Fprintf(&b, "w%d ", (i*i*31+seed*7919+i*seed)%1009)
	}
	return b.String()
}

// Copies of one story resemble each other, however they are cut and set; other
// texts do not.
func TestResemblance(t *testing.T) {
	text := prose(1, 400)
	for _, c := range []struct {
		name  string
		other string
		same  bool
	}{
		{"itself", text, true},
		{"in capitals, with commas", strings.ToUpper(strings.ReplaceAll(text, " ", ", ")), true},
		{"with a paragraph more", text + prose(2, 120), true},
		{"cut to its first half", text[:len(text)/2], true},
		{"another text", prose(3, 400), false},
		{"one sentence of it in another text", prose(4, 400) + text[:120], false},
		{"no text", "", false},
	} {
		if got := Resemblance(NewSketch(text), NewSketch(c.other)); (got >= sameStory) != c.same {
			t.Errorf("%s: %.2f", c.name, got)
		}
	}
}

func TestIndependent(t *testing.T) {
	report := func(article, quote, text string) Evidence {
		return Evidence{Report: Report{Quote: quote}, ArticleID: article, Sketch: NewSketch(text)}
	}
	long := "The two presidents met in the harbour of the city on Monday."
	for _, c := range []struct {
		name    string
		reports []Evidence
		want    int
	}{
		{"one", []Evidence{report("a", "x", "")}, 1},
		{"two of one article", []Evidence{report("a", "x", ""), report("a", "y", "")}, 1},
		{"two articles", []Evidence{report("a", "x", prose(1, 90)), report("b", "y", prose(2, 90))}, 2},
		{"one story in two articles", []Evidence{report("a", "x", prose(1, 90)), report("b", "y", prose(1, 90)+"and more")}, 1},
		{"one sentence in two articles", []Evidence{report("a", long, prose(1, 90)), report("b", strings.ToUpper(long), prose(2, 90))}, 1},
		{"one short sentence", []Evidence{report("a", "They met.", prose(1, 90)), report("b", "They met.", prose(2, 90))}, 2},
		{"a chain of copies", []Evidence{report("a", "x", prose(1, 90)), report("b", long, prose(1, 90)), report("c", long, prose(3, 90))}, 1},
	} {
		if got := independent(c.reports); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func dayOf(d int) calendar.Interval { return calendar.DayOf(calendar.NewDate(2025, 3, d)) }
