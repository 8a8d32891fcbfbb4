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

// StartOwn has a server of its own, with what the options say, instead of one
// that starts quicker and works slower: for what is measured. It is gone at the
// end of the test.
func StartOwn(tb testing.TB, o localdb.Options) Server {
	tb.Helper()
	return made(tb, o, func(context.Context, ownServer) error { return nil })
}

// Import has a server of its own with the database that neo4j-admin makes with
// these arguments, which name files in dir. It is gone at the end of the test.
func Import(tb testing.TB, dir string, args []string, o localdb.Options) Server {
	tb.Helper()
	return made(tb, o, func(ctx context.Context, own ownServer) error {
		if _, err := own.db.Up(ctx, o); err != nil { // makes its directories and password
			return err
		}
		if err := own.db.Down(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		return own.admin(ctx, dir, args)
	})
}

// made starts a server of the test's own after prepare has seen to its database.
func made(tb testing.TB, o localdb.Options, prepare func(context.Context, ownServer) error) Server {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), 30*time.Minute)
	defer cancel()
	own, err := newOwn(ctx)
	if err == nil {
		tb.Cleanup(func() {
			if err := own.end(); err != nil {
				tb.Error(err)
			}
		})
		err = prepare(ctx, own)
	}
	var server Server
	if err == nil {
		server, err = own.up(ctx, o)
	}
	switch {
	case err == nil:
	case errors.Is(err, localdb.ErrNotFound) && !Required("neo4j"):
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
	return server
}

// An ownServer is one in a directory that nobody else has.
type ownServer struct {
	db          *localdb.DB
	cache, home string
	unlock      func() error
}

func newOwn(ctx context.Context) (ownServer, error) {
	cache, err := Cache()
	if err != nil {
		return ownServer{}, err
	}
	run := filepath.Join(cache, "run")
	if err := os.MkdirAll(run, 0o700); err != nil {
		return ownServer{}, fmt.Errorf("directory for test databases: %w", err)
	}
	sweep(ctx, run, cache) // one that a killed test has left goes on running
	home, unlock, err := lockedDir(run)
	if err != nil {
		return ownServer{}, err
	}
	db, err := open(home, cache)
	if err != nil {
		return ownServer{}, errors.Join(err, remove(home, unlock))
	}
	return ownServer{db, cache, home, unlock}, nil
}

// end stops the server, if it runs, and removes what it left.
func (o ownServer) end() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return errors.Join(o.db.Down(ctx), remove(o.home, o.unlock))
}

// admin runs neo4j-admin, in dir.
func (o ownServer) admin(ctx context.Context, dir string, args []string) error {
	lib, _ := filepath.Glob(filepath.Join(o.cache, "neo4j-*", "lib"))
	if len(lib) == 0 {
		return fmt.Errorf("%w: this Neo4j is not one that was downloaded for tests, so neo4j-admin is not known", localdb.ErrNotFound)
	}
	args = append(args[:len(args):len(args)], "--overwrite-destination=true")
	cmd := exec.CommandContext(ctx, "java", append([]string{"-cp", filepath.Join(lib[len(lib)-1], "*"), "org.neo4j.cli.AdminTool"}, args...)...)
	cmd.Dir = dir
	neo4jHome := filepath.Join(o.home, "neo4j")
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+neo4jHome, "NEO4J_CONF="+filepath.Join(neo4jHome, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("neo4j-admin %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

func (o ownServer) up(ctx context.Context, opts localdb.Options) (Server, error) {
	info, err := o.db.Up(ctx, opts)
	if err != nil {
		return Server{}, err
	}
	pw, err := o.db.Password()
	return Server{URI: info.BoltURI, HTTPURL: info.HTTPURL, Username: info.Username, Password: pw, Database: info.Database, Home: o.home}, err
}
