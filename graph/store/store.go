// Package store keeps Fragments in Neo4j, so that the graph there is always
// the one that graph.Set derives from the same Fragments. It is the only
// importer of the Neo4j driver.
//
// What is stored of a Fragment is its MENTIONS and REPORTED_IN relationships.
// Loading, replacing and retracting change these, and then derive anew the
// facts and actors that they touch, by the functions of package graph.
package store

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// A Config says which database to use.
type Config struct {
	URI      string // neo4j://, neo4j+s://, bolt:// and their like
	Username string
	Password string
	Database string // the user's default database where empty
	CACert   string // PEM file of an authority to trust; wants a +s scheme
	Agent    string // name of the program in the server's logs
}

// A Store is a connection to one database. It may be used from several
// goroutines.
type Store struct {
	driver   neo4j.DriverWithContext
	database string
	uri      string
	now      func() time.Time
	columns  columns
}

// The errors that callers tell apart; each is wrapped with what was tried.
var (
	ErrUnavailable = errors.New("no Neo4j answers")
	ErrCredentials = errors.New("user or password refused")
	ErrVersion     = errors.New("unsupported version")
)

// oldest is the oldest Neo4j that is supported: the long-term support release.
const oldest = "5.26"

// Open connects, and checks that a Neo4j that can be used answers. Close the
// Store after use.
func Open(ctx context.Context, c Config) (*Store, error) {
	if u, err := url.Parse(c.URI); err == nil && u.User != nil {
		// Not repeated: what stands there is a secret.
		return nil, errors.New("the address of Neo4j holds a user or password: put these in NEO4J_USERNAME and NEO4J_PASSWORD")
	}
	tlsConfig, err := c.tls()
	if err != nil {
		return nil, err
	}
	driver, err := neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(dc *config.Config) {
		dc.TlsConfig = tlsConfig
		dc.TelemetryDisabled = true
		dc.NotificationsMinSeverity = notifications.DisabledLevel
		dc.SocketConnectTimeout = 5 * time.Second
		dc.ConnectionAcquisitionTimeout = 15 * time.Second
		if c.Agent != "" {
			dc.UserAgent = c.Agent
		}
	})
	if err != nil {
		return nil, fmt.Errorf("address %q of Neo4j: %w", c.URI, err)
	}
	s := &Store{driver: driver, database: c.Database, uri: c.URI, now: time.Now}
	if err := s.check(ctx, c.Username); err != nil {
		return nil, errors.Join(err, driver.Close(ctx))
	}
	return s, nil
}

func (c Config) tls() (*tls.Config, error) {
	if c.CACert == "" {
		return nil, nil
	}
	// The driver looks at its TLS settings for these schemes only, and takes
	// any certificate with +ssc; with others the file would silently do nothing.
	if !strings.HasPrefix(c.URI, "neo4j+s://") && !strings.HasPrefix(c.URI, "bolt+s://") {
		return nil, fmt.Errorf("CA certificate %s: works with neo4j+s:// and bolt+s:// only, not with %q", c.CACert, c.URI)
	}
	pem, err := os.ReadFile(c.CACert)
	if err != nil {
		return nil, fmt.Errorf("CA certificate: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("CA certificate %s: no certificate in PEM form in it", c.CACert)
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}, nil
}

func (s *Store) check(ctx context.Context, user string) error {
	if err := s.driver.VerifyConnectivity(ctx); err != nil {
		return s.explain(err, user)
	}
	version, err := s.Version(ctx)
	if err != nil {
		return err
	}
	if !atLeast(version, oldest) {
		return fmt.Errorf("Neo4j %s at %s: %w: %s or later is needed", version, s.uri, ErrVersion, oldest)
	}
	return nil
}

// Version gives the server's version, "5.26.30".
func (s *Store) Version(ctx context.Context) (string, error) {
	var version string
	err := s.readTx(ctx, func(tx *transaction) error {
		return tx.each(ctx, "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]", nil, func(row []any) error {
			version, _ = row[0].(string)
			return nil
		})
	})
	if err != nil {
		return "", s.explain(err, "")
	}
	return version, nil
}

// atLeast compares versions by their first two numbers: "5.27-aura",
// "2025.06.0".
func atLeast(version, oldest string) bool {
	number := func(v string, i int) int {
		parts := strings.FieldsFunc(v, func(r rune) bool { return r < '0' || r > '9' })
		if i >= len(parts) {
			return 0
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			return 0
		}
		return n
	}
	if a, b := number(version, 0), number(oldest, 0); a != b {
		return a > b
	}
	return number(version, 1) >= number(oldest, 1)
}

// explain turns what the driver says into what the user can do.
func (s *Store) explain(err error, user string) error {
	var neo *neo4j.Neo4jError
	var conn *neo4j.ConnectivityError
	switch {
	case err == nil || errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &neo) && (strings.Contains(neo.Code, "Security.Unauthorized") || strings.Contains(neo.Code, "Security.AuthenticationRateLimit")):
		return fmt.Errorf("Neo4j at %s: %w for user %q: check NEO4J_USERNAME and NEO4J_PASSWORD", s.uri, ErrCredentials, user)
	case errors.As(err, &neo) && strings.Contains(neo.Code, "Security.CredentialsExpired"):
		return fmt.Errorf("Neo4j at %s: %w for user %q: the first password has to be changed, in Neo4j Browser or cypher-shell", s.uri, ErrCredentials, user)
	case errors.As(err, &neo) && strings.Contains(neo.Code, "DatabaseNotFound"):
		return fmt.Errorf("Neo4j at %s: there is no database %q: check NEO4J_DATABASE", s.uri, s.database)
	case errors.As(err, &conn) || strings.Contains(err.Error(), "server responded HTTP"):
		return fmt.Errorf("%w at %s: start the local one with 'entente up', or set NEO4J_URI (%v)", ErrUnavailable, s.uri, firstLine(err))
	}
	return fmt.Errorf("Neo4j at %s: %s", s.uri, firstLine(err))
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return strings.TrimPrefix(line, "ConnectivityError: ")
}

// Close ends the connections.
func (s *Store) Close(ctx context.Context) error { return s.driver.Close(ctx) }

// URI gives the address of the database.
func (s *Store) URI() string { return s.uri }
