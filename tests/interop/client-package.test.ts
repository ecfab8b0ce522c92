import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, it } from 'node:test'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '../..')

/** A program of somebody who has the package, and not our source. */
const program = `
import { createClient } from '@sotevarmenne/client'
import { contracts } from '@sotevarmenne/client/contracts'
import { mutualTlsFetch } from '@sotevarmenne/client/mutual-tls'

const url = process.env['SERVICE_URL'] ?? ''
const client = createClient({ url, ...(url.startsWith('https') && { fetch: mutualTlsFetch({}) }) })
const found = await client.request(contracts.incidents.listIncidents, {})
if (!found.ok) throw new Error(found.refusal.title)
const count: number = found.value.incidents.length
// @ts-expect-error The response has no such member.
void found.value.nothing
// @ts-expect-error The contract has no such input.
void client.request(contracts.incidents.listIncidents, { cursor: 5 })
const refused = await client.request(contracts.rightRules.decideRightRules, {
  changeId: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  decision: 'approved',
})
if (refused.ok) throw new Error('it was not refused')
const kind = refused.refusal.kind
// @ts-expect-error No kind of this operation.
if (kind === 'no-such-kind') throw new Error(kind)
process.stdout.write(\`\${String(count)} \${kind}\`)
`

let folder: string
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'outsider-'))
  await run(process.execPath, ['tools/set-up/package-client.mjs', '--to', folder], { cwd: root })
  const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
  const installed = path.join(folder, 'node_modules/@sotevarmenne/client')
  await mkdir(installed, { recursive: true })
  await run('tar', ['xzf', tarball, '-C', installed, '--strip-components=1'], { cwd: folder })
  for (const name of ['zod', '@types/node', 'undici-types']) {
    const link = path.join(folder, 'node_modules', name)
    await mkdir(path.dirname(link), { recursive: true })
    await symlink(path.join(root, 'node_modules', name), link)
  }
})
after(() => rm(folder, { recursive: true }))

it('a program that has only the package of the client compiles strictly against it, and calls a service', async () => {
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(path.join(folder, 'program.ts'), program)
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ target: 'ES2024', module: 'nodenext', strict: true, types: ['node'] },
        exactOptionalPropertyTypes: true,
      },
      files: ['program.ts'],
    }),
  )
  const checked = await run(path.join(root, 'node_modules/typescript/bin/tsc'), ['-p', '.'], {
    cwd: folder,
  }).catch((fault: unknown) => fault as { readonly stdout: string })
  assert.equal(checked.stdout, '')

  const kind = 'right-rules-change-not-found'
  const service = createServer((request, response) => {
    const refusal = { type: `/problems/${kind}`, title: 'No such change', status: 404, kind }
    const isRefused = request.method === 'POST'
    response
      .writeHead(isRefused ? 404 : 200)
      .end(JSON.stringify(isRefused ? refusal : { incidents: [] }))
  })
  await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening))
  const { port } = service.address() as AddressInfo
  try {
    const { stdout } = await run(process.execPath, ['program.js'], {
      ...{ cwd: folder, timeout: 60_000 },
      env: { SERVICE_URL: `http://127.0.0.1:${String(port)}` },
    })
    assert.equal(stdout, `0 ${kind}`)
  } finally {
    service.close()
  }
})

it('its README links to no file that the package does not have', async () => {
  const readme = path.join(folder, 'node_modules/@sotevarmenne/client/README.md')
  assert.doesNotMatch(await readFile(readme, 'utf8'), /\]\((?!https:)/)
})
