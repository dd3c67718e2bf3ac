package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// Set by -ldflags "-X github.com/pithcli/pith/cmd.release=v1.2.3" (and revision,
// day) where the build has no version control at hand.
var release, revision, day string

// version returns one line: version, commit, date, Go, platform. What the
// linker did not set comes from what the Go tool recorded.
func version() string {
	v, commit, date, dirty := release, revision, day, ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v == "" {
			v = info.Main.Version
		}
		for _, setting := range info.Settings {
			switch setting.Key {
			case "vcs.revision":
				commit = first(commit, setting.Value)
			case "vcs.time":
				date = first(date, setting.Value)
			case "vcs.modified":
				if setting.Value == "true" {
					dirty = ", modified"
				}
			}
		}
	}
	if len(commit) > 12 {
		commit = commit[:12]
	}
	return fmt.Sprintf("pith %s (commit %s%s, %s, %s %s/%s)",
		first(v, "(devel)"), first(commit, "unknown"), dirty, first(date, "date unknown"), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// first returns the first of its arguments that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
