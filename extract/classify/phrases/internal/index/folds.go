package index

// The tables are constants, so that they cost nothing at start-up. They were
// made from the canonical decompositions of Unicode 15: the base letter in lower case.
const (
	// asciiFold maps ASCII: letters to lower case, digits to 0, the signs that
	// patterns may speak of to themselves, all else to a blank.
	asciiFold = "                                      &'       /0000000000:   > " +
		" abcdefghijklmnopqrstuvwxyz      abcdefghijklmnopqrstuvwxyz |   "

	// latinFold maps U+00C0 to U+024F; 0 means no base letter, 1 a ligature.
	latinFold = "aaaaaa\x01ceeeeiiiidnooooo\x00ouuuuy\x00\x01aaaaaa\x01ceeeeiiiidnooooo\x00ouuuuy\x00y" +
		"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\x00\x00jjkkklllllll" +
		"lllnnnnnn\x00\x00\x00oooooo\x01\x01rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"b\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00oo\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00uu\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00aaiioouuuuuuuuuu\x00aaaa\x00\x00\x00\x00ggkkoooo\x00\x00j\x00\x00\x00gg\x00\x00nnaa\x00\x00\x00\x00" +
		"aaaaeeeeiiiioooorrrruuuusstt\x00\x00hh\x00\x00\x00\x00\x00\x00aaeeooooooooyy\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

	// latinMoreFold maps U+1E00 to U+1EFF, where Vietnamese has its letters.
	latinMoreFold = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm" +
		"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv" +
		"wwwwwwwwwwxxxxyyzzzzzzhtwy\x00\x00\x00\x00\x01\x00aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy\x00\x00\x00\x00\x00\x00"
)
