package cmd

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// Pages are short-lived: collecting at five times the live heap instead of
// twice saves an eighth of the time and costs some 20 MB. For a page of many
// megabytes it would cost gigabytes, so the slack is bounded.
const (
	slackPercent = 400
	slackMost    = 48 << 20
	slackLeast   = 30 // percent
)

// boundSlack sets how much garbage may gather before it is collected, anew after each collection.
var boundSlack = sync.OnceFunc(func() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(slackPercent)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	last := slackPercent
	// An object that nothing refers to is finalised once in each collection.
	var after func(*[16]byte)
	after = func(o *[16]byte) {
		runtime.SetFinalizer(o, after)
		metrics.Read(live)
		percent := slackPercent
		if n := live[0].Value.Uint64(); n > 0 {
			percent = int(min(slackPercent, max(slackLeast, slackMost*100/n)))
		}
		if percent != last {
			last = percent
			debug.SetGCPercent(percent)
		}
	}
	runtime.SetFinalizer(new([16]byte), after)
})
