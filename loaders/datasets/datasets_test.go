package datasets

import (
	"os"
	"strings"
	"testing"
)

// Each data set's file is known by its content alone, and nothing else is taken
// for one.
func TestDetect(t *testing.T) {
	for file, want := range map[string]string{"../icews/testdata/events.tab": "icews", "../polecat/testdata/events.txt": "polecat",
		"../ucdp/testdata/ged.csv": "ucdp", "../ucdp/testdata/candidate.csv": "ucdp", "../acled/testdata/events.csv": "acled",
		"../news/loader.go": "", "../../go.mod": "", "../../docs/schema.md": ""} {
		head, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Detect(file, head); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
	for _, head := range []string{"", "\n", "{}", "a,b,c\n", strings.Repeat("\t", 60), strings.Repeat(",", 48), "\xff\xfe"} {
		if got, ok := Detect("f", []byte(head)); ok {
			t.Errorf("%q is taken for %s", head, got)
		}
	}
}

func TestParse(t *testing.T) {
	for name, want := range map[string]string{"gdelt": "gdelt", "GDELT1": "gdelt", "gkg": "gdelt-gkg", "ngec": "polecat", "nothing": ""} {
		f, err := Parse(name)
		if (err == nil) != (want != "") || err == nil && f.Name() != want {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

// Real files, where they are there.
func TestDetectRealFiles(t *testing.T) {
	for file, want := range map[string]string{"gdelt/20180101000000.export.CSV": "gdelt", "gdelt/mixed/events1.csv": "gdelt", "gdelt/mixed/mentionsT.csv": "gdelt-mentions",
		"gdelt/mixed/gkg.csv": "gdelt-gkg", "ucdp/ucdpged.csv": "ucdp", "gdelt/lookups/cameoCountry.txt": "", "news/wikinews_2019.csv": "", "feeds/heise.atom": ""} {
		head, err := os.ReadFile("../../../shared/data/" + file)
		if err != nil {
			t.Skip("needs real files: ", err)
		}
		if got, _ := Detect(file, head[:min(len(head), 64<<10)]); got != want {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
}
