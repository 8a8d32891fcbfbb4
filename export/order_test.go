package export

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/entente/entente/graph/graphtest"
)

// The files of a graph are the same bytes always, however many goroutines
// write them and however often parts are divided.
func TestAdminIsDeterministic(t *testing.T) {
	var want map[string][]byte
	for _, n := range []int{1, 2, 4, 4} {
		before := runtime.GOMAXPROCS(n)
		dir := filepath.Join(t.TempDir(), "files")
		a, err := NewAdmin(dir, at)
		if err != nil {
			t.Fatal(err)
		}
		a.most = 20_000
		for f := range graphtest.Many(5000) {
			if err := a.Add(f); err != nil {
				t.Fatal(err)
			}
		}
		_, err = a.Finish(t.Context(), "neo4j")
		runtime.GOMAXPROCS(before)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		got := map[string][]byte{}
		names, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if got[filepath.Base(name)], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
		if want == nil {
			want = got
		}
		if len(got) != len(want) || len(got) < 10 || len(got["REPORTED_IN.csv"]) < 1<<20 {
			t.Errorf("%d files, %d before; reports have %d bytes", len(got), len(want), len(got["REPORTED_IN.csv"]))
		}
		for name := range want {
			if !bytes.Equal(got[name], want[name]) {
				t.Errorf("%s differs with %d goroutines", name, n)
			}
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left over: %v", left)
		}
	}
}
