package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/printable"
)

// alike is how many problems of one source with the same reason are written
// out where no limit is set; the rest are counted.
const alike = 20

// mostReasons is how many different reasons are told apart: every row of a
// damaged file may have one of its own.
const mostReasons = 10_000

// problemFlags say where problems are reported, and how many.
type problemFlags struct {
	most int
	file string
}

func (f *problemFlags) add(flags *pflag.FlagSet) {
	flags.IntVar(&f.most, "bad-rows", -1, fmt.Sprintf("write out this many problems with what is read, and count the rest; default %d alike of each source, with --report all", alike))
	flags.StringVar(&f.file, "report", "", "write problems to this file, not to standard error: kind, source, line, reason and cure between tabs")
}

// problems writes what could not be read, each a line, to standard error or a
// file.
type problems struct {
	*app
	meter   *meter
	most    int // -1: as many alike
	seen    map[[2]string]int
	order   [][2]string
	written int
	left    int // beyond most
	file    *os.File
	out     *bufio.Writer
}

func (a *app) problems(m *meter) *problems {
	return &problems{app: a, meter: m, most: -1, seen: map[[2]string]int{}}
}

// problemReport begins a report as the flags ask for. Close it after use.
func (a *app) problemReport(f problemFlags, m *meter) (*problems, error) {
	p := a.problems(m)
	p.most = f.most
	if f.file == "" {
		return p, nil
	}
	var err error
	if p.file, err = os.Create(f.file); err != nil {
		return nil, usagef("--report: %w", err)
	}
	p.out = bufio.NewWriter(p.file)
	fmt.Fprintln(p.out, "kind\tsource\tline\treason\tcure")
	return p, nil
}

func (p *problems) report(x loaders.Problem) {
	switch {
	case p.most >= 0 && p.written >= p.most:
		p.left++
		return
	case p.most < 0 && p.file == nil && p.oneOfMany(x):
		return
	}
	p.written++
	kind := "refused"
	if x.Warning {
		kind = "warning"
	}
	if p.file != nil {
		fmt.Fprintf(p.out, "%s\t%s\t%d\t%s\t%s\n", kind, cell(x.Source), x.Line, cell(x.Reason), cell(x.Cure))
		return
	}
	p.meter.line(func() { p.note("%s: %s", kind, x.Error()) })
}

// oneOfMany counts problems that are alike, and tells whether there were
// enough of them.
func (p *problems) oneOfMany(x loaders.Problem) bool {
	k := [2]string{x.Source, x.Reason}
	if p.seen[k] == 0 && len(p.seen) >= mostReasons {
		k = [2]string{"", "of other kinds"}
	}
	if p.seen[k]++; p.seen[k] <= alike {
		return false
	}
	if p.seen[k] == alike+1 {
		p.order = append(p.order, k)
	}
	return true
}

// cell makes text fit for one column of a report.
func cell(s string) string {
	return printable.Line(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' }), " "))
}

// close says how many more there were of what was not written out.
func (p *problems) close() error {
	for _, k := range p.order {
		where := ""
		if k[0] != "" {
			where = k[0] + ": "
		}
		p.note("%s%d more like it: %s", where, p.seen[k]-alike, k[1])
	}
	if p.left > 0 {
		p.note("%d more that --bad-rows %d leaves out", p.left, p.most)
	}
	if p.file == nil {
		return nil
	}
	if p.written > 0 {
		p.note("%s in %s", count(p.written, "problem"), p.file.Name())
	}
	if err := errors.Join(p.out.Flush(), p.file.Close()); err != nil {
		return fmt.Errorf("--report: %w", err)
	}
	return nil
}
