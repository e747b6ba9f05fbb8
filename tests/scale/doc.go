// Package scale deploys an environment of forty services and holds every document that
// AWS bounds against its limit: how long it is, and how fast it grows with the services.
package scale
