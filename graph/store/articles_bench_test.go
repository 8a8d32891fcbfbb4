package store_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
)

// BenchmarkArticles loads articles, ENTENTE_SCALE of them or 600, as the news
// loader does, and measures whether the rate stays level: that of the first
// and of the last tenth.
func BenchmarkArticles(b *testing.B) {
	n, err := strconv.Atoi(os.Getenv("ENTENTE_SCALE"))
	if err != nil {
		n = 600
	}
	const batch = 20
	for range b.N {
		s, _ := open(b)
		var times []time.Duration
		for i := 0; i < n; i += batch {
			var list []graph.Fragment
			for j := range batch {
				list = append(list, graphtest.Article(i+j))
			}
			start := time.Now()
			if _, err := s.Load(b.Context(), list...); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
		part := max(1, len(times)/10)
		rate := func(list []time.Duration) float64 {
			var sum time.Duration
			for _, t := range list {
				sum += t
			}
			return float64(len(list)*batch) / sum.Seconds()
		}
		first, last := rate(times[:part]), rate(times[len(times)-part:])
		b.ReportMetric(first, "first/s")
		b.ReportMetric(last, "last/s")
		b.ReportMetric(last/first, "last/first")
	}
}
