package cmd

import "github.com/spf13/cobra"

func newEvalCmd(s *streams) *cobra.Command {
	return &cobra.Command{Use: "eval", Hidden: true, RunE: func(*cobra.Command, []string) error { return nil }}
}
