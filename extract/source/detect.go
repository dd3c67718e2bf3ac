package source

func detect(b []byte) (string, bool)          { return "windows-1252", false }
func contradict(b []byte, used string) string { return "" }
