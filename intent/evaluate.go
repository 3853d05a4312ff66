package intent

import (
	"slices"

	"github.com/qingting-nlp/qingting/internal/evaluate"
)

// Scores is how well acts, or topics, were found: Examples that say something of them, Precision, Recall and MicroF1 over all pairs of an example and a
// label, MacroF1 (the mean over labels that an example has) and Labels, a [LabelScore] each, by name.
type Scores = evaluate.Labels

// LabelScore is how well one Label was found: Precision, Recall and F1 in [0, 1], Support, the examples that have it, and Found, those it was found in.
type LabelScore = evaluate.Label

// Share is how many examples were Right, Of how many, and their Share in [0, 1].
type Share = evaluate.Share

// Confusion is the Count of examples whose first label is Gold ("" for none) and whose best answer, which they do not have, is Found ("" for none).
type Confusion = evaluate.Confusion

// Calibration compares confidences with what came true, over Count examples: Bins, ten from low to high with From, To, Count, Said, the mean confidence,
// and Observed, the share that came true; and ECE, the mean distance of the two over the examples, 0 being best.
type Calibration = evaluate.Calibration

// Evaluation is how well a classifier does on labelled examples. A share of no examples is 0.
type Evaluation struct {
	Examples int `json:"examples"` // judged
	Agents   int `json:"agents"`   // left out: a classifier is for what customers say

	// BestAct counts the examples with acts that have the best act found, and the topic counts those with topics: BestTopic those that have the
	// best topic found, FirstTopic those whose first topic it is.
	BestAct    Share `json:"best_act"`
	BestTopic  Share `json:"best_topic"`
	FirstTopic Share `json:"first_topic"`

	Acts   Scores `json:"acts"`
	Topics Scores `json:"topics"`

	// ActConfusions and TopicConfusions hold the pairs of what was wrong, the most frequent first.
	ActConfusions   []Confusion `json:"act_confusions"`
	TopicConfusions []Confusion `json:"topic_confusions"`

	// Calibration is that of the confidence of the best act. Of a classifier whose results are not calibrated it says little.
	Calibration Calibration `json:"calibration"`
	Calibrated  bool        `json:"calibrated"`

	OutOfScope OutOfScopeEvaluation `json:"out_of_scope"`

	// Abstained counts the examples in which the best act is not to be acted on, and BestActSure is BestAct over the others.
	Abstained   int   `json:"abstained"`
	BestActSure Share `json:"best_act_sure"`

	// Unknown lists labels of the examples that the model lacks, by name: they cannot be found.
	Unknown []string `json:"unknown,omitempty"`
}

// OutOfScopeEvaluation is how well examples of the act [OOS] are told from those with other acts.
type OutOfScopeEvaluation struct {
	Recall      Share `json:"recall"`       // of the out of scope those found
	FalseAlarms Share `json:"false_alarms"` // of the others those taken for it

	// RecallAt5 is the recall with the threshold moved so that at most 5 % of the others are taken for it; nil without a model that gives
	// a probability, or without examples of either kind.
	RecallAt5 *float64 `json:"recall_at_5_percent,omitempty"`
}

// Evaluate classifies the examples, as [Classifier.Classify] does, and compares. The best act of an example without acts, or topic without
// topics, is not counted; a list that is nil is not compared at all.
func (c *Classifier) Evaluate(examples []Example) Evaluation {
	var out Evaluation
	var tally [2]evaluate.Tally
	var confused [2]evaluate.Confusions
	var cal evaluate.Calibrator
	var outside, inside []float64
	scored := c.oosLabel() >= 0
	s := c.pool.Get().(*scratch)
	defer c.put(s)
	for i := range examples {
		ex := &examples[i]
		if ex.Agent {
			out.Agents++
			continue
		}
		out.Examples++
		s.toks = c.tok.Append(s.toks[:0], ex.Text)
		r := c.classify(s, s.toks, Context{})
		out.Calibrated = out.Calibrated || r.Calibrated
		if ex.Topics != nil {
			tally[1].Add(ex.Topics, names(r.Topics))
			if len(ex.Topics) > 0 {
				found := best(r.Topics)
				right := slices.Contains(ex.Topics, found)
				out.BestTopic.Add(right)
				out.FirstTopic.Add(found == ex.Topics[0])
				if !right {
					confused[1].Add(ex.Topics[0], found)
				}
			}
		}
		if len(ex.Acts) == 0 {
			continue
		}
		tally[0].Add(ex.Acts, names(r.Acts))
		found := best(r.Acts)
		right := slices.Contains(ex.Acts, found)
		out.BestAct.Add(right)
		if !right {
			confused[0].Add(ex.Acts[0], found)
		}
		if found != "" {
			cal.Add(r.Acts[0].Confidence, right)
		}
		if r.Abstained != "" || found == "" {
			out.Abstained++
		} else {
			out.BestActSure.Add(right)
		}
		score := 0.0
		if scored && r.Calibrated {
			score = s.linear.Probs[c.oosLabel()]
		}
		if slices.Contains(ex.Acts, OOS) {
			out.OutOfScope.Recall.Add(r.OutOfScope)
			outside = append(outside, score)
		} else {
			out.OutOfScope.FalseAlarms.Add(r.OutOfScope)
			inside = append(inside, score)
		}
	}
	out.Acts, out.Topics = tally[0].Labels(), tally[1].Labels()
	out.ActConfusions, out.TopicConfusions = confused[0].List(), confused[1].List()
	out.Calibration = cal.Calibration()
	if recall, _, ok := evaluate.RecallAt(outside, inside, 0.05); ok && scored {
		out.OutOfScope.RecallAt5 = &recall
	}
	out.Unknown = c.lacks(&out)
	return out
}

// oosLabel returns the place of the act OOS in the model, -1 without one.
func (c *Classifier) oosLabel() int {
	if c.model == nil {
		return -1
	}
	return slices.Index(c.model.Acts(), OOS)
}

// lacks returns the labels of examples that cannot be found.
func (c *Classifier) lacks(e *Evaluation) []string {
	known := [2][]string{labelNames[:acts], labelNames[acts : acts+topics]}
	if c.model != nil {
		known = [2][]string{c.model.Acts(), c.model.Topics()}
	}
	var out []string
	for k, list := range [2][]LabelScore{e.Acts.Labels, e.Topics.Labels} {
		for _, l := range list {
			if l.Support > 0 && !slices.Contains(known[k], l.Label) {
				out = append(out, l.Label)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func names(list []Candidate) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = c.Label
	}
	return out
}

func best(list []Candidate) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Label
}
