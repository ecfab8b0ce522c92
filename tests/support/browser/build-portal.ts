import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** Folder of the current portal; rebuilt if its sources have changed. */
export function builtPortal(): string {
  execFileSync(process.execPath, [join(root, 'tools/set-up/build-portal.mjs')], { stdio: 'pipe' })
  return join(root, 'apps/portal/dist')
}
