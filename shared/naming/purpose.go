package naming

import (
	"regexp"
	"slices"
)

// Word is a purpose that stands alone: one such resource in an environment.
type Word string

// The purposes that stand alone.
const (
	AccessLogs      Word = "accesslogs"
	Approvals       Word = "approvals"
	BuildFailures   Word = "buildfailures"
	CodeDeploy      Word = "codedeploy"
	ColdStarts      Word = "coldstarts"
	DeadLetters     Word = "deadletters"
	Delivery        Word = "delivery"
	Deployer        Word = "deployer"
	Deployments     Word = "deployments"
	Encryption      Word = "encryption"
	ErrorsByRelease Word = "errorsbyrelease"
	GitHub          Word = "github"
	Packages        Word = "packages"
	Record          Word = "record"
	Recorder        Word = "recorder"
	Services        Word = "services"
	SlowRequests    Word = "slowrequests"
	Webhook         Word = "webhook"
)

var words = []Word{
	AccessLogs, Approvals, BuildFailures, CodeDeploy, ColdStarts, DeadLetters, Delivery, Deployer, Deployments,
	Encryption, ErrorsByRelease, GitHub, Packages, Record, Recorder, Services, SlowRequests, Webhook,
}

// AccountWord is a purpose that is followed by an account id, because the
// name must be unique among all AWS accounts.
type AccountWord string

// The purposes of S3 buckets, whose names are global.
const (
	Artifacts AccountWord = "artifacts"
	Cache     AccountWord = "cache"
	Logs      AccountWord = "logs"
)

var accountWords = []AccountWord{Artifacts, Cache, Logs}

// ServiceWord is a purpose that is followed by a service: one such resource for
// each service.
type ServiceWord string

// The purposes that each service has one of.
const (
	Build    ServiceWord = "build"
	Errors   ServiceWord = "errors"
	Failed   ServiceWord = "failed"
	Failures ServiceWord = "failures"
	Function ServiceWord = "function"
	Pipeline ServiceWord = "pipeline"
	Push     ServiceWord = "push"
	Release  ServiceWord = "release"
	Test     ServiceWord = "test"
)

var serviceWords = []ServiceWord{Build, Errors, Failed, Failures, Function, Pipeline, Push, Release, Test}

// Purpose is what a resource is for: the middle part of its name.
type Purpose struct {
	text string
	err  error
}

// Of is the purpose of a resource that an environment has one of.
func Of(w Word) Purpose {
	if !slices.Contains(words, w) {
		return Purpose{err: &Fault{What: "purpose", Value: string(w), Rule: "not one of naming's words"}}
	}
	return Purpose{text: string(w)}
}

var accountPattern = regexp.MustCompile(`^[0-9]{12}$`)

// In is the purpose of a resource whose name must be unique among all accounts.
func In(w AccountWord, account string) Purpose {
	switch {
	case !slices.Contains(accountWords, w):
		return Purpose{err: &Fault{What: "purpose", Value: string(w), Rule: "not one of naming's words for an account"}}
	case !accountPattern.MatchString(account):
		return Purpose{err: &Fault{What: "AWS account id", Value: account, Rule: "12 digits"}}
	}
	return Purpose{text: string(w) + "-" + account}
}

// For is the purpose of a resource that each service has one of.
func For(w ServiceWord, s Service) Purpose {
	if !slices.Contains(serviceWords, w) {
		return Purpose{err: &Fault{What: "purpose", Value: string(w), Rule: "not one of naming's words for a service"}}
	}
	p := The(s)
	p.text = string(w) + "-" + p.text
	return p
}

// The is the purpose of a resource that is simply the service's own.
func The(s Service) Purpose {
	if s.text == "" {
		return Purpose{err: &Fault{What: "service", Rule: serviceRule}}
	}
	return Purpose{text: s.text}
}

// String returns the purpose as it stands in names.
func (p Purpose) String() string { return p.text }
