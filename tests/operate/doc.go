// Package operate tests the commands that work with what is deployed: a push is
// walked through a rehearsed environment, and what it leaves behind is read from
// the rehearsed account itself: the alias, the versions, the images, the rows.
package operate
