/** `prepare`: the folders on empty volumes, with the owners that the processes need. Runs as root, and changes no file in them. */
import { makeFolders } from './folders.mjs'

try {
  const places = makeFolders(process.argv[2], {
    ...{
      table: '/usr/lib/tmpfiles.d/sotevarmenne.conf',
      passwd: '/etc/passwd',
      group: '/etc/group',
    },
  })
  process.stdout.write(`${places.join('\n')}\n`)
} catch (fault) {
  process.stderr.write(
    `prepare: ${fault.message}. It needs root, and the capabilities CHOWN, DAC_OVERRIDE, FOWNER and FSETID\n`,
  )
  process.exitCode = 1
}
