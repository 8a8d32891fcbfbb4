package export

import (
	"fmt"
	"os"
	"path/filepath"
)

// unfinished gives a new directory beside dir, in which files are until all are
// whole. dir must not exist or be empty.
func unfinished(dir string) (string, error) {
	there, err := os.ReadDir(dir)
	switch {
	case len(there) > 0:
		return "", fmt.Errorf("%s holds files already (name another directory)", dir)
	case err != nil && !os.IsNotExist(err):
		return "", err
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	work, err := os.MkdirTemp(parent, "."+filepath.Base(filepath.Clean(dir))+".unfinished-")
	if err != nil {
		return "", err
	}
	return work, os.Chmod(work, 0o755)
}

// publish gives the directory its name.
func publish(work, dir string) error {
	if err := os.Remove(dir); err != nil && !os.IsNotExist(err) { // an empty one
		return err
	}
	return os.Rename(work, dir)
}
