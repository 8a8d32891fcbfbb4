package localdb_test

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
	"github.com/entente/entente/localdb/dbtest"
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

// pomVersion is the Neo4j that Maven brings.
func pomVersion(t *testing.T) string {
	t.Helper()
	pom, err := os.ReadFile("pom.xml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`<artifactId>neo4j-community-standalone</artifactId>\s*<version>([^<]+)<`).FindSubmatch(pom)
	if m == nil {
		t.Fatal("pom.xml names no Neo4j")
	}
	return string(m[1])
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
			if want := "neo4j:" + pomVersion(t) + "-community"; s.Image != want {
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
			named := func(v types.ServiceVolumeConfig) bool {
				return v.Type == types.VolumeTypeVolume && v.Target == "/data" && v.Source != ""
			}
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

// TestComposeHealth runs the health check as the container does, against a
// Neo4j that is there and against one that is not.
func TestComposeHealth(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash here, which the container has")
	}
	p, err := loadCompose(t.Context(), composeFiles[0].file, composeFiles[0].env...)
	if err != nil {
		t.Fatal(err)
	}
	check := p.Services["neo4j"].HealthCheck
	if check == nil || len(check.Test) != 4 || check.Test[0] != "CMD" {
		t.Fatalf("health check %v, want CMD bash -c SCRIPT", check)
	}
	healthy := func(port string) bool {
		script := strings.ReplaceAll(check.Test[3], "127.0.0.1/7687", "127.0.0.1/"+port)
		return exec.CommandContext(t.Context(), check.Test[1], check.Test[2], script).Run() == nil
	}
	server := dbtest.Start(t)
	if port := server.URI[strings.LastIndex(server.URI, ":")+1:]; !healthy(port) {
		t.Error("a Neo4j that answers is called unhealthy")
	}
	if port := server.HTTPURL[strings.LastIndex(server.HTTPURL, ":")+1:]; healthy(port) {
		t.Error("a port that speaks HTTP is called a healthy Bolt port")
	}
	if healthy("1") {
		t.Error("a closed port is called healthy")
	}
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
