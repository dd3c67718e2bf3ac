package cmd

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract"
	"github.com/pithcli/pith/extract/batch"
)

// stdinName is how arguments, lists and records call standard input.
const stdinName = "-"

// inputFlags say which files are read.
type inputFlags struct {
	recursive bool
	filesFrom []string
	null      bool
	include   []string
	exclude   []string
}

func (f *inputFlags) register(c *cobra.Command) {
	c.Flags().BoolVarP(&f.recursive, "recursive", "r", false, "read folders, sorted; hidden files and folders and NAME_files are left out")
	c.Flags().StringArrayVar(&f.filesFrom, "files-from", nil, "read the names of inputs from `FILE` (- for standard input), one a line")
	c.Flags().BoolVarP(&f.null, "null", "0", false, "names of --files-from end in NUL, not in a line end")
	c.Flags().StringArrayVar(&f.include, "include", nil, "of the files found in folders read only those that match `GLOB` (** crosses folders)")
	c.Flags().StringArrayVar(&f.exclude, "exclude", nil, "leave out files and folders that match `GLOB`")
}

// saved is one input of a run.
type saved struct {
	path string // as given or found; stdinName for standard input
	rel  string // place below an output folder, slash-separated
	// walked files were found in a folder, not named.
	walked bool
	// err stands for a file that cannot be read at all.
	err error
	// again says that an earlier run has done the file, and done what came of
	// its pages; hash is its SHA-256, where a journal asks for it.
	again bool
	done  []journalPage
	hash  string
	// undone files are not closed in the journal: a resumed run does them again.
	undone bool
}

// assets are extensions of a page's own machinery. In a folder they are passed
// over: as plain text they would come out as articles.
var assets = map[string]bool{
	".css": true, ".js": true, ".mjs": true, ".map": true, ".json": true, ".wasm": true,
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true, ".ico": true, ".bmp": true,
	".woff": true, ".woff2": true, ".ttf": true, ".otf": true, ".eot": true,
	".mp3": true, ".mp4": true, ".webm": true, ".ogg": true, ".m4a": true, ".wav": true,
}

// isAsset looks at the name before a query as well: wget saves style.css?v=3.
func isAsset(rel string) bool {
	name := strings.ToLower(path.Base(rel))
	bare, _, _ := strings.Cut(name, "?")
	return assets[path.Ext(name)] || assets[path.Ext(bare)]
}

// gather lists the inputs that arguments and lists name, in their order.
// out is the output folder, which a walk leaves out, "" for none.
func (f *inputFlags) gather(s *streams, args []string, out string) ([]saved, error) {
	for _, pattern := range slices.Concat(f.include, f.exclude) {
		if !doublestar.ValidatePattern(pattern) {
			return nil, usagef("", "bad pattern %q", pattern)
		}
	}
	names := args
	for _, list := range f.filesFrom {
		listed, err := f.readList(s, list)
		if err != nil {
			return nil, err
		}
		names = slices.Concat(names, listed)
	}
	var all []saved
	folders := 0
	for _, name := range names {
		found, err := f.expand(name, out)
		if err != nil {
			return nil, err
		}
		for _, in := range found {
			if in.err != nil && errors.Is(in.err, errFolder) {
				folders++
			}
		}
		all = append(all, found...)
	}
	if len(all) == 0 && (len(f.filesFrom) > 0 || len(args) > 0) {
		return nil, usagef("", "no input: %s", noInput(f, args))
	}
	if folders > 0 && folders == len(all) {
		return nil, usagef("add -r to read the files in it", "%s is a folder", names[0])
	}
	relate(all, names)
	return all, nil
}

func noInput(f *inputFlags, args []string) string {
	if len(args) > 0 {
		return fmt.Sprintf("nothing to read in %s", strings.Join(args, " "))
	}
	return fmt.Sprintf("the list %s is empty", strings.Join(f.filesFrom, ", "))
}

// readList reads the names of a --files-from list.
func (f *inputFlags) readList(s *streams, list string) ([]string, error) {
	r := s.in
	if list != stdinName {
		file, err := os.Open(list)
		if err != nil {
			return nil, &failure{exit: ExitInput, where: list, err: plain(err)}
		}
		defer file.Close()
		r = file
	}
	content, err := io.ReadAll(bufio.NewReader(r))
	if err != nil {
		return nil, &failure{exit: ExitInput, where: list, err: plain(err)}
	}
	sep := []byte("\n")
	if f.null {
		sep = []byte{0}
	}
	var names []string
	for name := range bytes.SplitSeq(content, sep) {
		if !f.null {
			name = bytes.TrimSuffix(name, []byte("\r"))
		}
		if len(name) > 0 {
			names = append(names, string(name))
		}
	}
	return names, nil
}

var errFolder = errors.New("a folder; add -r to read the files in it")

// expand lists the inputs that one argument names.
func (f *inputFlags) expand(name, out string) ([]saved, error) {
	if name == stdinName {
		return []saved{{path: name, rel: "stdin"}}, nil
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir() && f.recursive:
		return f.walk(name, out), nil
	case err == nil && info.IsDir():
		return []saved{{path: name, err: fmt.Errorf("%w: %w", extract.ErrSkipped, errFolder)}}, nil
	case err == nil:
		return []saved{{path: name}}, nil
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?[{") && doublestar.ValidatePattern(filepath.ToSlash(name)):
		found, err := doublestar.FilepathGlob(name, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
		if err != nil {
			return nil, usagef("", "%s: %v", name, err)
		}
		if len(found) == 0 {
			return nil, usagef("", "no file matches %s", name)
		}
		slices.Sort(found)
		base, _ := doublestar.SplitPattern(filepath.ToSlash(name))
		all := make([]saved, 0, len(found))
		for _, path := range found {
			rel := strings.TrimPrefix(filepath.ToSlash(path), strings.TrimSuffix(base, "/")+"/")
			if !f.excluded(rel) && !aside(rel, name) {
				all = append(all, saved{path: path, walked: true})
			}
		}
		return all, nil
	}
	return []saved{{path: name, err: plain(err)}}, nil
}

// aside says whether a path that a pattern matched is hidden or belongs to a
// page that was saved complete, unless the pattern itself names such a thing.
func aside(rel, pattern string) bool {
	pattern = strings.ReplaceAll("/"+path.Clean(pattern), "/..", "")
	for part := range strings.SplitSeq(rel, "/") {
		if strings.HasPrefix(part, ".") && !strings.Contains(pattern, "/.") ||
			strings.HasSuffix(part, "_files") && !strings.Contains(pattern, "_files") {
			return true
		}
	}
	return false
}

// walk lists the files of a folder, sorted. Its rel is relative to the folder.
func (f *inputFlags) walk(root, out string) []saved {
	var all []saved
	_ = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		rel, relErr := filepath.Rel(root, p)
		if relErr != nil {
			rel = p
		}
		rel = filepath.ToSlash(rel)
		switch {
		case err != nil:
			all = append(all, saved{path: p, rel: rel, walked: true, err: plain(err)})
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case p == root:
			return nil
		case strings.HasPrefix(d.Name(), ".") || f.excluded(rel):
			return skip(d)
		case d.IsDir():
			if strings.HasSuffix(d.Name(), "_files") || out != "" && sameFile(p, out) {
				return fs.SkipDir
			}
			return nil
		case len(f.include) == 0 && isAsset(rel) || len(f.include) > 0 && !matches(f.include, rel):
			return nil
		}
		in := saved{path: p, rel: rel, walked: true}
		if !d.Type().IsRegular() {
			in.err = follow(root, p, d)
		}
		all = append(all, in)
		return nil
	})
	return all
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// follow says why an entry of a folder that is no regular file is not read;
// nil for a link to a regular file in the same tree.
func follow(root, p string, d fs.DirEntry) error {
	if d.Type()&fs.ModeSymlink == 0 {
		return fmt.Errorf("%w: %s", extract.ErrSkipped, describe(d.Type()))
	}
	target, err := filepath.EvalSymlinks(p)
	if err != nil {
		return fmt.Errorf("%w: a link that leads nowhere", extract.ErrSkipped)
	}
	info, err := os.Stat(target)
	if err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("%w: a link to no regular file", extract.ErrSkipped)
	}
	base, err := filepath.EvalSymlinks(root)
	if err != nil {
		return plain(err)
	}
	if rel, err := filepath.Rel(base, target); err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return fmt.Errorf("%w: a link out of the folder", extract.ErrSkipped)
	}
	return nil
}

func (f *inputFlags) excluded(rel string) bool { return matches(f.exclude, rel) }

// matches: a pattern without a slash is matched against the last element, as in .gitignore.
func matches(patterns []string, rel string) bool {
	for _, pattern := range patterns {
		name := rel
		if !strings.Contains(pattern, "/") {
			name = path.Base(rel)
		}
		if ok, _ := doublestar.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// relate gives every input its place below an output folder. Files of a folder
// stand as they do there, below the folder's name if several arguments are
// given; files that are named stand relative to the folder they have in common.
func relate(all []saved, names []string) {
	var dirs []string
	for i := range all {
		if all[i].rel == "" {
			dirs = append(dirs, filepath.Dir(filepath.Clean(all[i].path)))
		}
	}
	common := commonDir(dirs)
	for i := range all {
		in := &all[i]
		switch {
		case in.rel == "":
			if rel, err := filepath.Rel(common, filepath.Clean(in.path)); err == nil && filepath.IsLocal(rel) {
				in.rel = filepath.ToSlash(rel)
			} else {
				in.rel = filepath.Base(in.path)
			}
		case len(names) > 1 && in.path != stdinName:
			root := strings.TrimSuffix(filepath.ToSlash(filepath.Clean(in.path)), "/"+in.rel)
			in.rel = path.Base(root) + "/" + in.rel
		}
	}
}

// commonDir returns the deepest folder that holds all of dirs.
func commonDir(dirs []string) string {
	if len(dirs) == 0 {
		return "."
	}
	common := dirs[0]
	for _, dir := range dirs[1:] {
		for common != dir && !strings.HasPrefix(dir, strings.TrimSuffix(common, string(filepath.Separator))+string(filepath.Separator)) {
			up := filepath.Dir(common)
			if up == common {
				return "."
			}
			common = up
			if common == "." {
				return "."
			}
		}
	}
	return common
}

// open makes the batch's input of a saved file.
func (in *saved) open(s *streams) batch.Input {
	return batch.Input{Name: in.path, Open: func() (io.ReadCloser, error) {
		if in.err != nil {
			return nil, in.err
		}
		if in.path == stdinName {
			return io.NopCloser(s.in), nil
		}
		f, err := os.Open(in.path)
		if err != nil {
			return nil, plain(err)
		}
		return f, nil
	}}
}
