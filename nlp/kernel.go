package nlp

import "math"

// kernels are the innermost loops in one implementation. Weights are packed for
// it: in groups of lanes outputs, see pack.
type kernels struct {
	name  string
	rows  int // rows of x that a tile takes
	lanes int // outputs of a maxout tile
	dense int // outputs of a dense tile

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

// portable is the implementation in Go. Its tiles keep 12 sums in registers.
var portable = kernels{
	name: "portable", rows: 4, lanes: 1, dense: 2,
	maxoutTile: maxoutTileGo, denseTile: denseTileGo, norm: normGo, hidden: hiddenGo, upper: upperGo,
}

func maxoutTileGo(dst, x, w, bias []float32, k, ldx, ldd int) {
	x0, x1, x2, x3 := x[:k], x[ldx:][:k], x[2*ldx:][:k], x[3*ldx:][:k]
	a0, b0, c0 := bias[0], bias[1], bias[2]
	a1, b1, c1 := a0, b0, c0
	a2, b2, c2 := a0, b0, c0
	a3, b3, c3 := a0, b0, c0
	w = w[:3*k]
	for i := 0; i < k && len(w) >= 3; i++ {
		wa, wb, wc := w[0], w[1], w[2]
		w = w[3:]
		v := x0[i]
		a0 += wa * v
		b0 += wb * v
		c0 += wc * v
		v = x1[i]
		a1 += wa * v
		b1 += wb * v
		c1 += wc * v
		v = x2[i]
		a2 += wa * v
		b2 += wb * v
		c2 += wc * v
		v = x3[i]
		a3 += wa * v
		b3 += wb * v
		c3 += wc * v
	}
	dst[0] = max(a0, b0, c0)
	dst[ldd] = max(a1, b1, c1)
	dst[2*ldd] = max(a2, b2, c2)
	dst[3*ldd] = max(a3, b3, c3)
}

func denseTileGo(dst, x, w, bias []float32, k, ldx, ldd int) {
	x0, x1, x2, x3 := x[:k], x[ldx:][:k], x[2*ldx:][:k], x[3*ldx:][:k]
	a0, b0 := bias[0], bias[1]
	a1, b1 := a0, b0
	a2, b2 := a0, b0
	a3, b3 := a0, b0
	w = w[:2*k]
	for i := 0; i < k && len(w) >= 2; i++ {
		wa, wb := w[0], w[1]
		w = w[2:]
		v := x0[i]
		a0 += wa * v
		b0 += wb * v
		v = x1[i]
		a1 += wa * v
		b1 += wb * v
		v = x2[i]
		a2 += wa * v
		b2 += wb * v
		v = x3[i]
		a3 += wa * v
		b3 += wb * v
	}
	dst[0], dst[1] = a0, b0
	dst[ldd], dst[ldd+1] = a1, b1
	dst[2*ldd], dst[2*ldd+1] = a2, b2
	dst[3*ldd], dst[3*ldd+1] = a3, b3
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
