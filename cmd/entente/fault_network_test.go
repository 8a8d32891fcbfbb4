package main

import (
	"bytes"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A fault is what a proxy does to a connection after some bytes of it.
type fault int

const (
	cut   fault = iota // ends it as a program does that has ended
	reset              // ends it as a machine does that has been restarted
	delay              // holds up each piece for a while
	stall              // takes nothing any more, and says nothing
)

// A proxy passes connections on to target. Every second one, the first among
// them, meets the fault.
type proxy struct {
	address string
	stop    func()
	met     atomic.Int64 // connections that the fault has met
}

func newProxy(t *testing.T, target string, f fault, after int64) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{address: l.Addr().String()}
	var all sync.WaitGroup
	done := make(chan struct{})
	all.Go(func() {
		for n := 0; ; n++ {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", target)
			if err != nil {
				in.Close()
				continue
			}
			c := &connection{in: in, out: out, done: done, left: 1 << 40}
			if n%2 == 0 {
				c.fault, c.left, c.met = f, after, &p.met
			}
			for _, pass := range []func(){func() { c.pass(out, in) }, func() { c.pass(in, out) }, func() { <-done; c.close() }} {
				all.Go(pass)
			}
		}
	})
	p.stop = sync.OnceFunc(func() { l.Close(); close(done); all.Wait() })
	t.Cleanup(p.stop)
	return p
}

type connection struct {
	in, out net.Conn
	fault   fault
	done    chan struct{}
	met     *atomic.Int64
	mu      sync.Mutex
	left    int64 // bytes until the fault
}

func (c *connection) close() { c.in.Close(); c.out.Close() }

// pass copies one direction until it ends or the fault ends it.
func (c *connection) pass(to, from net.Conn) {
	buf := make([]byte, 16<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			if !c.meet(n) {
				return
			}
			if _, e := to.Write(buf[:n]); e != nil {
				err = e
			}
		}
		if err != nil {
			c.close()
			return
		}
	}
}

// meet lets the fault happen where its time has come, and tells whether the
// connection goes on.
func (c *connection) meet(n int) bool {
	c.mu.Lock()
	c.left -= int64(n)
	due := c.left < 0
	c.mu.Unlock()
	if !due {
		return true
	}
	c.met.Add(1)
	switch c.fault {
	case delay:
		select {
		case <-time.After(20 * time.Millisecond):
		case <-c.done:
		}
		return true
	case stall:
		<-c.done
	case reset:
		for _, conn := range []net.Conn{c.in, c.out} {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // Close then sends a reset
			}
		}
	}
	c.close()
	return false
}

// faultyNetwork loads through proxies that cut, reset and delay connections.
func faultyNetwork(b *bench, t *testing.T) {
	path := articles(t, 60)
	want := b.undisturbed(path)
	direct := b.env
	defer func() { b.env = direct }()
	for i := range soak(t, 6) {
		f := []fault{cut, reset, delay}[i%3]
		p := newProxy(t, strings.TrimPrefix(b.db.URI, "bolt://"), f, int64(2000+rand.IntN(300_000)))
		b.env = append(direct, "NEO4J_URI=bolt://"+p.address)
		out, err := b.command("load", path).CombinedOutput()
		p.stop()
		b.env = direct
		b.clear(err, out)
		if f == delay && err != nil {
			t.Errorf("delays alone ended a load: %v\n%s", err, out)
		}
		b.run("verify")
	}
	b.run("load", path)
	b.same(want)
}

// clear checks that a disturbed command ended well, or with exit code 1 and
// words for people.
func (b *bench) clear(err error, out []byte) {
	b.t.Helper()
	if err == nil {
		return
	}
	if exitCode(err) != exitRefused || bytes.Contains(out, []byte("goroutine ")) || !bytes.Contains(out, []byte("entente: ")) {
		b.t.Errorf("after a fault: %v\n%s", err, out)
	}
}

// stalledNetwork interrupts a load whose database no longer says anything: it
// must end, though nobody answers.
func stalledNetwork(b *bench, t *testing.T) {
	path := articles(t, 60)
	want := b.undisturbed(path)
	direct := b.env
	defer func() { b.env = direct }()
	p := newProxy(t, strings.TrimPrefix(b.db.URI, "bolt://"), stall, 30_000)
	b.env = append(direct, "NEO4J_URI=bolt://"+p.address)
	cmd := b.command("load", path)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for p.met.Load() == 0 {
		select {
		case err := <-ended:
			t.Fatalf("it ended before the network stalled: %v\n%s", err, said.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Skipf("no signals here: %v", err)
	}
	select {
	case err := <-ended:
		if exitCode(err) != exitInterrupted {
			t.Errorf("%v\n%s", err, said.String())
		}
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		t.Errorf("it did not end: %v\n%s", <-ended, said.String())
	}
	p.stop()
	b.env = direct
	b.run("verify")
	b.run("load", path)
	b.same(want)
}
