package gdelt

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/loaders/tabular"
)

// shared is where real files lie, beside the repository; tests that need them
// skip without.
const shared = "../../../shared/data/gdelt"

func realFile(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(shared, name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("needs a real file: ", err)
	}
	return path
}

// Every row of the real files makes a valid Fragment.
func TestRealFiles(t *testing.T) {
	for _, name := range []string{"20180101000000.export.CSV", "mixed/events.csv", "mixed/eventsT.csv", "mixed/events1.csv", "mixed/mentions.csv", "mixed/mentionsT.csv", "mixed/gkg.csv", "mixed/gkgT.csv"} {
		path := realFile(t, name)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows := bytes.Count(content, []byte("\n"))
		if !bytes.HasSuffix(content, []byte("\n")) {
			rows++
		}
		items, problems := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, path)
		if len(items) != rows {
			t.Errorf("%s: %d items of %d rows", name, len(items), rows)
		}
		for _, p := range problems {
			t.Log(p)
		}
		for _, it := range items {
			if err := it.Fragment.Validate(); err != nil {
				t.Errorf("%s:%d: %v", name, it.Line, err)
			}
		}
	}
}

func BenchmarkEvents(b *testing.B) {
	content, err := os.ReadFile(realFile(b, "20180101000000.export.CSV"))
	if err != nil {
		b.Fatal(err)
	}
	big := bytes.Repeat(content, 40)
	path := filepath.Join(b.TempDir(), "big.CSV")
	if err := os.WriteFile(path, big, 0o644); err != nil {
		b.Fatal(err)
	}
	rows := 0
	for b.Loop() {
		l := &tabular.Loader{Formats: Formats()}
		err := l.Load(b.Context(), []string{path}, func(loaders.Item) error { rows++; return nil }, func(loaders.Problem) {})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.SetBytes(int64(len(big)))
}
