package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entente/entente/loaders/gdelt/gdelttest"
)

// rowsFile writes n invented events, and gives the file.
func rowsFile(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rows.export.CSV")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := gdelttest.Write(f, 0, n); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// loadOut loads and gives what was said.
func (b *bench) loadOut(args ...string) string {
	b.t.Helper()
	out, err := b.command(append([]string{"load"}, args...)...).CombinedOutput()
	if err != nil {
		b.t.Fatalf("entente load %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// killedRows kills a load of a table again and again: each goes on where the
// one before had ended, and a retraction in between is not hidden by that.
func killedRows(b *bench, t *testing.T) {
	path := rowsFile(t, 6000)
	start := time.Now()
	want := b.undisturbed(path)
	took := time.Since(start) // on a busy machine a fixed time would end each load before its first row
	killed := 0
	for range soak(t, 5) {
		cmd := b.command("load", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(200*time.Millisecond + rand.N(took/2))
		if cmd.Process.Kill() == nil {
			killed++
		}
		_ = cmd.Wait()
		b.run("verify")
	}
	t.Logf("killed %d times; then: %s", killed, b.loadOut(path))
	b.same(want)
	if said := b.loadOut(path); !strings.Contains(said, "6000 rows: 0 loaded, 6000 unchanged") || !strings.Contains(said, "that were loaded before") {
		t.Errorf("a loaded table is not passed over: %s", said)
	}
	gone := ""
	for _, n := range want.Nodes {
		if strings.HasPrefix(n.ID, "article:") {
			gone = n.ID
		}
	}
	b.run("retract", gone)
	b.run("load", path)
	b.same(want)
	// A file of that name with other rows is another.
	more := strings.TrimSuffix(path, ".CSV") + "2.CSV"
	if err := os.Rename(path, more); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(rowsFile(t, 6100), path); err != nil {
		t.Fatal(err)
	}
	if said := b.loadOut(path); !strings.Contains(said, fmt.Sprintf("%d loaded, %d unchanged", 100, 6000)) {
		t.Errorf("a changed table is passed over: %s", said)
	}
}
