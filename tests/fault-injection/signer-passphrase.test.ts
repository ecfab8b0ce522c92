import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'

const signer = join(import.meta.dirname, '../../apps/signer/src/start.ts')
const passphrase = 'a passphrase that no other text contains'

it('the passphrase of the signer is nowhere in its memory once its keys are open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'signer-passphrase-'))
  const file = join(folder, 'passphrase')
  await writeFile(file, `${passphrase}\n`)
  const environment = {
    PATH: process.env['PATH'] ?? '',
    SOTEVARMENNE_DATA: folder,
    SOTEVARMENNE_SIGNER_PASSPHRASE_FILE: file,
    SOTEVARMENNE_DEMO_ENVIRONMENT: '1',
  }
  const start = async () => {
    const child = spawn(process.execPath, [signer], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await once(child, 'message')
    return child
  }
  const stop = async (child: ChildProcess) => {
    child.kill()
    await once(child, 'exit')
  }
  // The first start rehearses the ceremony, for which the secrets of two persons are made of the passphrase.
  await stop(await start())
  const child = await start()
  try {
    assert.ok(existsSync(join(folder, 'keys', 'professional-g1-ecc.key')), 'its keys are open')
    assert.equal(await timesInMemory(child.pid ?? 0, file), 1, 'the reader finds what is there')
    assert.equal(await timesInMemory(child.pid ?? 0, passphrase), 0)
  } finally {
    await stop(child)
    await rm(folder, { recursive: true })
  }
})

/** How often the text is in the writable memory of the process: 1 where it is there at all more than once. */
async function timesInMemory(pid: number, text: string): Promise<number> {
  const maps = await readFile(`/proc/${String(pid)}/maps`, 'utf8')
  const memory = await open(`/proc/${String(pid)}/mem`, 'r')
  try {
    for (const line of maps.split('\n')) {
      const [, from, to, rights] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? []
      if (from === undefined || to === undefined || rights?.startsWith('rw') !== true) continue
      const start = Number.parseInt(from, 16)
      const length = Number.parseInt(to, 16) - start
      // A reserved region that was never touched can't be read.
      const read = await memory.read(Buffer.alloc(length), 0, length, start).catch(() => undefined)
      const found = read?.buffer.subarray(0, read.bytesRead)
      if (found?.includes(text) || found?.includes(Buffer.from(text, 'utf16le'))) return 1
    }
    return 0
  } finally {
    await memory.close()
  }
}
