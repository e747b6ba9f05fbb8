// Package docs holds tests that compare the documents in docs/ with the code
// they describe, so that neither can change without the other.
package docs
