package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// textMakers are the programs that the text corpora were made with.
var textMakers = []string{"innertext", "lynx", "w3m", "html2text"}

// LoadText reads the plain-text renderings of the named sets under root, each
// maker's as a set of its own ("text-dev/lynx", which can be asked for alone). The set "clean" is the gold
// texts themselves, as pages of which everything is article: half of them a
// paragraph a line, half wrapped as a mail is, every third cut after a few paragraphs.
func LoadText(root string, sets ...string) ([]Source, error) {
	golds := map[string]string{"text-dev": "wcxb-dev", "text-fundus-dev": "fundus-dev"}
	var out []Source
	for _, set := range sets {
		if set == "clean" {
			clean, err := loadClean(root)
			if err != nil {
				return nil, fmt.Errorf("loading %s: %w", set, err)
			}
			out = append(out, clean...)
			continue
		}
		name, maker, _ := strings.Cut(set, "/")
		gold, ok := golds[name]
		if !ok {
			return nil, fmt.Errorf("no text corpus %q", set)
		}
		pages, err := Load(root, gold)
		if err != nil {
			return nil, err
		}
		for _, m := range textMakers {
			if maker != "" && m != maker {
				continue
			}
			for _, p := range pages {
				p.Set = name + "/" + m
				p.Path = filepath.Join(root, name, m, p.ID+".txt.gz")
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// cleanWords is the least length of a gold text, or of its beginning, that stands for a page of its own.
const cleanWords = 20

func loadClean(root string) ([]Source, error) {
	pages, err := Load(root, "wcxb-dev", "fundus-dev")
	if err != nil {
		return nil, err
	}
	var out []Source
	for i, p := range pages {
		if len(Tokens(p.Gold, p.Split)) < cleanWords {
			continue
		}
		p.Set = "clean"
		if i%3 == 2 { // a note of a few paragraphs
			p.Gold = opening(p.Gold, 1+i%5)
		}
		text := p.Gold
		if i%2 == 1 {
			text = fill(text, 60+i%20)
		}
		p.Raw = []byte(text)
		out = append(out, p)
	}
	return out, nil
}

// opening returns the first n paragraphs of more than a few words, with what stands before them.
func opening(text string, n int) string {
	const few = 12 // words of a heading
	end := 0
	for line := range strings.Lines(text) {
		end += len(line)
		if len(strings.Fields(line)) > few {
			if n--; n == 0 {
				break
			}
		}
	}
	return text[:end]
}

// fill wraps each line of a text at width columns (bytes, which is near enough).
func fill(text string, width int) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		col := 0
		for _, w := range strings.Fields(line) {
			switch {
			case col == 0:
			case col+1+len(w) > width:
				b.WriteByte('\n')
				col = 0
			default:
				b.WriteByte(' ')
				col++
			}
			b.WriteString(w)
			col += len(w)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
