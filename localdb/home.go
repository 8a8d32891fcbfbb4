package localdb

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// DefaultHome is the directory ENTENTE_HOME, or else entente's directory among
// the user's data: XDG_DATA_HOME or ~/.local/share (XDG Base Directory
// Specification), ~/Library/Application Support on macOS, %LOCALAPPDATA% on
// Windows.
func DefaultHome() (string, error) {
	if h := os.Getenv("ENTENTE_HOME"); h != "" {
		return filepath.Abs(h)
	}
	switch runtime.GOOS {
	case "windows":
		if d := os.Getenv("LOCALAPPDATA"); d != "" {
			return filepath.Join(d, "entente"), nil
		}
	case "darwin":
	default:
		// The specification says that a relative path is to be ignored.
		if d := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
			return filepath.Join(d, "entente"), nil
		}
	}
	user, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no directory for entente's files: %w (set ENTENTE_HOME)", err)
	}
	switch runtime.GOOS {
	case "windows":
		return filepath.Join(user, "AppData", "Local", "entente"), nil
	case "darwin":
		return filepath.Join(user, "Library", "Application Support", "entente"), nil
	}
	return filepath.Join(user, ".local", "share", "entente"), nil
}

// prepare makes the directory of the server's files, open to its owner alone.
// The home above it is left as it is where it exists: it may be anybody's.
func (db *DB) prepare() error {
	dir := db.path()
	found, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("directory of the local Neo4j: %w", err)
	}
	ours := func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), "localdb.") }
	if len(found) > 0 && !slices.ContainsFunc(found, ours) {
		return fmt.Errorf("%s is there and not entente's (set ENTENTE_HOME to another directory)", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("directory of the local Neo4j: %w (set ENTENTE_HOME to a directory of your own)", err)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("directory of the local Neo4j: %w (set ENTENTE_HOME to a directory of your own)", err)
	}
	return nil
}

// Password reads the generated password. Before the first Up the error is in
// the chain of fs.ErrNotExist.
func (db *DB) Password() (string, error) {
	file := db.path("password")
	b, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("password of the local Neo4j: %w", err)
	}
	pw := strings.TrimSpace(string(b))
	if len(pw) < 8 || len(pw) > 200 || strings.ContainsAny(pw, " \t\r\n\"\\") {
		return "", fmt.Errorf("%s: not a password of the local Neo4j (put the file back as it was, or remove %s to start empty)", file, db.path())
	}
	return pw, nil
}

// ensurePassword makes the password once. Where the database was made with one
// that is gone, only the user can help.
func (db *DB) ensurePassword(initialised bool) error {
	file := db.path("password")
	_, err := db.Password()
	switch {
	case err == nil:
		if err := os.Chmod(file, 0o600); err != nil {
			return fmt.Errorf("password of the local Neo4j: %w", err)
		}
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case initialised:
		return fmt.Errorf("%s is missing, and the database was made with it (put it back, or remove %s to start empty)", file, db.path())
	}
	return writeFile(file, []byte(rand.Text()+"\n"))
}

// writeFile replaces a file as a whole, readable by its owner alone.
func writeFile(file string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	_, err = tmp.Write(content)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", file, err), os.Remove(tmp.Name()))
	}
	return nil
}
