package cmd

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract/source"
)

func newFormatsCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "formats",
		Short: "List what is read and what is written",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			var b strings.Builder
			w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "Read, by content and in each other:")
			for _, f := range source.Formats() {
				fmt.Fprintf(w, "  %s\t%s\n", f.Name, f.Doc)
			}
			_ = w.Flush()
			fmt.Fprintln(w, "\nWritten (-f):")
			for _, f := range formats {
				fmt.Fprintf(w, "  %s\t%s\n", f.name, f.doc)
			}
			fmt.Fprintf(w, "\nA name of -o that ends in %s is compressed.\n", strings.Join(outputPackings, " or "))
			_ = w.Flush()
			_, err := s.out.Write([]byte(b.String()))
			return outputError("standard output", err)
		},
	}
}
