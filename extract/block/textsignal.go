package block

func headings(d *Document) {}

func textSignals(d *Document) {}
