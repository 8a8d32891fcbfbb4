package tabular

import "strings"

// tabs cuts a line at its tabs, into the row.
func (r *Row) tabs(line string) {
	r.text, r.Fields, r.starts = line, r.Fields[:0], r.starts[:0]
	start := 0
	for {
		r.starts = append(r.starts, start)
		i := strings.IndexByte(line[start:], '\t')
		if i < 0 {
			r.Fields = append(r.Fields, line[start:])
			return
		}
		r.Fields = append(r.Fields, line[start:start+i])
		start += i + 1
	}
}

// A csvSplitter cuts CSV (RFC 4180) into records and fields. It forgives a
// quotation mark within a field that does not begin with one, and one within a
// quoted field that nothing is doubled at.
type csvSplitter struct {
	fields []string
	open   bool // the last record ended within quotation marks
}

// record gives the length of the first record, its line end included, or -1
// where the text does not hold all of it.
func (s *csvSplitter) record(text string) int {
	i := 0
	for {
		if i < len(text) && text[i] == '"' {
			end := closing(text, i+1)
			if end < 0 {
				s.open = true
				return -1
			}
			i = end + 1
		}
		n := strings.IndexAny(text[i:], ",\n")
		if n < 0 {
			s.open = false
			return -1
		}
		i += n + 1
		if text[i-1] == '\n' {
			return i
		}
	}
}

// closing finds the quotation mark that ends a field: the next before a comma
// or line end that is not doubled.
func closing(text string, i int) int {
	for {
		n := strings.IndexByte(text[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		switch next := i + 1; {
		case next == len(text) || text[next] == ',' || text[next] == '\n' || text[next] == '\r':
			return i
		case text[next] == '"':
			i += 2
		default:
			i++
		}
	}
}

// split cuts one record, without its line end, into fields.
func (s *csvSplitter) split(record string) []string {
	s.fields = s.fields[:0]
	for i := 0; ; {
		var field string
		if i < len(record) && record[i] == '"' {
			end := closing(record, i+1)
			if end < 0 {
				end = len(record)
			}
			field = record[i+1 : end]
			if strings.Contains(field, `""`) {
				field = strings.ReplaceAll(field, `""`, `"`)
			}
			i = min(end+1, len(record))
			if n := strings.IndexByte(record[i:], ','); n > 0 { // what stands after the mark
				field += record[i : i+n]
				i += n
			}
		} else if n := strings.IndexByte(record[i:], ','); n >= 0 {
			field, i = record[i:i+n], i+n
		} else {
			field, i = record[i:], len(record)
		}
		s.fields = append(s.fields, field)
		if i >= len(record) {
			return s.fields
		}
		i++ // the comma
		if i == len(record) {
			return append(s.fields, "")
		}
	}
}
