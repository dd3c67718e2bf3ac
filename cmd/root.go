// Package cmd is the command line of pith.
package cmd

import (
	"fmt"
	"io"

	"github.com/pithcli/pith/extract"
)

// Main runs pith with the given arguments and streams and returns its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	art, err := extract.Extract(stdin, extract.Options{})
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 3
	}
	fmt.Fprint(stdout, art.Text())
	return 0
}
