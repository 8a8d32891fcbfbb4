package localdb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/entente/entente/localdb"
	"github.com/entente/entente/localdb/dbtest"
)

// upHome tells this test binary to be a command: start the server of that home and exit.
const upHome = "LOCALDB_TEST_UP"

func TestMain(m *testing.M) {
	if home := os.Getenv(upHome); home != "" {
		if err := upAndExit(home); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	dbtest.Main(m)
}

func upAndExit(home string) error {
	db, err := open(home)
	if err != nil {
		return err
	}
	info, err := db.Up(context.Background(), localdb.Options{})
	if err != nil {
		return err
	}
	_, err = fmt.Println(info.PID)
	return err
}

func open(home string) (*localdb.DB, error) {
	cache, err := dbtest.Cache()
	if err != nil {
		return nil, err
	}
	db, err := localdb.New(home)
	if err != nil {
		return nil, err
	}
	return db.WithSoftware(cache)
}

// newDB is a database in a home of its own. It needs the software that
// dbtest.Start brings, and is skipped as that is.
func newDB(t *testing.T) *localdb.DB {
	t.Helper()
	dbtest.Start(t)
	db, err := open(filepath.Join(t.TempDir(), "hömé of its own"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Down(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return db
}

// query runs a statement over the server's HTTP API and returns the first cell.
func query(t *testing.T, db *localdb.DB, info localdb.Info, statement string) string {
	t.Helper()
	pw, err := db.Password()
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"statements": []any{map[string]string{"statement": statement}}})
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, info.HTTPURL+"/db/"+info.Database+"/tx/commit", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(info.Username, pw)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		Results []struct{ Data []struct{ Row []any } }
		Errors  []struct{ Code, Message string }
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Errors) > 0 {
		return answer.Errors[0].Code
	}
	if len(answer.Results) == 0 || len(answer.Results[0].Data) == 0 {
		return ""
	}
	return fmt.Sprint(answer.Results[0].Data[0].Row[0])
}

// TestLife follows one database from its first start by a command that exits
// to its last stop.
func TestLife(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	none, err := db.Status(t.Context())
	if err != nil || none.Running || none.BoltURI != "" {
		t.Fatalf("before the first start: %+v, %v", none, err)
	}
	if _, err := db.Password(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("password before the first start: %v", err)
	}
	if err := db.Down(t.Context()); err != nil {
		t.Errorf("stop before the first start: %v", err)
	}

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), upHome+"="+db.Home())
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("start by a command: %v", err)
	}
	info, err := db.Status(t.Context())
	if err != nil || !info.Running || strconv.Itoa(info.PID) != strings.TrimSpace(string(out)) {
		t.Fatalf("the server did not survive the command that started it as %s: %+v, %v", out, info, err)
	}
	checkPrivate(t, db, info)
	query(t, db, info, "CREATE (:Kept {id: 1})")

	t.Run("started twice", func(t *testing.T) { startedTwice(t, db, info) })
	t.Run("other ports", func(t *testing.T) {
		if _, err := db.Up(t.Context(), localdb.Options{BoltPort: portOf(t, info.BoltURI) - 1}); err == nil || !strings.Contains(err.Error(), "already runs") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("statements read no files", func(t *testing.T) {
		if got := query(t, db, info, "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row"); !strings.HasPrefix(got, "Neo.ClientError") {
			t.Errorf("LOAD CSV answered %q", got)
		}
	})
	t.Run("killed", func(t *testing.T) { info = killed(t, db, info) })
	t.Run("no throw-away in this home", func(t *testing.T) {
		if err := db.Down(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Up(t.Context(), localdb.Options{Throwaway: true}); err == nil {
			t.Error("a throw-away server took the data of a user")
		}
	})
	t.Run("after down", func(t *testing.T) { afterDown(t, db, info) })
	t.Run("password gone", func(t *testing.T) {
		if err := os.Remove(info.PasswordFile); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Up(t.Context(), localdb.Options{}); err == nil || !strings.Contains(err.Error(), info.PasswordFile) {
			t.Errorf("error %v, want one that names %s", err, info.PasswordFile)
		}
	})
}

// checkPrivate: nobody else's files, addresses or passwords.
func checkPrivate(t *testing.T, db *localdb.DB, info localdb.Info) {
	t.Helper()
	for file, want := range map[string]fs.FileMode{db.Home(): 0o700, filepath.Dir(info.PasswordFile): 0o700, info.PasswordFile: 0o600} {
		fi, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := fi.Mode().Perm(); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want %o", file, got, want)
		}
	}
	if !strings.HasPrefix(info.BoltURI, "bolt://127.0.0.1:") || !strings.HasPrefix(info.BrowserURL, info.HTTPURL) {
		t.Errorf("addresses %+v", info)
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range addrs {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		if conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip.IP.String(), strconv.Itoa(portOf(t, info.BoltURI))), time.Second); err == nil {
			_ = conn.Close()
			t.Errorf("the server listens on %v", ip.IP)
		}
	}
	for url, want := range map[string]int{info.BrowserURL: http.StatusOK, info.HTTPURL + "/db/neo4j/query/v2": http.StatusUnauthorized} {
		method := http.MethodGet
		if want == http.StatusUnauthorized {
			method = http.MethodPost
		}
		req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(`{"statement":"RETURN 1"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s without a password: status %d, want %d", url, resp.StatusCode, want)
		}
	}
}

func portOf(t *testing.T, url string) int {
	t.Helper()
	port, err := strconv.Atoi(url[strings.LastIndex(url, ":")+1:])
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func startedTwice(t *testing.T, db *localdb.DB, info localdb.Info) {
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			again, err := db.Up(t.Context(), localdb.Options{})
			if err != nil || again != info {
				t.Errorf("got %+v, %v; want %+v", again, err, info)
			}
		})
	}
	wg.Wait()
}

// killed: the server ends without a word, and comes back with its data.
func killed(t *testing.T, db *localdb.DB, info localdb.Info) localdb.Info {
	p, err := os.FindProcess(info.PID)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Kill(); err != nil {
		t.Fatal(err)
	}
	for {
		st, err := db.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if st.PID == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	again, err := db.Up(t.Context(), localdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if again.PID == info.PID || again.BoltURI != info.BoltURI {
		t.Errorf("got %+v, want another process on the same ports as %+v", again, info)
	}
	if got := query(t, db, again, "MATCH (n:Kept) RETURN count(n)"); got != "1" {
		t.Errorf("%s nodes after a kill, want 1", got)
	}
	return again
}

// afterDown: stopped, with all data, and with the notes of a process that is
// not ours, which neither counts as the server nor is killed. A port of last
// time that is taken is replaced; one that was asked for is not.
func afterDown(t *testing.T, db *localdb.DB, info localdb.Info) {
	st, err := db.Status(t.Context())
	if err != nil || st.Running || st.PID != 0 || st.BoltURI != info.BoltURI {
		t.Errorf("status %+v, %v", st, err)
	}
	notes := filepath.Join(filepath.Dir(info.PasswordFile), "localdb.json")
	stale := exec.CommandContext(t.Context(), "sleep", "1000")
	if err := stale.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = stale.Process.Kill(), stale.Wait() }()
	editNotes(t, notes, func(m map[string]any) { m["pid"] = stale.Process.Pid })
	if st, err := db.Status(t.Context()); err != nil || st.Running || st.PID != 0 {
		t.Errorf("status with a stale process number: %+v, %v", st, err)
	}
	if err := db.Down(t.Context()); err != nil {
		t.Errorf("stop with a stale process number: %v", err)
	}
	editNotes(t, notes, func(m map[string]any) { m["pid"] = stale.Process.Pid })

	port := portOf(t, info.BoltURI)
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	if _, err := db.Up(t.Context(), localdb.Options{BoltPort: port}); err == nil || !strings.Contains(err.Error(), strconv.Itoa(port)) {
		t.Errorf("error %v, want one that names port %d", err, port)
	}
	moved, err := db.Up(t.Context(), localdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if moved.BoltURI == info.BoltURI {
		t.Error("the server claims a port that another program has")
	}
	if got := query(t, db, moved, "MATCH (n:Kept) RETURN count(n)"); got != "1" {
		t.Errorf("%s nodes after a stop, want 1", got)
	}
	if err := stale.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the process of somebody else was ended: %v", err)
	}
	if err := db.Down(t.Context()); err != nil {
		t.Error(err)
	}
}

func editNotes(t *testing.T, file string, edit func(map[string]any)) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	edit(m)
	if b, err = json.Marshal(m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
