import path from 'node:path'
import { rolldown } from 'rolldown'
import { root } from './machine.mjs'

/** The reader software as one file for Node, with types stripped: it starts faster, and uses less memory. */
export async function bundleReader(file) {
  const bundle = await rolldown({
    input: path.join(root, 'apps/reader/src/start.ts'),
    platform: 'node',
    // Has a native part for each system; loaded where there are real readers.
    external: ['koffi'],
  })
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  await bundle.close()
}

const [, script, file] = process.argv
if (script === import.meta.filename && file !== undefined) await bundleReader(file)
