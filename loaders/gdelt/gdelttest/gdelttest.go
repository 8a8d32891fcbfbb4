// Package gdelttest invents event tables of GDELT 2.0 of any length, for tests
// and benchmarks. Actors, places and codes are as varied and as often left out
// as in a real export, and articles tell of as many events.
package gdelttest

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
)

var (
	countries = strings.Fields("USA USA USA GBR RUS CHN ISR NGA PAK IND IRN AUS FRA PER MEX DEU TUR EGY KEN CAN")
	fips      = strings.Fields("US US US UK RS CH IS NI PK IN IR AS FR PE MX GM TU EG KE CA")
	kinds     = strings.Fields("GOV GOV COP MIL CVL BUS LEG EDU MED JUD OPP REB")
	events    = strings.Fields("010 010 012 020 036 040 042 043 043 046 051 060 071 0831 090 111 112 120 138 141 172 173 1823 190 193")
	scores    = strings.Fields("0.0 0.0 -0.4 3.0 4.0 1.0 1.9 2.8 2.8 7.0 3.4 6.0 7.4 5.0 -2.0 -2.0 -2.0 -4.0 -7.0 -6.5 -5.0 -5.0 -10.0 -10.0 -10.0")
	quads     = strings.Fields("1 1 1 1 1 1 1 1 1 1 1 2 2 1 3 3 3 3 3 4 4 4 4 4 4")
)

// events of one article, on average, in a real export.
const perArticle = 6

// Write writes the rows from, from+1, ... of an endless table, n of them. A row
// is the same whatever else is written.
func Write(w io.Writer, from, n int) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var f [61]string
	for i := from; i < from+n; i++ {
		fill(&f, i)
		for c, v := range f {
			if c > 0 {
				_ = out.WriteByte('\t')
			}
			_, _ = out.WriteString(v)
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush() // says what went wrong before
}

// Reader gives the rows as a stream. It must be read to its end, or closed.
func Reader(from, n int) io.ReadCloser {
	r, w := io.Pipe()
	go func() { w.CloseWithError(Write(w, from, n)) }()
	return r
}

func fill(f *[61]string, i int) {
	*f = [61]string{}
	random := rand.New(rand.NewPCG(uint64(i), 7))
	day := 20180101 + i/perArticle/4000%28
	f[0], f[1], f[2], f[3] = strconv.Itoa(700_000_000+i), strconv.Itoa(day), "201801", "2018"
	f[4] = fmt.Sprintf("2018.%04d", 27*(day%100)%10000)
	if random.IntN(10) > 0 {
		actor(f[5:15], random)
	}
	if random.IntN(3) > 0 {
		actor(f[15:25], random)
	}
	f[25] = strconv.Itoa(random.IntN(2))
	e := random.IntN(len(events))
	f[26], f[27], f[28], f[29], f[30] = events[e], events[e][:3], events[e][:2], quads[e], scores[e]
	f[31], f[32], f[33] = strconv.Itoa(1+random.IntN(20)), "1", strconv.Itoa(1+random.IntN(20))
	f[34] = strconv.FormatFloat(-10+15*random.Float64(), 'f', 14, 64)
	for _, at := range []int{35, 43, 51} {
		if at == 51 || random.IntN(3) > 0 {
			place(f[at:at+8], random)
		} else {
			f[at] = "0"
		}
	}
	article := i / perArticle
	f[59] = strconv.Itoa(20180101+article/4000%28) + "010000"
	f[60] = fmt.Sprintf("https://www.paper%d.example/2018/01/story-%d/what-was-said-and-done-there", article*7%400, article)
}

func actor(f []string, random *rand.Rand) {
	country, kind := "", ""
	if random.IntN(4) > 0 {
		country = countries[random.IntN(len(countries))]
	}
	if country == "" || random.IntN(2) == 0 {
		kind = kinds[random.IntN(len(kinds))]
	}
	f[0], f[1], f[2], f[7] = country+kind, "NAME "+strconv.Itoa(random.IntN(60)), country, kind
}

func place(f []string, random *rand.Rand) {
	at := random.IntN(len(fips))
	town := random.IntN(1500)
	f[0], f[1], f[2] = "4", fmt.Sprintf("Town %d, Province %d, %s", town, town%40, fips[at]), fips[at]
	f[3], f[4] = fmt.Sprintf("%s%02d", fips[at], town%40), strconv.Itoa(10000+town)
	f[5], f[6] = strconv.FormatFloat(float64(town%160)-80, 'f', 4, 64), strconv.FormatFloat(float64(town%340)-170.25, 'f', 4, 64)
	f[7] = strconv.Itoa(-2_000_000 + town)
}
