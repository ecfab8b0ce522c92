import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Builds the portal as it is now into a folder of the test's own. */
export function buildPortal(into: string): void {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = ['build', join(root, 'apps/portal'), '--outDir', into, '--emptyOutDir']
  execFileSync(process.execPath, [vite, ...build], { stdio: 'pipe' })
}
