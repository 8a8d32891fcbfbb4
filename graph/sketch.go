package graph

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// A sketch is the sketchSize smallest hashes of a text's runs of shingleWords
// words. Of two texts, the share of the smallest of both that both have
// estimates how much of them is the same (Broder, "On the resemblance and
// containment of documents", 1997).
const (
	sketchSize   = 48
	shingleWords = 5
	// sameStory is the resemblance from which on two texts are one story: with
	// runs of five words, texts by different hands share next to none, and a
	// copy with some paragraphs added or cut keeps more than a third.
	sameStory = 0.3
)

// NewSketch gives what tells whether texts are near-identical: nil for a text
// of a few words.
func NewSketch(text string) []string {
	words := strings.Fields(foldWords(text))
	seen := map[uint64]bool{}
	for i := 0; i+shingleWords <= len(words); i++ {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[i:i+shingleWords], " ")))
		seen[mix(h.Sum64())] = true
	}
	if len(seen) < shingleWords {
		return nil
	}
	all := make([]uint64, 0, len(seen))
	for h := range seen {
		all = append(all, h)
	}
	slices.Sort(all)
	out := make([]string, 0, sketchSize)
	for _, h := range all[:min(sketchSize, len(all))] {
		// Fixed width keeps the order; 40 bits tell any two shingles of two
		// articles apart.
		s := strconv.FormatUint(h>>24, 36)
		out = append(out, strings.Repeat("0", 8-len(s))+s)
	}
	return slices.Compact(out)
}

// mix spreads FNV's bits, of which the upper ones hang together for like
// inputs (the finalizer of MurmurHash3, by Austin Appleby, in the public
// domain).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Resemblance estimates the share of two texts that is the same, 0 to 1, from
// their sketches.
func Resemblance(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	union := unique(slices.Concat(a, b))
	union = union[:min(len(union), max(len(a), len(b)))]
	both := 0
	for _, h := range union {
		_, x := slices.BinarySearch(a, h)
		_, y := slices.BinarySearch(b, h)
		if x && y {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / float64(len(union))
}

// independent counts the stories that reports come from: articles of which the
// text is near-identical, and those that tell of the fact in the same sentence,
// are one.
func independent(reports []Evidence) int {
	if len(reports) == 1 {
		return 1
	}
	parent := map[string]string{} // of articles, and of sentences
	var find func(s string) string
	find = func(s string) string {
		if p, ok := parent[s]; ok && p != s {
			return find(p)
		}
		return s
	}
	var articles []Evidence
	for _, r := range reports {
		if _, ok := parent[r.ArticleID]; !ok {
			parent[r.ArticleID] = r.ArticleID
			articles = append(articles, r)
		}
		// A sentence so short that two could write it says nothing.
		if s := foldWords(r.Quote); strings.Count(s, " ") >= 7 {
			if _, ok := parent[s]; !ok {
				parent[s] = find(r.ArticleID)
			} else if a, b := find(s), find(r.ArticleID); a != b {
				parent[a] = b
			}
		}
	}
	for i, a := range articles {
		for _, b := range articles[:i] {
			x, y := find(a.ArticleID), find(b.ArticleID)
			if x != y && Resemblance(a.Sketch, b.Sketch) >= sameStory {
				parent[x] = y
			}
		}
	}
	stories := map[string]bool{}
	for _, a := range articles {
		stories[find(a.ArticleID)] = true
	}
	return len(stories)
}
