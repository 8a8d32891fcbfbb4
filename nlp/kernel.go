package nlp

import "math"

// kernels are the innermost loops in one implementation. Weights are packed for
// it: in groups of lanes outputs, see pack.
type kernels struct {
	name  string
	rows  int // rows of x that a tile takes
	lanes int // outputs of a maxout tile
	dense int // outputs of a dense tile

	// parts says that multiplications are so slow that each lexeme keeps its
	// products with the first window layer, ten times the memory of its row.
	parts bool

	// maxoutTile sets dst[r][j] = max over p of bias[p][j] + sum over k of
	// w[k][p][j] * x[r][k], for r < rows, p < 3, j < lanes. ldx and ldd are the
	// distances between rows of x and dst.
	maxoutTile func(dst, x, w, bias []float32, k, ldx, ldd int)

	// denseTile sets dst[r][j] = bias[j] + sum over k of w[k][j] * x[r][k], for
	// r < rows, j < dense.
	denseTile func(dst, x, w, bias []float32, k, ldx, ldd int)

	// norm sets rows of width floats of dst to x with mean 0 and variance 1 times
	// gain plus bias, plus res unless that is nil. dst may be x or res.
	norm func(dst, res, x, gain, bias []float32, rows int)

	// hidden sets dst[j] = max(u[j], u[j+64]) for j < 64, where u is bias plus all
	// rows, each of 128 floats.
	hidden func(dst []float32, rows [][]float32, bias []float32)

	// upper sets dst[j] = bias[j] + sum over k of w[k][j] * x[k], for k < 64 and
	// j < upperWidth.
	upper func(dst, x, w, bias []float32)
}

const (
	hiddenWidth = 64  // of the transition scorers
	upperWidth  = 112 // most actions of a transition scorer, rounded up to 16
)

// portable is the implementation in Go. Its tiles are two rows high and as wide
// as a layer, and take four rows of weights at a time: of the shapes that were
// tried, the compiler makes the fastest scalar code of this one.
var portable = kernels{
	name: "portable", rows: 2, lanes: width, dense: hiddenWidth, parts: true,
	maxoutTile: maxoutTileGo, denseTile: denseTileGo, norm: normGo, hidden: hiddenGo, upper: upperGo,
}

func maxoutTileGo(dst, x, w, bias []float32, k, ldx, ldd int) {
	var sum0, sum1 [pieces * width]float32
	copy(sum0[:], bias)
	copy(sum1[:], bias)
	accumulate(sum0[:], sum1[:], x[:k], x[ldx:][:k], w)
	largest := func(dst []float32, sum *[pieces * width]float32) {
		a, b, c := sum[:width], sum[width:2*width], sum[2*width:]
		dst = dst[:width]
		for i := range dst {
			dst[i] = max(a[i], b[i], c[i])
		}
	}
	largest(dst, &sum0)
	largest(dst[ldd:], &sum1)
}

func denseTileGo(dst, x, w, bias []float32, k, ldx, ldd int) {
	sum0, sum1 := dst[:hiddenWidth], dst[ldd:][:hiddenWidth]
	copy(sum0, bias)
	copy(sum1, bias)
	accumulate(sum0, sum1, x[:k], x[ldx:][:k], w)
}

// accumulate adds to y and z the products of a and b with the matrix w. The
// lengths of a and b are a multiple of four.
func accumulate(y, z, a, b, w []float32) {
	n := len(y)
	z = z[:n]
	for k := 0; k+4 <= len(a); k += 4 {
		p, q := (*[4]float32)(a[k:]), (*[4]float32)(b[k:])
		p0, p1, p2, p3 := p[0], p[1], p[2], p[3]
		q0, q1, q2, q3 := q[0], q[1], q[2], q[3]
		w0, w1, w2, w3 := w[k*n:][:n], w[(k+1)*n:][:n], w[(k+2)*n:][:n], w[(k+3)*n:][:n]
		for i := range y {
			v0, v1, v2, v3 := w0[i], w1[i], w2[i], w3[i]
			y[i] += (p0*v0 + p1*v1) + (p2*v2 + p3*v3)
			z[i] += (q0*v0 + q1*v1) + (q2*v2 + q3*v3)
		}
	}
}

func normGo(dst, res, x, gain, bias []float32, rows int) {
	gain, bias = gain[:width], bias[:width]
	for r := range rows {
		xr, dr := x[r*width:][:width], dst[r*width:][:width]
		var sum float32
		for _, v := range xr {
			sum += v
		}
		mean := sum / width
		var squares float32
		for _, v := range xr {
			squares += (v - mean) * (v - mean)
		}
		scale := float32(1 / math.Sqrt(float64(squares/width+1e-8)))
		if res == nil {
			for i, v := range xr {
				dr[i] = (v-mean)*scale*gain[i] + bias[i]
			}
			continue
		}
		for i, v := range res[r*width:][:width] {
			dr[i] = (xr[i]-mean)*scale*gain[i] + bias[i] + v
		}
	}
}

func hiddenGo(dst []float32, rows [][]float32, bias []float32) {
	var sum [2 * hiddenWidth]float32
	copy(sum[:], bias)
	for _, row := range rows {
		row = row[:len(sum)]
		for i := range sum {
			sum[i] += row[i]
		}
	}
	dst = dst[:hiddenWidth]
	for i := range dst {
		dst[i] = max(sum[i], sum[i+hiddenWidth])
	}
}

func upperGo(dst, x, w, bias []float32) {
	dst = dst[:upperWidth]
	copy(dst, bias)
	for k := 0; k < hiddenWidth; k += 4 {
		a, b, c, d := x[k], x[k+1], x[k+2], x[k+3]
		wa, wb := w[k*upperWidth:][:upperWidth], w[(k+1)*upperWidth:][:upperWidth]
		wc, wd := w[(k+2)*upperWidth:][:upperWidth], w[(k+3)*upperWidth:][:upperWidth]
		for i := range dst {
			dst[i] += a*wa[i] + b*wb[i] + c*wc[i] + d*wd[i]
		}
	}
}
