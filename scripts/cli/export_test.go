package cli

// Unique is what tests outside the package look at.
var Unique = unique
