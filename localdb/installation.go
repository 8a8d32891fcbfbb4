package localdb

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// leastVersion is the long-term-support release that entente is made for.
const leastVersion = "5.26"

// findInstallation takes the installation that NEO4J_HOME names, or the one
// whose neo4j is on the PATH. Only its program is used: configuration, data
// and logs of the private server are apart from the installation's own.
func (db *DB) findInstallation(ctx context.Context, _ Options) (runner, error) {
	dir := os.Getenv("NEO4J_HOME")
	if dir == "" {
		program, err := exec.LookPath("neo4j")
		if err != nil {
			return nil, unsuited{reason: "no neo4j on the PATH, and no NEO4J_HOME", absent: true}
		}
		if dir = installationOf(program); dir == "" {
			return nil, unsuited{reason: program + " is not in an installation with a lib directory (set NEO4J_HOME)"}
		}
	}
	lib := filepath.Join(dir, "lib")
	version, enterprise := libVersion(lib)
	switch {
	case version == "":
		return nil, unsuited{reason: lib + " holds no Neo4j (check NEO4J_HOME)"}
	case versionLess(version, leastVersion):
		return nil, unsuited{reason: fmt.Sprintf("Neo4j %s in %s is older than %s", version, dir, leastVersion)}
	case enterprise:
		return nil, unsuited{reason: dir + " is an Enterprise edition, whose licence is yours to accept (start it yourself)"}
	}
	least := 17
	if !versionLess(version, "2025") {
		least = 21
	}
	java, _, err := findJava(ctx, least)
	if err != nil {
		return nil, err
	}
	return &javaRunner{db: db, from: Installation, release: version, java: java, lib: lib}, nil
}

// installationOf finds the installation to which a neo4j program belongs: the
// archive's own layout, Homebrew's, that of the Linux packages.
func installationOf(program string) string {
	if p, err := filepath.EvalSymlinks(program); err == nil {
		program = p
	}
	root := filepath.Dir(filepath.Dir(program))
	for _, dir := range []string{root, filepath.Join(root, "libexec"), filepath.Join(root, "share", "neo4j")} {
		if version, _ := libVersion(filepath.Join(dir, "lib")); version != "" {
			return dir
		}
	}
	return ""
}

// libVersion reads a release from the names of its jars.
func libVersion(lib string) (version string, enterprise bool) {
	kernels, err := filepath.Glob(filepath.Join(lib, "neo4j-kernel-[0-9]*.jar"))
	if err != nil || len(kernels) == 0 {
		return "", false
	}
	version = strings.TrimSuffix(strings.TrimPrefix(filepath.Base(kernels[0]), "neo4j-kernel-"), ".jar")
	special, err := filepath.Glob(filepath.Join(lib, "neo4j-enterprise-*.jar"))
	return version, err == nil && len(special) > 0
}

// versionLess compares releases such as 5.26.30 and 2025.01.0 number by number.
func versionLess(a, b string) bool {
	x, y := strings.FieldsFunc(a, isNotDigit), strings.FieldsFunc(b, isNotDigit)
	for i := range max(len(x), len(y)) {
		var m, n int
		if i < len(x) {
			m, _ = strconv.Atoi(x[i])
		}
		if i < len(y) {
			n, _ = strconv.Atoi(y[i])
		}
		if m != n {
			return m < n
		}
	}
	return false
}

func isNotDigit(r rune) bool { return r < '0' || r > '9' }
