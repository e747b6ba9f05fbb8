// Package operate tests the commands that work with what is deployed: a push is
// taken through a simulated environment, and what it leaves behind is read from
// the simulated account itself: the alias, the versions, the images, the rows.
package operate
