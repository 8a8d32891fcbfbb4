// Package input opens what the user named: files, directories, globs, http(s)
// URLs and standard input, gzip and zip unpacked. What comes out are streams,
// one per document, under limits that no archive and no server can exceed.
package input

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/fetch"
)

// Limits bound what one source may unpack to. Zero fields take the defaults.
type Limits struct {
	MaxBytes   int64 // unpacked, all entries together; default 64 GiB
	MaxRatio   int64 // unpacked to packed, looked at beyond the first 16 MiB; default 200
	MaxEntries int   // in one zip archive; default 200,000
	MaxDepth   int   // archives within archives; default 3
	MaxSpool   int64 // of a zip archive that comes as a stream and must be kept on disk; default 2 GiB
}

// ratioFloor is how much may be unpacked before MaxRatio is looked at: a small
// file of one repeated line is no bomb.
const ratioFloor = 16 << 20

func (l Limits) orDefault() Limits {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	set(&l.MaxBytes, 64<<30)
	set(&l.MaxRatio, 200)
	set(&l.MaxSpool, 2<<30)
	if l.MaxEntries <= 0 {
		l.MaxEntries = 200_000
	}
	if l.MaxDepth <= 0 {
		l.MaxDepth = 3
	}
	return l
}

// Options say how sources are opened.
type Options struct {
	Limits Limits
	Stdin  io.Reader     // what "-" names; nil refuses it
	Fetch  *fetch.Client // what gets URLs; nil refuses them
	// Progress, where set, is told how many bytes of the sources (packed, as
	// they lie on disk) were read since it was told last.
	Progress func(bytes int64)
}

// A File is one document, open for reading.
type File struct {
	// Name is how people find it: a path, a URL, "archive.zip!entry" or "-".
	Name string
	// Base is the last part of the name without compression suffixes, for
	// telling the format where the content does not: "news.jsonl".
	Base string
	// URL is where it was fetched from in the end, "" for what was not fetched
	// by itself.
	URL string
	// ContentType is the server's header, "" for what was not fetched.
	ContentType string
	// Size and Modified are those of the file on disk that it is, or lies in as
	// an archive's entry; zero where there is none.
	Size     int64
	Modified time.Time
	// Body ends with io.EOF, or with a loaders.Problem saying what is wrong.
	Body *bufio.Reader
}

// Walk opens every source in turn and hands each document in it to visit. What
// cannot be opened goes to report, and so does a loaders.Problem that visit
// returns; the walk goes on. Any other error of visit ends it, as ctx does.
// The order is that of the sources; within a directory by name.
func Walk(ctx context.Context, o Options, sources []string, visit func(*File) error, report func(loaders.Problem)) error {
	o.Limits = o.Limits.orDefault()
	w := &walker{o: o, visit: visit, report: report}
	return expand(ctx, sources, func(src place) error {
		return loaders.Settle(w.open(ctx, src), src.name, 0, report)
	}, report)
}

// Count tells how many files the sources hold and how many bytes they have, as
// far as can be told without opening them: URLs and standard input count as
// one file of no bytes, and make known false.
func Count(ctx context.Context, sources []string) (files int, bytes int64, known bool, err error) {
	known = true
	err = expand(ctx, sources, func(src place) error {
		files++
		if src.kind != onDisk {
			known = false
		}
		bytes += src.size
		return nil
	}, func(loaders.Problem) {})
	return files, bytes, known, err
}

type walker struct {
	o      Options
	visit  func(*File) error
	report func(loaders.Problem)
}

func (w *walker) open(ctx context.Context, src place) error {
	f := &File{Name: src.name, Base: src.name}
	switch src.kind {
	case standardInput:
		if w.o.Stdin == nil {
			return loaders.Refuse(src.name, 0, "standard input cannot be read here", "name a file")
		}
		return w.unpackStream(ctx, f, w.o.Stdin)
	case remote:
		if w.o.Fetch == nil {
			return loaders.Refuse(src.name, 0, "addresses cannot be fetched here", "download the page and name the file")
		}
		res, err := w.o.Fetch.Get(ctx, src.name)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		f.URL, f.ContentType, f.Base = res.URL, res.ContentType, res.Base
		return w.unpackStream(ctx, f, res.Body)
	}
	file, err := os.Open(src.name)
	if err != nil {
		return unreadable(src.name, err)
	}
	defer file.Close()
	if src.regular {
		if info, err := file.Stat(); err == nil {
			f.Size, f.Modified = info.Size(), info.ModTime()
		}
		return w.unpackFile(ctx, f, file, src.size)
	}
	return w.unpackStream(ctx, f, file)
}

// meter counts what is read through it, and says so.
type meter struct {
	ctx      context.Context
	r        io.Reader
	n        int64
	progress func(int64)
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, context.Cause(m.ctx)
	}
	n, err := m.r.Read(p)
	m.n += int64(n)
	if m.progress != nil && n > 0 {
		m.progress(int64(n))
	}
	return n, err
}

func unreadable(name string, err error) loaders.Problem {
	p := loaders.Problem{Source: name, Err: err}
	switch {
	case errors.Is(err, os.ErrNotExist):
		p.Reason, p.Cure = "no such file", "check the name"
	case errors.Is(err, os.ErrPermission):
		p.Reason, p.Cure = "no permission to read it", "change its mode, or run as a user who may read it"
	default:
		p.Reason, p.Cure = fmt.Sprintf("cannot be read: %v", cause(err)), "check the disk and the file"
	}
	return p
}

// cause drops the operation and path that os errors repeat.
func cause(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
