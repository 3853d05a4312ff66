package wire

import "github.com/qingting-nlp/qingting/repair"

// Input is what was wrong with a text. A sound text has neither list.
type Input struct {
	Repairs []Repair `json:"repairs,omitempty"` // what was mended before the text was read, in the order of the text
	Damage  []Damage `json:"damage,omitempty"`  // what could not be restored, by start
}

// Repair is a place of the text that was read as something else.
type Repair struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"` // what was read there; empty where something was left out
}

// Damage is a place that could not be restored.
type Damage struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

func input(at *ruler, repairs []repair.Repair, flags []repair.Flag) Input {
	var out Input
	for _, r := range repairs {
		out.Repairs = append(out.Repairs, Repair{r.Kind.String(), at.at(r.Span.Start), at.at(r.Span.End), valid(r.Text)})
	}
	for _, f := range flags {
		out.Damage = append(out.Damage, Damage{f.Kind.String(), at.at(f.Span.Start), at.at(f.Span.End)})
	}
	return out
}
