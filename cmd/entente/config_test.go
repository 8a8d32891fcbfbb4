package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/viper"
)

func TestEnvFiles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
		bad        int
	}{
		{"as Aura writes it", "# Wait 60 seconds before connecting\nNEO4J_URI=neo4j+s://ab12.databases.neo4j.io\nNEO4J_USERNAME=neo4j\nNEO4J_PASSWORD=a-b_C\nAURA_INSTANCEID=ab12\nAURA_INSTANCENAME=Instance01\n",
			map[string]string{"NEO4J_URI": "neo4j+s://ab12.databases.neo4j.io", "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "a-b_C", "AURA_INSTANCEID": "ab12", "AURA_INSTANCENAME": "Instance01"}, 0},
		{"for a shell, with a mark and the line ends of Windows", "\ufeffexport NEO4J_PASSWORD=\"p q\"\r\n\r\n  # x\r\n", map[string]string{"NEO4J_PASSWORD": "p q"}, 0},
		{"nothing is expanded", "NEO4J_PASSWORD=$HOME`id`\\n=#x", map[string]string{"NEO4J_PASSWORD": "$HOME`id`\\n=#x"}, 0},
		{"quotation marks that do not match", `NEO4J_PASSWORD="x'`, map[string]string{"NEO4J_PASSWORD": `"x'`}, 0},
		{"a password alone", "A=b\nhunter2\n", nil, 2},
		{"nothing", "", map[string]string{}, 0},
	} {
		got, bad := parseEnv(c.text)
		if bad != c.bad || !maps.Equal(got, c.want) {
			t.Errorf("%s: %q, %d, want %q, %d", c.name, got, bad, c.want, c.bad)
		}
	}
}

// TestHostileWorkingDirectory runs the program where somebody else has put an
// entente.yaml.
func TestHostileWorkingDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	environ := []string{"XDG_CONFIG_HOME=" + t.TempDir(), "ENTENTE_HOME=" + t.TempDir()}
	for _, c := range []struct {
		name  string
		put   func() error
		words string
	}{
		{"another server", func() error { return os.WriteFile("entente.yaml", []byte("uri: bolt://evil.example\n"), 0o600) }, "uri is not taken from a file that happens to lie in the working directory"},
		{"another home", func() error { return os.WriteFile("entente.yaml", []byte("home: .\n"), 0o600) }, "home is not taken"},
		{"endless", func() error { return os.Symlink("/dev/zero", "entente.yaml") }, "no regular file"},
		{"a large file", func() error {
			return os.WriteFile("entente.yaml", []byte(strings.Repeat("# x\n", 1<<20)), 0o600)
		}, "more than 65536 bytes"},
		{"aliases of aliases", func() error {
			return os.WriteFile("entente.yaml", []byte("a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g]\n"), 0o600)
		}, "entente.yaml"},
		{"a million workers", func() error { return os.WriteFile("entente.yaml", []byte("workers: 1000000\n"), 0o600) }, "1024 at most"},
		{"a directory", func() error { return os.Mkdir("entente.yaml", 0o700) }, "no regular file"},
	} {
		if err := c.put(); err != nil {
			t.Skip(err)
		}
		if _, errs, code := runHere(t, environ, "config", "show"); code != exitUsage || !strings.Contains(errs, c.words) {
			t.Errorf("%s: %d, %s", c.name, code, errs)
		}
		if err := os.Remove("entente.yaml"); err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever a credentials file holds, what is wrong with it is told by its line
// alone.
func FuzzEnvFile(f *testing.F) {
	for _, s := range []string{"A=b\n", "export A='b'\n", "\ufeff#\n=", "hunter2", "A==\"\"\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		env, bad := parseEnv(text)
		if (bad > 0) != (env == nil) || bad > strings.Count(text, "\n")+1 {
			t.Errorf("%q, %d of %q", env, bad, text)
		}
		for name, value := range env {
			if !strings.Contains(text, name) || !strings.Contains(text, value) || strings.ContainsAny(name+value, "\n") {
				t.Errorf("%q = %q of %q", name, value, text)
			}
		}
	})
}

// Whatever a file of configuration holds, it is taken or refused in one line,
// which repeats nothing of a password.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{"limit: 7\n", "password: hunter2\n", "limit: [\n", "workers: -1\ntext: all\n", "uri: {a: b}\n", "timeout: 5\n", "- a\n", "a: &a [*a]\n", "password: \"hunter2\n", "? hunter2\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := filepath.Join(t.TempDir(), "c.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, errs, code := runHere(t, []string{"ENTENTE_HOME=" + t.TempDir()}, "config", "show", "--format", "csv", "--config", file)
		if code != exitDone && (code != exitUsage || errs == "") {
			t.Errorf("%d: %s", code, errs)
		}
		v := viper.New()
		if parseConfig(v, []byte(text)) == nil {
			if secret := v.GetString("password"); len(secret) > 6 && !strings.Contains("********", secret) && (strings.Contains(out, secret) || strings.Contains(errs, secret)) && strings.Count(text, secret) == 1 {
				t.Errorf("the password %q comes out: %s%s", secret, out, errs)
			}
		}
		shown(t, "config show", out+errs)
	})
}
