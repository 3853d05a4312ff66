module github.com/qingting-nlp/qingting

go 1.26

require (
	github.com/go-ego/gse v0.80.3 // indirect
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/vcaesar/cedar v0.20.2 // indirect
)
