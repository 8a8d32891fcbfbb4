package nlp

import (
	"math"
	"math/rand/v2"
	"testing"
)

func randomFloats(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64())
	}
	return out
}

// BenchmarkMaxout multiplies 256 windows of three tokens with a window layer.
func BenchmarkMaxout(b *testing.B) {
	for _, k := range implementations() {
		b.Run(k.name, func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			const rows, in = 256, 3 * width
			w := tensor{[]int{width, pieces, in}, randomFloats(r, width*pieces*in)}
			l := newMaxout(k, w, tensor{nil, randomFloats(r, width*pieces)})
			x, dst := randomFloats(r, (rows+3)*width), make([]float32, rows*width)
			for b.Loop() {
				l.maxout(dst, x, width, rows)
			}
			flops := 2 * rows * in * width * pieces * float64(b.N)
			b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOPS")
		})
	}
}

var _ = math.Abs
