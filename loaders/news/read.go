package news

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
)

// Options say how articles are read. Zero fields take the defaults.
type Options struct {
	Input input.Options
	As    Format // of every source; Guess finds out
	// MaxText is the longest text of one article, in bytes; default 1 MiB,
	// some 170,000 words. Longer ones are refused: each word takes memory.
	MaxText int
	// MaxDocument is the largest document that must be read as a whole (all
	// but JSON), in bytes; default 32 MiB.
	MaxDocument int
	// MaxPage is the largest HTML page or feed, in bytes; default 8 MiB. Finding
	// a page's main text takes time out of proportion to its length.
	MaxPage int
	// MaxRecord is the largest JSON value, in bytes; default 64 MiB.
	MaxRecord int
}

func (o Options) orDefault() Options {
	for _, d := range []struct {
		v   *int
		def int
	}{{&o.MaxText, 1 << 20}, {&o.MaxDocument, 32 << 20}, {&o.MaxPage, 8 << 20}, {&o.MaxRecord, 64 << 20}} {
		if *d.v <= 0 {
			*d.v = d.def
		}
	}
	return o
}

// A Record is what one place of a source holds: an article, or the graph of
// one as `extract --format jsonl` prints it. Exactly one of the two is set.
type Record struct {
	Article *Article
	Graph   json.RawMessage
	Source  string // the file, for messages
	Line    int    // where the record begins; 0 where the file is one article
}

// Read reads every article in the sources, in their order, and hands each to
// emit. What cannot be read goes to report, one Problem each, and the rest is
// read on; so does what emit returns as a Problem. Any other error of emit
// ends the reading, as the end of ctx does.
func Read(ctx context.Context, o Options, sources []string, emit func(Record) error, report func(loaders.Problem)) error {
	r := &reader{o: o.orDefault(), emit: emit, report: report}
	return input.Walk(ctx, r.o.Input, sources, r.visit, report)
}

type reader struct {
	o      Options
	emit   func(Record) error
	report func(loaders.Problem)
}

// A document is one input file while its records are read.
type document struct {
	*input.File
	decoded
	records int // emitted or refused
	report  func(loaders.Problem)
}

func (d *document) problem(line int, reason, cure string) {
	d.records++
	d.report(loaders.Refuse(d.Name, line, reason, cure))
}

func (d *document) warn(line int) func(reason, cure string) {
	return func(reason, cure string) { d.report(loaders.Warn(d.Name, line, reason, cure)) }
}

// ended refuses a document in which there was nothing.
func (d *document) ended() error {
	if d.records == 0 {
		return loaders.Problem{Reason: "it holds no articles", Cure: "check that it is the right file"}
	}
	return nil
}

func (r *reader) visit(f *input.File) error {
	dec, err := decode(f.Body, f.ContentType)
	if err != nil {
		return err
	}
	d := &document{File: f, decoded: dec, report: r.report}
	d.File.Body = nil // read through d.body from here on
	head, err := d.body.Peek(headSize)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull && len(head) == 0 {
		return err
	}
	if len(bytes.TrimSpace(head)) == 0 && err == io.EOF {
		return loaders.Problem{Reason: "it is empty", Cure: "leave it out, or fetch it again"}
	}
	format := r.o.As
	if format == Guess {
		if format, err = guess(head, f.Base, f.ContentType); err != nil {
			return err
		}
	}
	switch format {
	case JSONL:
		return r.readLines(d)
	case JSON:
		return r.readJSON(d)
	}
	limit := r.o.MaxDocument
	if format == HTML || format == Feed {
		limit = min(limit, r.o.MaxPage)
	}
	text, err := d.readWhole(limit)
	if err != nil {
		return err
	}
	return r.parseWhole(d, format, text)
}

// readWhole gives the whole document as valid UTF-8.
func (d *document) readWhole(limit int) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(d.body, int64(limit)+1))
	if err != nil {
		return "", err
	}
	if len(raw) > limit {
		return "", loaders.Problem{Reason: fmt.Sprintf("longer than %d bytes, too long for one document", limit), Cure: "split it into articles, or raise the limit"}
	}
	return d.checked(raw, d.warn(0))
}

func (r *reader) parseWhole(d *document, format Format, text string) error {
	if format == Feed {
		return r.readFeed(d, text)
	}
	var a Article
	err := guarded(func() error {
		var err error
		switch format {
		case HTML:
			a, err = parseHTML(text, d.URL)
		case Markdown:
			a, err = parseMarkdown(text)
		default:
			a = parseText(text)
		}
		return err
	})
	if err != nil {
		return err
	}
	if strings.TrimSpace(a.Text) == "" {
		return loaders.Problem{Reason: "no text of an article was found in it", Cure: "save its text, and load that"}
	}
	return r.emitArticle(d, 0, 0, &a, "")
}

// guarded keeps a fault of a format library, met with a hostile document, from
// ending the program: the document is refused like any other.
func guarded(parse func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = loaders.Problem{Reason: "it cannot be taken apart", Cure: "save its text, and load that",
				Err: fmt.Errorf("%v\n%s", fault, debug.Stack())}
		}
	}()
	return parse()
}

func (r *reader) emitJSON(d *document, line int, raw []byte) error {
	rec, oddDate, err := parseRecord(raw)
	if err != nil {
		d.records++
		return loaders.Settle(err, d.Name, line, r.report)
	}
	if rec.Graph != nil && d.URL != "" {
		// Who writes a page would say what other articles say.
		d.problem(line, "a graph of facts from an address", "download it and name the file, if you trust who made it")
		return nil
	}
	if rec.Graph != nil {
		d.records++
		rec.Source, rec.Line = d.Name, line
		return loaders.Settle(r.emit(rec), d.Name, line, r.report)
	}
	return r.emitArticle(d, line, d.records+1, rec.Article, oddDate)
}

// emitArticle completes an article and hands it on. oddDate is a date that the
// source gives, but not so that it can be read.
func (r *reader) emitArticle(d *document, line, record int, a *Article, oddDate string) error {
	d.records++
	if len(a.Text) > r.o.MaxText {
		r.report(loaders.Refuse(d.Name, line, fmt.Sprintf("a text of %d words, more than an article has (%d bytes, the limit is %d)", len(strings.Fields(a.Text)), len(a.Text), r.o.MaxText), "split it into articles, or raise the limit"))
		return nil
	}
	if a.URL == "" && record == 0 { // the address of many articles is none of one
		a.URL = d.URL
	}
	if a.Canonical == "" {
		a.Canonical = CanonicalURL(a.URL)
	}
	if d.URL != "" {
		a.relay(d.URL)
	}
	a.File, a.Record = d.Name, record
	switch {
	case oddDate != "":
		d.warn(line)(fmt.Sprintf("the date %q cannot be read for certain, so the article has none", abridged(oddDate)), "write it as 2006-01-02")
	case a.Published.IsZero():
		d.warn(line)("the article gives no date, so words like \"yesterday\" stay undated", "add its date; that of the file is not the article's")
	}
	return loaders.Settle(r.emit(Record{Article: a, Source: d.Name, Line: line}), d.Name, line, r.report)
}
