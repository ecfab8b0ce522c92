/** The published schema of CycloneDX 1.6, from the package of its makers: no network is needed. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

const folder = new URL(
  'res/schema/',
  import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'),
)
const read = (name) =>
  JSON.parse(readFileSync(new URL(`${name}.SNAPSHOT.schema.json`, folder), 'utf8'))

/** What the schema refuses in the document, one line for each. */
export function faultsOfSchema(sbom) {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // Formats of later drafts: no member that we write has one.
  for (const format of ['idn-email', 'iri-reference']) ajv.addFormat(format, true)
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`)
  const isValid = ajv.compile(read('bom-1.6'))
  if (isValid(sbom)) return []
  return isValid.errors.map(({ instancePath, message }) => `the SBOM${instancePath} ${message}`)
}
