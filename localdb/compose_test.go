package localdb

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	composecli "github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// loadCompose reads a file as docker compose does, interpolation, schema and
// consistency checks included.
func loadCompose(ctx context.Context, file string, env ...string) (*types.Project, error) {
	opts, err := composecli.NewProjectOptions([]string{file}, composecli.WithEnv(env), composecli.WithName("entente"))
	if err != nil {
		return nil, err
	}
	return opts.LoadProject(ctx)
}

var composeFiles = []struct {
	name, file string
	env        []string
}{
	{"the repository's", filepath.Join("..", "docker-compose.yml"), []string{"NEO4J_PASSWORD=correct-horse"}},
	{"localdb's", "compose.yml", []string{"NEO4J_PASSWORD=correct-horse", "BOLT_PORT=7687", "HTTP_PORT=7474", "HEAP=1024m"}},
}

// TestComposeServer holds what both compose files promise of Neo4j.
func TestComposeServer(t *testing.T) {
	for _, f := range composeFiles {
		t.Run(f.name, func(t *testing.T) {
			p, err := loadCompose(t.Context(), f.file, f.env...)
			if err != nil {
				t.Fatal(err)
			}
			s, err := p.GetService("neo4j")
			if err != nil {
				t.Fatal(err)
			}
			if want := "neo4j:" + mavenVersion + "-community"; s.Image != want {
				t.Errorf("image %q, want %q: the version of pom.xml", s.Image, want)
			}
			var ports []string
			for _, port := range s.Ports {
				ports = append(ports, port.Published)
				if port.HostIP != "127.0.0.1" {
					t.Errorf("port %s is published on %q, want loopback only", port.Published, port.HostIP)
				}
			}
			if want := []string{"7687", "7474"}; !slices.Equal(ports, want) {
				t.Errorf("ports %q, want %q", ports, want)
			}
			for name, want := range map[string]string{
				"NEO4J_AUTH": "neo4j/correct-horse",
				"NEO4J_dbms_security_allow__csv__import__from__file__urls": "false",
				"NEO4J_dbms_usage__report_enabled":                         "false",
				"NEO4J_server_bolt_advertised__address":                    "127.0.0.1:7687",
				"NEO4J_server_http_advertised__address":                    "127.0.0.1:7474",
			} {
				if got := s.Environment[name]; got == nil || *got != want {
					t.Errorf("%s is not %q", name, want)
				}
			}
			named := func(v types.ServiceVolumeConfig) bool { return v.Type == types.VolumeTypeVolume && v.Target == "/data" && v.Source != "" }
			if !slices.ContainsFunc(s.Volumes, named) {
				t.Errorf("no named volume for /data in %v", s.Volumes)
			}
		})
	}
}

// TestComposeNeedsPassword: there is no default secret.
func TestComposeNeedsPassword(t *testing.T) {
	for _, f := range composeFiles {
		t.Run(f.name, func(t *testing.T) {
			_, err := loadCompose(t.Context(), f.file, f.env[1:]...)
			if err == nil || !strings.Contains(err.Error(), "NEO4J_PASSWORD") {
				t.Errorf("error %v, want one that names NEO4J_PASSWORD", err)
			}
		})
	}
}

// TestComposeEntente: the service is built from the Dockerfile, waits for a
// healthy Neo4j and has no more rights than it needs.
func TestComposeEntente(t *testing.T) {
	p, err := loadCompose(t.Context(), composeFiles[0].file, composeFiles[0].env...)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.GetService("entente")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if s.Build == nil || s.Build.Context != root {
		t.Errorf("build %v, want the repository's Dockerfile", s.Build)
	}
	if d := s.DependsOn["neo4j"]; d.Condition != types.ServiceConditionHealthy {
		t.Errorf("depends on neo4j with condition %q", d.Condition)
	}
	if uri := s.Environment["NEO4J_URI"]; uri == nil || *uri != "bolt://neo4j:7687" {
		t.Errorf("NEO4J_URI %v", uri)
	}
	if !s.ReadOnly || !slices.Contains(s.CapDrop, "ALL") || len(s.Ports) > 0 {
		t.Errorf("read-only %v, dropped capabilities %v, ports %v", s.ReadOnly, s.CapDrop, s.Ports)
	}
}

// healthCommand is the health check as the container runs it, for another port.
func healthCommand(t *testing.T, port string) *exec.Cmd {
	t.Helper()
	p, err := loadCompose(t.Context(), composeFiles[0].file, composeFiles[0].env...)
	if err != nil {
		t.Fatal(err)
	}
	check := p.Services["neo4j"].HealthCheck
	if check == nil || len(check.Test) < 3 || check.Test[0] != "CMD" {
		t.Fatalf("health check %v, want a CMD", check)
	}
	args := slices.Clone(check.Test[1:])
	script := len(args) - 1
	args[script] = strings.ReplaceAll(strings.ReplaceAll(args[script], "$$", "$"), "/7687", "/"+port)
	return exec.CommandContext(t.Context(), args[0], args[1:]...)
}

// TestDockerfile holds the compiler equal to go.mod's and the user to nobody.
func TestDockerfile(t *testing.T) {
	dockerfile, err := os.ReadFile(filepath.Join("..", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go (\S+)$`).FindSubmatch(mod)
	if version == nil || !strings.Contains(string(dockerfile), "FROM golang:"+string(version[1])+"-") {
		t.Errorf("the Dockerfile does not build with go.mod's Go %s", version)
	}
	user := regexp.MustCompile(`(?m)^USER (\d+)`).FindSubmatch(dockerfile)
	if user == nil || string(user[1]) == "0" {
		t.Error("the Dockerfile names no numeric user that is not root")
	}
}
