export { type OpenTelemetryOptions, observeWithOpenTelemetry } from './observe/observe-with-open-telemetry.ts'
