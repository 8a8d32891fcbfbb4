package nlp

// tileBlock is the number of rows for which a group of weights is used before
// the next group, so that both stay in the processor's cache.
const tileBlock = 64

// layer is a matrix with biases, packed for the kernels' tiles: for each group
// of outputs [k][lanes], after each other.
type layer struct {
	k       *kernels
	in, out int       // out is rounded up to whole groups
	weights []float32 // [group][in][lanes]
	bias    []float32 // [group][lanes]
	lanes   int
}

// newLayer packs a matrix. row(j) is the row of weights, and its bias, of the
// output j < n of the packed layer, in groups of lanes.
func newLayer(k *kernels, in, n, lanes int, row func(j int) ([]float32, float32)) *layer {
	groups := (n + lanes - 1) / lanes
	l := &layer{k: k, in: in, out: groups * lanes, lanes: lanes}
	l.weights, l.bias = make([]float32, l.out*in), make([]float32, l.out)
	for j := range n {
		w, b := row(j)
		l.bias[j] = b
		packed := l.weights[j/lanes*in*lanes+j%lanes:]
		for i, v := range w[:in] {
			packed[i*lanes] = v
		}
	}
	return l
}

// newDense packs W[n][in] and b[n], nil for 0; order(j) is the row that becomes
// output j, nil for j.
func newDense(k *kernels, w tensor, b []float32, in, n int, order func(int) int) *layer {
	return newLayer(k, in, n, k.dense, func(j int) ([]float32, float32) {
		if order != nil {
			j = order(j)
		}
		if b == nil {
			return w.data[j*in:], 0
		}
		return w.data[j*in:], b[j]
	})
}

// pieces is the number of linear pieces of the maxout units.
const pieces = 3

// newMaxout packs W[n][pieces][in] and b[n][pieces]: a group has the first
// pieces of its outputs, then the second ones, then the third ones.
func newMaxout(k *kernels, w, b tensor) *layer {
	n, in := w.shape[0], w.shape[2]
	return newLayer(k, in, n*pieces, k.lanes*pieces, func(j int) ([]float32, float32) {
		group, p, lane := j/(k.lanes*pieces), j/k.lanes%pieces, j%k.lanes
		j = (group*k.lanes+lane)*pieces + p
		return w.data[j*in:], b.data[j]
	})
}

// padded rounds a number of rows up to whole tiles of any implementation. x and
// dst of the functions below need that many rows; what the surplus rows hold
// does not matter.
func padded(rows int) int { return (rows + 7) &^ 7 }

// dense sets dst[r] to the layer's outputs, out floats a row, for rows of x that
// start ldx floats apart.
func (l *layer) dense(dst, x []float32, ldx, rows int) {
	l.tiles(l.k.denseTile, dst, x, ldx, rows, l.lanes)
}

// maxout sets dst[r] to the maxima over the pieces, out/pieces floats a row.
func (l *layer) maxout(dst, x []float32, ldx, rows int) {
	l.tiles(l.k.maxoutTile, dst, x, ldx, rows, l.lanes/pieces)
}

func (l *layer) tiles(tile func(dst, x, w, bias []float32, k, ldx, ldd int), dst, x []float32, ldx, rows, lanes int) {
	if rows == 0 {
		return
	}
	groups := l.out / l.lanes
	ldd := groups * lanes
	rows = (rows + l.k.rows - 1) / l.k.rows * l.k.rows
	_, _ = dst[rows*ldd-1], x[(rows-1)*ldx+l.in-1] // the kernels do not check
	for first := 0; first < rows; first += tileBlock {
		last := min(first+tileBlock, rows)
		for g := range groups {
			w, b := l.weights[g*l.in*l.lanes:][:l.in*l.lanes], l.bias[g*l.lanes:][:l.lanes]
			for r := first; r < last; r += l.k.rows {
				tile(dst[r*ldd+g*lanes:], x[r*ldx:], w, b, l.in, ldx, ldd)
			}
		}
	}
}

// resize returns s with n elements, whose contents are undefined.
func resize[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n, n+n/4)
	}
	return s[:n]
}
