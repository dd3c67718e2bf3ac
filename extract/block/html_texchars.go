package block

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// texChars writes the characters of a token element as TeX; in an operator,
// signs that look alike are taken as signs, not letters.
func texChars(s string, operator bool) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < 0x80 && texSpecial[s[i]] == ""
	}
	if ascii {
		return s
	}
	var b strings.Builder
	last := ""
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		t := s[i : i+n]
		i += n
		switch {
		case r < 0x80:
			if x := texSpecial[r]; x != "" {
				t = x
			}
		case operator && r == '·':
			t = `\cdot`
		default:
			if x, ok := texSymbols()[r]; ok {
				t = x
			} else if x := texAlphabet(r); x != "" {
				t = x
			}
		}
		b.WriteString(sep(last, t))
		b.WriteString(t)
		last = t
	}
	return b.String()
}

// texSpecial are the ASCII characters that TeX reads as commands.
var texSpecial = [128]string{'#': `\#`, '$': `\$`, '%': `\%`, '&': `\&`, '_': `\_`, '{': `\{`, '}': `\}`, '\\': `\backslash`, '^': `\wedge`, '~': `\sim`}

// texText escapes words for \text.
func texText(s string) string {
	if !strings.ContainsAny(s, `#$%&_{}\^~`) {
		return s
	}
	return strings.NewReplacer("#", `\#`, "$", `\$`, "%", `\%`, "&", `\&`, "_", `\_`, "{", `\{`, "}", `\}`,
		`\`, `\textbackslash{}`, "^", `\textasciicircum{}`, "~", `\textasciitilde{}`).Replace(s)
}

// texAlphabet writes the letters of Unicode's mathematical alphabets: 52
// letters for each style from U+1D400, then Greek and digits.
func texAlphabet(r rune) string {
	const first, greek, digits, last = 0x1D400, 0x1D6A8, 0x1D7CE, 0x1D7FF
	switch {
	case r < first || r > last:
		return ""
	case r < 0x1D6A4:
		i := int(r-first) % 52
		letter := string(rune('A' + i))
		if i >= 26 {
			letter = string(rune('a' + i - 26))
		}
		if c := alphabetStyles[int(r-first)/52]; c != "" {
			return c + "{" + letter + "}"
		}
		return letter
	case r < greek:
		return map[rune]string{0x1D6A4: `\imath`, 0x1D6A5: `\jmath`}[r]
	case r >= digits:
		style := [...]string{`\mathbf`, `\mathbb`, `\mathsf`, `\mathsf`, `\mathtt`}[int(r-digits)/10]
		return style + "{" + string(rune('0'+int(r-digits)%10)) + "}"
	}
	i := int(r-greek) % 58
	letter := '\u0391' + rune(i)
	switch {
	case i == 25:
		letter = '∇'
	case i == 51:
		letter = '∂'
	case i > 51:
		letter = [...]rune{'ϵ', 'ϑ', 'ϰ', 'ϕ', 'ϱ', 'ϖ'}[i-52]
	case i > 25:
		letter = 'α' + rune(i-26)
	case i == 17:
		letter = 'ϴ'
	}
	t := texSymbols()[letter]
	if t == "" {
		t = string(letter)
	}
	if c := [...]string{`\boldsymbol`, "", `\boldsymbol`, `\boldsymbol`, `\boldsymbol`}[int(r-greek)/58]; c != "" {
		return c + "{" + t + "}"
	}
	return t
}

// alphabetStyles are the styles of the mathematical alphabets, in Unicode's order.
var alphabetStyles = [...]string{`\mathbf`, "", `\boldsymbol`, `\mathcal`, `\mathcal`, `\mathfrak`, `\mathbb`, `\mathfrak`, `\mathsf`, `\mathsf`, `\mathsf`, `\mathsf`, `\mathtt`}

// texSymbols are the characters that TeX has a command or an ASCII spelling for.
var texSymbols = sync.OnceValue(func() map[rune]string {
	f := strings.Fields(symbolList)
	m := make(map[rune]string, len(f)/2+8)
	for i := 0; i+1 < len(f); i += 2 {
		r, _ := utf8.DecodeRuneInString(f[i])
		m[r] = f[i+1]
	}
	m['\u00A0'] = "~"
	m['′'], m['″'], m['‴'] = "'", "''", "'''"
	for _, c := range "ABEZHIKMNOTPXo" { // Greek capitals and omicron without a command
		m[map[rune]rune{'A': 'Α', 'B': 'Β', 'E': 'Ε', 'Z': 'Ζ', 'H': 'Η', 'I': 'Ι', 'K': 'Κ', 'M': 'Μ', 'N': 'Ν', 'O': 'Ο', 'T': 'Τ', 'P': 'Ρ', 'X': 'Χ', 'o': 'ο'}[c]] = string(c)
	}
	return m
})

const symbolList = `
α \alpha β \beta γ \gamma δ \delta ε \varepsilon ϵ \epsilon ζ \zeta η \eta θ \theta ϑ \vartheta ι \iota κ \kappa ϰ \varkappa λ \lambda μ \mu µ \mu
ν \nu ξ \xi π \pi ϖ \varpi ρ \rho ϱ \varrho σ \sigma ς \varsigma τ \tau υ \upsilon φ \varphi ϕ \phi χ \chi ψ \psi ω \omega
Γ \Gamma Δ \Delta Θ \Theta ϴ \Theta Λ \Lambda Ξ \Xi Π \Pi Σ \Sigma Υ \Upsilon Φ \Phi Ψ \Psi Ω \Omega
− - ‐ - – - ∗ * ⋆ \star × \times ÷ \div · \cdot ⋅ \cdot ∙ \cdot • \bullet ∘ \circ ± \pm ∓ \mp ⊕ \oplus ⊖ \ominus ⊗ \otimes ⊘ \oslash ⊙ \odot
† \dagger ‡ \ddagger ∧ \wedge ∨ \vee ∩ \cap ∪ \cup ⊎ \uplus ⊓ \sqcap ⊔ \sqcup ∖ \setminus ≀ \wr ⋄ \diamond △ \triangle ▽ \bigtriangledown ◁ \triangleleft ▷ \triangleright ⋉ \ltimes ⋊ \rtimes
≤ \leq ≥ \geq ⩽ \leqslant ⩾ \geqslant ≪ \ll ≫ \gg ≠ \neq ≈ \approx ≡ \equiv ≢ \not\equiv ∼ \sim ≃ \simeq ≅ \cong ≍ \asymp ≐ \doteq ≔ := ∝ \propto ≺ \prec ≻ \succ ⪯ \preceq ⪰ \succeq ≲ \lesssim ≳ \gtrsim ≮ \nless ≯ \ngtr ≰ \nleq ≱ \ngeq ≜ \triangleq
∈ \in ∉ \notin ∋ \ni ⊂ \subset ⊃ \supset ⊆ \subseteq ⊇ \supseteq ⊊ \subsetneq ⊋ \supsetneq ⊄ \not\subset ⊈ \nsubseteq ⊑ \sqsubseteq ⊒ \sqsupseteq ⊥ \perp ∥ \parallel ∦ \nparallel ∣ \mid ∤ \nmid ‖ \| ⊢ \vdash ⊣ \dashv ⊨ \models ⊩ \Vdash ⊤ \top ⋈ \bowtie
→ \to ← \leftarrow ↔ \leftrightarrow ⇒ \Rightarrow ⇐ \Leftarrow ⇔ \Leftrightarrow ⟶ \longrightarrow ⟵ \longleftarrow ⟷ \longleftrightarrow ⟹ \Longrightarrow ⟸ \Longleftarrow ⟺ \iff ↦ \mapsto ⟼ \longmapsto ↑ \uparrow ↓ \downarrow ↕ \updownarrow ⇑ \Uparrow ⇓ \Downarrow ↗ \nearrow ↘ \searrow ↙ \swarrow ↖ \nwarrow ↪ \hookrightarrow ↩ \hookleftarrow ⇀ \rightharpoonup ⇁ \rightharpoondown ↼ \leftharpoonup ↽ \leftharpoondown ⇌ \rightleftharpoons ⇋ \leftrightharpoons ↠ \twoheadrightarrow ⇝ \rightsquigarrow ↛ \nrightarrow
∑ \sum ∏ \prod ∐ \coprod ∫ \int ∬ \iint ∭ \iiint ∮ \oint ⋃ \bigcup ⋂ \bigcap ⋁ \bigvee ⋀ \bigwedge ⨁ \bigoplus ⨂ \bigotimes ⨀ \bigodot ⨆ \bigsqcup
∀ \forall ∃ \exists ∄ \nexists ¬ \neg ∅ \emptyset ⌀ \varnothing ∞ \infty ∇ \nabla ∂ \partial √ \sqrt{} ∠ \angle ∡ \measuredangle ∴ \therefore ∵ \because □ \square ■ \blacksquare ◻ \square ◼ \blacksquare ∎ \blacksquare ♯ \sharp ♭ \flat ♮ \natural ° ^\circ
… \ldots ⋯ \cdots ⋮ \vdots ⋱ \ddots ⟨ \langle ⟩ \rangle 〈 \langle 〉 \rangle ⌈ \lceil ⌉ \rceil ⌊ \lfloor ⌋ \rfloor ⟦ [\![ ⟧ ]\!]
ℏ \hbar ℓ \ell ℘ \wp ℜ \Re ℑ \Im ℵ \aleph ℶ \beth ı \imath ȷ \jmath ℎ h ð \eth ℧ \mho
ℝ \mathbb{R} ℂ \mathbb{C} ℕ \mathbb{N} ℤ \mathbb{Z} ℚ \mathbb{Q} ℙ \mathbb{P} ℍ \mathbb{H} ⅅ D ⅆ d ⅇ e ⅈ i ⅉ j
ℒ \mathcal{L} ℱ \mathcal{F} ℋ \mathcal{H} ℐ \mathcal{I} ℳ \mathcal{M} ℬ \mathcal{B} ℰ \mathcal{E} ℛ \mathcal{R} ℊ \mathcal{g} ℯ \mathcal{e} ℴ \mathcal{o} ℭ \mathfrak{C} ℌ \mathfrak{H} ℨ \mathfrak{Z} ⁄ /
`
