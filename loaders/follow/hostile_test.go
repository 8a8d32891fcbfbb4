package follow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A directory into which strangers write can hold pipes, links, names that
// would be lines of the journal, and times of a clock that was wrong.
func TestHostileDirectory(t *testing.T) {
	in := t.TempDir()
	put := func(name, content string, age time.Duration) {
		t.Helper()
		name = filepath.Join(in, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Skipf("no such names here: %v", err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(name, when, when); err != nil {
			t.Fatal(err)
		}
	}
	put(one, "first", time.Hour)
	put(two, "from a clock that was a year ahead", -365*24*time.Hour)
	put("x\nabc "+one+".export.CSV", "a line of the journal", time.Hour)
	put("\x1b[2J.export.CSV", "an escape", time.Hour)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(in, "20190303090000.export.CSV")); err != nil {
		t.Skip(err)
	}
	pipe(t, filepath.Join(in, "lastupdate.txt"))
	pipe(t, filepath.Join(in, "20190303100000.export.CSV"))
	dir := t.TempDir()
	h := follow(t, in, dir)
	h.once(t, 2)
	h.expect(t, one+"=first", two+"=from a clock that was a year ahead")
	if len(h.said) != 2 || strings.ContainsAny(strings.Join(h.said, ""), "\n\x1b") {
		t.Errorf("said %q", h.said)
	}
}

// What the journal holds, whatever was written into its file, is what it tells.
func FuzzJournal(f *testing.F) {
	for _, s := range []string{"", "aa b\n", "aa b", "\n\n", "a\x00b c\nd e\n"} {
		f.Add(s, "name")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		if strings.ContainsAny(name, "\n") {
			return // list and directory let no such names through
		}
		file := filepath.Join(t.TempDir(), "j")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := OpenJournal(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := j.SetDone(t.Context(), name, "0"); err != nil {
			t.Fatal(err)
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := OpenJournal(file)
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if done, err := again.Done(t.Context(), name); !done || err != nil {
			t.Errorf("%q is not remembered after %q", name, text)
		}
		for old := range j.done {
			if !again.done[old] {
				t.Errorf("%q is forgotten", old)
			}
		}
	})
}
