import { execFile } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Compiles a C file of this folder into a shared library in the directory; returns its path. */
export async function compileLibrary(name: string, directory: string): Promise<string> {
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url))
  const library = path.join(directory, `${name}.so`)
  const options = ['-shared', '-fPIC', '-O2', '-I/usr/include/p11-kit-1']
  await promisify(execFile)('gcc', [...options, '-o', library, source])
  return library
}
