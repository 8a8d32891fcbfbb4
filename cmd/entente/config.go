package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// A config is what flags, environment and files say, and nothing else knows
// where from but `config show`.
type config struct {
	URI      string
	Username string
	Password string
	Database string
	CACert   string
	Home     string
	Text     string
	Timeout  time.Duration
	Limit    int
	Workers  int

	settings []setting
}

// A setting is one value of the configuration with its origin.
type setting struct {
	Key    string
	Value  string
	Origin string
	Secret bool
}

// An option is one key of the configuration: the flag, the environment
// variables, in their order, and the default.
type option struct {
	key      string
	flag     string // "" for what is never on a command line
	env      []string
	value    any
	doc      string
	isSecret bool
	trusted  bool // not taken from a file in the working directory
}

func options() []option {
	return []option{
		{key: "uri", flag: "uri", env: []string{"NEO4J_URI"}, value: "", doc: "address of Neo4j: neo4j://, neo4j+s://, bolt://; default the local one that 'up' started", trusted: true},
		{key: "username", flag: "username", env: []string{"NEO4J_USERNAME"}, value: "neo4j", doc: "user of Neo4j", trusted: true},
		{key: "password", env: []string{"NEO4J_PASSWORD"}, value: "", doc: "", isSecret: true, trusted: true},
		{key: "database", flag: "database", env: []string{"NEO4J_DATABASE"}, value: "", doc: "database; default the user's own", trusted: true},
		{key: "ca_cert", flag: "ca-cert", env: []string{"ENTENTE_CA_CERT"}, value: "", doc: "PEM file of a certificate authority to trust, for +s addresses", trusted: true},
		{key: "home", flag: "home", env: []string{"ENTENTE_HOME"}, value: "", doc: "where the local Neo4j's files are; default the user's data directory", trusted: true},
		{key: "text", flag: "text", env: []string{"ENTENTE_TEXT"}, value: "quote", doc: "how much of an article's text is kept: full, quote (evidence sentences) or none (offsets)"},
		{key: "timeout", flag: "timeout", env: []string{"ENTENTE_TIMEOUT"}, value: 30 * time.Second, doc: "time limit of a query"},
		{key: "limit", flag: "limit", env: []string{"ENTENTE_LIMIT"}, value: 1000, doc: "row limit of a query; 0 for none"},
		{key: "workers", flag: "workers", env: []string{"ENTENTE_WORKERS"}, value: 0, doc: "articles read at the same time; 0 for one on each processor"},
	}
}

// addFlags adds the flags of these keys.
func addFlags(flags *pflag.FlagSet, keys ...string) {
	for _, o := range options() {
		if !slices.Contains(keys, o.key) {
			continue
		}
		switch v := o.value.(type) {
		case string:
			flags.String(o.flag, v, o.doc)
		case int:
			flags.Int(o.flag, v, o.doc)
		case time.Duration:
			flags.Duration(o.flag, v, o.doc)
		}
	}
}

func addConnectionFlags(flags *pflag.FlagSet) {
	addFlags(flags, "uri", "username", "database", "ca_cert", "home")
	flags.String("config", "", "configuration file; default entente.yaml here, or in the user's configuration directory")
	flags.String("env-file", "", "file with NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, as Neo4j Aura hands out")
}

// configure reads the configuration: flags, then --env-file, then the
// environment, then the file.
func (a *app) configure(cmd *cobra.Command) error {
	v := viper.New()
	envFile, err := readEnvFile(cmd.Flags())
	if err != nil {
		return err
	}
	file, err := a.readConfigFile(v, cmd.Flags())
	if err != nil {
		return err
	}
	for _, o := range options() {
		v.SetDefault(o.key, o.value)
		s := setting{Key: o.key, Origin: "default", Secret: o.isSecret}
		if v.InConfig(o.key) {
			s.Origin = file
		}
		for _, name := range o.env {
			if value := a.env[name]; value != "" {
				v.Set(o.key, value)
				s.Origin = "environment " + name
			}
			if value := envFile[name]; value != "" {
				v.Set(o.key, value)
				s.Origin = "env-file " + name
			}
		}
		if f := cmd.Flags().Lookup(o.flag); o.flag != "" && f != nil && f.Changed {
			v.Set(o.key, f.Value.String())
			s.Origin = "flag --" + o.flag
		}
		s.Value = v.GetString(o.key)
		a.config.settings = append(a.config.settings, s)
	}
	return a.config.fill(v)
}

// mostWorkers bounds what a file in the working directory can ask for.
const mostWorkers = 1024

func (c *config) fill(v *viper.Viper) error {
	c.URI, c.Username, c.Password = v.GetString("uri"), v.GetString("username"), v.GetString("password")
	c.Database, c.CACert, c.Home = v.GetString("database"), v.GetString("ca_cert"), v.GetString("home")
	c.Text = v.GetString("text")
	if !slices.Contains([]string{"full", "quote", "none"}, c.Text) {
		return c.bad("text", "full, quote or none")
	}
	var err error
	if c.Timeout, err = time.ParseDuration(v.GetString("timeout")); err != nil || c.Timeout < 0 {
		return c.bad("timeout", "a time such as 30s or 5m")
	}
	for key, p := range map[string]*int{"limit": &c.Limit, "workers": &c.Workers} {
		if _, err := fmt.Sscanf(v.GetString(key)+"\n", "%d\n", p); err != nil || *p < 0 {
			return c.bad(key, "a number from 0 on")
		}
	}
	if c.Workers > mostWorkers {
		return c.bad("workers", fmt.Sprintf("%d at most", mostWorkers))
	}
	return nil
}

func (c *config) bad(key, want string) error {
	for _, s := range c.settings {
		if s.Key == key {
			return usagef("%s: %s is %q, but must be %s", s.Origin, key, s.Value, want)
		}
	}
	return usagef("%s must be %s", key, want)
}

func readEnvFile(flags *pflag.FlagSet) (map[string]string, error) {
	path, _ := flags.GetString("env-file")
	if path == "" {
		return nil, nil
	}
	text, err := readSmall(path)
	if err != nil {
		return nil, usagef("--env-file: %w", err)
	}
	env, bad := parseEnv(string(text))
	if bad > 0 {
		// What stands in such a file is a secret: the error must not repeat it.
		return nil, usagef("--env-file %s:%d: not of the form NAME=value", path, bad)
	}
	return env, nil
}

// parseEnv reads lines NAME=value. It gives the number of the first line that
// is of another form, 0 where there is none.
func parseEnv(text string) (env map[string]string, bad int) {
	env = map[string]string{}
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		// Nothing is expanded: a password may hold any character.
		name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		if !ok {
			return nil, i + 1
		}
		if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		env[strings.TrimSpace(name)] = value
	}
	return env, 0
}

// mostConfig bounds what is read of a file of configuration: one that lies in
// the working directory may be a link to anything.
const mostConfig = 64 << 10

func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostConfig+1))
	if err == nil && len(text) > mostConfig {
		err = fmt.Errorf("%s: more than %d bytes", path, mostConfig)
	}
	return text, err
}

// readConfigFile reads the file that --config names, or else entente.yaml in
// the working directory, or in the user's configuration directory.
func (a *app) readConfigFile(v *viper.Viper, flags *pflag.FlagSet) (string, error) {
	path, _ := flags.GetString("config")
	named := path != ""
	candidates := []string{path}
	if !named {
		candidates = []string{workingFile}
		if own := a.ownFile(); own != "" {
			candidates = append(candidates, own)
		}
	}
	for _, path := range candidates {
		info, err := os.Stat(path)
		if !named && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if !named && err == nil && !info.Mode().IsRegular() { // a pipe would never end
			return "", usagef("configuration %s: no regular file", path)
		}
		text, err := readSmall(path)
		if err != nil {
			return "", usagef("configuration: %w", err)
		}
		if err := parseConfig(v, text); err != nil {
			return "", usagef("configuration %s: %w", path, err)
		}
		for _, key := range v.AllKeys() {
			i := slices.IndexFunc(options(), func(o option) bool { return o.key == key })
			if i < 0 {
				return "", usagef("configuration %s: there is no key %q; the keys are %s", path, key, strings.Join(keys(), ", "))
			}
			if path == workingFile && !named && options()[i].trusted {
				return "", usagef("configuration %s: %s is not taken from a file that happens to lie in the working directory; name the file with --config, or put it into %s", path, key, a.ownFile())
			}
		}
		return path, nil
	}
	return "", nil
}

// parseConfig reads YAML. What it says of an error repeats no value: that may
// be a secret.
func parseConfig(v *viper.Viper, text []byte) error {
	v.SetConfigType("yaml")
	if err := v.ReadConfig(bytes.NewReader(text)); err != nil {
		line := "its YAML cannot be read"
		if m := yamlLine.FindString(err.Error()); m != "" {
			line += " at " + m
		}
		return errors.New(line + " (write lines 'key: value')")
	}
	return nil
}

var yamlLine = regexp.MustCompile(`line \d+`)

// workingFile is looked for where the program is run. Who unpacks an archive
// there must not be able to send a password elsewhere, or have programs run:
// such keys are taken from files only that the user names or owns.
const workingFile = "entente.yaml"

// ownFile gives the user's own configuration file, "" where there is no place
// for one.
func (a *app) ownFile() string {
	dir := a.configDir()
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "entente", "entente.yaml")
}

func keys() []string {
	var out []string
	for _, o := range options() {
		out = append(out, o.key)
	}
	return out
}

func (a *app) configDir() string {
	if dir := a.env["XDG_CONFIG_HOME"]; dir != "" {
		return dir
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return dir
}

func (a *app) configCommand() *cobra.Command {
	return group(&cobra.Command{Use: "config", Short: "The configuration"}, addFormatFlag(&cobra.Command{
		Use:     "show",
		Short:   "Show each value of the configuration and where it comes from; secrets are masked",
		Example: "  entente config show\n  NEO4J_URI=neo4j://db.example.org entente config show",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			rows, err := a.rows(cmd, []string{"key", "value", "origin"})
			if err != nil {
				return err
			}
			for _, s := range a.config.settings {
				if s.Secret && s.Value != "" {
					s.Value = "********"
				}
				if err := rows.Row([]any{s.Key, s.Value, s.Origin}); err != nil {
					return err
				}
			}
			return rows.Close()
		},
	}))
}
