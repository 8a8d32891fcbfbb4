// Package dbtest gives a test binary a Neo4j of its own: real, private, on free
// ports, gone when the tests are done. The Community edition has one user
// database, so test binaries that run at the same time cannot share a server.
//
//	func TestMain(m *testing.M) { dbtest.Main(m) }
//
//	func TestLoad(t *testing.T) {
//		server := dbtest.Start(t)
//		// connect to server.URI; other tests of this binary use the same one
//	}
//
// Where none can be started, Start skips the test and says why. With neo4j in
// the comma-separated list of ENTENTE_REQUIRE it fails the test instead.
package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"go.uber.org/goleak"

	"github.com/entente/entente/localdb"
)

// Server is a running Neo4j without any data of others.
type Server struct {
	URI      string // bolt://127.0.0.1:PORT
	HTTPURL  string // http://127.0.0.1:PORT
	Username string
	Password string
	Database string
	Home     string // the ENTENTE_HOME under which it runs
}

// patience covers a first download.
const patience = 5 * time.Minute

// instance is the one server of this test binary.
type instance struct {
	mu      sync.Mutex
	inMain  bool
	started bool
	server  Server
	err     error
	stop    func() error
}

// A test binary has one TestMain and one server; nothing else could hold it.
var shared instance

// Main is TestMain of a package whose tests call Start: it runs the tests,
// stops the server if one was started, fails where goroutines are left, and
// exits.
func Main(m *testing.M) { os.Exit(Runner{m}.Run()) }

// Runner is Main for those who have a main of their own, such as testscript's.
type Runner struct {
	Tests interface{ Run() int } // a *testing.M
}

// Run runs the tests, stops the server if one was started, and returns the
// exit code: not 0 where goroutines are left.
func (r Runner) Run() int {
	shared.enter()
	code := r.Tests.Run()
	if err := shared.leave(); err != nil {
		fmt.Fprintln(os.Stderr, "dbtest:", err)
		code = max(code, 1)
	}
	if code == 0 {
		// What waits for the server ends when the system has buried it.
		if err := goleak.Find(goleak.IgnoreAnyFunction("github.com/entente/entente/localdb.startProcess.func1")); err != nil {
			fmt.Fprintln(os.Stderr, "dbtest: goroutines outlive the tests:", err)
			code = 1
		}
	}
	return code
}

// Start returns the Neo4j of this test binary, and starts it for the first test
// that asks. Tests share what is in it: each clears the graph that it needs clear.
func Start(tb testing.TB) Server {
	tb.Helper()
	server, err := shared.get()
	if err == nil {
		return server
	}
	if Required("neo4j") || !errors.Is(err, localdb.ErrNotFound) {
		tb.Fatal(err)
	}
	tb.Skip(err)
	return Server{}
}

// Required reports whether ENTENTE_REQUIRE lists the name: a test that would be
// skipped for want of it must fail.
func Required(name string) bool {
	return slices.ContainsFunc(strings.Split(os.Getenv("ENTENTE_REQUIRE"), ","), func(s string) bool {
		return strings.TrimSpace(s) == name
	})
}

func (i *instance) enter() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.inMain = true
}

func (i *instance) leave() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.stop == nil {
		return nil
	}
	stop := i.stop
	i.stop = nil
	return stop()
}

func (i *instance) get() (Server, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.inMain {
		return Server{}, errors.New("dbtest.Start without dbtest.Main (add: func TestMain(m *testing.M) { dbtest.Main(m) })")
	}
	if !i.started {
		i.started = true
		i.server, i.stop, i.err = start()
	}
	return i.server, i.err
}

// start brings up a throw-away server in a directory of its own.
func start() (_ Server, stop func() error, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	own, err := newOwn(ctx)
	if err != nil {
		return Server{}, nil, err
	}
	server, err := own.up(ctx, localdb.Options{Throwaway: true})
	if err != nil {
		return Server{}, nil, errors.Join(err, own.end())
	}
	return server, own.end, nil
}

// Cache is the directory that keeps downloaded servers from one test run to the next.
func Cache() (string, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("directory for test databases: %w (set HOME)", err)
	}
	return filepath.Join(base, "entente-test"), nil
}

func open(home, cache string) (*localdb.DB, error) {
	db, err := localdb.New(home)
	if err != nil {
		return nil, err
	}
	return db.WithSoftware(cache)
}

// lockedDir makes a home whose lock this process holds as long as it lives.
func lockedDir(run string) (home string, unlock func() error, err error) {
	for {
		home, err := os.MkdirTemp(run, "db")
		if err != nil {
			return "", nil, fmt.Errorf("directory for a test database: %w", err)
		}
		l := flock.New(filepath.Join(home, "lock"))
		ok, err := l.TryLock()
		if err == nil && ok {
			return home, l.Unlock, nil
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", nil, fmt.Errorf("lock a test database: %w", err)
		}
		// Another process took the new directory for one that was left behind, and removes it.
	}
}

func remove(home string, unlock func() error) error {
	// A lock file that is open cannot be removed on Windows; elsewhere the order does not matter.
	if err := errors.Join(unlock(), os.RemoveAll(home)); err != nil {
		return fmt.Errorf("remove a test database: %w", err)
	}
	return nil
}

// sweep ends and removes what killed test runs have left. What it cannot
// remove now, the next run will.
func sweep(ctx context.Context, run, cache string) {
	homes, err := filepath.Glob(filepath.Join(run, "db*"))
	if err != nil {
		return
	}
	for _, home := range homes {
		l := flock.New(filepath.Join(home, "lock"))
		if ok, err := l.TryLock(); err != nil || !ok {
			continue
		}
		if db, err := open(home, cache); err == nil && db.Down(ctx) == nil {
			_ = remove(home, l.Unlock)
		}
		_ = l.Unlock()
	}
}
