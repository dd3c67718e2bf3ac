package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pithcli/pith/cmd"
)

func TestMain(m *testing.M) {
	if os.Getenv(launchVar) != "" {
		os.Exit(launch(os.Args[1:]))
	}
	testscript.Main(m, map[string]func(){
		"pith": func() { os.Exit(cmd.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScript runs testdata/script: the command line as a user types it. The
// pages of testdata are at $PAGES.
func TestScript(t *testing.T) {
	pages, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PAGES", pages+"/testdata")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}
