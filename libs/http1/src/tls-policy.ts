/**
 * What every TLS listener of the service and of the card reader software speaks: TLS 1.2 and 1.3, key
 * exchange with forward secrecy, authenticated encryption; the hybrid of X25519 and ML-KEM-768 first (FIPS
 * 203), whose traffic cannot be recorded today and decrypted by a quantum computer later.
 */
export const tlsPolicy = {
  minVersion: 'TLSv1.2',
  ciphers: [
    ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
    ...['ECDHE+AESGCM', 'ECDHE+CHACHA20'],
  ].join(':'),
  ecdhCurve: 'X25519MLKEM768:X25519:P-384:P-256',
  honorCipherOrder: true,
} as const
