package cli

import "github.com/spf13/cobra"

// help is what a subcommand's help prints in addition to its flags.
type help struct{ long, example string }

// helps holds the help of every subcommand by its name.
var helps = map[string]help{
	"init": {
		"Writes the stack files of an environment with your answers: asked on a terminal, or given by flags or variables.",
		"init --env dev --emails ops@your.domain --repository owner/name",
	},
	"add-service": {
		"Adds a service to the stack file of the foundation layer. Nothing is deployed.",
		"add-service --env dev --service cart --set path=services/cart/",
	},
	"deploy-all": {
		"Checks the settings of the three layers, then deploys them, first to last.", "deploy-all --env local",
	},
	"preview-all": {
		"Prints what deploying the three layers would change. Nothing is changed. " +
			"With --save the plan is kept, and deploy-all --plan deploys it exactly.",
		"preview-all --env local --save plans",
	},
	"destroy-all": {
		"Destroys the three layers, last to first; a real environment only if a person names it.",
		"destroy-all --env local",
	},
	"refresh-all": {
		"Reads what is in AWS and corrects the recorded state of the three layers.", "refresh-all --env local",
	},
	"outputs": {"Prints the recorded outputs of every layer that is deployed.", "outputs --env local --json"},
	"deployer-policy": {
		"Prints the IAM policies of a role that deploys and operates an environment, by account. " +
			"Nothing is opened or changed.",
		"deployer-policy --env dev",
	},
	"bootstrap-state": {
		"Makes a bucket for the state of all environments of an account, and the key that encrypts it and the " +
			"secrets in it. " +
			"What is there is left, and set as it should be.",
		"bootstrap-state --env dev",
	},
	"deploy":  {"Deploys one layer. The layers that it needs must be deployed.", "deploy --env local --layer foundation"},
	"preview": {"Prints what deploying one layer would change.", "preview --env local --layer foundation"},
	"destroy": {"Destroys one layer if no deployed layer needs it.", "destroy --env local --layer delivery"},
	"refresh": {"Reads what is in AWS and corrects one layer's recorded state.", "refresh --env local --layer compute"},
	"doctor": {
		"Looks at accounts, state, settings, pipelines and releases, and prints a mark for each with the " +
			"command that mends " +
			"it. Nothing is changed. The exit code is 0 if all is well, and 1 otherwise.",
		"doctor --env local --json",
	},
	"drift": {
		"Compares every resource with the recorded state, to the property. Nothing is written. " +
			"The exit code is 0 if nothing differs, 3 if something does, and 1 if that is not known.",
		"drift --env local --json",
	},
	"recover": {"Removes the lock and the unfinished creations that a killed run left.", "recover --env local"},
	"push":    {"Simulates a push to a service's branch and runs its pipeline.", "push --env local --service api"},
	"webhook": {
		"Prints the webhook's address, how GitHub is given its secret, which secrets count, and what the last deliveries " +
			"led to.",
		"webhook --env dev",
	},
	"start": {"Starts a service's pipeline as a push would.", "start --env local --service api"},
	"promote": {
		"Starts a service's pipeline with the image that the environment before released last, or with that of a commit.",
		"promote --env prod --from staging --service api",
	},
	"rebuild": {
		"Builds an image of a commit anew, on what its base and its packages are now, and takes it through the pipeline.",
		"rebuild --env dev --service api",
	},
	"release": {"Releases an image again that the history knows.", "release --env local --service api --commit 3ff54b3"},
	"rollback": {
		"Moves all traffic of a service to the last other image that served, or to the one that is named.",
		"rollback --env local --service api",
	},
	"history": {"Prints the deployments of one service, or of all.", "history --env local --service api"},
	"replay": {
		"Runs the recorder on what the dead-letter queue holds, and deletes each message whose row is in the history then.",
		"replay --env dev",
	},
	"call": {
		"Makes an HTTPS request to a service that has http among its settings, and prints the answer. " +
			"TOKEN, a variable alone, is sent as the bearer's.",
		"call --env local --service api --at /health",
	},
	"status": {
		"Prints each service's traffic, last execution, alarms and settings that wait for a release, whether GitHub can be " +
			"read and who is told of deployments.",
		"status --env local",
	},
	"graph": {
		"Draws the layers with what they hold and the way of a change from GitHub to callers, with the state of each part: " +
			"as Mermaid, as SVG, or as one HTML page that loads nothing.",
		"graph --env local --out graph.html",
	},
	"logs": {
		"Prints the log of a service's last build or test, what its last release did, in words, or what its function has " +
			"written.",
		"logs --env local --service api --of release",
	},
	"approve": {"Approves the release that waits in a service's pipeline.", "approve --env dev --service api"},
	"freeze":  {"Lets nothing into the Deploy stage.", "freeze --env prod --service api --reason 'the sale'"},
	"thaw":    {"Lets what waits for the Deploy stage into it.", "thaw --env prod --service api"},
	"stop":    {"Stops an execution once the action that runs has ended.", "stop --env dev --service api"},
	"reject":  {"Rejects the release that waits in a service's pipeline.", "reject --env dev --service api"},
}

// explain gives a subcommand its help.
func explain(cmd *cobra.Command) *cobra.Command {
	h := helps[cmd.Name()]
	cmd.Long = h.long + "\n\nThe variables ENV, LAYER and SERVICE stand for the flags of these names."
	cmd.Example = "  slipway " + h.example
	return cmd
}
