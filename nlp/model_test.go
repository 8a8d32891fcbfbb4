package nlp

import (
	"encoding/binary"
	"strings"
	"testing"
)

// modelOf builds a model file of a header and a body.
func modelOf(header, body string) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + body
}

func TestBadModel(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"empty", "", "0 bytes"},
		{"cut header", modelOf("{}", "")[:9], "longer than the file"},
		{"huge header", "\xff\xff\xff\xff\xff\xff\xff\xff{}", "longer than the file"},
		{"no json", modelOf("{", ""), "header"},
		{"array outside", modelOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`, "1234"), `"a" is not inside`},
		{"offsets turned", modelOf(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`, "1234"), `"a" is not inside`},
		{"shape too large", modelOf(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, "1234"), `"a" has 1`},
		{"type", modelOf(`{"a":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}`, "1234"), "unknown type I8"},
		{"tables", modelOf(`{"tables":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}`, "1234"), "tables"},
	}
	for _, tt := range tests {
		if _, _, err := readModel(tt.file); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: the error is %v, without %q", tt.name, err, tt.want)
		}
	}
}

func TestMissingArray(t *testing.T) {
	ts := &tensors{byName: map[string]tensor{"a": {[]int{2, 3}, make([]float32, 6)}}}
	if got := ts.get("a", 0, 3); ts.err != nil || len(got.data) != 6 {
		t.Fatalf("array a: %v", ts.err)
	}
	if ts.get("a", 3, 2); ts.err == nil || !strings.Contains(ts.err.Error(), "[2 3] instead of [3 2]") {
		t.Errorf("wrong shape: %v", ts.err)
	}
	ts.err = nil
	if ts.get("b", 1); ts.err == nil || !strings.Contains(ts.err.Error(), `no array "b"`) {
		t.Errorf("missing array: %v", ts.err)
	}
}

// TestHashes has values that spaCy and thinc computed.
func TestHashes(t *testing.T) {
	for s, want := range map[string]uint64{
		"": 0, "coffee": 3197928453018144401, "I": 4690420944186131903, "ADJ": 84, "X": 101, "ab": 6606101647874324205,
		"abcdefgh": 17751780907874141760, "abcdefghi": 13885881106499164936, "Ωmega text": 4306284316466736687,
	} {
		if got := pipeline(t).tokenizer.vocab.stringID(s); got != want {
			t.Errorf("%q has the number %d instead of %d", s, got, want)
		}
	}
	for _, tt := range []struct {
		id   uint64
		seed uint32
		want [4]uint32
	}{
		{0, 8, [4]uint32{}},
		{1, 8, [4]uint32{1161550108, 2247783286, 1742325162, 1224191281}},
		{3197928453018144401, 11, [4]uint32{2750598018, 3251727970, 914169445, 2562981563}},
	} {
		if got := embedKeys(tt.id, tt.seed); got != tt.want {
			t.Errorf("%d with the seed %d has the keys %v instead of %v", tt.id, tt.seed, got, tt.want)
		}
	}
}
