package news

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/entente/entente/loaders"
)

// A decoded stream is UTF-8 where the source keeps its word; declared tells
// whether it gave one.
type decoded struct {
	body     *bufio.Reader
	encoding string // canonical name, "" where none is declared
}

// decode finds the encoding that a document declares (a byte order mark, the
// server's header, the document itself, in this order as the HTML standard
// has it) and decodes it. What declares none is left as it is, to be checked
// to be UTF-8.
func decode(body *bufio.Reader, contentType string) (decoded, error) {
	head, err := body.Peek(4096)
	if len(head) == 0 && err != nil && err != io.EOF {
		return decoded{}, err
	}
	enc, name := declared(head, contentType)
	switch {
	case enc == nil, name == "utf-8":
		if bytes.HasPrefix(head, utf8BOM) {
			body.Discard(len(utf8BOM))
		}
	default:
		body = bufio.NewReaderSize(transform.NewReader(body, enc.NewDecoder()), headSize)
		if head, err = body.Peek(4096); len(head) == 0 && err != nil && err != io.EOF {
			return decoded{}, err
		}
	}
	if head, _ = body.Peek(4096); len(head) > 0 {
		if err := binary(head); err != nil {
			return decoded{}, err
		}
	}
	return decoded{body, name}, nil
}

var (
	utf8BOM     = []byte("\xef\xbb\xbf")
	xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
	metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
)

func declared(head []byte, contentType string) (encoding.Encoding, string) {
	switch {
	case bytes.HasPrefix(head, utf8BOM):
		return unicode.UTF8, "utf-8"
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16le"
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), "utf-16be"
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		if e, name := charset.Lookup(params["charset"]); e != nil {
			return e, name
		}
	}
	for _, m := range [][][]byte{xmlEncoding.FindSubmatch(head), metaCharset.FindSubmatch(head)} {
		if m == nil {
			continue
		}
		switch e, name := charset.Lookup(string(m[1])); {
		case strings.HasPrefix(name, "utf-16"): // it could not have been read as it was
			return unicode.UTF8, "utf-8"
		case e != nil:
			return e, name
		}
	}
	return nil, ""
}

// checked gives the text as valid UTF-8. Bytes that break the declared
// encoding are replaced, as browsers do, with a warning; where nothing is
// declared they make the text unreadable.
func (d decoded) checked(text []byte, warn func(reason, cure string)) (string, error) {
	if utf8.Valid(text) {
		return string(text), nil
	}
	bad := invalidAt(text)
	line := 1 + bytes.Count(text[:bad], []byte("\n"))
	if d.encoding == "" {
		return "", loaders.Problem{Line: line, Reason: "not UTF-8, and no encoding is declared",
			Cure: "convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8"}
	}
	warn(fmt.Sprintf("bytes from line %d on are not %s as declared; they are replaced by \ufffd", line, d.encoding), "correct the file or its declaration")
	return strings.ToValidUTF8(string(text), "\ufffd"), nil
}

// invalidAt gives the offset of the first byte that is not UTF-8.
func invalidAt(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(b)
}
