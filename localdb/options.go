package localdb

import (
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Provider is where the server's software comes from.
type Provider string

// The providers, in the order in which Up tries them.
const (
	Installation Provider = "installation" // NEO4J_HOME, or neo4j on the PATH
	Maven        Provider = "maven"        // Java, and jars that Maven brings
	Docker       Provider = "docker"       // docker compose
)

// Providers lists all providers in the order in which Up tries them.
func Providers() []Provider { return []Provider{Installation, Maven, Docker} }

func (p Provider) known() bool { return slices.Contains(Providers(), p) }

// leastHeap is in MiB: with 512 MiB, deleting 20,000 nodes with their
// relationships in one transaction ended in "Java heap space".
const leastHeap = 1024

func (o Options) check() error {
	if o.Provider != "" && !o.Provider.known() {
		return fmt.Errorf("unknown provider %q of a local Neo4j (one of %v)", o.Provider, Providers())
	}
	for _, p := range []int{o.BoltPort, o.HTTPPort} {
		if !validPort(p) {
			return fmt.Errorf("%d is not a port (1 to 65535)", p)
		}
	}
	if o.BoltPort != 0 && o.BoltPort == o.HTTPPort {
		return fmt.Errorf("port %d cannot serve both Bolt and HTTP (give two ports)", o.BoltPort)
	}
	_, err := o.heapMiB()
	return errors.Join(err, o.Desk.check())
}

func (o Options) heapMiB() (int, error) {
	if o.Heap == "" {
		return leastHeap, nil
	}
	s, unit := strings.ToLower(o.Heap), 1
	if t, ok := strings.CutSuffix(s, "g"); ok {
		s, unit = t, 1024
	} else {
		s = strings.TrimSuffix(s, "m")
	}
	n, err := strconv.Atoi(s)
	if err != nil || s == strings.ToLower(o.Heap) || n <= 0 || n > 1<<20 {
		return 0, fmt.Errorf("memory %q: not a size (such as 1g or 2048m)", o.Heap)
	}
	if n*unit < leastHeap {
		return 0, fmt.Errorf("memory %q: too little for Neo4j (at least 1g)", o.Heap)
	}
	return n * unit, nil
}

func validPort(p int) bool { return p >= 0 && p <= 65535 }

// errPortTaken is in the chain of the error of a start that found its port taken.
var errPortTaken = errors.New("port in use")

// choosePorts fills in the ports: those asked for, those of the last time, the
// usual ones, free ones.
func choosePorts(st *state, o Options) error {
	usual := [2]int{7687, 7474}
	if o.Throwaway {
		usual = [2]int{}
	}
	var err error
	if st.BoltPort, err = choosePort("Bolt", o.BoltPort, o.HTTPPort, st.BoltPort, usual[0]); err != nil {
		return err
	}
	st.HTTPPort, err = choosePort("HTTP", o.HTTPPort, st.BoltPort, st.HTTPPort, usual[1])
	return err
}

// choosePort takes the given port, or the first of the wishes that is free, or
// any free one; never other, unless given.
func choosePort(name string, given, other int, wishes ...int) (int, error) {
	if given != 0 {
		if err := portFree(given); err != nil {
			return 0, portError(name, given, err)
		}
		return given, nil
	}
	for _, p := range wishes {
		if p != 0 && p != other && portFree(p) == nil {
			return p, nil
		}
	}
	for {
		l, err := net.Listen("tcp", loopback(0))
		if err != nil {
			return 0, fmt.Errorf("find a free %s port: %w", name, err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		if err := l.Close(); err != nil {
			return 0, fmt.Errorf("find a free %s port: %w", name, err)
		}
		if port != other {
			return port, nil
		}
	}
}

func portFree(port int) error {
	l, err := net.Listen("tcp", loopback(port))
	if err != nil {
		return err
	}
	return l.Close()
}

func portError(name string, port int, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("%w: %s port %d is taken by another program (stop that program, or give another port)", errPortTaken, name, port)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("%s port %d may not be opened by this user (give a port above 1023)", name, port)
	}
	return fmt.Errorf("%s port %d: %w (give another port)", name, port, err)
}
