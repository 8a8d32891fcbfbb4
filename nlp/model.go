package nlp

import (
	_ "embed" // for the model file
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// modelFile is written by convert/convert.py.
//
//go:embed en_core_web_sm.safetensors
var modelFile string

// tensor is an array of the model file, row-major.
type tensor struct {
	shape []int
	data  []float32
}

// modelTables is the part of the model file that is not weights.
type modelTables struct {
	Tok2vecSeeds []uint32                  `json:"tok2vec_seeds"`
	NerSeeds     []uint32                  `json:"ner_seeds"`
	Tags         []Tag                     `json:"tags"`
	ParserMoves  []string                  `json:"parser_moves"`
	NerMoves     []string                  `json:"ner_moves"`
	Symbols      map[string]uint64         `json:"symbols"`
	Patterns     map[string][]*patternNode `json:"patterns"`
	Exceptions   map[string][][2]string    `json:"exceptions"`
	BaseNorms    map[string]string         `json:"base_norms"`
	LexemeNorms  map[uint64]string         `json:"lexeme_norms"`
	Ruler        []rulerEntry              `json:"ruler"`
	Lemmas       map[POS]*lemmaTable       `json:"lemmas"`
}

// labels are the label sets; tokens hold places in them.
type labels struct {
	tags   []Tag
	pos    []POS
	morphs []Morph
	deps   []Dep
	ents   []EntType
}

// tensors are the arrays of a model file by name. The first failed look-up stays
// in err.
type tensors struct {
	byName map[string]tensor
	err    error
}

// get returns an array after a check of its shape; 0 stands for any length.
func (t *tensors) get(name string, shape ...int) tensor {
	x, ok := t.byName[name]
	switch {
	case t.err != nil:
	case !ok:
		t.err = fmt.Errorf("the model has no array %q", name)
	case !slices.EqualFunc(x.shape, shape, func(have, want int) bool { return have == want || want == 0 }):
		t.err = fmt.Errorf("array %q of the model has the shape %v instead of %v", name, x.shape, shape)
	default:
		return x
	}
	return tensor{slices.Repeat([]int{1}, len(shape)), nil}
}

// readModel reads a safetensors file: the length of the header in 8 bytes, a
// JSON header that gives type, shape and place of each array, the arrays.
func readModel(file string) (*tensors, *modelTables, error) {
	if len(file) < 8 {
		return nil, nil, fmt.Errorf("the model file has %d bytes", len(file))
	}
	size := binary.LittleEndian.Uint64([]byte(file[:8]))
	if size > uint64(len(file)-8) {
		return nil, nil, fmt.Errorf("the model file's header of %d bytes is longer than the file", size)
	}
	var header map[string]struct {
		Dtype   string
		Shape   []int
		Offsets [2]int `json:"data_offsets"`
	}
	if err := json.Unmarshal([]byte(file[8:8+size]), &header); err != nil {
		return nil, nil, fmt.Errorf("the model file's header: %w", err)
	}
	body := file[8+size:]
	out, tables := &tensors{byName: map[string]tensor{}}, &modelTables{}
	for name, h := range header {
		if h.Offsets[0] < 0 || h.Offsets[0] > h.Offsets[1] || h.Offsets[1] > len(body) {
			return nil, nil, fmt.Errorf("array %q is not inside the model file", name)
		}
		raw := body[h.Offsets[0]:h.Offsets[1]]
		switch {
		case name == "tables":
			d := json.NewDecoder(strings.NewReader(raw))
			if err := d.Decode(tables); err != nil {
				return nil, nil, fmt.Errorf("the model file's tables: %w", err)
			}
		case h.Dtype == "F32":
			if n := product(h.Shape); n != len(raw)/4 {
				return nil, nil, fmt.Errorf("array %q has %d numbers in the model file instead of %d", name, len(raw)/4, n)
			}
			out.byName[name] = tensor{h.Shape, floats(raw)}
		default:
			return nil, nil, fmt.Errorf("array %q of the model file has the unknown type %s", name, h.Dtype)
		}
	}
	return out, tables, nil
}

func product(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

func floats(raw string) []float32 {
	out := make([]float32, len(raw)/4)
	for i := range out {
		b := raw[4*i : 4*i+4]
		out[i] = math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
	}
	return out
}
