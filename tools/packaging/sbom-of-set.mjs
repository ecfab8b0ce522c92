/**
 * The bill of materials of a production set, as a document of CycloneDX 1.6: Node, the npm packages with their digests,
 * and of an image the packages of Debian.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../set-up/machine.mjs'

export function sbomOf(name, version, packages, date, { debian = [], hasNode = true } = {}) {
  const { packages: locked } = JSON.parse(
    readFileSync(path.join(root, 'package-lock.json'), 'utf8'),
  )
  const node = `node_modules/node-linux-${process.arch}`
  const components = [...packages, ...(hasNode ? [{ place: node, ...locked[node] }] : [])]
    .map(({ place, version, integrity, license }) => {
      const npmName = place.split('node_modules/').at(-1)
      const purl = `pkg:npm/${npmName.replace('@', '%40')}@${version}`
      return {
        ...{ type: 'library', 'bom-ref': purl, name: npmName, version, purl },
        hashes: [
          { alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') },
        ],
        licenses: [{ expression: license.replace(/^CC BY-SA 4.0$/, 'CC-BY-SA-4.0') }],
      }
    })
    .filter((one, at, all) => all.findIndex(({ purl }) => purl === one.purl) === at)
  return `${JSON.stringify(
    {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 },
      metadata: {
        timestamp: new Date(date * 1000).toISOString(),
        component: { type: 'application', 'bom-ref': name, name, version },
      },
      components: [...components, ...debian.map(debianComponent)],
    },
    undefined,
    2,
  )}\n`
}

function debianComponent({ name, version, arch }) {
  const purl = `pkg:deb/debian/${name.replaceAll('+', '%2B')}@${encodeURIComponent(version)}?arch=${arch}&distro=debian-13`
  return { type: 'library', 'bom-ref': purl, name, version, purl }
}
