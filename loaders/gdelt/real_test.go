package gdelt

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
			for _, flaw := range it.Fragment.Flaws() {
				t.Errorf("%s:%d: %v", it.Source, it.Line, flaw)
			}
		}
	}
}

// The numbers of the real export are those that are counted by cutting its
// lines, without any of the loader.
func TestCountsOfRealExport(t *testing.T) {
	path := realFile(t, "20180101000000.export.CSV")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[string]float64{}, map[string]float64{}
	urls := map[string]string{}
	for line := range strings.Lines(string(content)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for name, column := range map[string]int{"mentions": 31, "sources": 32, "articles": 33, "tone": 34, "goldstein": 30} {
			v, err := strconv.ParseFloat(f[column], 64)
			if err != nil && f[column] != "" {
				t.Fatal(err)
			}
			want[name] += v
		}
		for name, column := range map[string]int{"quad": 29, "cameo": 26, "day": 1, "root": 25, "url": 60, "words": 6} {
			want[name+" "+f[column]]++
		}
		if f[51] != "0" {
			want["place "+f[52]]++
		}
		urls[loaders.CanonicalURL(f[60])] = f[60]
	}
	items, _ := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, path)
	for _, it := range items {
		r := it.Fragment.Reports[0]
		got["mentions"] += float64(r.Record.NumMentions)
		got["sources"] += float64(r.Record.NumSources)
		got["articles"] += float64(r.Record.NumArticles)
		got["tone"] += *r.Record.Tone
		if r.Goldstein != nil {
			got["goldstein"] += *r.Goldstein
		}
		got["quad "+strconv.Itoa(r.QuadClass)]++
		got["cameo "+r.CAMEO]++
		got["day "+strings.ReplaceAll(r.When.Start.String(), "-", "")]++
		got["root "+map[bool]string{true: "1", false: "0"}[r.Record.Root]]++
		got["url "+urls[it.Fragment.Article.URL]]++
		as := ""
		if len(r.Sources) > 0 {
			as = r.Sources[0].As
		}
		got["words "+as]++
		if r.PlaceName != "" {
			got["place "+r.PlaceName]++
		}
	}
	if d := cmp.Diff(want, got, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-6 })); d != "" {
		t.Error(d)
	}
}
