import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { noBrowser } from '@sotevarmenne/tests/browser/chromium'
import {
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'

const root = path.join(import.meta.dirname, '../..')
const examples = path.join(root, 'docs/relying-parties/examples')
type Ended = { readonly code: number; readonly output: string }

/** An empty folder with the package of the card kit and Playwright, as a vendor has it; nothing of our source. */
let folder: string
let tarballBytes = 0
let installMilliseconds = 0
/** Only what a machine has: no setting of ours, and no root. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(SOTEVARMENNE_|CARD_KIT_|NODE_TEST)/.test(name),
  ),
)

const run = (program: string, words: readonly string[], more = {}): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      program,
      words,
      { cwd: folder, env: { ...environment, ...more }, timeout: 60_000 },
      (fault, stdout, stderr) => {
        const code = fault === null ? 0 : Number(fault.code ?? 1)
        resolve({ code, output: `${stdout}${stderr}` })
      },
    )
  })
const command = () => path.join(folder, 'node_modules/.bin/card-kit')

/** The commands of the guide, without what it says of them: install, run alone, run beside a command. */
const guideCommands = async (): Promise<readonly string[]> => {
  const guide = await readFile(path.join(root, 'docs/relying-parties/card-in-ci.md'), 'utf8')
  const block = guide.split('```sh\n')[1]?.split('```')[0] ?? ''
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*$/, ''))
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vendor-'))
  const packed = await run(process.execPath, [
    path.join(root, 'tools/packaging/card-kit.mjs'),
    ...['--to', folder],
  ])
  assert.equal(packed.code, 0, packed.output)
  const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
  tarballBytes = (await stat(path.join(folder, tarball))).size
  const begin = performance.now()
  const [install = ''] = await guideCommands()
  assert.equal(install, `npm install --save-dev ./${tarball}`)
  const words = [...install.split(' ').slice(1), '--offline', '--no-audit', '--no-fund']
  const installed = await run('npm', words)
  installMilliseconds = performance.now() - begin
  assert.equal(installed.code, 0, installed.output)
})
after(() => rm(folder, { recursive: true, force: true }))

it('the package of the card kit depends on no other, and has nothing to compile (R680)', async () => {
  assert.deepEqual(await readdir(path.join(folder, 'node_modules')), [
    ...['.bin', '.package-lock.json', '@sotevarmenne'],
  ])
  const own = path.join(folder, 'node_modules/@sotevarmenne/card-kit')
  const files = await readdir(own, { recursive: true })
  assert.deepEqual(
    files.filter((file) => /\.(node|gyp|c|cc|ts)$/.test(file) && !file.endsWith('.d.ts')),
    [],
  )
  const about = JSON.parse(await readFile(path.join(own, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >
  assert.equal(about['dependencies'], undefined)
  assert.equal(about['scripts'], undefined)
  assert.match(await readFile(path.join(own, 'licences.txt'), 'utf8'), /^fastify \S+ \(MIT\)/m)
  assert.doesNotMatch(await readFile(path.join(own, 'README.md'), 'utf8'), /\]\((?!https:)/)
})

it(
  'a vendor’s Playwright test logs in and signs by the card kit, with both layouts (R680)',
  {
    skip: noBrowser(),
    timeout: 60_000,
  },
  async (context: TestContext) => {
    for (const name of ['card-kit-vendor.mjs', 'card-kit.spec.mjs'])
      await copyFile(path.join(examples, name), path.join(folder, name))
    await copyFile(
      path.join(examples, 'card-kit-playwright.config.mjs'),
      path.join(folder, 'playwright.config.mjs'),
    )
    await mkdir(path.join(folder, 'node_modules/@playwright'), { recursive: true })
    for (const name of ['@playwright/test', 'playwright', 'playwright-core'])
      await symlink(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name))
    const { vendor } = await freePorts(['vendor'])
    const begin = performance.now()
    const [, , beside = ''] = await guideCommands()
    assert.equal(beside, 'npx card-kit -- npx playwright test')
    // What npx would start, without a registry.
    const ended = await run(
      command(),
      ['--no-pcsc', '--', process.execPath, 'node_modules/@playwright/test/cli.js', 'test'],
      { CHROMIUM: '/usr/bin/chromium', PORT: String(vendor), CI: '1' },
    )
    const seconds = (performance.now() - begin) / 1000
    assert.equal(ended.code, 0, ended.output)
    assert.match(ended.output, /4 passed/)
    const ready = /Ready in (\d+) ms/.exec(ended.output)?.[1] ?? ''
    context.diagnostic(
      `the vendor’s test: ${seconds.toFixed(1)} s; the kit ready in ${ready} ms; installed in ${String(Math.round(installMilliseconds))} ms; package ${String(Math.round(tarballBytes / 1000))} kB`,
    )
  },
)

it('the example workflow runs what is tested here', async () => {
  const workflow = await readFile(path.join(examples, 'card-kit-workflow.yml'), 'utf8')
  assert.match(workflow, /- run: npx card-kit -- npx playwright test\n$/)
  assert.doesNotMatch(workflow, /^ *(container|services):|docker|sudo/m)
})

describe('the command card-kit', () => {
  const anyPorts = ['--signing-port', '0', '--signing-tls-port', '0', '--page-port', '0']
  for (const [what, words, code, message] of [
    [
      'an unknown person',
      ['--person', 'nobody'],
      2,
      /There is no test person “nobody”\. There are: phys/,
    ],
    ['a PIN of two digits', ['--pin2', '12'], 2, /PIN2 for the PIN pad must have 4 to 8 digits/],
    ['an unknown option', ['--holder', 'nurse'], 2, /--holder/],
    [
      'a missing virtual PC/SC reader',
      ['--pcsc', '--vpcd-port', '1'],
      3,
      /No virtual PC\/SC reader/,
    ],
  ] as const)
    it(`ends in words for ${what} (R684)`, async () => {
      const ended = await run(command(), [...anyPorts, '--kit-port', '0', ...words, '--', 'true'])
      assert.equal(ended.code, code, ended.output)
      assert.match(ended.output, message)
      assert.doesNotMatch(ended.output, /\n\s+at /)
    })

  it('ends in words where a port is in use, and names the option that chooses another (R684)', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { readonly port: number }
    const ended = await run(command(), [...anyPorts, '--kit-port', String(port), '--', 'true'])
    other.close()
    assert.equal(ended.code, 3)
    assert.match(ended.output, new RegExp(`Port ${String(port)} .* in use.* --kit-port`))
  })

  it('ends with the exit code of the command beside it', async () => {
    const words = [...anyPorts, '--kit-port', '0', '--no-pcsc', '--', 'sh', '-c']
    assert.equal((await run(command(), [...words, 'test -n "$CARD_KIT_URL"'])).code, 0)
    assert.equal((await run(command(), [...words, 'exit 7'])).code, 7)
  })
})

describe('the card kit and OpenSC', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  before(async () => {
    reader = await startVirtualReader()
  })
  after(() => reader.stop())

  it('use one card: OpenSC signs by PC/SC while the signing API goes on, each with its own PIN (R686)', async () => {
    const kit = spawn(
      process.execPath,
      [
        path.join(folder, 'node_modules/@sotevarmenne/card-kit/dist/cli.js'),
        ...['--pcsc', '--vpcd-port', String(reader.ports[0]), '--signing-port', '0'],
        ...['--signing-tls-port', '0', '--page-port', '0', '--kit-port', '0'],
      ],
      { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    try {
      let said = ''
      for await (const chunk of kit.stdout.setEncoding('utf8') as AsyncIterable<string>) {
        said += chunk
        if (said.includes('Ready in')) break
      }
      const signingApi = /and (http:\S+)/.exec(said)?.[1] ?? ''
      assert.match(said, /the card is in the virtual reader too/)
      await reader.untilSeen(0)
      const sign = async () => {
        const response = await fetch(`${signingApi}/sign`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: 'https://vendor.example' },
          body: JSON.stringify({ content: btoa('A prescription'), hashAlgorithm: 'SHA384' }),
        })
        return ((await response.json()) as { readonly status: string }).status
      }
      assert.equal(await sign(), 'ok')
      const label = ['--token-label', 'TEST-AMMATTIKORTTI (PIN1)']
      const tested = await reader.run('pkcs11-tool', [
        ...label,
        '--login',
        '--pin',
        '1234',
        '--test',
      ])
      assert.equal(tested.code, 0, tested.output)
      assert.match(tested.output, /No errors/)
      assert.equal(await sign(), 'ok')
      const wrong = await reader.run('pkcs11-tool', [
        ...label,
        '--login',
        '--pin',
        '9999',
        '--test',
      ])
      assert.match(wrong.output, /CKR_PIN_INCORRECT/)
      assert.equal(await sign(), 'ok')
    } finally {
      const ended = once(kit, 'exit')
      kit.kill('SIGTERM')
      await ended
    }
  })
})
