/**
 * Node for Windows as a program without a console window, which would else open at each log-on: the subsystem
 * in its header becomes "GUI". The signature of its publisher, which no longer holds, is removed.
 * Offsets: Microsoft PE/COFF specification, "Optional Header (Image Only)".
 */
export function withoutConsole(program) {
  const bytes = Buffer.from(program)
  const header = bytes.readUInt32LE(0x3c)
  if (bytes.toString('latin1', header, header + 4) !== 'PE\0\0')
    throw new Error('not a program for Windows')
  const optional = header + 24
  if (bytes.readUInt16LE(optional) !== pe32Plus) throw new Error('not a program of 64 bits')
  bytes.writeUInt16LE(windowed, optional + 68)
  // The checksum is checked for drivers only; 0 is "none".
  bytes.writeUInt32LE(0, optional + 64)

  const certificateTable = optional + 112 + 4 * 8
  const [place, length] = [
    bytes.readUInt32LE(certificateTable),
    bytes.readUInt32LE(certificateTable + 4),
  ]
  if (length === 0) return bytes
  if (place + length !== bytes.length)
    throw new Error('the signature of the program is not at its end')
  bytes.fill(0, certificateTable, certificateTable + 8)
  return bytes.subarray(0, place)
}

const pe32Plus = 0x20b
const windowed = 2
