package localdb

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// state is what the next command has to know of the server; home/neo4j/localdb.json.
type state struct {
	Provider    Provider `json:"provider"`
	Version     string   `json:"version"`
	PID         int      `json:"pid,omitempty"`
	Dir         string   `json:"dir,omitempty"` // of the server, as its process was told
	BoltPort    int      `json:"boltPort"`
	HTTPPort    int      `json:"httpPort"`
	Initialised bool     `json:"initialised"` // the database is there and has its password
	Throwaway   bool     `json:"throwaway,omitempty"`
	Archive     string   `json:"archive,omitempty"`  // the class data archive that this server writes as it ends
	Heap        int      `json:"heap,omitempty"`     // MiB; for a container, whose every command reads it
	Commands    string   `json:"commands,omitempty"` // of Neo4j Browser; likewise
}

func parseState(b []byte) (state, error) {
	var st state
	if err := json.Unmarshal(b, &st); err != nil {
		return state{}, err
	}
	switch {
	case st.Provider != "" && !st.Provider.known():
		return state{}, fmt.Errorf("unknown provider %q", st.Provider)
	case st.PID < 0 || st.PID == 1:
		return state{}, fmt.Errorf("%d is no process of ours", st.PID)
	case !validPort(st.BoltPort) || !validPort(st.HTTPPort):
		return state{}, fmt.Errorf("ports %d and %d", st.BoltPort, st.HTTPPort)
	}
	return st, nil
}

func (db *DB) readState() (state, error) {
	file := db.path("localdb.json")
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		// Without its notes a database is still a database: never start over it.
		_, err := os.Stat(db.path("data", "databases", "system"))
		return state{Initialised: err == nil && !db.isUnfinished()}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("notes on the local Neo4j: %w", err)
	}
	st, err := parseState(b)
	if err != nil {
		return state{}, fmt.Errorf("%s: unreadable: %w (end the Java process that has %s in its command line, if there is one, and delete this file; the data stays)",
			file, err, homeArg(db.path()))
	}
	return st, nil
}

func (db *DB) writeState(st state) error {
	b, err := json.MarshalIndent(st, "", "  ")
	if err != nil {
		return fmt.Errorf("notes on the local Neo4j: %w", err)
	}
	return writeFile(db.path("localdb.json"), append(b, '\n'))
}

// unfinished marks a data directory whose first start has not come to its end.
const unfinished = "first-start"

func (db *DB) isUnfinished() bool {
	_, err := os.Stat(db.path(unfinished))
	return err == nil
}

// discardUnfinished removes what an interrupted first start has left: nobody
// has written to it yet.
func (db *DB) discardUnfinished() error {
	if !db.isUnfinished() {
		return nil
	}
	if err := errors.Join(os.RemoveAll(db.path("data")), os.Remove(db.path(unfinished))); err != nil {
		return fmt.Errorf("remove an interrupted first start: %w", err)
	}
	return nil
}
