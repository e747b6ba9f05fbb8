package named

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// parameterName is the name of a parameter that may be named by its ARN. One in a folder
// begins with a slash.
func parameterName(name string) string {
	if parsed, err := arn.Parse(name); err == nil {
		name = strings.TrimPrefix(parsed.Resource, "parameter/")
	}
	if bare := strings.TrimPrefix(name, "/"); !strings.Contains(bare, "/") {
		return bare
	}
	return "/" + strings.TrimPrefix(name, "/")
}

// atOnce is how many values a filter of Systems Manager takes, of which each parameter outside
// of a folder needs two: its name begins with a slash, or not.
const atOnce = 50

var errElsewhere = errors.New("AWS lists it in its own account and region alone")

// parameters lists them by name. AWS has no other call that shows whether one is there and
// not its value.
func (a AWS) parameters(ctx context.Context, names []string) map[string]State {
	states := map[string]State{}
	var here []string
	for _, name := range names {
		parsed, err := arn.Parse(name)
		if err == nil && (parsed.AccountID != a.Account || parsed.Region != a.Config.Region) {
			states[name] = State{Err: errElsewhere}
			continue
		}
		here = append(here, name)
	}
	for some := range slices.Chunk(here, atOnce/2) {
		found, err := a.listed(ctx, some)
		for _, name := range some {
			states[name] = judged(State{}, err)
			if err == nil && !found[parameterName(name)] {
				states[name] = State{}
			}
		}
	}
	return states
}

// listed are those of the parameters that are there, by parameterName.
func (a AWS) listed(ctx context.Context, names []string) (map[string]bool, error) {
	var wanted []string
	for _, name := range names {
		name = parameterName(name)
		if wanted = append(wanted, name); !strings.HasPrefix(name, "/") {
			wanted = append(wanted, "/"+name)
		}
	}
	found := map[string]bool{}
	for next := ""; ; {
		in := map[string]any{
			"MaxResults":       atOnce,
			"ParameterFilters": []any{map[string]any{"Key": "Name", "Option": "Equals", "Values": wanted}},
		}
		if next != "" {
			in["NextToken"] = next
		}
		var out struct {
			Parameters []struct{ Name string }
			NextToken  string
		}
		if err := a.asks(ctx, "ssm", "AmazonSSM.DescribeParameters", in, &out); err != nil {
			return nil, err
		}
		for _, p := range out.Parameters {
			found[parameterName(p.Name)] = true
		}
		if next = out.NextToken; next == "" {
			return found, nil
		}
	}
}

func (a AWS) policy(ctx context.Context, name string) (State, error) {
	return State{}, a.queries(ctx, "iam", "GetPolicy", url.Values{"Version": {"2010-05-08"}, "PolicyArn": {name}}, nil)
}

func (a AWS) certificate(ctx context.Context, name string) (State, error) {
	var out struct{ Certificate struct{ Status string } }
	err := a.asks(ctx, "acm", "CertificateManager.DescribeCertificate", map[string]any{"CertificateArn": name}, &out)
	if status := out.Certificate.Status; err == nil && status != "ISSUED" {
		return State{Unfit: fmt.Sprintf("is %s, and only one that is ISSUED can be used: `aws acm describe-certificate "+
			"--certificate-arn %s` shows what it waits for", status, name)}, nil
	}
	return State{}, err
}

// networked asks for subnets or security groups by a filter: it leaves out what is not there,
// where a list of ids would be refused for the first of them.
func (a AWS) networked(ctx context.Context, ids []string, action, filter string) map[string]State {
	form := url.Values{"Version": {"2016-11-15"}, "Filter.1.Name": {filter}}
	for i, id := range ids {
		form.Set(fmt.Sprintf("Filter.1.Value.%d", i+1), id)
	}
	var out struct {
		Subnets []struct {
			ID  string `xml:"subnetId"`
			VPC string `xml:"vpcId"`
		} `xml:"subnetSet>item"`
		Groups []struct {
			ID  string `xml:"groupId"`
			VPC string `xml:"vpcId"`
		} `xml:"securityGroupInfo>item"`
	}
	err := a.queries(ctx, "ec2", action, form, &out)
	states := map[string]State{}
	for _, id := range ids {
		states[id] = State{}
		if err != nil {
			states[id] = judged(State{}, err)
		}
	}
	for _, s := range out.Subnets {
		states[s.ID] = State{There: true, Network: s.VPC}
	}
	for _, g := range out.Groups {
		states[g.ID] = State{There: true, Network: g.VPC}
	}
	return states
}
