package localdb

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// compose is the server in a container; ports and password come from the environment.
//
//go:embed compose.yml
var compose []byte

// composeRunner runs the server by `docker compose`.
type composeRunner struct{ db *DB }

func (r *composeRunner) provider() Provider { return Docker }
func (r *composeRunner) version() string    { return mavenVersion }

// dockerProject tells the containers of one home from those of another.
func (db *DB) dockerProject() string {
	sum := sha256.Sum256([]byte(db.home))
	return "entente-" + hex.EncodeToString(sum[:4])
}

func (db *DB) findDocker(ctx context.Context, _ Options) (runner, error) {
	docker, err := exec.LookPath("docker")
	if err != nil {
		return nil, unsuited{reason: "no docker on the PATH", absent: true}
	}
	for _, try := range []struct {
		args   []string
		reason string
	}{
		{[]string{"version", "--format", "{{.Server.Version}}"}, "docker is here, but its engine does not answer"},
		{[]string{"compose", "version"}, "docker is here, but not its compose plugin"},
	} {
		if out, err := exec.CommandContext(ctx, docker, try.args...).CombinedOutput(); err != nil {
			return nil, errors.Join(ctx.Err(), unsuited{reason: try.reason + ": " + lastLines(string(out), 1)})
		}
	}
	return &composeRunner{db: db}, nil
}

// run gives a command to docker compose; the password goes through the environment.
func (r *composeRunner) run(ctx context.Context, st state, args ...string) ([]byte, error) {
	pw, err := r.db.Password()
	if err != nil {
		return nil, err
	}
	file := r.db.path("compose.yml")
	if err := writeFile(file, compose); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "docker", append([]string{"compose", "--project-name", r.db.dockerProject(), "--file", file}, args...)...)
	cmd.Env = append(os.Environ(), "NEO4J_PASSWORD="+pw,
		"BOLT_PORT="+strconv.Itoa(st.BoltPort), "HTTP_PORT="+strconv.Itoa(st.HTTPPort), "HEAP="+strconv.Itoa(st.Heap)+"m", "BROWSER_COMMANDS="+st.Commands)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, errors.Join(ctx.Err(), fmt.Errorf("docker compose %s: %w: %s", args[0], err, lastLines(string(out), 5)))
	}
	return out, nil
}

func (r *composeRunner) start(ctx context.Context, st *state, opts Options) error {
	var err error
	if st.Heap, err = opts.heapMiB(); err != nil {
		return err
	}
	st.Commands = join(opts.Desk.Commands)
	report(opts.Progress, "starting the container (the first time, docker fetches its image)")
	_, err = r.run(ctx, *st, "up", "--detach")
	return err
}

func (r *composeRunner) stop(ctx context.Context, st state, _ bool) error {
	args := []string{"down"}
	if st.Throwaway || !st.Initialised {
		args = append(args, "--volumes") // otherwise the data stays
	}
	_, err := r.run(ctx, st, args...)
	return err
}

func (r *composeRunner) alive(ctx context.Context, st state) bool {
	out, err := r.run(ctx, st, "ps", "--quiet", "--status", "running")
	return err == nil && strings.TrimSpace(string(out)) != ""
}
