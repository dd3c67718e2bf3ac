package check

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS, errata 01) that a linter's log needs.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine int `json:"startLine"`
	}
)

var sarifLevels = map[Level]string{Off: "none", Note: "note", Warn: "warning", Error: "error"}

func writeSARIF(w io.Writer, s *Summary, _ Style) error {
	run := sarifRun{Tool: sarifTool{Driver: sarifDriver{Name: "pith", Version: s.Version, InformationURI: "https://github.com/pithcli/pith"}}, Results: []sarifResult{}}
	index := map[string]int{}
	for i, k := range Checks {
		index[k.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{k.ID, sarifText{k.Doc}, sarifText{k.Why}, sarifDefault{sarifLevels[k.Level]}})
	}
	for _, f := range s.Findings {
		r := sarifResult{RuleID: f.Check, RuleIndex: index[f.Check], Level: sarifLevels[f.Level], Message: sarifText{f.Message},
			Locations:    []sarifLocation{{sarifPhysical{Artifact: sarifArtifact{fileURI(f.Source)}}}},
			Fingerprints: map[string]string{"pith/v1": f.Fingerprint}}
		if f.Line > 0 {
			r.Locations[0].Physical.Region = &sarifRegion{f.Line}
		}
		run.Results = append(run.Results, r)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// fileURI is a file's name as a relative URI reference.
func fileURI(name string) string {
	u := url.URL{Path: filepath.ToSlash(name)}
	if strings.Contains(name, ":") && !strings.HasPrefix(name, "/") {
		u.Path = "./" + u.Path
	}
	return u.String()
}
