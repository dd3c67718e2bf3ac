package batch

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// Entry is one line of a manifest: an input, or a stretch of one.
type Entry struct {
	// Line is the line as written: shards are dealt by it.
	Line string
	// Path is the input's path, or whatever Job.Open makes of it.
	Path string
	// Offset and Length are the stretch of the input that is read, in bytes; a Length of 0 reads all of it.
	Offset, Length int64
}

// ErrManifest is wrapped by errors of a manifest's lines.
var ErrManifest = errors.New("manifest")

// ReadManifest reads a manifest line by line: a path, then perhaps a tab, an
// offset, a tab and a length in bytes (as a CDX index gives them). Empty lines
// and lines that begin with # are passed over.
func ReadManifest(r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		lines := bufio.NewReader(r)
		for n := 1; ; n++ {
			line, err := lines.ReadString('\n')
			line = strings.TrimRight(line, "\r\n")
			if line != "" && line[0] != '#' {
				e, bad := parseEntry(line)
				if bad != nil {
					bad = fmt.Errorf("%w line %d: %w", ErrManifest, n, bad)
				}
				if !yield(e, bad) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Entry{}, err)
				return
			}
		}
	}
}

func parseEntry(line string) (Entry, error) {
	e := Entry{Line: line}
	cols := strings.Split(line, "\t")
	e.Path = cols[0]
	if len(cols) == 1 && e.Path != "" {
		return e, nil
	}
	if len(cols) != 3 || e.Path == "" {
		return e, fmt.Errorf("%q is no path, nor path, offset and length parted by tabs", line)
	}
	var err error
	if e.Offset, err = strconv.ParseInt(cols[1], 10, 64); err != nil || e.Offset < 0 {
		return e, fmt.Errorf("%q is no offset", cols[1])
	}
	if e.Length, err = strconv.ParseInt(cols[2], 10, 64); err != nil || e.Length < 1 {
		return e, fmt.Errorf("%q is no length", cols[2])
	}
	return e, nil
}

// containers are the extensions that go from the name of an input's output;
// others stay, so that page.html and page.htm have two outputs.
var containers = []string{".warc.gz", ".warc.zst", ".warc", ".arc.gz", ".arc", ".wacz", ".wet.gz", ".wet", ".zip", ".tar.gz", ".tar", ".jsonl.gz", ".jsonl.zst", ".jsonl"}

// Stem returns the name that an entry's output and status have below the output
// folder, without extension and with slashes. It comes from the entry alone;
// what points out of the folder, or is no safe name, is replaced.
func (e Entry) Stem() string {
	name := strings.TrimLeft(path.Clean(filepath.ToSlash(e.Path)), "/")
	for _, ext := range containers {
		if rest, ok := strings.CutSuffix(name, ext); ok && path.Base(rest) != "." && !strings.HasSuffix(rest, "/") && rest != "" {
			name = rest
			break
		}
	}
	parts := strings.Split(name, "/")
	for i := range parts {
		parts[i] = SafeName(parts[i])
	}
	stem := path.Join(parts...)
	if e.Length > 0 {
		stem += fmt.Sprintf("@%d", e.Offset)
	}
	return stem
}

// Shard is part Index of Count of a manifest; the zero Shard is all of it.
type Shard struct{ Index, Count int }

// ShardVariables are the environment variables in which schedulers give a task
// its place: Kubernetes indexed jobs, Slurm arrays, AWS Batch arrays.
var ShardVariables = []string{"JOB_COMPLETION_INDEX", "SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX"}

// ParseShard reads "i/n", i from 0, or "auto/n", where i stands in one of ShardVariables.
func ParseShard(s string, getenv func(string) string) (Shard, error) {
	index, count, ok := strings.Cut(s, "/")
	var sh Shard
	var err error
	if sh.Count, err = strconv.Atoi(count); !ok || err != nil || sh.Count < 1 {
		return sh, fmt.Errorf("%q is no shard: write it as 0/8 or auto/8", s)
	}
	if index == "auto" {
		for _, name := range ShardVariables {
			if index = getenv(name); index != "" {
				break
			}
		}
		if index == "" || index == "auto" {
			return sh, fmt.Errorf("shard auto: none of %s is set", strings.Join(ShardVariables, ", "))
		}
	}
	if sh.Index, err = strconv.Atoi(index); err != nil || sh.Index < 0 || sh.Index >= sh.Count {
		return sh, fmt.Errorf("shard %s of %d: the first is 0, the last %d", index, sh.Count, sh.Count-1)
	}
	return sh, nil
}

// Has says whether an entry is in the shard. Whole entries are dealt, by a hash
// of the line, so that a worker reads only what it works on and the shards of
// one count make up the whole.
func (s Shard) Has(e Entry) bool {
	if s.Count < 2 {
		return true
	}
	h := fnv.New64a()
	_, _ = io.WriteString(h, e.Line)
	return int(mix(h.Sum64())%uint64(s.Count)) == s.Index
}
