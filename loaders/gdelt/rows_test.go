package gdelt

import (
	"bytes"
	"compress/gzip"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/gdelt/gdelttest"
	"github.com/entente/entente/loaders/input"
	"github.com/entente/entente/loaders/loadertest"
	"github.com/entente/entente/loaders/tabular"
	"github.com/entente/entente/loaders/tabular/tabulartest"
)

// row makes a row of n columns, those given and the others empty.
func row(n int, columns map[int]string) []string {
	f := make([]string, n)
	for i, v := range columns {
		f[i] = v
	}
	return f
}

func line(f []string) string { return strings.Join(f, "\t") + "\n" }

// with gives the row with another value in a column.
func with(f []string, column int, value string) []string {
	f = slices.Clone(f)
	f[column] = value
	return f
}

// threat is an invented event: Peru's police threaten the United Nations.
func threat() []string {
	return row(61, map[int]string{0: "900000001", 1: "20190302", 2: "201903", 3: "2019", 4: "2019.1671",
		5: "PERCOP", 6: "LIMA", 7: "PER", 12: "COP", 15: "IGOUNO", 16: "THE UNITED NATIONS", 18: "UNO", 22: "IGO",
		25: "1", 26: "138", 27: "138", 28: "13", 29: "3", 30: "-7.0", 31: "12", 32: "2", 33: "11", 34: "-3.25",
		35: "4", 36: "Lima, Lima, Peru", 37: "PE", 38: "PE15", 39: "18000", 40: "-12.05", 41: "-77.05", 42: "-352647",
		43: "1", 44: "Bolivia", 45: "BL", 46: "BL", 48: "-17", 49: "-65", 50: "BL",
		51: "4", 52: "Tacna, Tacna, Peru", 53: "PE", 54: "PE23", 55: "18011", 56: "-18.0056", 57: "-70.2483", 58: "-366226",
		59: "20190303004500", 60: "https://News.example/2019/a-threat?utm_source=feed"})
}

// comment is one with neither target, score, place nor a type of PLOVER's.
func comment() []string {
	return row(61, map[int]string{0: "900000002", 1: "20190302", 5: "QQQ", 6: "A PLACE", 7: "QQQ", 25: "0", 26: "010", 29: "1", 31: "1", 32: "1", 33: "1",
		51: "0", 59: "20190303004500", 60: "https://news.example/2019/a-comment"})
}

// old gives version 1.0's rows, which have no second administrative division
// and before April 2013 no address.
func old(columns int) []string {
	f := row(columns, map[int]string{35: "1", 36: "France", 37: "FR", 38: "FR", 39: "46", 40: "2", 41: "FR", 0: "41", 1: "19960229", 5: "FRA", 6: "PARIS", 7: "FRA", 15: "MLI", 16: "MALI", 17: "MLI", 25: "1", 26: "071", 29: "2", 30: "7.4",
		31: "4", 32: "1", 33: "4", 34: "5.5", 49: "1", 50: "Mali", 51: "ML", 52: "ML", 53: "17", 54: "-4", 55: "ML", 56: "20130203"})
	if columns == 58 {
		f[57] = "BBC Monitoring"
	}
	return f
}

func mention() []string {
	return row(16, map[int]string{0: "900000001", 1: "20190303004500", 2: "20190303010000", 3: "1", 4: "paper.example", 5: "http://paper.example/again",
		6: "3", 7: "-1", 8: "120", 9: "140", 10: "1", 11: "60", 12: "2500", 13: "-1.5", 14: "srclc:spa;eng:Moses 2.1.1", 15: ""})
}

func knowledge() []string {
	return row(27, map[int]string{0: "20190303010000-7", 1: "20190303010000", 2: "1", 3: "paper.example", 4: "http://paper.example/again",
		7: "PROTEST;ARMEDCONFLICT;PROTEST;", 9: "1#Peru#PE#PE#-10#-76#PE", 10: "1#Peru#PE#PE##-10#-76#PE#33;4#Tacna#PE#PE23#18011#-18#-70.2#-366226#90;1#Nowhere#QQ#QQ##1#2#QQ#5",
		11: "ana quispe", 12: "Ana Quispe,40;Ana Quispe,400", 13: "union of weavers;peru", 14: "Union Of Weavers,77;Peru,33",
		15: "-2.5,1,3.5,4.5,20,0,420", 22: `100|20||We will weave # on|and on#300|9|said|No more.#x`, 26: "<PAGE_AUTHORS>A. Writer;B. Other</PAGE_AUTHORS><PAGE_PRECISEPUBTIMESTAMP>20190303003000</PAGE_PRECISEPUBTIMESTAMP><PAGE_TITLE>Weavers &amp; others</PAGE_TITLE>"})
}

func write(t testing.TB, name, content string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestGolden holds what each kind of row makes. The files are what 'entente
// extract --format jsonl' would print, with a line for each property.
func TestGolden(t *testing.T) {
	for name, f := range map[string][]string{"threat": threat(), "comment": comment(), "old-57": old(57), "old-58": old(58), "mention": mention(), "gkg": knowledge()} {
		t.Run(name, func(t *testing.T) {
			items, _ := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, write(t, "f", line(f)))
			if len(items) != 1 {
				t.Fatalf("%d items", len(items))
			}
			var b strings.Builder
			tabulartest.Render(&b, items[0].Fragment)
			got := b.String()
			golden := filepath.Join("testdata", name+".golden")
			if update := flag.Lookup("update"); update.Value.String() == "true" {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// Each damaged row is one problem that names its line and column; the rows
// around it are loaded.
func TestDamagedRows(t *testing.T) {
	for name, c := range map[string]struct {
		row, sound []string
		want       string // "" where the row is loaded
	}{
		"columns":        {threat()[:60], threat(), "a row of 60 columns, not of 57, 58 or 61"},
		"one too many":   {append(threat(), ""), threat(), "a row of 62 columns"},
		"id":             {with(threat(), 0, "9e8"), threat(), `GLOBALEVENTID is "9e8"`},
		"day":            {with(threat(), 1, "20190230"), threat(), `SQLDATE is "20190230"`},
		"rounded day":    {with(threat(), 1, "2.02E+07"), threat(), `SQLDATE is "2.02E+07" (a spreadsheet has rounded it`},
		"rounded stamp":  {with(threat(), 59, "2.02E+13"), threat(), `DATEADDED is "2.02E+13" (a spreadsheet has rounded it`},
		"short stamp":    {with(threat(), 59, "201903"), threat(), `DATEADDED is "201903"`},
		"hour":           {with(threat(), 59, "20190303250000"), threat(), `DATEADDED is`},
		"quad":           {with(threat(), 29, "5"), threat(), `QuadClass is "5"`},
		"score":          {with(threat(), 30, "-70"), threat(), `GoldsteinScale is "-70"`},
		"no number":      {with(threat(), 30, "NaN"), threat(), `GoldsteinScale is "NaN"`},
		"mentions":       {with(threat(), 31, "-1"), threat(), `NumMentions is "-1"`},
		"tone":           {with(threat(), 34, "x"), threat(), `AvgTone is "x"`},
		"header":         {with(threat(), 0, "GlobalEventID"), threat(), "the names of the columns, amid the rows"},
		"NUL":            {with(threat(), 6, "LI\x00MA"), threat(), ""},
		"only NUL":       {[]string{"\x00\x00\x00"}, threat(), "nothing but NUL characters"},
		"actor's place":  {with(threat(), 40, "12.05#"), threat(), `Actor1Geo_Lat, _Long is "12.05#, -77.05"`},
		"target's place": {with(threat(), 43, "?"), threat(), `Actor2Geo_Type is "?"`},
		"latitude":       {with(threat(), 56, "-180"), threat(), `ActionGeo_Lat, _Long is "-180, -70.2483"`},
		"code":           {with(threat(), 26, ""), threat(), `EventCode is ""`},
		"no score":       {with(threat(), 30, ""), threat(), ""},
		"no coordinates": {with(with(threat(), 56, ""), 57, ""), threat(), ""},
		"dashes":         {with(threat(), 26, "---"), threat(), ""},
		"mention":        {with(mention(), 11, "101"), mention(), `Confidence is "101"`},
		"mention time":   {with(mention(), 2, "2.02E+13"), mention(), `MentionTimeDate is "2.02E+13"`},
		"mention short":  {mention()[:15], mention(), "a row of 15 columns, not of 16"},
		"gkg id":         {with(knowledge(), 0, "x"), knowledge(), `GKGRECORDID is "x"`},
		"gkg tone":       {with(knowledge(), 15, "much"), knowledge(), `V1.5TONE is "much"`},
		"gkg short":      {knowledge()[:26], knowledge(), "a row of 26 columns, not of 27"},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, "f", line(c.sound)+line(c.row)+line(c.sound))
			items, problems := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, file)
			problems = slices.DeleteFunc(problems, func(p loaders.Problem) bool { return p.Warning })
			if c.want == "" {
				if len(items) != 3 || len(problems) != 0 {
					t.Errorf("%d items, %v", len(items), problems)
				}
				return
			}
			if len(items) != 2 || len(problems) != 1 || !strings.Contains(problems[0].Error(), ":2: "+c.want) {
				t.Errorf("%d items, %v, want %s", len(items), problems, c.want)
			}
			if len(items) == 2 && items[1].Line != 3 {
				t.Errorf("the last is on line %d", items[1].Line)
			}
		})
	}
}

// Of a packed file that was cut off, the whole rows before the end are loaded,
// and the line is named at which it ends.
func TestCutOff(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if err := gdelttest.Write(w, 0, 5000); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	half := packed.Bytes()[:packed.Len()/2]
	r, err := gzip.NewReader(bytes.NewReader(half))
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(r)
	whole := bytes.Count(text, []byte("\n"))
	items, problems := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, write(t, "cut.export.CSV.gz", string(half)))
	problems = slices.DeleteFunc(problems, func(p loaders.Problem) bool { return p.Warning })
	if len(items) != whole || whole < 2000 || len(problems) != 1 || problems[0].Line != whole+1 || !strings.Contains(problems[0].Error(), "cut off") {
		t.Errorf("%d of %d rows, %v", len(items), whole, problems)
	}
}

// The names of the columns above the rows are nothing to speak of.
func TestHeader(t *testing.T) {
	items, problems := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, write(t, "f", line(with(threat(), 0, "GLOBALEVENTID"))+line(threat())))
	if len(items) != 1 || len(problems) != 0 {
		t.Errorf("%d items, %v", len(items), problems)
	}
}

// A file whose first rows are damaged is known by those after them.
func TestKnownByLaterRows(t *testing.T) {
	file := write(t, "f", "x\n"+line(threat()[:60])+line(threat()))
	items, problems := loadertest.Items(t, &tabular.Loader{Formats: Formats()}, file)
	if len(items) != 1 || len(problems) != 2 {
		t.Errorf("%d items, %v", len(items), problems)
	}
}

// Events, and mentions of them, come together in one node, whichever is first.
func TestMentionsAddReports(t *testing.T) {
	events, mentions := write(t, "e", line(threat())+line(comment())), write(t, "m", line(mention())+line(with(mention(), 5, threat()[60])))
	var graphs []graph.Graph
	for _, files := range [][]string{{events, mentions}, {mentions, events}} {
		set := loadertest.NewSet()
		if _, err := loaders.Run(t.Context(), &tabular.Loader{Formats: Formats()}, files, set, loaders.Options{}); err != nil {
			t.Fatal(err)
		}
		graphs = append(graphs, set.Graph())
	}
	if d := cmp.Diff(graphs[0], graphs[1]); d != "" {
		t.Error(d)
	}
	for _, n := range graphs[0].Nodes {
		if p := n.Properties; n.ID == "event:gdelt:900000001" && (p["reports"] != 3 || p["independentReports"] != 2 || p["type"] != "THREATEN" || p["numMentions"] != 12 || p["goldstein"] != -7.0) {
			t.Errorf("%v", p)
		}
	}
	if err := graphs[0].Validate(); err != nil {
		t.Error(err)
	}
}

// Several events of one article add up.
func TestEventsOfOneArticle(t *testing.T) {
	other := with(threat(), 0, "900000009")
	set := loadertest.NewSet()
	if _, err := loaders.Run(t.Context(), &tabular.Loader{Formats: Formats()}, []string{write(t, "e", line(threat())+line(other))}, set, loaders.Options{}); err != nil {
		t.Fatal(err)
	}
	if f := set.Fragments(); len(f) != 1 || len(f[0].Reports) != 2 {
		t.Errorf("%d fragments", len(f))
	}
}

func TestSuite(t *testing.T) {
	rows := line(threat()) + line(comment()) + line(old(57)) + line(old(58)) + line(threat()[:50]) + line(with(threat(), 0, "900000005"))
	loadertest.Suite(t, func(*testing.T) loaders.Loader { return &tabular.Loader{Formats: Formats()} },
		write(t, "e", rows), write(t, "m", line(mention())), write(t, "g", line(knowledge())))
}

// Whatever a row holds, it is loaded as a valid Fragment or refused.
func FuzzRows(f *testing.F) {
	for _, r := range [][]string{threat(), comment(), old(57), old(58), mention(), knowledge()} {
		f.Add(strings.Join(r, "\t"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		sound := map[int][]string{61: threat(), 57: old(57), 58: old(58), 16: mention(), 27: knowledge()}[strings.Count(text, "\t")+1]
		if sound == nil || strings.ContainsAny(text, "\n\r") {
			return
		}
		l := &tabular.Loader{Options: tabular.Options{Input: input.Options{Stdin: strings.NewReader(line(sound) + text)}}, Formats: Formats()}
		n := 0
		err := l.Load(t.Context(), []string{"-"}, func(it loaders.Item) error {
			n++
			return it.Fragment.Validate()
		}, func(p loaders.Problem) {
			if !p.Warning {
				n++
			}
		})
		if err != nil || n != 2 && text != "" {
			t.Errorf("%d of 2 rows, %v", n, err)
		}
	})
}
