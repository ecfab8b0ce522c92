import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * Opens PGlite so that a commit is on the disk before it is acknowledged. By default, PGlite never calls
 * fsync (electric-sql/pglite#1107): its file system has no such operation and PostgreSQL is started with
 * `-F`.
 *
 * Directories are still not synced and a rename is not atomic: sufficient for one server of one point or a
 * demonstration. The hook is into an internal of PGlite; a test counts the calls.
 */
export async function openDurablePglite(
  directory: string,
  fsync: (fileDescriptor: number) => void = fsyncSync,
): Promise<PGlite> {
  return PGlite.create({
    fs: new DurableNodeFs(directory, fsync),
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      '-c',
      'fsync=on',
      '-c',
      'wal_sync_method=fsync',
    ],
  })
}

type EmscriptenOptions = Awaited<ReturnType<NodeFS['init']>>['emscriptenOpts']

/** What we use of the file system inside the WebAssembly module. */
type InnerFileSystem = {
  readonly filesystems: {
    readonly NODEFS: {
      readonly stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number }
    }
  }
}

class DurableNodeFs extends NodeFS {
  readonly #fsync: (fileDescriptor: number) => void

  constructor(directory: string, fsync: (fileDescriptor: number) => void) {
    super(directory)
    this.#fsync = fsync
  }

  override async init(
    pglite: PGlite,
    options: EmscriptenOptions,
  ): Promise<{ emscriptenOpts: EmscriptenOptions }> {
    const ready = await super.init(pglite, options)
    const hook = (module: { readonly FS: unknown }): void => {
      const inner = module.FS as InnerFileSystem
      inner.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) this.#fsync(stream.nfd)
        return 0
      }
    }
    ready.emscriptenOpts.preRun = [hook, ...(ready.emscriptenOpts.preRun ?? [])]
    return ready
  }
}
