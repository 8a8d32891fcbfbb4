// Package follow takes new files as they are published, each once: from a list
// of lines "size md5 url", as GDELT keeps one (lastupdate.txt,
// masterfilelist.txt), at an address, in a file, or from a directory into which
// somebody else puts them.
package follow

import (
	"context"
	"crypto/md5" // what the lists have; it finds damage, not forgery
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/fetch"
	"github.com/entente/entente/loaders/input"
)

// A Journal remembers which files are done.
type Journal interface {
	// Done tells whether a file of this name is done.
	Done(ctx context.Context, name string) (bool, error)
	// SetDone remembers it. It must have lasted when SetDone returns.
	SetDone(ctx context.Context, name, md5 string) error
}

// A Follower takes new files.
type Follower struct {
	List    string        // address or path of a list, or a directory
	Journal Journal       // what was taken in earlier runs
	Every   time.Duration // between two looks; default 5 minutes
	// Dir is where files are kept while they are loaded. A file has the same
	// path in there after a restart.
	Dir   string
	Fetch *fetch.Client // what gets addresses
	// Wanted tells by its name whether a file is to be taken; default GDELT's
	// events, mentions and GKG.
	Wanted func(name string) bool
	// Settled is how old a file in a directory without a list must be before
	// it is taken for whole; default 10 seconds.
	Settled time.Duration
	// Load loads the file at path. A file is done when it returns nil. Its
	// error ends the run; the file is loaded again after a restart.
	Load   func(ctx context.Context, path string) error
	Report func(loaders.Problem)
	// Looked, where set, is called after each look at the list with the number
	// of files that were taken.
	Looked func(taken int)
}

// maxList is the longest list that is read: GDELT's whole master list has
// about 100 MB.
const maxList = 512 << 20

// Run takes new files until ctx ends, whose cause it returns then.
func (f *Follower) Run(ctx context.Context) error {
	every := f.Every
	if every <= 0 {
		every = 5 * time.Minute
	}
	for {
		taken, err := f.Once(ctx)
		if err != nil {
			return err
		}
		if f.Looked != nil {
			f.Looked(taken)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(every):
		}
	}
}

// An entry is a file that is there to be taken.
type entry struct {
	name, md5 string
	size      int64 // -1 where it is not known
	url       string
	path      string // where it lies already
}

// Once looks at the list once and takes what is new, the oldest first. What
// cannot be had, or is damaged, is reported, and tried again at the next look.
func (f *Follower) Once(ctx context.Context) (taken int, err error) {
	entries, err := f.entries(ctx)
	if p, ok := loaders.AsProblem(err, f.List, 0); ok {
		f.Report(p)
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	for _, e := range entries {
		if ctx.Err() != nil {
			return taken, context.Cause(ctx)
		}
		done, err := f.Journal.Done(ctx, e.name)
		if err != nil {
			return taken, fmt.Errorf("the journal of files: %w", err)
		}
		if done {
			continue
		}
		switch err := f.take(ctx, e); {
		case err == nil:
			taken++
		default:
			p, ok := loaders.AsProblem(err, e.where(), 0)
			if !ok {
				return taken, err
			}
			f.Report(p)
		}
	}
	return taken, nil
}

func (e entry) where() string {
	if e.url != "" {
		return e.url
	}
	return e.path
}

// take loads one file. Problems that Load returns end the run as its other
// errors do: only what is wrong with the file itself is for the next look.
func (f *Follower) take(ctx context.Context, e entry) error {
	path, sum := e.path, ""
	var err error
	if path == "" {
		path = filepath.Join(f.Dir, e.name)
		if sum, err = f.check(path, e); err != nil { // not there, or not whole
			if sum, err = f.download(ctx, e, path); err != nil {
				return err
			}
		}
	} else if sum, err = f.check(path, e); err != nil {
		return err
	}
	if err := f.Load(ctx, path); err != nil {
		return fmt.Errorf("loading %s: %w", e.name, hidden{err})
	}
	if err := f.Journal.SetDone(ctx, e.name, sum); err != nil {
		return fmt.Errorf("the journal of files: %w", err)
	}
	if e.path == "" {
		return os.Remove(path)
	}
	return nil
}

// hidden keeps an error from being taken for a Problem of the file.
type hidden struct{ err error }

func (h hidden) Error() string        { return h.err.Error() }
func (h hidden) Is(target error) bool { return errors.Is(h.err, target) }

// check compares a file with what the list says, and gives its md5.
func (f *Follower) check(path string, e entry) (sum string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", loaders.Problem{Reason: "cannot be read", Cure: "check the file", Err: err}
	}
	defer file.Close()
	h := md5.New()
	n, err := io.Copy(h, file)
	if err != nil {
		return "", loaders.Problem{Reason: "cannot be read", Cure: "check the file", Err: err}
	}
	return compare(e, n, h.Sum(nil))
}

func compare(e entry, n int64, hash []byte) (sum string, err error) {
	sum = hex.EncodeToString(hash)
	switch {
	case e.size >= 0 && n != e.size:
		return "", loaders.Refuse("", 0, fmt.Sprintf("it has %d bytes, and should have %d", n, e.size), "it is tried again at the next look")
	case e.md5 != "" && sum != e.md5:
		return "", loaders.Refuse("", 0, fmt.Sprintf("it is damaged: its md5 is %s, and should be %s", sum, e.md5), "it is tried again at the next look")
	}
	return sum, nil
}

// download gets a file whole, or leaves none.
func (f *Follower) download(ctx context.Context, e entry, path string) (sum string, err error) {
	if f.Fetch == nil {
		return "", loaders.Refuse("", 0, "addresses cannot be fetched here", "download the files and name their directory")
	}
	res, err := f.Fetch.Get(ctx, e.url)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return "", fmt.Errorf("a place for downloads: %w", err)
	}
	tmp, err := os.CreateTemp(f.Dir, ".part-*")
	if err != nil {
		return "", fmt.Errorf("a place for downloads: %w", err)
	}
	defer os.Remove(tmp.Name())
	h := md5.New()
	n, err := io.Copy(io.MultiWriter(tmp, h), res.Body)
	if err = errors.Join(err, tmp.Close()); err != nil {
		if _, ok := loaders.AsProblem(err, "", 0); !ok && ctx.Err() == nil {
			err = loaders.Problem{Reason: "the download broke off", Cure: "it is tried again at the next look", Err: err}
		}
		return "", err
	}
	if sum, err = compare(e, n, h.Sum(nil)); err != nil {
		return "", err
	}
	return sum, os.Rename(tmp.Name(), path)
}

// entries gives what is listed and wanted, the oldest first.
func (f *Follower) entries(ctx context.Context) ([]entry, error) {
	var entries []entry
	var err error
	if input.IsURL(f.List) {
		entries, err = f.fetchList(ctx)
	} else {
		entries, err = f.localList()
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	entries = slices.CompactFunc(entries, func(a, b entry) bool { return a.name == b.name })
	return entries, err
}

func (f *Follower) wanted(name string) bool {
	if f.Wanted != nil {
		return f.Wanted(name)
	}
	name = strings.TrimSuffix(strings.ToLower(name), ".zip")
	for _, suffix := range []string{".export.csv", ".mentions.csv", ".gkg.csv"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
