/**
 * All of core but what needs Node or OpenTelemetry, as one file with RxJS inside, since that is most of what it costs Node
 * to import core. Its Observables go through the operators of any RxJS 7, but are not of its class.
 *
 * @module
 */
export * from './index.ts'
export * from './operations.ts'
export * from './tasks/index.ts'
export * from './tokens.ts'
