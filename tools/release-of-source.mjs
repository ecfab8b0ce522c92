/** A release's own data: its version in every package, the changelog, and the table of releases. */

const release = /^(\d+)\.(\d+)\.(\d+)$/
const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
const ours = '@sotevarmenne/'
/** Placeholder in the table until the release command has made the commit. */
export const notYet = '–'

export const isRelease = (version) => release.test(version)

export function isNewer(one, other) {
  const [left, right] = [one, other].map((version) => release.exec(version).slice(1).map(Number))
  const at = left.findIndex((part, index) => part !== right[index])
  return at >= 0 && left[at] > right[at]
}

/**
 * One sentence for each disagreement about the version between the root package, the other packages, the lock
 * file, CHANGELOG.md and docs/releases.md. `packages` are the package files with their text, including the
 * root's own.
 */
export function faultsOfRelease({ packages, lock, changelog, releases }) {
  const files = packages.map(({ file, text }) => ({ file, content: JSON.parse(text) }))
  const { version } = files.find(({ file }) => file === 'package.json').content
  if (!isRelease(version)) return [`package.json: "${version}" is no version like 1.2.3`]
  return [
    ...files.flatMap(({ file, content }) => faultsOfPackage(file, content, version)),
    ...Object.entries(JSON.parse(lock).packages)
      .filter(([folder]) => isOurs(folder))
      .flatMap(([folder, content]) =>
        faultsOfPackage(`package-lock.json, "${folder}"`, content, version),
      ),
    ...faultsOfChangelog(changelog, version),
    ...faultsOfTable(releases, datedVersions(changelog)),
  ]
}

const isOurs = (folder) => !folder.includes('node_modules/')

function faultsOfPackage(file, content, version) {
  const inner = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(content[kind] ?? {}).filter(([name]) => name.startsWith(ours)),
  )
  return [['version', content.version], ...inner]
    .filter(([, named]) => named !== version)
    .map(([name, named]) => `${file}: ${name} is ${named}, and the release is ${version}`)
}

/** Every `## […]` of the changelog with its lines. */
function sectionsOf(changelog) {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading, ...lines] = section.split('\n')
      return { heading: heading.trim(), lines }
    })
}

const dated = /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/

function datedVersions(changelog) {
  return sectionsOf(changelog).flatMap(({ heading }) => {
    const [, version, date] = dated.exec(heading) ?? []
    return version === undefined ? [] : [{ version, date }]
  })
}

function faultsOfChangelog(changelog, version) {
  const [first, ...others] = sectionsOf(changelog)
  const versions = datedVersions(changelog)
  return [
    ...(first?.heading === '[Unreleased]'
      ? []
      : ['CHANGELOG.md: the first section is not "## [Unreleased]"']),
    ...others
      .filter(({ heading }) => !dated.test(heading))
      .map(({ heading }) => `CHANGELOG.md: "## ${heading}" is not like "## [1.2.3] - 2030-12-31"`),
    ...(versions[0]?.version === version
      ? []
      : [
          `CHANGELOG.md: its newest release is ${versions[0]?.version ?? 'none'}, and the packages are at ${version}`,
        ]),
    ...versions
      .filter(({ version: older }, at) => at > 0 && !isNewer(versions[at - 1].version, older))
      .map(({ version: older }) => `CHANGELOG.md: ${older} does not stand in order`),
    ...[first, ...others].flatMap((section) =>
      section === undefined ? [] : faultsOfKinds(section),
    ),
  ]
}

function faultsOfKinds({ heading, lines }) {
  const named = lines.flatMap((line) => /^### (.+)$/.exec(line)?.[1].trim() ?? [])
  const wrong = named.filter((kind) => !kinds.includes(kind))
  return [
    ...wrong.map((kind) => `CHANGELOG.md, ${heading}: "${kind}" is none of ${kinds.join(', ')}`),
    ...named
      .filter((kind, at) => named.indexOf(kind) !== at)
      .map((kind) => `CHANGELOG.md, ${heading}: "${kind}" stands twice`),
    ...(heading !== '[Unreleased]' && !lines.some((line) => line.startsWith('- '))
      ? [`CHANGELOG.md, ${heading}: it names no change`]
      : []),
  ]
}

const row = /^\| *(\d+\.\d+\.\d+) *\| *(\S+) *\| *(\S+) *\|$/

/** Rows of the table in docs/releases.md, newest first. */
const rowsOf = (releases) =>
  releases.split('\n').flatMap((line) => {
    const [, version, date, commit] = row.exec(line) ?? []
    return version === undefined ? [] : [{ version, date, commit: commit.replaceAll('`', '') }]
  })

function faultsOfTable(releases, versions) {
  const rows = rowsOf(releases)
  const named = rows.map(({ version, date }) => `${version} of ${date}`).join(', ')
  const wanted = versions.map(({ version, date }) => `${version} of ${date}`).join(', ')
  return [
    ...(named === wanted
      ? []
      : [
          `docs/releases.md names ${named || 'no release'}, but CHANGELOG.md names ${wanted || 'none'}`,
        ]),
    ...rows
      .filter(
        ({ commit }, at) => !/^[0-9a-f]{40}$/.test(commit) && !(at === 0 && commit === notYet),
      )
      .map(
        ({ version, commit }) => `docs/releases.md: "${commit}" is not the commit of ${version}`,
      ),
  ]
}

/** The commit of the newest release that has one; undefined before the first. */
export const releasedCommit = (releases) =>
  rowsOf(releases).find(({ commit }) => /^[0-9a-f]{40}$/.test(commit))?.commit

/** The schema version in the source of the program; 1 in a release before it was there. */
export const schemaVersionIn = (text) =>
  Number(/^export const schemaVersion = (\d+)$/m.exec(text ?? '')?.[1] ?? 1)

/**
 * What is wrong with the migrations since the newest release: they are lists of files with their hashes, then and now.
 */
export function faultsOfSchema({ released, present, releasedVersion, version }) {
  const now = new Map(present.map(({ file, hash }) => [file, hash]))
  const before = new Set(released.map(({ file }) => file))
  const added = present.filter(({ file }) => !before.has(file))
  return [
    ...released
      .filter(({ file, hash }) => now.get(file) !== hash)
      .map(({ file }) => `${file}: a migration of a release is never changed, and never removed`),
    ...(added.length > 0 && version <= releasedVersion
      ? [
          `schema-version.ts: ${added[0].file} came after the release, whose schema version is ${releasedVersion}: raise schemaVersion, and add a row to docs/operations/upgrade.md`,
        ]
      : []),
  ]
}

/** The package file at another version, with its dependencies on our own packages. */
export const packageAt = (text, version) =>
  text
    .replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`)
    .replaceAll(new RegExp(`("${ours}[a-z0-9-]+": )"[^"]*"`, 'g'), `$1"${version}"`)

/** The lock file at another version: only our own packages change. */
export function lockAt(text, version) {
  const lock = JSON.parse(text)
  lock.version = version
  for (const [folder, content] of Object.entries(lock.packages))
    if (isOurs(folder)) {
      content.version = version
      for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'])
        for (const name of Object.keys(content[kind] ?? {}))
          if (name.startsWith(ours)) content[kind][name] = version
    }
  return `${JSON.stringify(lock, null, 2)}\n`
}

/** Moves the unreleased entries under the version and its date; undefined when there are none. */
export function changelogAt(changelog, { version, date }) {
  const [unreleased] = sectionsOf(changelog)
  if (!unreleased?.lines.some((line) => line.startsWith('- '))) return undefined
  return changelog.replace(/^## \[Unreleased\]$/m, `## [Unreleased]\n\n## [${version}] - ${date}`)
}

/** Adds the release as the first row of the table, with its commit still missing. */
export const tableWith = (releases, { version, date }) =>
  releases.replace(/^(\| *-+.*\|)$/m, `$1\n${rowText({ version, date, commit: notYet })}`)

/**
 * The table with the commit of its newest release; undefined if that is not this version or already has one.
 */
export function tableWithCommit(releases, { version, commit }) {
  const [newest] = rowsOf(releases)
  if (newest?.version !== version || newest.commit !== notYet) return undefined
  return releases
    .split('\n')
    .map((line) => (row.exec(line)?.[1] === version ? rowText({ ...newest, commit }) : line))
    .join('\n')
}

const rowText = ({ version, date, commit }) =>
  `| ${version.padEnd(7)} | ${date} | ${(commit === notYet ? notYet : `\`${commit}\``).padEnd(42)} |`
