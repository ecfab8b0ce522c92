export { createRepository, type RepositoryParts } from './serve-repository.ts'
