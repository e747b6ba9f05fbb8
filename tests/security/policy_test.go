package security_test

import (
	"encoding/json"
	"slices"
)

// words is a policy's way to write one text or a list of them.
type words []string

func (env *words) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*env = words{one}
		return nil
	}
	return json.Unmarshal(raw, (*[]string)(env))
}

// principals are who a statement is about, by kind; everybody is {"*": ["*"]}.
type principals map[string]words

func (p *principals) UnmarshalJSON(raw []byte) error {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		*p = principals{"*": {one}}
		return nil
	}
	return json.Unmarshal(raw, (*map[string]words)(p))
}

// anyone reports whether the principals include everybody.
func (p principals) anyone() bool {
	return slices.Contains(p["*"], "*") || slices.Contains(p["AWS"], "*") || slices.Contains(p["Service"], "*")
}

type statement struct {
	Sid       string `json:",omitempty"`
	Effect    string
	Principal principals                  `json:",omitempty"`
	Action    words                       `json:",omitempty"`
	NotAction words                       `json:",omitempty"`
	Resource  words                       `json:",omitempty"`
	Condition map[string]map[string]words `json:",omitempty"`
}

type document struct{ Statement []statement }

// policy is the policy that an output holds; none when there is no such
// resource, output or JSON.
func policy(r *resource, output string) document {
	var d document
	if json.Unmarshal([]byte(text(r, output)), &d) != nil {
		return document{}
	}
	return d
}

// rewrite changes the policy that an output holds.
func rewrite(r *resource, output string, change func(*document)) {
	d := policy(r, output)
	change(&d)
	raw, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	put(r, output, string(raw))
}

func (d document) allows() []statement {
	return slices.DeleteFunc(slices.Clone(d.Statement), func(s statement) bool { return s.Effect != "Allow" })
}

// deniesWithoutTLS reports whether everybody is denied the action on all of the
// resources unless the connection is encrypted.
func (d document) deniesWithoutTLS(action string, resources ...string) bool {
	return slices.ContainsFunc(d.Statement, func(s statement) bool {
		if s.Effect != "Deny" || !s.Principal.anyone() || !slices.Contains(s.Action, action) || len(s.Condition) != 1 {
			return false
		}
		for _, r := range resources {
			if !slices.Contains(s.Resource, r) {
				return false
			}
		}
		condition := s.Condition["Bool"]
		return len(condition) == 1 && slices.Equal(condition["aws:SecureTransport"], words{"false"})
	})
}

// exact are the values that a condition compares a key with for equality; none
// when one of them is a pattern.
func (s statement) exact(key string, tests ...string) words {
	for _, test := range tests {
		values := s.Condition[test][key]
		if len(values) > 0 && !slices.ContainsFunc(values, wild) {
			return values
		}
	}
	return nil
}

// accounts are the only accounts that a service may act for, none when it may
// act for any.
func (s statement) accounts() words { return s.exact("aws:SourceAccount", "StringEquals") }

// sources are the only resources that a service may act for; their names may
// be patterns, their accounts not.
func (s statement) sources() words {
	for _, test := range []string{"ArnLike", "ArnEquals", "StringEquals", "StringLike"} {
		values := s.Condition[test]["aws:SourceArn"]
		if len(values) > 0 && !slices.ContainsFunc(values, anywhere) {
			return values
		}
	}
	return nil
}

// roles are the only roles that the statement is about.
func (s statement) roles() words {
	return s.exact("aws:PrincipalArn", "ArnEquals", "StringEquals", "ArnLike")
}

// machines are the only state machines that the statement lets a role act for: Step
// Functions sends their ARN as external id.
func (s statement) machines() words { return s.exact("sts:ExternalId", "StringEquals") }
