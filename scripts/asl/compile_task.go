package asl

// task reads the fields that only a Task has.
func (src *source) task(s *state) {
	s.resource = src.text("Resource")
	if !integration.MatchString(s.resource) {
		src.fault("resource %q is no service integration that ends by itself", s.resource)
	}
	src.template("Parameters", &s.parameters)
	src.template("ResultSelector", &s.selector)
	src.resultPath(s)
	s.timeout = src.whole(src.fields, "TimeoutSeconds", 1, 0)
	src.credentials(s)
	src.retriers(s)
	src.catchers(s)
}

// credentials reads the role that a Task assumes.
func (src *source) credentials(s *state) {
	value, there := src.fields["Credentials"]
	if !there {
		return
	}
	object, _ := value.(map[string]any)
	src.only("Credentials", object, "RoleArn", "RoleArn.$")
	inner := &source{fields: object}
	s.role = inner.textOrTemplate("RoleArn")
	src.faults = append(src.faults, inner.faults...)
	if s.role == nil {
		src.fault("Credentials need a RoleArn")
	}
}

// wait reads how long a Wait is.
func (src *source) wait(s *state) {
	_, isFixed := src.fields["Seconds"]
	path := src.single("SecondsPath")
	switch {
	case isFixed == (path != nil):
		src.fault("it needs either Seconds or SecondsPath")
	case path != nil:
		s.seconds = path
	default:
		s.seconds = fixed(float64(src.whole(src.fields, "Seconds", 0, 0)))
	}
}
