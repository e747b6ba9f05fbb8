package cli

// Version is what `slipway --version` prints: the newest version in CHANGELOG.md.
const Version = "0.1.0"
