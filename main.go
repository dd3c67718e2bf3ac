// Command pith prints the article of a saved web page.
package main

import (
	"os"

	"github.com/pithcli/pith/cmd"
)

func main() {
	os.Exit(cmd.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
