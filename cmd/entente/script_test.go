package main

import (
	"context"
	"flag"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/entente/entente/localdb/dbtest"
)

var update = flag.Bool("update", false, "write what scripts expect anew")

func TestMain(m *testing.M) {
	testscript.Main(dbtest.Runner{Tests: m}, map[string]func(){"entente": main})
}

// TestScripts runs the scripts that need no database.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		e.Setenv("ENTENTE_HOME", filepath.Join(e.WorkDir, "home"))
		e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
		return nil
	}})
}

// commands are what scripts can do besides: 'id NAME' sets a variable to the
// first id of a fact or decision in the last output.
var commands = map[string]func(*testscript.TestScript, bool, []string){
	"id": func(ts *testscript.TestScript, _ bool, args []string) {
		id := idForm.FindString(ts.ReadFile("stdout"))
		if id == "" || len(args) != 1 {
			ts.Fatalf("no id in the output, or no name for it")
		}
		ts.Setenv(args[0], id)
	},
}

var idForm = regexp.MustCompile(`(event|policy|statement|decision):[0-9a-f]{20}`)

// TestNeo4jScripts runs the others, one after the other, each on an empty
// database.
func TestNeo4jScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/neo4j/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	db := dbtest.Start(t)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			empty(t, db)
			testscript.Run(t, testscript.Params{Files: []string{f}, UpdateScripts: *update, RequireExplicitExec: true, Cmds: commands, Setup: func(e *testscript.Env) error {
				e.Setenv("ENTENTE_HOME", filepath.Join(e.WorkDir, "home"))
				e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
				e.Setenv("NEO4J_URI", db.URI)
				e.Setenv("NEO4J_USERNAME", db.Username)
				e.Setenv("NEO4J_PASSWORD", db.Password)
				return nil
			}})
		})
	}
}

func empty(t *testing.T, db dbtest.Server) {
	t.Helper()
	ctx := context.Background()
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(ctx)
	if _, err := neo4j.ExecuteQuery(ctx, driver, "MATCH (n) DETACH DELETE n", nil, neo4j.EagerResultTransformer); err != nil {
		t.Fatal(err)
	}
}
