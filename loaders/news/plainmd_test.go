package news

import (
	"slices"
	"strings"
	"testing"
)

func TestMarkdownText(t *testing.T) {
	for _, c := range []struct {
		in, title string
		want      []string
	}{
		{"# Talks *resume*\n\nFirst\nparagraph.\n\nSecond.", "Talks resume", []string{"Talks resume", "First\nparagraph.", "Second."}},
		{"Talks resume\n============\nText.\n\nPart\n----\nMore.", "Talks resume", []string{"Talks resume", "Text.", "Part", "More."}},
		{"## Only a part ##\n\n---\n\nText.\n***\n", "", []string{"Only a part", "Text."}},
		{"> “We agree,” **she** said.\n> > And more.\n", "", []string{"“We agree,” she said.\nAnd more."}},
		{"- one\n- two\n  goes on\n1. three\n2) four", "", []string{"one", "two\ngoes on", "three", "four"}},
		{"A [link](http://x.example/a_(b) \"t\"), a [ref][1], an ![image](i.png) and <https://x.example>.[^2]\n\n[1]: http://x.example\n[^2]: Note", "",
			[]string{"A link, a ref, an and https://x.example."}},
		{"The `snake_case` of _Río_ costs 5 * 3 or 4 ~ 5, \\*not\\* ~~six~~ <b>seven</b> &amp; eight.", "", []string{"The snake_case of Río costs 5 * 3 or 4 ~ 5, *not* six seven & eight."}},
		{"| Name | Votes |\n|------|:---:|\n| Ana | 10 |\n", "", []string{"Name Votes", "Ana 10"}},
		{"Before.\n```go\ncode # here\n```\nAfter.", "", []string{"Before.", "After."}},
		{"[unfinished](and *unbalanced", "", []string{"[unfinished](and unbalanced"}},
		{"One<br>two", "", []string{"One\ntwo"}},
		{"In 2019.\nIt ended", "", []string{"In 2019.\nIt ended"}},
	} {
		title, got := markdownText(c.in)
		if title != c.title || !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, %q, want %q, %q", c.in, title, got, c.title, c.want)
		}
	}
}

// The time goes with the length, whatever the text is made of.
func BenchmarkMarkdownHostile(b *testing.B) {
	for _, unit := range []string{"[a](b", "> ", "[", "_a_*b", "![", "<a", "[a]: b\n", "- ", "|-"} {
		src := strings.Repeat(unit, 1<<20/len(unit))
		b.Run(unit, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				markdownText(src)
			}
		})
	}
}
