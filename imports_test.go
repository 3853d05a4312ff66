package qingting_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/qingting-nlp/qingting"

// below lists for each public package what it may import of this module, besides internal packages. The order of the layers is the
// direction: root → {quality, rephrase, intent, sentiment} → entity → segment → dialogue; repair stands beside entity. "." is the root.
var below = map[string][]string{
	"dialogue":       {},
	"segment":        {"dialogue"},
	"segment/gseseg": {"segment", "dialogue"},
	"repair":         {"segment", "dialogue"},
	"entity":         {"segment", "dialogue"},
	"sentiment":      {"entity", "segment", "dialogue"},
	"intent":         {"entity", "segment", "dialogue"},
	"rephrase":       {"entity", "segment", "dialogue"},
	"quality":        {"entity", "segment", "dialogue"},
	".":              {"quality", "rephrase", "intent", "sentiment", "entity", "repair", "segment", "dialogue"},
	"insight":        {".", "quality", "rephrase", "intent", "sentiment", "entity", "repair", "segment", "dialogue"},
}

// internalBelow lists what internal packages may import of the public ones; those not named may import dialogue.
var internalBelow = map[string][]string{
	"internal/match":    {"segment", "dialogue"},
	"internal/lexicon":  {"segment", "dialogue"},
	"internal/flow":     {"segment", "dialogue"},
	"internal/testkit":  {"segment", "dialogue"},
	"internal/segbuild": {"segment", "dialogue"},
	"internal/segtrain": {"segment", "dialogue"},
	"internal/linear":   {"segment", "dialogue"},
	"internal/fit":      {"intent", "sentiment", "segment", "dialogue"},
	"internal/wire":     {".", "quality", "rephrase", "intent", "sentiment", "entity", "repair", "segment", "dialogue"},
}

type foreignModule struct {
	prefix string
	may    func(pkg string) bool
}

// foreign lists the modules that may be imported beside the standard library, and by which packages in code that is no test.
var foreign = []foreignModule{
	{"github.com/go-ego/gse", func(pkg string) bool { return pkg == "segment/gseseg" }},
	{"golang.org/x/text", func(string) bool { return true }},
}

type listed struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// TestImports walks the packages of this module and fails on an import against the direction.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Standard,Imports,TestImports,XTestImports", "./...")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatalf("go list: %v", err)
	}
	var own []listed
	standard := map[string]bool{"C": false, "unsafe": true}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Standard {
			standard[p.ImportPath] = true
		}
		if _, ok := relative(p.ImportPath); ok {
			own = append(own, p)
		}
	}
	if len(own) < 10 {
		t.Fatalf("only %d packages found", len(own))
	}
	for _, p := range own {
		pkg, _ := relative(p.ImportPath)
		for _, path := range p.Imports {
			to, ours := relative(path)
			switch {
			case ours:
				if why := refuse(pkg, to); why != "" {
					t.Errorf("%s imports %s: %s", pkg, to, why)
				}
			case standard[path]:
			default:
				if !slices.ContainsFunc(foreign, func(f foreignModule) bool { return within(path, f.prefix) && f.may(pkg) }) {
					t.Errorf("%s imports %s: not a module that it may use", pkg, path)
				}
			}
		}
		for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
			if to, ours := relative(path); ours && program(to) {
				t.Errorf("tests of %s import %s: a program", pkg, to)
			}
			first, _, _ := strings.Cut(path, "/")
			if strings.Contains(first, ".") && !within(path, module) && !within(path, "github.com/google/go-cmp") &&
				!within(path, "golang.org/x/text") && (!within(path, "github.com/go-ego/gse") || pkg != "segment/gseseg") {
				t.Errorf("tests of %s import %s: not a module that tests may use", pkg, path)
			}
		}
	}
}

// relative returns the path inside the module, "." for the root.
func relative(path string) (string, bool) {
	if path == module {
		return ".", true
	}
	return strings.CutPrefix(path, module+"/")
}

// within reports whether path is prefix or below it.
func within(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || rest[0] == '/')
}

func program(pkg string) bool {
	return within(pkg, "cmd") || within(pkg, "examples") || within(pkg, "tools") || within(pkg, "contrib")
}

func isInternal(pkg string) bool {
	return within(pkg, "internal") || strings.Contains(pkg, "/internal/")
}

// refuse returns why pkg may not import to, or "".
func refuse(pkg, to string) string {
	switch {
	case program(to) && !(program(pkg) && strings.Contains(to, "/internal/")):
		return "nobody imports a program"
	case isInternal(to):
		if may := internalBelow[to]; slices.Contains(may, ".") && !program(pkg) && !isInternal(pkg) {
			return "it stands above the library"
		}
		return "" // what it brings along is checked for itself
	case program(pkg):
		return ""
	}
	may, known := below[pkg]
	if isInternal(pkg) {
		known = true
		if may = internalBelow[pkg]; may == nil {
			may = []string{"dialogue"}
		}
	}
	switch {
	case !known:
		return "the package has no place in the order yet; see the tables of this test"
	case !slices.Contains(may, to):
		return "against the direction of the layers"
	}
	return ""
}

func TestRefuse(t *testing.T) {
	for _, row := range []struct {
		pkg, to string
		ok      bool
	}{
		{".", "intent", true}, {"intent", ".", false}, {"entity", "segment", true}, {"segment", "entity", false}, {"intent", "sentiment", false},
		{"dialogue", "segment", false}, {".", "repair", true}, {"repair", "entity", false}, {"entity", "repair", false}, {"dialogue", "internal/align", true}, {"cmd/qingting", ".", true}, {"cmd/qingting", "internal/wire", true},
		{".", "internal/wire", false}, {"internal/align", "segment", false}, {"internal/match", "segment", true}, {"internal/match", ".", false},
		{".", "cmd/qingting", false}, {"cmd/qingting", "examples/chatbot", false}, {"newcomer", "dialogue", false},
		{"rephrase", "rephrase/internal/bundle", true}, {"segmenter", "segment", false},
	} {
		if got := refuse(row.pkg, row.to); (got == "") != row.ok {
			t.Errorf("refuse(%s, %s) = %q", row.pkg, row.to, got)
		}
	}
}
