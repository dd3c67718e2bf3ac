package boost

import "encoding/binary"

// MaxDepth is the deepest tree, MaxColumns the most columns of a model: Score's tables are of fixed size, so that no
// access needs a check.
const (
	MaxDepth   = 6
	MaxColumns = 256
)

const places = 1 << MaxDepth

// Split is one question: is the column's bin at least Bin?
type Split struct {
	Column uint8
	Bin    uint8 // 1 to MaxBin
}

// packed is a split as Score reads it: the column above the bin.
type packed uint16

func (s Split) pack() packed { return packed(s.Column)<<8 | packed(s.Bin) }

func (p packed) split() Split { return Split{uint8(p >> 8), uint8(p)} }

// never is the bin of a question that every row answers with no: it stands above a leaf that is not at the lowest level.
const never = MaxBin + 1

// Tree is a tree of MaxDepth levels. A row at place i goes on to place 2i with the answer no
// and to 2i+1 with yes, from place 1 on; places from 1<<MaxDepth on are the leaves.
type Tree struct {
	splits [places]packed // by place; 0 is not used
	leaves [places]int16  // by place less 1<<MaxDepth, in units of Model.Scale
}

// Leaf makes place at a leaf with a value.
func (t *Tree) Leaf(at int, value int16) {
	for ; at < places; at *= 2 {
		t.splits[at] = never
	}
	t.leaves[at-places] = value
}

// Ask puts a question at a place.
func (t *Tree) Ask(at int, s Split) { t.splits[at] = s.pack() }

// split returns the question at a place, false for a leaf.
func (t *Tree) split(at int) (Split, bool) {
	if at >= places || t.splits[at] == never {
		return Split{}, false
	}
	return t.splits[at].split(), true
}

// leaf returns the value of a place that is a leaf.
func (t *Tree) leaf(at int) int16 {
	for at < places {
		at *= 2
	}
	return t.leaves[at-places]
}

// each puts in the place of each question that a row can come to what f makes of it.
func (t *Tree) each(f func(s Split) Split) {
	for at := 1; at < places; at++ {
		if s, ok := t.split(at); ok && t.reached(at) {
			t.Ask(at, f(s))
		}
	}
}

// reached reports whether any row can come to a place: none comes to what is below a leaf but its own leaf.
func (t *Tree) reached(at int) bool {
	for at > 1 {
		at /= 2
		if t.splits[at] == never {
			return false
		}
	}
	return true
}

// Padded is the length that a column of rows bytes must have for Score.
func Padded(rows int) int { return (rows + 7) &^ 7 }

// chunk is how many rows Score walks down one tree before it takes the next: their bins and the tree stay in
// the nearest cache.
const chunk = 64

// Score adds the leaves of all trees for each row into acc, which must hold
// Padded(rows) zeros. columns are indexed as Model.Columns, each Padded(rows) bytes of at most MaxBin.
// The sums are integers, so they are the same on every machine; Value turns one into the model's value.
//
// A row whose value is far from even odds after the first trees (see Gate) is left as it is: most of a page's blocks
// are plainly in or out.
func (m *Model) Score(columns [][]uint8, rows int, acc []int32) {
	early := m.Trees[:min(m.Gate.Trees, len(m.Trees))]
	score(early, columns, rows, acc)
	rest := m.Trees[len(early):]
	if len(rest) == 0 {
		return
	}
	if len(early) == 0 {
		score(rest, columns, rows, acc)
		return
	}
	var open []int32
	for r := range rows {
		if !m.Gate.Decides(m.Value(acc[r])) {
			open = append(open, int32(r))
		}
	}
	n := Padded(len(open))
	flat := make([]uint8, n*len(columns))
	some := make([][]uint8, len(columns))
	for c, col := range columns {
		some[c] = flat[c*n : (c+1)*n : (c+1)*n]
		for k, r := range open {
			some[c][k] = col[r]
		}
	}
	sums := make([]int32, n)
	score(rest, some, len(open), sums)
	for k, r := range open {
		acc[r] += sums[k]
	}
}

// score is Score without a gate.
func score(trees []Tree, columns [][]uint8, rows int, acc []int32) {
	var bins [chunk][MaxColumns]uint8
	var at [chunk / 8]uint64
	for from := 0; from < rows; from += chunk {
		n := Padded(min(chunk, rows-from))
		for c, col := range columns {
			for r, b := range col[from : from+n] {
				bins[r&(chunk-1)][c&(MaxColumns-1)] = b
			}
		}
		for k := range trees {
			t := &trees[k]
			t.top(columns, from, n, &at)
			for r := 0; r < n; r += 8 {
				places := at[r/8%len(at)]
				sums := (*[8]int32)(acc[from+r:])
				t.four((*[4][MaxColumns]uint8)(bins[r:]), places, (*[4]int32)(sums[:]))
				t.four((*[4][MaxColumns]uint8)(bins[r+4:]), places>>32, (*[4]int32)(sums[4:]))
			}
		}
	}
}

const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
)

// top walks rows down the first three levels, eight at once in the bytes of a word, and sets at to their places: all
// seven questions are put to every row, and the answers to those that it does not meet are left out. x+(never-t) has its top
// bit set exactly when x >= t: both are at most MaxBin, so that no carry leaves a byte.
func (t *Tree) top(columns [][]uint8, from, n int, at *[chunk / 8]uint64) {
	column := func(place int) []uint8 { return columns[t.splits[place]>>8][from : from+n] }
	bin := func(place int) uint64 { return uint64(never-uint8(t.splits[place])) * ones }
	c1, c2, c3, c4, c5, c6, c7 := column(1), column(2), column(3), column(4), column(5), column(6), column(7)
	t1, t2, t3, t4, t5, t6, t7 := bin(1), bin(2), bin(3), bin(4), bin(5), bin(6), bin(7)
	le := binary.LittleEndian
	for r := 0; r+8 <= n; r += 8 {
		x := le.Uint64(c1[r:r+8]) + t1
		no, yes := le.Uint64(c2[r:r+8])+t2, le.Uint64(c3[r:r+8])+t3
		y := no ^ (no^yes)&x
		no, yes = le.Uint64(c4[r:r+8])+t4, le.Uint64(c5[r:r+8])+t5
		left := no ^ (no^yes)&y
		no, yes = le.Uint64(c6[r:r+8])+t6, le.Uint64(c7[r:r+8])+t7
		right := no ^ (no^yes)&y
		z := left ^ (left^right)&x
		at[r/8%len(at)] = 8*ones | x&tops>>5 | y&tops>>6 | z&tops>>7
	}
}

// four walks four rows down the lower levels from the places in the bytes of at.
func (t *Tree) four(rows *[4][MaxColumns]uint8, at uint64, sums *[4]int32) {
	i, j, k, l := uint(at), uint(at>>8), uint(at>>16), uint(at>>24)
	i, j, k, l = t.next(i, &rows[0]), t.next(j, &rows[1]), t.next(k, &rows[2]), t.next(l, &rows[3])
	i, j, k, l = t.next(i, &rows[0]), t.next(j, &rows[1]), t.next(k, &rows[2]), t.next(l, &rows[3])
	i, j, k, l = t.next(i, &rows[0]), t.next(j, &rows[1]), t.next(k, &rows[2]), t.next(l, &rows[3])
	sums[0] += int32(t.leaves[i%places])
	sums[1] += int32(t.leaves[j%places])
	sums[2] += int32(t.leaves[k%places])
	sums[3] += int32(t.leaves[l%places])
}

// next returns the place below a place for a row, without a branch: which way a row goes cannot be foretold.
func (t *Tree) next(at uint, row *[MaxColumns]uint8) uint {
	s := t.splits[at%places]
	below := (uint(row[uint8(s>>8)]) - uint(uint8(s))) >> 63
	return 2*at + 1 - below
}

// Moves are how far a column moved a row's value: by answers that its bin is high
// enough, and by answers that it is not.
type Moves struct{ High, Low float32 }

// Contributions returns, for one row, how far each column moved the value away
// from the model's mean: at each split the change of the mean value below
// is credited to the split's column (path contributions). A mean counts both sides of a question alike.
// Trees that Score leaves out for the row are left out here too.
func (m *Model) Contributions(row []uint8) []Moves {
	out := make([]Moves, len(m.Columns))
	var means [2 * places]float32
	sum := int32(0)
	for ti := range m.Trees {
		if ti > 0 && ti == m.Gate.Trees && m.Gate.Decides(m.Value(sum)) {
			break
		}
		t := &m.Trees[ti]
		for i, l := range t.leaves {
			means[places+i] = float32(l)
		}
		for at := places - 1; at > 0; at-- {
			means[at] = (means[2*at] + means[2*at+1]) / 2
			if t.splits[at] == never {
				means[at] = means[2*at]
			}
		}
		for at := 1; ; {
			s, ok := t.split(at)
			if !ok {
				sum += int32(t.leaf(at))
				break
			}
			next := 2 * at
			high := row[s.Column] >= s.Bin
			if high {
				next++
			}
			move := float32((means[next] - means[at]) * m.Scale)
			if high {
				out[s.Column].High += move
			} else {
				out[s.Column].Low += move
			}
			at = next
		}
	}
	return out
}

// Shrink drops the columns that no tree asks about, and the edges that no split uses: they need not be
// stored or searched.
func (m *Model) Shrink() {
	asked := make([][MaxBin + 1]bool, len(m.Columns))
	for i := range m.Trees {
		m.Trees[i].each(func(s Split) Split { asked[s.Column][s.Bin] = true; return s })
	}
	to := make([]uint8, len(m.Columns))
	rank := make([][MaxBin + 1]uint8, len(m.Columns))
	var kept []Column
	for c := range m.Columns {
		var edges []float32
		for b := 1; b <= MaxBin; b++ {
			if asked[c][b] {
				edges = append(edges, m.Columns[c].Edges[b-1])
				rank[c][b] = uint8(len(edges))
			}
		}
		if len(edges) > 0 {
			to[c] = uint8(len(kept))
			kept = append(kept, Column{m.Columns[c].Name, edges})
		}
	}
	m.Columns = kept
	for i := range m.Trees {
		m.Trees[i].each(func(s Split) Split { return Split{to[s.Column], rank[s.Column][s.Bin]} })
	}
}
