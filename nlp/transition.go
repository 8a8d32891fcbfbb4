package nlp

// The scorer that the parser and the entity recognizer share: a state's features
// are tokens; each token's part in the hidden layer is computed once per
// feature (spacy/ml/tb_framework.py, PrecomputableAffine in
// spacy/ml/_precomputable_affine.py).

const (
	ringTokens  = 1024 // tokens whose parts are kept
	ringBlock   = 32   // tokens whose parts are computed together
	partWidth   = 2 * hiddenWidth
	maxFeatures = 8
)

// scorer scores the actions of a transition system.
type scorer struct {
	k        *kernels
	features int
	linear   *layer // token vector to hidden width
	lower    *layer // that to the parts of all features
	missing  [][]float32
	bias     []float32
	actions  int
	upper    []float32 // [hiddenWidth][upperWidth]
	upperB   []float32
	rows     []float32 // upper as in the model, [actions][hiddenWidth]
}

func newScorer(k *kernels, ts *tensors, prefix string, features, actions int) *scorer {
	s := &scorer{k: k, features: features, actions: actions}
	linear, linearB := ts.get(prefix+".linear.W", hiddenWidth, width), ts.get(prefix+".linear.b", hiddenWidth)
	lower, lowerB := ts.get(prefix+".lower.W", features, hiddenWidth, 2, hiddenWidth), ts.get(prefix+".lower.b", hiddenWidth, 2)
	pad := ts.get(prefix+".lower.pad", 1, features, hiddenWidth, 2)
	upper, upperB := ts.get(prefix+".upper.W", actions, hiddenWidth), ts.get(prefix+".upper.b", actions)
	if ts.err != nil {
		return nil
	}
	s.linear = newDense(k, linear, linearB.data, width, hiddenWidth, nil)
	// the model has the two pieces of a unit side by side; here the first pieces
	// of all units come before the second ones
	order := func(j int) int {
		feature, piece, unit := j/partWidth, j%partWidth/hiddenWidth, j%hiddenWidth
		return feature*partWidth + unit*2 + piece
	}
	s.lower = newDense(k, lower, nil, hiddenWidth, features*partWidth, order)
	s.bias = make([]float32, partWidth)
	for j := range s.bias {
		s.bias[j] = lowerB.data[order(j)]
	}
	for f := range features {
		row := make([]float32, partWidth)
		for j := range row {
			row[j] = pad.data[order(f*partWidth+j)]
		}
		s.missing = append(s.missing, row)
	}
	s.upper, s.upperB, s.rows = make([]float32, hiddenWidth*upperWidth), make([]float32, upperWidth), upper.data
	copy(s.upperB, upperB.data)
	for a := range actions {
		for i := range hiddenWidth {
			s.upper[i*upperWidth+a] = upper.data[a*hiddenWidth+i]
		}
	}
	return s
}

// scoring is a scorer at work on one document.
type scoring struct {
	*scorer
	n      int
	hidden []float32 // linear outputs of all tokens
	ring   []float32 // parts of token i at i % ringTokens
	owner  []int32   // first token of each ring block, -1 if none
	fills  int       // blocks computed so far
	parts  [maxFeatures][]float32
	copies [maxFeatures * partWidth]float32
	state  [hiddenWidth]float32
	scores [upperWidth]float32
}

// start prepares for a document of n tokens; add then gives their vectors.
func (s *scoring) start(model *scorer, n int) {
	s.scorer, s.n = model, n
	s.hidden = resize(s.hidden, padded(n+2*ringBlock)*hiddenWidth)
	s.ring = resize(s.ring, min(ringTokens, (n+2*ringBlock-1)/ringBlock*ringBlock)*model.lower.out)
	s.owner = resize(s.owner, ringTokens/ringBlock)
	for i := range s.owner {
		s.owner[i] = -1
	}
}

// add takes the vectors of the tokens from first to last.
func (s *scoring) add(vectors []float32, first, last int) {
	s.linear.dense(s.hidden[first*hiddenWidth:], vectors, width, last-first)
}

// part returns what token i adds to the hidden layer as feature f; i < 0 stands
// for a missing token.
func (s *scoring) part(f int, i int32) []float32 {
	if i < 0 {
		return s.missing[f]
	}
	slot, block := int(i)%ringTokens, int(i)/ringBlock
	if owner := &s.owner[slot/ringBlock]; *owner != int32(block) {
		*owner = int32(block)
		s.fills++
		from := block * ringBlock
		s.lower.dense(s.ring[from%ringTokens*s.lower.out:], s.hidden[from*hiddenWidth:], hiddenWidth, min(ringBlock, s.n-from))
	}
	return s.ring[slot*s.lower.out+f*partWidth:][:partWidth]
}

// setState computes the hidden layer of the state with these features.
func (s *scoring) setState(ids ...int32) {
	fills := s.fills
	for f, id := range ids {
		s.parts[f] = s.part(f, id)
	}
	if s.fills != fills && s.n > ringTokens {
		// a new block may have overwritten the part of an earlier feature
		for f, id := range ids {
			s.parts[f] = s.copies[f*partWidth:][:partWidth]
			copy(s.parts[f], s.part(f, id))
		}
	}
	s.k.hidden(s.state[:], s.parts[:len(ids)], s.bias)
}

// scoreAll computes the scores of all actions.
func (s *scoring) scoreAll() { s.k.upper(s.scores[:], s.state[:], s.upper, s.upperB) }

// score returns the score of one action.
func (s *scoring) score(action int) float32 {
	sum := s.upperB[action]
	for i, w := range s.rows[action*hiddenWidth:][:hiddenWidth] {
		sum += w * s.state[i]
	}
	return sum
}
