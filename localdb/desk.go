package localdb

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Desk is how Neo4j Browser greets who connects. The zero value leaves
// Browser as it comes.
type Desk struct {
	// Commands are commands of Neo4j Browser, such as `style {...}` with JSON:
	// one line each, no semicolon, no colon at the start.
	Commands []string
	// Guide is the HTML of a guide. The server itself has it at
	// /browser/entente/guide.html. Not in a container.
	Guide []byte
}

func (d Desk) check() error {
	for _, c := range d.Commands {
		if strings.ContainsAny(c, ";\r\n") {
			return fmt.Errorf("command %q for Neo4j Browser has a semicolon or a line's end", c)
		}
	}
	return nil
}

// guidePath is where the server has the guide, below its HTTP address.
const guidePath = "browser/entente/guide.html"

// config gives the settings by which Browser opens with style and guide
// (Neo4j operations manual, "Configuration settings", browser.*). Browser
// takes guides only from hosts on the list: to the usual ones comes loopback.
func (d Desk) config(httpAddress string, guided bool) string {
	commands := slices.Clone(d.Commands)
	if guided {
		commands = append(commands, "guide http://"+httpAddress+"/"+guidePath)
	}
	if len(commands) == 0 {
		return ""
	}
	return "browser.post_connect_cmd=" + join(commands) + "\n" +
		"browser.remote_content_hostname_whitelist=guides.neo4j.com,localhost,127.0.0.1\n"
}

func join(commands []string) string { return strings.Join(commands, "; ") }

// deskJar is Neo4j Browser's own jar with the guide in it. The server takes what
// it shows below /browser/ from the first jar on its class path that has a
// folder of this name: so it serves the guide itself, with the headers that
// Browser needs, and no other process runs.
func (r *javaRunner) deskJar() string { return r.db.path("browser.jar") }

// makeDesk writes the jar anew, and tells whether there is one.
func (r *javaRunner) makeDesk(guide []byte) (made bool, err error) {
	jars, err := filepath.Glob(filepath.Join(r.lib, "neo4j-browser-*.jar"))
	if err != nil || len(jars) == 0 || len(guide) == 0 {
		if err := os.Remove(r.deskJar()); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, fmt.Errorf("guide for Neo4j Browser: %w", err)
		}
		return false, err // an installation without Browser needs no guide
	}
	from, err := zip.OpenReader(jars[len(jars)-1])
	if err != nil {
		return false, fmt.Errorf("Neo4j Browser in %s: %w", jars[len(jars)-1], err)
	}
	defer from.Close()
	tmp, err := os.CreateTemp(r.db.path(), "browser.jar.*")
	if err != nil {
		return false, fmt.Errorf("guide for Neo4j Browser: %w", err)
	}
	err = errors.Join(addGuide(tmp, &from.Reader, guide), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), r.deskJar())
	}
	if err != nil {
		return false, errors.Join(fmt.Errorf("guide for Neo4j Browser: %w", err), os.Remove(tmp.Name()))
	}
	return true, nil
}

// addGuide copies an archive as it is, and adds the guide.
func addGuide(w io.Writer, from *zip.Reader, guide []byte) error {
	z := zip.NewWriter(w)
	for _, f := range from.File {
		if err := z.Copy(f); err != nil {
			return err
		}
	}
	f, err := z.Create(guidePath)
	if err == nil {
		_, err = f.Write(guide)
	}
	return errors.Join(err, z.Close())
}
