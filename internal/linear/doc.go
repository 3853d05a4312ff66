// Package linear holds logistic models with many labels over hashed features of short texts: what is read from a text ([Builder]), the
// model in its file form and ready for use ([Model]). How a model is learned is in package linear/learn, so that a program that only
// reads does not link the trainer.
//
// A text is a bag of features, each the 32-bit hash of what was seen. The score of a label is the sum of the label's weights over the bag,
// divided by the square root of its size, plus a bias; a logistic function with two fitted numbers a label turns it into a probability
// (Platt 1999).
package linear
