package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGenerated checks that the assembly of package nlp is what this program
// writes.
func TestGenerated(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the generator")
	}
	dir := t.TempDir()
	files := []string{"kernel_amd64.s", "stubs_amd64.go"}
	run := exec.Command("go", "run", ".", "-out", filepath.Join(dir, files[0]), "-stubs", filepath.Join(dir, files[1]), "-pkg", "nlp")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range files {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		have, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		// the first line names the paths of the run
		_, want, _ = bytes.Cut(want, []byte("\n"))
		_, have, _ = bytes.Cut(have, []byte("\n"))
		if !bytes.Equal(have, want) {
			t.Errorf("%s is not up to date (cure: go generate ./nlp)", name)
		}
	}
}
