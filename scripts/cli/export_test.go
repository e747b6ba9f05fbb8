package cli

// What tests outside the package look at.
var (
	Agree  = agree
	Unique = unique
)
