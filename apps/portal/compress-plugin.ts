import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

const encodings = [
  ['.br', promisify(brotliCompress)],
  ['.gz', promisify(gzip)],
] as const

/** Fewer bytes fit into one packet as they are. */
const minLength = 1000

/** Writes scripts and styles compressed too, beside them: the server sends what the browser accepts. */
export function compressAssets(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved: (resolved) => {
      config = resolved
    },
    closeBundle: async () => {
      const folder = path.resolve(config.root, config.build.outDir, 'assets')
      const files = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name))
      await Promise.all(
        files.map(async (name) => {
          const plain = await readFile(path.join(folder, name))
          if (plain.length < minLength) return
          for (const [ending, compress] of encodings)
            await writeFile(path.join(folder, `${name}${ending}`), await compress(plain))
        }),
      )
    },
  }
}
