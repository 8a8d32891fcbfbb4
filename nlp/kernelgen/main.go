// Kernelgen writes the amd64 assembly of package nlp's kernels; kernel.go says
// what each computes.
//
//	go run ./kernelgen -out kernel_amd64.s -stubs stubs_amd64.go -pkg nlp
package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// Sizes, as in package nlp.
const (
	width       = 96
	hiddenWidth = 64
	upperWidth  = 112
	pieces      = 3
)

// isa is an instruction set: its vectors and the shape of its tiles.
type isa struct {
	name string
	size int // bytes of a vector
	rows int // of a tile
	reg  func() VecVirtual
}

var (
	avx2   = isa{"AVX2", 32, 4, YMM}
	avx512 = isa{"AVX512", 64, 8, ZMM}
)

func main() {
	ConstraintExpr("amd64")
	for _, set := range []isa{avx2, avx512} {
		tile(set, "maxoutTile", pieces, true)
		tile(set, "denseTile", 2, false)
		upper(set)
	}
	norm()
	hidden()
	Generate()
}

func (set isa) registers(n int) []VecVirtual {
	out := make([]VecVirtual, n)
	for i := range out {
		out[i] = set.reg()
	}
	return out
}

// base loads the address of a slice parameter.
func base(name string) Register { return Load(Param(name).Base(), GP64()) }

// tile multiplies some rows of x with vectors of weights; all sums stay in
// registers. With maxout the largest of the vectors is stored, else all.
func tile(set isa, name string, vectors int, maxout bool) {
	TEXT(name+set.name, NOSPLIT, "func(dst, x, w, bias []float32, k, ldx, ldd int)")
	Pragma("noescape")
	Doc(fmt.Sprintf("%s%s is %s for %d rows and %d lanes.", name, set.name, name, set.rows, set.size/4))
	dst, x, w, bias := base("dst"), base("x"), base("w"), base("bias")
	k := Load(Param("k"), GP64())
	ldx, ldd := Load(Param("ldx"), GP64()), Load(Param("ldd"), GP64())
	SHLQ(U8(2), ldx)
	SHLQ(U8(2), ldd)
	row := rowAddresses(x, ldx, set.rows)

	sums := set.registers(set.rows * vectors)
	for v := range vectors {
		VMOVUPS(Mem{Base: bias, Disp: v * set.size}, sums[v])
	}
	for i := vectors; i < len(sums); i++ {
		VMOVAPS(sums[i%vectors], sums[i])
	}
	weights := set.registers(vectors)
	Label("loop")
	for v := range vectors {
		VMOVUPS(Mem{Base: w, Disp: v * set.size}, weights[v])
	}
	for r := range set.rows {
		value := set.reg()
		VBROADCASTSS(row[r], value)
		for v := range vectors {
			VFMADD231PS(weights[v], value, sums[r*vectors+v])
		}
	}
	ADDQ(Imm(4), x)
	ADDQ(U32(vectors*set.size), w)
	DECQ(k)
	JNZ(LabelRef("loop"))

	for r := range set.rows {
		row := sums[r*vectors:][:vectors]
		if maxout {
			for _, v := range row[1:] {
				VMAXPS(v, row[0], row[0])
			}
			row = row[:1]
		}
		for v, sum := range row {
			VMOVUPS(sum, Mem{Base: dst, Disp: v * set.size})
		}
		if r < set.rows-1 {
			ADDQ(ldd, dst)
		}
	}
	VZEROUPPER()
	RET()
}

// rowAddresses returns the operands of n <= 8 rows that are step bytes apart.
func rowAddresses(x, step Register, n int) []Mem {
	times3 := GP64()
	LEAQ(Mem{Base: step, Index: step, Scale: 2}, times3)
	out := []Mem{{Base: x}, {Base: x, Index: step, Scale: 1}, {Base: x, Index: step, Scale: 2}, {Base: x, Index: times3, Scale: 1}}
	if n > 4 {
		times5, times7 := GP64(), GP64()
		LEAQ(Mem{Base: step, Index: step, Scale: 4}, times5)
		LEAQ(Mem{Base: times3, Index: step, Scale: 4}, times7)
		out = append(out, Mem{Base: x, Index: step, Scale: 4}, Mem{Base: x, Index: times5, Scale: 1},
			Mem{Base: x, Index: times3, Scale: 2}, Mem{Base: x, Index: times7, Scale: 1})
	}
	return out[:n]
}

// upper multiplies one row with all columns of a matrix.
func upper(set isa) {
	TEXT("upper"+set.name, NOSPLIT, "func(dst, x, w, bias []float32)")
	Pragma("noescape")
	Doc(fmt.Sprintf("upper%s is upper.", set.name))
	dst, x, w, bias := base("dst"), base("x"), base("w"), base("bias")
	k := GP64()
	MOVQ(U32(hiddenWidth), k)
	sums := set.registers(upperWidth * 4 / set.size)
	for i, sum := range sums {
		VMOVUPS(Mem{Base: bias, Disp: i * set.size}, sum)
	}
	Label("loop")
	value := set.reg()
	VBROADCASTSS(Mem{Base: x}, value)
	for i, sum := range sums {
		VFMADD231PS(Mem{Base: w, Disp: i * set.size}, value, sum)
	}
	ADDQ(Imm(4), x)
	ADDQ(U32(4*upperWidth), w)
	DECQ(k)
	JNZ(LabelRef("loop"))
	for i, sum := range sums {
		VMOVUPS(sum, Mem{Base: dst, Disp: i * set.size})
	}
	VZEROUPPER()
	RET()
}

// norm keeps a row in twelve registers.
func norm() {
	TEXT("normAVX2", NOSPLIT, "func(dst, res, x, gain, bias []float32, rows int)")
	Pragma("noescape")
	Doc("normAVX2 is norm.")
	dst, res, x, gain, bias := base("dst"), base("res"), base("x"), base("gain"), base("bias")
	rows := Load(Param("rows"), GP64())
	inverse := ConstData("inverseWidth", F32(1.0/width))
	epsilon := ConstData("epsilon", F32(1e-8))
	one := ConstData("one", F32(1))
	row := avx2.registers(width / 8)

	Label("loop")
	even, odd := YMM(), YMM()
	for i, v := range row {
		VMOVUPS(Mem{Base: x, Disp: 32 * i}, v)
	}
	VADDPS(row[0], row[2], even)
	VADDPS(row[1], row[3], odd)
	for i := 4; i < len(row); i += 2 {
		VADDPS(row[i], even, even)
		VADDPS(row[i+1], odd, odd)
	}
	mean := YMM()
	VBROADCASTSS(average(even, odd, inverse), mean)
	VXORPS(even, even, even)
	VXORPS(odd, odd, odd)
	for i, v := range row {
		VSUBPS(mean, v, v)
		VFMADD231PS(v, v, []VecVirtual{even, odd}[i%2])
	}
	variance := average(even, odd, inverse)
	VADDSS(epsilon, variance, variance)
	VSQRTSS(variance, variance, variance)
	scale := XMM()
	VMOVSS(one, scale)
	VDIVSS(variance, scale, scale)
	factor := YMM()
	VBROADCASTSS(scale, factor)
	for i, v := range row {
		VMULPS(factor, v, v)
		g := YMM()
		VMOVUPS(Mem{Base: gain, Disp: 32 * i}, g)
		VFMADD213PS(Mem{Base: bias, Disp: 32 * i}, g, v)
	}
	TESTQ(res, res)
	JZ(LabelRef("store"))
	for i, v := range row {
		VADDPS(Mem{Base: res, Disp: 32 * i}, v, v)
	}
	ADDQ(U32(4*width), res)
	Label("store")
	for i, v := range row {
		VMOVUPS(v, Mem{Base: dst, Disp: 32 * i})
	}
	ADDQ(U32(4*width), dst)
	ADDQ(U32(4*width), x)
	DECQ(rows)
	JNZ(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// average adds up the elements of two vectors, which it overwrites, and divides
// by the width.
func average(a, b VecVirtual, inverse Mem) VecVirtual {
	VADDPS(a, b, a)
	VEXTRACTF128(Imm(1), a, b.AsX())
	low := a.AsX()
	VADDPS(low, b.AsX(), low)
	VHADDPS(low, low, low)
	VHADDPS(low, low, low)
	sum := XMM()
	VMULSS(inverse, low, sum)
	return sum
}

// hidden adds up rows, 32 units of both pieces at a time.
func hidden() {
	const half = 4 * hiddenWidth // bytes
	TEXT("hiddenAVX2", NOSPLIT, "func(dst []float32, rows [][]float32, bias []float32)")
	Pragma("noescape")
	Doc("hiddenAVX2 is hidden.")
	dst, rows, bias := base("dst"), base("rows"), base("bias")
	n := Load(Param("rows").Len(), GP64())
	at := GP64()
	XORQ(at, at)
	first, second := avx2.registers(4), avx2.registers(4)
	Label("part")
	for i := range first {
		VMOVUPS(Mem{Base: bias, Index: at, Scale: 1, Disp: 32 * i}, first[i])
		VMOVUPS(Mem{Base: bias, Index: at, Scale: 1, Disp: half + 32*i}, second[i])
	}
	header, left := GP64(), GP64()
	MOVQ(rows, header)
	MOVQ(n, left)
	Label("row")
	row := GP64()
	MOVQ(Mem{Base: header}, row)
	for i := range first {
		VADDPS(Mem{Base: row, Index: at, Scale: 1, Disp: 32 * i}, first[i], first[i])
		VADDPS(Mem{Base: row, Index: at, Scale: 1, Disp: half + 32*i}, second[i], second[i])
	}
	ADDQ(Imm(24), header) // size of a slice
	DECQ(left)
	JNZ(LabelRef("row"))
	for i := range first {
		VMAXPS(first[i], second[i], first[i])
		VMOVUPS(first[i], Mem{Base: dst, Index: at, Scale: 1, Disp: 32 * i})
	}
	ADDQ(U32(32*4), at)
	CMPQ(at, U32(half))
	JLT(LabelRef("part"))
	VZEROUPPER()
	RET()
}
