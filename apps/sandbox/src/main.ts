#!/usr/bin/env node
import module from 'node:module'

// Before anything of ours is loaded, which is then compiled once on a machine. Not in Node 20.
module.enableCompileCache?.()
const { runProgram } = await import('./program.ts')
await runProgram()
