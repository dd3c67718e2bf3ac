package boost

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// magic opens a model file; its last byte is the format's version.
const magic = "pithgbt\x03"

// maxTrees bounds what is read.
const maxTrees = 1 << 14

// ErrFormat says that bytes are not a model file of this version.
var ErrFormat = errors.New("not a model file of this version")

// Encode writes a model: little-endian, variable-length integers for counts, bias, scale and gate,
// names and edges of the columns, the trees, and the points of the curve if there is one. A tree is
// its question (column, bin) followed by its two sides, or bin 0 and the value of a leaf.
func (m *Model) Encode() []byte {
	b := []byte(magic)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Bias))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Scale))
	b = binary.AppendUvarint(b, uint64(m.Gate.Trees))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.Gate.Margin))
	b = binary.AppendUvarint(b, uint64(len(m.Columns)))
	for _, c := range m.Columns {
		b = binary.AppendUvarint(b, uint64(len(c.Name)))
		b = append(b, c.Name...)
		b = binary.AppendUvarint(b, uint64(len(c.Edges)))
		for _, e := range c.Edges {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(e))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(m.Trees)))
	for i := range m.Trees {
		b = m.Trees[i].encode(b, 1)
	}
	if len(m.Curve) == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(len(m.Curve)))
	for _, p := range m.Curve {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(p[0]))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(p[1]))
	}
	return b
}

// encode writes what is at and below a place.
func (t *Tree) encode(b []byte, at int) []byte {
	s, ok := t.split(at)
	if !ok {
		return binary.AppendVarint(append(b, 0), int64(t.leaf(at)))
	}
	b = append(b, s.Bin, s.Column)
	b = t.encode(b, 2*at)
	return t.encode(b, 2*at+1)
}

// reader takes values from a model file; after the first fault all are zero.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.b) {
		r.bad = true
		return make([]byte, max(0, min(n, 8)))
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) float() float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
}

func (r *reader) uint(limit int) int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || limit < 0 || v > uint64(limit) {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) leaf() int16 {
	v, n := binary.Varint(r.b)
	if n <= 0 || v < math.MinInt16 || v > math.MaxInt16 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int16(v)
}

// tree reads what is at and below a place: MaxDepth bounds the calls.
func (r *reader) tree(t *Tree, at, columns int) {
	bin := r.take(1)[0]
	if bin == 0 || r.bad {
		t.Leaf(at, r.leaf())
		return
	}
	s := Split{Column: r.take(1)[0], Bin: bin}
	if at >= places || bin > MaxBin || int(s.Column) >= columns {
		r.bad = true
		return
	}
	t.Ask(at, s)
	r.tree(t, 2*at, columns)
	r.tree(t, 2*at+1, columns)
}

// Decode reads a model file that Encode wrote. Everything that Score relies on
// is checked here, so that Score need not.
func Decode(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("reading model: %w", ErrFormat)
	}
	r := &reader{b: data[len(magic):]}
	m := &Model{Bias: r.float(), Scale: r.float()}
	m.Gate = Gate{Trees: r.uint(maxTrees), Margin: r.float()}
	for n := r.uint(MaxColumns); n > 0 && !r.bad; n-- {
		c := Column{Name: string(r.take(r.uint(1 << 8)))}
		c.Edges = make([]float32, r.uint(MaxBin))
		for i := range c.Edges {
			c.Edges[i] = r.float()
		}
		m.Columns = append(m.Columns, c)
	}
	for n := r.uint(maxTrees); n > 0 && !r.bad; n-- {
		var t Tree
		r.tree(&t, 1, len(m.Columns))
		m.Trees = append(m.Trees, t)
	}
	if len(r.b) > 0 {
		for n := r.uint(1 << 8); n > 0 && !r.bad; n-- {
			m.Curve = append(m.Curve, [2]float32{r.float(), r.float()})
		}
	}
	if r.bad || len(r.b) > 0 {
		return nil, fmt.Errorf("reading model: %w: damaged at byte %d of %d", ErrFormat, len(data)-len(r.b), len(data))
	}
	return m, nil
}
