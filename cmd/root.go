// Package cmd is the command line of pith: flags and glue. What a page's
// article is, package extract decides; here stand inputs, outputs, messages
// and exit codes, one file for each command.
package cmd

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Main runs pith with the given arguments and streams and returns its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	boundSlack()
	s := &streams{in: stdin, out: stdout, err: stderr}
	t := &temps{}
	ignoreFileSize()
	ctx, stop := withSignals(context.Background(), t)
	defer stop()
	root := newRootCmd(s, t)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	exit := exitOf(err)
	var silent *exitOnly
	if err != nil && exit != ExitPipe && !errors.As(err, &silent) {
		s.say("%s", err.Error())
		if exit == ExitUsage {
			s.say("see pith --help")
		}
	}
	return int(exit)
}

// signals are the ones that end a run, with the codes they end it with.
var signals = map[os.Signal]Exit{
	os.Interrupt:    ExitInterrupt,
	syscall.SIGTERM: ExitTerminate,
	syscall.SIGHUP:  ExitHangup,
}

// withSignals returns a context that a first signal ends, so that the page in
// hand is finished and the output closed. A second one removes what is
// half-written and ends the process. SIGPIPE is left alone: Go's own rule (die
// of it on standard output) is what a reader that has gone wants.
func withSignals(parent context.Context, t *temps) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	c := make(chan os.Signal, 2)
	for sig := range signals {
		signal.Notify(c, sig)
	}
	go func() {
		sig, ok := <-c
		if !ok {
			return
		}
		cancel(&failure{exit: signals[sig], err: errors.New("interrupted")})
		if sig, ok = <-c; ok {
			t.removeAll()
			os.Exit(int(signals[sig]))
		}
	}()
	return ctx, func() {
		signal.Stop(c)
		close(c)
		cancel(nil)
	}
}

const longHelp = `pith takes saved web pages (HTML or plain text, in MHTML, WARC, webarchive,
gzip …) and prints their articles without navigation, adverts, share buttons,
related links, comments and footers. It never uses the network.`

const examples = `  pith page.html                        the article as plain text
  pith -f markdown -o page.md page.mhtml as Markdown, into a file
  curl -s https://… | pith -f json      from a pipe, as JSON
  pith -r -o clean/ saved/              every page of a folder
  pith -f jsonl crawl.warc.gz | jq .    one record a line`

// newRootCmd builds the root command, which extracts, and hangs the others below it.
func newRootCmd(s *streams, t *temps) *cobra.Command {
	flags := &extractFlags{}
	c := &cobra.Command{
		Use:         "pith [flags] [FILE|-]…",
		Short:       "Print the article of a saved web page",
		Long:        longHelp,
		Example:     examples,
		Version:     version(),
		Annotations: map[string]string{"exit": ExitTable()},
		// Any word that is no command is a file.
		Args:              cobra.ArbitraryArgs,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
		RunE: func(c *cobra.Command, args []string) error {
			if err := flags.resolve(); err != nil {
				return err
			}
			if len(args) == 0 && len(flags.input.filesFrom) == 0 {
				if isTerminal(s.in) {
					return shortHelp(c)
				}
				args = []string{stdinName}
			}
			return runExtract(c.Context(), s, t, flags, args)
		},
	}
	c.SetVersionTemplate("{{.Version}}\n")
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &failure{exit: ExitUsage, err: err} })
	c.PersistentFlags().BoolVarP(&s.quiet, "quiet", "q", false, "print no notices and no summary, only errors")
	c.PersistentFlags().BoolVarP(&s.verbose, "verbose", "v", false, "say for each page what became of it")
	colorMode := choice("auto", colorModes...)
	c.PersistentFlags().Var(colorMode, "color", "colour messages: auto, always or never")
	c.PersistentPreRun = func(*cobra.Command, []string) { s.setColor(colorMode.String()) }
	flags.register(c)
	c.SetHelpFunc(help)
	c.AddCommand(
		newExplainCmd(s),
		newCheckCmd(s, t),
		newConfigCmd(s),
		newDiffCmd(s),
		newRulesCmd(s),
		newStatsCmd(s),
		newTestCmd(s),
		newEvalCmd(s, t),
		newBatchCmd(s, t),
		newFormatsCmd(s),
		newSchemaCmd(s),
		newManCmd(s),
	)
	completeWords(c)
	return c
}

// completeWords lets shells complete the words of flags that take one of a few.
func completeWords(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		words := strings.Split(f.Value.Type(), "|")
		if v, ok := f.Value.(*choiceValue); ok {
			words = v.words
		}
		if len(words) > 1 {
			_ = c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		}
	})
	for _, sub := range c.Commands() {
		completeWords(sub)
	}
}

// shortHelp is what pith prints without arguments on a terminal.
func shortHelp(c *cobra.Command) error {
	c.Printf("%s\n\nExamples:\n%s\n\nUsage: %s\nAll flags and commands: pith --help\n", longHelp, examples, c.UseLine())
	return nil
}
