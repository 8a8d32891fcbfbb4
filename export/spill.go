package export

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
)

// A spill is values on disk, in as many files as there are parts: what has the
// same key is in the same part, in the order in which it was added.
type spill[T any] struct {
	dir   string
	seed  maphash.Seed
	files []*os.File
	w     []*bufio.Writer
	locks []sync.Mutex // of w
}

// buffers are for encoding; many goroutines do, for a short time.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func newSpill[T any](dir string, parts int) (*spill[T], error) {
	s := &spill[T]{dir: dir, seed: maphash.MakeSeed(), locks: make([]sync.Mutex, parts)}
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

// add writes a value to its key's part. Several goroutines may add.
func (s *spill[T]) add(key string, v *T) error {
	part := int(maphash.String(s.seed, key) % uint64(len(s.w)))
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	b := encode(append((*buf)[:0], 0, 0, 0, 0), reflect.ValueOf(v).Elem())
	*buf = b
	binary.LittleEndian.PutUint32(b, uint32(len(b)-4))
	s.locks[part].Lock()
	defer s.locks[part].Unlock()
	_, err := s.w[part].Write(b)
	return err
}

// each hands every part to use, as a function that calls with every value;
// several goroutines do, each with a part of its own. A part that is larger
// than most bytes is divided first.
func (s *spill[T]) each(workers int, most int64, key func(*T) string, use func(values func(func(*T) error) error) error) error {
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
				if errs[w] = s.part(i, most, key, use); errs[w] != nil {
					next.Store(int64(len(s.files))) // no more
				}
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

func (s *spill[T]) part(i int, most int64, key func(*T) string, use func(values func(func(*T) error) error) error) error {
	f := s.files[i]
	if err := s.w[i].Flush(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	values := func(each func(*T) error) error { return read(f, each) }
	if info.Size() > most && len(filepath.Base(s.dir)) < 12 { // a key alone may be that large
		return s.divide(i, info.Size()/most+2, most, key, values, use)
	}
	return use(values)
}

func (s *spill[T]) divide(part int, parts, most int64, key func(*T) string, values func(func(*T) error) error, use func(func(func(*T) error) error) error) error {
	smaller, err := newSpill[T](filepath.Join(s.dir, filepath.Base(s.dir)+"-"+fmt.Sprint(part)), int(min(parts, 64)))
	if err != nil {
		return err
	}
	if err := values(func(v *T) error { return smaller.add(key(v), v) }); err != nil {
		return errors.Join(err, smaller.remove())
	}
	return errors.Join(smaller.each(1, most, key, use), smaller.remove())
}

func (s *spill[T]) remove() error {
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(s.dir))...)
}

func read[T any](f *os.File, each func(*T) error) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r := bufio.NewReaderSize(f, 256<<10)
	var head [4]byte
	for {
		if _, err := io.ReadFull(r, head[:]); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		b := make([]byte, binary.LittleEndian.Uint32(head[:]))
		if _, err := io.ReadFull(r, b); err != nil {
			return err
		}
		v := new(T)
		d := decoder{text: string(b)}
		d.value(reflect.ValueOf(v).Elem())
		if err := each(v); err != nil {
			return err
		}
	}
}

var timeType = reflect.TypeFor[time.Time]()

// encode writes a value of the kinds that package graph's types are made of. A
// nil slice stays nil, and a pointer to zero stays one.
func encode(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...)
	case reflect.Int, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Pointer:
		if v.IsNil() {
			return append(b, 0)
		}
		return encode(append(b, 1), v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len()+1))
		for i := range v.Len() {
			b = encode(b, v.Index(i))
		}
		return b
	case reflect.Struct:
		if v.Type() == timeType {
			t := v.Interface().(time.Time)
			if t.IsZero() {
				return append(b, 0)
			}
			b = binary.AppendVarint(append(b, 1), t.Unix())
			return binary.AppendVarint(b, int64(t.Nanosecond()))
		}
		for i := range v.NumField() {
			b = encode(b, v.Field(i))
		}
		return b
	}
	panic("export: a " + v.Type().String() + " is in a graph type: teach encode") // a test holds every type
}

// A decoder reads what encode wrote. Strings are parts of text.
type decoder struct{ text string }

func (d *decoder) uvarint() uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		c := d.text[0]
		d.text = d.text[1:]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (d *decoder) varint() int64 {
	u := d.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

func (d *decoder) take(n int) string {
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.take(int(d.uvarint())))
	case reflect.Int, reflect.Int64:
		v.SetInt(d.varint())
	case reflect.Bool:
		v.SetBool(d.take(1) == "\x01")
	case reflect.Float64:
		v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(d.take(8)))))
	case reflect.Pointer:
		if d.take(1) == "\x01" {
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem())
		}
	case reflect.Slice:
		n := int(d.uvarint())
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
		for i := range n - 1 {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == timeType {
			if d.take(1) == "\x01" {
				v.Set(reflect.ValueOf(time.Unix(d.varint(), d.varint()).UTC()))
			}
			return
		}
		for i := range v.NumField() {
			d.value(v.Field(i))
		}
	}
}
