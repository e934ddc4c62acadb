// Loaded into our gateway's own program, so that it tells its CPU and memory as every contender does.
process.on('message', ({ kind }) => {
  if (kind === 'usage') process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage.rss() })
})
