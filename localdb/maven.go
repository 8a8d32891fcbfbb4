package localdb

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// pom names Neo4j Community and Neo4j Browser.
//
//go:embed pom.xml
var pom []byte

// mavenVersion is the Neo4j of pom.xml; a test holds them equal.
const mavenVersion = "5.26.30"

// mavenBytes is what a first download brings, about: for the progress only.
const mavenBytes = 160 << 20

// copyGoal is pinned, as the jars are.
const copyGoal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

// findMaven takes the downloaded jars, or has Maven download them.
func (db *DB) findMaven(ctx context.Context, opts Options) (runner, error) {
	java, build, err := findJava(ctx, 17)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(db.software, "neo4j-"+mavenVersion)
	r := &javaRunner{db: db, from: Maven, release: mavenVersion, java: java, lib: filepath.Join(dir, "lib"), archive: archiveFile(dir, build)}
	if !isDir(dir) {
		if err := db.download(ctx, dir, opts.Progress); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func isDir(dir string) bool {
	fi, err := os.Stat(dir)
	return err == nil && fi.IsDir()
}

// download fills dir/lib. The directory gets its name when all is there, so
// that an interrupted download does not count.
func (db *DB) download(ctx context.Context, dir string, progress func(Progress)) error {
	mvn, err := exec.LookPath("mvn")
	if err != nil {
		return unsuited{reason: "Java is here, but no Maven (mvn)"}
	}
	if err := os.MkdirAll(db.software, 0o700); err != nil {
		return fmt.Errorf("download Neo4j: %w", err)
	}
	l := flock.New(dir+".lock", flock.SetPermissions(0o600))
	if ok, err := l.TryLockContext(ctx, 50*time.Millisecond); err != nil || !ok {
		return fmt.Errorf("lock %s: %w", l.Path(), err)
	}
	defer func() { _ = l.Unlock() }()
	if isDir(dir) { // another program was quicker
		return nil
	}
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil { // of a download that was killed
		return fmt.Errorf("download Neo4j: %w", err)
	}
	if err := os.MkdirAll(part, 0o700); err != nil {
		return fmt.Errorf("download Neo4j: %w", err)
	}
	err = runMaven(ctx, mvn, part, progress)
	if err == nil {
		err = checkJars(filepath.Join(part, "lib"))
	}
	if err == nil {
		err = os.Rename(part, dir)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("download Neo4j %s with %s: %w", mavenVersion, mvn, err), os.RemoveAll(part))
	}
	return nil
}

func runMaven(ctx context.Context, mvn, dir string, progress func(Progress)) error {
	if err := writeFile(filepath.Join(dir, "pom.xml"), pom); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, mvn, "--batch-mode", copyGoal, "-DoutputDirectory="+filepath.Join(dir, "lib"), "-DincludeScope=runtime")
	cmd.Dir = dir
	cmd.SysProcAttr = inOwnSession()
	cmd.Cancel = func() error { return killGroup(cmd.Process) } // mvn is a script that starts Java
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		return err
	}
	last := watchMaven(out, progress)
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("%w (is this machine online, and Maven set up for its network?); it ends:\n%s", err, last)
	}
	return nil
}

var mavenDownloaded = regexp.MustCompile(`^(?:\[INFO\] )?Downloaded from .* \((\d+(?:\.\d+)?) (B|kB|MB)[ )]`)

// watchMaven reads Maven's output to its end, reports the bytes that it says it
// has fetched, and returns the last lines that are not about a transfer.
func watchMaven(out io.Reader, progress func(Progress)) string {
	if progress == nil {
		progress = func(Progress) {}
	}
	p := Progress{Message: "downloading Neo4j " + mavenVersion, Total: mavenBytes}
	progress(p)
	var said []string
	sc := bufio.NewScanner(out)
	for sc.Scan() {
		line := sc.Text()
		if n, ok := mavenSize(line); ok {
			p.Done = min(p.Done+n, p.Total)
			progress(p)
		} else if !strings.Contains(line, "Downloading from") {
			said = append(said[max(0, len(said)-20):], line)
		}
	}
	_, _ = io.Copy(io.Discard, out) // after an overlong line; the exit code tells the rest
	return lastLines(strings.Join(said, "\n"), 6)
}

func mavenSize(line string) (int64, bool) {
	m := mavenDownloaded.FindStringSubmatch(line)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, false
	}
	n *= map[string]float64{"B": 1, "kB": 1e3, "MB": 1e6}[m[2]]
	return int64(n), n <= mavenBytes
}

// checkJars looks for the parts without which the server cannot be what we want.
func checkJars(lib string) error {
	for _, jar := range []string{"neo4j-kernel-" + mavenVersion + ".jar", "neo4j-server-" + mavenVersion + ".jar", "neo4j-browser-*.jar"} {
		if found, err := filepath.Glob(filepath.Join(lib, jar)); err != nil || len(found) == 0 {
			return fmt.Errorf("%s is missing among the downloaded files", jar)
		}
	}
	return nil
}
