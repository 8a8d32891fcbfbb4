package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/entente/entente/"

// arrows says which of our packages each package may import. The way that
// evidence takes is the order of this list; docs/ARCHITECTURE.md draws it.
var arrows = map[string][]string{
	"calendar":              {},
	"printable":             {},
	"nlp":                   {},
	"nlp/kernelgen":         {},
	"queries":               {},
	"localdb":               {},
	"localdb/dbtest":        {"localdb"},
	"graph":                 {"calendar"},
	"graph/store":           {"graph", "calendar"},
	"extract/gazetteer":     {},
	"extract/gazetteer/gen": {"extract/gazetteer"},
	"extract/dates":         {"calendar"},
	"extract/lexicon":       {},
	"extract":               {"nlp", "calendar", "extract/gazetteer", "extract/dates", "extract/lexicon"},
	"loaders":               {"graph", "printable"},
	"loaders/fetch":         {"loaders"},
	"loaders/input":         {"loaders", "loaders/fetch"},
	"loaders/codes":         {"graph"},
	"loaders/tabular":       {"loaders", "loaders/input", "graph"},
	"loaders/gdelt":         {"loaders", "loaders/codes", "loaders/tabular", "graph", "calendar"},
	"loaders/icews":         {"loaders/codes", "loaders/tabular", "graph", "calendar"},
	"loaders/polecat":       {"loaders/codes", "loaders/tabular", "graph", "calendar"},
	"loaders/ucdp":          {"loaders/codes", "loaders/tabular", "graph", "calendar"},
	"loaders/acled":         {"loaders/codes", "loaders/tabular", "graph", "calendar"},
	"loaders/datasets":      {"loaders/gdelt", "loaders/icews", "loaders/polecat", "loaders/ucdp", "loaders/acled", "loaders/tabular"},
	"loaders/follow":        {"loaders", "loaders/fetch", "loaders/input"},
	"loaders/news":          {"loaders", "loaders/fetch", "loaders/input", "extract", "graph", "calendar"},
	"render":                {"graph", "queries", "calendar", "printable"},
	"export":                {"graph", "render", "calendar", "printable"},
	"browser":               {"queries"},
	"report":                {"queries", "graph", "calendar", "printable"},
}

// owners says which packages of others only these of ours may import.
var owners = map[string][]string{
	"github.com/neo4j/neo4j-go-driver/": {"graph/store"},
	"github.com/spf13/viper":            {"cmd/entente"},
	"github.com/spf13/cobra":            {"cmd/entente"},
}

// standardOnly are packages that use nothing but the standard library and the
// Go project's own.
var standardOnly = []string{"calendar", "printable", "nlp", "queries", "graph", "extract/dates", "extract/lexicon"}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestArrows(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		checkImports(t, p)
	}
	if seen < len(arrows) {
		t.Errorf("only %d packages were looked at", seen)
	}
}

func checkImports(t *testing.T, p listed) {
	name := strings.TrimPrefix(p.ImportPath, module)
	allowed, ruled := arrows[name]
	for _, i := range p.Imports {
		if ours, ok := strings.CutPrefix(i, module); ok {
			if ruled && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; it may import %v", name, ours, allowed)
			}
			continue
		}
		for prefix, who := range owners {
			if strings.HasPrefix(i, prefix) && !slices.Contains(who, name) {
				t.Errorf("%s imports %s; only %v may", name, i, who)
			}
		}
		first, _, _ := strings.Cut(i, "/")
		if slices.Contains(standardOnly, name) && strings.Contains(first, ".") && first != "golang.org" {
			t.Errorf("%s imports %s; it keeps to the standard library and golang.org/x", name, i)
		}
	}
	if forTests := strings.HasSuffix(name, "test"); !ruled && !forTests && name != "cmd/entente" {
		t.Errorf("%s is a package that no arrow is known of: add it to this test and to docs/ARCHITECTURE.md", name)
	}
}

// TestDependencies looks for the reason of each module that go.mod names.
func TestDependencies(t *testing.T) {
	cmd := exec.Command("go", "list", "-m", "-f", "{{if not (or .Main .Indirect)}}{{.Path}}{{end}}", "all")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	reasons, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range strings.Fields(string(out)) {
		if !strings.Contains(string(reasons), "| `"+module+"` |") {
			t.Errorf("%s has no reason in docs/dependencies.md", module)
		}
	}
}
