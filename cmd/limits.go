package cmd

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pithcli/pith/extract/source"
)

// byteSize is a flag for a number of bytes: 500, 64K, 1.5MiB, 2G; none for no limit.
type byteSize struct{ n *int64 }

func (s byteSize) Type() string { return "SIZE" }

func (s byteSize) String() string {
	if s.n == nil || *s.n == 0 {
		return ""
	}
	return strconv.FormatInt(*s.n, 10)
}

var units = []struct {
	name  string
	bytes float64
}{{"k", 1 << 10}, {"m", 1 << 20}, {"g", 1 << 30}, {"t", 1 << 40}}

func (s byteSize) Set(v string) error {
	if v == "none" {
		*s.n = -1
		return nil
	}
	number := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(v), "b"), "i")
	factor := 1.
	for _, u := range units {
		if rest, ok := strings.CutSuffix(number, u.name); ok {
			number, factor = rest, u.bytes
			break
		}
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !(x > 0) || x*factor > 1<<60 {
		return fmt.Errorf("write a size such as 500K, 64M, 2G, or none")
	}
	*s.n = int64(x * factor)
	return nil
}

// count is a flag for a number from 1, or none for no limit.
type count struct{ n *int64 }

func (c count) Type() string   { return "N" }
func (c count) String() string { return byteSize(c).String() }

func (c count) Set(v string) error {
	if v == "none" {
		*c.n = -1
		return nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 1 {
		return fmt.Errorf("write a number from 1, or none")
	}
	*c.n = n
	return nil
}

// limitFlags are the switches of source.Limits.
type limitFlags struct {
	limits source.Limits
	layers int64
}

func (f *limitFlags) register(c *cobra.Command) {
	fl, d := c.Flags(), source.DefaultLimits
	fl.Var(byteSize{&f.limits.Size}, "max-size", "bytes read of one input (default 1T)")
	fl.Var(byteSize{&f.limits.Page}, "max-page", fmt.Sprintf("bytes of one page, decompressed (default %dM)", d.Page>>20))
	fl.Float64Var(&f.limits.Ratio, "max-ratio", 0, fmt.Sprintf("how many `TIMES` its size a compressed layer may grow, past 8M (default %v, -1 for none)", d.Ratio))
	fl.Var(count{&f.layers}, "max-layers", fmt.Sprintf("containers and compressions within each other (default %d)", d.Layers))
	fl.Var(count{&f.limits.Records}, "max-records", fmt.Sprintf("records or members of one container (default %d)", d.Records))
}

func (f *limitFlags) resolve() source.Limits {
	f.limits.Layers = int(max(-1, min(f.layers, 1<<20)))
	return f.limits
}
