// Command generate compiles the phrase files into the index that is embedded.
// It is run by go generate in the folder of package phrases.
package main

import (
	"fmt"
	"os"

	"github.com/pithcli/pith/extract/classify/phrases"
)

func main() {
	if err := phrases.Generate("."); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
