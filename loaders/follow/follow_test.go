package follow

import (
	"context"
	"crypto/md5"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/fetch"
)

// A server publishes files and a list of them; "{{host}}" in the list is its
// own address.
type server struct {
	*httptest.Server
	mu    sync.Mutex
	files map[string]string
	got   []string
}

func newServer(t *testing.T) *server {
	s := &server{files: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		content, ok := s.files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if r.URL.Path != "/list.txt" {
			s.got = append(s.got, r.URL.Path)
		}
		fmt.Fprint(w, strings.ReplaceAll(content, "{{host}}", s.URL))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) put(path, content string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = content
}

func sum(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }

func listed(name, content string) string {
	return fmt.Sprintf("%d %s %s\n", len(content), sum(content), name)
}

// A harness follows with a journal in a file, and notes what was loaded.
type harness struct {
	*Follower
	loaded, said []string
	fail         error
}

func follow(t *testing.T, list, dir string) *harness {
	t.Helper()
	j, err := OpenJournal(filepath.Join(dir, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Options{AllowPrivate: true, PerHost: -1, IgnoreRobots: true})
	t.Cleanup(func() { client.Close(); j.Close() })
	h := &harness{}
	h.Follower = &Follower{List: list, Journal: j, Dir: filepath.Join(dir, "files"), Fetch: client,
		Load: func(_ context.Context, path string) error {
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if h.fail != nil {
				return h.fail
			}
			h.loaded = append(h.loaded, filepath.Base(path)+"="+string(content))
			return nil
		},
		Report: func(p loaders.Problem) { h.said = append(h.said, p.Error()) },
	}
	return h
}

func (h *harness) once(t *testing.T, want int) {
	t.Helper()
	if n, err := h.Once(t.Context()); err != nil || n != want {
		t.Errorf("%d taken, %v; want %d", n, err, want)
	}
}

func (h *harness) expect(t *testing.T, loaded ...string) {
	t.Helper()
	if !slices.Equal(h.loaded, loaded) {
		t.Errorf("loaded %q, want %q", h.loaded, loaded)
	}
}

const one, two = "20190303004500.export.CSV.zip", "20190303010000.mentions.CSV.zip"

// Each new file is taken once, in the order of time, also after a restart.
func TestTakesEachOnce(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.put("/v2/"+one, "first")
	s.put("/v2/"+two, "second")
	s.put("/list.txt", listed("{{host}}/v2/"+two, "second")+listed("v2/"+one, "first")+listed("{{host}}/v2/readme.pdf", "x")+listed("{{host}}/v2/"+two, "second"))
	h := follow(t, s.URL+"/list.txt", dir)
	h.once(t, 2)
	h.once(t, 0)
	h.expect(t, one+"=first", two+"=second")
	h = follow(t, s.URL+"/list.txt", dir)
	h.once(t, 0)
	later := "20190303011500.gkg.csv.zip"
	s.put("/v2/"+later, "third")
	s.put("/list.txt", listed("{{host}}/v2/"+later, "third"))
	h.once(t, 1)
	h.expect(t, later+"=third")
	if left, _ := os.ReadDir(h.Dir); len(left) > 0 || len(s.got) != 3 || len(h.said) > 0 {
		t.Errorf("left %v, got %v, said %q", left, s.got, h.said)
	}
}

// What is damaged, missing or malformed is reported, the rest taken, and what
// was repaired taken later.
func TestDamage(t *testing.T) {
	s := newServer(t)
	s.put("/"+one, "damagee")
	s.put("/"+two, "second")
	s.put("/list.txt", "garbage\n"+listed("/"+one, "damaged")+listed("/"+two, "second")+listed("/20190303020000.export.CSV.zip", "gone")+
		listed("/..", "up")+listed(`/a%2f..%2fb.export.CSV.zip`, "up")+strings.Replace(listed("/20190303030000.export.CSV.zip", "long"), "4 ", "9 ", 1))
	s.put("/20190303030000.export.CSV.zip", "long")
	h := follow(t, s.URL+"/list.txt", t.TempDir())
	h.once(t, 1)
	h.expect(t, two+"=second")
	for _, want := range []string{":1: 2 lines of the list", one + ": it is damaged: its md5", "20190303020000.export.CSV.zip: ", "it has 4 bytes, and should have 9"} {
		if !slices.ContainsFunc(h.said, func(s string) bool { return strings.Contains(s, want) }) {
			t.Errorf("%q is missing in %q", want, h.said)
		}
	}
	s.put("/"+one, "damaged")
	h.once(t, 1)
	h.expect(t, two+"=second", one+"=damaged")
}

// A file whose loading failed is loaded again after a restart, without being
// fetched again.
func TestLoadingFails(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	s.put("/"+one, "first")
	s.put("/list.txt", listed("/"+one, "first"))
	h := follow(t, s.URL+"/list.txt", dir)
	h.fail = errors.New("the database is down")
	if _, err := h.Once(t.Context()); !errors.Is(err, h.fail) {
		t.Errorf("%v", err)
	}
	h = follow(t, s.URL+"/list.txt", dir)
	h.fail = loaders.Refuse("x", 1, "odd", "")
	if _, err := h.Once(t.Context()); err == nil {
		t.Error("a problem of loading was taken for one of the file")
	}
	h.fail = nil
	h.once(t, 1)
	h.expect(t, one+"=first")
	if len(s.got) != 1 {
		t.Errorf("fetched %v", s.got)
	}
}

func TestListIsGone(t *testing.T) {
	s := newServer(t)
	for _, list := range []string{s.URL + "/nowhere.txt", filepath.Join(t.TempDir(), "nowhere")} {
		h := follow(t, list, t.TempDir())
		h.once(t, 0)
		if len(h.said) != 1 {
			t.Errorf("%s: said %q", list, h.said)
		}
	}
}

func TestDirectory(t *testing.T) {
	in := t.TempDir()
	write := func(name, content string, age time.Duration) {
		t.Helper()
		name = filepath.Join(in, name)
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(name, when, when); err != nil {
			t.Fatal(err)
		}
	}
	write(one, "first", time.Hour)
	write(two, "part", 0)
	write("20190303020000.export.CSV", "damagee", time.Hour)
	write("20190303030000.export.CSV", "listed", 0)
	write("lastupdate.txt", listed("http://elsewhere.example/20190303020000.export.CSV", "damaged")+listed("http://elsewhere.example/20190303030000.export.CSV", "listed"), 0)
	h := follow(t, in, t.TempDir())
	h.once(t, 2)
	h.expect(t, one+"=first", "20190303030000.export.CSV=listed")
	if len(h.said) != 1 || !strings.Contains(h.said[0], "damaged") {
		t.Errorf("said %q", h.said)
	}
	write(two, "whole", time.Minute)
	h.once(t, 1)
	h.expect(t, one+"=first", "20190303030000.export.CSV=listed", two+"=whole")
	if !exists(filepath.Join(in, one)) {
		t.Error("somebody else's file was removed")
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	s := newServer(t)
	s.put("/"+one, "first")
	s.put("/list.txt", listed("/"+one, "first"))
	h := follow(t, s.URL+"/list.txt", t.TempDir())
	h.Every = time.Millisecond
	enough := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	looks := 0
	h.Looked = func(int) {
		if looks++; looks == 3 {
			cancel(enough)
		}
	}
	if err := h.Run(ctx); !errors.Is(err, enough) {
		t.Error(err)
	}
	h.expect(t, one+"=first")
}

func TestJournalSurvivesACut(t *testing.T) {
	name := filepath.Join(t.TempDir(), "j")
	if err := os.WriteFile(name, []byte("aa whole\nbb cut"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		j, err := OpenJournal(name)
		if err != nil {
			t.Fatal(err)
		}
		for file, want := range map[string]bool{"whole": true, "cut": false, "other": false} {
			if got, err := j.Done(t.Context(), file); got != want || err != nil {
				t.Errorf("%s: %v, %v", file, got, err)
			}
		}
		if err := j.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func FuzzList(f *testing.F) {
	f.Add("5 297a16b493de7cf6ca809a7cc31d0b93 http://h.example/20150218230000.export.CSV.zip\n")
	f.Add("x\n5 297a16b493de7cf6ca809a7cc31d0b93 ://\n")
	f.Fuzz(func(t *testing.T, list string) {
		h := &Follower{Report: func(loaders.Problem) {}}
		entries, err := h.parse(strings.NewReader(list), nil)
		if err == nil {
			for _, e := range entries {
				if !fileName.MatchString(e.name) || len(e.md5) != 32 {
					t.Errorf("%+v", e)
				}
			}
		}
	})
}
