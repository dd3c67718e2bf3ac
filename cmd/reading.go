package cmd

import (
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/source"
)

// readingFlags decide what is read and chosen of a page; every command that extracts pages of a corpus has them.
type readingFlags struct {
	mode    *choiceValue
	rules   ruleFlags
	from    *choiceValue
	charset string
	json    source.JSONFields
}

// modes maps --mode to the classifier's.
var modes = map[string]classify.Mode{"balanced": classify.Balanced, "precision": classify.Precision, "recall": classify.Recall}

// medias maps the values of --from that say what a bare page is to its media type; the others name formats.
var medias = map[string]string{"html": "text/html", "text": "text/plain"}

// registerReading adds the flags that decide what is read and chosen of a page.
func (f *readingFlags) registerReading(c *cobra.Command) {
	f.mode = choice("balanced", "balanced", "precision", "recall")
	names := []string{"auto"}
	for _, format := range source.Formats() {
		names = append(names, format.Name)
	}
	f.from = choice("auto", names...)
	f.from.typ = "FORMAT"
	fl := c.Flags()
	fl.Var(f.mode, "mode", "precision drops what is doubtful, recall keeps it")
	f.rules.register(c)
	fl.Var(f.from, "from", "read as this `FORMAT`: html or text say what a page is, others (pith formats) what a file is")
	fl.StringVar(&f.charset, "charset", "", "decode pages as `NAME`, whatever they declare")
	fl.StringVar(&f.json.HTML, "html-field", "", "`NAME` of the field of JSON Lines that holds the page (default: html, content …)")
	fl.StringVar(&f.json.Text, "text-field", "", "`NAME` of the field that holds the page as plain text")
	fl.StringVar(&f.json.URL, "url-field", "", "`NAME` of the field that holds its address")
}

// apply checks the flags and fills the options of an extraction.
func (f *readingFlags) apply(opt *extract.Options) error {
	if f.charset != "" && !source.KnownCharset(f.charset) {
		return usagef("write a name of the WHATWG Encoding Standard: utf-8, windows-1252, shift_jis …", "--charset: unknown charset %q", f.charset)
	}
	if err := f.rules.apply(opt); err != nil {
		return err
	}
	opt.Mode = modes[f.mode.String()]
	opt.Source.Charset = f.charset
	opt.Source.JSON = f.json
	if from := f.from.String(); medias[from] != "" {
		opt.Source.MediaType = medias[from]
	} else if from != "auto" {
		opt.Source.Format = from
	}
	return nil
}
