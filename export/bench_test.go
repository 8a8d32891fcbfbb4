package export

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// row is an event as GDELT's rows make them, five to an article.
func row(i int) graph.Fragment {
	countries := []string{"USA", "PER", "FRA", "MEX", "IRN", "CHN", "NGA"}
	actor := func(n int) graph.Actor {
		c := countries[n%len(countries)]
		return graph.Actor{ID: graph.GroupID(c, "COP"), Name: c + " police", Country: c, Sector: "COP", Count: 1}
	}
	tone, score := float64(i%100)/7, float64(i%20-10)
	url := fmt.Sprintf("https://news%d.example/2018/01/01/an-article-about-%d-things.html", i/5%300, i/5)
	id := fmt.Sprint(700_000_000 + i)
	a, b, on := actor(i), actor(i/7+1), calendar.NewDate(2018, 1, 1+i%365)
	actors := []graph.Actor{a}
	if b.ID != a.ID {
		actors = append(actors, b)
	}
	place := graph.Actor{ID: "country:PER", Name: "Peru", Country: "PER", Count: 1}
	return graph.Fragment{Dataset: "gdelt", Partial: true, Actors: append(actors, place),
		Article: graph.Article{ID: graph.ArticleID(url), URL: url, PublishedOn: calendar.NewDate(2018, 1, 2), TextMode: graph.TextQuote, Loader: "gdelt"},
		Reports: []graph.Report{{Fact: graph.EventLabel, Key: "event:gdelt:" + id, SourceEventID: id, Status: graph.StatusUnknown, When: graph.When{Interval: calendar.DayOf(on)},
			Type: graph.Accuse, Mode: "disapprove", CAMEO: "112", QuadClass: 3, Goldstein: &score, Name: a.Name + " accuses " + b.Name,
			Sources: []graph.Participant{{ID: a.ID, As: "POLICE"}}, Targets: []graph.Participant{{ID: b.ID, As: "OFFICER"}}, Places: []string{place.ID},
			PlaceName: "Tacna, Tacna, Peru", Location: &graph.Point{Longitude: -70.2, Latitude: -18}, PlacePrecision: 4,
			Record: &graph.Record{NumMentions: 4, NumSources: 1, NumArticles: 4, Tone: &tone, PlaceID: "-366226", SourceCodes: []string{"PERCOP"}, TargetCodes: []string{"USACOP"}, RecordedAt: at}}}}
}

func write(tb testing.TB, dir string, n int) *Admin {
	a, err := NewAdmin(dir, at)
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		if err := a.Add(row(i)); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := a.Finish("neo4j"); err != nil {
		tb.Fatal(err)
	}
	if err := a.Close(); err != nil {
		tb.Fatal(err)
	}
	return a
}

// BenchmarkAdmin measures events a second, from Fragments to all files.
func BenchmarkAdmin(b *testing.B) {
	const n = 100_000
	count := 0
	for b.Loop() {
		write(b, filepath.Join(b.TempDir(), fmt.Sprint(count)), n)
		count += n
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "events/s")
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
		a := write(t, filepath.Join(t.TempDir(), "out"), n)
		close(done)
		if c := a.Counts(); c["Event"] != n || c["REPORTED_IN"] != n || c["Article"] != n/5 || c["INITIATED"] != n {
			t.Errorf("%v of %d", c, n)
		}
		return <-most
	}
	few, many := peak(100_000), peak(300_000)
	t.Logf("%d and %d MiB", few>>20, many>>20)
	if many > 300<<20 {
		t.Errorf("%d MiB of 100,000 events, %d MiB of 300,000", few>>20, many>>20)
	}
}
