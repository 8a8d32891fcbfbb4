package report

import (
	"fmt"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// A monthChart counts what happened month by month, or year by year where that
// would be too many months: cooperation above the line, conflict below it.
type monthChart struct {
	Unit          string // month or year
	Columns       []monthColumn
	Ticks         []tick // of the vertical axis
	Labels        []tick // of the horizontal one
	Width, Height float64
	Zero          float64 // where the line is
	// What the chart cannot show: events whose dates span units, and those that no words date.
	Spanning, Undated int
}

// A monthColumn is one month. Counts are by quad class, from 1 on.
type monthColumn struct {
	Name   string
	Counts [5]int
	Parts  []part
}

// A part is a piece of a column.
type part struct {
	Quad                int
	X, Y, Width, Height float64
}

type tick struct {
	At   float64
	Text string
}

const (
	chartWidth  = 720.0
	chartLeft   = 40.0
	chartTop    = 10.0
	chartPlot   = 200.0 // height of the columns
	chartBottom = 30.0
	manyMonths  = 60
)

// newMonthChart counts events that happened, by the month in which they surely
// did. It has no columns where there are none.
func newMonthChart(events []Fact) monthChart {
	c := monthChart{Unit: "month", Width: chartWidth, Height: chartTop + chartPlot + chartBottom}
	var first, last calendar.Date
	for _, e := range events {
		if !e.happened() || e.Basis == calendar.Publication || e.Interval.IsZero() || e.Quad == 0 {
			continue
		}
		if first.IsZero() || e.Interval.Start.Before(first) {
			first = e.Interval.Start
		}
		if e.Interval.End.After(last) {
			last = e.Interval.End
		}
	}
	unit := monthNumber
	if monthNumber(last)-monthNumber(first) >= manyMonths {
		c.Unit, unit = "year", func(d calendar.Date) int { return d.Year }
	}
	counts := map[int]*[5]int{}
	lo, hi := 0, -1
	for _, e := range events {
		if !e.happened() || e.Quad < graph.VerbalCooperation || e.Quad > graph.MaterialConflict {
			continue
		}
		switch n := unit(e.Interval.Start); {
		case e.Basis == calendar.Publication || e.Interval.IsZero():
			c.Undated++
		case n != unit(e.Interval.End):
			c.Spanning++
		default:
			if counts[n] == nil {
				counts[n] = &[5]int{}
			}
			counts[n][e.Quad]++
			if hi < lo {
				lo, hi = n, n
			}
			lo, hi = min(lo, n), max(hi, n)
		}
	}
	for n := lo; n <= hi; n++ {
		column := monthColumn{Name: unitName(c.Unit, n)}
		if counts[n] != nil {
			column.Counts = *counts[n]
		}
		c.Columns = append(c.Columns, column)
	}
	c.place()
	return c
}

func monthNumber(d calendar.Date) int { return d.Year*12 + int(d.Month) - 1 }

func unitName(unit string, n int) string {
	if unit == "year" {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s %d", time.Month(n%12 + 1).String()[:3], n/12)
}

// place lays the columns out.
func (c *monthChart) place() {
	up, down := 1, 1
	for _, m := range c.Columns {
		up, down = max(up, m.Counts[1]+m.Counts[2]), max(down, m.Counts[3]+m.Counts[4])
	}
	one := chartPlot / float64(up+down)
	c.Zero = chartTop + one*float64(up)
	step := (chartWidth - chartLeft) / float64(max(len(c.Columns), 6))
	labelEvery := max(1, (len(c.Columns)+11)/12)
	for i := range c.Columns {
		m := &c.Columns[i]
		x := chartLeft + step*(float64(i)+0.15)
		y := c.Zero
		for _, quad := range []int{graph.MaterialCooperation, graph.VerbalCooperation} {
			h := one * float64(m.Counts[quad])
			y -= h
			m.add(quad, x, y, step*0.7, h)
		}
		y = c.Zero
		for _, quad := range []int{graph.MaterialConflict, graph.VerbalConflict} {
			h := one * float64(m.Counts[quad])
			m.add(quad, x, y, step*0.7, h)
			y += h
		}
		if i%labelEvery == 0 {
			c.Labels = append(c.Labels, tick{x + step*0.35, m.Name})
		}
	}
	every := niceStep(up + down)
	for n := every; n <= up; n += every {
		c.Ticks = append(c.Ticks, tick{c.Zero - one*float64(n), fmt.Sprint(n)})
	}
	c.Ticks = append(c.Ticks, tick{c.Zero, "0"})
	for n := every; n <= down; n += every {
		c.Ticks = append(c.Ticks, tick{c.Zero + one*float64(n), fmt.Sprint(n)})
	}
}

func (m *monthColumn) add(quad int, x, y, width, height float64) {
	if height > 0 {
		m.Parts = append(m.Parts, part{quad, x, y, width, height})
	}
}

// niceStep is a distance of ticks, of 1, 2 or 5 times a power of ten, that
// gives about six of them.
func niceStep(span int) int {
	for power := 1; ; power *= 10 {
		for _, n := range []int{1, 2, 5} {
			if n*power*6 >= span {
				return n * power
			}
		}
	}
}
