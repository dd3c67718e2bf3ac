package structure

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mathInline is a formula within text.
type mathInline struct {
	ast.BaseInline
	tex []byte
}

var kindMathInline = ast.NewNodeKind("MathInline")

func (*mathInline) Kind() ast.NodeKind              { return kindMathInline }
func (n *mathInline) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// dollarInline reads $…$ by pandoc's rule (no blank behind the first dollar,
// none before the last, no digit behind it) and $$…$$.
type dollarInline struct{}

func (*dollarInline) Trigger() []byte { return []byte{'$'} }

func (*dollarInline) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n := 1
	if len(line) > 1 && line[1] == '$' {
		n = 2
	}
	body := line[n:]
	if len(body) == 0 || n == 1 && (body[0] == ' ' || body[0] == '\n') {
		return nil
	}
	for i := 0; i < len(body); i++ {
		switch {
		case body[i] == '\\':
			i++
		case n == 2 && bytes.HasPrefix(body[i:], []byte("$$")),
			n == 1 && body[i] == '$' && i > 0 && body[i-1] != ' ' && (i+1 == len(body) || body[i+1] < '0' || body[i+1] > '9'):
			block.Advance(n + i + n)
			return &mathInline{tex: body[:i]}
		}
	}
	return nil
}

// mathBlock is a formula between lines of two dollars.
type mathBlock struct{ ast.BaseBlock }

var kindMathBlock = ast.NewNodeKind("MathBlock")

func (*mathBlock) Kind() ast.NodeKind              { return kindMathBlock }
func (*mathBlock) IsRaw() bool                     { return true }
func (n *mathBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type dollarBlock struct{}

func (*dollarBlock) Trigger() []byte { return []byte{'$'} }

func (*dollarBlock) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	if string(bytes.TrimSpace(line)) != "$$" {
		return nil, parser.NoChildren
	}
	return &mathBlock{}, parser.NoChildren
}

func (*dollarBlock) Continue(n ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if string(bytes.TrimSpace(line)) == "$$" {
		reader.AdvanceToEOL()
		return parser.Close
	}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (*dollarBlock) Close(ast.Node, text.Reader, parser.Context) {}
func (*dollarBlock) CanInterruptParagraph() bool                 { return true }
func (*dollarBlock) CanAcceptIndentedLine() bool                 { return false }
