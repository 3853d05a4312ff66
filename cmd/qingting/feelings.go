package main

import (
	"slices"

	"github.com/qingting-nlp/qingting/internal/evaluate"
	"github.com/qingting-nlp/qingting/internal/labelled"
	"github.com/qingting-nlp/qingting/sentiment"
)

// feelings is how well feelings are found in rows that tell them.
type feelings struct {
	Examples int `json:"examples"` // judged
	Agents   int `json:"agents"`   // left out

	Calibrated bool `json:"calibrated"` // false of rules alone, whose scores are strengths

	Valence           evaluate.Share       `json:"valence"`
	ValenceLabels     evaluate.Labels      `json:"valence_labels"`
	ValenceConfusions []evaluate.Confusion `json:"valence_confusions"`

	// The best emotion is right when the row has it; neutral is one.
	BestEmotion       evaluate.Share       `json:"best_emotion"`
	BestEmotionLabels evaluate.Labels      `json:"best_emotion_labels"`
	EmotionConfusions []evaluate.Confusion `json:"emotion_confusions"`
	Emotions          evaluate.Labels      `json:"emotions"` // all that were found
	Flags             evaluate.Labels      `json:"flags"`

	// EmotionCalibration is that of the score of the best emotion. The score of the valence is a strength and foretells no share.
	EmotionCalibration evaluate.Calibration `json:"emotion_calibration"`
}

const feelingColumns = labelled.Emotions | labelled.Valence | labelled.Flags

// feel judges the rows of customers with the default detector.
func feel(rows []labelled.Row) feelings {
	out := feelings{Calibrated: sentiment.DefaultModel() != nil}
	var valence, first, all, flags evaluate.Tally
	var turned, mixed evaluate.Confusions
	var sure evaluate.Calibrator
	d := sentiment.Default()
	for _, row := range rows {
		if row.Agent {
			out.Agents++
			continue
		}
		if row.Valence == "" && row.Emotions == nil && row.Flags == nil {
			continue
		}
		out.Examples++
		r := d.Detect(row.Text)
		if row.Valence != "" {
			found := r.Valence.String()
			out.Valence.Add(found == row.Valence)
			valence.Add([]string{row.Valence}, []string{found})
			if found != row.Valence {
				turned.Add(row.Valence, found)
			}
		}
		if row.Emotions != nil {
			found := make([]string, len(r.Emotions))
			for i, e := range r.Emotions {
				found[i] = string(e.Label)
			}
			best := string(sentiment.Calm) // of text without words
			if len(found) > 0 {
				best = found[0]
			}
			right := slices.Contains(row.Emotions, best)
			out.BestEmotion.Add(right)
			first.AddBest(row.Emotions, best)
			all.Add(row.Emotions, found)
			if !right {
				mixed.Add(row.Emotions[0], best)
			}
			if len(r.Emotions) > 0 {
				sure.Add(r.Emotions[0].Score, right)
			}
		}
		if row.Flags != nil {
			found := make([]string, len(r.Flags))
			for i, f := range r.Flags {
				found[i] = string(f.Flag)
			}
			flags.Add(row.Flags, found)
		}
	}
	out.ValenceLabels, out.BestEmotionLabels, out.Emotions, out.Flags = valence.Labels(), first.Labels(), all.Labels(), flags.Labels()
	out.ValenceConfusions, out.EmotionConfusions = turned.List(), mixed.List()
	out.EmotionCalibration = sure.Calibration()
	return out
}
