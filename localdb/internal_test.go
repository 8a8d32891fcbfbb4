package localdb

import (
	"errors"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestHeap(t *testing.T) {
	for _, c := range []struct {
		heap string
		want int // MiB; 0 for an error
	}{
		{"", 1024}, {"1g", 1024}, {"2G", 2048}, {"1536m", 1536}, {"1536M", 1536},
		{"512m", 0}, {"0g", 0}, {"-2g", 0}, {"1024", 0}, {"g", 0}, {"1.5g", 0}, {"2gg", 0}, {"99999999999g", 0}, {"1g -version", 0},
	} {
		got, err := Options{Heap: c.heap}.heapMiB()
		if got != c.want || (err == nil) != (c.want != 0) {
			t.Errorf("%q: %d MiB, %v; want %d", c.heap, got, err, c.want)
		}
	}
}

func TestOptionsCheck(t *testing.T) {
	for _, o := range []Options{
		{BoltPort: -1}, {HTTPPort: 65536}, {BoltPort: 7000, HTTPPort: 7000}, {Provider: "podman"}, {Heap: "much"},
	} {
		if err := o.check(); err == nil {
			t.Errorf("%+v passed", o)
		}
	}
}

func TestVersionLess(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"5.25.1", "5.26", true}, {"5.26.0", "5.26", false}, {"5.26.30", "5.26", false}, {"4.4.40", "5.26", true}, {"2025.01.0", "5.26", false},
		{"5.9.0", "5.26", true}, {"2024.12", "2025", true}, {"5.26.2-SNAPSHOT", "5.26.2", false}, {"", "5", true}, {"5", "5", false},
	} {
		if got := versionLess(c.a, c.b); got != c.want {
			t.Errorf("%q before %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestParseJavaVersion(t *testing.T) {
	for out, want := range map[string]int{
		"openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime Environment":     17,
		"java version \"1.8.0_392\"\nJava(TM) SE":                                 8,
		"openjdk version \"21\" 2023-09-19":                                       21,
		"openjdk version \"25-ea\" 2025-09-16":                                    25,
		"Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version \"11.0.2\" 2019-01": 11,
		"The operation couldn’t be completed. Unable to locate a Java Runtime.":   0,
		"": 0,
	} {
		if got := parseJavaVersion(out); got != want {
			t.Errorf("%q: Java %d, want %d", out, got, want)
		}
	}
}

func TestMavenSize(t *testing.T) {
	for line, want := range map[string]int64{
		"[INFO] Downloaded from somewhere: https://example.org/a.jar (27 kB at 1.9 MB/s)": 27_000,
		"Downloaded from somewhere: https://example.org/a.jar (3.5 MB at 310 kB/s)":       3_500_000,
		"[INFO] Downloaded from central: https://example.org/(1)/b.pom (512 B at 2 kB/s)": 512,
		"[INFO] Downloading from central: https://example.org/b.pom":                      0,
		"[INFO] Copying a.jar to /lib/a.jar":                                              0,
		"[INFO] Downloaded from x: (99999999999999999999999999999999999999 MB at 2 kB/s)": 0,
	} {
		if got, ok := mavenSize(line); ok != (want != 0) || ok && got != want {
			t.Errorf("%q: %d bytes, %v; want %d", line, got, ok, want)
		}
	}
}

func TestWatchMaven(t *testing.T) {
	var seen []Progress
	last := watchMaven(strings.NewReader("[INFO] Scanning\n"+
		"Downloading from x: y\nDownloaded from x: y (150 MB at 1 MB/s)\n"+
		"Downloaded from x: z (150 MB at 1 MB/s)\n[ERROR] no network\n"), func(p Progress) { seen = append(seen, p) })
	if want := "[INFO] Scanning\n[ERROR] no network"; last != want {
		t.Errorf("last lines %q, want %q", last, want)
	}
	if n := len(seen); n != 3 || seen[1].Done != 150_000_000 || seen[2].Done != seen[2].Total {
		t.Errorf("progress %v", seen)
	}
}

func TestInstallHint(t *testing.T) {
	has := func(tool string) func(string) (string, error) {
		return func(name string) (string, error) {
			if name == tool {
				return name, nil
			}
			return "", exec.ErrNotFound
		}
	}
	for _, c := range []struct{ goos, tool, want string }{
		{"linux", "apt-get", "sudo apt-get install"}, {"linux", "dnf", "sudo dnf install"}, {"linux", "", "Docker"},
		{"darwin", "", "brew install"}, {"windows", "", "winget install"},
	} {
		if got := installHint(c.goos, has(c.tool)); !strings.Contains(got, c.want) || !strings.Contains(got, "Java") {
			t.Errorf("%s with %q: %q, want %q in it", c.goos, c.tool, got, c.want)
		}
	}
}

func TestLastLines(t *testing.T) {
	text := "one\r\ntwo\n\n\tat org.neo4j.Server.start(Server.java:1)\n\t... 12 more\nthree\n"
	if got := lastLines(text, 2); got != "two\nthree" {
		t.Errorf("got %q", got)
	}
}

// TestChoosePorts: wishes give way to what is taken, given ports do not.
func TestChoosePorts(t *testing.T) {
	l, err := net.Listen("tcp", loopback(0))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	taken := l.Addr().(*net.TCPAddr).Port
	st := state{BoltPort: taken, HTTPPort: taken}
	if err := choosePorts(&st, Options{}); err != nil {
		t.Fatal(err)
	}
	if st.BoltPort == taken || st.HTTPPort == taken || st.BoltPort == st.HTTPPort {
		t.Errorf("ports %d and %d, and %d is taken", st.BoltPort, st.HTTPPort, taken)
	}
	free := st
	if err := choosePorts(&st, Options{}); err != nil || st != free {
		t.Errorf("ports %d and %d, want those of the last time: %v", st.BoltPort, st.HTTPPort, err)
	}
	// The Bolt port of the last time is now asked for as the HTTP port.
	if err := choosePorts(&st, Options{HTTPPort: free.BoltPort}); err != nil || st.HTTPPort != free.BoltPort || st.BoltPort == st.HTTPPort {
		t.Errorf("ports %d and %d, want HTTP at %d: %v", st.BoltPort, st.HTTPPort, free.BoltPort, err)
	}
	err = choosePorts(&st, Options{BoltPort: taken})
	if !errors.Is(err, errPortTaken) || !strings.Contains(err.Error(), loopback(taken)[len("127.0.0.1:"):]) {
		t.Errorf("a taken port that was asked for: %v", err)
	}
}

func TestPom(t *testing.T) {
	if !strings.Contains(string(pom), "<version>"+mavenVersion+"</version>") {
		t.Errorf("pom.xml does not bring Neo4j %s", mavenVersion)
	}
}

// TestClaim: one server at a time writes the archive; a killed one loses its claim.
func TestClaim(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "claim")
	if !claim(file, filepath.Join(dir, "gone")) {
		t.Fatal("the first does not get it")
	}
	if !claim(file, home) {
		t.Error("the claim of a home that is gone holds")
	}
	if claim(file, dir) {
		t.Error("two have it")
	}
}

func FuzzParseState(f *testing.F) {
	f.Add([]byte(`{"provider":"maven","version":"5.26.30","pid":4711,"dir":"/h/neo4j","boltPort":7687,"httpPort":7474,"initialised":true}`))
	f.Add([]byte(`{"provider":"docker","boltPort":70000}`))
	f.Add([]byte(`{"pid":-1}`))
	f.Add([]byte(`{"pid":1}`))
	f.Add([]byte(`[]`))
	f.Add([]byte("\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		st, err := parseState(b)
		if err != nil {
			return
		}
		// What passes must be safe to signal and to connect to.
		if st.PID < 0 || st.PID == 1 || !validPort(st.BoltPort) || !validPort(st.HTTPPort) || st.Provider != "" && !st.Provider.known() {
			t.Errorf("%q passed as %+v", b, st)
		}
	})
}

func FuzzWatchMaven(f *testing.F) {
	f.Add("[INFO] Downloaded from x: https://example.org/a.jar (27 kB at 1.9 MB/s)\n[ERROR] nothing\n")
	f.Add(strings.Repeat("x", 100_000) + "\nnext\n")
	f.Fuzz(func(t *testing.T, out string) {
		var done int64
		watchMaven(strings.NewReader(out), func(p Progress) {
			if p.Done < done || p.Done > p.Total {
				t.Errorf("progress from %d to %d of %d", done, p.Done, p.Total)
			}
			done = p.Done
		})
	})
}

func FuzzVersionLess(f *testing.F) {
	f.Add("5.26.30", "2025.01.0")
	f.Add("5.26", "5.26.0")
	f.Fuzz(func(t *testing.T, a, b string) {
		if versionLess(a, b) && versionLess(b, a) {
			t.Errorf("%q and %q: each before the other", a, b)
		}
		if versionLess(a, a) {
			t.Errorf("%q before itself", a)
		}
	})
}
