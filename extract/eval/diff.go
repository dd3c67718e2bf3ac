package eval

import "strings"

// Diff prints an output against its gold by lines: "  " in both, "+ " in the
// output alone, "- " in the gold alone, these at the end. A line counts as
// held by the other text if most of its words are there in a row of lines.
func Diff(gold, output string) string {
	in := func(text string) func(string) bool {
		words := Shingles(strings.ToLower(text))
		all := Words(text)
		return func(line string) bool {
			shingles := Shingles(strings.ToLower(line))
			if n := shingles.Size(); n > 1 {
				return shingles.Common(words)*2 >= n
			}
			t := Words(line)
			return t.Common(all) == t.Size()
		}
	}
	inGold, inOutput := in(gold), in(output)
	var b strings.Builder
	mark := func(text, mark string, same func(string) bool, both bool) {
		for line := range strings.SplitSeq(text, "\n") {
			if strings.TrimSpace(line) == "" {
				continue
			}
			switch {
			case !same(line):
				b.WriteString(mark + line + "\n")
			case both:
				b.WriteString("  " + line + "\n")
			}
		}
	}
	mark(output, "+ ", inGold, true)
	mark(gold, "- ", inOutput, false)
	return b.String()
}
