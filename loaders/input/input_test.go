package input

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/entente/entente/loaders"
)

func gz(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zipped(t testing.TB, entries ...string) string { return zippedBy(t, zip.Deflate, entries...) }

func zippedBy(t testing.TB, method uint16, entries ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		e, err := w.CreateHeader(&zip.FileHeader{Name: entries[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(e, entries[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func write(t testing.TB, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// walk gives "name=content" of what is visited, and what is reported.
func walk(t testing.TB, o Options, sources ...string) (seen, said []string) {
	t.Helper()
	err := Walk(t.Context(), o, sources, func(f *File) error {
		b, err := io.ReadAll(f.Body)
		if err != nil {
			return err
		}
		s := string(b)
		if len(s) > 40 {
			s = fmt.Sprintf("%d bytes", len(s))
		}
		seen = append(seen, filepath.ToSlash(f.Name)+"="+s)
		return nil
	}, func(p loaders.Problem) { said = append(said, filepath.ToSlash(p.Error())) })
	if err != nil {
		t.Fatal(err)
	}
	return seen, said
}

func equal(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWalk(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "d/b.txt", "b")
	write(t, "d/a/z.txt", "z")
	write(t, "d/.hidden", "no")
	write(t, "d/.git/x", "no")
	write(t, "d/c.txt.gz", gz(t, "c")+gz(t, "c")) // two members
	write(t, "d/k.zip", zipped(t, "2.txt", "two", "1.txt", "one", ".x", "no", "__MACOSX/1.txt", "no", "in.gz", gz(t, "deep")))
	write(t, "e/deep/er/q.txt", "q")
	write(t, "[odd].txt", "odd")
	if err := os.MkdirAll("none", 0o755); err != nil {
		t.Fatal(err)
	}
	stdin := strings.NewReader("standing by")
	d := []string{"d/a/z.txt=z", "d/b.txt=b", "d/c.txt.gz=cc", "d/k.zip!2.txt=two", "d/k.zip!1.txt=one", "d/k.zip!in.gz=deep"}
	for _, c := range []struct {
		sources, seen, said []string
	}{
		{[]string{"d"}, d, nil},
		{[]string{"d/b.txt", "-", "d/b.txt"}, []string{"d/b.txt=b", "-=standing by", "d/b.txt=b"}, nil},
		{[]string{"d/*.txt"}, []string{"d/b.txt=b"}, nil},
		{[]string{"**/*.txt"}, []string{"[odd].txt=odd", "d/b.txt=b", "d/a/z.txt=z", "e/deep/er/q.txt=q"}, nil},
		{[]string{"d/**/z.txt"}, []string{"d/a/z.txt=z"}, nil},
		{[]string{"e/**"}, []string{"e/deep/er/q.txt=q"}, nil},
		{[]string{"e/*/e?"}, []string{"e/deep/er/q.txt=q"}, nil},
		{[]string{"[odd].txt"}, []string{"[odd].txt=odd"}, nil},
		{[]string{"nothing.txt", "d/b.txt"}, []string{"d/b.txt=b"}, []string{"nothing.txt: no such file (check the name)"}},
		{[]string{"*.none"}, nil, []string{"*.none: no file matches (check the pattern)"}},
		{[]string{"x[.txt"}, nil, []string{`x[.txt: the pattern has an open bracket (write \[ for a bracket in a name)`}},
		{[]string{"none"}, nil, []string{"none: the directory holds no files (name a directory with articles)"}},
		{[]string{"ftp://h/x"}, nil, []string{"ftp://h/x: only http and https addresses can be loaded (download it and name the file)"}},
		{[]string{"http://h/x"}, nil, []string{"http://h/x: addresses cannot be fetched here (download the page and name the file)"}},
		{[]string{""}, nil, []string{`"": a source without a name (name a file, a directory, a URL or -)`}},
	} {
		seen, said := walk(t, Options{Stdin: stdin}, c.sources...)
		equal(t, fmt.Sprint(c.sources), seen, c.seen)
		equal(t, fmt.Sprint(c.sources), said, c.said)
	}
}

func TestWalkLinks(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "d/a.txt", "a")
	write(t, "e/secret.txt", "of somebody else")
	write(t, "dd/secret.txt", "likewise")
	for _, l := range [][2]string{{"a.txt", "d/link.txt"}, {"../d/a.txt", "d/link2.txt"}, {".", "d/round"}, {"gone", "d/dangling"}, {"../e/secret.txt", "d/out.txt"},
		{"../dd/secret.txt", "d/out2.txt"}, {"out.txt", "d/out3.txt"}, {"/etc/passwd", "d/passwd"}, {"d", "link"}} {
		if err := os.Symlink(l[0], l[1]); err != nil {
			t.Skip(err)
		}
	}
	seen, said := walk(t, Options{}, "d")
	equal(t, "seen", seen, []string{"d/a.txt=a", "d/link.txt=a", "d/link2.txt=a"})
	const out = ": a link to a file outside the directory is not followed (name the file itself)"
	equal(t, "said", said, []string{"d/dangling: no such file (check the name)", "d/out.txt" + out, "d/out2.txt" + out, "d/out3.txt" + out, "d/passwd" + out, "d/round: a link to a directory is not followed (name the directory itself)"})
	seen, _ = walk(t, Options{}, "link")
	equal(t, "a link that is named", seen, []string{"link/a.txt=a", "link/link.txt=a", "link/link2.txt=a"})
}

// What is packed wrongly is one Problem; what was fine around it is visited.
func TestDamagedArchives(t *testing.T) {
	t.Chdir(t.TempDir())
	long := strings.Repeat("Some words of an article that go on. ", 4000)
	whole := gz(t, long)
	write(t, "cut.gz", whole[:len(whole)/2])
	bent := []byte(whole)
	bent[len(bent)-6] ^= 0xff
	write(t, "bent.gz", string(bent))
	write(t, "cut.zip", zipped(t, "a.txt", long)[:100])
	write(t, "empty.zip", zipped(t))
	write(t, "word.docx", zipped(t, "[Content_Types].xml", "<x/>", "word/document.xml", "<y/>"))
	write(t, "crc.zip", strings.Replace(zippedBy(t, zip.Store, "a.txt", "fine", "b.txt", "sound"), "fine", "fin!", 1))
	write(t, "locked.zip", encryptedZip(t))
	deep := zipped(t, "x.txt", "deep down")
	for range 4 {
		deep = zipped(t, "in.zip", deep)
	}
	write(t, "deep.zip", deep)
	for name, want := range map[string]string{
		"cut.gz":     "cut.gz: the data ends too early: it was cut off (fetch it again)",
		"bent.gz":    "bent.gz: the packed data is damaged (fetch it again)",
		"cut.zip":    "cut.zip: the zip archive is broken or cut off (fetch it again)",
		"empty.zip":  "empty.zip: the zip archive holds no files (fetch it again)",
		"word.docx":  "word.docx: a word processor's or e-book's document (save it as plain text or HTML)",
		"locked.zip": "locked.zip!a.txt: the entry is encrypted (unpack it with its password first)",
		"deep.zip":   "deep.zip!in.zip!in.zip!in.zip: archives within archives, more than 3 deep (unpack it first, if you trust it)",
	} {
		seen, said := walk(t, Options{}, name)
		equal(t, name, seen, nil)
		equal(t, name, said, []string{want})
	}
	seen, said := walk(t, Options{}, "crc.zip")
	equal(t, "crc.zip", seen, []string{"crc.zip!b.txt=sound"})
	if len(said) != 1 || !strings.HasPrefix(said[0], "crc.zip!a.txt: the packed data is damaged") {
		t.Errorf("crc.zip: %q", said)
	}
}

func encryptedZip(t testing.TB) string {
	s := []byte(zipped(t, "a.txt", "secret"))
	central := bytes.Index(s, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(s[central+8:], binary.LittleEndian.Uint16(s[central+8:])|1)
	return string(s)
}

// zeros is an endless source, for bombs.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestBombs(t *testing.T) {
	t.Chdir(t.TempDir())
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.CopyN(w, zeros{}, 20<<20); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	bomb := b.String()
	write(t, "bomb.gz", bomb)
	write(t, "bomb.zip", zipped(t, "a.txt", "fine", "b.gz", bomb, "c.txt", "not reached"))
	for _, name := range []string{"bomb.gz", "bomb.zip"} {
		seen, said := walk(t, Options{}, name)
		if len(said) != 1 || !strings.Contains(said[0], "unpacks to more than 200 times its size") {
			t.Errorf("%s: %q", name, said)
		}
		if name == "bomb.zip" {
			equal(t, name, seen, []string{"bomb.zip!a.txt=fine"})
		}
	}
	_, said := walk(t, Options{Limits: Limits{MaxBytes: 1 << 20}}, "bomb.gz")
	equal(t, "limit", said, []string{"bomb.gz: it unpacks to more than 1048576 bytes (raise the limit, if you trust it, or unpack it first)"})
	write(t, "many.zip", zipped(t, "1", "a", "2", "b", "3", "c"))
	seen, said := walk(t, Options{Limits: Limits{MaxEntries: 2}}, "many.zip")
	equal(t, "entries", seen, nil)
	equal(t, "entries", said, []string{"many.zip: the zip archive has 3 entries, more than 2 (unpack it first, if you trust it)"})
	// Entries that share their data make a small archive large without any
	// nesting; the budget is the whole archive's.
	write(t, "shared.zip", overlapping(t, 100, 1<<20))
	_, said = walk(t, Options{}, "shared.zip")
	if len(said) != 1 || !strings.Contains(said[0], "times its size") {
		t.Errorf("shared.zip: %q", said)
	}
}

// overlapping makes a zip archive of n entries that all lead to one piece of
// data of size zeros.
func overlapping(t testing.TB, n, size int) string {
	t.Helper()
	content := make([]byte, size)
	one := zipped(t, "a", string(content))
	central := strings.Index(one, "PK\x01\x02")
	end := strings.Index(one, "PK\x05\x06")
	header := one[central:end]
	var b strings.Builder
	b.WriteString(one[:central])
	for range n {
		b.WriteString(header)
	}
	tail := []byte(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(header)))
	b.Write(tail)
	return b.String()
}

// A zip archive that comes as a stream is read as one on disk is.
func TestZipFromStdin(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	seen, said := walk(t, Options{Stdin: strings.NewReader(zipped(t, "a.txt", "a", "b.txt", "b"))}, "-")
	equal(t, "seen", seen, []string{"-!a.txt=a", "-!b.txt=b"})
	equal(t, "said", said, nil)
	_, said = walk(t, Options{Stdin: strings.NewReader(zipped(t, "a.txt", "a")), Limits: Limits{MaxSpool: 10}}, "-")
	equal(t, "said", said, []string{"-: a zip archive of more than 10 bytes from a stream (save it to a file and name that)"})
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestCountAndProgress(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "d/a.txt", "12345")
	write(t, "d/b.gz", gz(t, "packed"))
	write(t, "d/c.zip", zipped(t, "x", "y"))
	files, size, known, err := Count(t.Context(), []string{"d", "d/a.txt"})
	if err != nil || files != 4 || !known {
		t.Errorf("%d files, known %v, %v", files, known, err)
	}
	var read int64
	walk(t, Options{Progress: func(n int64) { read += n }}, "d", "d/a.txt")
	if read != size {
		t.Errorf("counted %d bytes, told of %d", size, read)
	}
	if files, _, known, _ = Count(t.Context(), []string{"-", "http://h/x", "gone"}); files != 2 || known {
		t.Errorf("%d files, known %v", files, known)
	}
}

func TestWalkEnds(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "d/a", "a")
	write(t, "d/b", "b")
	stop := errors.New("stop")
	n := 0
	err := Walk(t.Context(), Options{}, []string{"d"}, func(*File) error { n++; return stop }, func(loaders.Problem) {})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("%v after %d", err, n)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	err = Walk(ctx, Options{}, []string{"d"}, func(f *File) error { cancel(stop); _, err := io.ReadAll(f.Body); return err }, func(loaders.Problem) {})
	if !errors.Is(err, stop) {
		t.Error(err)
	}
}

// Whatever a file holds, walking it ends without an error of its own.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte(gz(f, "text")))
	f.Add([]byte(zipped(f, "a.txt", "text", "b.gz", gz(f, "inner"))))
	f.Add([]byte(encryptedZip(f)))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte{0x1f, 0x8b})
	f.Fuzz(func(t *testing.T, content []byte) {
		name := filepath.Join(t.TempDir(), "f")
		write(t, name, string(content))
		for _, source := range []string{name, "-"} {
			err := Walk(t.Context(), Options{Stdin: bytes.NewReader(content), Limits: Limits{MaxBytes: 1 << 20}}, []string{source}, func(f *File) error {
				n, err := io.Copy(io.Discard, f.Body)
				if n > 1<<20+int64(len(content)) {
					t.Errorf("%d bytes out of %d", n, len(content))
				}
				return err
			}, func(p loaders.Problem) {
				if p.Reason == "" || p.Cure == "" {
					t.Errorf("%+v", p)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
