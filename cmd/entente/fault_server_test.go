package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
)

// exitCode gives a command's exit code; 0 where it went well.
func exitCode(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	return -1
}

// ownServer starts a Neo4j that can be killed and started again: one that is
// kept, with its files in home.
func ownServer(t *testing.T, home string) (*localdb.DB, *bench) {
	t.Helper()
	dbtest.Start(t) // skips, or fails, where none can be started
	cache, err := dbtest.Cache()
	if err != nil {
		t.Fatal(err)
	}
	db, err := localdb.New(home)
	if err == nil {
		db, err = db.WithSoftware(cache)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := db.Down(ctx); err != nil {
			t.Error(err)
		}
	})
	b := &bench{t: t, program: program(t)}
	b.up(db)
	b.env = append(os.Environ(), "ENTENTE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir(),
		"NEO4J_URI="+b.db.URI, "NEO4J_USERNAME="+b.db.Username, "NEO4J_PASSWORD="+b.db.Password)
	return db, b
}

// up starts the server, and gives the id of its process.
func (b *bench) up(db *localdb.DB) (pid int) {
	b.t.Helper()
	info, err := db.Up(b.t.Context(), localdb.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	if info.PID == 0 {
		b.t.Skip("the server has no process of its own here")
	}
	password, err := db.Password()
	if err != nil {
		b.t.Fatal(err)
	}
	b.db = dbtest.Server{URI: info.BoltURI, Username: info.Username, Password: password, Database: info.Database, Home: db.Home()}
	return info.PID
}

func kill(t *testing.T, pid int) {
	t.Helper()
	p, err := os.FindProcess(pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestKilledServer kills Neo4j in the midst of a load and starts it again,
// while the loader waits for it or has ended with a message.
func TestKilledServer(t *testing.T) {
	db, b := ownServer(t, t.TempDir())
	path := articles(t, 60)
	want := b.undisturbed(path)
	for range soak(t, 1) {
		empty(t, b.db)
		pid := b.up(db)
		cmd := b.command("load", path)
		var said strings.Builder
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(300+rand.IntN(1200)) * time.Millisecond)
		kill(t, pid)
		b.up(db)
		b.clear(cmd.Wait(), []byte(said.String()))
		t.Logf("the loader said %q", said.String())
		b.run("verify")
		b.run("load", path)
		b.same(want)
	}
}

// TestFullDisk fills the disk below an export, below what is printed, and below
// Neo4j.
func TestFullDisk(t *testing.T) {
	b := &bench{t: t, program: program(t), env: append(os.Environ(), "ENTENTE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())}
	path := articles(t, 300)
	full := func(err error, out []byte) {
		t.Helper()
		if exitCode(err) != exitRefused || !strings.Contains(string(out), "no space left on device") {
			t.Errorf("%v\n%s", err, out)
		}
	}
	t.Run("output", func(t *testing.T) {
		device, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		defer device.Close()
		for _, args := range [][]string{{"extract", "--format", "jsonl", path}, {"extract", "--format", "table", path}, {"extract", "--format", "dot", path}, {"extract", "--format", "cypher", path}, {"query", "list"}, {"schema", "show"}, {"config", "show"}, {"version"}} {
			cmd := b.command(args...)
			var said strings.Builder
			cmd.Stdout, cmd.Stderr = device, &said
			err := cmd.Run()
			full(err, []byte(said.String()))
		}
	})
	t.Run("export", func(t *testing.T) {
		dir := smallDisk(t, "400k")
		out, err := b.command("export", "--to", filepath.Join(dir, "bulk"), path).CombinedOutput()
		full(err, out)
		if files, err := filepath.Glob(filepath.Join(dir, "bulk", "*.csv")); err != nil || len(files) > 0 {
			t.Errorf("files that are not whole: %v, %v", files, err)
		}
		b.run("export", "--to", filepath.Join(t.TempDir(), "bulk"), path)
	})
	t.Run("Neo4j", func(t *testing.T) {
		if os.Getenv("ENTENTE_SOAK") == "" {
			t.Skip("takes a disk of 1.5 GB in memory: ENTENTE_SOAK=1 has it run")
		}
		fullServer(t, path)
	})
}

func fullServer(t *testing.T, path string) {
	disk := smallDisk(t, "1500m")
	db, b := ownServer(t, filepath.Join(disk, "home"))
	want := b.undisturbed(path)
	ballast := filepath.Join(disk, "ballast")
	if err := fill(ballast); err != nil {
		t.Fatal(err)
	}
	out, err := b.command("load", path).CombinedOutput()
	t.Logf("on a full disk: %v, %s", err, out)
	b.clear(err, out)
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := db.Down(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.up(db)
	b.run("verify")
	b.run("load", path)
	b.same(want)
}

// fill writes a file until the disk takes no more.
func fill(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	block := make([]byte, 1<<20)
	for size := len(block); size > 0; {
		if _, err := f.Write(block[:size]); err != nil {
			size /= 2
		}
	}
	return f.Close()
}
