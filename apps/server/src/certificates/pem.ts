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
export const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
