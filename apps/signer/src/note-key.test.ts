import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { headOf, isSignedBy, parseVerifierKey, splitNote } from '@sotevarmenne/issuing/signed-note'
import { testNow } from '@sotevarmenne/issuing/testing'
import { runCeremonyCommand } from './ceremony-command.ts'
import { makeNoteKey, openNoteKey, verifierKeyFile } from './note-key.ts'

describe('the key with which the signer signs tree heads for witnesses', () => {
  const origin = 'service.example/audit-log'
  const passphrase = 'a passphrase for tests only'
  const seal = { passphrase, workFactor: 10 }
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'note-key-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const folders = () => ({ keyFolder: folder, publicFolder: folder })

  it('is absent until it is made, and signs size and root under the name of the log', async () => {
    assert.equal(await openNoteKey(folders(), passphrase), undefined)
    const published = await makeNoteKey(folders(), origin, seal)
    const key = await openNoteKey(folders(), passphrase)
    const verifierKey = parseVerifierKey(published)
    const head = { size: 42, root: new Uint8Array(32).fill(3), at: testNow }
    const note = splitNote(key?.sign(head) ?? '')
    assert.ok(note && verifierKey)
    assert.deepEqual(headOf(note.text, origin), { size: 42, root: head.root })
    assert.deepEqual(
      note.lines.map((line) => isSignedBy(note.text, line, verifierKey)),
      [true],
    )
    assert.ok(!(await readFile(path.join(folder, 'audit-note.key'), 'utf8')).includes('PRIVATE'))
  })

  it('is made once, and never under a name that no note can have', async () => {
    await assert.rejects(makeNoteKey(folders(), 'our log', seal), /no spaces/)
    await makeNoteKey(folders(), origin, seal)
    await assert.rejects(makeNoteKey(folders(), origin, seal), /there is a key/)
  })

  it('is published again where a crash left it without its public half', async () => {
    const published = await makeNoteKey(folders(), origin, seal)
    await rm(path.join(folder, verifierKeyFile))
    assert.equal(await makeNoteKey(folders(), origin, seal), published)
    assert.ok(await openNoteKey(folders(), passphrase))
  })

  it('does not open with another passphrase, or beside the public half of another', async () => {
    await makeNoteKey(folders(), origin, seal)
    await assert.rejects(openNoteKey(folders(), 'another'), /cannot be opened/)
    const example = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    await writeFile(path.join(folder, verifierKeyFile), example)
    await assert.rejects(openNoteKey(folders(), passphrase), /is not that of audit-note\.vkey/)
  })

  it('is made by a command of the ceremony', async () => {
    const said: string[] = []
    const code = await runCeremonyCommand(['create-note-key', origin], {
      clock: { now: () => testNow },
      environment: { SOTEVARMENNE_DATA: folder, SOTEVARMENNE_SIGNER_PASSPHRASE: passphrase },
      terminal: {
        say: (line) => said.push(line),
        complain: (line) => said.push(line),
        promptForSecret: () => Promise.reject(new Error('nothing is typed')),
      },
      workFactor: 10,
    })
    assert.equal(code, 0)
    const published = await readFile(path.join(folder, 'ca', verifierKeyFile), 'utf8')
    assert.ok(said.join('\n').includes(published.trim()))
  })
})
