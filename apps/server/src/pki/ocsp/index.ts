export { endsOfLegacyResponders } from './legacy-responder-expiry.ts'
export { createOcspService, type OcspService, type OcspServiceParts } from './ocsp-service.ts'
export type { ResponderKeyKind } from './responder-key.ts'
export { responseValidity, type OcspFigures } from './responders.ts'
