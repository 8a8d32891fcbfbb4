package tabular

import (
	"bytes"
	"io"
	"unsafe"

	"github.com/entente/entente/loaders"
)

const (
	blockSize = 256 << 10
	// maxRow is the longest row that is read; GKG's are a few hundred KiB at
	// most.
	maxRow = 16 << 20
	// maxQuoted is the longest CSV record: an open quotation mark would
	// otherwise make one of all that comes after it.
	maxQuoted = 1 << 20
)

// A cutter cuts a document into blocks of whole rows.
type cutter struct {
	r    io.Reader
	csv  bool
	line int // of what comes next
	buf  []byte
	off  int // what comes next is buf[off:n]
	n    int
	eof  bool
	err  error // comes after what is there
	goOn bool  // the error was of one row
	skip bool  // up to the next line's start
	// quoted is the longest CSV record. It shrinks with each that is too long,
	// so that a file of open quotation marks costs no more than another.
	quoted int
	one    bool // the next record is its first line only
}

// next gives the next block and the line on which it begins; io.EOF after the
// last. Where reading fails, the whole rows before come first, and line is
// where it failed. An error with goOn set is about one row.
func (c *cutter) next() (text string, line int, err error) {
	c.goOn = false
	if c.buf == nil {
		c.buf, c.quoted = make([]byte, blockSize), maxQuoted
	}
	for {
		if c.err == nil {
			c.err = c.fill()
		}
		if c.skip {
			c.dropLine()
			if c.err == nil || c.off < c.n {
				continue
			}
		}
		end := c.cut()
		if c.err != nil && end <= 0 {
			return "", c.line, c.err // what is left is no whole row
		}
		switch {
		case end > 0:
			text, line = string(c.buf[c.off:c.off+end]), c.line
			c.drop(end)
			return text, line, nil
		case c.off == c.n && c.eof:
			return "", 0, io.EOF
		case c.csv && (c.n-c.off >= c.quoted || c.eof):
			c.one = true // the record's first line will not have its columns
			c.quoted = max(c.quoted/2, 4<<10)
		case c.n-c.off >= maxRow:
			c.skip, c.goOn = true, true
			return "", 0, loaders.Refuse("", c.line, "a row of more than 16 MiB", "check that the file is a table, one row a line")
		case c.off > 0:
			c.compact()
		case c.n == len(c.buf):
			c.buf = append(c.buf, make([]byte, len(c.buf))...)
		}
	}
}

func (c *cutter) fill() error {
	if c.off > len(c.buf)/2 {
		c.compact()
	}
	for c.n < len(c.buf) && !c.eof {
		n, err := c.r.Read(c.buf[c.n:])
		c.n += n
		if err == io.EOF {
			c.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (c *cutter) compact() {
	c.n = copy(c.buf, c.buf[c.off:c.n])
	c.off = 0
}

// cut finds the end of the last whole row that is there.
func (c *cutter) cut() int {
	have := c.buf[c.off:c.n]
	switch {
	case c.one:
		c.one = false
		if i := bytes.IndexByte(have, '\n'); i >= 0 {
			return i + 1
		}
		return len(have)
	case !c.csv && c.eof, len(have) == 0:
		return len(have)
	case !c.csv:
		return bytes.LastIndexByte(have, '\n') + 1
	}
	var s csvSplitter
	end := 0
	// The view lasts for this loop, in which the buffer does not change: many
	// short blocks must not cost a copy of the buffer each.
	for text := unsafe.String(&have[0], len(have)); end < len(text); {
		n := s.record(text[end:min(len(text), end+c.quoted)])
		if n < 0 {
			if c.eof && !s.open {
				return len(text)
			}
			break
		}
		end += n
	}
	return end
}

func (c *cutter) drop(n int) {
	c.line += bytes.Count(c.buf[c.off:c.off+n], []byte{'\n'})
	c.off += n
}

// dropLine passes over the rest of a line.
func (c *cutter) dropLine() {
	i := bytes.IndexByte(c.buf[c.off:c.n], '\n')
	if i >= 0 {
		c.drop(i + 1)
		c.skip = false
		return
	}
	c.drop(c.n - c.off)
	if c.eof {
		c.skip = false
	}
}
