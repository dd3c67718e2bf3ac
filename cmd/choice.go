package cmd

import (
	"fmt"
	"slices"
	"strings"
)

// choiceValue is a flag that takes one of a list of words.
type choiceValue struct {
	value string
	words []string
	// typ is what help calls the value, "" for the words themselves.
	typ string
}

func choice(value string, words ...string) *choiceValue {
	return &choiceValue{value: value, words: words}
}

func (c *choiceValue) String() string { return c.value }

func (c *choiceValue) Type() string { return first(c.typ, strings.Join(c.words, "|")) }

func (c *choiceValue) Set(v string) error {
	if !slices.Contains(c.words, v) {
		return fmt.Errorf("choose one of %s", strings.Join(c.words, ", "))
	}
	c.value = v
	return nil
}
