package export

import (
	"errors"
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

// A File is written beside its place, and takes it when it is whole.
type File struct {
	*os.File
	path string
}

// NewFile begins a file. Exactly one of Publish and Drop must be called.
func NewFile(path string) (*File, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a directory (name a file in it)", path)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".unfinished-")
	if err != nil {
		return nil, err
	}
	return &File{f, path}, os.Chmod(f.Name(), 0o644)
}

// Publish puts the file in its place.
func (f *File) Publish() error {
	if err := f.Close(); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), f.path)
}

// Drop takes the file away.
func (f *File) Drop() error { return errors.Join(f.Close(), os.Remove(f.Name())) }

// A Dir is a directory whose files are written elsewhere, and which is there
// when they are whole.
type Dir struct{ Work, path string }

// NewDir begins a directory, which must not exist or be empty. Exactly one of
// Publish and Drop must be called.
func NewDir(path string) (*Dir, error) {
	work, err := unfinished(path)
	return &Dir{work, path}, err
}

// Publish gives the directory its name.
func (d *Dir) Publish() error { return publish(d.Work, d.path) }

// Drop takes the files away.
func (d *Dir) Drop() error { return os.RemoveAll(d.Work) }
