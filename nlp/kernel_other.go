//go:build !amd64

package nlp

// implementations lists the kernels that this machine can run, the best first.
func implementations() []*kernels { return []*kernels{&portable} }
