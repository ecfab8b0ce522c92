import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { issueFrom } from '../testing.ts'
import { trustedRoots } from './trusted-roots.ts'

it('trusted roots are the self-signed certificates of the folders, and an added one is trusted at once', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trusted-roots-'))
  try {
    const { certificates } = await makePersonalisedCard({
      issue: issueFrom(instant(1_790_000_000_000)),
    })
    const brought = path.join(folder, 'brought')
    const roots = trustedRoots([path.join(folder, 'missing'), brought])
    assert.deepEqual(await roots(), [])

    await mkdir(brought)
    await writeFile(path.join(brought, 'issuer.crt'), certificates.issuer)
    await writeFile(path.join(brought, 'broken.crt'), 'no certificate')
    await writeFile(path.join(brought, 'root.txt'), certificates.root)
    assert.deepEqual(await roots(), [])

    await writeFile(path.join(brought, 'root.crt'), certificates.root)
    assert.deepEqual(
      (await roots()).map(({ der }) => der),
      [certificates.root],
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
