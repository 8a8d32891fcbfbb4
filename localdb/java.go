package localdb

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// stopPatience is how long a server may take to write everything down.
const stopPatience = time.Minute

// javaRunner starts Neo4j's own jars with Java: downloaded ones, or those of an
// installation.
type javaRunner struct {
	db      *DB
	from    Provider
	release string
	java    string // the program
	lib     string // directory of the jars
	archive string // class data archive for quick starts; may be empty
	guided  bool   // Browser's jar with our guide stands before the others
}

func (r *javaRunner) provider() Provider { return r.from }
func (r *javaRunner) version() string    { return r.release }

// homeArg is by what a server's process is known to be ours.
func homeArg(dir string) string { return "--home-dir=" + dir }

func (r *javaRunner) alive(_ context.Context, st state) bool {
	return st.PID != 0 && st.Dir != "" && hasArg(st.PID, homeArg(st.Dir))
}

func (r *javaRunner) start(ctx context.Context, st *state, opts Options) error {
	heap, err := opts.heapMiB()
	if err != nil {
		return err
	}
	for _, d := range []string{"conf", "import", "logs"} {
		if err := os.MkdirAll(r.db.path(d), 0o700); err != nil {
			return fmt.Errorf("directory of the local Neo4j: %w", err)
		}
	}
	if r.guided, err = r.makeDesk(opts.Desk.Guide); err != nil {
		return err
	}
	if err := writeFile(r.db.path("conf", "neo4j.conf"), r.config(*st, heap, opts.Desk)); err != nil {
		return err
	}
	if !st.Initialised {
		if err := writeFile(r.db.path(unfinished), nil); err != nil {
			return err
		}
		if err := r.setPassword(ctx); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return r.launch(st, heap)
}

// launch starts the server's process in the background.
func (r *javaRunner) launch(st *state, heap int) error {
	// The log of the last run would be shown as the reason of a failure of this one.
	if err := os.Remove(r.db.path("logs", "neo4j.log")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("log of the local Neo4j: %w", err)
	}
	out, err := os.Create(r.db.path("logs", "console.log"))
	if err != nil {
		return fmt.Errorf("log of the local Neo4j: %w", err)
	}
	defer func() { _ = out.Close() }() // the server has its own handle
	args := []string{"-Xmx" + strconv.Itoa(heap) + "m"}
	if st.Throwaway {
		args = append(args, quickFlags...)
	} else {
		args = append(args, "-Xms"+strconv.Itoa(heap)+"m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError")
	}
	args = append(args, r.archiveFlags(st)...)
	cmd := exec.Command(r.java, append(args, r.serverArgs(r.db.path())...)...)
	cmd.Stdout, cmd.Stderr, cmd.Dir, cmd.Env = out, out, r.db.path(), javaEnv()
	st.Dir = r.db.path()
	if st.PID, err = startProcess(cmd, st.Throwaway); err != nil {
		return fmt.Errorf("start Neo4j with %s: %w", r.java, err)
	}
	return nil
}

// quickFlags start a server sooner, which then works slower: right for tests.
var quickFlags = []string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"}

func (r *javaRunner) classPath() string {
	if r.guided {
		return r.deskJar() + string(os.PathListSeparator) + filepath.Join(r.lib, "*")
	}
	return filepath.Join(r.lib, "*")
}

func (r *javaRunner) serverArgs(home string) []string {
	return []string{
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"-Dfile.encoding=UTF-8", "-cp", r.classPath(), "org.neo4j.server.CommunityEntryPoint", homeArg(home), "--config-dir=" + filepath.Join(home, "conf"),
	}
}

// config is the server's whole configuration (Neo4j operations manual,
// "Configuration settings"). Authentication stays on: the HTTP port answers any
// web page that the user visits. Statements can read no file of this machine.
func (r *javaRunner) config(st state, heapMiB int, desk Desk) []byte {
	bolt, http := loopback(st.BoltPort), loopback(st.HTTPPort)
	c := "# Written at each start; changes made here are lost.\n" +
		"server.default_listen_address=127.0.0.1\n" +
		"server.default_advertised_address=127.0.0.1\n" +
		"server.bolt.listen_address=" + bolt + "\n" +
		"server.bolt.advertised_address=" + bolt + "\n" +
		"server.http.listen_address=" + http + "\n" +
		"server.http.advertised_address=" + http + "\n" +
		"server.https.enabled=false\n" +
		"server.directories.import=import\n" +
		"dbms.security.auth_enabled=true\n" +
		"dbms.security.allow_csv_import_from_file_urls=false\n" +
		"dbms.usage_report.enabled=false\n" +
		"client.allow_telemetry=false\n" +
		"server.memory.pagecache.size=" + strconv.Itoa(heapMiB/2) + "m\n" +
		desk.config(http, r.guided)
	if r.release == mavenVersion {
		// Internal settings are only known of the version that we chose ourselves. Without this
		// one the Bolt server sits out two times five seconds after all databases have stopped.
		c += "internal.server.bolt.thread_pool_shutdown_wait_time=500ms\n"
	}
	if st.Throwaway {
		c += "db.tx_log.preallocate=false\n" // 2 MB on disk instead of 520
	}
	return []byte(c)
}

// setPassword writes the first password into the new database's directory. It
// goes through a file: any user can read the arguments of a process.
func (r *javaRunner) setPassword(ctx context.Context) error {
	pw, err := r.db.Password()
	if err != nil {
		return err
	}
	args := r.db.path("conf", "admin.args")
	if err := writeFile(args, []byte("org.neo4j.cli.AdminTool dbms set-initial-password \""+pw+"\"\n")); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, r.java, append(append([]string{}, quickFlags...), "-cp", r.classPath(), "@"+args)...)
	cmd.Env = append(javaEnv(), "NEO4J_HOME="+r.db.path(), "NEO4J_CONF="+r.db.path("conf"))
	out, err := cmd.CombinedOutput()
	err = errors.Join(err, os.Remove(args))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("set the password of the local Neo4j: %w: %s", err, lastLines(strings.ReplaceAll(string(out), pw, "***"), 5))
	}
	return nil
}

// javaEnv has Java read file names as UTF-8: in the C locale of a cron job or a
// small container it could not open a home such as /home/josé.
func javaEnv() []string {
	if runtime.GOOS == "linux" {
		return append(os.Environ(), "LC_ALL=C.UTF-8")
	}
	return os.Environ()
}

func (r *javaRunner) stop(ctx context.Context, st state, force bool) error {
	gone := func() bool { return !r.alive(ctx, st) }
	if gone() {
		return nil
	}
	if err := signalStop(st.PID, force); err != nil && !gone() {
		return fmt.Errorf("stop the local Neo4j (process %d): %w", st.PID, err)
	}
	for deadline := time.Now().Add(stopPatience); !gone(); {
		if time.Now().After(deadline) {
			// What it has not written to its files by now it finds again in its transaction log.
			if err := signalStop(st.PID, true); err != nil && !gone() {
				return fmt.Errorf("end the local Neo4j (process %d): %w", st.PID, err)
			}
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return fmt.Errorf("the local Neo4j (process %d) is still stopping: %w", st.PID, err)
		}
	}
	return nil
}

// tail is the end of what the server said.
func (r *javaRunner) tail() string {
	var all []string
	for _, f := range []string{"console.log", "neo4j.log"} {
		if text := readEnd(r.db.path("logs", f), 64<<10); text != "" {
			all = append(all, text)
		}
	}
	return lastLines(strings.Join(all, "\n"), 12)
}

func readEnd(file string, most int64) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	if fi, err := f.Stat(); err == nil && fi.Size() > most {
		if _, err := f.Seek(-most, io.SeekEnd); err != nil {
			return ""
		}
	}
	b, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// lastLines are the last lines that are not parts of a Java stack.
func lastLines(text string, most int) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if t := strings.TrimSpace(line); t == "" || strings.HasPrefix(t, "at ") || strings.HasPrefix(t, "... ") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines[max(0, len(lines)-most):], "\n")
}

var javaVersionLine = regexp.MustCompile(`version "(\d+)(?:\.(\d+))?`)

// findJava returns a Java of at least the given version: that of JAVA_HOME, or
// that on the PATH; and what it says of its build.
func findJava(ctx context.Context, least int) (java, build string, err error) {
	java = "java"
	if h := os.Getenv("JAVA_HOME"); h != "" {
		java = filepath.Join(h, "bin", "java")
		if runtime.GOOS == "windows" {
			java += ".exe"
		}
	}
	java, err = exec.LookPath(java)
	if err != nil {
		return "", "", unsuited{reason: "no Java found", absent: true}
	}
	out, err := exec.CommandContext(ctx, java, "-version").CombinedOutput()
	if ctx.Err() != nil {
		return "", "", ctx.Err()
	}
	if err != nil {
		return "", "", unsuited{reason: fmt.Sprintf("%s does not run: %s", java, lastLines(string(out), 1))}
	}
	has := parseJavaVersion(string(out))
	if has < least {
		return "", "", unsuited{reason: fmt.Sprintf("%s is Java %d, Neo4j needs %d or newer", java, has, least)}
	}
	return java, java + string(out), nil
}

// parseJavaVersion reads the feature release from what `java -version` prints;
// 0 where there is none. Up to Java 8 it stood in the second place.
func parseJavaVersion(out string) int {
	m := javaVersionLine.FindStringSubmatch(out)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	if n == 1 && m[2] != "" {
		n, _ = strconv.Atoi(m[2])
	}
	return n
}
