// Command train makes the models of extract/classify. Run through
//
//	go generate ./extract/classify
//
// it reads the corpora (PITH_CORPORA, else ../shared/corpora beside the module), trains, writes the model file and
// prints cross-validated scores. The same sources and corpora give the same bytes.
package main

import (
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
	j, err := parse(os.Args[1:])
	if err == nil {
		err = j.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// job is what the command line asks for, and what the steps have made so far.
type job struct {
	model
	p     Params
	out   string // model file to write, "" for none
	cache string // folder of kept alignments
	probs string // file of kept probabilities
	leave string // corpora to train without once more
	every int
	worst int
	// kinds says that only the guess of the kind is cross-validated, gain that the features are listed by gain.
	kinds, gain bool
	drop        *regexp.Regexp
	folds, at   []int
	tries       []Try

	start time.Time
	pages []*Page
	data  *Rows
	curve [][2]float32
}

// parse reads the command line.
func parse(args []string) (*job, error) {
	j := &job{p: defaults, start: time.Now()}
	p := &j.p
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	name := fs.String("model", "html", "which model to train: html or text")
	folds := fs.String("folds", "0,1,2,3,4", "folds to cross-validate; empty for none")
	sets := fs.String("sets", "", "corpora to read, by comma (default: all of the model)")
	drop := fs.String("drop", "", "regular expression of features to leave out")
	stages := fs.String("stages", "", "numbers of trees to report at, by comma (default: all trees)")
	altered := fs.Bool("altered", true, "train and report the altered copies of the pages too")
	tries := fs.String("try", "", "settings to cross-validate in turn, as \"rate=.1 trees=300; depth=8\"")
	margin := fs.Float64("margin", 2.5, "log-odds from which a block is plain at the gate")
	fs.StringVar(&j.out, "o", "", "write the model file here; without it only scores are printed")
	fs.StringVar(&j.cache, "cache", os.Getenv("PITH_TRAIN_CACHE"), "folder that keeps alignments between runs")
	fs.StringVar(&j.probs, "probs", "", "keep the cross-validated probabilities in this file, and read them from it if it is there")
	fs.StringVar(&j.leave, "leave", "", "also train without these corpora and score them, by comma")
	fs.BoolVar(&j.kinds, "kinds", false, "only cross-validate the guess of the kind")
	fs.BoolVar(&j.gain, "gain", false, "list the features by gain")
	fs.IntVar(&j.every, "every", 1, "read every nth page of each corpus")
	fs.IntVar(&j.worst, "worst", 0, "print the blocks that cost the most on so many of the worst pages of each corpus")
	fs.IntVar(&p.Trees, "trees", p.Trees, "number of trees")
	fs.IntVar(&p.Gate.Trees, "gate", p.Gate.Trees, "number of trees after which blocks that are plainly in or out are decided; 0 for none")
	fs.IntVar(&p.Depth, "depth", p.Depth, "depth of a tree")
	fs.Float64Var(&p.Rate, "rate", p.Rate, "learning rate")
	fs.Float64Var(&p.Lambda, "lambda", p.Lambda, "L2 on leaf values")
	fs.Float64Var(&p.MinChild, "minchild", p.MinChild, "least hessian on each side of a split")
	fs.Float64Var(&p.RowSample, "rows", p.RowSample, "share of rows a tree sees")
	fs.Float64Var(&p.ColSample, "columns", p.ColSample, "share of columns a tree sees")
	fs.Uint64Var(&p.Seed, "seed", p.Seed, "seed of the sampling")
	fs.IntVar(&p.Workers, "workers", p.Workers, "goroutines; does not change the result")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	p.Gate.Margin = float32(*margin)
	if p.Depth < 1 || p.Depth > boost.MaxDepth {
		return nil, fmt.Errorf("-depth %d: want 1 to %d", p.Depth, boost.MaxDepth)
	}
	build, ok := models[*name]
	if !ok {
		return nil, fmt.Errorf("no model %q", *name)
	}
	j.model = build()
	if *sets != "" {
		j.sets = strings.Split(*sets, ",")
	}
	if !*altered {
		j.variants = nil
	}
	var err error
	if *drop != "" {
		if j.drop, err = regexp.Compile(*drop); err != nil {
			return nil, fmt.Errorf("-drop: %w", err)
		}
	}
	if j.at, err = numbers(*stages); err != nil {
		return nil, fmt.Errorf("-stages: %w", err)
	}
	if j.folds, err = numbers(*folds); err != nil {
		return nil, fmt.Errorf("-folds: %w", err)
	}
	j.tries, err = parseTries(*tries, *p)
	return j, err
}

// run reads the corpora and does what was asked, step by step.
func (j *job) run() error {
	if j.cache != "" {
		if err := os.MkdirAll(j.cache, 0o755); err != nil {
			return err
		}
	}
	var err error
	if j.pages, err = readPages(j.model, j.cache, j.every, j.p.Workers); err != nil {
		return err
	}
	if j.kinds {
		CrossKinds(j.pages, j.table, []int{0, 1, 2, 3, 4}, j.p.Workers)
		reportKinds(j.pages)
		return nil
	}
	j.data = Assemble(j.pages, j.table, func(name string) bool { return j.drop != nil && j.drop.MatchString(name) }, j.p.Workers)
	fmt.Printf("%d pages, %d blocks, %d features, %.0f s\n", len(j.pages), len(j.data.Label), len(j.data.Columns), time.Since(j.start).Seconds())
	if n := len(j.data.Columns); n > boost.MaxColumns {
		return fmt.Errorf("%d features: a model holds at most %d, leave some out with -drop", n, boost.MaxColumns)
	}
	j.crossValidate()
	j.leaveOut()
	if j.out == "" && !j.gain {
		return nil
	}
	return j.write()
}

func everything(*Page) bool { return true }

// crossValidate scores each try; the last one's settings are those that the later steps train with.
func (j *job) crossValidate() {
	if len(j.folds) > 0 {
		CrossKinds(j.pages, j.table, j.folds, j.p.Workers)
		reportKinds(j.pages)
	}
	base := append([]float32(nil), j.data.Weight...)
	for _, t := range j.tries {
		j.data.weigh(j.pages, base, t)
		j.p = t.Params
		if len(j.folds) == 0 {
			continue
		}
		at := j.at
		if len(at) == 0 {
			at = []int{j.p.Trees}
		}
		stages := cachedStages(j.probs, func() []Stage { return CrossValidate(j.data, j.pages, j.p, j.folds, at, everything) })
		for _, s := range stages {
			fmt.Printf("\n== %s: cross-validated, folds %v, %d trees (%.0f s)\n", t.Name, j.folds, s.Trees, time.Since(j.start).Seconds())
			reportStage(j.pages, s, j.worst)
			j.curve = curveOf(j.pages, s)
		}
	}
}

// leaveOut scores the corpora that are to be left out of training.
func (j *job) leaveOut() {
	if j.leave == "" {
		return
	}
	without := map[string]bool{}
	for _, s := range strings.Split(j.leave, ",") {
		without[s] = true
	}
	s := LeaveOut(j.data, j.pages, j.p, func(p *Page) bool { return !without[p.Set] })
	fmt.Printf("\n== trained without %s (%.0f s)\n", j.leave, time.Since(j.start).Seconds())
	reportStage(j.pages, s, j.worst)
}

// write trains on everything, lists the features by gain and writes the models, as far as that is asked.
func (j *job) write() error {
	j.p.Gains = make([]float64, len(j.data.Columns))
	trained := Train(j.data, rowsOf(j.data, j.pages, everything), j.p)
	if j.gain {
		listGains(j.p.Gains, trained.Columns)
	}
	if j.out == "" {
		return nil
	}
	trained.Shrink()
	trained.Curve = j.curve
	if kinds := TrainKinds(j.pages, j.table, j.p.Workers); kinds != nil {
		if err := writeModel(strings.TrimSuffix(j.out, ".model")+"-kind.model", kinds); err != nil {
			return err
		}
	}
	return writeModel(j.out, trained)
}

func writeModel(name string, m *boost.Model) error {
	raw := m.Encode()
	fmt.Printf("\n%s: %d features, %d trees, %d bytes\n", name, len(m.Columns), len(m.Trees), len(raw))
	return os.WriteFile(name, raw, 0o644)
}

// listGains prints the columns by their share of the loss saved.
func listGains(gains []float64, columns []boost.Column) {
	sum := 0.0
	for _, g := range gains {
		sum += g
	}
	order := ascending(len(gains))
	sort.SliceStable(order, func(i, j int) bool { return gains[order[i]] > gains[order[j]] })
	for n, c := range order {
		fmt.Printf("%3d %7.4f%% %s\n", n+1, 100*gains[c]/sum, columns[c].Name)
	}
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
