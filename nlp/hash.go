package nlp

import (
	"encoding/binary"
	"math/bits"
)

// murmur64A is MurmurHash64A with seed 1 (Austin Appleby, public domain), with
// which spaCy numbers strings.
func murmur64A(s string) uint64 {
	const (
		seed = 1
		m    = 0xc6a4a7935bd1e995
		r    = 47
	)
	h := seed ^ uint64(len(s))*m
	for ; len(s) >= 8; s = s[8:] {
		var b [8]byte
		copy(b[:], s)
		k := binary.LittleEndian.Uint64(b[:]) * m
		k ^= k >> r
		h = (h ^ k*m) * m
	}
	if len(s) > 0 {
		for j := len(s) - 1; j >= 0; j-- {
			h ^= uint64(s[j]) << (8 * j)
		}
		h *= m
	}
	h ^= h >> r
	h *= m
	return h ^ h>>r
}

// embedKeys are the four rows, before the remainder by the table's size, that a
// hash embedding adds up for an id: MurmurHash3_x86_128 of one uint64 as thinc
// computes it (thinc/backends/numpy_ops.pyx, NumpyOps.hash).
func embedKeys(id uint64, seed uint32) [4]uint32 {
	h1 := bits.RotateLeft64(id*0x87c37b91114253d5, 31) * 0x4cf5ad432745937f
	h1 ^= uint64(seed) ^ 8
	h2 := uint64(seed) ^ 8
	h1 += h2
	h2 += h1
	h1, h2 = mix64(h1), mix64(h2)
	h1 += h2
	h2 += h1
	return [4]uint32{uint32(h1), uint32(h1 >> 32), uint32(h2), uint32(h2 >> 32)}
}

// mix64 is the finaliser of MurmurHash3.
func mix64(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
