// Package arch holds tests about the shape of the project itself: what may
// import what, how large files grow, which words errors use, and that the
// modules agree with one another. It holds no code that anything uses.
package arch
