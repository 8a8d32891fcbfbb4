package extract

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// coined makes the n-th word of a long list of made-up names.
func coined(n int) string {
	syllables := []string{"ba", "dor", "ke", "lun", "mi", "nar", "po", "ros", "ta", "vel", "wi", "zan", "gre", "hol", "ju", "fen"}
	var b strings.Builder
	for range 4 {
		b.WriteString(syllables[n%len(syllables)])
		n /= len(syllables)
	}
	return titleCase(b.String())
}

// uniqueNames is a text in which every name is another one.
func uniqueNames(people int) string {
	var b strings.Builder
	for i := range people {
		fmt.Fprintf(&b, "John %s of Togo met President Mary %s in %s on Monday. %s said that he had agreed.\n", coined(3*i), coined(3*i+1), coined(3*i+2), coined(3*i))
	}
	return b.String()
}

// BenchmarkNames shows that what a name costs does not grow with the number of
// names: ns/name is about the same for each length of text.
func BenchmarkNames(b *testing.B) {
	x := extractor(b)
	for _, people := range []int{250, 1000, 4000} {
		doc := Document{Text: uniqueNames(people), Published: may}
		b.Run(fmt.Sprint(people), func(b *testing.B) {
			b.SetBytes(int64(len(doc.Text)))
			for b.Loop() {
				if _, err := x.Extract(context.Background(), doc); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(people), "ns/name")
		})
	}
}

// Two names meet in a key of the index just where they may be one person's.
func TestNameForms(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "ann", "bo", "de", "witt", "day"}), 1, 5)
	rapid.Check(t, func(t *rapid.T) {
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		own, _ := nameForms(a)
		_, ask := nameForms(b)
		meet := slices.ContainsFunc(ask, func(k string) bool { return slices.Contains(own, k) })
		if same := sameName(a, b); same && !meet {
			t.Fatalf("%q and %q are one person's but do not meet: %q, %q", a, b, own, ask)
		} else if meet && !same {
			t.Fatalf("%q and %q meet but are not one person's: %q, %q", a, b, own, ask)
		}
	})
}
