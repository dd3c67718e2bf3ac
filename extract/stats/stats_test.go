package stats

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestStats(t *testing.T) {
	s := New()
	s.Add(Page{Status: "ok", Language: "en", Host: "a.example", Month: "2024-01", Words: 120, Dropped: map[string]int{"navigation": 7}})
	s.Add(Page{Status: "ok", Language: "de", Host: "a.example", Month: "2024-02", Words: 3000, Dropped: map[string]int{"navigation": 3}})
	s.Add(Page{Status: "empty"})
	if s.Pages != 3 || s.Words != 3120 || s.Hosts["a.example"] != 2 || s.Dropped["navigation"] != 10 {
		t.Errorf("%+v", s)
	}
	if s.Lengths[0] != 1 || s.Lengths[3] != 1 || s.Lengths[7] != 1 {
		t.Errorf("lengths %v", s.Lengths)
	}
	for i := range 30 {
		s.Add(Page{Status: "ok", Host: fmt.Sprintf("<h%d>.example", i)})
	}
	var text, page bytes.Buffer
	if err := s.WriteText(&text, func(s string) string { return s }); err != nil {
		t.Fatal(err)
	}
	if err := s.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "11 others") || strings.Contains(page.String(), "<h1>.example") {
		t.Errorf("%s\n%s", &text, &page)
	}
}
