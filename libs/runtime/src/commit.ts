import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The commit of the program: from the file `commit` that packaging writes beside `package.json`, or from the git
 * directory of a checkout; `unknown` where neither is there.
 */
export function commitOf(root: string = path.resolve(import.meta.dirname, '../../..')): string {
  return commitIn(path.join(root, 'commit')) ?? commitOfCheckout(root) ?? 'unknown'
}

function commitOfCheckout(root: string): string | undefined {
  const place = path.join(root, '.git')
  // In a further work tree it is a file that says where the directory is.
  const [, folder] = /^\w+: (.+)$/m.exec(textIn(place) ?? '') ?? []
  const git = folder === undefined ? place : path.resolve(root, folder)
  const head = textIn(path.join(git, 'HEAD'))?.trim()
  const [, ref] = /^ref: (refs\/\S+)$/.exec(head ?? '') ?? []
  if (ref === undefined) return isCommit(head) ? head : undefined
  const shared = path.resolve(git, textIn(path.join(git, 'commondir'))?.trim() ?? '.')
  const packed = textIn(path.join(shared, 'packed-refs'))
    ?.split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(' ')[0]
  return commitIn(path.join(shared, ref)) ?? (isCommit(packed) ? packed : undefined)
}

function commitIn(file: string): string | undefined {
  const text = textIn(file)?.trim()
  return isCommit(text) ? text : undefined
}

const isCommit = (text: string | undefined): text is string =>
  text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
