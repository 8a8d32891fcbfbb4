package gdelt

import (
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/tabular"
)

// rows is a stream of n invented events: actors, places and codes as often as
// in real files, five events an article.
func rows(n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		random := rand.New(rand.NewPCG(1, 2))
		pick := func(s string) string {
			list := strings.Fields(s)
			return list[random.IntN(len(list))]
		}
		var block strings.Builder
		for i := range n {
			f := threat()
			f[0] = strconv.Itoa(700_000_000 + i)
			f[1] = fmt.Sprintf("2018%02d%02d", 1+random.IntN(12), 1+random.IntN(28))
			for _, at := range []int{5, 15} {
				country, kind := pick("USA GBR RUS CHN FRA PER MEX IRN ISR NGA"), pick("GOV COP MIL CVL BUS")
				f[at], f[at+1], f[at+2], f[at+3], f[at+7] = country+kind, "NAME"+strconv.Itoa(random.IntN(40)), country, "", kind
			}
			f[26] = pick("010 020 042 043 051 112 190 193 173 036 046 141 0831 1823")
			f[52] = "Town" + strconv.Itoa(random.IntN(2000))
			f[60] = fmt.Sprintf("https://news%d.example/2018/01/01/an-article-about-%d-things.html", i/5%300, i/5)
			block.WriteString(line(f))
			if block.Len() > 1<<16 || i == n-1 {
				if _, err := io.WriteString(w, block.String()); err != nil {
					return
				}
				block.Reset()
			}
		}
		w.Close()
	}()
	return r
}

func load(tb testing.TB, stream io.Reader, each func()) {
	l := &tabular.Loader{Options: tabular.Options{Input: input.Options{Stdin: stream}}, Formats: Formats()}
	err := l.Load(tb.Context(), []string{"-"}, func(loaders.Item) error { each(); return nil }, func(p loaders.Problem) { tb.Error(p) })
	if err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkEvents measures parsing and mapping, without any database: rows a
// second by the clock, and by the time that the processors worked on it.
func BenchmarkEvents(b *testing.B) {
	const n = 200_000
	content, err := io.ReadAll(rows(n))
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, string(content))
}

func BenchmarkMentions(b *testing.B) { benchmark(b, strings.Repeat(line(mention()), 100_000)) }

func BenchmarkGKG(b *testing.B) {
	f := knowledge()
	f[9], f[10] = "", "" // a place in it is in no list
	benchmark(b, strings.Repeat(line(f), 100_000))
}

func benchmark(b *testing.B, content string) {
	b.SetBytes(int64(len(content)))
	count, before := 0, processorTime()
	for b.Loop() {
		l := &tabular.Loader{Options: tabular.Options{Input: input.Options{Stdin: strings.NewReader(content)}}, Formats: Formats()}
		err := l.Load(b.Context(), []string{"-"}, func(loaders.Item) error { count++; return nil }, func(p loaders.Problem) {})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "rows/s")
	if used := processorTime() - before; used > 0 {
		b.ReportMetric(float64(count)/used.Seconds(), "rows/cpu-s")
	}
}

// However many rows there are, memory stays what it is after the first.
func TestMemoryIsFlat(t *testing.T) {
	const n = 400_000
	var stats runtime.MemStats
	count, early, late := 0, uint64(0), uint64(0)
	load(t, rows(n), func() {
		if count++; count%50_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&stats)
			if count <= n/2 {
				early = max(early, stats.HeapAlloc)
			} else {
				late = max(late, stats.HeapAlloc)
			}
		}
	})
	if count != n {
		t.Errorf("%d rows of %d", count, n)
	}
	if late > early+32<<20 || late > 150<<20 {
		t.Errorf("%d MiB in the first half, %d MiB in the second", early>>20, late>>20)
	}
	t.Logf("%d and %d MiB", early>>20, late>>20)
}
