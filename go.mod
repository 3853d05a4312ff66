module github.com/qingting-nlp/qingting

go 1.26.0

require (
	github.com/go-ego/gse v0.80.3
	github.com/google/go-cmp v0.7.0
	golang.org/x/text v0.43.0
)

require github.com/vcaesar/cedar v0.20.2 // indirect
