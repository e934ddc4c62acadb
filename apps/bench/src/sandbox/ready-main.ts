// Times `createSandbox`, in a process that has only imported it. Prints milliseconds.
import { createSandbox } from '@grantstream/sandbox'

const began = performance.now()
const sandbox = await createSandbox()
const readyMs = performance.now() - began
if (!(await sandbox.login())) throw new Error('nobody can log in')
await sandbox.close()
process.stdout.write(JSON.stringify({ readyMs, processMs: began }), () => process.exit(0))
