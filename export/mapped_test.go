package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A mapped is a column of a file and what it must be in the export: a property
// of REPORTED_IN, or with "article." before it of the article.
type mapped struct {
	column, property string
	as               func(string) string
}

func asIs(s string) string { return s }

// none is what several data sets write where there is nothing.
func none(s string) string {
	if s == "NA" || s == "None" {
		return ""
	}
	return s
}

// numeral writes numbers alike; one that is zero is left out of the graph, and
// so is what is none.
func numeral(s string) string {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// known takes numbers below zero, too, for none.
func known(s string) string { return strings.TrimPrefix(numeral(s), "-1") }

// canonical writes the host of an address in small letters.
func canonical(s string) string {
	scheme, rest, _ := strings.Cut(s, "://")
	host, path, _ := strings.Cut(rest, "/")
	return scheme + "://" + strings.ToLower(host) + "/" + path
}

// unless gives what is not held against the export: what the file leaves open,
// or no list has.
func unless(values ...string) func(string) string {
	return func(s string) string {
		if slices.Contains(values, s) {
			return open
		}
		return s
	}
}

const open = "*"

// momentOf writes GDELT's moments as exports have them.
func momentOf(s string) string {
	t, err := time.Parse("20060102150405", s)
	if err != nil {
		return ""
	}
	return t.Format(time.RFC3339)
}

func dateOf(layouts ...string) func(string) string {
	return func(s string) string {
		for _, l := range layouts {
			if t, err := time.Parse(l, s); err == nil {
				return t.Format(time.DateOnly)
			}
		}
		return ""
	}
}

// A fileOf is a file of a data set, read here by other means than the loader's.
type fileOf struct {
	name, path string
	comma      rune   // 0 for tabs without quotation marks
	header     string // where the file has none
	rows       int    // of a large file
	id, date   string // columns that tell its events; date may be ""
	day        func(string) string
	columns    []mapped
}

const gdeltHeader = `GlobalEventID Day MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code
	Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
	Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles
	AvgTone A1Type A1Name A1Country A1ADM1 A1ADM2 A1Lat A1Long A1Feature A2Type A2Name A2Country A2ADM1 A2ADM2 A2Lat A2Long A2Feature GeoType GeoName GeoCountry GeoADM1 GeoADM2
	GeoLat GeoLong GeoFeature DateAdded SourceURL`

var fileOfs = []fileOf{
	{name: "gdelt", path: "testdata/gdelt.export.CSV", header: gdeltHeader, id: "GlobalEventID", date: "Day", day: dateOf("20060102"), columns: gdeltColumns},
	{name: "gdelt", path: "../../shared/data/gdelt/20180101000000.export.CSV", header: gdeltHeader, rows: 400, id: "GlobalEventID", date: "Day", day: dateOf("20060102"), columns: gdeltColumns},
	{name: "ucdp", path: "../../shared/data/ucdp/ucdpged.csv", comma: ',', rows: 400, id: "id", date: "date_start", day: dateOf("2006-01-02 15:04:05.000", "2006-01-02"), columns: ucdpColumns},
	{name: "ucdp", path: "../loaders/ucdp/testdata/ged.csv", comma: ',', id: "id", date: "date_start", day: dateOf("2006-01-02 15:04:05.000", "2006-01-02"), columns: ucdpColumns},
	{name: "acled", path: "../loaders/acled/testdata/events.csv", comma: ',', id: "event_id_cnty", columns: []mapped{
		{"fatalities", "fatalitiesBest", numeral}, {"latitude", "latitude", numeral}, {"longitude", "longitude", numeral}, {"geo_precision", "placePrecision", numeral},
		{"time_precision", "timePrecision", numeral}, {"notes", "notes", asIs}, {"location", "placeName", asIs}, {"source", "article.publisher", asIs},
		{"civilian_targeting", "tags", asIs},
	}},
	{name: "icews", path: "../loaders/icews/testdata/events.tab", id: "Event ID", date: "Event Date", day: dateOf("2006-01-02"), columns: []mapped{
		{"CAMEO Code", "cameo", asIs}, {"Intensity", "goldstein", numeral}, {"Event Text", "category", asIs}, {"Latitude", "latitude", numeral}, {"Longitude", "longitude", numeral},
		{"Sentence Number", "sentence", numeral}, {"Publisher", "article.publisher", none}, {"Story ID", "article.sourceId", unless("NA")}, {"Source Name", "sourcesAs", none},
	}},
	{name: "polecat", path: "../loaders/polecat/testdata/events.txt", id: "Event ID", date: "Event Date", day: dateOf("2006-01-02"), columns: []mapped{
		{"Event Type", "type", unless("JUMP")}, {"Event Mode", "mode", none}, {"Intensity", "goldstein", numeral}, {"Latitude", "latitude", numeral}, {"Longitude", "longitude", numeral},
		{"GeoNames ID", "placeId", none}, {"Source", "article.publisher", unless("", "None")},
	}},
}

var gdeltColumns = []mapped{
	{"EventCode", "cameo", asIs}, {"QuadClass", "quadClass", numeral}, {"GoldsteinScale", "goldstein", numeral}, {"NumMentions", "numMentions", numeral},
	{"NumSources", "numSources", numeral}, {"NumArticles", "numArticles", numeral}, {"AvgTone", "tone", numeral}, {"GeoName", "placeName", asIs}, {"GeoType", "placePrecision", numeral},
	{"GeoLat", "latitude", numeral}, {"GeoLong", "longitude", numeral}, {"GeoFeature", "placeId", asIs}, {"Actor1Code", "sourceCodes", asIs}, {"Actor2Code", "targetCodes", asIs},
	{"Actor1Name", "sourcesAs", asIs}, {"Actor2Name", "targetsAs", asIs}, {"SourceURL", "article.url", canonical},
	{"GeoADM1", "placeCodes.0", asIs}, {"GeoADM2", "placeCodes.1", asIs},
	{"A1Type", "sourcePlace.1", asIs}, {"A1Name", "sourcePlace.0", asIs}, {"A1ADM1", "sourcePlace.2", asIs}, {"A1ADM2", "sourcePlace.3", asIs}, {"A1Feature", "sourcePlace.4", asIs},
	{"A1Lat", "sourceLocationlatitude", numeral}, {"A1Long", "sourceLocationlongitude", numeral},
	{"A2Type", "targetPlace.1", asIs}, {"A2Name", "targetPlace.0", asIs}, {"A2ADM1", "targetPlace.2", asIs}, {"A2ADM2", "targetPlace.3", asIs}, {"A2Feature", "targetPlace.4", asIs},
	{"A2Lat", "targetLocationlatitude", numeral}, {"A2Long", "targetLocationlongitude", numeral},
	{"DateAdded", "recordedAt", momentOf},
}

var ucdpColumns = []mapped{
	{"best", "fatalitiesBest", numeral}, {"low", "fatalitiesLow", numeral}, {"high", "fatalitiesHigh", numeral}, {"deaths_a", "deathsSources", numeral}, {"deaths_b", "deathsTargets", numeral},
	{"deaths_civilians", "deathsCivilians", numeral}, {"deaths_unknown", "deathsUnknown", numeral}, {"latitude", "latitude", numeral}, {"longitude", "longitude", numeral},
	{"conflict_name", "conflict", asIs}, {"dyad_name", "dyad", asIs}, {"where_prec", "placePrecision", numeral}, {"event_clarity", "clarity", numeral}, {"date_prec", "timePrecision", numeral},
	{"number_of_sources", "numSources", known}, {"conflict_new_id", "conflictId", asIs}, {"dyad_new_id", "dyadId", asIs}, {"side_a_new_id", "sourceCodes.0", asIs},
	{"where_description", "notes", none},
}

// What a file's columns say is in the export of the graph that was loaded from
// it.
func TestMappedColumnsSurvive(t *testing.T) {
	for _, f := range fileOfs {
		t.Run(f.name+"/"+filepath.Base(f.path), func(t *testing.T) {
			path := f.head(t)
			rows := f.read(t, path)
			s := emptyStore(t)
			problems := tables(t, s, path)
			got := exported(t, jsonl(t, reading(s)))
			missing := 0
			for _, row := range rows {
				key := row[f.id]
				if f.date != "" { // else the day is within a span
					key += " " + f.day(row[f.date])
				}
				e, ok := got[key]
				if !ok {
					missing++
					continue
				}
				for _, m := range f.columns {
					want := m.as(row[m.column])
					if v := e[m.property]; v != want && want != open {
						t.Errorf("%s: %s is %q in the file, %s %q in the export", key, m.column, want, m.property, v)
					}
				}
			}
			if missing > len(problems) || len(got) == 0 || len(got)/2+missing < len(rows)*9/10 {
				t.Errorf("of %d rows %d are not in the export, but of %d something was said", len(rows), missing, len(problems))
			}
		})
	}
}

// head gives the file, or one of its first rows.
func (f fileOf) head(t *testing.T) string {
	in, err := os.Open(f.path)
	if errors.Is(err, os.ErrNotExist) && strings.Contains(f.path, "shared") {
		t.Skip("needs a real file: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if f.rows == 0 {
		return f.path
	}
	path := filepath.Join(t.TempDir(), filepath.Base(f.path))
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(in)
	for range f.rows {
		line, err := r.ReadString('\n')
		if _, err2 := out.WriteString(line); err2 != nil || err != nil {
			t.Fatal(err, err2)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// read gives the rows by column.
func (f fileOf) read(t *testing.T, path string) (rows []map[string]string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	var records [][]string
	if f.comma != 0 {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		for {
			rec, err := r.Read()
			if errors.Is(err, io.EOF) || errors.Is(err, csv.ErrQuote) {
				break // the head of a file may end within a field
			}
			if err != nil {
				t.Fatal(err)
			}
			records = append(records, rec)
		}
	} else {
		for line := range strings.Lines(text) {
			records = append(records, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
		}
	}
	head := strings.Fields(f.header)
	if f.header == "" {
		head, records = records[0], records[1:]
	}
	for _, rec := range records {
		row := map[string]string{}
		for i, name := range head {
			if i < len(rec) {
				row[name] = rec[i]
			}
		}
		for _, of := range []string{"Geo", "A1", "A2"} {
			if row[of+"Type"] != "0" {
				continue
			}
			for name := range row { // no place, whatever else is there
				if strings.HasPrefix(name, of) {
					row[name] = ""
				}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// exported gives the reports of an export, by the data set's id and the day.
func exported(t *testing.T, lines string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for line := range strings.Lines(lines) {
		var g struct {
			Article       map[string]any
			Relationships []struct {
				Type       string
				Properties map[string]any
			}
		}
		dec := json.NewDecoder(strings.NewReader(line))
		dec.UseNumber()
		if err := dec.Decode(&g); err != nil {
			t.Fatal(err)
		}
		for _, r := range g.Relationships {
			if r.Type != "REPORTED_IN" {
				continue
			}
			p := map[string]string{}
			put := func(prefix string, props map[string]any) {
				for name, v := range props {
					switch v := v.(type) {
					case json.Number:
						p[prefix+name] = numeral(v.String())
					case string:
						p[prefix+name] = v
					case []any:
						p[prefix+name], _ = v[0].(string)
						for i, x := range v {
							p[fmt.Sprintf("%s%s.%d", prefix, name, i)], _ = x.(string)
						}
					case map[string]any:
						if name == "location" {
							name = ""
						}
						for part, x := range v {
							n, _ := x.(json.Number)
							p[prefix+name+part] = numeral(n.String())
						}
					}
				}
			}
			put("", r.Properties)
			put("article.", g.Article)
			out[p["sourceEventId"]] = p
			out[p["sourceEventId"]+" "+p["startDate"]] = p
		}
	}
	return out
}
