import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { commitOf } from './commit.ts'

describe('the commit of a program (R660)', () => {
  let root: string
  const [one, other] = ['1'.repeat(40), '2'.repeat(40)]
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    await writeFile(path.join(root, file), text)
  }

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'commit-'))
  })
  afterEach(() => rm(root, { recursive: true, force: true }))

  it('is that of the file of a package', async () => {
    await write('commit', `${one}\n`)
    await write('.git/HEAD', `${other}\n`)
    assert.equal(commitOf(root), one)
  })

  it('is that of a branch that is checked out', async () => {
    await write('.git/HEAD', 'ref: refs/heads/main\n')
    await write('.git/packed-refs', `# pack-refs\n${other} refs/heads/main\n`)
    assert.equal(commitOf(root), other)
    await write('.git/refs/heads/main', `${one}\n`)
    assert.equal(commitOf(root), one)
  })

  it('is that of a further work tree', async () => {
    await write('tree/.git', `gitdir: ${path.join(root, 'main/worktrees/tree')}\n`)
    await write('main/worktrees/tree/HEAD', 'ref: refs/heads/side\n')
    await write('main/worktrees/tree/commondir', '../..\n')
    await write('main/refs/heads/side', `${one}\n`)
    assert.equal(commitOf(path.join(root, 'tree')), one)
  })

  it('is unknown without either, and where a file has something else', async () => {
    assert.equal(commitOf(root), 'unknown')
    await write('commit', 'main"} 1\n')
    assert.equal(commitOf(root), 'unknown')
  })
})
