package nlp

import (
	"fmt"
	"slices"
)

// The token encoders: hash embeddings of a token's features, mixed by a maxout
// layer, then four residual layers that each look one token to either side
// (spacy/ml/models/tok2vec.py, MultiHashEmbed and MaxoutWindowEncoder).

const (
	width = 96 // floats of a token's vector
	depth = 4  // window layers
)

// A row of a lexeme is the output of an embedder for it. The tagger's and
// parser's embedder also sees whether a blank follows; the entity recognizer has
// its own.
const (
	rowPlain = iota
	rowBlank
	rowNer
	rowKinds
)

// blockTokens is the number of tokens that are encoded at a time. With the
// neighbours that the window layers need, the rows stay in the processor's cache.
const blockTokens = 512 - 2*depth

// embedding is a table whose rows are found by hashes of an id.
type embedding struct {
	seed  uint32
	rows  uint32
	table []float32
}

func (e *embedding) lookup(dst []float32, id uint64) {
	dst = dst[:width]
	clear(dst)
	for _, key := range embedKeys(id, e.seed) {
		row := e.table[int(key%e.rows)*width:][:width]
		for i, v := range row {
			dst[i] += v
		}
	}
}

// normed is a maxout layer with a layer norm after it.
type normed struct {
	*layer
	gain, shift []float32
}

type encoder struct {
	k       *kernels
	embeds  []embedding
	mixer   normed
	window  [depth]normed
	ner     bool
	parts   *layer // the first window layer as three, one for each place of the window; or nil
	outside *row   // of a place without a token
}

// row is the output of an embedder for a lexeme.
type row struct {
	vector [width]float32
	parts  []float32 // outputs of encoder.parts
}

// places is the number of tokens in a window.
const (
	places    = 3
	partSize  = pieces * width // a part has the units' first pieces, the second ones, the third ones
	partsSize = places * partSize
)

func newEncoder(k *kernels, ts *tensors, prefix string, seeds []uint32, ner bool) *encoder {
	e := &encoder{k: k, ner: ner}
	for i, seed := range seeds {
		t := ts.get(fmt.Sprintf("%s.embed.%d", prefix, i), 0, width)
		e.embeds = append(e.embeds, embedding{seed, uint32(t.shape[0]), t.data})
	}
	stage := func(i, in int) normed {
		w := ts.get(fmt.Sprintf("%s.maxout.%d.W", prefix, i), width, pieces, in)
		b := ts.get(fmt.Sprintf("%s.maxout.%d.b", prefix, i), width, pieces)
		gain := ts.get(fmt.Sprintf("%s.norm.%d.G", prefix, i), width)
		shift := ts.get(fmt.Sprintf("%s.norm.%d.b", prefix, i), width)
		if ts.err != nil {
			return normed{}
		}
		return normed{newMaxout(k, w, b), gain.data, shift.data}
	}
	e.mixer = stage(0, len(seeds)*width)
	for i := range e.window {
		e.window[i] = stage(i+1, places*width)
	}
	if k.parts && ts.err == nil {
		w, b := ts.get(prefix+".maxout.1.W", width, pieces, places*width), ts.get(prefix+".maxout.1.b", width, pieces)
		e.splitWindow(w.data, b.data)
	}
	return e
}

// splitWindow makes the parts of the first window layer; the bias is with the
// place in the middle.
func (e *encoder) splitWindow(w, b []float32) {
	none := make([]float32, len(b))
	e.parts = newLayer(e.k, width, partsSize, e.k.dense, func(j int) ([]float32, float32) {
		place, piece, unit := j/partSize, j%partSize/width, j%width
		from := unit*pieces + piece
		return w[(from*places+place)*width:], [places][]float32{none, b, none}[place][from]
	})
	e.outside = &row{parts: slices.Clone(e.parts.bias)}
}

// kind is the row of a token that the encoder starts from.
func (e *encoder) kind(t tok) int {
	switch {
	case e.ner:
		return rowNer
	case t.blank:
		return rowBlank
	}
	return rowPlain
}

// encode returns the vectors of the tokens from first to last of a document,
// width floats each, in memory of the worker, with room for padded(rows).
//
// Before and after the document are rows of zeros, which go through the layers
// like tokens. Each layer leaves out the rows at the ends, whose neighbours are
// not there and which no later layer needs.
func (e *encoder) encode(w *encodeBuffers, toks []tok, first, last int) []float32 {
	lo, hi := first-depth, last+depth
	inner := toks[max(lo, 0):min(hi, len(toks))]
	e.embed(w, inner)

	n := hi - lo
	w.x, w.sum = resize(w.x, (padded(n)+depth+2)*width), resize(w.sum, padded(n)*width)
	clear(w.x)
	rows := w.x[max(0, -lo)*width:]
	for i, t := range inner {
		copy(rows[i*width:][:width], t.rows[e.kind(t)].Load().vector[:])
	}
	rows = w.x
	for i, l := range e.window {
		n -= 2
		if i == 0 && e.parts != nil {
			e.addParts(w, inner, max(0, -lo), n)
		} else {
			// the window of a row is contiguous: the three rows from the one before
			l.maxout(w.sum, rows, width, n)
		}
		rows = rows[width:]
		e.k.norm(rows, rows, w.sum, l.gain, l.shift, n)
	}
	return rows
}

// encodeBuffers is the memory of one goroutine's encoders.
type encodeBuffers struct {
	x, sum  []float32
	in      []float32
	parts   []float32
	missing []tok
	seen    map[*lexeme]struct{}
	rows    []*row
}

// addParts computes the first window layer for n windows from the parts of the
// tokens, before which are some places without one.
func (e *encoder) addParts(w *encodeBuffers, toks []tok, before, n int) {
	w.rows = filled(w.rows, n+2, e.outside)
	for i, t := range toks {
		w.rows[before+i] = t.rows[e.kind(t)].Load()
	}
	for i := range n {
		left, middle := w.rows[i].parts[:partSize], w.rows[i+1].parts[partSize:][:partSize]
		right, dst := w.rows[i+2].parts[2*partSize:][:partSize], w.sum[i*width:][:width]
		for j := range dst {
			a, b, c := j, j+width, j+2*width
			dst[j] = max(left[a]+middle[a]+right[a], left[b]+middle[b]+right[b], left[c]+middle[c]+right[c])
		}
	}
}

// embed computes the rows of lexemes that have none yet.
func (e *encoder) embed(w *encodeBuffers, toks []tok) {
	w.missing = w.missing[:0]
	for kind := range rowKinds {
		clear(w.seen)
		for _, t := range toks {
			if e.kind(t) != kind || t.rows[kind].Load() != nil {
				continue
			}
			if _, ok := w.seen[t.lexeme]; !ok {
				w.seen[t.lexeme] = struct{}{}
				w.missing = append(w.missing, t)
			}
		}
	}
	n := len(w.missing)
	if n == 0 {
		return
	}
	in := len(e.embeds) * width
	w.in, w.sum = resize(w.in, padded(n)*in), resize(w.sum, padded(n)*width)
	for i, t := range w.missing {
		ids := [6]uint64{t.ids[0], t.ids[1], t.ids[2], t.ids[3], boolID(t.blank), boolID(t.space)}
		for f := range e.embeds {
			e.embeds[f].lookup(w.in[i*in+f*width:], ids[f])
		}
	}
	e.mixer.maxout(w.sum, w.in, in, n)
	e.k.norm(w.in, nil, w.sum, e.mixer.gain, e.mixer.shift, n)
	if e.parts != nil {
		w.parts = resize(w.parts, padded(n)*e.parts.out)
		e.parts.dense(w.parts, w.in, width, n)
	}
	for i, t := range w.missing {
		r := new(row)
		copy(r.vector[:], w.in[i*width:])
		if e.parts != nil {
			r.parts = slices.Clone(w.parts[i*e.parts.out:][:partsSize])
		}
		t.rows[e.kind(t)].Store(r)
	}
	clear(w.missing)
	clear(w.rows)
}

func boolID(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
