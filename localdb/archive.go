package localdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A class data archive (JDK manual, "Application Class-Data Sharing") halves
// the time that a throw-away server needs to start. One throw-away server in
// its life writes it as it ends; Java itself checks that an archive fits its
// own build and the jars, and does without one that does not.

// archiveFile is the archive for one build of Java, beside the jars.
func archiveFile(dir string, javaBuild string) string {
	sum := sha256.Sum256([]byte(javaBuild))
	return filepath.Join(dir, "classes-"+hex.EncodeToString(sum[:4])+".jsa")
}

// archiveFlags has a server use the archive if there is one. If there is none, a
// throw-away server writes it, unless another does already: then st.Archive is set.
func (r *javaRunner) archiveFlags(st *state) []string {
	st.Archive = ""
	if r.archive == "" || r.guided { // an archive fits one list of jars
		return nil
	}
	if _, err := os.Stat(r.archive); err == nil {
		return []string{"-XX:SharedArchiveFile=" + r.archive}
	}
	if !st.Throwaway || !claim(r.archive+".claim", r.db.path()) {
		return nil
	}
	st.Archive = r.archive
	return []string{"-XX:ArchiveClassesAtExit=" + st.Archive + ".part"}
}

// claim notes in a file that the server of home does the work; false where
// another one, whose home is still there, does it already.
func claim(file, home string) bool {
	if by, err := os.ReadFile(file); err == nil {
		if isDir(string(by)) {
			return false
		}
		_ = os.Remove(file) // it was killed
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return false
	}
	_, err = f.WriteString(home)
	return errors.Join(err, f.Close()) == nil
}

// stopArchiving ends a server that writes an archive, and gives the archive its
// name. The server takes some seconds for it. Without an archive all works, only
// slower, so its want is no error.
func (r *javaRunner) stopArchiving(ctx context.Context, st state) error {
	_ = r.exercise(ctx, st)
	err := r.stop(ctx, st, false)
	if err == nil {
		err = os.Rename(st.Archive+".part", st.Archive)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, os.RemoveAll(st.Archive+".part"), os.RemoveAll(st.Archive+".claim"))
}

// exercise runs some statements, so that the archive also holds what plans and
// runs queries. They leave nothing behind.
func (r *javaRunner) exercise(ctx context.Context, st state) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for _, q := range []string{
		"CREATE CONSTRAINT warm IF NOT EXISTS FOR (n:Warm) REQUIRE n.id IS UNIQUE",
		"CREATE FULLTEXT INDEX warmText IF NOT EXISTS FOR (n:Warm) ON EACH [n.name]",
		"UNWIND range(1, 9) AS i MERGE (n:Warm {id: i}) SET n.name = 'a' + i, n.day = date('2000-01-01') MERGE (m:Warm {id: i + 1}) MERGE (n)-[r:WARM]->(m) SET r.list = [1]",
		"MATCH p = (a:Warm)-[:WARM*1..3]->(b) WHERE a.day < date('2001-01-01') OPTIONAL MATCH (b)-[r]->() WITH b, collect(DISTINCT a.id) AS ids, count(r) AS n, max(length(p)) AS l ORDER BY n LIMIT 5 RETURN b, ids, n, l, properties(b)",
		"MATCH (n:Warm) DETACH DELETE n",
		"DROP INDEX warmText",
		"DROP CONSTRAINT warm",
	} {
		// A test may have left what a statement fails on; any answer will do.
		if _, err := r.db.post(ctx, st, q); err != nil {
			return err
		}
	}
	return nil
}
