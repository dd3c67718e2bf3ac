package meta

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word classes of a byline.
const (
	wordRole     = 1 << iota // what the person does: what follows the name
	wordStop                 // a word that no name has: the name ends before it
	wordParticle             // lower-case part of a name
	wordNobody               // an account, not a person: alone it is nobody's name
	wordAnd                  // joins two names
	wordCredit               // degree or licence after a name
	wordOrg                  // part of an organisation's name
	wordNever                // in nobody's name: labels, days, months
)

// trust is how far a source of names is meant as one.
type trust uint8

const (
	// visible text: a name must look like one.
	shown trust = iota
	// stated by a tag or attribute: only what cannot be a name is refused.
	stated
)

// person is one cleaned name.
type person struct {
	name string
	// org: the words say that it is an organisation or a desk, not a person.
	org bool
	key string // the letters alone, to compare by
}

// lastFirst turns "Doe, Jane" round, as catalogues write one name to a field.
func lastFirst(s string) string {
	last, first, ok := strings.Cut(s, ",")
	first = strings.TrimSpace(first)
	if !ok || strings.ContainsAny(first, ",;") || first == "" || strings.Count(last, " ") > 1 || strings.Count(first, " ") > 2 || nameWord(first)&wordCredit != 0 {
		return s
	}
	return first + " " + strings.TrimSpace(last)
}

// maxByline bounds what is read of one byline: longer text is prose.
const maxByline = 400

// persons reads the names out of a byline: "By Jane Doe, MD and John Roe | Staff
// Writer | 8 July 2020" are Jane Doe and John Roe.
func persons(s string, t trust) []person {
	s = collapse(mend(s))
	if len(s) > maxByline {
		if t == stated {
			return nil
		}
		s = clip(s, maxByline)
	}
	if t == shown && otherRole(s) {
		return nil
	}
	for range 2 {
		n := bylineLead(s)
		if n == 0 {
			break
		}
		s = strings.TrimLeft(s[n:], " :/|\n\u3000：／")
	}
	if lower := strings.ToLower(s); strings.Contains(lower, "://") || strings.HasPrefix(lower, "www.") {
		return nil
	}
	var out []person
	for _, piece := range splitNames(s, t) {
		p, more := cleanName(piece, t)
		// What follows a full name and is no full name is what the person is or writes about.
		if t == shown && len(out) > 0 && strings.Contains(out[0].name, " ") && !strings.Contains(p.name, " ") && !caseless(p.name) {
			p.name = ""
		}
		if t == shown && len(out) > 0 && hasRole(p.name) {
			p.name = ""
		}
		if p.name != "" {
			p.key = squash(p.name)
			if !samePerson(out, p.key) {
				out = append(out, p)
			}
		}
		if !more || len(out) >= 30 {
			break
		}
	}
	return out
}

// samePerson says whether a list has a name, by its key.
func samePerson(list []person, key string) bool {
	for i := range list {
		if list[i].key == key {
			return true
		}
	}
	return false
}

// otherRoles open a line about somebody who is not the author.
var otherRoles = []string{"reviewed by", "medically reviewed", "fact checked", "fact-checked", "edited by", "photo by", "photos by", "photography by", "image by", "images by", "illustration by", "illustrated by", "translated by",
	"foto:", "fotos:", "foto ", "photo:", "photo ", "bild:", "übersetzt", "crédit", "fotograf", "faktencheck", "sponsored by", "presented by", "powered by", "last edited by", "updated by", "provided by", "verified by", "expert reviewed"}

func otherRole(s string) bool {
	for _, p := range otherRoles {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			return true
		}
	}
	return false
}

func caseless(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= utf8.RuneSelf && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

func hasRole(name string) bool {
	for f := range strings.FieldsSeq(name) {
		if nameWord(f)&wordRole != 0 {
			return true
		}
	}
	return false
}

// splitNames cuts a list of names into its parts. Opening brackets end a part;
// what they hold (a role, a town, an agency) is dropped.
func splitNames(s string, t trust) []string {
	var out []string
	start, depth := 0, 0
	cut := func(end, next int) {
		if depth == 0 && end > start {
			out = append(out, strings.TrimSpace(s[start:end]))
		}
		start = next
	}
	for i, r := range s {
		switch r {
		case '(', '[', '<', '（':
			// "Paramita (Guha) Ghosh" is one name.
			if close := strings.IndexAny(s[i:], ")]"); t == stated && depth == 0 && close > 0 && close < 20 && i+close+3 < len(s) && s[i+close+1] == ' ' && nameStart(s[i+close+2:]) {
				continue
			}
			cut(i, i)
			depth++
		case ')', ']', '>', '）':
			if depth > 0 {
				depth--
				start = i + utf8.RuneLen(r)
			}
		case ';', ',', '|', '/', '&', '•', '·', '、', '，', '／', '\n', '‧', '▪', '●', '›', '»':
			cut(i, i+utf8.RuneLen(r))
		case '-', '–', '—':
			if t == stated && !hasRole(s[i:]) {
				continue
			}
			if i > 0 && s[i-1] == ' ' && i+utf8.RuneLen(r) < len(s) && s[i+utf8.RuneLen(r)] == ' ' {
				cut(i, i+utf8.RuneLen(r))
			}
		case ' ':
			if depth > 0 {
				continue
			}
			w, _, _ := strings.Cut(s[i+1:], " ")
			if w != s[i+1:] && nameWord(w)&wordAnd != 0 && (len(w) > 1 || w == "y" || w == "e" || w == "и" || w == "i") && w == strings.ToLower(w) {
				cut(i, i+1+len(w))
			}
		}
	}
	cut(len(s), len(s))
	return out
}

// cleanName makes one name of a part of a byline; more says whether names may follow it.
func cleanName(s string, t trust) (p person, more bool) {
	if otherRole(s) {
		return person{}, false
	}
	if n := bylineLead(s); n > 0 && n < len(s) {
		s = strings.TrimLeft(s[n:], " :")
	}
	s = strings.Trim(s, " \"'“”‘’*_~:,;|·•⋅\u3000")
	s = strings.TrimPrefix(s, "@")
	fields := strings.Fields(s)
	var keep []string
	more = true
	for i, f := range fields {
		if cut := unglued(f); cut != f {
			keep, more = append(keep, cut), false
			break
		}
		class := nameWord(f)
		first, _ := utf8.DecodeRuneInString(f)
		switch {
		case strings.Contains(f, "@") || strings.Contains(f, "#"):
			more = t == stated
		case digitsIn(f) && (t == shown || len(fields) > 1):
			more = false
		case class&wordCredit != 0 && i > 0 && (f == strings.ToUpper(f) || strings.Contains(f, ".") || strings.HasPrefix(f, "Ph") || strings.HasPrefix(f, "Pharm")):
			continue
		case class&wordStop != 0 && i > 0 && !(first >= 'A' && first <= 'Z' && i == len(fields)-1 && i == 1) && class&wordParticle == 0:
			more = false
		case class&wordRole != 0 && len(keep) >= 2 && unicode.IsUpper(first):
			// "Jane Doe Staff Writer"
		case class&wordParticle != 0 && i > 0 && i < len(fields)-1:
			keep = append(keep, f)
			continue
		case t == shown && unicode.IsLower(first) && i > 0 && class&(wordOrg|wordNobody) != 0 && i == len(fields)-1:
			keep = append(keep, f) // "The Currency editors"
			continue
		case t == shown && unicode.IsLower(first) && i > 0:
			more = false
		case t == shown && unicode.IsLower(first) && class&wordParticle == 0 && !(f == "the" && len(fields) > 1):
			return person{}, false
		default:
			keep = append(keep, f)
			continue
		}
		break
	}
	for len(keep) > 0 && len(keep) < len(fields) && nameWord(keep[len(keep)-1])&wordParticle != 0 && keep[len(keep)-1] == strings.ToLower(keep[len(keep)-1]) {
		keep = keep[:len(keep)-1]
	}
	keep = dropInitials(keep)
	name := strings.Trim(strings.Join(keep, " "), " ,;:-–—|\"“”⋅")
	if n := len(name); n > 12 && name[n-1] == '.' && name[n-3] != ' ' && name[n-3] != '.' { // no initial
		name = name[:n-1]
	}
	if !nameLike(name, keep, t) {
		return person{}, more
	}
	return person{name: name, org: orgLike(keep)}, more
}

// unglued cuts a word where elements without a blank between them glued a label to a name: "MillerPublished", "DoeIn".
func unglued(w string) string {
	for i := 2; i < len(w)-1; i++ {
		if c := w[i]; c >= 'A' && c <= 'Z' && w[i-1] >= 'a' && w[i-1] <= 'z' {
			if nameWord(w[i:])&(wordStop|wordRole|wordNever) != 0 {
				return w[:i]
			}
		}
	}
	return w
}

func digitsIn(w string) bool {
	for i := 0; i < len(w); i++ {
		if _, n := digitAt(w, i); n > 0 {
			return true
		}
	}
	return false
}

// dropInitials takes an avatar's letters off: "CM Craig McCarthy".
func dropInitials(w []string) []string {
	if len(w) < 3 || len(w[0]) < 2 || len(w[0]) > 3 || w[0] != strings.ToUpper(w[0]) || strings.Contains(w[0], ".") {
		return w
	}
	for i := range len(w[0]) {
		if i+1 >= len(w) || w[i+1][0] != w[0][i] {
			return w
		}
	}
	return w[1:]
}

// nameLike refuses what cannot be a name.
func nameLike(name string, fields []string, t trust) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || n > 70 || len(fields) > 7 || t == shown && len(fields) > 5 {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(name); !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	if strings.Count(name, ".") >= 2 && name == strings.ToLower(name) && !strings.Contains(name, " ") {
		return false // a template's key
	}
	letters, roles := 0, 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
		if strings.ContainsRune("{}<>=%$?!*\\^", r) && t == shown || strings.ContainsRune("{}<>=%\\^", r) {
			return false
		}
	}
	if letters*2 < n {
		return false
	}
	for _, f := range fields {
		if t == shown && nameWord(f)&wordNever != 0 || len(fields) == 1 && nameWord(f)&wordNever != 0 {
			return false
		}
		if c := nameWord(f); c&(wordRole|wordStop) != 0 || c&wordCredit != 0 && f == strings.ToUpper(f) || c&wordCredit != 0 && strings.HasPrefix(f, "Ph") {
			roles++
		}
	}
	if roles == len(fields) || t == shown && roles > 0 && len(fields) > 1 && nameWord(fields[0])&(wordStop|wordRole) != 0 {
		return false
	}
	return !nobody(name)
}

// nobody says whether a name is an account or a desk without a name of its own.
func nobody(name string) bool {
	n := 0
	for f := range strings.FieldsSeq(name) {
		if nameWord(f)&(wordNobody|wordRole|wordAnd) == 0 && !strings.EqualFold(f, "the") && !strings.EqualFold(f, "our") && !strings.EqualFold(f, "by") {
			return false
		}
		n++
	}
	return n > 0
}

func orgLike(fields []string) bool {
	for _, f := range fields {
		if nameWord(f)&wordOrg != 0 {
			return true
		}
		if i := strings.LastIndexByte(f, '.'); i > 0 && nameWord(f[i:])&wordOrg != 0 {
			return true
		}
	}
	return false
}

// mend undoes UTF-8 that was read as Windows-1252 or Latin-1 ("JosÃ©").
func mend(s string) string {
	if !strings.ContainsAny(s, "ÃÅÄÐÑâ") {
		return s
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xFF {
			return s
		}
		b = append(b, byte(r))
	}
	if !utf8.Valid(b) {
		return s
	}
	return string(b)
}
