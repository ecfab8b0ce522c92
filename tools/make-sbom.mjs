/**
 * The bill of materials (SBOM) of this version, `reports/sbom.cdx.json`: created by npm from the lock file, and
 * refused where a package has no integrity, a licence that nobody judged, or the document is no CycloneDX.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { faultsOfSchema } from './cyclonedx-schema.mjs'
import { completeSbom, faultsOfPackages, faultsOfSbom, packagesOf } from './sbom-of-lock.mjs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const packages = packagesOf(lock)
const document = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const sbom = completeSbom(JSON.parse(document), packages, lock)
const faults = [
  ...faultsOfPackages(packages),
  ...faultsOfSbom(sbom, packages, lock),
  ...faultsOfSchema(sbom),
]
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/sbom.cdx.json', `${JSON.stringify(sbom, undefined, 2)}\n`)
