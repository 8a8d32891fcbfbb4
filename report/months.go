package report

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// A monthChart counts what happened month by month: cooperation above the line,
// conflict below it.
type monthChart struct {
	Columns       []monthColumn
	Ticks         []tick // of the vertical axis
	Labels        []tick // of the horizontal one
	Width, Height float64
	Zero          float64 // where the line is
	// What the chart does not show: events outside of its months, events whose
	// dates span months, and those that no words date.
	Outside, Spanning, Undated int
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
	chartRight  = 20.0
	mostMonths  = 48
)

// newMonthChart counts events that happened, by the month in which they surely
// did. Of more than mostMonths it has those that hold most events. It has no
// columns where there are none.
func newMonthChart(events []Fact) monthChart {
	c := monthChart{Width: chartWidth, Height: chartTop + chartPlot + chartBottom}
	counts := map[int]*[5]int{}
	for _, e := range events {
		if !e.happened() || e.Quad < graph.VerbalCooperation || e.Quad > graph.MaterialConflict {
			continue
		}
		switch n := monthNumber(e.Interval.Start); {
		case e.Basis == calendar.Publication || e.Interval.IsZero():
			c.Undated++
		case n != monthNumber(e.Interval.End):
			c.Spanning++
		default:
			if counts[n] == nil {
				counts[n] = &[5]int{}
			}
			counts[n][e.Quad]++
			c.Outside++ // until its column is drawn
		}
	}
	months := slices.Sorted(maps.Keys(counts))
	if len(months) == 0 {
		return c
	}
	lo, hi := densest(months, counts)
	for n := lo; n <= hi; n++ {
		column := monthColumn{Name: fmt.Sprintf("%s %d", time.Month(n%12 + 1).String()[:3], n/12)}
		if counts[n] != nil {
			column.Counts = *counts[n]
			c.Outside -= total(counts[n])
		}
		c.Columns = append(c.Columns, column)
	}
	c.place()
	return c
}

// densest gives the first and last of at most mostMonths months in a row that
// hold most events; of several such rows the latest.
func densest(months []int, counts map[int]*[5]int) (lo, hi int) {
	best, sum, first := 0, 0, 0
	for i, n := range months {
		sum += total(counts[n])
		for ; n-months[first] >= mostMonths; first++ {
			sum -= total(counts[months[first]])
		}
		if sum >= best {
			best, lo, hi = sum, months[first], months[i]
		}
	}
	return lo, hi
}

func total(counts *[5]int) (sum int) {
	for _, n := range counts {
		sum += n
	}
	return sum
}

func monthNumber(d calendar.Date) int { return d.Year*12 + int(d.Month) - 1 }

// place lays the columns out.
func (c *monthChart) place() {
	up, down := 1, 1
	for _, m := range c.Columns {
		up, down = max(up, m.Counts[1]+m.Counts[2]), max(down, m.Counts[3]+m.Counts[4])
	}
	one := chartPlot / float64(up+down)
	c.Zero = chartTop + one*float64(up)
	step := (chartWidth - chartLeft - chartRight) / float64(max(len(c.Columns), 6))
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
