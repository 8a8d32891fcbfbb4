package localdb_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
	"go.uber.org/goleak"
)

// TestCancelledStart: nothing runs and nothing half-made stays, and the next
// start is a first start.
func TestCancelledStart(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := make(chan int, 1)
	go func() {
		defer cancel()
		for ctx.Err() == nil { // until the server's process is there
			if st, err := db.Status(ctx); err == nil && st.PID != 0 {
				seen <- st.PID
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	if _, err := db.Up(ctx, localdb.Options{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want the cancellation", err)
	}
	pid := <-seen
	st, err := db.Status(t.Context())
	if err != nil || st.PID != 0 {
		t.Errorf("status %+v, %v", st, err)
	}
	if cmdline, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline")); err == nil && len(cmdline) > 0 {
		t.Errorf("process %d still runs", pid)
	}
	for _, left := range []string{"data", "first-start"} {
		if _, err := os.Stat(filepath.Join(db.Home(), "neo4j", left)); err == nil {
			t.Errorf("%s was left behind", left)
		}
	}
	info, err := db.Up(t.Context(), localdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := query(t, db, info, "RETURN 1"); got != "1" {
		t.Errorf("the second attempt answers %q", got)
	}
}

// TestCancelledDownload: an interrupted download does not count as one.
func TestCancelledDownload(t *testing.T) {
	dbtest.Start(t) // skips where there is no Maven
	software := filepath.Join(t.TempDir(), "software")
	db, err := localdb.New(t.TempDir())
	if err == nil {
		db, err = db.WithSoftware(software)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		defer cancel()
		for ctx.Err() == nil { // until some of the files are there
			if jars, err := filepath.Glob(filepath.Join(software, "*", "lib", "*.jar")); err != nil || len(jars) > 5 {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	var said []localdb.Progress
	_, err = db.Up(ctx, localdb.Options{Provider: localdb.Maven, Progress: func(p localdb.Progress) { said = append(said, p) }})
	if len(said) == 0 || !strings.Contains(said[0].Message, "downloading Neo4j") {
		t.Errorf("progress %v", said)
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want the cancellation", err)
	}
	left, err := filepath.Glob(filepath.Join(software, "neo4j-*[^k]")) // all but the .lock
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

// TestInstallation: an installation's program runs a database of ours; one
// that is too old or broken is named.
func TestInstallation(t *testing.T) {
	cache, err := dbtest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Start(t)
	jars, err := filepath.Glob(filepath.Join(cache, "neo4j-*", "lib"))
	if err != nil || len(jars) == 0 {
		t.Skip("no downloaded Neo4j to make an installation of")
	}
	up := func(t *testing.T, install string) (localdb.Info, error) {
		t.Helper()
		t.Setenv("NEO4J_HOME", install)
		db, err := localdb.New(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := db.Down(context.Background()); err != nil {
				t.Error(err)
			}
		})
		return db.Up(t.Context(), localdb.Options{Provider: localdb.Installation, Throwaway: true})
	}
	fake := func(t *testing.T, jars ...string) string {
		t.Helper()
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "lib"), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, jar := range jars {
			if err := os.WriteFile(filepath.Join(dir, "lib", jar), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	t.Run("real", func(t *testing.T) {
		install := t.TempDir()
		if err := os.Symlink(jars[0], filepath.Join(install, "lib")); err != nil {
			t.Skip(err)
		}
		info, err := up(t, install)
		if err != nil {
			t.Fatal(err)
		}
		if info.Provider != localdb.Installation || info.Version != pomVersion(t) {
			t.Errorf("got %+v", info)
		}
	})
	for _, c := range []struct {
		name, jar string
		notFound  bool
		want      string
	}{
		{"too old", "neo4j-kernel-5.20.0.jar", true, "Neo4j 5.20.0"},
		{"nothing there", "other.jar", true, "holds no Neo4j"},
		{"does not start", "neo4j-kernel-5.26.1.jar", false, "could not find or load main class"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := up(t, fake(t, c.jar))
			if err == nil || errors.Is(err, localdb.ErrNotFound) != c.notFound || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(c.want)) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
	t.Run("enterprise", func(t *testing.T) {
		_, err := up(t, fake(t, "neo4j-kernel-5.26.1.jar", "neo4j-enterprise-kernel-5.26.1.jar"))
		if !errors.Is(err, localdb.ErrNotFound) || !strings.Contains(err.Error(), "Enterprise") {
			t.Errorf("error %v", err)
		}
	})
}

// TestNothingFound: the message names what was looked for and what to install.
func TestNothingFound(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("JAVA_HOME", "")
	t.Setenv("NEO4J_HOME", "")
	db, err := localdb.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Up(t.Context(), localdb.Options{})
	if !errors.Is(err, localdb.ErrNotFound) {
		t.Fatalf("error %v, want ErrNotFound", err)
	}
	for _, want := range []string{"NEO4J_HOME", "no Java", "no docker", "install Java 17"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}

// TestBrokenFiles: what cannot be read is named, with the cure, and not
// overwritten.
func TestBrokenFiles(t *testing.T) {
	for _, c := range []struct{ name, file, content, want string }{
		{"notes that are no JSON", "localdb.json", "{\x00", "delete this file"},
		{"notes of an impossible process", "localdb.json", `{"pid":-1}`, "delete this file"},
		{"notes of an impossible port", "localdb.json", `{"boltPort":123456}`, "delete this file"},
		{"notes of an unknown provider", "localdb.json", `{"provider":"moon"}`, "delete this file"},
		{"no password", "password", "", "put the file back"},
		{"a password that would break out of its place", "password", "long enough\" --verbose", "put the file back"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := localdb.New(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(db.Home(), "neo4j", c.file)
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if c.file == "password" {
				_, err = db.Password()
			} else {
				_, err = db.Status(t.Context())
				if down := db.Down(t.Context()); down == nil {
					t.Error("Down found nothing wrong")
				}
				if _, up := db.Up(t.Context(), localdb.Options{}); up == nil {
					t.Error("Up found nothing wrong")
				}
			}
			if err == nil || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s and %q in it", err, file, c.want)
			}
			if b, err := os.ReadFile(file); err != nil || string(b) != c.content {
				t.Errorf("the file now holds %q, %v", b, err)
			}
		})
	}
}

// TestNotOurs: a directory of the same name, such as an installation beside
// which ENTENTE_HOME points by mistake, is not touched.
func TestNotOurs(t *testing.T) {
	db, err := localdb.New(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	theirs := filepath.Join(db.Home(), "neo4j", "conf", "neo4j.conf")
	if err := os.MkdirAll(filepath.Dir(theirs), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(theirs, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Up(t.Context(), localdb.Options{}); err == nil || !strings.Contains(err.Error(), "ENTENTE_HOME") {
		t.Errorf("error %v", err)
	}
	if b, err := os.ReadFile(theirs); err != nil || string(b) != "theirs" {
		t.Errorf("the file now holds %q, %v", b, err)
	}
}

func TestDefaultHome(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ENTENTE_HOME", dir)
	if got, err := localdb.DefaultHome(); err != nil || got != dir {
		t.Errorf("got %q, %v; want ENTENTE_HOME, %q", got, err, dir)
	}
	t.Setenv("ENTENTE_HOME", "")
	if runtime.GOOS != "linux" {
		t.Skip("the rest is about XDG")
	}
	t.Setenv("HOME", dir)
	for xdg, want := range map[string]string{
		"":                            filepath.Join(dir, ".local", "share", "entente"),
		"relative":                    filepath.Join(dir, ".local", "share", "entente"),
		filepath.Join(dir, "my data"): filepath.Join(dir, "my data", "entente"),
	} {
		t.Setenv("XDG_DATA_HOME", xdg)
		if got, err := localdb.DefaultHome(); err != nil || got != want {
			t.Errorf("XDG_DATA_HOME=%q: %q, %v; want %q", xdg, got, err, want)
		}
	}
}

// TestNoGoroutineStays: Up and Down leave no goroutine and no connection.
func TestNoGoroutineStays(t *testing.T) {
	db := newDB(t)
	before := goleak.IgnoreCurrent()
	if _, err := db.Up(t.Context(), localdb.Options{Throwaway: true}); err != nil {
		t.Fatal(err)
	}
	if err := db.Down(t.Context()); err != nil {
		t.Fatal(err)
	}
	goleak.VerifyNone(t, before)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Addr().(*net.TCPAddr).Port
}

// TestSamePortsAtOnce: two homes that would like the same ports at the same
// time get a server each, with its own password.
func TestSamePortsAtOnce(t *testing.T) {
	bolt, http := freePort(t), freePort(t)
	var infos [2]localdb.Info
	var wg sync.WaitGroup
	dbs := [2]*localdb.DB{newDB(t), newDB(t)}
	for i, db := range dbs {
		notes := filepath.Join(db.Home(), "neo4j", "localdb.json")
		if err := os.MkdirAll(filepath.Dir(notes), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(notes, fmt.Appendf(nil, `{"boltPort":%d,"httpPort":%d}`, bolt, http), 0o600); err != nil {
			t.Fatal(err)
		}
		wg.Go(func() {
			var err error
			if infos[i], err = db.Up(t.Context(), localdb.Options{Throwaway: true}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	if infos[0].BoltURI == infos[1].BoltURI || infos[0].HTTPURL == infos[1].HTTPURL {
		t.Errorf("both at %s and %s", infos[0].BoltURI, infos[0].HTTPURL)
	}
	for i, db := range dbs {
		if got := query(t, db, infos[i], "RETURN 1"); got != "1" {
			t.Errorf("server %d answers %q", i, got)
		}
	}
}
