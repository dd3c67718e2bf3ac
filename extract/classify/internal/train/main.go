// Command train makes the models of extract/classify. Run through
//
//	go generate ./extract/classify
//
// it reads the corpora (PITH_CORPORA, else ../shared/corpora beside the module), trains, writes the model file and
// prints cross-validated scores. The same sources and corpora give the same bytes.
package main

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/pithcli/pith/extract/block"
	"github.com/pithcli/pith/extract/classify"
	"github.com/pithcli/pith/extract/classify/internal/boost"
)

// model is what can be trained: a feature table, the corpora and how their pages become documents.
type model struct {
	table *classify.Table
	sets  []string
	load  func(root string, sets ...string) ([]Source, error)
	from  Maker
	// variants are the altered copies trained beside the pages.
	variants func(pages []Source) []Variant
}

// models by name; the name is also that of the model file, NAME.model.
var models = map[string]func() model{
	"html": func() model {
		return model{table: classify.HTMLTable(), load: Load, from: block.FromHTML,
			variants: func(pages []Source) []Variant { return []Variant{degraded, Continued(pages)} },
			sets:     []string{"wcxb-dev", "fundus-dev", "readability-dev", "defuddle-dev", "segments-dev"}}
	},
	"text": func() model {
		return model{table: classify.TextTable(), load: LoadText, from: block.FromText,
			sets: []string{"text-dev", "text-fundus-dev", "clean"}}
	},
}

// defaults are where a search for settings starts; those of the shipped models stand in the
// generate lines of extract/classify/engine.go.
var defaults = Params{Trees: 400, Depth: 6, Rate: .1, Lambda: 3, MinChild: 8, RowSample: .6, ColSample: .3, Seed: 1, Workers: 2}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	p := defaults
	name := fs.String("model", "html", "which model to train: html or text")
	out := fs.String("o", "", "write the model file here; without it only scores are printed")
	folds := fs.String("folds", "0,1,2,3,4", "folds to cross-validate; empty for none")
	sets := fs.String("sets", "", "corpora to read, by comma (default: all of the model)")
	drop := fs.String("drop", "", "regular expression of features to leave out")
	cache := fs.String("cache", os.Getenv("PITH_TRAIN_CACHE"), "folder that keeps alignments between runs")
	onlyKinds := fs.Bool("kinds", false, "only cross-validate the guess of the kind")
	every := fs.Int("every", 1, "read every nth page of each corpus")
	leave := fs.String("leave", "", "also train without these corpora and score them, by comma")
	stages := fs.String("stages", "", "numbers of trees to report at, by comma (default: all trees)")
	altered := fs.Bool("altered", true, "train and report the altered copies of the pages too")
	tries := fs.String("try", "", "settings to cross-validate in turn, as \"rate=.1 trees=300; depth=8\"")
	worst := fs.Int("worst", 0, "print the blocks that cost the most on so many of the worst pages of each corpus")
	probs := fs.String("probs", "", "keep the cross-validated probabilities in this file, and read them from it if it is there")
	listGain := fs.Bool("gain", false, "list the features by gain")
	fs.IntVar(&p.Trees, "trees", p.Trees, "number of trees")
	fs.IntVar(&p.Gate.Trees, "gate", p.Gate.Trees, "number of trees after which blocks that are plainly in or out are decided; 0 for none")
	margin := fs.Float64("margin", 2.5, "log-odds from which a block is plain at the gate")
	fs.IntVar(&p.Depth, "depth", p.Depth, "depth of a tree")
	fs.Float64Var(&p.Rate, "rate", p.Rate, "learning rate")
	fs.Float64Var(&p.Lambda, "lambda", p.Lambda, "L2 on leaf values")
	fs.Float64Var(&p.MinChild, "minchild", p.MinChild, "least hessian on each side of a split")
	fs.Float64Var(&p.RowSample, "rows", p.RowSample, "share of rows a tree sees")
	fs.Float64Var(&p.ColSample, "columns", p.ColSample, "share of columns a tree sees")
	fs.Uint64Var(&p.Seed, "seed", p.Seed, "seed of the sampling")
	fs.IntVar(&p.Workers, "workers", p.Workers, "goroutines; does not change the result")
	if err := fs.Parse(args); err != nil {
		return err
	}
	p.Gate.Margin = float32(*margin)
	if p.Depth < 1 || p.Depth > boost.MaxDepth {
		return fmt.Errorf("-depth %d: want 1 to %d", p.Depth, boost.MaxDepth)
	}
	build, ok := models[*name]
	if !ok {
		return fmt.Errorf("no model %q", *name)
	}
	m := build()
	if *sets != "" {
		m.sets = strings.Split(*sets, ",")
	}
	if !*altered {
		m.variants = nil
	}
	var skip func(string) bool
	if *drop != "" {
		re, err := regexp.Compile(*drop)
		if err != nil {
			return fmt.Errorf("-drop: %w", err)
		}
		skip = re.MatchString
	}
	if *cache != "" {
		if err := os.MkdirAll(*cache, 0o755); err != nil {
			return err
		}
	}
	start := time.Now()
	pages, err := readPages(m, *cache, *every, p.Workers)
	if err != nil {
		return err
	}
	if *onlyKinds {
		CrossKinds(pages, m.table, []int{0, 1, 2, 3, 4}, p.Workers)
		reportKinds(pages)
		return nil
	}
	data := Assemble(pages, m.table, skip, p.Workers)
	fmt.Printf("%d pages, %d blocks, %d features, %.0f s\n", len(pages), len(data.Label), len(data.Columns), time.Since(start).Seconds())

	at, err := numbers(*stages)
	if err != nil {
		return fmt.Errorf("-stages: %w", err)
	}
	cv, err := numbers(*folds)
	if err != nil {
		return fmt.Errorf("-folds: %w", err)
	}
	everything := func(*Page) bool { return true }
	list, err := parseTries(*tries, p)
	if err != nil {
		return err
	}
	base := append([]float32(nil), data.Weight...)
	var curve [][2]float32
	if len(cv) > 0 {
		CrossKinds(pages, m.table, cv, p.Workers)
		reportKinds(pages)
	}
	for _, t := range list {
		data.weigh(pages, base, t)
		p = t.Params
		if len(cv) == 0 {
			continue
		}
		at := at
		if len(at) == 0 {
			at = []int{p.Trees}
		}
		stages := cachedStages(*probs, func() []Stage { return CrossValidate(data, pages, p, cv, at, everything) })
		for _, s := range stages {
			fmt.Printf("\n== %s: cross-validated, folds %v, %d trees (%.0f s)\n", t.Name, cv, s.Trees, time.Since(start).Seconds())
			reportStage(pages, s, *worst)
			curve = curveOf(pages, s)
		}
	}
	if *leave != "" {
		without := map[string]bool{}
		for _, s := range strings.Split(*leave, ",") {
			without[s] = true
		}
		s := LeaveOut(data, pages, p, func(p *Page) bool { return !without[p.Set] })
		fmt.Printf("\n== trained without %s (%.0f s)\n", *leave, time.Since(start).Seconds())
		reportStage(pages, s, *worst)
	}
	if *out == "" && !*listGain {
		return nil
	}
	p.Gains = make([]float64, len(data.Columns))
	model := Train(data, rowsOf(data, pages, everything), p)
	if *listGain {
		sum := 0.0
		for _, g := range p.Gains {
			sum += g
		}
		order := ascending(len(p.Gains))
		sort.SliceStable(order, func(i, j int) bool { return p.Gains[order[i]] > p.Gains[order[j]] })
		for n, c := range order {
			fmt.Printf("%3d %7.4f%% %s\n", n+1, 100*p.Gains[c]/sum, model.Columns[c].Name)
		}
	}
	if *out == "" {
		return nil
	}
	model.Shrink()
	model.Curve = curve
	if kinds := TrainKinds(pages, m.table, p.Workers); kinds != nil {
		name := strings.TrimSuffix(*out, ".model") + "-kind.model"
		raw := kinds.Encode()
		fmt.Printf("\n%s: %d features, %d trees, %d bytes", name, len(kinds.Columns), len(kinds.Trees), len(raw))
		if err := os.WriteFile(name, raw, 0o644); err != nil {
			return err
		}
	}
	raw := model.Encode()
	fmt.Printf("\n%s: %d features, %d trees, %d bytes (%.0f s)\n", *out, len(model.Columns), len(model.Trees), len(raw), time.Since(start).Seconds())
	return os.WriteFile(*out, raw, 0o644)
}

func ascending(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// readPages reads the pages of a model and their altered copies, with folds.
func readPages(m model, cache string, every, workers int) ([]*Page, error) {
	root, err := corporaRoot()
	if err != nil {
		return nil, err
	}
	sources, err := m.load(root, m.sets...)
	if err != nil {
		return nil, err
	}
	fold := Folds(sources)
	if every > 1 {
		var some []Source
		var f []int
		for i := 0; i < len(sources); i += every {
			some, f = append(some, sources[i]), append(f, fold[i])
		}
		sources, fold = some, f
	}
	var pages []*Page
	variants := []Variant{{}}
	if m.variants != nil {
		variants = append(variants, m.variants(sources)...)
	}
	for _, v := range variants {
		got, err := Prepare(sources, m.table, m.from, v, cache, workers)
		if err != nil {
			return nil, err
		}
		for i, p := range got {
			if p != nil {
				p.Fold = fold[i]
				pages = append(pages, p)
			}
		}
	}
	return pages, nil
}

// reportStage prints the scores of the pages that a stage scored.
func reportStage(pages []*Page, s Stage, worst int) {
	var scored []*Page
	prob := map[*Page][]float32{}
	for i, p := range pages {
		if s.P[i] != nil {
			scored = append(scored, p)
			prob[p] = s.P[i]
		}
	}
	keep := func(p *Page) []bool {
		kept, _ := choose(p, prob[p])
		return kept
	}
	if worst > 0 {
		groups := map[string][]*Page{}
		for _, p := range scored {
			if p.Copy == "" {
				groups[p.Set+" "+p.Kind] = append(groups[p.Set+" "+p.Kind], p)
			}
		}
		for _, g := range names(groups) {
			Worst(os.Stdout, groups[g], worst, keep, func(p *Page) []float32 { return prob[p] })
		}
	}
	Report(os.Stdout, scored, keep)
	var bound, blocks tally
	for _, p := range scored {
		if p.With == nil && p.Copy == "" && p.typed() {
			bound.add(p.Score(bestThreshold(p, prob[p])))
			blocks.add(p.Score(labelled(p)))
		}
	}
	fmt.Printf("%-40s %s\n%-40s %s\n", "typed pages, best threshold per page", &bound, "typed pages, blocks with label >= .5", &blocks)
	reportFloors(scored, prob)
	Calibration(os.Stdout, scored, func(p *Page) float64 { _, e := choose(p, prob[p]); return e },
		func(p *Page) float64 { return p.Score(keep(p)).F })
}

// cachedStages reads stages from a file, or makes and writes them: the report can then be worked on
// without training again. The file must be of the same pages, segmented alike.
func cachedStages(name string, stages func() []Stage) []Stage {
	if name == "" {
		return stages()
	}
	var out []Stage
	if raw, err := os.ReadFile(name); err == nil {
		if gob.NewDecoder(bytes.NewReader(raw)).Decode(&out) == nil {
			return out
		}
	}
	out = stages()
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(out) == nil {
		_ = os.WriteFile(name, b.Bytes(), 0o644)
	}
	return out
}

// reportFloors prints what a least probability for kept blocks would do to each set.
func reportFloors(pages []*Page, prob map[*Page][]float32) {
	for _, floor := range []float32{.3, .4, .5, .6} {
		sets := map[string]*tally{}
		for _, p := range pages {
			if p.With != nil {
				continue
			}
			name := p.Set + " " + p.Copy
			if p.Set == "wcxb-dev" {
				name += " / " + p.Kind
			}
			if sets[name] == nil {
				sets[name] = &tally{}
			}
			k, _ := choose(p, prob[p])
			for i := range k {
				k[i] = k[i] && prob[p][i] >= floor
			}
			sets[name].add(p.Score(k))
		}
		fmt.Printf("least p %.1f:", floor)
		for _, n := range names(sets) {
			fmt.Printf(" %s %.4f;", n, sets[n].f/float64(sets[n].n))
		}
		fmt.Println()
	}
}

// labelled keeps the blocks that the gold mostly has: the bound of any selection of blocks.
func labelled(p *Page) []bool {
	k := make([]bool, p.Rows())
	for i := range k {
		k[i] = p.Label[i] >= .5
	}
	return k
}

// names lists the keys of a map, sorted.
func names[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func numbers(list string) ([]int, error) {
	var out []int
	for _, s := range strings.Split(list, ",") {
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}
