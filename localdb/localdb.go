// Package localdb runs a private Neo4j on this machine: loopback only, with
// authentication, its files in one directory that belongs to the user.
//
// [DB.Up] takes the first of these that it finds: an installed Neo4j, Java
// with Maven (which bring the server as jars), Docker. The server outlives the
// program that started it; [DB.Down] stops it.
package localdb

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

// Username is the one user of the private server.
const Username = "neo4j"

// Database is the one user database of the Community edition.
const Database = "neo4j"

// DB is a private Neo4j and the place of its files. It holds no connection and
// no process: two values of the same home are the same database, also in two
// programs at once. Make one with [New].
type DB struct {
	home     string // absolute; Neo4j's own files are in home/neo4j
	software string // absolute; downloaded servers, shared between homes
}

// Options say how Up starts the server. The zero value is right for a user.
type Options struct {
	// BoltPort and HTTPPort are TCP ports on 127.0.0.1. Zero means the port of
	// the last time, or else 7687 and 7474, or else a free one.
	BoltPort, HTTPPort int
	// Heap is the Java heap, such as "1g" or "2048m"; empty means 1g, which is
	// also the least: with less, larger transactions run out of memory.
	Heap string
	// Provider limits the search to one of Providers; empty means all in order.
	Provider Provider
	// Desk is what Neo4j Browser opens with. A server that already runs keeps
	// what it was started with.
	Desk Desk
	// Progress is told what is going on; may be nil.
	Progress func(Progress)
	// Throwaway is for tests: the server starts quicker, always on free ports,
	// writes less ahead, and ends with this process (on Linux also when this
	// process is killed). Down kills it and deletes its files.
	Throwaway bool
}

// Progress is one step of Up or Down, or a part of one.
type Progress struct {
	Message string // for people, such as "downloading Neo4j 5.26.30"
	Done    int64  // bytes so far; 0 where nothing is counted
	Total   int64  // bytes expected, approximate; 0 where unknown
}

// Info is where the private server is and how to reach it.
type Info struct {
	Running      bool   // the server answers on its Bolt port
	BoltURI      string // bolt://127.0.0.1:7687; empty before the first Up
	HTTPURL      string // http://127.0.0.1:7474
	BrowserURL   string // Neo4j Browser
	Username     string
	Database     string
	PasswordFile string // mode 0600; read it with DB.Password
	Provider     Provider
	Version      string // of Neo4j, such as 5.26.30
	PID          int    // of the Java process; 0 where there is none, or in a container
	DataDir      string // of the databases, or the name of the volume
	LogFile      string // of the server; empty in a container
}

// ErrNotFound is in the chain of Up's error where this machine has nothing
// that a Neo4j could be started with; the message says what to install.
var ErrNotFound = errors.New("no way found to run a local Neo4j")

// New returns the private database whose files are in home; an empty home
// means DefaultHome. Nothing is touched until Up.
func New(home string) (*DB, error) {
	if home == "" {
		var err error
		if home, err = DefaultHome(); err != nil {
			return nil, err
		}
	}
	home, err := filepath.Abs(home)
	if err != nil {
		return nil, fmt.Errorf("home of the local Neo4j: %w", err)
	}
	return &DB{home: home, software: home}, nil
}

// WithSoftware returns the same database with downloaded servers kept in dir
// instead of its home, so that several homes share one download.
func (db *DB) WithSoftware(dir string) (*DB, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("directory for Neo4j's software: %w", err)
	}
	return &DB{home: db.home, software: dir}, nil
}

// Home is the directory that holds all files of this database.
func (db *DB) Home() string { return db.home }

func (db *DB) path(elem ...string) string {
	return filepath.Join(append([]string{db.home, "neo4j"}, elem...)...)
}

// Up makes sure that the server runs and answers, and says where. It starts
// nothing where it already runs. A cancelled ctx ends what was started and
// leaves nothing half-made.
func (db *DB) Up(ctx context.Context, opts Options) (Info, error) {
	if err := opts.check(); err != nil {
		return Info{}, err
	}
	unlock, err := db.lock(ctx, opts.Progress)
	if err != nil {
		return Info{}, err
	}
	defer unlock()
	st, err := db.readState()
	if err != nil {
		return Info{}, err
	}
	if db.alive(ctx, st) {
		info, err := db.adopt(ctx, st, opts)
		if err == nil || ctx.Err() != nil || db.alive(ctx, st) {
			return info, err
		}
		// It was about to end, as one does that somebody kills: start it anew.
	}
	if st.Initialised && st.Throwaway != opts.Throwaway {
		return Info{}, fmt.Errorf("%s holds a database that is not of this kind (a throw-away Neo4j needs a home of its own)", db.home)
	}
	st.PID, st.Throwaway = 0, opts.Throwaway
	runner, err := db.find(ctx, st, opts)
	if err != nil {
		return Info{}, err
	}
	// A port that was chosen here can be taken by another program between the
	// choice and the server's start; one that the user gave is not replaced.
	for attempt := 1; ; attempt++ {
		info, err := db.start(ctx, runner, st, opts)
		if err == nil || attempt == 3 || !errors.Is(err, errPortTaken) || opts.BoltPort+opts.HTTPPort > 0 {
			return info, err
		}
		st.BoltPort, st.HTTPPort = 0, 0
	}
}

// adopt takes a server that is already there, and waits until it answers.
func (db *DB) adopt(ctx context.Context, st state, opts Options) (Info, error) {
	for _, p := range []struct {
		name      string
		want, has int
	}{{"Bolt", opts.BoltPort, st.BoltPort}, {"HTTP", opts.HTTPPort, st.HTTPPort}} {
		if p.want != 0 && p.want != p.has {
			return Info{}, fmt.Errorf("the local Neo4j already runs with its %s port at %d, not %d (stop it first to move it)", p.name, p.has, p.want)
		}
	}
	if err := db.awaitReady(ctx, st); err != nil {
		return Info{}, err
	}
	return db.info(st, true), nil
}

// start brings one runner up on chosen ports and returns when it answers.
func (db *DB) start(ctx context.Context, r runner, st state, opts Options) (_ Info, err error) {
	st.Provider, st.Version = r.provider(), r.version()
	if err := choosePorts(&st, opts); err != nil {
		return Info{}, err
	}
	if err := db.discardUnfinished(); err != nil {
		return Info{}, err
	}
	if err := db.ensurePassword(st.Initialised); err != nil {
		return Info{}, err
	}
	report(opts.Progress, fmt.Sprintf("starting Neo4j %s (%s) on port %d", st.Version, st.Provider, st.BoltPort))
	err = r.start(ctx, &st, opts)
	if err == nil {
		err = db.writeState(st) // before it is ready: a later Up must find this process
	}
	if err == nil {
		err = db.awaitReady(ctx, st)
	}
	if err != nil {
		// The caller's context may be why we are here, and must not keep us from tidying up.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
		defer cancel()
		err = errors.Join(err, r.stop(ctx, st, true))
		if !st.Initialised {
			err = errors.Join(err, db.discardUnfinished())
		}
		st.PID = 0
		return Info{}, errors.Join(err, db.writeState(st))
	}
	if !st.Initialised {
		st.Initialised = true
		if err := errors.Join(os.Remove(db.path(unfinished)), db.writeState(st)); err != nil {
			return Info{}, fmt.Errorf("finish the first start: %w", err)
		}
	}
	return db.info(st, true), nil
}

// Down stops the server and returns when it has ended; where none runs, it
// does nothing. Data and password stay, unless it was started as Throwaway.
func (db *DB) Down(ctx context.Context) error {
	if _, err := os.Stat(db.path()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	unlock, err := db.lock(ctx, nil)
	if err != nil {
		return err
	}
	defer unlock()
	st, err := db.readState()
	if err != nil {
		return err
	}
	if db.alive(ctx, st) {
		if err := db.stop(ctx, st); err != nil {
			return err
		}
	}
	if st.Throwaway {
		if err := os.RemoveAll(db.path()); err != nil {
			return fmt.Errorf("remove the throw-away Neo4j: %w", err)
		}
		return nil
	}
	if st.PID == 0 {
		return nil
	}
	st.PID = 0
	return db.writeState(st)
}

// stop ends a server as its kind wants it. What is thrown away is not tidied up first.
func (db *DB) stop(ctx context.Context, st state) error {
	r := db.runnerOf(st)
	if j, ok := r.(*javaRunner); ok && st.Archive != "" {
		return j.stopArchiving(ctx, st)
	}
	return r.stop(ctx, st, st.Throwaway)
}

// Status says where the server is and whether it answers. It changes nothing.
func (db *DB) Status(ctx context.Context) (Info, error) {
	st, err := db.readState()
	if err != nil {
		return Info{}, err
	}
	if !db.alive(ctx, st) {
		st.PID = 0
		return db.info(st, false), nil
	}
	return db.info(st, probeBolt(ctx, st.BoltPort) == nil), nil
}

// alive reports whether the server of st is there, ready or not.
func (db *DB) alive(ctx context.Context, st state) bool {
	return st.Provider != "" && db.runnerOf(st).alive(ctx, st)
}

// lock keeps other programs from starting or stopping the same database.
func (db *DB) lock(ctx context.Context, progress func(Progress)) (unlock func(), err error) {
	if err := db.prepare(); err != nil {
		return nil, err
	}
	l := flock.New(db.path("localdb.lock"), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err == nil && !ok {
		report(progress, "waiting for another entente that starts or stops the local Neo4j")
		ok, err = l.TryLockContext(ctx, 50*time.Millisecond)
	}
	if err != nil || !ok {
		return nil, fmt.Errorf("lock %s: %w", l.Path(), err)
	}
	return func() { _ = l.Unlock() }, nil
}

func (db *DB) info(st state, running bool) Info {
	i := Info{
		Running: running, Username: Username, Database: Database, PasswordFile: db.path("password"),
		Provider: st.Provider, Version: st.Version, PID: st.PID,
		DataDir: db.path("data"), LogFile: db.path("logs", "neo4j.log"),
	}
	if st.BoltPort != 0 {
		i.BoltURI = "bolt://" + loopback(st.BoltPort)
		i.HTTPURL = "http://" + loopback(st.HTTPPort)
		i.BrowserURL = i.HTTPURL + "/browser/"
	}
	if st.Provider == Docker {
		i.DataDir, i.LogFile = "volume "+db.dockerProject()+"_data", ""
	}
	return i
}

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }

func report(progress func(Progress), message string) {
	if progress != nil {
		progress(Progress{Message: message})
	}
}
