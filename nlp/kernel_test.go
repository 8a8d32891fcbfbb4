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

// near reports whether a float32 computation over some hundred terms of about
// unit size agrees with one in float64.
func near(got float32, want float64) bool { return math.Abs(float64(got)-want) < 1e-4 }

// TestMatrices compares the layers of each implementation with sums in float64,
// for all shapes of the model and numbers of rows around the tiles' heights.
func TestMatrices(t *testing.T) {
	shapes := []struct {
		name    string
		in, out int
		maxout  bool
	}{
		{"mixer", 6 * width, width, true},
		{"ner mixer", 4 * width, width, true},
		{"window", 3 * width, width, true},
		{"linear", width, hiddenWidth, false},
		{"lower", hiddenWidth, maxFeatures * partWidth, false},
		{"tagger", width, 50, false},
	}
	for _, k := range implementations() {
		for _, s := range shapes {
			t.Run(k.name+"/"+s.name, func(t *testing.T) {
				r := rand.New(rand.NewPCG(1, 2))
				n := s.out
				if s.maxout {
					n *= pieces
				}
				w, b := tensor{[]int{s.out, pieces, s.in}, randomFloats(r, n*s.in)}, randomFloats(r, n)
				for i := range w.data {
					w.data[i] /= float32(math.Sqrt(float64(s.in)))
				}
				l := newDense(k, w, b, s.in, s.out, nil)
				if s.maxout {
					l = newMaxout(k, w, tensor{nil, b})
				}
				for _, rows := range []int{0, 1, 2, 7, 8, 9, 63, 64, 65, 130} {
					// rows overlap, as the windows do
					x := randomFloats(r, padded(rows)*width+s.in)
					ldd := l.out
					if s.maxout {
						ldd /= pieces
					}
					dst := make([]float32, padded(rows)*ldd)
					if s.maxout {
						l.maxout(dst, x, width, rows)
					} else {
						l.dense(dst, x, width, rows)
					}
					for row := range rows {
						for j := range s.out {
							want := exact(w.data, b, x[row*width:], s.in, j, s.maxout)
							if got := dst[row*ldd+j]; !near(got, want) {
								t.Fatalf("%d rows: output %d of row %d is %v instead of %v", rows, j, row, got, want)
							}
						}
					}
				}
			})
		}
	}
}

// exact is one output of a layer.
func exact(w, b, x []float32, in, j int, maxout bool) float64 {
	n := 1
	if maxout {
		n = pieces
	}
	best := math.Inf(-1)
	for p := range n {
		row := j*n + p
		sum := float64(b[row])
		for i, v := range w[row*in:][:in] {
			sum += float64(v) * float64(x[i])
		}
		best = max(best, sum)
	}
	return best
}

func TestNorm(t *testing.T) {
	const rows = 5
	r := rand.New(rand.NewPCG(3, 4))
	x, res := randomFloats(r, rows*width), randomFloats(r, rows*width)
	gain, bias := randomFloats(r, width), randomFloats(r, width)
	for _, k := range implementations() {
		for _, residual := range []bool{false, true} {
			dst, from := make([]float32, rows*width), []float32(nil)
			if residual {
				copy(dst, res) // in place, as the encoder has it
				from = dst
			}
			k.norm(dst, from, x, gain, bias, rows)
			for i, got := range dst {
				row := x[i/width*width:][:width]
				mean, variance := 0.0, 0.0
				for _, v := range row {
					mean += float64(v) / width
				}
				for _, v := range row {
					variance += (float64(v) - mean) * (float64(v) - mean) / width
				}
				want := (float64(x[i])-mean)/math.Sqrt(variance+1e-8)*float64(gain[i%width]) + float64(bias[i%width])
				if residual {
					want += float64(res[i])
				}
				if !near(got, want) {
					t.Fatalf("%s, residual %v: element %d is %v instead of %v", k.name, residual, i, got, want)
				}
			}
		}
	}
}

func TestHiddenAndUpper(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	bias, upperBias := randomFloats(r, partWidth), randomFloats(r, upperWidth)
	w := randomFloats(r, hiddenWidth*upperWidth)
	for _, k := range implementations() {
		for _, n := range []int{1, 3, maxFeatures} {
			var rows [][]float32
			for range n {
				rows = append(rows, randomFloats(r, partWidth))
			}
			hidden, upper := make([]float32, hiddenWidth), make([]float32, upperWidth)
			k.hidden(hidden, rows, bias)
			k.upper(upper, hidden, w, upperBias)
			for j, got := range hidden {
				a, b := float64(bias[j]), float64(bias[j+hiddenWidth])
				for _, row := range rows {
					a, b = a+float64(row[j]), b+float64(row[j+hiddenWidth])
				}
				if !near(got, max(a, b)) {
					t.Fatalf("%s, %d rows: unit %d is %v instead of %v", k.name, n, j, got, max(a, b))
				}
			}
			for j, got := range upper {
				want := float64(upperBias[j])
				for i, v := range hidden {
					want += float64(w[i*upperWidth+j]) * float64(v)
				}
				if !near(got, want) {
					t.Fatalf("%s: score %d is %v instead of %v", k.name, j, got, want)
				}
			}
		}
	}
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
