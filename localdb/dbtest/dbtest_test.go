package dbtest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entente/entente/localdb/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }

// TestStart asks the server a question over its HTTP API, with and without the password.
func TestStart(t *testing.T) {
	server := dbtest.Start(t)
	if again := dbtest.Start(t); again != server {
		t.Errorf("a second Start gave %v, want %v", again, server)
	}
	for _, c := range []struct {
		password string
		want     int
	}{{server.Password, http.StatusOK}, {"wrong-password", http.StatusUnauthorized}} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.HTTPURL+"/db/neo4j/tx/commit",
			strings.NewReader(`{"statements":[{"statement":"RETURN 1"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(server.Username, c.password)
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != c.want {
			t.Errorf("status %d, want %d", resp.StatusCode, c.want)
		}
	}
}
