package localdb

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDeskCheck(t *testing.T) {
	for command, ok := range map[string]bool{`style {"node":{}}`: true, "clear": true, "style a; clear": false, "style\nfoo=bar": false, "a\rb": false} {
		if err := (Options{Desk: Desk{Commands: []string{command}}}).check(); (err == nil) != ok {
			t.Errorf("%q: %v", command, err)
		}
	}
}

func TestDeskConfig(t *testing.T) {
	d := Desk{Commands: []string{"style {}", "clear"}}
	for _, c := range []struct {
		desk   Desk
		guided bool
		want   string
	}{
		{Desk{}, false, ""},
		{d, false, "browser.post_connect_cmd=style {}; clear\n"},
		{d, true, "browser.post_connect_cmd=style {}; clear; guide http://127.0.0.1:7474/browser/entente/guide.html\n"},
	} {
		got, _, _ := strings.Cut(c.desk.config("127.0.0.1:7474", c.guided), "browser.remote_content")
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestMakeDesk checks that the guide's jar has all of Browser's and the guide,
// and that it goes away with the guide.
func TestMakeDesk(t *testing.T) {
	home, lib := t.TempDir(), t.TempDir()
	db, err := New(home)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(db.path(), 0o700); err != nil {
		t.Fatal(err)
	}
	r := &javaRunner{db: db, lib: lib}
	if made, err := r.makeDesk([]byte("guide")); made || err != nil {
		t.Errorf("without Browser: %v, %v", made, err)
	}
	jar, err := os.Create(filepath.Join(lib, "neo4j-browser-1.0.0.jar"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(jar)
	want := map[string]string{"browser/": "", "browser/index.html": strings.Repeat("index ", 1000), "browser/entente/guide.html": "guide"}
	for _, name := range []string{"browser/", "browser/index.html"} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, want[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := jar.Close(); err != nil {
		t.Fatal(err)
	}
	if made, err := r.makeDesk([]byte("guide")); !made || err != nil {
		t.Fatal(made, err)
	}
	got := map[string]string{}
	read, err := zip.OpenReader(r.deskJar())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range read.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		got[f.Name] = string(b)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	if made, err := r.makeDesk(nil); made || err != nil {
		t.Error(made, err)
	}
	if _, err := os.Stat(r.deskJar()); !os.IsNotExist(err) {
		t.Errorf("the jar is still there: %v", err)
	}
	if err := os.WriteFile(filepath.Join(lib, "neo4j-browser-2.0.0.jar"), []byte("no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.makeDesk([]byte("guide")); err == nil || !strings.Contains(err.Error(), "neo4j-browser-2.0.0.jar") {
		t.Errorf("a broken jar: %v", err)
	}
}
