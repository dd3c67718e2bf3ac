package cmd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
)

// hashFile returns the SHA-256 of a regular file's bytes in hexadecimal.
func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no regular file", path)
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// smallFile is the size up to which a file is read once, for its hash and its page.
const smallFile = 4 << 20

// hashSmall reads a small regular file into memory and closes it; of others it
// returns the file and no hash.
func hashSmall(f *os.File) (io.ReadCloser, string) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() > smallFile {
		return f, ""
	}
	b := make([]byte, info.Size())
	if _, err := io.ReadFull(f, b); err != nil {
		_, _ = f.Seek(0, io.SeekStart)
		return f, ""
	}
	_ = f.Close()
	sum := sha256.Sum256(b)
	return inMemory{bytes.NewReader(b), b}, hex.EncodeToString(sum[:])
}

// inMemory is a file that was read already.
type inMemory struct {
	*bytes.Reader
	content []byte
}

// Bytes lets batch.Pages use the content as it is.
func (m inMemory) Bytes() []byte { return m.content }

func (inMemory) Close() error { return nil }

// hashOptions is a short hash of whatever decides the bytes of an output.
func hashOptions(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%+v\n", p)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
