package news

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"

	"github.com/entente/entente/loaders"
)

// A Format is a way in which articles are written down.
type Format string

// The formats. Guess, the zero Format, finds out by the content first and the
// name second.
const (
	Guess    Format = ""
	Text     Format = "text"
	Markdown Format = "markdown"
	HTML     Format = "html"
	Feed     Format = "feed" // RSS or Atom
	JSON     Format = "json" // one object, or an array of them, or several one after another
	JSONL    Format = "jsonl"
)

// Formats lists what may be named.
func Formats() []Format { return []Format{Text, Markdown, HTML, Feed, JSON, JSONL} }

// ParseFormat reads a format's name, or another name that is in use for it.
func ParseFormat(s string) (Format, error) {
	switch s = strings.ToLower(strings.TrimPrefix(s, ".")); s {
	case "txt", "plain":
		return Text, nil
	case "md":
		return Markdown, nil
	case "htm", "xhtml":
		return HTML, nil
	case "rss", "atom":
		return Feed, nil
	case "ndjson":
		return JSONL, nil
	}
	for _, f := range Formats() {
		if string(f) == s {
			return f, nil
		}
	}
	return Guess, fmt.Errorf("no format is called %q (there are %v)", s, Formats())
}

// headSize is how much of a document is looked at to tell its format.
const headSize = 32 << 10

var (
	htmlStart = regexp.MustCompile(`(?i)^(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|main|title|meta|div|h1|p)[\s>]`)
	xmlRoot   = regexp.MustCompile(`(?s)^(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>)*<([A-Za-z][\w.:-]*)`)
	frontKey  = regexp.MustCompile(`^---[ \t]*\r?\n(?:\s*#[^\n]*\n|\s*\n)*[A-Za-z_][\w -]*:`)
	jsonStart = regexp.MustCompile(`^(?:\{\s*["}]|\[\s*[{\]])`)
)

// guess tells the format of a decoded document by its beginning, its name and
// the server's content type. It refuses what is known not to be an article.
func guess(head []byte, base, contentType string) (Format, error) {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	ext := strings.ToLower(path.Ext(base))
	media, _, _ := mime.ParseMediaType(contentType)
	switch {
	case jsonStart.Match(head):
		return jsonOrLines(head, ext, media), nil
	case frontKey.Match(head), bytes.HasPrefix(head, []byte("+++\n")), bytes.HasPrefix(head, []byte("+++\r\n")):
		return Markdown, nil
	case htmlStart.Match(head):
		return HTML, nil
	case bytes.HasPrefix(head, []byte("<")):
		if m := xmlRoot.FindSubmatch(head); m != nil {
			return xmlKind(string(m[1]), ext, media)
		}
	}
	switch ext {
	case ".md", ".markdown":
		return Markdown, nil
	case ".html", ".htm", ".xhtml":
		return HTML, nil
	case ".json":
		return JSON, nil
	case ".jsonl", ".ndjson":
		return JSONL, nil
	case ".rss", ".atom":
		return Feed, nil
	case ".csv", ".tsv":
		return Guess, loaders.Problem{Reason: "a table, and not as an event data set has it",
			Cure: `check that it is whole, or name the data set with --as; of articles in a table make lines of JSON, {"text": ..., "date": ...}`}
	}
	switch media {
	case "text/html", "application/xhtml+xml":
		return HTML, nil
	case "text/markdown":
		return Markdown, nil
	}
	return Text, nil
}

// xmlKind tells what an XML document is by its root element.
func xmlKind(root, ext, media string) (Format, error) {
	name := strings.ToLower(root[strings.IndexByte(root, ':')+1:])
	switch {
	case name == "rss" || name == "feed" || name == "rdf":
		return Feed, nil
	case name == "html", media == "text/html", ext == ".html", ext == ".htm":
		return HTML, nil
	case ext == ".md" || ext == ".markdown":
		return Markdown, nil
	case ext == ".txt" || media == "text/plain":
		return Text, nil
	}
	return Guess, loaders.Problem{Reason: fmt.Sprintf("XML with the root element <%s>, which is neither a feed nor a page", root),
		Cure: "convert it to JSONL or text, or name its format"}
}

// jsonOrLines tells one JSON document from one per line: in lines, the first
// line is a whole object, or where that one is broken the second.
func jsonOrLines(head []byte, ext, media string) Format {
	if head[0] == '[' {
		return JSON
	}
	if ext == ".jsonl" || ext == ".ndjson" || strings.Contains(media, "ndjson") || strings.Contains(media, "jsonl") {
		return JSONL
	}
	first, rest, whole := bytes.Cut(head, []byte("\n"))
	if !whole || json.Valid(first) {
		return JSONL // a single line is both
	}
	second, _, whole := bytes.Cut(bytes.TrimLeft(rest, "\r\n"), []byte("\n"))
	if whole && jsonStart.Match(second) && json.Valid(second) {
		return JSONL
	}
	return JSON
}

// binary refuses what is no text, saying what it is where that can be told.
func binary(head []byte) error {
	kind := http.DetectContentType(head)
	p := loaders.Problem{Reason: "binary data, not text", Cure: "convert it to text first, or leave it out"}
	switch {
	case kind == "application/pdf":
		p.Reason, p.Cure = "a PDF document", "convert it to text first, with pdftotext for instance"
	case strings.HasPrefix(kind, "image/"), strings.HasPrefix(kind, "audio/"), strings.HasPrefix(kind, "video/"), strings.HasPrefix(kind, "font/"):
		p.Reason = "data of the kind " + kind + ", not text"
	case bytes.HasPrefix(head, []byte("BZh")), bytes.HasPrefix(head, []byte("\xfd7zXZ")), bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")), bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xbc\xaf")):
		p.Reason, p.Cure = "packed by a method that is not supported", "unpack it first, or pack it with gzip or zip"
	case bytes.IndexByte(head, 0) >= 0 || kind != "application/octet-stream" && !strings.HasPrefix(kind, "text/"):
	default:
		return nil
	}
	return p
}
