package security_test

// change alters a environment that is a copy; the resource is the one it is about.
type change func(*environment, *resource)

// setting changes an output of the resource itself.
func setting(path string, value any) change { return settingOf(itself, path, value) }

// settingOf changes an output of a neighbour.
func settingOf(of neighbour, path string, value any) change {
	return func(env *environment, r *resource) { put(env.edit(of(env, r)), path, value) }
}

// without removes a neighbour.
func without(of neighbour) change {
	return func(env *environment, r *resource) { env.remove(of(env, r)) }
}

// granting adds a statement to the policy in an output of a neighbour.
func granting(of neighbour, output string, s statement) change {
	return rewriting(of, output, func(d *document) {
		s.Effect = "Allow"
		d.Statement = append(d.Statement, s)
	})
}

// rewriting changes the policy in an output of a neighbour.
func rewriting(of neighbour, output string, edit func(*document)) change {
	return func(env *environment, r *resource) { rewrite(env.edit(of(env, r)), output, edit) }
}

// unconditional drops the conditions of every allowing statement.
func unconditional(d *document) {
	for i := range d.Statement {
		if d.Statement[i].Effect == "Allow" {
			d.Statement[i].Condition = nil
		}
	}
}

// forStranger makes every allowing statement one that serves another account.
func forStranger(d *document) {
	for i := range d.Statement {
		if d.Statement[i].Effect == "Allow" {
			d.Statement[i].Condition = map[string]map[string]words{
				"StringEquals": {"aws:SourceAccount": {stranger}},
				"ArnEquals":    {"aws:PrincipalArn": {"arn:aws:iam::" + stranger + ":role/one"}},
			}
		}
	}
}

// noDenials drops every denying statement.
func noDenials(d *document) { d.Statement = d.allows() }

var everybody = principals{"*": {"*"}}

// stranger is an account that has no part in anything.
const stranger = "999999999999"

func rootOf(account string) principals {
	return principals{"AWS": {"arn:aws:iam::" + account + ":root"}}
}
