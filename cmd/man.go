package cmd

import (
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newManCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages into a folder",
		Args:  cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o777); err != nil {
				return outputError(args[0], err)
			}
			// The zero day keeps the pages the same on every build.
			day := time.Unix(0, 0).UTC()
			header := &doc.GenManHeader{Title: "PITH", Section: "1", Source: "pith", Manual: "pith manual", Date: &day}
			root := c.Root()
			root.Long += "\n\nExit codes:\n\n" + ExitTable()
			return outputError(args[0], doc.GenManTree(root, header, args[0]))
		},
	}
}
