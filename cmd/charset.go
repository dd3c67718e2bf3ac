package cmd

import "golang.org/x/text/encoding/htmlindex"

// knownCharset says whether a name is one of the WHATWG Encoding Standard.
func knownCharset(name string) bool {
	_, err := htmlindex.Get(name)
	return err == nil
}
