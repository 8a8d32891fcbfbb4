package ucdp

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/loaders/tabular"
)

const real = "../../../shared/data/ucdp/ucdpged.csv"

// Every row of a real file makes a valid Fragment, and the counts are those
// that the standard library's reader finds.
func TestRealFile(t *testing.T) {
	f, err := os.Open(real)
	if err != nil {
		t.Skip("needs a real file: ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	want := map[string]int{}
	for _, r := range rows[1:] {
		for _, name := range []string{"best", "low", "high", "deaths_civilians"} {
			n, err := strconv.Atoi(r[at[name]])
			if err != nil {
				t.Fatal(err)
			}
			want[name] += n
		}
		want["violence "+r[at["type_of_violence"]]]++
		want["precision "+r[at["date_prec"]]]++
	}
	items, problems := loadertest.Items(t, &tabular.Loader{Formats: []tabular.Format{Format()}}, real)
	for _, p := range problems {
		t.Log(p)
	}
	if len(items) != len(rows)-1 {
		t.Fatalf("%d items of %d rows", len(items), len(rows)-1)
	}
	got := map[string]int{}
	for i, it := range items {
		if err := it.Fragment.Validate(); err != nil {
			t.Errorf("%d: %v", it.Line, err)
		}
		for _, flaw := range it.Fragment.Flaws() {
			t.Errorf("%s:%d: %v", it.Source, it.Line, flaw)
		}
		rep := it.Fragment.Reports[0]
		if rep.SourceEventID != rows[i+1][0] || rep.Places == nil {
			t.Errorf("%d: event %s in place of %s, in %v", it.Line, rep.SourceEventID, rows[i+1][0], rep.Places)
		}
		got["best"] += rep.Fatalities.Best
		got["low"] += rep.Fatalities.Low
		got["high"] += rep.Fatalities.High
		got["deaths_civilians"] += rep.Record.Deaths.Civilians
		got["precision "+strconv.Itoa(rep.Record.TimePrecision)]++
		for n, words := range kinds {
			if words == rep.Record.Category {
				got["violence "+strconv.Itoa(n)]++
			}
		}
	}
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: %d, want %d", name, got[name], n)
		}
	}
}
