package nlp

import (
	"hash/maphash"
	"strings"
	"sync"
)

const cacheShards = 64

// cache is a bounded map from strings that goroutines share. Each shard keeps
// two generations: what is used moves to the young one, and when that is full
// the old one is dropped.
type cache[V any] struct {
	seed   maphash.Seed
	weight func(V) int
	limit  int // weight of one generation of a shard
	shards [cacheShards]cacheShard[V]
}

type cacheShard[V any] struct {
	mu         sync.RWMutex
	young, old map[string]V
	weight     int // of young
}

// newCache makes a cache whose values weigh at most about limit together.
func newCache[V any](limit int, weight func(V) int) *cache[V] {
	return &cache[V]{seed: maphash.MakeSeed(), weight: weight, limit: max(1, limit/(2*cacheShards))}
}

func (c *cache[V]) shard(key string) *cacheShard[V] {
	return &c.shards[maphash.String(c.seed, key)%cacheShards]
}

// get returns the value of a key.
func (c *cache[V]) get(key string) (V, bool) {
	s := c.shard(key)
	s.mu.RLock()
	v, ok := s.young[key]
	aged := false
	if !ok {
		v, ok = s.old[key]
		aged = ok
	}
	s.mu.RUnlock()
	if aged {
		v = c.put(key, v)
	}
	return v, ok
}

// put stores a value unless the key has one by now, and returns the stored one.
func (c *cache[V]) put(key string, v V) V {
	s := c.shard(key)
	weight := c.weight(v)
	s.mu.Lock()
	defer s.mu.Unlock()
	if have, ok := s.young[key]; ok {
		return have
	}
	if have, ok := s.old[key]; ok {
		v = have
	}
	if s.young == nil || s.weight+weight > c.limit {
		s.old, s.young, s.weight = s.young, make(map[string]V), 0
	}
	s.weight += weight
	s.young[strings.Clone(key)] = v
	return v
}
