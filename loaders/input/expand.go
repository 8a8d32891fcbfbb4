package input

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/entente/entente/loaders"
)

type kind int

const (
	onDisk kind = iota
	standardInput
	remote
)

// A place is one file that a source stands for, not yet opened.
type place struct {
	name    string
	kind    kind
	regular bool  // can be read at any offset
	size    int64 // on disk
}

// expand turns the sources into places, in a fixed order, and calls each.
// What names nothing is reported.
func expand(ctx context.Context, sources []string, each func(place) error, report func(loaders.Problem)) error {
	for _, s := range sources {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := expandOne(ctx, s, each, report); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

func expandOne(ctx context.Context, s string, each func(place) error, report func(loaders.Problem)) error {
	switch {
	case s == "-":
		return each(place{name: s, kind: standardInput})
	case IsURL(s):
		return each(place{name: s, kind: remote})
	case s == "":
		report(loaders.Refuse(`""`, 0, "a source without a name", "name a file, a directory, a URL or -"))
		return nil
	}
	switch info, err := os.Stat(s); {
	case err == nil:
		return expandPath(ctx, s, info, each, report)
	case hasMeta(s): // a glob that the shell left alone
		return expandGlob(ctx, s, each, report)
	case strings.Contains(s, "://"):
		report(loaders.Refuse(s, 0, "only http and https addresses can be loaded", "download it and name the file"))
	default:
		report(unreadable(s, err))
	}
	return nil
}

// IsURL tells whether a source is an http(s) address.
func IsURL(s string) bool {
	scheme, _, ok := strings.Cut(s, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// expandPath calls the file, or every file below the directory: by name, and
// without hidden ones, which belong to programs and not to readers.
func expandPath(ctx context.Context, name string, info fs.FileInfo, each func(place) error, report func(loaders.Problem)) error {
	if !info.IsDir() {
		return each(onDiskPlace(name, info))
	}
	found := false
	if link, err := os.Lstat(name); err == nil && link.Mode()&fs.ModeSymlink != 0 {
		name += string(filepath.Separator) // what it leads to, since it was named
	}
	err := filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err != nil {
			report(unreadable(p, err))
			return nil
		}
		if p != name && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := os.Stat(p) // follows a link to a file
		switch {
		case err != nil:
			report(unreadable(p, err))
		case info.IsDir(): // a link to a directory, which may lead round in a circle
			report(loaders.Warn(p, 0, "a link to a directory is not followed", "name the directory itself"))
		case !info.Mode().IsRegular():
			report(loaders.Warn(p, 0, "a device, pipe or socket in a directory is not read", "name it itself"))
		case d.Type()&fs.ModeSymlink != 0 && outside(name, p):
			report(loaders.Warn(p, 0, "a link to a file outside the directory is not followed", "name the file itself"))
		default:
			found = true
			return each(onDiskPlace(p, info))
		}
		return nil
	})
	if err == nil && !found {
		report(loaders.Refuse(name, 0, "the directory holds no files", "name a directory with articles"))
	}
	return err
}

// outside tells whether a link leads out of the directory: one in a directory
// that somebody else packed may name any file of this machine.
func outside(dir, link string) bool {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return true
	}
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return true
	}
	if root, err = filepath.Abs(root); err == nil {
		target, err = filepath.Abs(target)
	}
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(root, target)
	return err != nil || !filepath.IsLocal(rel)
}

func onDiskPlace(name string, info fs.FileInfo) place {
	p := place{name: name, regular: info.Mode().IsRegular()}
	if p.regular {
		p.size = info.Size()
	}
	return p
}

func hasMeta(s string) bool { return strings.ContainsAny(s, "*?[") }

// expandGlob finds what matches, by name. Besides path.Match's patterns, "**"
// as a whole part stands for any number of directories.
func expandGlob(ctx context.Context, pattern string, each func(place) error, report func(loaders.Problem)) error {
	slashed := filepath.ToSlash(pattern)
	if _, err := path.Match(slashed, ""); err != nil {
		report(loaders.Refuse(pattern, 0, "the pattern has an open bracket", `write \[ for a bracket in a name`))
		return nil
	}
	parts := strings.Split(slashed, "/")
	fixed := 0
	for fixed < len(parts) && !hasMeta(parts[fixed]) {
		fixed++
	}
	root := strings.Join(parts[:fixed], "/")
	if root == "" && fixed > 0 {
		root = "/"
	}
	found := false
	err := globWalk(ctx, root, parts[fixed:], func(name string, info fs.FileInfo) error {
		found = true
		return expandPath(ctx, filepath.FromSlash(name), info, each, report)
	}, report)
	if err == nil && !found {
		report(loaders.Refuse(pattern, 0, "no file matches", "check the pattern"))
	}
	return err
}

func globWalk(ctx context.Context, dir string, parts []string, each func(string, fs.FileInfo) error, report func(loaders.Problem)) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if len(parts) == 0 {
		if info, err := os.Stat(dir); err == nil {
			return each(dir, info)
		}
		return nil
	}
	if parts[0] == "**" {
		if len(parts) == 1 { // "dir/**": every file below
			parts = append(parts, "*")
		}
		if err := globWalk(ctx, dir, parts[1:], filesOnly(each, len(parts) == 2), report); err != nil {
			return err
		}
	} else if !hasMeta(parts[0]) {
		return globWalk(ctx, join(dir, parts[0]), parts[1:], each, report)
	}
	open := dir
	if open == "" {
		open = "."
	}
	entries, err := os.ReadDir(open)
	if err != nil {
		if !os.IsNotExist(err) {
			report(unreadable(dir, err))
		}
		return nil
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(parts[0], ".") {
			continue
		}
		next := join(dir, e.Name())
		switch {
		case parts[0] == "**":
			if e.IsDir() {
				if err := globWalk(ctx, next, parts, each, report); err != nil {
					return err
				}
			}
		default:
			if ok, _ := path.Match(parts[0], e.Name()); ok {
				if err := globWalk(ctx, next, parts[1:], each, report); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// filesOnly keeps a directory that matches the last part after "**" from being
// walked once as a match and once more as a directory on the way.
func filesOnly(each func(string, fs.FileInfo) error, last bool) func(string, fs.FileInfo) error {
	if !last {
		return each
	}
	return func(name string, info fs.FileInfo) error {
		if info.IsDir() {
			return nil
		}
		return each(name, info)
	}
}

func join(dir, name string) string {
	switch {
	case dir == "":
		return name
	case strings.HasSuffix(dir, "/"):
		return dir + name
	}
	return dir + "/" + name
}
