package follow

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/entente/entente/loaders"
)

// line is one line of a list: size, md5, address or name.
var line = regexp.MustCompile(`^(\d{1,15})\s+([0-9a-fA-F]{32})\s+(\S+)$`)

// fileName is what a file's name must be made of.
var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$`)

// parse reads a list. Lines of another form are counted and reported as one
// problem: GDELT's master list has a few.
func (f *Follower) parse(r io.Reader, base *url.URL) ([]entry, error) {
	var out []entry
	broken, first := 0, 0
	s := bufio.NewScanner(io.LimitReader(r, maxList))
	n := 0
	for s.Scan() {
		n++
		text := strings.TrimSpace(strings.TrimPrefix(s.Text(), "\ufeff"))
		if text == "" {
			continue
		}
		m := line.FindStringSubmatch(text)
		var at *url.URL
		if m != nil {
			at, _ = url.Parse(m[3])
		}
		if at == nil || !fileName.MatchString(path.Base(at.Path)) {
			if broken++; broken == 1 {
				first = n
			}
			continue
		}
		name := path.Base(at.Path)
		if !f.wanted(name) {
			continue
		}
		size, err := strconv.ParseInt(m[1], 10, 64)
		if err != nil {
			size = -1
		}
		e := entry{name: name, md5: strings.ToLower(m[2]), size: size}
		if base != nil {
			at = base.ResolveReference(at)
		}
		e.url = at.String()
		out = append(out, e)
	}
	if broken > 0 {
		f.Report(loaders.Warn(f.List, first, fmt.Sprintf("%d lines of the list, this the first, are not of the form 'size md5 url'", broken), "they are passed over"))
	}
	if err := s.Err(); err != nil {
		return nil, loaders.Problem{Source: f.List, Reason: "the list cannot be read to its end", Cure: "it is tried again at the next look", Err: err}
	}
	return out, nil
}

func (f *Follower) fetchList(ctx context.Context) ([]entry, error) {
	if f.Fetch == nil {
		return nil, loaders.Refuse(f.List, 0, "addresses cannot be fetched here", "name a directory")
	}
	res, err := f.Fetch.Get(ctx, f.List)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	base, err := url.Parse(res.URL)
	if err != nil {
		return nil, loaders.Problem{Source: f.List, Reason: "no address", Cure: "check it", Err: err}
	}
	return f.parse(res.Body, base)
}

// localList reads a list on disk, or a directory: the files in it, with sizes
// and md5s of the lists that lie there too.
func (f *Follower) localList() ([]entry, error) {
	info, err := os.Stat(f.List)
	if err != nil {
		return nil, loaders.Problem{Source: f.List, Reason: "no such list or directory", Cure: "check the name", Err: err}
	}
	if !info.IsDir() {
		list, err := f.readList(f.List)
		for i, e := range list { // files beside the list, where they are
			if p := filepath.Join(filepath.Dir(f.List), e.name); exists(p) {
				list[i].path, list[i].url = p, ""
			}
		}
		return list, err
	}
	files, err := os.ReadDir(f.List)
	if err != nil {
		return nil, loaders.Problem{Source: f.List, Reason: "the directory cannot be read", Cure: "check its mode", Err: err}
	}
	listed := map[string]entry{}
	for _, file := range files {
		if strings.HasSuffix(file.Name(), ".txt") && file.Type().IsRegular() { // a pipe would never end
			list, err := f.readList(filepath.Join(f.List, file.Name()))
			if err != nil {
				return nil, err
			}
			for _, e := range list {
				listed[e.name] = e
			}
		}
	}
	settled := f.Settled
	if settled <= 0 {
		settled = 10 * time.Second
	}
	var out []entry
	for _, file := range files {
		info, err := file.Info()
		if err != nil || !info.Mode().IsRegular() || !f.wanted(file.Name()) {
			continue
		}
		if !fileName.MatchString(file.Name()) { // the journal has a line for each
			f.Report(loaders.Warn(filepath.Join(f.List, file.Name()), 0, "a name of other characters than letters, digits, dots, hyphens and underscores", "rename it: it is passed over"))
			continue
		}
		e, ok := listed[file.Name()]
		if !ok {
			// A time far ahead is that of a clock that has been set back since.
			if age := time.Since(info.ModTime()); age < settled && age > -settled {
				continue // somebody may be writing it
			}
			e = entry{name: file.Name(), size: -1}
		}
		e.path, e.url = filepath.Join(f.List, file.Name()), ""
		out = append(out, e)
	}
	return out, nil
}

func (f *Follower) readList(name string) ([]entry, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, loaders.Problem{Source: name, Reason: "the list cannot be read", Cure: "check its mode", Err: err}
	}
	defer file.Close()
	return f.parse(file, nil)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
