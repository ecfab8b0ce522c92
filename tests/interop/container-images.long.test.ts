// cspell:ignore Jmutpa Privs
import assert from 'node:assert/strict'
import { execFileSync, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  noContainerMachine,
  openContainerMachine,
  type ContainerMachine,
} from '@sotevarmenne/tests/machine/container-machine'
import { installTools } from '@sotevarmenne/tests/machine/debian-machine'
import { untilItWorks } from '@sotevarmenne/tests/machine/namespace'

const root = path.resolve(import.meta.dirname, '../..')
await installTools({
  mmdebstrap: 'the small Debian in the images of containers',
  buildah: 'builds the images of containers',
  podman: 'starts containers',
  'podman-compose': 'starts them by the Compose file',
  crun: 'starts containers',
})
const missing = noContainerMachine()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/** What people’s systems would be: the sandbox, beside the containers. */
const people = `SOTEVARMENNE_REGISTERS_URL=http://localhost:8091
SOTEVARMENNE_X_ROAD_CLIENT=FI-TEST/GOV/0245437-2/sotevarmenne
SOTEVARMENNE_POPULATION_REGISTER_SERVICE=FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa
SOTEVARMENNE_POPULATION_REGISTER_USER=sotevarmenne
SOTEVARMENNE_POPULATION_REGISTER_PASSWORD_FILE=/run/secrets/population-register-password
SOTEVARMENNE_RIGHTS_REGISTER_SERVICE=FI-TEST/GOV/0000000-0/Terhikki/rights
SOTEVARMENNE_CODE_SERVER_URL=http://localhost:8091/codeserver
SOTEVARMENNE_INTERMEDIARIES_LIST=2.999.6.1
SOTEVARMENNE_BUSINESS_REGISTER_URL=http://localhost:8091/opendata-ytj-api/v3
SOTEVARMENNE_SIGNING_REGISTER_URL=http://localhost:8091
SOTEVARMENNE_BUREAU_URL=http://localhost:8092
SOTEVARMENNE_CHECKPOINT_FOLDER=/var/lib/sotevarmenne-checkpoints
`
const typed = [
  ...['010180-9015', '020275-902B', 'Ensimmäinen rekisteröintipiste'],
  ...['Katu 1', '00100', 'HELSINKI', ''],
].join('\n')

describe('the images of containers', { skip }, () => {
  let folder: string
  let machine: ContainerMachine
  let image: Built

  before(async () => {
    // Not the folder of the run, which is in memory: the service refuses to store keys there.
    folder = await mkdtemp(path.join(process.env['TEST_CACHE'] ?? tmpdir(), 'container-images-'))
    image = await build('service', 'one', '022')
    machine = await openContainerMachine()
    await machine.run(`podman load --quiet --input ${image.file}`)
  })
  after(async () => {
    await machine.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('have one digest wherever they are built, and at most 160 MB (R671)', async (test) => {
    const { size } = await stat(image.file)
    test.diagnostic(`${image.digest} ${(size / 1e6).toFixed(1)} MB`)
    assert.ok(size <= 160e6, String(size))
    const other = await build('service', 'other', '077')
    assert.equal(other.digest, image.digest)
    const bill = JSON.parse(await readFile(image.bill, 'utf8')) as {
      readonly components: readonly { readonly purl: string }[]
    }
    const purls = bill.components.map(({ purl }) => purl)
    for (const wanted of [
      /^pkg:npm\/fastify@/,
      /^pkg:npm\/node-linux-/,
      /^pkg:deb\/debian\/libc6@/,
    ])
      assert.ok(
        purls.some((purl) => wanted.test(purl)),
        String(wanted),
      )
    assert.deepEqual(
      purls.filter((purl) => /playwright|axe-core|typescript|vite@/.test(purl)),
      [],
    )
  })

  it('say without a volume what is wrong (R670)', async () => {
    for (const name of ['signer', 'web', 'jobs', 'ocsp'])
      await assert.rejects(
        machine.run(`podman run --rm --read-only --network none ${service} ${name}`),
        /no volume is mounted at \/var\/lib\/sotevarmenne\//,
      )
  })

  it('start the service by the Compose file, up to the first cards (R672)', async (test) => {
    const begun = performance.now()
    for (const name of ['postgresql', 'haproxy']) {
      const { file } = await build(name, name, '022', '--fast')
      await machine.run(`podman load --quiet --input ${file}`)
      await rm(file)
    }
    test.diagnostic(`PostgreSQL and HAProxy built after ${seconds(begun)} s`)
    const sandboxData = path.join(folder, 'sandbox')
    beside.push(
      machine.startBeside([process.execPath, 'apps/sandbox/src/start.ts'], {
        ...{ PATH: process.env['PATH'], SOTEVARMENNE_DATA: sandboxData },
      }),
    )
    await prepareFolder(path.join(folder, 'service'))
    const started = performance.now()
    await compose('run --rm signer rehearse')
    test.diagnostic(`TEST CAs after ${seconds(started)} s`)
    await compose('up --detach')
    await until('OCSP is ready through HAProxy', () =>
      machine.run('curl -sf http://localhost/health/ready'),
    )
    test.diagnostic(`OCSP ready after ${seconds(started)} s`)
    const output = await compose('--profile cli run --rm -T cli bootstrap', typed)
    test.diagnostic(`first cards after ${seconds(started)} s`)
    assert.equal([...output.matchAll(/activation code +\d{8}/g)].length, 2, output)
    await until('web is ready through HAProxy', () =>
      machine.run('curl -sfk https://localhost/health/ready'),
    )
    assert.match(await machine.run('curl -sfk https://localhost/fi/'), /<html lang="fi"/)
  })

  it('run each process as its user, without rights, on a root that nobody writes', async () => {
    for (const [name, user] of [
      ['signer', 10_001],
      ['web', 10_002],
      ['jobs', 10_004],
      ['ocsp', 10_005],
    ] as const) {
      const status = await machine.run(
        `pid=$(podman inspect --format '{{.State.Pid}}' sotevarmenne_${name}_1); cat /proc/$pid/status; cat /proc/$pid/mountinfo`,
      )
      assert.match(status, new RegExp(`^Uid:\\s+${String(user)}\\s`, 'm'))
      assert.match(status, /^CapEff:\s+0+$/m)
      assert.match(status, /^NoNewPrivs:\s+1$/m)
      assert.match(status, /^\d+ \d+ \S+ \S+ \/ ro[, ]/m)
    }
    // The signer has no network: nothing but loopback, which is not even up for others.
    const links = await machine.run(
      `pid=$(podman inspect --format '{{.State.Pid}}' sotevarmenne_signer_1); nsenter -t $pid --net cat /proc/net/dev`,
    )
    assert.deepEqual(
      [...links.matchAll(/^ *(\w+):/gm)].map(([, name]) => name),
      ['lo'],
    )
  })

  it('say by their health checks that they work', async () => {
    for (const name of ['signer', 'web', 'ocsp'])
      await machine.run(`podman exec sotevarmenne_${name}_1 /usr/bin/sotevarmenne health ${name}`)
    await assert.rejects(
      machine.run(`podman run --rm --network none ${service} health web`),
      /web: connect ECONNREFUSED/,
    )
  })

  it('end when they are stopped, and find their data again after they were removed', async () => {
    await compose('stop')
    // 137 would be a process that had to be killed; 130 and 143 are ends by a signal.
    assert.deepEqual(
      (await machine.run(`podman ps --all --format '{{.Names}} {{.ExitCode}}'`))
        .trimEnd()
        .split('\n')
        .filter((line) => !/ (0|130|143)$/.test(line)),
      [],
    )
    await compose('down')
    await compose('up --detach')
    await until('web is ready', () => machine.run('curl -sfk https://localhost/health/ready'))
    assert.match(
      await compose('--profile cli run --rm -T cli audit verify'),
      /The audit log is intact/,
    )
  })

  it('are upgraded by the tag of the Compose file, and removed with their containers alone', async () => {
    const file = path.join(folder, 'service/compose.yml')
    await machine.run(`podman tag ${service} localhost/sotevarmenne:99.0.0`)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('/sotevarmenne:0.2.0', '/sotevarmenne:99.0.0'))
    assert.match(await compose('--profile cli run --rm -T cli upgrade check'), /version/i)
    await compose('up --detach')
    await until('web is ready', () => machine.run('curl -sfk https://localhost/health/ready'))
    assert.match(
      await machine.run('podman ps --format "{{.Names}} {{.Image}}"'),
      /sotevarmenne_web_1 localhost\/sotevarmenne:99\.0\.0/,
    )
    await compose('down')
    assert.equal(await machine.run('podman ps --all --quiet'), '')
    assert.match(await machine.run('podman volume ls --quiet'), /^sotevarmenne_keys$/m)
  })

  it('prepare empty folders of the machine for each user', async () => {
    const data = path.join(folder, 'data')
    const volumes = ['keys', 'ca', 'run'].map(
      (name) => `-v ${data}/${name}:/var/lib/sotevarmenne/${name}`,
    )
    await machine.run(`install -d -o root -m 755 ${data}/keys ${data}/ca ${data}/run`)
    await assert.rejects(
      machine.run(
        `podman run --rm --read-only --tmpfs /tmp --network none --user sotevarmenne-signer ${volumes.join(' ')} ${service} signer`,
      ),
      /this user may not write \/var\/lib\/sotevarmenne\/keys/,
    )
    await machine.run(
      `podman run --rm --read-only --network none --user root --cap-drop all --cap-add chown,dac_override,fowner,fsetid ${volumes.join(' ')} ${service} prepare`,
    )
    const owned = await machine.run(`cd ${data} && stat -c '%n %u %g %a' keys ca run run/issuing`)
    assert.equal(
      owned,
      'keys 10001 10000 700\nca 10001 10000 750\nrun 10001 10000 750\nrun/issuing 10001 10011 2750\n',
    )
  })

  it('make a token of SoftHSM, on a volume', async () => {
    const { file } = await build('softhsm', 'softhsm', '022', '--fast')
    await machine.run(`podman load --quiet --input ${file}`)
    await rm(file)
    const util = `podman run --rm --read-only --tmpfs /tmp --network none --user sotevarmenne-signer -v tokens:/var/lib/softhsm/tokens --entrypoint /usr/bin/softhsm2-util localhost/sotevarmenne-softhsm:0.2.0`
    await machine.run(`${util} --init-token --free --label CA --pin 123456 --so-pin 123456`)
    assert.match(await machine.run(`${util} --show-slots`), /Label: +CA\b/)
  })

  it('start the demo environment by its Compose file', async (test) => {
    const { file } = await build('demo', 'demo', '022', '--fast')
    await machine.run(`podman load --quiet --input ${file}`)
    await rm(file)
    const begun = performance.now()
    for (const child of beside) child.kill()
    await machine.run('podman-compose --file compose.demo.yml up --detach', {
      cwd: path.join(folder, 'service'),
    })
    await until('the demo environment is ready', () =>
      machine.run('curl -sf http://localhost:8080/health/ready'),
    )
    test.diagnostic(`the demo environment is ready after ${seconds(begun)} s`)
    assert.match(await machine.run('curl -sf http://localhost:8080/fi/'), /<html lang="fi"/)
    await machine.run('podman stop --time 30 sotevarmenne-demo_demo_1')
  })

  const beside: ChildProcess[] = []
  const service = 'localhost/sotevarmenne:0.2.0'
  const compose = (words: string, typed = '') =>
    machine.run(`podman-compose ${words}`, { typed, cwd: path.join(folder, 'service') })
  const seconds = (begun: number) => ((performance.now() - begun) / 1000).toFixed(0)

  const until = (what: string, request: () => Promise<string>): Promise<void> =>
    untilItWorks(what, request, () =>
      machine.run(
        'podman ps -a; for each in $(podman ps -aq); do podman logs --tail 15 $each 2>&1; done',
      ),
    )

  type Built = { readonly file: string; readonly digest: string; readonly bill: string }

  async function build(
    name: string,
    to: string,
    mask: string,
    ...words: readonly string[]
  ): Promise<Built> {
    const place = path.join(folder, to)
    await mkdir(place)
    const tool = path.join(root, 'tools/packaging/oci-images.mjs')
    const { status, stderr, stdout } = spawnSync(
      'sh',
      [
        '-c',
        `umask ${mask}; exec "$@"`,
        'sh',
        process.execPath,
        tool,
        '--to',
        place,
        '--only',
        name,
        ...words,
      ],
      { encoding: 'utf8', env: { ...process.env, TMPDIR: place, TZ: `Etc/GMT-${mask.slice(2)}` } },
    )
    assert.equal(status, 0, stderr)
    const [, file = '', digest = ''] = /^(\S+) (sha256:\w+) /m.exec(stdout) ?? []
    return { file, digest, bill: file.replace(/\.oci\.tar$/, '.cdx.json') }
  }

  /** As containers.md says: the Compose file, settings and secrets. */
  async function prepareFolder(to: string): Promise<void> {
    await cp(path.join(root, 'docs/operations/containers'), to, { recursive: true })
    const secrets = path.join(to, 'secrets')
    await mkdir(secrets)
    const addresses = `SOTEVARMENNE_PUBLIC_URL=https://localhost\nSOTEVARMENNE_VALIDATION_URL=http://localhost\n`
    await writeFile(path.join(to, 'service.env'), addresses)
    await writeFile(path.join(to, 'signer.env'), 'SOTEVARMENNE_VALIDATION_URL=http://localhost\n')
    await writeFile(path.join(to, 'people.env'), people)
    for (const [name, content, owner, group] of [
      ['signer-passphrase', randomBytes(24).toString('base64'), 10_001, 10_000],
      ['people-key', randomBytes(32).toString('base64'), 0, 10_017],
      ['population-register-password', 'sotevarmenne', 0, 10_017],
    ] as const) {
      const file = path.join(secrets, name)
      await writeFile(file, `${content}\n`, { mode: 0o440 })
      await chown(file, owner, group)
    }
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-subj', '/CN=localhost', '-keyout', 'key.pem', '-out', 'certificate.pem'],
      ],
      { cwd: folder, stdio: 'ignore' },
    )
    const parts = ['certificate.pem', 'key.pem'].map((name) => readFile(path.join(folder, name)))
    await writeFile(path.join(secrets, 'service.pem'), Buffer.concat(await Promise.all(parts)))
  }
})
