package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/entente/entente/localdb/dbtest"
)

// TestSecrets runs the program with a password that it gets in each way, and
// looks for it where others could see it: in what it prints, in the arguments
// of every process meanwhile, and in the files that it leaves.
func TestSecrets(t *testing.T) {
	db := dbtest.Start(t)
	empty(t, db)
	b := &bench{t: t, program: program(t), db: db}
	wrong := "Wrong-But-Secret-4711"
	for _, password := range []string{db.Password, wrong} {
		line := fmt.Sprintf("uri: %s\nusername: %s\npassword: %s\n", db.URI, db.Username, password)
		for _, way := range []struct {
			name  string
			env   []string
			args  []string
			files map[string]string // below the user's configuration, with what they hold
		}{
			{"environment", []string{"NEO4J_URI=" + db.URI, "NEO4J_USERNAME=" + db.Username, "NEO4J_PASSWORD=" + password}, nil, nil},
			{"env-file", nil, []string{"--env-file", "CONFIG/aura.txt"}, map[string]string{"aura.txt": fmt.Sprintf("# Wait 60 seconds\nNEO4J_URI=%s\nNEO4J_USERNAME=%s\nNEO4J_PASSWORD=%s\nAURA_INSTANCEID=x\n", db.URI, db.Username, password)}},
			{"own file", nil, nil, map[string]string{"entente/entente.yaml": line}},
			{"named file", nil, []string{"--config", "CONFIG/named.yaml"}, map[string]string{"named.yaml": line}},
		} {
			t.Run(fmt.Sprintf("%s, right %v", way.name, password == db.Password), func(t *testing.T) {
				b.t = t
				config, home, work := t.TempDir(), t.TempDir(), t.TempDir()
				for name, content := range way.files {
					name = filepath.Join(config, name)
					if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				b.env = append(withoutNeo4j(os.Environ()), "ENTENTE_HOME="+home, "XDG_CONFIG_HOME="+config, "TMPDIR="+work)
				b.env = append(b.env, way.env...)
				article := filepath.Join(work, "a.txt")
				if err := os.WriteFile(article, []byte("Talks\n\nPeru condemned Chile on Monday.\n"), 0o600); err != nil {
					t.Fatal(err)
				}
				for _, args := range [][]string{
					{"config", "show"}, {"status"}, {"load", article}, {"verify"}, {"query", "run", "actions", "-p", "actor=PER"}, {"report", "actor", "Peru", "-o", filepath.Join(work, "r.html")},
					{"cypher", "RETURN 1"}, {"cypher", "MATCH (n RETURN n"}, {"status", "--database", "nowhere"}, {"status", "--uri", "bolt://127.0.0.1:1"}, {"status", "--uri", "bolt+s://127.0.0.1:1"},
					{"status", "--uri", "ftp://x"}, {"query", "open", "planned", "--print"}, {"config", "show", "--limit", "x"}, {"browser", "export", filepath.Join(work, "desk")},
				} {
					for _, a := range way.args {
						args = append(args, strings.ReplaceAll(a, "CONFIG", config))
					}
					out := b.watched(password, args...)
					if strings.Contains(out, password) {
						t.Errorf("entente %v prints the password: %s", args, out)
					}
				}
				for _, dir := range []string{home, work} {
					left(t, dir, password)
				}
			})
		}
	}
	admitted(t, db)
	empty(t, db)
}

// admitted waits until the server takes passwords again: after some that were
// wrong it refuses all for five seconds.
func admitted(t *testing.T, db dbtest.Server) {
	t.Helper()
	driver, err := neo4j.NewDriverWithContext(db.URI, neo4j.BasicAuth(db.Username, db.Password, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer driver.Close(context.Background())
	for range 60 {
		if err = driver.VerifyConnectivity(t.Context()); err == nil {
			return
		}
		time.Sleep(time.Second)
	}
	t.Fatal(err)
}

func withoutNeo4j(environ []string) []string {
	var out []string
	for _, e := range environ {
		if !strings.HasPrefix(e, "NEO4J_") {
			out = append(out, e)
		}
	}
	return out
}

// watched runs a command and gives all that it prints, while it looks at the
// arguments of every process of this machine.
func (b *bench) watched(secret string, args ...string) string {
	b.t.Helper()
	stop, watching := context.WithCancel(b.t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		for stop.Err() == nil {
			b.processes(secret)
			time.Sleep(5 * time.Millisecond)
		}
	})
	out, _ := b.command(args...).CombinedOutput()
	watching()
	all.Wait()
	return string(out)
}

// processes looks at the arguments of every process, where the system shows
// them.
func (b *bench) processes(secret string) {
	files, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		return
	}
	for _, f := range files {
		if line, err := os.ReadFile(f); err == nil && bytes.Contains(line, []byte(secret)) {
			b.t.Errorf("%s has the password in its arguments: %q", f, line)
		}
	}
}

// left looks for files that hold a secret. Only the local Neo4j's own file may,
// for its owner alone.
func left(t *testing.T, dir, secret string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(text, []byte(secret)) {
			return err
		}
		info, err := d.Info()
		if err == nil && (d.Name() != "password" || info.Mode().Perm() != 0o600) {
			t.Errorf("%s, mode %v, holds the password", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSecretsOfLocal does the same with the password that 'up' makes.
func TestSecretsOfLocal(t *testing.T) {
	home := t.TempDir()
	db, b := ownServer(t, home)
	secret := b.db.Password
	b.env = append(withoutNeo4j(os.Environ()), "ENTENTE_HOME="+home, "XDG_CONFIG_HOME="+t.TempDir())
	b.processes(secret)
	article := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(article, []byte("Talks\n\nPeru condemned Chile on Monday.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"status"}, {"load", article}, {"verify"}, {"config", "show"}, {"query", "open", "planned", "--print"}, {"cypher", "RETURN x"}, {"down"}, {"up"}, {"status"}} {
		if out := b.watched(secret, args...); strings.Contains(out, secret) {
			t.Errorf("entente %v prints the password: %s", args, out)
		}
	}
	left(t, home, secret)
	for _, dir := range []string{filepath.Join(home, "neo4j"), filepath.Join(home, "neo4j", "data")} {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o077 != 0 && dir == filepath.Join(home, "neo4j") {
			t.Errorf("%s: %v, %v: others may look into it", dir, info, err)
		}
	}
	if err := db.Down(t.Context()); err != nil {
		t.Error(err)
	}
}
