package export

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/graphtest"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
)

func write(tb testing.TB, dir string, fragments iter.Seq[graph.Fragment]) *Admin {
	a, err := NewAdmin(dir, at)
	if err != nil {
		tb.Fatal(err)
	}
	for f := range fragments {
		if err := a.Add(f); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := a.Finish(tb.Context(), "neo4j"); err != nil {
		tb.Fatal(err)
	}
	if err := a.Close(); err != nil {
		tb.Fatal(err)
	}
	return a
}

// rows are the rows of a data set among many events.
func rows(n int) []graph.Fragment {
	out := make([]graph.Fragment, 0, n)
	for f := range graphtest.Many(n*10/9 + 50) {
		if f.Partial && len(out) < n {
			out = append(out, f)
		}
	}
	return out
}

func each(list []graph.Fragment) iter.Seq[graph.Fragment] {
	return func(yield func(graph.Fragment) bool) {
		for _, f := range list {
			if !yield(f) {
				return
			}
		}
	}
}

// BenchmarkAdmin measures events of a data set a second, from Fragments to all
// files, by the clock.
func BenchmarkAdmin(b *testing.B) {
	list := rows(200_000)
	count := 0
	b.ResetTimer()
	for b.Loop() {
		write(b, filepath.Join(b.TempDir(), fmt.Sprint(count)), each(list))
		count += len(list)
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkAdminBesideBolt writes the files and loads the same events over
// Bolt, by turns, and gives both rates and their ratio.
func BenchmarkAdminBesideBolt(b *testing.B) {
	const batch, batches, files = 4000, 5, 200_000
	db := dbtest.Start(b)
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URI: db.URI, Username: db.Username, Password: db.Password})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close(ctx)
	if err := s.ApplySchema(ctx); err != nil {
		b.Fatal(err)
	}
	list := rows(files)
	bolt := func(at int) time.Duration {
		start := time.Now()
		if _, err := s.Load(ctx, list[at:at+batch]...); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	bolt(0) // the server has to warm up
	var loading, writing time.Duration
	loaded, written, next := 0, 0, batch
	for b.Loop() {
		start := time.Now()
		write(b, filepath.Join(b.TempDir(), fmt.Sprint(written)), each(list))
		writing += time.Since(start)
		written += len(list)
		for range batches {
			if next+batch > len(list) {
				b.Fatal("more rounds than events: -benchtime 5x or less")
			}
			loading += bolt(next)
			next += batch
			loaded += batch
		}
	}
	w, l := float64(written)/writing.Seconds(), float64(loaded)/loading.Seconds()
	b.ReportMetric(w, "files-events/s")
	b.ReportMetric(l, "bolt-events/s")
	b.ReportMetric(w/l, "times-bolt")
}

// Memory has a limit that many events do not reach, and each makes its rows.
func TestAdminMemoryIsFlat(t *testing.T) {
	peak := func(n int) uint64 {
		done, most := make(chan struct{}), make(chan uint64)
		go func() {
			var stats runtime.MemStats
			var high uint64
			for {
				select {
				case <-done:
					most <- high
					return
				case <-time.After(20 * time.Millisecond):
					runtime.ReadMemStats(&stats)
					high = max(high, stats.HeapAlloc)
				}
			}
		}()
		events := 0
		a := write(t, filepath.Join(t.TempDir(), "out"), func(yield func(graph.Fragment) bool) {
			for f := range graphtest.Many(n) {
				if f.Partial {
					events++
					if !yield(f) {
						return
					}
				}
			}
		})
		close(done)
		if c := a.Counts(); c["Event"] != events || c["REPORTED_IN"] != events || c["INITIATED"] != events || events < n*8/10 {
			t.Errorf("%v of %d", c, events)
		}
		return <-most
	}
	few, many := peak(100_000), peak(300_000)
	t.Logf("%d and %d MiB", few>>20, many>>20)
	if many > 300<<20 {
		t.Errorf("%d MiB of 100,000 events, %d MiB of 300,000", few>>20, many>>20)
	}
}
