package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb/dbtest"
)

// soak gives how often a fault is tried: a few times, or as often as
// ENTENTE_SOAK says.
func soak(t *testing.T, few int) int {
	t.Helper()
	s := os.Getenv("ENTENTE_SOAK")
	if s == "" {
		return few
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatalf("ENTENTE_SOAK: %v", err)
	}
	return n
}

// program builds entente, for tests that kill it.
func program(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "entente")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return path
}

// TestFaults disturbs loads in every way, and looks for the graph of an
// undisturbed one afterwards.
func TestFaults(t *testing.T) {
	b := newBench(t)
	for name, test := range map[string]func(*bench, *testing.T){
		"killed": killedLoads, "killed rows": killedRows, "interrupted": interruptedLoad, "together": loadersTogether, "network": faultyNetwork, "stalled": stalledNetwork,
	} {
		t.Run(name, func(t *testing.T) {
			b.t = t
			test(b, t)
		})
	}
}

// articles writes n articles that share actors and events, of one origin, and
// gives the file.
func articles(t *testing.T, n int) string {
	t.Helper()
	countries := []string{"Peru", "Brazil", "Colombia", "Chile", "Ecuador", "Bolivia"}
	acts := []string{"condemned", "accused", "praised", "threatened", "sanctioned", "invaded"}
	var b strings.Builder
	for i := range n {
		a, c := countries[i%6], countries[(i/6+i+1)%6]
		if a == c {
			c = "Argentina"
		}
		fmt.Fprintf(&b, `{"id": "a-%d", "title": "Report %d from %s", "date": "2025-03-%02d", "text": "%s %s %s on Monday. The president of %s said that trade would go on. %s signed an agreement with %s in February 2025, and an official said it was a mistake."}`+"\n",
			i, i, a, i%28+1, a, acts[i%len(acts)], c, a, c, a)
	}
	path := filepath.Join(t.TempDir(), "articles.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A bench runs the program against a database.
type bench struct {
	t       *testing.T
	program string
	env     []string
	db      dbtest.Server
}

func newBench(t *testing.T) *bench {
	db := dbtest.Start(t)
	return &bench{t: t, program: program(t), db: db, env: append(os.Environ(),
		"ENTENTE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir(),
		"NEO4J_URI="+db.URI, "NEO4J_USERNAME="+db.Username, "NEO4J_PASSWORD="+db.Password)}
}

func (b *bench) command(args ...string) *exec.Cmd {
	cmd := exec.Command(b.program, args...)
	cmd.Env = b.env
	return cmd
}

func (b *bench) run(args ...string) {
	b.t.Helper()
	if out, err := b.command(args...).CombinedOutput(); err != nil {
		b.t.Fatalf("entente %v: %v\n%s", args, err, out)
	}
}

func (b *bench) graph() graph.Graph {
	b.t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{URI: b.db.URI, Username: b.db.Username, Password: b.db.Password})
	if err != nil {
		b.t.Fatal(err)
	}
	defer s.Close(ctx)
	g, err := s.Graph(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return g
}

// undisturbed gives the graph that an undisturbed load makes, and empties the
// database again.
func (b *bench) undisturbed(path string) graph.Graph {
	b.t.Helper()
	empty(b.t, b.db)
	b.run("load", path)
	g := b.graph()
	if len(g.Nodes) < 20 {
		b.t.Fatalf("the articles make %d nodes only", len(g.Nodes))
	}
	empty(b.t, b.db)
	return g
}

// same checks that the database is sound and holds the wanted graph.
func (b *bench) same(want graph.Graph) {
	b.t.Helper()
	b.run("verify")
	ignoreLoadTimes := cmp.FilterPath(func(p cmp.Path) bool {
		i, ok := p.Last().(cmp.MapIndex)
		return ok && (i.Key().String() == "loadedAt" || i.Key().String() == "firstLoaded")
	}, cmp.Ignore())
	if d := cmp.Diff(want, b.graph(), ignoreLoadTimes); d != "" {
		b.t.Fatalf("not the graph of an undisturbed load (-undisturbed +disturbed):\n%s", d)
	}
}

// killedLoads kills the program in the midst of loading, again and again.
func killedLoads(b *bench, t *testing.T) {
	path := articles(t, 150)
	want := b.undisturbed(path)
	for range soak(t, 5) {
		cmd := b.command("load", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(100+rand.IntN(1500)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		b.run("verify")
	}
	b.run("load", path)
	b.same(want)
}

// interruptedLoad ends a load as Ctrl-C does.
func interruptedLoad(b *bench, t *testing.T) {
	path := articles(t, 400)
	want := b.undisturbed(path)
	cmd := b.command("load", path)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1200 * time.Millisecond)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skipf("no signals here: %v", err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() != exitInterrupted {
		t.Errorf("exit code %d\n%s", exit.ExitCode(), said.String())
	}
	if err != nil && !strings.Contains(said.String(), "interrupted; what was finished before is kept") {
		t.Errorf("it said %s", said.String())
	}
	b.run("verify")
	b.run("load", path)
	b.same(want)
}

// loadersTogether runs loaders at once on overlapping articles.
func loadersTogether(b *bench, t *testing.T) {
	path := articles(t, 60)
	want := b.undisturbed(path)
	for _, n := range []int{2, 8} {
		empty(t, b.db)
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() {
				if out, err := b.command("load", path).CombinedOutput(); err != nil {
					t.Errorf("%d loaders: %v\n%s", n, err, out)
				}
			})
		}
		wg.Wait()
		b.same(want)
	}
}
