//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A size is how large something is in every test run, and how large where
// ENTENTE_SCALE is set.
type size struct{ few, many int }

func (s size) now() int {
	if os.Getenv("ENTENTE_SCALE") != "" {
		return s.many
	}
	return s.few
}

// TestScale has much go through the program, made as it is read, and looks at
// the most memory that it ever held. The bound does not depend on how much it
// is.
func TestScale(t *testing.T) {
	b := &bench{t: t, program: program(t), env: append(os.Environ(), "ENTENTE_HOME="+t.TempDir(), "XDG_CONFIG_HOME="+t.TempDir())}
	const words = "Peru condemned Chile on Monday. The president of Peru said that trade would go on. "
	for _, c := range []struct {
		name   string
		size   size // of what is generated: MiB, articles, files or rows
		args   []string
		input  func(w io.Writer, n int)
		most   int // MiB of memory
		code   int
		expect string // on standard error
	}{
		{"an article in one line of JSON", size{100, 1024}, []string{"extract", "--format", "jsonl", "-"}, func(w io.Writer, n int) {
			fmt.Fprint(w, `{"id": "one", "text": "`)
			repeat(w, words, n)
			fmt.Fprint(w, "\"}\n{\"id\": \"two\", \"text\": \"Peru condemned Chile.\"}\n")
		}, 600, exitRefused, "refused: -:1: a line of more than 67108864 bytes"},
		{"an article in an array of JSON", size{100, 1024}, []string{"extract", "--as", "json", "-"}, func(w io.Writer, n int) {
			fmt.Fprint(w, `[{"id": "one", "text": "`)
			repeat(w, words, n)
			fmt.Fprint(w, `"}]`)
		}, 900, exitRefused, "a record of more than 67108864 bytes"},
		{"an article in plain text", size{100, 1024}, []string{"extract", "-"}, func(w io.Writer, n int) { repeat(w, words, n) }, 600, exitRefused, "too long for one document"},
		{"a page", size{100, 1024}, []string{"extract", "-"}, func(w io.Writer, n int) {
			fmt.Fprint(w, "<!doctype html><body><p>")
			repeat(w, words, n)
		}, 600, exitRefused, "too long for one document"},
		{"a line that never ends, of a table", size{100, 1024}, []string{"export", "--as", "gdelt", "--to", "DIR", "-"}, func(w io.Writer, n int) { repeat(w, "x", n) }, 600, exitRefused, "refused: -"},
		{"articles in other languages", size{20, 1024}, []string{"extract", "--format", "jsonl", "-"}, func(w io.Writer, n int) {
			text := strings.Repeat("El gobierno del Perú condenó el lunes a Chile por las palabras de su ministro. ", 5000)
			for i := range n << 20 / len(text) {
				fmt.Fprintf(w, "{\"id\": \"%d\", \"date\": \"2025-03-04\", \"text\": \"%s\"}\n", i, text)
			}
		}, 900, exitDone, ""},
		{"articles", size{2_000, 100_000}, []string{"extract", "--format", "jsonl", "-"}, func(w io.Writer, n int) {
			for i := range n {
				fmt.Fprintf(w, "{\"id\": \"%d\", \"date\": \"2025-03-04\", \"text\": \"Report %d. %s\"}\n", i, i, words)
			}
		}, 900, exitDone, ""},
		{"events", size{200_000, 10_000_000}, []string{"export", "--to", "DIR", "-"}, events, 1500, exitDone, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.t = t
			dir := filepath.Join(t.TempDir(), "bulk")
			var args []string
			for _, a := range c.args {
				args = append(args, strings.ReplaceAll(a, "DIR", dir))
			}
			r, w := io.Pipe()
			go func() {
				out := bufio.NewWriterSize(w, 1<<20)
				c.input(out, c.size.now())
				_ = out.Flush() // fails where the program has seen enough
				w.Close()
			}()
			b.measured(fmt.Sprintf("%d of %s", c.size.now(), c.name), r, c.most, c.code, c.expect, args...)
			r.Close()
		})
	}
	t.Run("small files", func(t *testing.T) {
		b.t = t
		dir := t.TempDir()
		n := size{3_000, 100_000}.now()
		for i := range n {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.txt", i)), fmt.Appendf(nil, "Report %d\n\n4 March 2025\n\n%s", i, words), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		b.measured(fmt.Sprintf("%d small files", n), nil, 900, exitDone, "", "extract", "--format", "jsonl", dir)
	})
}

// measured runs the program and checks how it ends, and what memory it took.
func (b *bench) measured(what string, in io.Reader, most, code int, words string, args ...string) {
	b.t.Helper()
	cmd := b.command(args...)
	var said bytes.Buffer
	var out counter
	if in != nil {
		cmd.Stdin = in
	}
	cmd.Stdout, cmd.Stderr = &out, &said
	start := time.Now()
	err := cmd.Start()
	if err != nil {
		b.t.Fatal(err)
	}
	peak := highWater(cmd.Process.Pid)
	err = cmd.Wait()
	if runtime.GOOS != "linux" {
		usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if !ok {
			b.t.Skip("nobody says here how much memory a program took")
		}
		if peak = int(usage.Maxrss >> 10); runtime.GOOS == "darwin" { // kilobytes, but bytes there
			peak >>= 10
		}
	}
	b.t.Logf("%s: %d MiB at most, %v, %d bytes out", what, peak, time.Since(start).Round(time.Second), out)
	if got := exitCode(err); got != code || !strings.Contains(said.String(), words) {
		b.t.Errorf("%s: exit code %d, want %d; it said %.2000s", what, got, code, said.String())
	}
	if peak > most {
		b.t.Errorf("%s took %d MiB, more than %d", what, peak, most)
	}
}

// highWater waits until a process ends, and gives the most memory that it held,
// MiB, as Linux tells of running ones. What the system says at the end counts
// the memory of the process that started it too.
func highWater(pid int) int {
	peak := 0
	for {
		status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		_, after, ok := strings.Cut(string(status), "VmHWM:")
		if err != nil || !ok { // gone, or a zombie
			return peak >> 10
		}
		var kilobytes int
		if _, err := fmt.Sscan(after, &kilobytes); err == nil {
			peak = max(peak, kilobytes)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// A counter counts bytes, and keeps none.
type counter int64

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// repeat writes n MiB of the same.
func repeat(w io.Writer, s string, n int) {
	block := strings.Repeat(s, 1<<20/len(s))
	for range n {
		if _, err := io.WriteString(w, block); err != nil {
			return
		}
	}
}

// events writes n rows as GDELT has them, of invented events: five an article,
// with actors, places and codes about as often as there.
func events(w io.Writer, n int) {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	countries, kinds := strings.Fields("USA GBR RUS CHN FRA PER MEX IRN ISR NGA"), strings.Fields("GOV COP MIL CVL BUS")
	codes := strings.Fields("020 042 043 051 112 190 193 173 036 046 141 0831 1823")
	var row [61]string
	for i := range n {
		day := fmt.Sprintf("2018%02d%02d", 1+random.IntN(12), 1+random.IntN(28))
		row[0], row[1], row[2], row[3] = fmt.Sprint(700_000_000+i), day, day[:6], "2018"
		for _, at := range []int{5, 15} {
			country, kind := pick(countries), pick(kinds)
			row[at], row[at+1], row[at+2], row[at+7] = country+kind, fmt.Sprint("NAME", random.IntN(40)), country, kind
		}
		row[25], row[26], row[29], row[30], row[31], row[32], row[33], row[34] = "1", pick(codes), "3", "-7.0", "12", "2", "11", "-3.25"
		row[51], row[52], row[53], row[56], row[57] = "4", fmt.Sprint("Town", random.IntN(2000)), "PE", "-18.0056", "-70.2483"
		row[59], row[60] = day+"004500", fmt.Sprintf("https://news%d.example/2018/an-article-about-%d-things", i/5%300, i/5)
		if _, err := io.WriteString(w, strings.Join(row[:], "\t")+"\n"); err != nil {
			return
		}
	}
}
