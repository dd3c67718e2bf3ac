package cmd

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// groupKey is the annotation that holds the heading a flag stands under in help.
const groupKey = "pith_group"

// group puts the flags that register adds under a heading.
func group(fl *pflag.FlagSet, heading string, register func()) {
	known := map[string]bool{}
	fl.VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
	register()
	fl.VisitAll(func(f *pflag.Flag) {
		if !known[f.Name] {
			_ = fl.SetAnnotation(f.Name, groupKey, []string{heading})
		}
	})
}

// help prints what a command does: examples first, then flags by heading, then exit codes.
func help(c *cobra.Command, _ []string) {
	w := c.OutOrStdout()
	section := func(heading, text string) {
		if text = strings.TrimRight(text, "\n "); text != "" {
			fmt.Fprintf(w, "%s:\n%s\n\n", heading, text)
		}
	}
	if text := first(c.Long, c.Short); text != "" {
		fmt.Fprintf(w, "%s\n\n", strings.TrimSpace(text))
	}
	section("Examples", c.Example)
	usage := "  " + c.UseLine()
	if c.HasAvailableSubCommands() {
		usage += "\n  " + c.CommandPath() + " COMMAND …"
	}
	section("Usage", usage)
	var commands strings.Builder
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			fmt.Fprintf(&commands, "  %-*s  %s\n", c.NamePadding(), sub.Name(), sub.Short)
		}
	}
	section("Commands", commands.String())
	for _, g := range flagGroups(c) {
		section(g.heading, g.flags.FlagUsages())
	}
	section("Flags of every command", c.InheritedFlags().FlagUsages())
	if table, ok := c.Annotations["exit"]; ok {
		fmt.Fprintf(w, "Exit codes:\n%s", table)
	}
	if c.HasParent() {
		return
	}
	_, _ = io.WriteString(w, "\nMore about a command: pith COMMAND --help\n")
}

type flagGroup struct {
	heading string
	flags   *pflag.FlagSet
}

// flagGroups returns a command's own flags by heading, in the order of their registration.
func flagGroups(c *cobra.Command) []flagGroup {
	var groups []flagGroup
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		heading := "Flags"
		if g := f.Annotations[groupKey]; len(g) > 0 {
			heading = g[0]
		}
		for i := range groups {
			if groups[i].heading == heading {
				groups[i].flags.AddFlag(f)
				return
			}
		}
		set := pflag.NewFlagSet(heading, pflag.ContinueOnError)
		set.SortFlags = false
		set.AddFlag(f)
		groups = append(groups, flagGroup{heading, set})
	})
	return groups
}
