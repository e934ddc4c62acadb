// Prints what importing one module costs: milliseconds, and bytes of resident memory. Arguments: its name or URL, and those
// of modules that are there already.
const [module, ...before] = process.argv.slice(2)
for (const each of before) await import(each)
const rssBefore = process.memoryUsage().rss
const began = performance.now()
await import(module)
const ms = performance.now() - began
process.stdout.write(JSON.stringify({ ms, bytes: process.memoryUsage().rss - rssBefore }))
process.exit(0)
