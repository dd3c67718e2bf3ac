package block

// w3mBracket reads "[img]", a text field and a check box.
func w3mBracket(b *textBuilder, i int) int {
	s := b.para[i:]
	end := closing(s, ']', bracketReach)
	if end < 0 {
		return 0
	}
	inner := s[1:end]
	if n := b.marker(i, end); n > 0 {
		return n
	}
	switch {
	case isDrawn(inner):
		b.state.flags |= Field
	case len(b.text) == b.state.start && isImageWord(inner) && (end+1 == len(s) || s[end+1] != '('):
		b.image(string(inner), "")
	default:
		return 0
	}
	b.drop(s[:end+1])
	return end + 1
}

// isImageWord reports whether w3m would show s for a picture without alternative text: its file's name.
func isImageWord(s []byte) bool {
	switch string(s) {
	case "img", "image", "svg", "gif", "logo", "blank", "https", "data", "spacer", "pixel", "icon", "avatar":
		return true
	}
	return isImageName(s)
}
