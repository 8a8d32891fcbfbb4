// Package nlp reads English: it cuts text into tokens and sentences, and gives
// each token its part of speech, lemma, morphology and place in the sentence's
// tree, and the text its named entities and noun chunks.
//
// It runs the small English pipeline of spaCy, en_core_web_sm 3.8, in Go. The
// model is part of the package; see NOTICE for its origin and licences. The
// output is the same as spaCy's on the same text, but for addresses of the net
// of more than 2 KB, letters that are newer than the Unicode of spaCy's Python,
// and decisions so close that rounding makes them (none in a million tokens).
//
//	p, err := nlp.Load()
//	...
//	doc := p.Parse("Ghana signed the treaty on Monday.")
//	for _, s := range doc.Sents() {
//		verb := s.Root()
//		for c := range verb.Children() {
//			if c.Dep() == nlp.DepNsubj {
//				fmt.Println(c.Text(), verb.Lemma())
//			}
//		}
//	}
package nlp

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of the caches that the goroutines of a pipeline share.
const (
	cacheLexemes     = 1 << 15
	cachePartLexemes = 1 << 13 // where they keep products, see kernels
	cacheChunkTokens = 1 << 16
)

// Pipeline is a loaded model. Many goroutines may use it at the same time.
type Pipeline struct {
	labels     labels
	tokenizer  *tokenizer
	encoder    *encoder
	tagger     *layer
	tags       int // that the tagger gives; the ruler has more
	parser     *parser
	nerEncoder *encoder
	recognizer *recognizer
	ruler      *ruler
	lemmatizer lemmatizer
	workers    sync.Pool // of *worker
}

// worker is the memory of one goroutine in Parse.
type worker struct {
	matcher matcher
	encode  encodeBuffers
	toks    []tok
	tags    []int32
	scores  []float32
	parse   parse // its scoring serves the entity recognizer after the parser
	found   []found
	hits    []rulerHit
	ruled   []annotation
}

// Load reads the model that is built in. It takes about a tenth of a second; a
// program needs one pipeline.
func Load() (*Pipeline, error) { return load(implementations()[0]) }

func load(k *kernels) (*Pipeline, error) {
	ts, tables, err := readModel(modelFile)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	p, err := newPipeline(k, ts, tables)
	if err != nil {
		return nil, fmt.Errorf("nlp: %w", err)
	}
	return p, nil
}

func newPipeline(k *kernels, ts *tensors, tables *modelTables) (*Pipeline, error) {
	p := &Pipeline{labels: labels{tags: tables.Tags, morphs: []Morph{""}, pos: []POS{""}}}
	var err error
	if p.parser, err = newParser(k, ts, tables.ParserMoves, &p.labels); err != nil {
		return nil, err
	}
	if p.recognizer, err = newRecognizer(k, ts, tables.NerMoves, &p.labels); err != nil {
		return nil, err
	}
	if p.ruler, err = newRuler(tables.Ruler, &p.labels); err != nil {
		return nil, err
	}
	p.encoder = newEncoder(k, ts, "tok2vec", tables.Tok2vecSeeds, false)
	p.nerEncoder = newEncoder(k, ts, "ner.tok2vec", tables.NerSeeds, true)
	tagger, taggerB := ts.get("tagger.W", len(tables.Tags), width), ts.get("tagger.b", len(tables.Tags))
	if ts.err != nil {
		return nil, ts.err
	}
	p.tags = len(tables.Tags)
	p.tagger = newDense(k, tagger, taggerB.data, width, len(tables.Tags), nil)
	p.lemmatizer = newLemmatizer(tables.Lemmas)
	lexemes := cacheLexemes
	if k.parts {
		lexemes = cachePartLexemes
	}
	if p.tokenizer, err = buildTokenizer(tables, p.ruler, lexemes); err != nil {
		return nil, err
	}
	if l := &p.labels; max(len(l.tags), len(l.pos), len(l.deps), len(l.ents)) > maxLabels {
		return nil, fmt.Errorf("the model has more than %d tags, parts of speech, labels or entity types", maxLabels)
	}
	p.workers.New = func() any { return &worker{encode: encodeBuffers{seen: map[*lexeme]struct{}{}}} }
	return p, nil
}

func buildTokenizer(tables *modelTables, r *ruler, lexemes int) (*tokenizer, error) {
	var compiled [4]*pattern
	for i, name := range []string{"prefix", "suffix", "infix", "url"} {
		var err error
		if compiled[i], err = compilePattern(tables.Patterns[name], name == "suffix", name == "url"); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	v := &vocab{
		symbols: tables.Symbols, lexemeNorms: tables.LexemeNorms, baseNorms: tables.BaseNorms,
		ruler: r, cache: newCache(lexemes, func(*lexeme) int { return 1 }),
	}
	return newTokenizer(v, compiled[0], compiled[1], compiled[2], compiled[3], tables.Exceptions, cacheChunkTokens), nil
}

// Option changes what Parse does.
type Option func(*options)

type options struct{ breaks lineBreaks }

// SplitLines makes every line break end a sentence, for texts whose headlines
// and datelines stand on lines of their own.
func SplitLines() Option { return func(o *options) { o.breaks = breakLine } }

// SplitParagraphs makes every blank line end a sentence, for texts whose lines
// are wrapped.
func SplitParagraphs() Option { return func(o *options) { o.breaks = breakParagraph } }

// Parse reads a text, one document of less than 2 GB. It takes any bytes: those
// that are not UTF-8 are read as U+FFFD, one each. Time and memory grow in
// proportion to the text (about half a kilobyte a token). Without options the
// result is spaCy's.
func (p *Pipeline) Parse(text string, opts ...Option) *Doc {
	var o options
	for _, f := range opts {
		f(&o)
	}
	w := p.workers.Get().(*worker)
	defer p.release(w)
	d := &Doc{text: text, valid: utf8.ValidString(text), labels: &p.labels}
	if !d.valid {
		text = string([]rune(text))
	}
	w.toks = p.tokenizer.tokenize(&w.matcher, text, w.toks[:0])
	w.parse.starts = filled(w.parse.starts, len(w.toks), false)
	o.breaks.mark(w.toks, w.parse.starts)
	p.analyse(w)
	p.assemble(d, w)
	return d
}

// maxKept is the number of tokens up to which a worker's memory is kept.
const maxKept = 1 << 16

func (p *Pipeline) release(w *worker) {
	if len(w.toks) > maxKept {
		return
	}
	clear(w.toks) // lexemes that left the cache may go
	p.workers.Put(w)
}

// analyse runs the components on the worker's tokens.
func (p *Pipeline) analyse(w *worker) {
	n := len(w.toks)
	w.tags = resize(w.tags, n)
	w.parse.start(p.parser.scorer, n)
	for first := 0; first < n; first += blockTokens {
		last := min(first+blockTokens, n)
		vectors := p.encoder.encode(&w.encode, w.toks, first, last)
		p.tag(w, vectors, first, last)
		w.parse.add(vectors, first, last)
	}
	p.parser.run(&w.parse, w.toks)
	w.parse.start(p.recognizer.scorer, n)
	for first := 0; first < n; first += blockTokens {
		last := min(first+blockTokens, n)
		w.parse.add(p.nerEncoder.encode(&w.encode, w.toks, first, last), first, last)
	}
	w.found = p.recognizer.run(&w.parse.scoring, w.toks, w.parse.starts, w.found[:0])
	p.ruler.apply(w)
}

// tag gives the tokens from first to last the tag with the highest score.
func (p *Pipeline) tag(w *worker, vectors []float32, first, last int) {
	w.scores = resize(w.scores, padded(last-first)*p.tagger.out)
	p.tagger.dense(w.scores, vectors, width, last-first)
	for i := first; i < last; i++ {
		scores := w.scores[(i-first)*p.tagger.out:][:p.tags]
		best := 0
		for j, v := range scores {
			if v > scores[best] {
				best = j
			}
		}
		w.tags[i] = int32(best)
	}
}

// assemble makes the document of what the components found.
func (p *Pipeline) assemble(d *Doc, w *worker) {
	n := len(w.toks)
	d.tokens = make([]tokenData, n)
	for i, t := range w.toks {
		a := &w.ruled[i]
		pos, morph := max(a.pos, 0), max(a.morph, 0)
		lemma := a.lemma
		if !a.hasLemma {
			lemma = p.lemmatizer.lemma(t.lexeme, p.labels.pos[pos], p.labels.morphs[morph])
		}
		d.tokens[i] = tokenData{
			form: t.form, lemma: lemma, space: t.blank,
			head: w.parse.heads[i], left: w.parse.tree.left[i], right: w.parse.tree.right[i],
			tag: uint8(w.tags[i]), pos: uint8(pos), dep: uint8(w.parse.deps[i]), morph: uint16(morph),
		}
	}
	d.place()
	d.linkChildren()
	d.segment(w.parse.starts)
	d.ents = make([]Entity, len(w.found))
	for i, f := range w.found {
		d.ents[i] = Entity{d.Span(f.start, f.end), p.labels.ents[f.kind+1]}
		for j := f.start; j < f.end; j++ {
			d.tokens[j].ent, d.tokens[j].iob = uint8(f.kind+1), Inside
		}
		d.tokens[f.start].iob = Begin
	}
}

// lineBreaks says what ends a sentence in any case.
type lineBreaks uint8

const (
	breakNone      lineBreaks = iota
	breakLine                 // a line break
	breakParagraph            // a blank line
)

// mark sets the start of each sentence that follows a break.
func (b lineBreaks) mark(toks []tok, starts []bool) {
	if b == breakNone {
		return
	}
	broken, text := false, false
	for i, t := range toks {
		if t.space {
			broken = broken || countBreaks(t.text) >= int(b)
			continue
		}
		starts[i] = broken && text
		broken, text = false, true
	}
}

// countBreaks counts the line breaks in white space; separators of paragraphs
// and pages count as two.
func countBreaks(space string) int {
	space = strings.ReplaceAll(space, "\r\n", "\n")
	n := 0
	for _, r := range space {
		switch r {
		case '\n', '\r', '\v', 0x85, 0x2028:
			n++
		case '\f', 0x1c, 0x1d, 0x2029:
			n += 2
		}
	}
	return n
}
