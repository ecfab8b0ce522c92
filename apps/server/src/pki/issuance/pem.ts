/** A request (PKCS#10) in PEM (RFC 7468 § 7), or in base64 alone; undefined when the text is neither. */
export function requestIn(text: string): Uint8Array | undefined {
  const framed =
    /^-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----\s(?<body>[\s\S]+?)-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/.exec(
      text.trimStart(),
    )
  const base64 = (framed?.groups?.['body'] ?? text).replaceAll(/\s/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64)
    ? new Uint8Array(Buffer.from(base64, 'base64'))
    : undefined
}

/** A certificate in PEM. */
export function pemOf(der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64')
  let lines = ''
  for (let at = 0; at < base64.length; at += 64) lines += `${base64.slice(at, at + 64)}\n`
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`
}
