package config

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"

	"slipway/shared/contract"
)

// Service holds the settings that each service can have for itself. For all services
// they are set in a layer's own namespace, under the same keys.
type Service struct {
	MemoryMB            int    // of the function
	TimeoutSeconds      int    // of the function
	Provisioned         int    // environments of the live version that are kept ready
	ReservedConcurrency int    // of the function; Unreserved for none
	EphemeralStorageMB  int    // of the function's /tmp
	Architecture        string // of the function and its images: X86 or ARM, as Lambda names them
	Logging             Logging
	VPC                 VPC // that the function runs in

	BuildImage             string // the CodeBuild image of build and test
	BuildComputeType       string // the size of the host, as CodeBuild names it
	TestComputeType        string
	BuildTimeoutMinutes    int
	TestTimeoutMinutes     int
	NodeVersion            string // of the build host
	PullRequests           bool   // whether they are built and tested
	BuilderImage           string // the image of BuildKit, which builds the services' images
	ScanSeverity           string // findings of this severity or above stop a build; NONE for no stop
	ScanUnfixed            string // what findings without a fix do: pass or stop
	ScanIgnore             map[string]ScanException
	EnhancedScanning       bool   // Amazon Inspector scans the registry
	ExecutionMode          string // what a pipeline does with executions that wait
	ApprovalTimeoutMinutes int

	Release             string // how traffic moves to a new version
	Smoke               Smoke
	BakeMinutes         int // the alarms are watched after all traffic has moved
	TrafficPerMinute    int // calls that a release sees to; 0 for none
	ReleaseErrorPercent int // of a minute's requests, for the release alarm

	Alarms Alarms // on the live function

	LogRetentionDays int // of the function's logs, and of builds and releases

	Image      string              // the digest a new function starts with; "" for a placeholder
	Variables  map[string]string   // the function's environment variables, as far as the layer can read them
	Policies   []string            // ARNs of managed policies of the function's role
	Statements []Statement         // what the function's role may do
	Secrets    map[string]Readable // by variable of the function
	Parameters map[string]Readable // by variable of the function

	Path   string   // the folder it is built for, ending in a slash; "" for any
	Paths  []string // folders, ending in a slash, and files that it is built for beside Path
	Docker Docker   // what its image is built of

	HTTP   *HTTP            // how it is called over HTTPS; nil for not at all
	Events map[string]Event // what calls it by itself, by name

	RollbackAlarms []string // names of the alarms of one's own that undo a release
}

// Unreserved leaves a function to the account's common concurrency. Young
// accounts are allowed too little of it to set any aside.
const Unreserved = -1

// PerService reads the layer's settings of services: for all of them, and for each.
// What it needs of compute's settings for all is in compute's configuration.
func (r *Reader) PerService(layer string, c Common) (all Service, each map[string]Service) {
	all, each = defaults, map[string]Service{}
	all.RollbackAlarms = c.rollbackAlarms
	compute := r.earlier(contract.ComputeLayer)
	if compute != nil {
		compute.faults = r.faults
	}
	for _, s := range settings {
		switch {
		case s.alone:
		case s.in(layer):
			s.read(r, &all)
		case s.later && compute != nil:
			s.read(compute, &all)
		}
	}
	for _, name := range c.Services {
		own := all
		for _, s := range settings {
			if _, set := c.settings[name.String()].Get(s.Name); set && (s.in(layer) || s.later) {
				s.read(r.Of(c, name.String()), &own)
			}
		}
		if own.Variables == nil {
			own.Variables = compute.variablesOf(name.String())
		}
		r.Of(c, name.String()).hosted(&own)
		each[name.String()] = own
		r.Of(c, name.String()).policiesAtHome(c, own.Policies)
		r.Of(c, name.String()).watchedAnyway(c, name.String(), own.RollbackAlarms)
		r.Of(c, name.String()).certified(c, own.HTTP)
		r.Of(c, name.String()).eventsAtHome(c, own.Events)
	}
	all.fillBuildImage()
	return all, each
}

// variablesOf are a function's variables in compute's own key, none if r is nil or they
// are secret. What is wrong with them is compute's to say.
func (r *Reader) variablesOf(service string) map[string]string {
	var all map[string]map[string]string
	if r != nil {
		text, _ := r.source.Get("variables")
		_ = json.Unmarshal([]byte(text), &all)
	}
	return all[service]
}

// Of returns a reader of what a service sets for itself. Its faults are r's.
func (r *Reader) Of(c Common, service string) *Reader {
	return &Reader{
		project: r.project,
		prefix:  FullKey(c.from, "services."+service+"."),
		source:  within{r.source, c.settings[service]},
		faults:  r.faults,
	}
}

// Merge adds what services set for themselves to the layer's object by service
// at key. A service may set the same in both.
func Merge[V any](r *Reader, c Common, key, setting string, byService, each map[string]V) {
	for _, service := range slices.Sorted(maps.Keys(each)) {
		older, twice := byService[service]
		if twice && !reflect.DeepEqual(older, each[service]) {
			text, _ := c.settings[service].Get(setting)
			r.Of(c, service).Reject(setting, text,
				"not what "+FullKey(r.project, key)+" has for the service; keep one of the two")
		}
		byService[service] = each[service]
	}
}

// The layers that read a setting.
var (
	inCompute  = []string{contract.ComputeLayer}
	inDelivery = []string{contract.DeliveryLayer}
	inBoth     = []string{contract.ComputeLayer, contract.DeliveryLayer}
)

// setting is the rule of one of Service's fields.
type setting struct {
	Key
	layers []string
	alone  bool // has no key for all services
	later  bool // of the compute layer, and read by the delivery layer too
	read   func(*Reader, *Service)
}

func (s setting) in(layer string) bool { return slices.Contains(s.layers, layer) }

// ServiceKeys documents the settings of services that the layer has for all of them.
func ServiceKeys(layer string) []Key {
	var keys []Key
	for _, s := range settings {
		if s.in(layer) && !s.alone {
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// SettingKeys documents everything that a service can set for itself.
func SettingKeys() []Key {
	var keys []Key
	for _, s := range settings {
		keys = append(keys, s.Key)
	}
	return keys
}
