package cmd

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// Set by -ldflags "-X github.com/pithcli/pith/cmd.release=v1.2.3" (and revision,
// day) where the build has no version control at hand.
var release, revision, day string

// build says what was built, as far as the linker or the Go tool recorded it.
type build struct{ version, commit, date, modified string }

func buildOf() build {
	b := build{version: release, commit: revision, date: day}
	if info, ok := debug.ReadBuildInfo(); ok {
		b.version = first(b.version, info.Main.Version)
		for _, setting := range info.Settings {
			switch setting.Key {
			case "vcs.revision":
				b.commit = first(b.commit, setting.Value)
			case "vcs.time":
				b.date = first(b.date, setting.Value)
			case "vcs.modified":
				if setting.Value == "true" {
					b.modified = ", modified"
				}
			}
		}
	}
	if len(b.commit) > 12 {
		b.commit = b.commit[:12]
	}
	b.version = first(b.version, "(devel)")
	return b
}

// version returns one line: version, commit, date, Go, platform.
func version() string {
	b := buildOf()
	return fmt.Sprintf("pith %s (commit %s%s, %s, %s %s/%s)",
		b.version, first(b.commit, "unknown"), b.modified, first(b.date, "date unknown"), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// engine names what decides an output's bytes: the same source on every platform.
func engine() string {
	b := buildOf()
	return strings.TrimSpace("pith " + b.version + " " + b.commit + b.modified)
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
