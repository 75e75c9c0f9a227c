package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// budget is the memory that a build may use before it pays for less: a site
// of ten thousand articles fits, and collecting rarely is worth a tenth of
// the time.
const budget = 128 << 20

// thrift lets the heap grow to the budget before garbage is collected. A
// larger site gets a larger budget, twice what lives, because collecting
// without end would cost more than the memory.
func thrift() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(budget)
	watchHeap(budget)
}

// watchHeap looks at the heap after each collection, when a fresh object
// nobody refers to is taken away.
func watchHeap(limit int64) {
	runtime.AddCleanup(new([16]byte), func(limit int64) {
		s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(s)
		if live := int64(s[0].Value.Uint64()); live > limit*3/5 {
			limit = 2 * live
			debug.SetMemoryLimit(limit)
		}
		watchHeap(limit)
	}, limit)
}
