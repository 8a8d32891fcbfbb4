package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entente/entente/localdb"
)

// Import has a server of its own with the database that neo4j-admin makes with
// these arguments, which name files in dir. It is gone at the end of the test.
func Import(tb testing.TB, dir string, args []string, o localdb.Options) Server {
	tb.Helper()
	server, err := imported(tb, dir, args, o)
	switch {
	case err == nil:
	case errors.Is(err, localdb.ErrNotFound) && !Required("neo4j"):
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
	return server
}

func imported(tb testing.TB, dir string, args []string, o localdb.Options) (Server, error) {
	ctx, cancel := context.WithTimeout(tb.Context(), 30*time.Minute)
	defer cancel()
	cache, err := Cache()
	if err != nil {
		return Server{}, err
	}
	run := filepath.Join(cache, "run")
	if err := os.MkdirAll(run, 0o700); err != nil {
		return Server{}, fmt.Errorf("directory for test databases: %w", err)
	}
	sweep(ctx, run, cache) // one that a killed test has left goes on running
	home, unlock, err := lockedDir(run)
	if err != nil {
		return Server{}, err
	}
	db, err := open(home, cache)
	if err != nil {
		return Server{}, errors.Join(err, remove(home, unlock))
	}
	down := func() error { return db.Down(context.WithoutCancel(ctx)) }
	tb.Cleanup(func() {
		if err := errors.Join(down(), remove(home, unlock)); err != nil {
			tb.Error(err)
		}
	})
	if _, err := db.Up(ctx, o); err != nil { // makes its directories and password
		return Server{}, err
	}
	if err := down(); err != nil {
		return Server{}, err
	}
	lib, _ := filepath.Glob(filepath.Join(cache, "neo4j-*", "lib"))
	if len(lib) == 0 {
		return Server{}, fmt.Errorf("%w: this Neo4j is not one that was downloaded for tests, so neo4j-admin is not known", localdb.ErrNotFound)
	}
	args = append(args[:len(args):len(args)], "--overwrite-destination=true")
	cmd := exec.CommandContext(ctx, "java", append([]string{"-cp", filepath.Join(lib[len(lib)-1], "*"), "org.neo4j.cli.AdminTool"}, args...)...)
	cmd.Dir = dir
	neo4jHome := filepath.Join(home, "neo4j")
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+neo4jHome, "NEO4J_CONF="+filepath.Join(neo4jHome, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return Server{}, fmt.Errorf("neo4j-admin %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	info, err := db.Up(ctx, o)
	if err != nil {
		return Server{}, err
	}
	pw, err := db.Password()
	return Server{URI: info.BoltURI, HTTPURL: info.HTTPURL, Username: info.Username, Password: pw, Database: info.Database, Home: home}, err
}
