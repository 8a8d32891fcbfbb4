package nlp

import "golang.org/x/sys/cpu"

//go:generate go run ./kernelgen -out kernel_amd64.s -stubs stubs_amd64.go -pkg nlp

// implementations lists the kernels that this machine can run, the best first.
func implementations() []*kernels {
	var out []*kernels
	if avx2 := cpu.X86.HasAVX2 && cpu.X86.HasFMA; avx2 {
		if cpu.X86.HasAVX512F {
			out = append(out, &kernels{
				name: "AVX-512", rows: 8, lanes: 16, dense: 32,
				maxoutTile: maxoutTileAVX512, denseTile: denseTileAVX512,
				norm: normAVX2, hidden: hiddenAVX2, upper: upperAVX512,
			})
		}
		out = append(out, &kernels{
			name: "AVX2", rows: 4, lanes: 8, dense: 16,
			maxoutTile: maxoutTileAVX2, denseTile: denseTileAVX2,
			norm: normAVX2, hidden: hiddenAVX2, upper: upperAVX2,
		})
	}
	return append(out, &portable)
}
