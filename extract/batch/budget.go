package batch

import (
	"context"
	"sync"
)

// aheadBytes is how many bytes of pages may be read ahead of the one that is
// emitted next, all files together. Pages differ a hundredfold in their cost:
// with less, one slow page leaves the other workers without any. Of 1,000 real
// pages in one WARC two workers made 1.58 times the pages of one with four pages
// ahead, 1.76 with 4 MiB, 1.81 with 8 and 2.07 with 16 (and 118 MiB of memory).
const aheadBytes = 8 << 20

// aheadPages bounds the pages, and the files, that are read ahead: each has a cost beside its bytes.
const aheadPages = 64

// budget bounds the bytes of pages in hand. The file whose pages are emitted now
// may always have one page more, so that the others cannot lock it out.
type budget struct {
	mu   sync.Mutex
	room *sync.Cond
	left int
	head int // place of the file that is emitted
	// ended: nobody waits any longer.
	ended bool
}

func newBudget(ctx context.Context) *budget {
	b := &budget{left: aheadBytes}
	b.room = sync.NewCond(&b.mu)
	context.AfterFunc(ctx, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.ended = true
		b.room.Broadcast()
	})
	return b
}

// take waits until there is room for a page of a file.
func (b *budget) take(f *file, bytes int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.left < bytes && !(f.place == b.head && f.held == 0) && !b.ended {
		b.room.Wait()
	}
	b.left -= bytes
	f.held++
}

// give returns the room of a page that was emitted.
func (b *budget) give(f *file, bytes int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += bytes
	f.held--
	b.room.Broadcast()
}

// next says that the file at a place is emitted now.
func (b *budget) next(place int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.head = place
	b.room.Broadcast()
}
