// Package extract takes a saved web page and returns its article: title,
// authors, dates and body, without navigation, adverts, share buttons, related
// links, comments and footers.
//
// Extract reads the first page of a saved file, All every page of it, FromPage
// one that is in memory. The zero Options are right for most uses. An Article
// gives its body as text, Markdown or HTML, and itself as a Record, which is
// what the command line prints as JSON.
//
// # One document through the house
//
//	saved file ─► source.Reader ─► source.Page (one page, UTF-8)
//	                                  │
//	                    block.FromHTML, block.FromText
//	                                  │
//	                           block.Document ────────────┐
//	                                  │                   │
//	                         classify.Document      meta.Resolve
//	                          (a Verdict a block)   (a Field each)
//	                                  └────► Article ◄────┘
//	                                            │
//	             render (text, markdown, html) · Record (JSON) · explain · check
//
// It is one pass: nothing is tried again with other switches, and nothing is
// changed after it is made.
//
//   - source opens what was saved. Content decides what a file is, never its
//     name; layers nest; what is readable of a damaged file is handed on.
//   - block is the leaf that all others speak in. It cuts the token stream of a
//     page into a flat list of blocks, with everything about them that later
//     rooms need: spans, containers, and the page's statements about itself.
//     There is no tree, so there is no depth limit and no recursion. Plain text
//     becomes the same Document.
//   - classify gives every block a probability by a learned model, chooses the
//     set of blocks with the highest expected F1, and names what the others are.
//   - meta decides title, authors, dates and the rest, and says of each where it
//     comes from.
//   - render writes, and decides nothing.
//   - batch does many files: in parallel, in order, in bounded memory. eval
//     scores against gold texts. explain and check look at verdicts.
//
// Who may import whom is held by a test (walls_test.go), with a reason for each
// wall: block imports nothing of pith; classify and render never read HTML;
// nothing here prints, logs, colours, or fetches.
//
// # What is promised
//
//   - Any bytes in: no panic, no hang. Time and memory are linear in the input.
//   - The same input and options give the same bytes, on every machine and
//     for any number of workers.
//   - Text that comes out is valid UTF-8 without control characters but tab and
//     line end. HTML holds only allowed elements, attributes and schemes.
//   - No network, no subprocess, no file that the input names.
//   - Segmenting loses nothing and doubles nothing; every block has one verdict.
//   - An empty article is no error (Article.Status says so).
//   - Limits have names, defaults and switches; passing one is an error that
//     names the switch.
package extract
