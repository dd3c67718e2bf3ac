package source

// JSONFields name the fields of a JSON Lines record.
type JSONFields struct {
	// HTML, Text, URL name the fields that hold the page and its address; "" takes the usual names.
	HTML, Text, URL string
}
