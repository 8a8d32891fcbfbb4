package dbtest_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/entente/entente/localdb/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// TestStart asks the server a question over its HTTP port, with and without the password.
func TestStart(t *testing.T) {
	server := dbtest.Start(t)
	if again := dbtest.Start(t); again != server {
		t.Errorf("a second Start gave %v, want %v", again, server)
	}
	for _, c := range []struct {
		password string
		ok       bool
	}{{server.Password, true}, {"wrong-password", false}} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.HTTPURL+"/db/"+server.Database+"/query/v2",
			strings.NewReader(`{"statement":"RETURN 1"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(server.Username, c.password)
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if ok := resp.StatusCode/100 == 2; ok != c.ok {
			t.Errorf("status %d with password %q", resp.StatusCode, c.password)
		}
	}
	// For the parent process of TestKilled.
	fmt.Println("SERVER", server.Home, strings.TrimPrefix(server.URI, "bolt://"))
	if os.Getenv(hang) != "" {
		time.Sleep(time.Hour) // until killed
	}
}

// hang tells this test binary, run by itself, to wait with its server until it is killed.
const hang = "DBTEST_HANG"

// child is this test binary with TestStart alone.
func child(ctx context.Context, t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, self, "-test.run=^TestStart$", "-test.v")
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// TestWithout: on a machine that has nothing to run Neo4j with, tests are
// skipped with the reason, or fail if they are required.
func TestWithout(t *testing.T) {
	nothing := []string{"PATH=" + t.TempDir(), "JAVA_HOME=", "NEO4J_HOME="}
	for _, c := range []struct {
		require string
		failed  bool
		want    string
	}{
		{"", false, "--- SKIP: TestStart"}, {"chromium", false, "--- SKIP: TestStart"},
		{"neo4j", true, "--- FAIL: TestStart"}, {"chromium, neo4j", true, "--- FAIL: TestStart"},
	} {
		out, err := child(t.Context(), t, append(nothing, "ENTENTE_REQUIRE="+c.require)...).CombinedOutput()
		if (err != nil) != c.failed || !strings.Contains(string(out), c.want) || !strings.Contains(string(out), "install Java") {
			t.Errorf("ENTENTE_REQUIRE=%q: %v\n%s", c.require, err, out)
		}
	}
}

// TestKilled: the server of a killed test binary ends, and the next test
// binary removes its files.
func TestKilled(t *testing.T) {
	dbtest.Start(t) // skips where there is none
	killed := child(t.Context(), t, hang+"=1")
	out, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	var home, address string
	for sc := bufio.NewScanner(out); address == "" && sc.Scan(); {
		if f := strings.Fields(sc.Text()); len(f) == 3 && f[0] == "SERVER" {
			home, address = f[1], f[2]
		}
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.Wait() // it was killed
	if address == "" {
		t.Fatal("the child started no server")
	}
	for runtime.GOOS == "linux" && answers(address) { // elsewhere the next run ends it
		time.Sleep(10 * time.Millisecond)
	}
	if err := child(t.Context(), t).Run(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(home); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", home, err)
	}
	if answers(address) {
		t.Errorf("the server at %s still runs", address)
	}
}

func answers(address string) bool {
	conn, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}
