//go:build !unix

package cmd

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
