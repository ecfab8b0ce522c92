/**
 * The folder of what runs in production: our programs and libraries, the built pages, the npm packages that these
 * need and no other, and Node. Packages are made of it. The same sources, lock file and SOURCE_DATE_EPOCH give the
 * same files.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { buildPortal, node24, root } from '../set-up/machine.mjs'
import { neededBy, placeOf } from '../sbom-of-lock.mjs'

/** What each kind of set is for: workspaces with what they need, and other files of ours. */
export const kinds = {
  /** The Debian package of the server. */
  server: { apps: ['server'], hasPages: true },
  /** The Debian package of the signer: it holds CA keys, and has as little beside it as possible. */
  signer: { apps: ['signer'], files: ['docs/operations/openssl/signer.cnf'] },
  /** The image of containers, with both. */
  image: {
    apps: ['server', 'signer'],
    hasPages: true,
    files: ['docs/operations/openssl/signer.cnf'],
  },
  /** The image of the demo environment: with the simulators and the card reader software. */
  demo: { apps: ['server', 'signer', 'sandbox', 'reader'], hasPages: true },
}

/** Makes the set in an empty folder; returns the npm packages in it, by place. */
export function makeProductionSet(kind, to, { date = sourceDate() } = {}) {
  const { apps, hasPages = false, files = [] } = kinds[kind]
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const { workspaces, places } = productionPlaces(
    packages,
    apps.map((app) => `apps/${app}`),
  )
  for (const place of workspaces) copyWorkspace(place, to)
  for (const place of places) copyTree(place, to, isRunFile)
  for (const place of workspaces.filter((each) => each.startsWith('libs/'))) linkLibrary(place, to)
  for (const file of [...files, 'LICENCE']) copyOne(path.join(root, file), path.join(to, file))
  const { name, version, license, type } = packages['']
  const about = path.join(to, 'package.json')
  writeFileSync(
    about,
    `${JSON.stringify({ name, version, license, type: type ?? 'module' }, undefined, 2)}\n`,
  )
  chmodSync(about, 0o644)
  writeCommit(path.join(to, 'commit'))
  copyOne(node24, path.join(to, 'bin/node'))
  copyOne(path.join(path.dirname(node24), '../LICENSE'), path.join(to, 'bin/LICENSE'))
  if (hasPages) {
    buildPortal()
    copyTree('apps/portal/dist', to, (file) => path.basename(file) !== '.built-from')
  }
  normalise(to, date)
  return places.map((place) => ({ place, ...packages[place] }))
}

/** What the metric `sotevarmenne_build_info` says; without git there is no such file. */
function writeCommit(file) {
  let commit
  try {
    commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  } catch {
    return
  }
  writeFileSync(file, commit)
  chmodSync(file, 0o644)
}

/** Seconds: of the environment, or of the commit. */
export const sourceDate = () =>
  Number(
    process.env.SOURCE_DATE_EPOCH ??
      execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }),
  )

/** Our workspaces that these need, and the places of packages of others, sorted. Development dependencies are not followed. */
export function productionPlaces(packages, from) {
  const workspaces = new Set()
  const places = new Set()
  for (const place of from) workspace(place)
  return { workspaces: [...workspaces].sort(), places: [...places].sort() }

  function workspace(place) {
    if (workspaces.has(place)) return
    workspaces.add(place)
    follow(place)
  }

  function follow(from) {
    for (const name of neededBy(packages[from])) {
      const link = packages[`node_modules/${name}`]
      if (link?.link) workspace(link.resolved)
      const place = placeOf(packages, from, name)
      // An optional package for other machines is in the lock file, and not here.
      if (place === undefined || places.has(place) || onlyForBuilds.includes(name)) continue
      if (!existsSync(path.join(root, place))) continue
      places.add(place)
      follow(place)
    }
  }
}

/** Without tests: nothing of them runs here, and what only they import is not in the set. */
function copyWorkspace(place, to) {
  copyTree(
    place,
    to,
    (file) =>
      !/\.test\.ts$|(^|\/)testing(\.ts$|\/)|(^|\/)node_modules\/|(^|\/)tsconfig/.test(file) &&
      (file === 'package.json' || file.startsWith('src/')),
  )
}

/** What Node reads at run time, and licences: no types, source maps, documents, or sources of add-ons. */
const isRunFile = (file) =>
  !/(^|\/)node_modules\//.test(file) &&
  (/licen[cs]e|copying|notice/i.test(path.basename(file)) ||
    !(
      /\.(map|md|markdown|html|sh|flow|tsbuildinfo|cc|cpp|c|h|hpp|o|a|d|mk|gyp|gypi)$/.test(file) ||
      /\.[cm]?tsx?$/.test(file) ||
      /^(tests?|docs?|examples?|benchmarks?|benches|coverage)\//.test(file) ||
      /(^|\/)(obj\.target|__tests__)\//.test(file) ||
      // Add-ons for other systems' C library, and programs of packages with which add-ons are built.
      /(^|\/)musl_\w+\/|(^|\/)cnoke\.cjs$/.test(file) ||
      /(^|\/)\./.test(file)
    ))

/** Headers with which add-ons are built. */
const onlyForBuilds = ['node-addon-api', 'nan', 'node-gyp-build']

function linkLibrary(place, to) {
  const link = path.join(to, 'node_modules/@sotevarmenne', path.basename(place))
  mkdirSync(path.dirname(link), { recursive: true })
  symlinkSync(path.join('../..', place), link)
}

function copyTree(place, to, isWanted) {
  const from = path.join(root, place)
  for (const file of readdirSync(from, { recursive: true }).sort()) {
    const source = path.join(from, file)
    if (lstatSync(source).isFile() && isWanted(file)) copyOne(source, path.join(to, place, file))
  }
}

function copyOne(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  copyFileSync(from, to)
  // Packages have programs, too: nothing calls them.
  chmodSync(to, from === node24 ? 0o755 : 0o644)
}

/** Everything dated alike, and readable by everybody whatever the mask of this process. */
export function normalise(folder, date) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    const found = lstatSync(file)
    if (found.isDirectory()) normalise(file, date)
    else lutimesSync(file, date, date)
  }
  chmodSync(folder, 0o755)
  lutimesSync(folder, date, date)
}
