import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { earlierExampleFile, readCas } from '@sotevarmenne/issuing/issuer-file'
import { systemClock } from '@sotevarmenne/runtime/clock'
import { startSigner } from './start-signer.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earlier-ca-file-'))
})
after(() => rm(folder, { recursive: true }))

it('a service that was made by the file shipped with 0.2.0 starts with it, and by the present one nothing is added', async () => {
  const publicFolder = join(folder, 'ca')
  const start = async (file?: string): Promise<void> => {
    const running = await startSigner({
      cas: readCas({ file, isWanted: ({ family }) => family === 'ecc' }),
      ...{ clock: systemClock, passphrase: 'a passphrase for tests only', publicFolder },
      keyFolder: join(folder, 'keys'),
      socketFolder: join(folder, 'run'),
      rehearsesCeremony: true,
      demandsEvidence: false,
      onFault: (fault) => {
        assert.ifError(fault)
      },
      workFactor: 10,
    })
    await running.close()
  }
  await start(earlierExampleFile)
  const files = await readdir(publicFolder, { recursive: true })

  await assert.rejects(
    start(),
    /an earlier one: set SOTEVARMENNE_CA_FILE to .*example-cas-0\.2\.0\.json/,
  )
  assert.deepEqual(await readdir(publicFolder, { recursive: true }), files)

  await start(earlierExampleFile)
})
