package qingting

import (
	"github.com/qingting-nlp/qingting/dialogue"
)

// Report is what a conversation shows. Utterances are counted from 0.
type Report struct {
	ID         string
	Sector     string // as the dialogue says
	Course     Course
	HandOff    HandOff
	Confusions []Confusion
	Resolution Resolution
	Needs      []Need
	Utterances []Finding // one for each utterance
}

// Finding is what one utterance shows: Customer for one of the customer, Agent for one of the agent or bot, neither for others.
type Finding struct {
	Index    int
	Role     dialogue.Role
	Customer *Understanding
	Agent    *Advice
}

// Resolution says how a conversation ended.
type Resolution string

// The resolutions. The empty Resolution does not occur.
const (
	Solved   Resolution = "solved"   // the customer says so, or leaves content after it was done
	Promised Resolution = "promised" // the agent has promised something and the customer waits
	Unsolved Resolution = "unsolved" // the customer says so or gives up
	Unclear  Resolution = "unclear"
)
