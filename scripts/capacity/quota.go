package capacity

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/shared/config"
)

// Quota is a limit that AWS raises on request.
type Quota struct{ Service, Code, Name string }

// The quotas that slipway's environments need, as `aws service-quotas
// list-service-quotas` names them.
var (
	Concurrency = Quota{"lambda", "L-B99A9384", "Concurrent executions"}
	// Builds are by the host. Of hosts for arm64 not all codes are known.
	Builds = map[string]Quota{
		config.SmallBuilds:   running("L-9D07B6EF", "Small"),
		config.MediumBuilds:  running("L-2DC20C30", "Medium"),
		config.LargeBuilds:   running("L-4DDC4A99", "Large"),
		config.XLargeBuilds:  running("L-04E5CA62", "XLarge"),
		config.X2LargeBuilds: running("L-0397D009", "2XLarge"),

		config.Host(config.SmallBuilds, config.ARM): runningARM("L-5ED1D25B", "Small"),
		config.Host(config.LargeBuilds, config.ARM): runningARM("L-596BEAB4", "Large"),
	}
)

func running(code, size string) Quota {
	return Quota{"codebuild", code, "Concurrently running builds for Linux/" + size + " environment"}
}

func runningARM(code, size string) Quota {
	return Quota{"codebuild", code, "Concurrently running builds for ARM/" + size + " environment"}
}

// ask is the command that asks AWS for more.
func (q Quota) ask(region string, value int) string {
	return fmt.Sprintf("\"%s\", quota %s: `aws service-quotas request-service-quota-increase --service-code %s "+
		"--quota-code %s --desired-value %d --region %s`", q.Name, q.Code, q.Service, q.Code, value, q.region(region))
}

// region is where Service Quotas answers for the service: IAM is the same everywhere.
func (q Quota) region(of string) string {
	if q.Service == "iam" {
		return "us-east-1"
	}
	return of
}

const (
	// unreserved is what Lambda keeps for functions that reserve nothing (Lambda
	// developer guide, configuration-concurrency).
	unreserved = 100
	// usual is Lambda's default limit. Service Quotas takes only a value above a
	// default, even from an account that has less.
	usual = 1000
)

// concurrency looks whether the functions can reserve what they are to.
func (n Needs) concurrency(ctx context.Context, f *Found, a Account, id string, wanted []Reservation) {
	sum := 0
	var parts []string
	for _, w := range wanted {
		if w.Executions > 0 {
			sum += w.Executions
			parts = append(parts, fmt.Sprintf("%s %d (%s)", w.Function, w.Executions, w.Setting))
		}
	}
	if sum == 0 {
		return
	}
	limit, free, err := a.Concurrency(ctx)
	if err != nil {
		f.unread("Lambda's concurrency", err)
		return
	}
	if id == n.Target {
		free += n.Freed
	}
	left := max(0, free-unreserved)
	if sum <= left {
		return
	}
	f.short("Lambda in account %s can reserve %d executions, and %d are wanted: %s. It runs %d at once, of which %d are "+
		"not reserved, and keeps %d of these. Lower the settings (-1 reserves none), or ask for more of %s; "+
		"below %d only AWS Support can raise it",
		id, left, sum, strings.Join(parts, ", "), limit, free, unreserved,
		Concurrency.ask(n.Region, max(usual+1, limit+sum-free+unreserved)), usual)
}

var errCode = errors.New("its code is not known to slipway: look at \"Concurrently running builds\" in Service Quotas")

// builds looks whether the pipelines can build at all, and side by side. CodePipeline does
// not wait for a free place: a build beyond the quota fails.
func (n Needs) builds(ctx context.Context, f *Found, a Account) {
	for _, size := range slices.Sorted(maps.Keys(n.Builds)) {
		quota, known := Builds[size]
		if !known {
			f.unread("CodeBuild's quota of "+size, errCode)
			continue
		}
		services := n.Builds[size]
		at, err := a.Quota(ctx, quota)
		switch {
		case err != nil:
			f.unread("CodeBuild's quota "+quota.Code, err)
		case at == 0:
			f.short("CodeBuild in account %s runs no build of the size %s, which slipway-delivery:buildComputeType or "+
				"testComputeType asks for, so no pipeline could build. Ask for %s", n.Own, size, quota.ask(n.Region, services))
		case at < services:
			f.note("CodeBuild in account %s runs %d builds of the size %s at once, and %d services "+
				"(slipway-foundation:services) have a pipeline with one: of pushes that start more, some fail. Ask for more of %s",
				n.Own, at, size, services, quota.ask(n.Region, services))
		}
	}
}
