package localdb

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// runner is one way to run the server.
type runner interface {
	provider() Provider
	version() string
	// start starts the server on the ports of st and fills in st.PID; it does
	// not wait until it answers.
	start(ctx context.Context, st *state, opts Options) error
	// stop returns when the server has ended; force does not let it tidy up.
	stop(ctx context.Context, st state, force bool) error
	alive(ctx context.Context, st state) bool
}

// unsuited is why a provider is passed over: part of a message, not a failure.
type unsuited struct {
	reason string
	absent bool // nothing is there: not worth a word where another provider is found
}

func (u unsuited) Error() string { return u.reason }

// find takes the first provider that this machine has.
func (db *DB) find(ctx context.Context, st state, opts Options) (runner, error) {
	finders := map[Provider]func(context.Context, Options) (runner, error){
		Installation: db.findInstallation, Maven: db.findMaven, Docker: db.findDocker,
	}
	var reasons, notes []string
	for _, p := range Providers() {
		if opts.Provider != "" && opts.Provider != p {
			continue
		}
		r, err := finders[p](ctx, opts)
		if err == nil && st.Initialised {
			err = fitsData(r, st)
		}
		var no unsuited
		switch {
		case err == nil:
			for _, note := range notes {
				report(opts.Progress, note)
			}
			return r, nil
		case !errors.As(err, &no):
			return nil, err
		}
		reasons = append(reasons, fmt.Sprintf("%s: %s", p, no.reason))
		if !no.absent {
			notes = append(notes, "not used: "+no.reason)
		}
	}
	return nil, fmt.Errorf("%w: %s (%s; or use a Neo4j of your own through NEO4J_URI)", ErrNotFound, strings.Join(reasons, "; "), installHint(runtime.GOOS, exec.LookPath))
}

// fitsData keeps a database from being opened by a server that cannot read it.
func fitsData(r runner, st state) error {
	switch {
	case st.Version == "": // the notes are gone: the server itself will tell
		return nil
	case (r.provider() == Docker) != (st.Provider == Docker):
		return unsuited{reason: fmt.Sprintf("the database of this home was made with %s, which keeps its files elsewhere", st.Provider)}
	case versionLess(r.version(), st.Version):
		return unsuited{reason: fmt.Sprintf("Neo4j %s is older than %s, which wrote the database of this home", r.version(), st.Version)}
	}
	return nil
}

// runnerOf is the runner to stop or look at a server that is already there.
func (db *DB) runnerOf(st state) runner {
	if st.Provider == Docker {
		return &composeRunner{db: db}
	}
	return &javaRunner{db: db, from: st.Provider, release: st.Version}
}

// installHint names the commands that bring what is missing on this system.
func installHint(goos string, look func(string) (string, error)) string {
	switch goos {
	case "darwin":
		return "install Java 17 or newer and Maven: brew install --cask temurin@21 && brew install maven"
	case "windows":
		return "install Docker Desktop: winget install --exact --id Docker.DockerDesktop; or Java: winget install --exact --id EclipseAdoptium.Temurin.21.JDK, and Maven"
	}
	for _, m := range []struct{ tool, command string }{
		{"apt-get", "sudo apt-get install default-jre-headless maven"},
		{"dnf", "sudo dnf install java-21-openjdk-headless maven"},
		{"zypper", "sudo zypper install java-21-openjdk-headless maven"},
		{"pacman", "sudo pacman -S jre21-openjdk-headless maven"},
		{"apk", "sudo apk add openjdk21-jre-headless maven"},
		{"brew", "brew install openjdk@21 maven"},
	} {
		if _, err := look(m.tool); err == nil {
			return "install Java 17 or newer and Maven: " + m.command
		}
	}
	return "install Java 17 or newer and Maven, or Docker"
}
