/**
 * Judges the packages of the lock file, and completes the bill of materials that npm makes of them. Pure: a
 * test breaks each rule.
 */
import {
  developmentLicences,
  licenceExceptions,
  portalBuildTools,
  shippedLicences,
  unshippedWorkspaces,
} from './licences.mjs'

/** Each package of others in the lock file, with its place, and whether an installation has it. */
export function packagesOf({ packages }) {
  const shipped = shippedPlaces(packages)
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && link !== true)
    .map(([place, entry]) => ({
      place,
      name: entry.name ?? place.split('node_modules/').at(-1),
      version: entry.version,
      integrity: entry.integrity,
      resolved: entry.resolved,
      licence: entry.license,
      isShipped: shipped.has(place),
    }))
}

/** What is wrong with the packages, one sentence for each fault. */
export const faultsOfPackages = (packages) =>
  packages.flatMap((one) => [...faultsOfOrigin(one), ...faultsOfLicence(one)])

/** Every package comes from the registry, as the very bytes that were there when it was locked. */
function faultsOfOrigin({ place, version, integrity, resolved }) {
  const faults = []
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    faults.push(`${place} has no SHA-512 integrity in package-lock.json`)
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    faults.push(`${place} is not from the registry: ${resolved}`)
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version ?? ''))
    faults.push(`${place} has no version: ${version}`)
  return faults
}

function faultsOfLicence({ place, name, licence, isShipped }) {
  const excepted = licenceExceptions
    .filter(({ packages }) => packages.test(name))
    .flatMap(({ licences }) => licences)
  const allowed = new Set([
    ...shippedLicences,
    ...(isShipped ? [] : developmentLicences),
    ...excepted,
  ])
  if (allowsLicence(licence, (id) => allowed.has(id))) return []
  const where = isShipped ? 'shipped' : 'used for development'
  return [`${place} is ${where} under ${licence ?? 'no licence'}: see tools/licences.mjs`]
}

/**
 * An SPDX expression (annex D of SPDX 2.3): of a choice one licence must be allowed, of a combination all.
 * An exception to a licence (`WITH`) is a licence of its own, to be listed as such.
 */
export function allowsLicence(expression, isAllowed) {
  if (typeof expression !== 'string') return false
  if (isAllowed(expression)) return true
  const words = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const any = () => {
    let allows = all()
    while (words[at] === 'OR') {
      at += 1
      allows = all() || allows
    }
    return allows
  }
  const all = () => {
    let allows = one()
    while (words[at] === 'AND') {
      at += 1
      allows = one() && allows
    }
    return allows
  }
  const one = () => {
    if (words[at] === '(') {
      at += 1
      const allows = any()
      if (words[at] !== ')') return false
      at += 1
      return allows
    }
    let id = words[at] ?? ''
    at += 1
    if (words[at] === 'WITH') {
      id += ` WITH ${words[at + 1] ?? ''}`
      at += 2
    }
    return isAllowed(id)
  }
  return any() && at === words.length
}

/**
 * Places of what the shipped workspaces need, directly or through others. npm's own mark `dev` says something
 * else: the portal's packages are shipped within it, and those of the simulators are not shipped.
 */
function shippedPlaces(packages) {
  const reached = new Set()
  const isWorkspace = (place) => place !== '' && !place.includes('node_modules/')
  follow('', Object.keys(packages['']?.optionalDependencies ?? {}))
  for (const [place, entry] of Object.entries(packages))
    if (isWorkspace(place) && !unshippedWorkspaces.includes(place))
      follow(place, [
        ...neededBy(entry),
        ...(place === 'apps/portal'
          ? Object.keys(entry.devDependencies ?? {}).filter(
              (name) => !portalBuildTools.includes(name),
            )
          : []),
      ])
  return reached

  function follow(from, names) {
    for (const name of names) {
      const place = placeOf(packages, from, name)
      if (place === undefined || reached.has(place)) continue
      reached.add(place)
      follow(place, neededBy(packages[place]))
    }
  }
}

/** As Node finds it: in the nearest folder above. Undefined for our own workspaces, and where it is missing. */
export function placeOf(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[place] !== undefined) return packages[place].link ? undefined : place
    if (folder === '') return undefined
  }
}

export const neededBy = ({
  dependencies,
  optionalDependencies,
  peerDependencies,
  peerDependenciesMeta,
}) => [
  ...Object.keys({ ...dependencies, ...optionalDependencies }),
  ...Object.keys(peerDependencies ?? {}).filter(
    (name) => peerDependenciesMeta?.[name]?.optional !== true,
  ),
]

/**
 * The bill of materials of npm, as a document of CycloneDX 1.6: packages by their names instead of their folders',
 * and `excluded` as the scope of what is not shipped.
 */
export function completeSbom(sbom, packages, { name }) {
  const shipped = new Set(packages.filter(({ isShipped }) => isShipped).map(refOf))
  return {
    ...sbom,
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    specVersion: '1.6',
    metadata: {
      ...sbom.metadata,
      component: { ...sbom.metadata.component, name, type: 'application' },
    },
    components: sbom.components.map(withItsName).map((component) => ({
      ...component,
      scope: isOwn(component, name)
        ? unshippedWorkspaces.some(
            (place) => component.name === `@${name}/${place.split('/').at(-1)}`,
          )
          ? 'excluded'
          : 'required'
        : shipped.has(`${component.name}@${component.version}`)
          ? 'required'
          : 'excluded',
    })),
  }
}

const withItsName = (component) => ({
  ...component,
  name: component['bom-ref'].replace(/(?<=.)@.*$/, ''),
})

const isOwn = ({ purl }, name) => purl.startsWith(`pkg:npm/%40${name}/`)

const refOf = ({ name, version }) => `${name}@${version}`

/** The document names each package of the lock file with its digest, and no other. */
export function faultsOfSbom({ components }, packages, { name }) {
  const digests = new Map(
    components
      .filter((component) => !isOwn(component, name))
      .map((component) => [refOf(component), component.hashes?.[0]?.content]),
  )
  const locked = new Set(packages.map(refOf))
  return [
    ...packages.flatMap((one) => {
      if (!digests.has(refOf(one))) return [`the SBOM lacks ${refOf(one)}`]
      const digest = Buffer.from((one.integrity ?? '').slice('sha512-'.length), 'base64')
      return digests.get(refOf(one)) === digest.toString('hex')
        ? []
        : [`the SBOM has another digest of ${refOf(one)}`]
    }),
    ...[...digests.keys()]
      .filter((ref) => !locked.has(ref))
      .map((ref) => `the SBOM has ${ref}, which is not locked`),
  ]
}
