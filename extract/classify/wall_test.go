package classify

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pithcli/pith/extract/block"
)

// The bar is 90 % of the walls named rightly; the confusion table is in the log.
func TestWallsAreNamed(t *testing.T) {
	raw, err := os.ReadFile("testdata/walls.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var c confusion
	for _, f := range txtar.Parse(raw).Files {
		c.add(t, path.Dir(f.Name), f.Name, f.Data)
	}
	c.report(t)
}

func TestShortWallsAreNamed(t *testing.T) {
	for _, file := range []string{"walls.txt", "walls2.txt", "walls3.txt", "walls4.txt"} {
		t.Run(file, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join("testdata", file))
			if err != nil {
				t.Fatal(err)
			}
			var c confusion
			for line := range strings.Lines(string(raw)) {
				if line[0] == '#' {
					continue
				}
				kind, page := shortWall(strings.TrimSpace(line))
				c.add(t, kind, line, page)
			}
			c.report(t)
		})
	}
}

// frames are what sites put round a wall: a menu before it, a footer behind it.
var frames = map[string][2][]string{
	"@en": {{"Home", "News", "Sport", "Business", "Culture", "Travel", "Opinion", "Sign in", "Subscribe"}, {"About us", "Contact", "Terms of use", "Privacy policy", "Cookie settings", "Advertise", "Jobs"}},
	"@de": {{"Startseite", "Nachrichten", "Politik", "Wirtschaft", "Sport", "Kultur", "Anmelden", "Abo"}, {"Impressum", "Datenschutz", "AGB", "Kontakt", "Cookie-Einstellungen", "Mediadaten"}},
	"@fr": {{"Accueil", "Actualités", "Économie", "Sport", "Culture", "Se connecter", "S'abonner"}, {"Mentions légales", "Confidentialité", "Contact", "Gérer les cookies", "Plan du site"}},
	"@es": {{"Portada", "Noticias", "Economía", "Deportes", "Cultura", "Iniciar sesión", "Suscríbete"}, {"Aviso legal", "Política de privacidad", "Contacto", "Configurar cookies", "Publicidad"}},
	"@it": {{"Home", "Notizie", "Economia", "Sport", "Cultura", "Accedi", "Abbonati"}, {"Chi siamo", "Privacy", "Contatti", "Preferenze cookie", "Pubblicità"}},
}

func links(names []string) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "<li><a href=/x>%s</a></li>", n)
	}
	return "<ul>" + b.String() + "</ul>"
}

// shortWall makes a page of a line of testdata/walls.txt.
func shortWall(line string) (kind string, page []byte) {
	parts := strings.SplitN(strings.ReplaceAll(line, `\|`, "\x00"), "|", 4)
	for i := range parts {
		parts[i] = strings.ReplaceAll(parts[i], "\x00", "|")
	}
	before, behind := "", ""
	for name, f := range frames {
		if body, ok := strings.CutSuffix(parts[3], ";"+name); ok {
			parts[3], before, behind = body, "<header><nav>"+links(f[0])+"</nav></header><main>", "</main><footer>"+links(f[1])+"</footer>"
		}
	}
	html := "<title>" + parts[1] + "</title><body>" + before
	if parts[2] != "" {
		html += "<h1>" + parts[2] + "</h1>"
	}
	for rest := range strings.SplitSeq(parts[3], ";") {
		switch rest = strings.TrimSpace(rest); {
		case rest == "":
		case rest[0] == '<':
			html += rest
		case rest[0] == '[':
			html += "<button>" + strings.Trim(rest, "[]") + "</button>"
		default:
			html += "<p>" + rest + "</p>"
		}
	}
	return parts[0], []byte(html + behind)
}

// confusion counts pages by what they are and what they are named.
type confusion struct {
	table        map[string]map[string]int
	walls, right int
}

func (c *confusion) add(t *testing.T, want, name string, page []byte) {
	t.Helper()
	r := Document(block.FromHTML(page), Options{})
	got := cmp.Or(string(r.Kind), "article")
	if want == "none" {
		want = "article"
	}
	if c.table == nil {
		c.table = map[string]map[string]int{}
	}
	if c.table[want] == nil {
		c.table[want] = map[string]int{}
	}
	c.table[want][got]++
	if want != "article" {
		c.walls++
		if got == want {
			c.right++
		}
	}
	switch {
	case got == want:
	case want == "article":
		t.Errorf("%s is an article, and named %s: %s", name, got, r.KindReason)
	default:
		t.Logf("%s is named %s: %s", name, got, r.KindReason)
	}
}

// report fails under the bar and prints the table.
func (c *confusion) report(t *testing.T) {
	t.Helper()
	if c.walls < 60 || float64(c.right) < .9*float64(c.walls) {
		t.Errorf("%d of %d walls are named rightly, want 9 in 10 of at least 60", c.right, c.walls)
	}
	names := map[string]bool{}
	for want, row := range c.table {
		names[want] = true
		for got := range row {
			names[got] = true
		}
	}
	all := slices.Sorted(maps.Keys(names))
	var b strings.Builder
	for _, want := range all {
		fmt.Fprintf(&b, "%-16s", want)
		for _, got := range all {
			if n := c.table[want][got]; n > 0 {
				fmt.Fprintf(&b, "  %s %d", got, n)
			}
		}
		b.WriteByte('\n')
	}
	t.Logf("%d of %d walls named rightly\n%s", c.right, c.walls, &b)
}
