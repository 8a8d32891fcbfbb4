package input

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"github.com/entente/entente/loaders"
)

const bufferSize = 64 << 10

// A budget is what one source has unpacked so far, against its size.
type budget struct {
	packed func() int64
	out    int64
	limits Limits
}

func (w *walker) unpackStream(ctx context.Context, f *File, r io.Reader) error {
	m := &meter{ctx: ctx, r: r, progress: w.o.Progress}
	b := &budget{packed: func() int64 { return m.n }, limits: w.o.Limits}
	f.Body = bufio.NewReaderSize(m, bufferSize)
	return w.unpack(ctx, f, b, 0)
}

// unpackFile opens a zip archive on disk where it lies; the rest are streams.
func (w *walker) unpackFile(ctx context.Context, f *File, file *os.File, size int64) error {
	var magic [4]byte
	if n, _ := file.ReadAt(magic[:], 0); !isZip(magic[:n]) {
		return w.unpackStream(ctx, f, file)
	}
	b := &budget{packed: func() int64 { return size }, limits: w.o.Limits}
	err := w.unzip(ctx, f, file, size, b, 1)
	if w.o.Progress != nil {
		w.o.Progress(size)
	}
	return err
}

func isGzip(b []byte) bool { return bytes.HasPrefix(b, []byte{0x1f, 0x8b}) }
func isZip(b []byte) bool {
	return bytes.HasPrefix(b, []byte("PK\x03\x04")) || bytes.HasPrefix(b, []byte("PK\x05\x06"))
}

// unpack visits f, or what is packed in it. The content decides, not the name.
func (w *walker) unpack(ctx context.Context, f *File, b *budget, depth int) error {
	magic, err := f.Body.Peek(4)
	if err != nil && err != io.EOF && len(magic) == 0 {
		return readError(f.Name, err)
	}
	if !isGzip(magic) && !isZip(magic) {
		f.Base = path.Base(strings.ReplaceAll(f.Base, `\`, "/"))
		return w.visit(f)
	}
	if depth >= b.limits.MaxDepth {
		return loaders.Refuse(f.Name, 0, fmt.Sprintf("archives within archives, more than %d deep", b.limits.MaxDepth), "unpack it first, if you trust it")
	}
	if isGzip(magic) {
		z, err := gzip.NewReader(f.Body)
		if err != nil {
			return readError(f.Name, err)
		}
		inner := *f
		inner.Base = trimSuffixFold(trimSuffixFold(f.Base, ".gz"), ".gzip")
		inner.ContentType = "" // it was the archive's
		inner.Body = bufio.NewReaderSize(&bounded{name: f.Name, r: z, b: b}, bufferSize)
		return w.unpack(ctx, &inner, b, depth+1)
	}
	return w.spool(ctx, f, b, depth+1)
}

func trimSuffixFold(s, suffix string) string {
	if len(s) > len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// spool puts a zip archive that comes as a stream into a temporary file: its
// directory stands at its end.
func (w *walker) spool(ctx context.Context, f *File, b *budget, depth int) error {
	tmp, err := os.CreateTemp("", "entente-*.zip")
	if err != nil {
		return fmt.Errorf("%s: a zip archive from a stream needs a temporary file: %w", f.Name, err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	n, err := io.Copy(tmp, io.LimitReader(f.Body, b.limits.MaxSpool+1))
	if err != nil {
		return readError(f.Name, err)
	}
	if n > b.limits.MaxSpool {
		return loaders.Refuse(f.Name, 0, fmt.Sprintf("a zip archive of more than %d bytes from a stream", b.limits.MaxSpool), "save it to a file and name that")
	}
	return w.unzip(ctx, f, tmp, n, b, depth)
}

func (w *walker) unzip(ctx context.Context, f *File, r io.ReaderAt, size int64, b *budget, depth int) error {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return loaders.Problem{Source: f.Name, Reason: "the zip archive is broken or cut off", Cure: "fetch it again", Err: err}
	}
	if len(z.File) > b.limits.MaxEntries {
		return loaders.Refuse(f.Name, 0, fmt.Sprintf("the zip archive has %d entries, more than %d", len(z.File), b.limits.MaxEntries), "unpack it first, if you trust it")
	}
	if isDocument(z) {
		return loaders.Refuse(f.Name, 0, "a word processor's or e-book's document", "save it as plain text or HTML")
	}
	found := false
	for _, e := range z.File {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if e.FileInfo().IsDir() || hidden(e.Name) {
			continue
		}
		found = true
		inner := &File{Name: f.Name + "!" + e.Name, Base: e.Name, Size: f.Size, Modified: f.Modified}
		err := w.unzipEntry(ctx, inner, e, b, depth)
		if errors.Is(err, errBomb) {
			return err // what comes after it in this archive is no better
		}
		if err := loaders.Settle(err, inner.Name, 0, w.report); err != nil {
			return err
		}
	}
	if !found {
		return loaders.Refuse(f.Name, 0, "the zip archive holds no files", "fetch it again")
	}
	return nil
}

func (w *walker) unzipEntry(ctx context.Context, f *File, e *zip.File, b *budget, depth int) error {
	if e.Flags&1 != 0 {
		return loaders.Refuse(f.Name, 0, "the entry is encrypted", "unpack it with its password first")
	}
	r, err := e.Open()
	if err != nil {
		return readError(f.Name, err)
	}
	defer r.Close()
	f.Body = bufio.NewReaderSize(&bounded{name: f.Name, r: r, b: b}, bufferSize)
	return w.unpack(ctx, f, b, depth)
}

// isDocument tells formats that are zip archives by trade: Office's, Open
// Document's, EPUB.
func isDocument(z *zip.Reader) bool {
	for _, e := range z.File[:min(len(z.File), 16)] {
		if e.Name == "[Content_Types].xml" || e.Name == "mimetype" {
			return true
		}
	}
	return false
}

func hidden(name string) bool {
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if strings.HasPrefix(part, ".") || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// errBomb is the cause of a Problem about limits, so that an archive's further
// entries are not tried.
var errBomb = errors.New("archive unpacks to too much")

// bounded reads unpacked bytes, up to what the budget allows.
type bounded struct {
	name string
	r    io.Reader
	b    *budget
}

func (r *bounded) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	r.b.out += int64(n)
	if err != nil && err != io.EOF {
		return n, readError(r.name, err)
	}
	l := r.b.limits
	switch {
	case r.b.out > l.MaxBytes:
		return 0, loaders.Problem{Source: r.name, Err: errBomb, Reason: fmt.Sprintf("it unpacks to more than %d bytes", l.MaxBytes),
			Cure: "raise the limit, if you trust it, or unpack it first"}
	case r.b.out > ratioFloor && r.b.out/l.MaxRatio > r.b.packed():
		return 0, loaders.Problem{Source: r.name, Err: errBomb, Reason: fmt.Sprintf("it unpacks to more than %d times its size, as archives made to fill disks do", l.MaxRatio),
			Cure: "unpack it first, if you trust it"}
	}
	return n, err
}

// readError says what went wrong in reading or unpacking. Cancellation and
// Problems pass as they are.
func readError(name string, err error) error {
	var p loaders.Problem
	if errors.As(err, &p) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	p = loaders.Problem{Source: name, Err: err}
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		p.Reason, p.Cure = "the data ends too early: it was cut off", "fetch it again"
	case errors.As(err, &corrupt), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		p.Reason, p.Cure = "the packed data is damaged", "fetch it again"
	case errors.Is(err, zip.ErrAlgorithm):
		p.Reason, p.Cure = "packed by a method that is not supported", "unpack it first"
	default:
		return unreadable(name, err)
	}
	return p
}
