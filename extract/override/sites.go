package override

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/goccy/go-yaml"
)

// Config is a configuration file, pith.yaml.
type Config struct {
	Sites  []SiteConfig `yaml:"sites"`
	Checks CheckConfig  `yaml:"checks"`
}

// SiteConfig overrules the model for the pages of some hosts.
type SiteConfig struct {
	// Hosts are host names, or patterns with * for any part of one ("*.example.com"); none means every page.
	Hosts  []string `yaml:"hosts,omitempty"`
	Keep   []string `yaml:"keep,omitempty"` // roles and selectors
	Drop   []string `yaml:"drop,omitempty"`
	Title  string   `yaml:"title,omitempty"` // selectors
	Author string   `yaml:"author,omitempty"`
	Date   string   `yaml:"date,omitempty"`
	Tests  []Test   `yaml:"tests,omitempty"`
}

// Test is a saved page and lines that must or must not come out of it.
type Test struct {
	File    string   `yaml:"file"`
	URL     string   `yaml:"url,omitempty"`
	Title   string   `yaml:"title,omitempty"`
	With    []string `yaml:"with,omitempty"`
	Without []string `yaml:"without,omitempty"`
}

// CheckConfig sets the levels and thresholds of checks and silences findings.
type CheckConfig struct {
	Levels     map[string]string  `yaml:"levels,omitempty"`
	Thresholds map[string]float64 `yaml:"thresholds,omitempty"`
	Suppress   []Suppression      `yaml:"suppress,omitempty"`
}

// Suppression silences a check on some files, for a reason.
type Suppression struct {
	Check  string `yaml:"check"`
	Files  string `yaml:"files"` // a glob; ** crosses folders
	Reason string `yaml:"reason"`
}

// ReadConfig reads a configuration. An unknown key is an error that names its line.
func ReadConfig(r io.Reader) (*Config, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxConfig))
	if err != nil {
		return nil, err
	}
	c := &Config{}
	err = yaml.NewDecoder(bytes.NewReader(raw), yaml.Strict()).Decode(c)
	if errors.Is(err, io.EOF) {
		return c, nil // an empty file
	}
	if err != nil {
		return nil, errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	for _, s := range c.Checks.Suppress {
		if s.Check == "" || s.Files == "" || s.Reason == "" {
			return nil, fmt.Errorf("checks.suppress: an entry needs check, files and reason")
		}
	}
	return c, nil
}

// maxConfig bounds a configuration file.
const maxConfig = 4 << 20

// site is a SiteConfig ready for use.
type site struct {
	hosts []string
	set   Set
}

// Sites chooses the set for a page by its address. The zero value and nil do nothing.
type Sites struct {
	sites []site
	text  string
}

// NewSites makes what a configuration and rules for every page (of flags) say
// ready for use. Later entries go on top of earlier ones.
func NewSites(c *Config, keep, drop []string) (*Sites, error) {
	all := []SiteConfig{}
	if c != nil {
		all = append(all, c.Sites...)
	}
	if len(keep) > 0 || len(drop) > 0 {
		all = append(all, SiteConfig{Keep: keep, Drop: drop})
	}
	s := &Sites{}
	for i, sc := range all {
		st := site{}
		where := fmt.Sprintf("sites[%d]", i)
		for _, h := range sc.Hosts {
			if _, err := path.Match(h, ""); err != nil || h == "" {
				return nil, fmt.Errorf("%s.hosts: bad pattern %q", where, h)
			}
			st.hosts = append(st.hosts, strings.ToLower(h))
		}
		for _, list := range []struct {
			name  string
			words []string
			into  *[]Rule
		}{{"keep", sc.Keep, &st.set.Keep}, {"drop", sc.Drop, &st.set.Drop}} {
			for _, w := range list.words {
				r, err := ParseRule(w)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", list.name, err)
				}
				*list.into = append(*list.into, r)
			}
		}
		for _, f := range []struct {
			name, text string
			into       **Selector
		}{{"title", sc.Title, &st.set.Title}, {"author", sc.Author, &st.set.Author}, {"date", sc.Date, &st.set.Date}} {
			if f.text == "" {
				continue
			}
			sel, err := Parse(f.text)
			if err != nil {
				return nil, fmt.Errorf("%s.%s: %w", where, f.name, err)
			}
			*f.into = sel
		}
		s.sites = append(s.sites, st)
		s.text += fmt.Sprintf("%q keep %q drop %q title %q author %q date %q\n", sc.Hosts, sc.Keep, sc.Drop, sc.Title, sc.Author, sc.Date)
	}
	return s, nil
}

// String identifies the rules: equal texts overrule equally.
func (s *Sites) String() string {
	if s == nil {
		return ""
	}
	return s.text
}

// For returns what overrules the model on a page of the given address, nil for nothing.
func (s *Sites) For(address string) *Set {
	if s == nil {
		return nil
	}
	var out *Set
	host := ""
	if u, err := url.Parse(address); err == nil {
		host = strings.ToLower(u.Hostname())
	}
	for i := range s.sites {
		st := &s.sites[i]
		if !st.applies(host) {
			continue
		}
		if out == nil {
			out = &Set{}
		}
		out.Keep = append(out.Keep, st.set.Keep...)
		out.Drop = append(out.Drop, st.set.Drop...)
		for _, f := range []struct{ from, into **Selector }{{&st.set.Title, &out.Title}, {&st.set.Author, &out.Author}, {&st.set.Date, &out.Date}} {
			if *f.from != nil {
				*f.into = *f.from
			}
		}
	}
	if out.Empty() {
		return nil
	}
	return out
}

func (s *site) applies(host string) bool {
	if len(s.hosts) == 0 {
		return true
	}
	for _, h := range s.hosts {
		if ok, _ := path.Match(h, host); ok && host != "" || host == strings.TrimPrefix(h, "*.") && host != "" {
			return true
		}
	}
	return false
}
