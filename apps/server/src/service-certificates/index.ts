export { serviceCertificateApi } from './api.ts'
export {
  createServiceCertificates,
  type ServiceCertificates,
} from './create-service-certificates.ts'
