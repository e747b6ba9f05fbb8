package kill_test

// situation is a command on a site in some state, with its settings.
type situation struct {
	name   string
	start  string
	words  string
	wanted settings
}

var situations = []situation{
	{
		name:  "first deployment",
		start: "nothing",
		words: "deploy-all",
	},
	{
		name:   "another service",
		start:  "one",
		words:  "deploy-all",
		wanted: two,
	},
	{
		name:  "a service less",
		start: "two",
		words: "deploy-all",
	},
	{
		name:  "destruction",
		start: "one",
		words: "destroy-all",
	},
	{
		name:   "destruction of more",
		start:  "two",
		words:  "destroy-all",
		wanted: two,
	},
	{
		name:  "first preview",
		start: "nothing",
		words: "preview-all",
	},
	{
		name:   "preview",
		start:  "one",
		words:  "preview-all",
		wanted: two,
	},
	{
		name:   "refresh",
		start:  "two",
		words:  "refresh-all",
		wanted: two,
	},
	{
		name:   "recovery",
		start:  "cut",
		words:  "recover",
		wanted: two,
	},
}
