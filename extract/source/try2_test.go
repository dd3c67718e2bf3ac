package source

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTry2(t *testing.T) {
	if os.Getenv("TRY2") == "" {
		t.Skip()
	}
	reasons := map[string]int{}
	for _, dir := range []string{"segments-dev/html", "fundus-dev/html", "dates-dev/html", "readability-dev", "defuddle-dev", "wcxb-dev/html", "text-dev", "text-fundus-dev"} {
		_ = filepath.WalkDir(corpora(t, dir), func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".md") {
				return err
			}
			b, _ := os.ReadFile(path)
			if strings.HasSuffix(path, ".gz") {
				z, _ := gzip.NewReader(bytes.NewReader(b))
				b, _ = io.ReadAll(z)
			}
			r := NewBytesReader(b, path, Options{})
			p, err := r.Next()
			if err != nil {
				fmt.Println("ERR", err)
				return nil
			}
			istext := strings.HasSuffix(strings.TrimSuffix(path, ".gz"), ".txt")
			if (p.MediaType == typeText) != istext {
				fmt.Println("TYPE", path, p.MediaType)
			}
			if p.Format != "html" && p.Format != "text" || p.Damage != nil {
				fmt.Println("FMT", path, p.Format, p.Damage)
			}
			reasons[p.Charset.Reason]++
			if !utf8.Valid(b) || p.Charset.Reason == "contradicted" || p.Charset.Doubled > 0 || p.Charset.Replaced > 0 {
				fmt.Println("CS", path, fmt.Sprintf("%+v", p.Charset))
			}
			return nil
		})
	}
	fmt.Println(reasons)
}
