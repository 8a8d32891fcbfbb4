package news

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/entente/entente/loaders"
)

// jsonRecord is an article in JSON, or one article's graph. Only text is
// needed; other fields are ignored, whatever they hold.
type jsonRecord struct {
	ID, URL, Title, Text, Date, Publisher json.RawMessage
	Article, Nodes, Relationships         json.RawMessage
}

// parseRecord reads one JSON value. oddDate is a date that cannot be read.
func parseRecord(raw []byte) (rec Record, oddDate string, err error) {
	var j jsonRecord
	if err := json.Unmarshal(raw, &j); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return Record{}, "", loaders.Problem{Reason: "a JSON " + wrong.Value + " where an article's object is expected", Cure: `write {"text": ...}`}
		}
		return Record{}, "", brokenJSON(err)
	}
	if j.Nodes != nil && j.Relationships != nil && j.Article != nil {
		return Record{Graph: bytes.Clone(raw)}, "", nil
	}
	var text string
	switch err := json.Unmarshal(j.Text, &text); {
	case j.Text == nil || string(j.Text) == "null":
		return Record{}, "", loaders.Problem{Reason: `the record has no "text"`, Cure: "give the article's words there"}
	case err != nil:
		return Record{}, "", loaders.Problem{Reason: `"text" is not a string`, Cure: "give the article's words there"}
	case strings.TrimSpace(text) == "":
		return Record{}, "", loaders.Problem{Reason: `"text" is empty`, Cure: "give the article's words there"}
	}
	a := Article{Text: text, SourceID: scalar(j.ID), URL: scalar(j.URL), Title: scalar(j.Title), Publisher: scalar(j.Publisher)}
	if date := scalar(j.Date); date != "" {
		s, ok := parseStamp(date)
		if !ok {
			oddDate = date
		}
		a.Published, a.PublishedAt = s.day, s.at
	}
	return Record{Article: &a}, oddDate, nil
}

// scalar gives a string or number as text, and anything else as "".
func scalar(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return strings.TrimSpace(s)
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

func abridged(s string) string {
	if len(s) <= 40 {
		return s
	}
	return strings.ToValidUTF8(s[:40], "") + "..."
}

func brokenJSON(err error) loaders.Problem {
	reason := "broken JSON: " + strings.TrimPrefix(err.Error(), "json: ")
	if errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "unexpected end of JSON input") {
		reason = "the JSON ends too early"
	}
	return loaders.Problem{Reason: reason, Cure: "correct it; the other records are read", Err: err}
}

// readLines reads JSONL. A line that is broken, too long or not UTF-8 is
// refused alone.
func (r *reader) readLines(d *document) error {
	for n := 1; ; n++ {
		line, tooLong, err := readLine(d.body, r.o.MaxRecord)
		if err != nil && err != io.EOF {
			return err
		}
		done := err == io.EOF
		switch trimmed := bytes.TrimSpace(line); {
		case tooLong:
			d.problem(n, fmt.Sprintf("a line of more than %d bytes", r.o.MaxRecord), "split the article, or raise the limit")
		case len(trimmed) == 0:
		case !utf8.Valid(trimmed):
			d.problem(n, "the line is not UTF-8", "convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8")
		default:
			if err := r.emitJSON(d, n, trimmed); err != nil {
				return err
			}
		}
		if done {
			return d.ended()
		}
	}
}

// readLine gives a line without its end, or tooLong with the line passed over.
// The line is valid until the next call.
func readLine(b *bufio.Reader, limit int) (line []byte, tooLong bool, err error) {
	var long []byte
	for {
		piece, err := b.ReadSlice('\n')
		switch {
		case tooLong:
		case len(long)+len(piece) > limit:
			tooLong, long = true, nil
		case err == bufio.ErrBufferFull || long != nil:
			long = append(long, piece...)
		default:
			return piece, false, err
		}
		if err != bufio.ErrBufferFull {
			return long, tooLong, err
		}
	}
}

// readJSON reads JSON values one after another, arrays element by element, so
// that a long array is never in memory as a whole.
func (r *reader) readJSON(d *document) error {
	src := &lineCounter{r: d.body, limit: int64(r.o.MaxRecord)}
	dec := json.NewDecoder(src)
	for depth := 0; ; {
		src.from = dec.InputOffset()
		var err error
		if depth > 0 && !dec.More() {
			_, err = dec.Token() // the array's end
			depth--
		} else if next, start, e := firstByte(dec, src); e != nil {
			err = e
		} else if next == '[' && depth == 0 {
			_, err = dec.Token()
			depth++
		} else {
			var raw json.RawMessage
			if err = dec.Decode(&raw); err == nil {
				if utf8.Valid(raw) {
					err = r.emitJSON(d, src.line(start), raw)
				} else {
					d.problem(src.line(start), "the record is not UTF-8", "convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8")
				}
				if err != nil {
					return err
				}
				continue
			}
		}
		switch {
		case err == nil:
		case err == io.EOF && depth == 0:
			return d.ended()
		default:
			return jsonEnd(err, src.line(dec.InputOffset()+1))
		}
	}
}

// jsonEnd is the error of a document whose rest cannot be read.
func jsonEnd(err error, line int) error {
	var p loaders.Problem
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &p):
		return p
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax):
	default:
		return err
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	b := brokenJSON(err)
	b.Line, b.Cure = line, "correct it; what stands before it was read, what follows was not"
	return b
}

// firstByte peeks at the first byte of the next value, and gives its offset.
func firstByte(dec *json.Decoder, src *lineCounter) (b byte, offset int64, err error) {
	if dec.More() {
		one := make([]byte, 1)
		buffered := dec.Buffered()
		for offset = dec.InputOffset(); ; offset++ {
			n, err := buffered.Read(one)
			if n == 0 {
				return 0, 0, err
			}
			if !bytes.ContainsAny(one, " \t\r\n,") {
				return one[0], offset, nil
			}
		}
	}
	if src.err != nil && src.err != io.EOF {
		return 0, 0, src.err
	}
	// At the top level More is false at the end, and before a stray bracket.
	if _, err := dec.Token(); err != nil {
		return 0, 0, err
	}
	return 0, 0, io.ErrUnexpectedEOF
}

// lineCounter knows the line of an offset, and ends reading where one value
// becomes too long to hold.
type lineCounter struct {
	r        io.Reader
	read     int64   // bytes given so far
	from     int64   // where the present value began
	limit    int64   // of bytes from there
	newlines []int64 // offsets not yet passed
	passed   int
	err      error
}

func (c *lineCounter) Read(p []byte) (int, error) {
	if c.read-c.from > c.limit {
		c.err = loaders.Problem{Line: c.line(c.from + 1), Reason: fmt.Sprintf("a record of more than %d bytes", c.limit), Cure: "split the article, or raise the limit"}
		return 0, c.err
	}
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.newlines = append(c.newlines, c.read+int64(i))
		}
	}
	c.read += int64(n)
	c.err = err
	return n, err
}

// line gives the line that the byte before offset is in. Offsets must not
// decrease from call to call.
func (c *lineCounter) line(offset int64) int {
	for len(c.newlines) > 0 && c.newlines[0] < offset {
		c.newlines = c.newlines[1:]
		c.passed++
	}
	return c.passed + 1
}
