//go:build !unix

package main

const launchVar = "PITH_TEST_LAUNCH"

// launch is for systems that tell what a process took.
func launch([]string) int { return 125 }
