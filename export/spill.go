package export

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// A spill is records on disk, in as many files as there are parts: what has the
// same key is in the same part, in the order in which it was added. Which part
// follows from the key, so that a graph is written in one order always.
type spill struct {
	dir   string
	level uint64 // how often what is here was divided
	files []*os.File
	w     []*bufio.Writer
	locks []sync.Mutex // of w
}

func newSpill(dir string, parts int, level uint64) (*spill, error) {
	s := &spill{dir: dir, level: level, locks: make([]sync.Mutex, parts)}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	for i := range parts {
		f, err := os.Create(filepath.Join(dir, fmt.Sprint(i)))
		if err != nil {
			return nil, errors.Join(err, s.remove())
		}
		s.files = append(s.files, f)
		s.w = append(s.w, bufio.NewWriterSize(f, 32<<10))
	}
	return s, nil
}

// add writes a record to its key's part. Several goroutines may add.
func (s *spill) add(key string, record []byte) error {
	part := int(hash(key, s.level) % uint64(len(s.w)))
	var head [4]byte
	binary.LittleEndian.PutUint32(head[:], uint32(len(record)))
	s.locks[part].Lock()
	defer s.locks[part].Unlock()
	if _, err := s.w[part].Write(head[:]); err != nil {
		return err
	}
	_, err := s.w[part].Write(record)
	return err
}

// hash is FNV-1a of the key, another for each level, with its bits mixed as
// MurmurHash3 does in the end.
func hash(key string, level uint64) uint64 {
	h := 14695981039346656037 + level
	for i := range len(key) {
		h = (h ^ uint64(key[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// A use takes all records of a part, which it may keep parts of. worker tells
// the goroutines apart that do so at the same time.
type use func(worker int, records func(func(record string) error) error) error

// each hands every part to use; as many goroutines as there are workers do,
// each with a part of its own. A part that is larger than most bytes is divided
// first. key gives a record's key. ended, which may be nil, is called by a
// worker that has handed over all of a part.
func (s *spill) each(ctx context.Context, workers int, most int64, key func(record string) string, use use, ended func(worker, part int) error) error {
	var all sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, workers)
	for w := range workers {
		all.Go(func() {
			for errs[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(s.files) {
					return
				}
				if ctx.Err() != nil {
					errs[w] = context.Cause(ctx)
					return
				}
				errs[w] = s.part(ctx, w, i, most, key, use)
				if errs[w] == nil && ended != nil {
					errs[w] = ended(w, i)
				}
				if errs[w] != nil {
					next.Store(int64(len(s.files))) // no more
				}
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (s *spill) part(ctx context.Context, worker, i int, most int64, key func(string) string, use use) error {
	f := s.files[i]
	if err := s.w[i].Flush(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return nil
	}
	if info.Size() > most && len(filepath.Base(s.dir)) < 12 { // a key alone may be that large
		return s.divide(ctx, worker, i, info.Size()/most+2, most, key, use)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	var b strings.Builder
	b.Grow(int(info.Size()))
	if _, err := io.Copy(&b, f); err != nil {
		return err
	}
	text := b.String()
	return use(worker, func(visit func(string) error) error {
		for rest := text; rest != ""; {
			n := int(rest[0]) | int(rest[1])<<8 | int(rest[2])<<16 | int(rest[3])<<24
			if err := visit(rest[4 : 4+n]); err != nil {
				return err
			}
			rest = rest[4+n:]
		}
		return nil
	})
}

func (s *spill) divide(ctx context.Context, worker, part int, parts, most int64, key func(string) string, use use) error {
	smaller, err := newSpill(filepath.Join(s.dir, filepath.Base(s.dir)+"-"+fmt.Sprint(part)), int(min(parts, 64)), s.level+1)
	if err != nil {
		return err
	}
	if err := copyRecords(s.files[part], smaller, key); err != nil {
		return errors.Join(err, smaller.remove())
	}
	err = smaller.each(ctx, 1, most, key, func(_ int, records func(func(string) error) error) error { return use(worker, records) }, nil)
	return errors.Join(err, smaller.remove())
}

func copyRecords(f *os.File, to *spill, key func(string) string) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r := bufio.NewReaderSize(f, 256<<10)
	var head [4]byte
	var b []byte
	for {
		if _, err := io.ReadFull(r, head[:]); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		n := int(binary.LittleEndian.Uint32(head[:]))
		if cap(b) < n {
			b = make([]byte, n)
		}
		b = b[:n]
		if _, err := io.ReadFull(r, b); err != nil {
			return err
		}
		if err := to.add(key(string(b)), b); err != nil {
			return err
		}
	}
}

func (s *spill) remove() error {
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(s.dir))...)
}
