//go:build unix

package nlp

import (
	"flag"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

var benchFile = flag.String("text", "testdata/corpus.txt", "text of the benchmarks, documents separated by lines of =====")

// benchDocs returns the documents of the benchmarks.
func benchDocs(tb testing.TB) []string {
	tb.Helper()
	raw, err := os.ReadFile(*benchFile)
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Split(string(raw), "\n=====\n")
}

// cpuTime is the time that the process has spent on all cores, in user mode: on
// a busy machine a better measure than the clock.
func cpuTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// reportTokens reports speeds by the clock and by processor time.
func reportTokens(b *testing.B, tokens int, cpu time.Duration) {
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
	b.ReportMetric(float64(tokens)/cpu.Seconds(), "tokens/cpu-s")
}

// BenchmarkParse parses all documents in one goroutine, with warm caches, on
// each implementation of the kernels.
func BenchmarkParse(b *testing.B) {
	docs := benchDocs(b)
	for _, k := range implementations() {
		b.Run(k.name, func(b *testing.B) {
			p, err := load(k)
			if err != nil {
				b.Fatal(err)
			}
			tokens := 0
			for _, text := range docs {
				tokens += p.Parse(text).Len()
			}
			start := cpuTime(b)
			for b.Loop() {
				for _, text := range docs {
					p.Parse(text)
				}
			}
			reportTokens(b, tokens*b.N, cpuTime(b)-start)
		})
	}
}

// BenchmarkFirstParse parses all documents once with empty caches.
func BenchmarkFirstParse(b *testing.B) {
	docs := benchDocs(b)
	for _, k := range implementations() {
		b.Run(k.name, func(b *testing.B) {
			tokens := 0
			var cpu time.Duration
			for b.Loop() {
				b.StopTimer()
				p, err := load(k)
				if err != nil {
					b.Fatal(err)
				}
				start := cpuTime(b)
				b.StartTimer()
				for _, text := range docs {
					tokens += p.Parse(text).Len()
				}
				cpu += cpuTime(b) - start
			}
			reportTokens(b, tokens, cpu)
		})
	}
}

// BenchmarkParallel parses the documents in as many goroutines as -cpu says.
func BenchmarkParallel(b *testing.B) {
	docs := benchDocs(b)
	p, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	tokens := 0
	for _, text := range docs {
		tokens += p.Parse(text).Len()
	}
	start := cpuTime(b)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			for _, text := range docs {
				p.Parse(text)
			}
		}
	})
	reportTokens(b, tokens*b.N, cpuTime(b)-start)
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
