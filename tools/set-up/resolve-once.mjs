/**
 * Loaded before each test file: resolves each import of our sources once. Node does it again for each file that
 * imports, with several looks at the disk, which is a third of the time to load a server.
 */
import { registerHooks } from 'node:module'

const resolved = new Map()

registerHooks({
  resolve(specifier, context, next) {
    const key = keyOf(specifier, context)
    if (key === undefined) return next(specifier, context)
    if (!resolved.has(key)) resolved.set(key, { ...next(specifier, context), shortCircuit: true })
    return resolved.get(key)
  },
})

/** The same for two imports only if they mean the same file; none where that is not plain. */
function keyOf(specifier, { parentURL = '', importAttributes, conditions }) {
  if (parentURL.includes('/node_modules/') || !conditions.includes('import')) return undefined
  if (Object.keys(importAttributes).length > 0) return undefined
  if (specifier.startsWith('@sotevarmenne/')) return specifier
  if (specifier.startsWith('#')) return `${parentURL.replace(/\/src\/.*/, '')} ${specifier}`
  return specifier.startsWith('.') ? new URL(specifier, parentURL).href : undefined
}
