package cmd

import (
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
)

func newSchemaCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of pith's records",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return outputError("standard output", extract.WriteSchema(s.out))
		},
	}
}
