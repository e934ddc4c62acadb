// What every contender does for the one that measures it: says its port, tells its CPU and memory when asked, ends with it.
export const present = (port) => {
  process.on('message', () => process.send({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() }))
  process.once('disconnect', () => process.exit())
  process.send(port)
}

/** Where the upstream is. */
export const upstream = process.argv[2]
