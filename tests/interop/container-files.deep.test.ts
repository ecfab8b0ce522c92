// cspell:ignore runas
/** Building the images and starting them needs root, the mirror of Debian and minutes: container-images.long.test.ts. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { installTools } from '@sotevarmenne/tests/machine/debian-machine'

const folder = path.resolve(import.meta.dirname, '../../docs/operations/containers')
await installTools({
  'docker-compose': 'checks the Compose files against their schema',
  kustomize: 'renders the files for Kubernetes',
  'python3-kubernetes': 'checks them against the published schema',
})
const isMissing = (program: string, ...words: readonly string[]) =>
  spawnSync(program, words).status !== 0 && process.env['CI'] !== 'true' && `needs ${program}`

describe('the Compose files', { skip: isMissing('docker-compose', 'version') }, () => {
  let copy: string
  before(async () => {
    copy = await mkdtemp(path.join(tmpdir(), 'compose-'))
    await cp(folder, copy, { recursive: true })
    for (const name of ['service', 'people', 'signer'])
      await writeFile(path.join(copy, `${name}.env`), '')
  })
  after(() => rm(copy, { recursive: true, force: true }))

  for (const files of [['compose'], ['compose', 'compose.softhsm'], ['compose.demo']])
    it(`${files.join(' and ')} fit the schema, and no container has a writable root or a right (R672)`, () => {
      const words = files.flatMap((name) => ['-f', `${name}.yml`])
      const { status, stdout, stderr } = spawnSync(
        'docker-compose',
        [...words, '--profile', 'cli', 'config', '--format', 'json'],
        { cwd: copy, encoding: 'utf8' },
      )
      assert.equal(status, 0, stderr)
      const { services } = JSON.parse(stdout) as {
        readonly services: Readonly<Record<string, Service>>
      }
      for (const [name, service] of Object.entries(services)) {
        assert.ok(service.read_only, name)
        assert.deepEqual(service.cap_drop, ['ALL'], name)
        assert.deepEqual(service.security_opt, ['no-new-privileges'], name)
        if (name !== 'haproxy') assert.equal(service.cap_add, undefined, name)
        if (name === 'signer' || name === 'migrate' || name === 'postgresql')
          assert.equal(service.network_mode, 'none', name)
      }
    })
})

describe('the files for Kubernetes', { skip: isMissing('kustomize', 'version') }, () => {
  const skip = isMissing('/usr/bin/python3', '-c', 'import kubernetes')
  const render = (overlay: string): string => {
    const { status, stdout, stderr } = spawnSync(
      'kustomize',
      ['build', path.join(folder, 'kubernetes/overlays', overlay)],
      { encoding: 'utf8' },
    )
    assert.equal(status, 0, stderr)
    return stdout
  }
  const check = (objects: string): readonly string[] => {
    const { stdout, stderr } = spawnSync(
      '/usr/bin/python3',
      [path.join(import.meta.dirname, 'check-kubernetes.py')],
      { encoding: 'utf8', input: objects },
    )
    assert.equal(stderr, '')
    return stdout.trimEnd().split('\n')
  }

  for (const [overlay, count] of [
    ['trial', 18],
    ['production', 20],
  ] as const)
    it(
      `fit the schema that Kubernetes publishes, with the overlay ${overlay} (R673)`,
      { skip },
      () => {
        assert.deepEqual(check(render(overlay)), [String(count)])
      },
    )

  it(
    'are refused by that check with a wrong name, a wrong type or without a field',
    { skip },
    () => {
      const wrong = render('trial')
        .replace('serviceName:', 'serviceNames:')
        .replace('replicas: 1', 'replicas: one')
        .replace('runAsUser: 0', 'runasUser: 0')
      const found = check(wrong).join('\n')
      for (const fault of [
        /serviceNames: unknown in V1StatefulSetSpec/,
        /`service_name`, must not be `None`/,
        /replicas: 'one' is no int/,
        /runasUser: unknown in V1SecurityContext/,
      ])
        assert.match(found, fault)
    },
  )

  it('start no process as root or with a right, and close every network to the signer (R673)', async () => {
    const objects = render('production')
    const added = [...objects.matchAll(/add:\n((?: +- \w+\n)+)/g)].map(([, names = '']) => names)
    assert.equal(added.length, 1, 'only the container that prepares volumes')
    assert.equal([...objects.matchAll(/runAsUser: 0\n/g)].length, 1)
    const containers = [...objects.matchAll(/readOnlyRootFilesystem: true/g)].length
    assert.equal(containers, [...objects.matchAll(/allowPrivilegeEscalation: false/g)].length)
    assert.equal(containers, [...objects.matchAll(/image: registry\.example/g)].length)
    const network = await readFile(path.join(folder, 'kubernetes/base/network.yaml'), 'utf8')
    assert.match(network, /name: signer\b[\s\S]*?policyTypes: \[Ingress, Egress\]\n---/)
  })
})

type Service = {
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly cap_add?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly network_mode?: string
}
