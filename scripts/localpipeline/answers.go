package localpipeline

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"slipway/scripts/buildspec/faketools"
)

// reply is how one kind of call is answered, and how long it takes.
type reply struct {
	words string
	takes time.Duration
	do    func(*buildTools, context.Context, faketools.Call) faketools.Answer
}

// names are the tools that a build must not take from the machine.
var names = []string{"aws", "chown", "curl", "date", "docker", "iptables", "npm", "setpriv", "sleep"}

// replies are the calls that the buildspecs make, the first that fits is given.
// The times are about what the work takes on CodeBuild.
var replies = []reply{
	{"sleep", 0, (*buildTools).sleep},
	{"aws ecr get-login-password", time.Second, (*buildTools).registryPassword},
	{"aws ecr-public get-login-password", time.Second, text(faketools.RegistryPassword)},
	{"docker login", time.Second, (*buildTools).logIn},
	{"aws codeartifact get-repository-endpoint", time.Second, (*buildTools).packageEndpoint},
	{"aws codeartifact get-authorization-token", time.Second, text(faketools.NPMToken + "\n")},
	{"aws secretsmanager get-secret-value", time.Second, (*buildTools).secretValue},
	{"npm ci", 9 * time.Second, text("")},
	{"npm test", 3 * time.Second, text("")},
	{"npm run test:integration", 6 * time.Second, (*buildTools).integrationTests},
	{"aws ecr describe-images", time.Second, (*buildTools).describeImages},
	{"aws ecr batch-get-image", time.Second, (*buildTools).manifestType},
	{"aws ecr describe-image-scan-findings", time.Second, (*buildTools).scan},
	{"aws dynamodb query", time.Second, (*buildTools).query},
	{"aws dynamodb get-item", time.Second, (*buildTools).mark},
	{"aws codepipeline get-pipeline-execution", time.Second, (*buildTools).revision},
	{"docker buildx inspect", 0, fails(1, "ERROR: no builder\n")},
	{"docker tag", 0, text("")},
	{"docker push", 9 * time.Second, (*buildTools).keepBuilder},
	{"docker buildx create", 7 * time.Second, (*buildTools).createBuilder},
	{"docker buildx imagetools inspect", time.Second, (*buildTools).inspect},
	{"docker buildx imagetools create", 8 * time.Second, (*buildTools).copyImage},
	{"date", 0, (*buildTools).date},
	{"docker buildx build", 38 * time.Second, (*buildTools).buildImage},
	{"docker pull", 6 * time.Second, (*buildTools).pull},
	{"docker exec", 6 * time.Second, (*buildTools).serviceCommands},
	{"docker run", 2 * time.Second, text("c0ffee\n")},
	{"docker inspect", 0, text("true\n")},
	{"docker logs", 0, text("")},
	{"docker rm", 0, text("")},
	{"curl", time.Second, (*buildTools).invoke},
	{"iptables", 0, text("")},
	{"chown", 0, text("")},
	{"setpriv", 0, becomes},
}

// becomes runs what follows setpriv's options, as who it is: only root can be another one.
func becomes(*buildTools, context.Context, faketools.Call) faketools.Answer {
	return faketools.Answer{Script: `while [[ "$1" == --* ]]; do shift; done; exec "$@"`}
}

func text(t string) func(*buildTools, context.Context, faketools.Call) faketools.Answer {
	return func(*buildTools, context.Context, faketools.Call) faketools.Answer {
		return faketools.Answer{Stdout: t}
	}
}

func fails(exit int, t string) func(*buildTools, context.Context, faketools.Call) faketools.Answer {
	return func(*buildTools, context.Context, faketools.Call) faketools.Answer {
		return faketools.Answer{Stderr: t, Exit: exit}
	}
}

// buildTools answers the tools of one build.
type buildTools struct {
	run                 *run
	execution           *execution
	stage               string
	repository, service string
	role                string // ARN of the build's role
	// logins are whom Docker is logged in as, by registry.
	logins map[string]string
	// looks count what is answered differently the first time.
	looks map[string]int
}

// answer finds the reply. A call that nothing is known about fails loudly, so
// that a new command of a buildspec does not slip through.
func (b *buildTools) answer(ctx context.Context, call faketools.Call) faketools.Answer {
	for _, r := range replies {
		if call.Is(r.words) {
			b.run.pass(ctx, r.takes)
			return r.do(b, ctx, call)
		}
	}
	return faketools.Unknown(call)
}

// first reports whether the call is the first of its kind.
func (b *buildTools) first(kind string) bool {
	if b.looks == nil {
		b.looks = map[string]int{}
	}
	b.looks[kind]++
	return b.looks[kind] == 1
}

func (b *buildTools) sleep(ctx context.Context, call faketools.Call) faketools.Answer {
	seconds, err := strconv.Atoi(call.Args[0])
	if err != nil {
		return faketools.Answer{Stderr: "sleep: " + err.Error() + "\n", Exit: 1}
	}
	b.run.pass(ctx, time.Duration(seconds)*time.Second)
	return faketools.Answer{}
}

// packageEndpoint is the address of the npm repository, in the pipeline's region.
func (b *buildTools) packageEndpoint(_ context.Context, call faketools.Call) faketools.Answer {
	return faketools.Answer{Stdout: fmt.Sprintf("https://%s-%s.d.codeartifact.%s.amazonaws.com/npm/%s/\n",
		call.Option("--domain"), call.Option("--domain-owner"), b.run.region, call.Option("--repository"))}
}

// invoke is a call of the service in its container, which is up the second time.
func (b *buildTools) invoke(context.Context, faketools.Call) faketools.Answer {
	if b.first("invoke") {
		return faketools.Answer{Stdout: "000", Exit: 7}
	}
	return faketools.Answer{Stdout: "200"}
}
