package main

import (
	"crypto/sha256"
	"sort"
)

// foldCount is the benchmark's convention: five folds, pages of a registered domain together.
const foldCount = 5

// foldSeed is part of what is hashed; another seed gives another partition.
const foldSeed = "pith-1:"

// Folds assigns each page a fold from 0 to foldCount-1. Groups are taken in the
// order of their hash, each to the fold with the fewest pages of its set so far.
func Folds(pages []Source) []int {
	type group struct {
		key   string
		hash  [32]byte
		pages []int
	}
	at := map[string]int{}
	var groups []group
	for i, p := range pages {
		k, ok := at[p.Group]
		if !ok {
			k = len(groups)
			at[p.Group] = k
			groups = append(groups, group{key: p.Group, hash: sha256.Sum256([]byte(foldSeed + p.Group))})
		}
		groups[k].pages = append(groups[k].pages, i)
	}
	sort.Slice(groups, func(i, j int) bool { return string(groups[i].hash[:]) < string(groups[j].hash[:]) })
	out := make([]int, len(pages))
	filled := map[string]*[foldCount]int{}
	for _, g := range groups {
		set := pages[g.pages[0]].Set
		if filled[set] == nil {
			filled[set] = new([foldCount]int)
		}
		best := 0
		for f := range filled[set] {
			if filled[set][f] < filled[set][best] {
				best = f
			}
		}
		for _, i := range g.pages {
			out[i] = best
			filled[set][best]++
		}
	}
	return out
}
