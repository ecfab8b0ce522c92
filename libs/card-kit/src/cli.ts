/*
 * The command `card-kit`. Imports nothing before Node is known to be new enough: an older one could not load it.
 */
const oldest = 22
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `The card kit needs Node ${String(oldest)} or newer; this is Node ${process.versions.node}.\n`,
  )
  process.exitCode = 3
} else await import('./run-command.ts')
