export { bootstrap, type BootstrapDeps, type BootstrapRefusal, type FirstTwo } from './bootstrap.ts'
export { bootstrapProblems } from './problems.ts'
